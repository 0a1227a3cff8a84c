"""Records: nothing without words, nothing that contradicts itself, and ids that hash what was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InvalidRecord
from dragoman.model.record import (
    LEVEL_OF_ROLE,
    Engagement,
    Evidence,
    Indicator,
    Level,
    Participant,
    Party,
    PartyKind,
    Person,
    Place,
    Position,
    Reading,
    Record,
    Role,
)
from dragoman.model.text import Document, Span
from tests.store.samples import ENGLISH, LAS, NEW, OLD, RUS, TUN, arabic, english, says

READING = english()
ITEMS: list[Any] = [*READING.people, *READING.records]
NAMES = [f"{type(item).__name__}-{number}" for number, item in enumerate(ITEMS)]


def test_the_samples_hold_every_kind_of_record() -> None:
    assert {type(record) for record in READING.records} == set(get_args(Record))


# --- evidence ---


@given(st.text(min_size=1).filter(str.strip), st.data())
def test_a_quote_is_the_words_of_its_span(text: str, data: st.DataObject) -> None:
    document = Document(text=text, lang="en", origin="o", name="o")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].strip():
        assert Evidence.of(document, Span(start=start, end=end), OLD).quote == text[start:end]
    else:
        with pytest.raises(InvalidRecord):
            Evidence.of(document, Span(start=start, end=end), OLD)


def test_no_words_are_quoted_from_beyond_the_end() -> None:
    end = len(ENGLISH.text)
    assert Evidence.of(ENGLISH, Span(start=end - 1, end=end), OLD).quote == "."
    with pytest.raises(InvalidRecord, match="outside"):
        Evidence.of(ENGLISH, Span(start=end - 1, end=end + 1), OLD)


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": ""},
        {"quote": "   "},
        {"quote": "met hi"},
        {"confidence": 1.01},
        {"confidence": -0.01},
        {"confidence": float("nan")},
    ],
)
def test_evidence_that_cannot_be_true_cannot_be_built(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidRecord):
        replace(says(ENGLISH, "met"), **changes)


# --- records ---


@pytest.mark.parametrize("item", ITEMS, ids=NAMES)
def test_nothing_stands_without_evidence(item: Any) -> None:
    with pytest.raises(InvalidRecord, match="without evidence"):
        replace(item, id="", evidence=())


@pytest.mark.parametrize("item", ITEMS, ids=NAMES)
def test_records_cannot_be_changed(item: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        item.evidence = ()


@pytest.mark.parametrize("item", ITEMS, ids=NAMES)
def test_an_id_given_must_be_the_contents_own(item: Any) -> None:
    assert replace(item, id="").id == item.id
    with pytest.raises(InvalidRecord, match="does not belong"):
        replace(item, id=item.id[:-1] + ("0" if item.id[-1] != "0" else "1"))


@pytest.mark.parametrize("item", ITEMS, ids=NAMES)
def test_producer_and_confidence_do_not_change_an_id(item: Any) -> None:
    other = tuple(replace(e, producer=NEW, confidence=0.1) for e in item.evidence)
    assert replace(item, id="", evidence=other).id == item.id


@pytest.mark.parametrize("item", ITEMS, ids=NAMES)
def test_words_of_another_place_or_document_change_an_id(item: Any) -> None:
    moved = replace(item, id="", evidence=(says(ENGLISH, "The ministry said so"),))
    copied = replace(item, id="", evidence=tuple(replace(e, document_id="doc-x") for e in item.evidence))
    assert len({item.id, moved.id, copied.id}) == 3


def test_ids_tell_kinds_apart_and_are_unique_in_a_reading() -> None:
    prefixes = {item.id.split("-")[0] for item in ITEMS}
    assert prefixes == {"per", "eng", "ins", "bod", "com", "pos", "ind"}
    assert len({item.id for item in ITEMS}) == len(ITEMS)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("Person", "name"),
        ("Instrument", "title"),
        ("Body", "name"),
        ("Commitment", "what"),
        ("Position", "issue"),
        ("Indicator", "subject"),
    ],
)
def test_the_words_that_name_a_record_are_never_blank(kind: str, field: str) -> None:
    item = next(i for i in ITEMS if type(i).__name__ == kind)
    with pytest.raises(InvalidRecord):
        replace(item, id="", **{field: " \n"})


def test_what_is_put_off_does_not_take_place_as_planned() -> None:
    event = next(r for r in english().records if isinstance(r, Engagement))
    assert replace(event, id="", cancelled=True, postponed=True).postponed
    with pytest.raises(InvalidRecord, match="postponed"):
        replace(event, id="", cancelled=False, postponed=True)


def test_a_person_has_a_spelling_and_a_position_has_a_holder() -> None:
    person = next(i for i in ITEMS if isinstance(i, Person))
    position = next(i for i in ITEMS if isinstance(i, Position))
    with pytest.raises(InvalidRecord):
        replace(person, id="", spellings=())
    with pytest.raises(InvalidRecord):
        replace(position, id="", who=None, holder=None)
    assert replace(position, id="", who=None).who is None


# --- parties and places ---


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("TU", PartyKind.STATE),
        ("tun", PartyKind.STATE),
        ("TUNI", PartyKind.STATE),
        ("T1N", PartyKind.STATE),
        ("TUN\n", PartyKind.STATE),
        ("", PartyKind.STATE),
        ("L", PartyKind.ORGANISATION),
        ("las", PartyKind.ORGANISATION),
        ("1AS", PartyKind.ORGANISATION),
        ("L AS", PartyKind.ORGANISATION),
    ],
)
def test_a_party_has_a_code_of_its_kind(code: str, kind: PartyKind) -> None:
    with pytest.raises(InvalidRecord):
        Party(code=code, kind=kind)


@pytest.mark.parametrize(("code", "kind"), [("XKX", PartyKind.STATE), ("G20", PartyKind.ORGANISATION)])
def test_parties_print_as_their_codes(code: str, kind: PartyKind) -> None:
    assert str(Party(code=code, kind=kind)) == code


@pytest.mark.parametrize(("city", "country"), [(None, None), ("Tunis", "TN"), (None, "tun"), ("Tunis", "")])
def test_a_place_is_somewhere(city: str | None, country: str | None) -> None:
    with pytest.raises(InvalidRecord):
        Place(city=city, country=country)


# --- levels ---


def test_every_role_has_a_level() -> None:
    assert set(LEVEL_OF_ROLE) == set(Role)
    assert set(LEVEL_OF_ROLE.values()) == set(Level)


LEVELS: list[tuple[list[tuple[Role | None, Party | None]], Level | None]] = [
    ([], None),
    ([(None, TUN)], None),
    ([(Role.AMBASSADOR, TUN)], Level.AMBASSADOR),
    ([(Role.AMBASSADOR, TUN), (Role.DEPUTY_FOREIGN_MINISTER, RUS)], Level.AMBASSADOR),
    ([(Role.FOREIGN_MINISTER, TUN), (Role.FOREIGN_MINISTER, RUS)], Level.MINISTER),
    ([(Role.MONARCH, TUN), (Role.HEAD_OF_STATE, RUS), (Role.AMBASSADOR, RUS)], Level.HEAD_OF_STATE),
    ([(Role.HEAD_OF_STATE, RUS), (Role.FOREIGN_MINISTER, TUN), (None, TUN)], Level.MINISTER),
    ([(Role.HEAD_OF_STATE, None), (Role.OFFICIAL, None)], Level.OFFICIAL),
]


@pytest.mark.parametrize(("people", "level"), LEVELS)
def test_the_level_is_the_highest_at_which_both_sides_are_represented(
    people: list[tuple[Role | None, Party | None]], level: Level | None
) -> None:
    meeting = next(r for r in READING.records if isinstance(r, Engagement))
    participants = tuple(
        Participant(person_id=f"p{n}", name="x", role=role, party=side, evidence=meeting.evidence[0])
        for n, (role, side) in enumerate(people)
    )
    assert replace(meeting, participants=participants).level is level


# --- readings ---


def _retold(change: Callable[[Engagement], Engagement]) -> Reading:
    meeting = next(r for r in READING.records if isinstance(r, Engagement))
    return replace(READING, records=(change(meeting),))


FOREIGN = replace(says(ENGLISH, "met"), document_id="doc-another")
FOREIGN_WORDS: dict[str, Callable[[], Reading]] = {
    "record": lambda: _retold(lambda e: replace(e, id="", evidence=(FOREIGN,))),
    "date": lambda: _retold(lambda e: replace(e, when_evidence=FOREIGN)),
    "place": lambda: _retold(lambda e: replace(e, place_evidence=FOREIGN)),
    "participant": lambda: _retold(
        lambda e: replace(e, participants=(replace(e.participants[0], evidence=FOREIGN),))
    ),
    "count": lambda: _retold(lambda e: replace(e, counted=(replace(e.counted[0], evidence=FOREIGN),))),
    "attribution": lambda: replace(READING, attributions=(FOREIGN,)),
    "person": lambda: replace(
        READING, records=(), people=(replace(READING.people[0], id="", evidence=(FOREIGN,)),)
    ),
    "office": lambda: replace(
        READING,
        records=(),
        people=(
            replace(READING.people[0], offices=(replace(READING.people[0].offices[0], evidence=FOREIGN),)),
        ),
    ),
}


@pytest.mark.parametrize("where", FOREIGN_WORDS)
def test_a_reading_quotes_its_own_document_alone(where: str) -> None:
    with pytest.raises(InvalidRecord):
        FOREIGN_WORDS[where]()


def test_whoever_takes_part_is_among_the_people_of_the_reading() -> None:
    with pytest.raises(InvalidRecord, match="participant"):
        replace(READING, people=READING.people[:1])


def test_readings_of_two_documents_share_no_id() -> None:
    other = arabic()
    assert not {i.id for i in ITEMS} & {i.id for i in (*other.people, *other.records)}


@pytest.mark.parametrize("code", ["LAS"])
def test_an_organisation_and_a_state_of_one_code_are_two_parties(code: str) -> None:
    assert Party(code=code) != LAS


def test_what_an_indicator_claims_is_part_of_its_id() -> None:
    figure = next(r for r in READING.records if isinstance(r, Indicator))
    changed = {"subject": "coal", "value": "2", "unit": "EUR", "scope": "world"}
    assert set(changed) <= {f.name for f in fields(figure)}
    assert len({replace(figure, id="", **{k: v}).id for k, v in changed.items()} | {figure.id}) == 5
