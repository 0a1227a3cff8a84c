"""Who dealt with whom."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from dragoman.desk.network import Network, network
from dragoman.export.network_svg import Named, network_svg
from dragoman.model.ledger import LedgerEngagement
from dragoman.model.record import Role
from dragoman.model.text import EngagementKind, Realis
from tests.desk.builders import DZA, MAR, RUS, Book, Someone

AMRANI = Someone("Amrani", Role.FOREIGN_MINISTER, MAR)
HAMZA = Someone("Hamza", Role.MONARCH, MAR)
SOKOLOV = Someone("Sokolov", Role.HEAD_OF_STATE, RUS)
OTHER = Someone("Benali", Role.FOREIGN_MINISTER, DZA)


def _met(
    book: Book,
    date: str,
    *people: Someone,
    realis: Realis = Realis.ACTUAL,
    kind: EngagementKind = EngagementKind.MEETING,
    body: str | None = None,
) -> LedgerEngagement:
    words = f"{', '.join(p.name for p in people)} met ({date}, {realis.value}, {kind.value})."
    document = book.document(words, name="a.txt", published="2024")
    return book.engagement((document, words), date=date, people=people, realis=realis, kind=kind, body=body)


def _names(found: Network) -> dict[str, str]:
    return {member.id: member.told.name for member in found.members}


def test_people_of_both_sides_are_tied_by_what_they_took_part_in() -> None:
    book = Book()
    found = network(
        (
            _met(book, "2021-01-01", AMRANI, SOKOLOV),
            _met(book, "2022-01-01", AMRANI, HAMZA, SOKOLOV, OTHER),
        ),
        (MAR, RUS),
    )
    names = _names(found)
    ties = {(names[t.left], names[t.right]): len(t.engagements) for t in found.ties}
    assert ties == {("Amrani", "Sokolov"): 2, ("Hamza", "Sokolov"): 1}
    assert [m.told.name for m in found.of(MAR)] == ["Amrani", "Hamza"]
    assert found.others == 1


def test_plans_and_public_acts_tie_nobody_and_one_sided_contacts_are_counted() -> None:
    book = Book()
    found = network(
        (
            _met(book, "2021", AMRANI, SOKOLOV, realis=Realis.PLANNED),
            _met(book, "2022", HAMZA, SOKOLOV, kind=EngagementKind.STATEMENT),
            _met(book, "2023", AMRANI),
        ),
        (MAR, RUS),
    )
    assert found.ties == ()
    assert [m.told.name for m in found.members] == ["Amrani"]
    assert found.unnamed == 1


def test_a_body_is_tied_to_those_who_sat_in_it() -> None:
    book = Book()
    found = network((_met(book, "2021", AMRANI, SOKOLOV, body="bod-1"),), (MAR, RUS))
    assert [seat.id for seat in found.seats] == ["bod-1"]
    assert {t.left for t in found.ties if t.right == "bod-1"} == {m.id for m in found.members}


def test_the_order_of_engagements_makes_no_difference() -> None:
    book = Book()
    every = [_met(book, f"202{n}", AMRANI, SOKOLOV) for n in range(4)]
    assert network(every, (MAR, RUS)) == network(every[::-1], (MAR, RUS))


def test_the_picture_links_everybody_once_and_is_always_the_same() -> None:
    book = Book()
    found = network((_met(book, "2021", AMRANI, HAMZA, SOKOLOV, body="bod-1"),), (MAR, RUS))

    def drawn(*, rtl: bool = False) -> str:
        return network_svg(
            found,
            title="People",
            heads=("Morocco", "Russia"),
            lang="en",
            named=lambda identity: Named(name=f"<b>{identity}", about="x & y", link=f"/{identity}"),
            rtl=rtl,
        )

    root = ET.fromstring(drawn())
    links = sorted(a.get("href") or "" for a in root.iter("{http://www.w3.org/2000/svg}a"))
    assert links == sorted([*(f"/{m.id}" for m in found.members), "/bod-1"])
    assert "<b>" not in drawn()
    assert drawn() == drawn()
    assert drawn(rtl=True) != drawn()
