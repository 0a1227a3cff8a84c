"""Corrections and rejections: strict values, clear refusals, ids that hash what was decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InvalidRecord
from dragoman.model.correction import (
    FIELDS,
    Correction,
    Rejection,
    parse_parties,
    parse_place,
    parties_text,
)
from dragoman.model.record import Party, PartyKind, Place

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
EVENT, PERSON = "eng-" + "a" * 20, "per-" + "b" * 20


def correction(record: str = EVENT, field: str = "date", value: str | None = "2021-03-17") -> Correction:
    return Correction(record=record, field=field, value=value, author="Ana", made_at=NOON)


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        (EVENT, "kind", "call"),
        (EVENT, "realis", "negated"),
        (EVENT, "date", "2021-03"),
        (EVENT, "date", "2021-03-17/2021-03-19"),
        (EVENT, "date", None),
        (EVENT, "place", "Rabat, MAR"),
        (EVENT, "place", "MAR"),
        (EVENT, "place", "Rabat"),
        (EVENT, "parties", "MAR RUS org:LAS"),
        (EVENT, f"role:{PERSON}", "foreign minister"),
        (EVENT, f"party:{PERSON}", None),
        (EVENT, "part_of", "eng-" + "c" * 20),
        (EVENT, "body", "Joint Commission"),
        (EVENT, "session", "8"),
        (PERSON, "name", "Lotfi Belkacem"),
        (PERSON, "party", "org:LAS"),
        (PERSON, "role", "ambassador"),
        ("ins-1", "title", "Agreement on Ports"),
        ("ins-1", "status", "in force"),
        ("ins-1", "symbol", None),
        ("bod-1", "session", None),
        ("com-1", "who", "RUS"),
        ("com-1", "due", "2022"),
        ("com-1", "strength", "intent"),
        ("pos-1", "who", "TUN"),
        ("pos-1", "joint", "yes"),
        ("ind-1", "value", "-1.5"),
    ],
)
def test_a_value_of_the_field_is_taken(record: str, field: str, value: str | None) -> None:
    assert correction(record, field, value).value == value


@pytest.mark.parametrize(
    ("record", "field", "value", "told"),
    [
        (EVENT, "title", "Talks", "no field 'title' to correct; it has kind, realis, date"),
        (EVENT, "kind", "chat", "'chat' is none of meeting, call"),
        (EVENT, "kind", None, "kind: a value is wanted"),
        (EVENT, "date", "17 March", "date: not an ISO 8601 date"),
        (EVENT, "date", "2021-02-30", "no such date"),
        (EVENT, "date", "2021-03-19/2021-03-17", "ends before it begins"),
        (EVENT, "place", "Rabat, Morocco", "alpha-3"),
        (EVENT, "parties", "morocco", "not the code of a state"),
        (EVENT, "parties", " ", "no party is named"),
        (EVENT, "role", "ambassador", "whose role"),
        (EVENT, "role:Ana", "ambassador", "whose role"),
        (EVENT, "date:x", "2021", "there is one date"),
        (EVENT, "session", "0", "not the number of a session"),
        (EVENT, "session", "eighth", "not the number of a session"),
        (PERSON, "name", " Lotfi", "not words on one line"),
        (PERSON, "name", "Lotfi\nBelkacem", "not words on one line"),
        ("pos-1", "joint", "maybe", "neither yes nor no"),
        ("ind-1", "value", "1,5", "not a decimal number"),
        ("doc-1", "title", "x", "not the id of a record or person"),
    ],
)
def test_what_is_no_value_of_the_field_is_refused_in_words(
    record: str, field: str, value: str | None, told: str
) -> None:
    with pytest.raises(InvalidRecord, match=told.replace("(", r"\(")):
        correction(record, field, value)


@pytest.mark.parametrize("author", ["", "  ", "machine"])
def test_a_decision_is_a_persons(author: str) -> None:
    with pytest.raises(InvalidRecord, match="a person's"):
        replace(correction(), author=author, id="")
    with pytest.raises(InvalidRecord, match="a person's"):
        Rejection(record=EVENT, author=author, made_at=NOON)


@pytest.mark.parametrize(
    "change",
    [
        {"record": "eng-" + "d" * 20},
        {"value": "2021-03-18"},
        {"value": None},
        {"author": "Ben"},
        {"made_at": NOON + dt.timedelta(microseconds=1)},
    ],
)
def test_the_id_tells_decisions_apart(change: dict[str, Any]) -> None:
    assert replace(correction(), id="", **change).id != correction().id


def test_retracting_explaining_and_another_time_zone_keep_the_id() -> None:
    zone = dt.timezone(dt.timedelta(hours=5))
    same = replace(correction(), retracted_at=NOON, reason="typo", made_at=NOON.astimezone(zone))
    assert same.id == correction().id
    assert same.made_at.tzinfo is dt.UTC
    gone = replace(Rejection(record=EVENT, author="Ana", made_at=NOON), retracted_at=NOON)
    assert gone.id == Rejection(record=EVENT, author="Ana", made_at=NOON).id


def test_an_id_of_another_decision_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="does not belong"):
        replace(correction(), value="2021-03-18")


codes = st.sampled_from(["MAR", "RUS", "TUN"]).map(lambda code: Party(code=code))
organisations = st.sampled_from(["LAS", "EU", "OPEC"]).map(
    lambda code: Party(code=code, kind=PartyKind.ORGANISATION)
)


@given(st.sets(codes | organisations, min_size=1))
def test_reading_parties_undoes_writing_them(parties: set[Party]) -> None:
    assert set(parse_parties(parties_text(parties))) == parties


@given(
    st.one_of(st.none(), st.text("abcdefg éÉ", min_size=1, max_size=9).map(str.strip).filter(bool)),
    st.sampled_from([None, "MAR", "RUS"]),
)
def test_reading_a_place_undoes_writing_it(city: str | None, country: str | None) -> None:
    if city or country:
        place = Place(city=city, country=country)
        assert parse_place(str(place)) == place


def test_every_kind_of_record_can_be_corrected_in_these_fields() -> None:
    """Ledgers on disk hold the names."""
    assert {kind: sorted(fields) for kind, fields in FIELDS.items()} == {
        "eng": ["body", "date", "kind", "part_of", "parties", "party", "place", "realis", "role", "session"],
        "per": ["name", "party", "role"],
        "ins": ["date", "kind", "parties", "status", "symbol", "title"],
        "bod": ["kind", "name", "parties", "session"],
        "com": ["due", "strength", "who"],
        "pos": ["issue", "joint", "who"],
        "ind": ["value"],
    }
