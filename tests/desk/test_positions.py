"""Where parties stand: threads over time, joint ones apart, and what changed in the wording."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.desk.positions import (
    ChangeKind,
    Positions,
    PositionSettings,
    SegmentKind,
    Sharing,
    Statement,
    holder,
    positions,
)
from dragoman.desk.positions.changes import distance, segments
from dragoman.model.record import Corrected, Engagement, Party, Role
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import PartialDate
from tests.desk.builders import DZA, MAR, RUS, Book, Someone, when, words
from tests.desk.worlds import two_states

ON = dt.date(2026, 1, 1)
BACKS = "Morocco supports the plan of the envoy for Western Sahara"
NOTES = "Morocco takes note of the plan of the envoy for Western Sahara"


def _told(*sayings: tuple[str, str, str | None], copies: bool = False) -> Book:
    """A book of documents that each say one thing: (words, day, holder)."""
    book = Book()
    first = None
    for number, (text, day, person) in enumerate(sayings):
        document = book.document(
            f"{text}. No. {number}", name=f"{number}", published=day, copy_of=first if copies else None
        )
        first = first or document
        book.position(document, text, "western-sahara", who=MAR, holder=person, label="Western Sahara")
    return book


def _all(found: Positions) -> list[Statement]:
    return [one for thread in found.threads for one in thread.statements]


def _of(book: Book, *parties: Party, settings: PositionSettings | None = None) -> list[Statement]:
    return _all(positions(book.ledger(), parties or (MAR,), ON, settings=settings))


# --- what is compared ---------------------------------------------------------------------------------------


def test_change_of_line_is_shown_word_by_word_with_its_distance() -> None:
    _, later = _of(_told((BACKS, "2021-03-01", None), (NOTES, "2022-03-01", None)))
    change = later.change
    assert change is not None
    assert change.kind is ChangeKind.REWORDED
    assert [(s.kind, s.words) for s in change.segments] == [
        (SegmentKind.KEPT, "Morocco"),
        (SegmentKind.DROPPED, "supports"),
        (SegmentKind.ADDED, "takes note of"),
        (SegmentKind.KEPT, "the plan of the envoy for Western Sahara"),
    ]
    assert change.distance == pytest.approx(1 - 2 * 9 / (10 + 12))
    assert change.line_before == ("supports",)
    assert later.line == ()


def test_segments_point_into_the_two_documents() -> None:
    book = _told((f"On Monday {BACKS}", "2021-03-01", None), (f"Now {NOTES}", "2022-03-01", None))
    ledger = book.ledger()
    before, later = _all(positions(ledger, (MAR,), ON))
    assert later.change is not None
    texts = [ledger.documents[one.said[0].document_id].text for one in (before, later)]
    for segment in later.change.segments:
        places = [(segment.before, texts[0]), (segment.after, texts[1])]
        stands = [span.of(text) for span, text in places if span is not None]
        assert segment.words in stands
        assert len(stands) == (2 if segment.kind is SegmentKind.KEPT else 1)


def test_repeat_in_the_same_words_is_folded_with_its_dates() -> None:
    (only,) = _of(_told((BACKS, "2021-03-01", None), (BACKS.upper(), "2022-03-01", None)))
    assert [str(said.when.date) for said in only.said] == ["2021-03-01", "2022-03-01"]
    assert only.voices == 2
    assert only.change is None


def test_return_to_an_earlier_wording_is_a_change_and_no_repeat() -> None:
    found = _of(_told((BACKS, "2021-03-01", None), (NOTES, "2022-03-01", None), (BACKS, "2023-03-01", None)))
    assert len(found) == 3
    assert found[2].change is not None
    assert found[2].change.before == found[1].id


def test_statement_is_compared_with_the_last_that_is_near_in_wording() -> None:
    other = "Rabat thanked everybody who wrote about Western Sahara this week and this year"
    found = _of(_told((BACKS, "2021-03-01", None), (other, "2022-03-01", None), (NOTES, "2023-03-01", None)))
    assert found[1].change is not None
    assert (found[1].change.kind, found[1].change.segments) == (ChangeKind.OTHER_WORDS, ())
    assert found[2].change is not None
    assert found[2].change.before == found[0].id


def test_own_words_of_a_speaker_go_before_those_of_another() -> None:
    found = _of(
        _told(
            (BACKS, "2021-03-01", "Amrani"),
            (BACKS + " again", "2022-03-01", "Bennis"),
            (NOTES, "2023-03-01", "Amrani"),
        )
    )
    assert [one.change and one.change.same_holder for one in found] == [None, False, True]
    assert found[2].change is not None
    assert found[2].change.before == found[0].id


def test_across_languages_no_words_are_compared() -> None:
    book = _told((BACKS, "2021-03-01", None))
    french = book.document("Le Maroc soutient le plan.", lang="fr", name="fr", published="2022-03-01")
    book.position(french, "Le Maroc soutient le plan", "western-sahara", who=MAR)
    _, later = _of(book)
    assert later.change is not None
    assert later.change.kind is ChangeKind.OTHER_LANGUAGE
    assert (later.change.distance, later.change.segments) == (None, ())


def test_two_sentences_of_one_document_are_no_change() -> None:
    book = Book()
    document = book.document(f"{BACKS}. {NOTES}.", name="a", published="2021-03-01")
    for quote in (BACKS, NOTES):
        book.position(document, quote, "western-sahara", who=MAR)
    assert [one.change for one in _of(book)] == [None, None]


def test_copies_of_one_text_are_one_voice_and_one_statement() -> None:
    (only,) = _of(_told((BACKS, "2021-03-01", None), (NOTES, "2021-03-02", None), copies=True))
    assert (only.voices, len(only.said), len(only.notes)) == (1, 2, 2)


def test_difference_of_one_day_is_marked_as_such() -> None:
    _, later = _of(_told((BACKS, "2021-03-01", None), (NOTES, "2021-03-01", None)))
    assert later.change is not None
    assert later.change.same_day


def test_threshold_of_comparison_is_a_setting() -> None:
    book = _told((BACKS, "2021-03-01", None), (NOTES, "2022-03-01", None))
    _, later = _of(book, settings=PositionSettings(reworded=0.1))
    assert later.change is not None
    assert later.change.kind is ChangeKind.OTHER_WORDS


# --- whose it is --------------------------------------------------------------------------------------------


def _joint(before: str, quote: str, *, people: tuple[tuple[str, Party], ...] = ()) -> Book:
    book = Book()
    document = book.document(f"{before}{quote}.", name="a", published="2021-03-01")
    for name, party in people:
        book.engagement((document, name), people=(Someone(name, Role.FOREIGN_MINISTER, party),))
    for party in (MAR, RUS):
        book.position(document, quote, "libya", who=party, joint=True)
    return book


@pytest.mark.parametrize(
    ("before", "quote"),
    [
        ("The two ministers ", "called for talks on Libya"),
        ("Morocco and Russia ", "called for talks on Libya"),
        ("", "Both sides call for talks on Libya"),
    ],
)
def test_position_is_joint_where_the_words_before_it_say_so(before: str, quote: str) -> None:
    found = _of(_joint(before, quote), MAR, RUS)
    assert [(one.party, one.sharing, one.shared_with) for one in found] == [
        (MAR, Sharing.JOINT, (RUS,)),
        (RUS, Sharing.JOINT, (MAR,)),
    ]


@pytest.mark.parametrize(
    ("before", "quote"),
    [
        ("He ", "repeated that Morocco supports talks on Libya"),
        ("After a long call Morocco ", "urged both sides to talk about Libya"),
    ],
)
def test_call_by_one_side_is_its_own_and_not_joint(before: str, quote: str) -> None:
    found = _of(_joint(before, quote), MAR, RUS)
    assert [(one.party, one.sharing, one.shared_with) for one in found] == [(MAR, Sharing.OWN, ())]


def test_people_named_before_it_are_who_holds_it() -> None:
    both = (("Amrani", MAR), ("Volkov", RUS))
    together = _of(_joint("Amrani and Volkov ", "called for talks on Libya", people=both), MAR)
    alone = _of(_joint("Amrani ", "called with Volkov at his side for talks on Libya", people=both), MAR, RUS)
    assert [one.sharing for one in together] == [Sharing.JOINT]
    assert [(one.party, one.sharing) for one in alone] == [(MAR, Sharing.OWN)]


def test_where_the_words_do_not_tell_it_is_unclear() -> None:
    found = _of(
        _joint("Russia had been told by Morocco many days ago, and ", "called for talks on Libya"), MAR
    )
    assert [(one.sharing, one.shared_with) for one in found] == [(Sharing.UNCLEAR, (RUS,))]


def test_what_a_person_said_on_it_stands() -> None:
    book = _joint("He ", "repeated that Morocco supports talks on Libya")
    ledger = book.ledger()
    note = Corrected(field="joint", by="officer", at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC), was="false")
    readings = {
        key: replace(reading, records=tuple(replace(r, corrected=(note,)) for r in reading.records))
        for key, reading in ledger.readings.items()
    }
    found = _all(positions(replace(ledger, readings=readings), (RUS,), ON))
    assert [one.sharing for one in found] == [Sharing.JOINT]


def test_joint_positions_are_threads_of_their_own() -> None:
    book = _joint("The two ministers ", "called for talks on Libya")
    document = book.document("Morocco backs talks on Libya.", name="b", published="2021-04-01")
    book.position(document, "Morocco backs talks on Libya", "libya", who=MAR)
    threads = positions(book.ledger(), (MAR,), ON).threads
    assert [(thread.issue, thread.sharing) for thread in threads] == [
        ("libya", Sharing.OWN),
        ("libya", Sharing.JOINT),
    ]


def test_position_of_a_person_is_that_of_the_side_he_stands_for() -> None:
    book = Book()
    document = book.document("Bennis backs it.", name="a", published=None)
    book.position(document, "Bennis backs it", "fish", who=None, holder="Bennis")
    assert holder(book.ledger(), book.positions[0]) is None
    book.person(Someone("Karim Bennis", Role.AMBASSADOR, MAR), (document, "Bennis"))
    assert holder(book.ledger(), book.positions[0]) == MAR
    (only,) = _of(book)
    assert (only.party, only.person) == (MAR, "Bennis")


# --- what is shown ------------------------------------------------------------------------------------------


def test_positions_are_chosen_by_issue_or_words_of_it() -> None:
    ledger = two_states()

    def issues(party: Party, issue: str | None = None) -> list[str]:
        return [thread.issue for thread in positions(ledger, (party,), ON, issue=issue).threads]

    assert issues(MAR) == ["conflict-resolution", "western-sahara"]
    assert issues(RUS, "Western Sahara") == ["western-sahara"]
    assert issues(RUS, "sahara") == ["western-sahara"]
    assert issues(RUS, "fish") == []
    assert issues(DZA) == []


def test_words_on_a_theme_and_a_place_are_on_the_place() -> None:
    book = Book()
    quote = "Morocco supports the territorial integrity of Ukraine"
    document = book.document(f"{quote}.", name="a", published="2021-03-01")
    book.position(document, quote, "non-interference", who=MAR)
    (thread,) = positions(book.ledger(), (MAR,), ON).threads
    assert (thread.issue, thread.statements[0].issues) == ("ukraine", ("ukraine", "non-interference"))
    assert positions(book.ledger(), (MAR,), ON, issue="non-interference").threads == (thread,)


def test_label_of_each_source_is_kept_and_never_made_one() -> None:
    book = _told((BACKS, "2021-03-01", None))
    dutch = book.document("Marokko wil rust in de Marokkaanse Sahara.", lang="nl", name="nl", published=None)
    book.position(dutch, "Marokko wil rust", "western-sahara", who=MAR, label="Marokkaanse Sahara")
    (thread,) = positions(book.ledger(), (MAR,), ON).threads
    assert [(label.label, label.source) for label in thread.labels] == [
        ("Western Sahara", "0"),
        ("Marokkaanse Sahara", "nl"),
    ]
    assert all(label.notes for label in thread.labels)


def test_only_what_was_published_by_the_day_counts() -> None:
    book = _told((BACKS, "2021-03-01", None), (NOTES, "2022-03-01", None))
    found = positions(book.ledger(), (MAR,), dt.date(2021, 12, 31))
    assert len(_all(found)) == 1
    assert found.coverage.later == 1


def test_bounds_leave_statements_out_but_not_what_the_others_changed() -> None:
    book = _told((BACKS, "2021-03-01", None), (NOTES, "2022-03-01", None))
    (only,) = _all(positions(book.ledger(), (MAR,), ON, since=PartialDate.parse("2022")))
    assert only.change is not None
    assert positions(book.ledger(), (MAR,), ON, until=PartialDate.parse("2020")).threads == ()


@pytest.mark.parametrize(
    ("date", "written", "told"),
    [("2021-05-03", "On 3 May", "2021-05-03"), ("2021-04-22", "of 22 April", "2021-05-04")],
)
def test_date_beside_the_words_is_theirs_and_one_within_them_is_not(
    date: str, written: str, told: str
) -> None:
    book = Book()
    text = "On 3 May Morocco condemned the attack of 22 April in Libya."
    document = book.document(text, name="a", published="2021-05-04")
    act = Engagement(
        kind=EngagementKind.CONDEMNATION,
        realis=Realis.ACTUAL,
        when=when(date),
        when_evidence=words(document, written),
        parties=(MAR,),
        evidence=(words(document, text),),
    )
    book.records[document.id].append(act)
    book.position(document, "condemned the attack of 22 April in Libya", "libya", who=MAR)
    assert [str(one.when.date) for one in _of(book)] == [told]


def test_order_of_documents_does_not_matter() -> None:
    sayings = ((BACKS, "2021-03-01", None), (NOTES, "2022-03-01", None), ("Rabat hopes", None, None))
    seen = {
        tuple((one.quote, one.change and one.change.distance) for one in _of(_told_in(order)))
        for order in permutations(sayings)
    }
    assert len(seen) == 1


def _told_in(order: tuple[tuple[str, str | None, str | None], ...]) -> Book:
    book = Book()
    for text, day, _ in order:
        document = book.document(f"{text}.", name=text, published=day)
        book.position(document, text, "western-sahara", who=MAR)
    return book


# --- laws of the comparison ---------------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(("peace", "talks", "plan", "sahara", "notes")), min_size=1, max_size=8)


@given(WORDS, WORDS)
def test_segments_give_back_both_statements(left: list[str], right: list[str]) -> None:
    book = Book()
    before, after = (
        words(book.document(" ".join(text), name=name, published=None), " ".join(text))
        for name, text in (("a", left), ("b", right))
    )
    found = segments(before, after, "en")
    old = [w for s in found if s.kind is not SegmentKind.ADDED for w in s.words.split()]
    new = [w for s in found if s.kind is not SegmentKind.DROPPED for w in s.words.split()]
    assert (old, new) == (left, right)
    kept = sum(len(s.words.split()) for s in found if s.kind is SegmentKind.KEPT)
    assert distance(tuple(left), tuple(right)) == pytest.approx(1 - 2 * kept / (len(left) + len(right)))


@given(WORDS, WORDS, WORDS)
def test_distance_is_symmetric_and_nought_for_the_same_words_alone(
    left: list[str], right: list[str], third: list[str]
) -> None:
    a, b, c = tuple(left), tuple(right), tuple(third)
    assert distance(a, b) == distance(b, a)
    assert (distance(a, b) == 0) == (a == b)
    assert 0 <= distance(a, c) <= 1
