"""Where two parties met, and on which map."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from dragoman.desk.geography import geography
from dragoman.export.map_svg import map_svg
from dragoman.model.ledger import LedgerEngagement
from dragoman.model.record import Place
from dragoman.model.text import EngagementKind, Realis
from tests.desk.builders import Book

RABAT, MOSCOW = Place(city="Rabat", country="MAR"), Place(city="Moscow", country="RUS")


def _met(
    book: Book,
    date: str | None,
    place: Place | None,
    realis: Realis = Realis.ACTUAL,
    kind: EngagementKind = EngagementKind.MEETING,
) -> LedgerEngagement:
    words = f"They met ({date}, {place}, {realis.value}, {kind.value})."
    document = book.document(words, name="a.txt", published="2024")
    return book.engagement((document, words), date=date, place=place, realis=realis, kind=kind)


def test_places_are_counted_by_what_took_place_and_what_is_planned() -> None:
    book = Book()
    first, last = _met(book, "2021-03-01", MOSCOW), _met(book, "2023-03-01", MOSCOW)
    plan = _met(book, "2025-01-01", MOSCOW, Realis.PLANNED)
    rabat = _met(book, None, RABAT)
    found = geography((first, plan, rabat, last))
    assert [(str(s.place), len(s.held), len(s.planned)) for s in found.spots] == [
        ("Moscow, RUS", 2, 1),
        ("Rabat, MAR", 1, 0),
    ]
    assert found.spots[0].last == last
    assert found.spots[1].last is None  # undated


def test_public_acts_and_what_was_called_off_are_nowhere_and_a_call_without_a_place_is_counted() -> None:
    book = Book()
    said = _met(book, "2021", MOSCOW, kind=EngagementKind.STATEMENT)
    off = _met(book, "2021", MOSCOW, Realis.NEGATED)
    call = _met(book, "2021", None, kind=EngagementKind.CALL)
    found = geography((said, off, call))
    assert (found.spots, found.nowhere) == ((), 1)


def test_the_order_of_engagements_makes_no_difference() -> None:
    book = Book()
    every = [_met(book, f"202{n}", place) for n, place in enumerate((RABAT, MOSCOW, Place(country="ESH")))]
    assert geography(every) == geography(every[::-1])


def test_the_map_names_and_links_every_known_place_and_escapes_it() -> None:
    book = Book()
    hostile = Place(city="<script>alert(1)</script>", country="MAR")
    spots = geography(
        (_met(book, "2021", MOSCOW), _met(book, "2022", RABAT), _met(book, "2020", hostile))
    ).spots

    def drawn() -> str:
        return map_svg(
            spots,
            title="Where <they> met",
            lang="en",
            label=lambda spot: spot.place.city or "",
            name=str,
            link=lambda spot: f"/x?city={spot.place.city}",
        )

    root = ET.fromstring(drawn())
    links = [a.get("href") for a in root.iter("{http://www.w3.org/2000/svg}a")]
    assert links == ["/x?city=Rabat", "/x?city=Moscow"]  # what lies nobody knows where is in the table alone
    assert "<script" not in drawn()
    assert drawn() == drawn()


def test_a_circle_lies_within_its_picture_wherever_in_the_world_it_is() -> None:
    book = Book()
    for place in (
        Place(country="FJI"),
        Place(city="Wellington", country="NZL"),
        Place(country="GRL"),
        MOSCOW,
    ):
        spots = geography((_met(book, "2021", place), _met(book, "2022", RABAT))).spots
        drawn = map_svg(spots, title="t", lang="en", label=str, name=str, link=lambda _: "/")
        root = ET.fromstring(drawn)
        wide, high = (float(root.get(key) or 0) for key in ("width", "height"))
        circles = list(root.iter("{http://www.w3.org/2000/svg}circle"))
        assert len(circles) == 2
        for circle in circles:
            assert 0 <= float(circle.get("cx") or -1) <= wide
            assert 0 <= float(circle.get("cy") or -1) <= high
