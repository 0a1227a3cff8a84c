"""Who follows whom. The documents are of our own writing, in ``texts``."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.desk.documents import find_document
from dragoman.desk.lineage import lineage
from dragoman.desk.lineage_rows import (
    Change,
    Credit,
    DifferenceKind,
    OriginKind,
    Pairing,
    PassageRow,
    Relation,
)
from dragoman.detect.tagger.vectors import WordVectors
from dragoman.errors import UnknownDocument
from dragoman.model.judgement import Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.record import PartyBasis
from dragoman.model.text import Document
from tests.desk.texts import (
    DUTCH,
    ELSEWHERE,
    ENGLISH,
    MINISTRY,
    PAPER,
    RELEASE,
    REWRITTEN,
    SHORT,
    document_alone,
    judged,
    told,
    two_languages,
)


@cache
def vectors() -> WordVectors:
    return WordVectors.load()


def pairing(ledger: Ledger, first: Document, second: Document) -> Pairing:
    foreign = vectors() if first.lang != second.lang else None
    return lineage(ledger, [first.id, second.id], vectors=foreign).pairings[0]


def row_of(pair: Pairing, words: str) -> PassageRow:
    """The one row with these words."""
    found = [row for row in pair.rows if any(words in note.quote for note in row.notes)]
    assert len(found) == 1
    return found[0]


def differences(row: PassageRow, kind: DifferenceKind) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(d.first_words, d.second_words) for d in row.differences if d.kind is kind]


# --- the model case -----------------------------------------------------------------------------------------


def test_one_text_in_two_languages_is_a_translation() -> None:
    assert pairing(*two_languages()).relation is Relation.TRANSLATION


@pytest.mark.parametrize(("english", "dutch"), [(0, 0), (1, 1), (2, 2), (3, 5)])
def test_passages_in_two_languages_stand_beside_each_other(english: int, dutch: int) -> None:
    row = row_of(pairing(*two_languages()), ENGLISH[english])
    assert [note.quote for note in row.second] == [DUTCH[dutch]]
    assert ([n.lang for n in row.first], [n.lang for n in row.second]) == (["en"], ["nl"])


def test_person_that_one_drops_is_named_with_the_words() -> None:
    pair = pairing(*two_languages())
    assert differences(row_of(pair, ENGLISH[2]), DifferenceKind.PERSON) == [(("Pavel Vasin",), ())]
    only = [row for row in pair.only if "Vasin" in row.text and row.kind.value == "person"]
    assert [(row.second, row.notes[0].quote) for row in only] == [(False, "Pavel Vasin")]


def test_meeting_that_one_drops_is_named() -> None:
    texts = [row.text for row in pairing(*two_languages()).only if row.kind.value == "engagement"]
    assert len(texts) == 1
    assert "Pavel Vasin" in texts[0]


def test_each_label_of_a_disputed_matter_is_shown_in_its_own_words() -> None:
    pair = pairing(*two_languages())
    told_so = differences(row_of(pair, ENGLISH[2]), DifferenceKind.LABEL)
    assert told_so == [(("Western Sahara",), ("Marokkaanse soevereiniteit over de Sahara",))]
    assert [(row.first, row.second) for row in pair.labels] == told_so


def test_names_of_one_person_that_are_spelled_apart_are_a_difference_and_both_can_be_true() -> None:
    row = row_of(pairing(*two_languages()), ENGLISH[0])
    found = [d for d in row.differences if d.kind is DifferenceKind.NAME]
    assert [(d.first_words, d.second_words, d.agree) for d in found] == [
        (("Mikhail Orlov",), ("Michail Orlovs",), True)
    ]


def test_without_vectors_the_facts_still_align_what_has_them() -> None:
    ledger, en, nl = two_languages()
    found = lineage(ledger, [en.id, nl.id])
    row = row_of(found.pairings[0], ENGLISH[3])
    assert [note.quote for note in row.second] == [DUTCH[5]]
    assert any("facts" in remark for remark in found.remarks)


def test_what_one_adds_is_its_own_where_the_other_names_no_such_date_and_party() -> None:
    assert row_of(pairing(*two_languages()), DUTCH[3]).change is Change.ONLY_SECOND


def test_passage_without_facts_in_another_language_has_no_counterpart_found() -> None:
    assert row_of(pairing(*two_languages()), DUTCH[4]).change is Change.NOT_FOUND


def test_dates_of_which_one_holds_the_other_tell_no_direction() -> None:
    pair = pairing(*two_languages())
    assert pair.follows is None
    assert [hint.weight for hint in pair.hints if hint.reason == "publication"] == [0.0]


def test_kremlin_is_resolved_to_its_country() -> None:
    ledger, en, nl = two_languages()
    credit = credits(ledger, en, nl)[0]
    assert (credit.kind, credit.party, credit.written) == (OriginKind.PRESIDENCY, "RUS", "Kremlin")


# --- relations ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "shared", "expected"),
    [
        (
            (*RELEASE[:3], "The ambassador handed over an invitation to the forum in Saint Petersburg."),
            True,
            "copy",
        ),
        (SHORT, True, "excerpt"),
        (REWRITTEN, True, "rewrite"),
        (ELSEWHERE, True, "independent"),
        (ELSEWHERE[1:], False, "independent"),
    ],
)
def test_relation_is_told_by_what_is_shared(other: tuple[str, ...], shared: bool, expected: str) -> None:
    assert pairing(*told(RELEASE, other, shared=shared)).relation.value == expected


def test_same_words_weeks_apart_are_a_copy_but_like_news_is_not() -> None:
    apart = ("2024-06-03", "2024-07-03")
    assert (
        pairing(
            *told(RELEASE, (*RELEASE[:3], RELEASE[3].replace("economic", "great")), published=apart)
        ).relation
        is Relation.COPY
    )
    assert pairing(*told(RELEASE, REWRITTEN, published=apart)).relation is Relation.INDEPENDENT


def test_what_is_moved_stands_beside_its_counterpart() -> None:
    turned = (RELEASE[3], RELEASE[0], RELEASE[1], RELEASE[2])
    row = row_of(pairing(*told(RELEASE, turned, shared=False)), RELEASE[3])
    assert (row.change, row.moved) == (Change.SAME, True)


def test_figure_that_differs_is_a_difference_with_both_words() -> None:
    other = (RELEASE[0].replace("3 June", "4 June"), *RELEASE[1:])
    row = row_of(pairing(*told(RELEASE, other, shared=False)), "4 June")
    assert row.change is Change.REWORDED
    assert differences(row, DifferenceKind.DATE) == [(("3 June 2024",), ("4 June 2024",))]


def test_passage_printed_twice_is_one_row_that_says_so() -> None:
    ledger, first, second = told((*RELEASE, RELEASE[1]), RELEASE)
    row = row_of(pairing(ledger, first, second), RELEASE[1])
    assert row.repeats == 1
    assert len(row.first) == 1


# --- who follows whom ---------------------------------------------------------------------------------------


def test_later_day_follows() -> None:
    ledger, first, second = told(RELEASE, SHORT, published=("2024-06-03", "2024-06-04"))
    assert pairing(ledger, first, second).follows == second.id
    assert pairing(ledger, second, first).follows == second.id


def test_document_that_credits_the_publisher_follows_it() -> None:
    ledger, first, second = told(RELEASE, REWRITTEN, outlets=(MINISTRY, PAPER), credits=(None, REWRITTEN[1]))
    pair = pairing(ledger, first, second)
    assert pair.follows == second.id
    assert {hint.reason for hint in pair.hints if hint.weight > 0} == {
        "attribution", "quotation", "kind of source",
    }  # fmt: skip
    row = next(row for row in lineage(ledger, [first.id, second.id]).documents if row.id == second.id)
    assert row.chain == ("first", "second")


def test_reasons_against_each_other_tell_nothing() -> None:
    ledger, first, second = told(
        RELEASE,
        REWRITTEN,
        published=("2024-06-05", "2024-06-03"),
        outlets=(MINISTRY, PAPER),
        credits=(None, REWRITTEN[1]),
    )
    assert pairing(ledger, first, second).follows is None


def test_two_that_credit_one_origin_in_other_words_may_both_follow_that() -> None:
    said = "The Foreign Ministry of Morocco said in a statement that all went well."
    ledger, first, second = told(
        (*RELEASE, said), REWRITTEN, published=("2024-06-03", "2024-06-04"), credits=(said, REWRITTEN[1])
    )
    pair = pairing(ledger, first, second)
    assert pair.follows is None
    assert "common origin" in {hint.reason for hint in pair.hints}


def test_independent_documents_have_no_direction() -> None:
    pair = pairing(*told(RELEASE, ELSEWHERE, published=("2024-06-03", "2024-06-05")))
    assert (pair.follows, pair.hints) == (None, ())


def test_added_and_dropped_are_told_from_the_one_that_follows() -> None:
    ledger, first, second = told(RELEASE, REWRITTEN, published=("2024-06-03", "2024-06-04"))
    for pair in (pairing(ledger, first, second), pairing(ledger, second, first)):
        assert row_of(pair, REWRITTEN[3]).change is Change.ADDED
        assert row_of(pair, RELEASE[3]).change is Change.DROPPED


# --- credits ------------------------------------------------------------------------------------------------


def credits(ledger: Ledger, document: Document, *others: Document) -> tuple[Credit, ...]:
    found = lineage(ledger, [document.id, *(other.id for other in others)])
    return next(row.credits for row in found.documents if row.id == document.id)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("The Foreign Ministry of Egypt said so in a statement.", "en", ("foreign ministry", "EGY")),
        ("Le ministère l'a indiqué dans un communiqué publié lundi.", "fr", ("ministry", None)),
        ("Об этом сообщает МИД РФ по итогам беседы послов в Москве.", "ru", ("foreign ministry", "RUS")),
        ("وقالت وزارة الخارجية المصرية في بيان إن الاتصال تناول الأوضاع.", "ar", ("foreign ministry", "EGY")),
        ("According to Reuters, the two ministers met for an hour.", "en", ("outlet", "GBR")),
        ("The two sides met for an hour, according to diplomatic sources.", "en", ("unnamed source", None)),
        ("The foreign minister of Egypt told reporters that talks went on.", "en", ("unknown", None)),
    ],
)  # fmt: skip
def test_origin_is_told_by_the_words(text: str, lang: str, expected: tuple[str, str | None]) -> None:
    found = credits(*document_alone(text, lang=lang))
    assert len(found) == 1
    assert (found[0].kind.value, found[0].party) == expected
    assert found[0].notes[0].quote == text


def test_origin_that_can_not_be_told_stays_as_it_is_written() -> None:
    text = "The foreign minister of Egypt told reporters that talks went on."
    assert credits(*document_alone(text))[0].written == text


def test_ministry_without_a_country_is_inferred_to_be_the_publishers_own() -> None:
    text = "Morocco and Spain will meet again, the Foreign Ministry said in a statement."
    known = credits(*document_alone(text, outlet=PAPER))[0]
    assert (known.party, known.party_basis) == ("MAR", PartyBasis.INFERRED)
    assert credits(*document_alone(text))[0].party is None


def test_ministry_of_a_paper_from_elsewhere_is_left_unresolved() -> None:
    elsewhere = Outlet(key="x.example", name="X", country="FIN", kind=SourceKind.PRESS)
    text = "Morocco and Spain will meet again, the Foreign Ministry said in a statement."
    assert credits(*document_alone(text, outlet=elsewhere))[0].party is None


def test_agency_in_a_dateline_is_credited() -> None:
    ledger, first, second = told(
        (f"RABAT, June 3. /TASS/. {RELEASE[0]}", *RELEASE[1:]), RELEASE, shared=False
    )
    assert [credit.name for credit in credits(ledger, first, second)] == ["TASS"]


def test_two_origins_for_one_text_are_a_dispute() -> None:
    palace = "A press release from the Kremlin told of it in the evening."
    ministry = "The Russian Foreign Ministry said so in a statement."
    ledger, first, second = told((*RELEASE, palace), (*RELEASE, ministry), credits=(palace, ministry))
    disputes = lineage(ledger, [first.id, second.id]).disputes
    assert len(disputes) == 1
    assert [[credit.kind.value for credit in told_by] for _, told_by in disputes[0].sides] == [
        ["presidency"],
        ["foreign ministry"],
    ]


def test_one_origin_under_two_names_is_no_dispute() -> None:
    one = "The Russian Foreign Ministry said so in a statement."
    other = "The Foreign Ministry said in a statement that more was to come."
    ledger, first, second = told((*RELEASE, one), (*RELEASE, other), credits=(one, other))
    assert lineage(ledger, [first.id, second.id]).disputes == ()


# --- one document, and its kin ------------------------------------------------------------------------------


def test_one_document_is_shown_with_its_voice_and_what_is_near() -> None:
    ledger, en, nl = two_languages()
    found = lineage(ledger, [nl.id])
    assert {row.id: row.kin for row in found.documents} == {nl.id: "asked for", en.id: "same voice"}
    assert found.voices == 1


def test_independent_report_of_the_same_event_is_no_kin() -> None:
    ledger, first, _ = told(RELEASE, ELSEWHERE)
    found = lineage(ledger, [first.id])
    assert [row.id for row in found.documents] == [first.id]
    assert found.remarks


def test_proposed_pair_is_shown_with_its_score_and_both_voices() -> None:
    ledger, first, second = told(RELEASE, REWRITTEN)
    found = lineage(judged(ledger, first, second, Verdict.PROPOSED), [first.id])
    assert (found.pairings[0].judged, found.pairings[0].judged_score) == ("proposed", 0.7)
    assert found.voices == 2
    assert any("two voices" in remark for remark in found.remarks)


# --- laws ---------------------------------------------------------------------------------------------------

POOL = (*RELEASE, *REWRITTEN, *ELSEWHERE, ENGLISH[1], ENGLISH[3])
TEXTS = st.lists(st.sampled_from(POOL), min_size=1, max_size=7).map(tuple)


@given(first=TEXTS, second=TEXTS)
@settings(max_examples=40, deadline=None)
def test_every_passage_stands_in_one_row_and_every_quote_where_it_says(
    first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    if first == second:
        return
    ledger, a, b = told(first, second, shared=False)
    pair = pairing(ledger, a, b)
    for document, text in ((a, first), (b, second)):
        notes = [n for row in pair.rows for n in row.notes if n.document_id == document.id]
        assert sorted(note.quote for note in notes) == sorted(set(text))
        assert all(document.text[note.start : note.end] == note.quote for note in notes)


@given(first=TEXTS, second=TEXTS)
@settings(max_examples=40, deadline=None)
def test_documents_turned_round_have_the_same_relation(
    first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    if first == second:
        return
    ledger, a, b = told(first, second, shared=False)
    one, other = pairing(ledger, a, b), pairing(ledger, b, a)
    assert one.relation is other.relation
    assert one.follows == other.follows


def test_nothing_in_the_ledger_is_changed() -> None:
    ledger, en, nl = two_languages()
    before = repr(ledger)
    lineage(ledger, [en.id, nl.id])
    assert repr(ledger) == before


# --- words of a user ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["first.txt", "first", " first.txt "])
def test_document_is_found_by_name_path_or_beginning(words: str) -> None:
    ledger, first, _ = told(RELEASE, SHORT)
    assert find_document(ledger, words).id == first.id


def test_document_is_found_by_its_id_and_by_its_address() -> None:
    ledger, first, second = told(RELEASE, SHORT)
    assert find_document(ledger, first.id).id == first.id
    at = replace(second.copy, source=replace(second.source, url="https://x.example/a?b=1"))
    ledger = replace(ledger, copies={second.id: (at,)})
    assert find_document(ledger, "https://x.example/a?b=1").id == second.id


@pytest.mark.parametrize(
    ("words", "message"), [("wire.txt", "several"), ("wier.txt", "wire.txt"), ("", "no document")]
)
def test_words_that_name_none_or_several_are_told(words: str, message: str) -> None:
    ledger, _, _ = told(RELEASE, SHORT)
    with pytest.raises(UnknownDocument, match=message):
        find_document(ledger, words)
