"""A record that the machine missed, as a person gives it: kinds, values, words, people, and refusals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dragoman.desk.parties import find_party
from dragoman.errors import ReviewError
from dragoman.lexicon.load import packs
from dragoman.merge.added import added_all
from dragoman.model.addition import Addition
from dragoman.model.record import (
    Body,
    Commitment,
    Engagement,
    Indicator,
    Instrument,
    Party,
    Person,
    Position,
    Role,
    Strength,
)
from dragoman.model.text import Span
from dragoman.review import Act, Given, GivenPerson, Things, Wording, add
from dragoman.review.add import GIVEN
from tests.merge.builders import Told, ledger
from tests.merge.decisions import NOON

ACT = Act(author="Ana", at=NOON, reason="the machine missed it")
TEXT = (
    "Lotfi Belkacem received Igor Voronov in Tunis on 9 June 2021. They signed the Accord on Ports. "
    "The Mixed Commission meets in May. Tunisia will send 40 teachers by 2022. Tunisia backs talks on Libya. "
    "Trade reached 3 billion dollars. Igor Voronov left."
)
TOLD = Told(TEXT, published="2021-06-10")
BELKACEM = TOLD.person("Lotfi Belkacem", "TUN", Role.AMBASSADOR)
THINGS = Things(ledger(TOLD))


def party(words: str) -> Party:
    return find_party(words, packs().values())


def made(what: str, quote: str, /, *people: GivenPerson, **values: str) -> Addition:
    given = Given(kind=what, words=(Wording(quote=quote),), values=values, people=people)
    return add(THINGS, TOLD.document.id, given, ACT, find_party=party)


def test_an_engagement_has_its_people_by_id_by_words_and_new_ones() -> None:
    start = TEXT.index("Igor Voronov")
    new = GivenPerson(
        words=Wording(span=Span(start=start, end=start + 12)),
        role="deputy foreign minister",
        party="Russia",
        name="Igor Voronov",
    )
    found = made(
        "engagement",
        "received Igor Voronov in Tunis",
        GivenPerson(id=BELKACEM.id),
        new,
        kind="Meeting",
        date="2021-06-09",
        place="Tunis, Tunisia",
        parties="Algeria",
    )
    event = found.item
    assert isinstance(event, Engagement)
    assert (str(event.when.date), str(event.place)) == ("2021-06-09", "Tunis, TUN")
    assert [str(p) for p in event.parties] == ["DZA", "RUS", "TUN"]
    assert [(p.name, p.role, str(p.party)) for p in event.participants] == [
        ("Lotfi Belkacem", Role.AMBASSADOR, "TUN"),
        ("Igor Voronov", Role.DEPUTY_FOREIGN_MINISTER, "RUS"),
    ]
    assert {e.producer for e in event.evidence} == {"Ana"}
    assert (found.author, found.made_at, found.reason) == ("Ana", NOON, "the machine missed it")
    by_words = made(
        "engagement",
        "received",
        GivenPerson(words=Wording(quote="Belkacem"), role="special envoy"),
        kind="meeting",
    )
    assert isinstance(by_words.item, Engagement)
    assert [(p.person_id, p.role) for p in by_words.item.participants] == [(BELKACEM.id, Role.SPECIAL_ENVOY)]


EVERY: dict[str, tuple[type, str, dict[str, str], dict[str, object]]] = {
    "person": (
        Person,
        "Belkacem received",
        {"name": "L. Belkacem", "role": "ambassador"},
        {"name": "L. Belkacem"},
    ),
    "instrument": (
        Instrument,
        "Accord on Ports",
        {"kind": "agreement", "status": "signed"},
        {"title": "Accord on Ports"},
    ),
    "body": (Body, "Mixed Commission", {"kind": "joint commission", "session": "8"}, {"session": 8}),
    "commitment": (
        Commitment,
        "will send 40 teachers by 2022",
        {"who": "Tunisia", "due": "2022"},
        {"what": "will send 40 teachers by 2022", "strength": Strength.COMMITMENT},
    ),
    "position": (
        Position,
        "backs talks on Libya",
        {"who": "TUN", "issue": "libya", "joint": "yes"},
        {"stance": "backs talks on Libya", "joint": True},
    ),
    "indicator": (
        Indicator,
        "Trade reached 3 billion dollars",
        {
            "subject": "trade",
            "measure": "Trade volume",
            "value": "3000000000",
            "unit": "USD",
            "parties": "TUN, RUS",
        },
        {"value": "3000000000", "unit": "USD"},
    ),
}


@pytest.mark.parametrize("kind", EVERY)
def test_a_record_of_every_kind_can_be_added(kind: str) -> None:
    shape, quote, values, wanted = EVERY[kind]
    found = made(kind, quote, **values)
    assert isinstance(found.item, shape)
    assert {name: getattr(found.item, name) for name in wanted} == wanted
    assert found.item.evidence[0].quote == quote
    read = added_all({TOLD.document.id: TOLD.document}, {TOLD.document.id: TOLD.reading}, [found])
    assert found.record in read[TOLD.document.id].added


def test_every_kind_of_record_is_tried() -> None:
    assert EVERY.keys() | {"engagement"} == GIVEN.keys()


def test_a_promise_without_a_deadline_is_an_intent_and_several_words_bear_one_record_out() -> None:
    assert getattr(made("commitment", "will send", who="TUN").item, "strength", None) is Strength.INTENT
    given = Given(
        kind="engagement",
        words=(Wording(quote="received"), Wording(quote="in Tunis")),
        values={"kind": "visit"},
    )
    found = add(THINGS, TOLD.document.id, given, ACT, find_party=party)
    assert [e.quote for e in found.item.evidence] == ["received", "in Tunis"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": "treaty"}, "'treaty' is none of engagement"),
        ({"kind": "engagement"}, "is to be said: kind"),
        ({"kind": "engagement", "values": {"kind": "party"}}, "none of meeting"),
        ({"kind": "engagement", "values": {"kind": "call", "title": "x"}}, "no field 'title'"),
        ({"kind": "engagement", "values": {"kind": "call", "date": "June"}}, "not an ISO 8601 date"),
        ({"kind": "person", "words": ()}, "which words"),
        ({"kind": "person", "words": (Wording(),)}, "which words"),
        ({"kind": "person", "words": (Wording(quote="Napoleon"),)}, "does not have the words"),
        ({"kind": "person", "words": (Wording(quote="Igor Voronov"),)}, r"stand 2 times .* write --span"),
        ({"kind": "person", "words": (Wording(span=Span(start=0, end=9999)),)}, "lies outside"),
        (
            {"kind": "person", "words": (Wording(quote="Igor", span=Span(start=0, end=4)),)},
            "other words there",
        ),
        (
            {"kind": "body", "values": {"kind": "forum"}, "people": (GivenPerson(id="per-1"),)},
            "nobody takes part",
        ),
        (
            {"kind": "engagement", "values": {"kind": "call"}, "people": (GivenPerson(id="per-1"),)},
            "is nobody of",
        ),
        (
            {"kind": "engagement", "values": {"kind": "call"}, "people": (GivenPerson(name="X"),)},
            "who takes part",
        ),
        ({"kind": "indicator", "values": {"subject": "x", "measure": "y"}}, "none of trade rank"),
        ({"kind": "position", "values": {"issue": "libya"}}, "has a holder"),
    ],
)
def test_what_makes_no_record_is_refused_in_words(given: dict[str, Any], told: str) -> None:
    asked = Given(**{"words": (Wording(quote="received"),), **given})
    with pytest.raises(ReviewError, match=told):
        add(THINGS, TOLD.document.id, asked, ACT, find_party=party)


def test_what_is_there_already_is_not_added_again() -> None:
    found = made("body", "Mixed Commission", kind="committee")
    told = replace(TOLD.reading, records=(found.item,))  # type: ignore[arg-type]
    book = replace(ledger(TOLD), readings={TOLD.document.id: told})
    given = Given(kind="body", words=(Wording(quote="Mixed Commission"),), values={"kind": "committee"})
    with pytest.raises(ReviewError, match="has this record"):
        add(Things(book), TOLD.document.id, given, ACT, find_party=party)
    with pytest.raises(ReviewError, match="no such document"):
        add(Things(book), "doc-0", given, ACT, find_party=party)
