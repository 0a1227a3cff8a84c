"""Documents, spans and what was found in them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InvalidRecord
from dragoman.model.text import (
    Copy,
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
    text_id,
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
        {"title": "Talks"},
        {"author": "A. Writer"},
        {"published": DAY, "published_basis": DateBasis.STATED},
        {"source": Source(name="Gazette", url="https://example.org/1")},
    ],
)
def test_what_is_said_of_a_text_is_no_part_of_its_id(changes: dict[str, Any]) -> None:
    told = replace(BASE, id="", **changes)
    assert told.id == BASE.id
    assert told.copy != BASE.copy


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(["\n", "  ", "\u00a0", "\r\n\t"]))
def test_spacing_is_no_part_of_an_id_and_words_are(text: str, space: str) -> None:
    assert text_id(space.join(text.split())) == text_id(text)
    assert text_id(text + " more") != text_id(text)


def test_a_letter_in_two_parts_is_the_letter() -> None:
    assert text_id("entrevue \u00e0 Paris") == text_id("entrevue a\u0300 Paris")


def test_copies_that_say_when_come_first_then_those_that_say_who() -> None:
    bare = Copy(origin="a", name="a")
    named = Copy(origin="b", name="b", source=Source(name="Gazette"))
    guessed = Copy(origin="c", name="c", published=DAY, published_basis=DateBasis.INFERRED)
    stated = Copy(origin="d", name="d", published=DAY, published_basis=DateBasis.STATED)
    month = Copy(origin="e", name="e", published=replace(DAY, day=None), published_basis=DateBasis.STATED)
    assert sorted([bare, named, guessed, month, stated], key=Copy.rank) == [
        stated,
        month,
        guessed,
        named,
        bare,
    ]


def test_an_offset_leads_to_its_page() -> None:
    paged = replace(BASE, pages=(0, 4, 9))
    assert [paged.page_of(offset) for offset in (0, 3, 4, 8, 9, 11)] == [1, 1, 2, 2, 3, 3]
    assert BASE.page_of(3) is None
    for wrong in ((1, 2), (0, 5, 4)):
        with pytest.raises(InvalidRecord):
            replace(BASE, pages=wrong)


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
