"""Documents, spans and what was found in them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InvalidRecord
from dragoman.model.text import (
    Document,
    EngagementKind,
    Label,
    Link,
    LinkKind,
    Markup,
    Mention,
    Realis,
    Source,
    Span,
)
from dragoman.model.time import DateBasis, PartialDate

BASE = Document(text="Two ministers met.", lang="en", origin="a.txt", name="a.txt")
DAY = PartialDate.parse("2021-03-17")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (4, 3), (-1, 2)])
def test_a_span_is_never_empty_or_negative(start: int, end: int) -> None:
    with pytest.raises(InvalidRecord):
        Span(start=start, end=end)


spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda p: Span(start=p[0], end=p[0] + p[1]))


@given(spans, spans)
def test_overlap_and_cover_mean_what_sets_of_offsets_mean(one: Span, other: Span) -> None:
    mine, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert len(one) == len(mine)
    assert one.overlaps(other) == bool(mine & theirs)
    assert one.covers(other) == (theirs <= mine)


def test_offsets_are_code_points_not_bytes_or_utf_16() -> None:
    text = "🤝 وزير met"
    assert Span(start=2, end=6).of(text) == "وزير"


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "  \n "},
        {"published": DAY},
        {"published_basis": DateBasis.STATED},
        {"masked": "short"},
        {"id": "doc-00000000000000000000"},
    ],
)
def test_a_document_that_contradicts_itself_cannot_be_built(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidRecord, match=r"a\.txt"):
        Document(**{"text": BASE.text, "lang": "en", "origin": "a.txt", "name": "a.txt"} | changes)


def test_the_same_text_from_two_paths_is_one_document() -> None:
    assert replace(BASE, origin="b/c.txt", name="c.txt", id="").id == BASE.id


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Two ministers met!", "masked": "Two ministers met!", "prose": Span(start=0, end=18)},
        {"title": "Talks"},
        {"published": DAY, "published_basis": DateBasis.STATED},
        {"source": Source(name="Gazette")},
        {"source": Source(url="https://example.org/1")},
    ],
)
def test_what_a_document_says_and_who_says_it_when_make_its_id(changes: dict[str, Any]) -> None:
    assert replace(BASE, id="", **changes).id != BASE.id


def test_a_name_is_not_taken_for_an_address() -> None:
    named = replace(BASE, id="", source=Source(name="x"))
    addressed = replace(BASE, id="", source=Source(url="x"))
    titled = replace(BASE, id="", title="x")
    assert len({named.id, addressed.id, titled.id}) == 3


def test_a_document_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        BASE.text = "Nobody met."  # type: ignore[misc]


def test_prose_and_masked_text_are_the_whole_text_unless_told() -> None:
    assert BASE.prose == Span(start=0, end=len(BASE.text))
    assert BASE.masked == BASE.text


SPAN = Span(start=4, end=13)


@pytest.mark.parametrize(
    ("label", "event", "realis", "confidence"),
    [
        (Label.EVENT, None, None, 1.0),
        (Label.EVENT, EngagementKind.MEETING, None, 1.0),
        (Label.EVENT, None, Realis.ACTUAL, 1.0),
        (Label.PERSON, EngagementKind.MEETING, Realis.ACTUAL, 1.0),
        (Label.PERSON, None, None, 1.01),
        (Label.PERSON, None, None, -0.01),
        (Label.PERSON, None, None, float("nan")),
    ],
)
def test_an_event_and_no_other_mention_has_kind_and_realis(
    label: Label, event: EngagementKind | None, realis: Realis | None, confidence: float
) -> None:
    with pytest.raises(InvalidRecord):
        Mention(span=SPAN, label=label, confidence=confidence, event=event, realis=realis)


@pytest.mark.parametrize(("left", "right"), [(0, 1), (1, 0), (-1, 0), (0, -1)])
def test_links_join_mentions_that_exist(left: int, right: int) -> None:
    person = Mention(span=SPAN, label=Label.PERSON, confidence=1.0)
    with pytest.raises(InvalidRecord):
        Markup(mentions=(person,), links=(Link(kind=LinkKind.IS, left=left, right=right, score=1.0),))
    assert Markup(mentions=(person,), links=(Link(kind=LinkKind.IS, left=0, right=0, score=1.0),)).links
