"""What the five real documents must come to. They are other people's words: only what is found is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.config import Settings
from dragoman.desk.differ.rows import Disagreement, Kind, Standing
from dragoman.desk.disagreements import disagreements
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerPerson
from dragoman.model.record import Commitment, Engagement, Party, Reading, Strength
from dragoman.model.time import DateBasis
from dragoman.pipeline import Pipeline
from dragoman.read import Failure, read_paths
from dragoman.store import open_store
from dragoman.store.serial import quotes


@pytest.fixture(scope="module")
def ledger(seeds: Path) -> Ledger:
    """The ledger of the five documents."""
    found = list(read_paths([str(path) for path in sorted(seeds.glob("*.txt"))]))
    documents = [item for item in found if not isinstance(item, Failure)]
    assert len(documents) == len(found) == 5
    with open_store("sqlite:///:memory:") as store:
        for outcome in Pipeline.load(Settings(workers=1)).read(documents):
            assert outcome.failure is None
            assert outcome.reading is not None
            store.add(outcome.document, outcome.reading)
        return store.ledger()


def number(ledger: Ledger, document_id: str) -> str:
    """The three digits with which a seed's name begins."""
    return ledger.documents[document_id].name[:3]


def reading(ledger: Ledger, digits: str) -> Reading:
    return next(r for r in ledger.readings.values() if number(ledger, r.document_id) == digits)


def told_by(ledger: Ledger, engagement: LedgerEngagement) -> set[str]:
    return {number(ledger, report.document_id) for report in engagement.reports}


def mains(ledger: Ledger, digits: str) -> list[Engagement]:
    """What a document is about."""
    return [r for r in reading(ledger, digits).records if isinstance(r, Engagement) and r.main]


def test_the_meeting_of_march_2021_is_one_with_two_reports(ledger: Ledger) -> None:
    met = [
        e
        for e in ledger.engagements
        if e.kind == "meeting" and e.main and told_by(ledger, e) & {"000", "001"}
    ]
    assert [(str(e.when.date), sorted(told_by(ledger, e))) for e in met] == [("2021-03-17", ["000", "001"])]
    assert len(met[0].reports) == 2
    assert {str(p) for p in met[0].parties} == {"MAR", "RUS"}


def test_the_meeting_of_february_2021_is_another(ledger: Ledger) -> None:
    met = [e for e in ledger.engagements if str(e.when.date) == "2021-02-17" and e.kind == "meeting"]
    assert [sorted(told_by(ledger, e)) for e in met] == [["000", "001"]]


def bogdanov(ledger: Ledger) -> list[LedgerPerson]:
    words = ("bogdanov", "بوغدانوف")
    return [p for p in ledger.people if any(w in s.casefold() for s, _ in p.spellings for w in words)]


def test_bogdanov_is_one_person_in_three_spellings_and_two_scripts(ledger: Ledger) -> None:
    people = bogdanov(ledger)
    assert len(people) == 1
    spellings = {spelling for spelling, _ in people[0].spellings}
    assert {"Mikhail Bogdanov", "Michail Bogdanovop", "ميخائيل بوغدانوف"} <= spellings
    assert {number(ledger, r.document_id) for r in people[0].reports} == {"000", "001", "004"}
    assert str(people[0].party) == "RUS"


def test_the_ambassador_is_one_person_in_two_scripts(ledger: Ledger) -> None:
    people = [
        p for p in ledger.people if any(s in ("Lotfi Bouchraara", "لطفي بوشعرة") for s, _ in p.spellings)
    ]
    assert len(people) == 1
    assert {number(ledger, r.document_id) for r in people[0].reports} == {"000", "001", "004"}
    assert str(people[0].party) == "MAR"


@pytest.mark.parametrize(
    ("digits", "kind", "date", "basis"),
    [
        ("000", "meeting", "2021-03-17", DateBasis.RELATIVE),
        ("002", "meeting", "None", DateBasis.UNKNOWN),
        ("003", "call", "2020-12-03", DateBasis.INFERRED),
        ("004", "call", "2023-03-14", DateBasis.INFERRED),
    ],
)
def test_each_main_engagement_has_its_date_and_how_it_was_found(
    ledger: Ledger, digits: str, kind: str, date: str, basis: DateBasis
) -> None:
    found = [e for e in mains(ledger, digits) if e.kind.value == kind]
    assert [(str(e.when.date), e.when.basis) for e in found] == [(date, basis)]


def test_the_third_document_is_undated_and_so_is_all_that_it_reports_as_news(ledger: Ledger) -> None:
    assert reading(ledger, "002").published.date is None
    assert mains(ledger, "002")
    assert [e.kind for e in mains(ledger, "002") if e.when.date is not None] == []


def test_nothing_in_the_seeds_is_more_than_an_intent(ledger: Ledger) -> None:
    said = [r for one in ledger.readings.values() for r in one.records if isinstance(r, Commitment)]
    assert said
    assert [c.what for c in said if c.strength is Strength.COMMITMENT] == []


def test_every_quote_is_an_exact_run_of_its_document(ledger: Ledger) -> None:
    found = [(ledger.documents[r.document_id], e) for r in ledger.readings.values() for e in quotes(r)]
    assert len(found) > 100
    assert all(document.text[e.span.start : e.span.end] == e.quote for document, e in found)


def test_three_paragraphs_printed_twice_are_one_call(ledger: Ledger) -> None:
    calls = [
        r
        for r in reading(ledger, "004").records
        if isinstance(r, Engagement) and r.kind == "call" and str(r.when.date) == "2023-03-14"
    ]
    assert len(calls) == 1
    starts = sorted(e.span.start for e in calls[0].evidence)
    assert starts[-1] - starts[0] > 400, "the second printing is quoted too"


def test_no_party_is_invented(ledger: Ledger) -> None:
    """Whose relations the documents tell of; Algeria is named in two, and meets nobody."""
    for engagement in ledger.engagements:
        if engagement.main:
            assert {str(p) for p in engagement.parties} == {"MAR", "RUS"}


def differing(ledger: Ledger, kind: Kind) -> list[Disagreement]:
    """What the documents tell differently of Morocco and Russia."""
    return list(disagreements(ledger, (Party(code="MAR"), Party(code="RUS")), kinds=(kind,)))


def sources(ledger: Ledger, row: Disagreement) -> list[set[str]]:
    return [{number(ledger, note.document_id) for note in version.notes} for version in row.versions]


def test_the_second_deputy_minister_is_named_by_one_of_two_copies(ledger: Ledger) -> None:
    (row,) = differing(ledger, Kind.PARTICIPANTS)
    assert (row.standing, row.one_voice, sources(ledger, row)) == (Standing.ONLY_IN, True, [{"000"}])
    assert "Verchinine" in row.versions[0].value
    assert [name[:3] for name in row.silent] == ["001"]


def test_each_copy_keeps_its_own_name_of_the_disputed_territory(ledger: Ledger) -> None:
    (row,) = differing(ledger, Kind.LABEL)
    assert row.id == "western-sahara"
    assert sources(ledger, row) == [{"000", "001", "003"}, {"001"}]
    assert (row.versions[1].code, row.versions[1].notes[0].lang) == ("MAR", "nl")


def test_the_third_meeting_holds_only_if_the_call_of_december_counts(ledger: Ledger) -> None:
    (row,) = differing(ledger, Kind.COUNT)
    assert row.standing is Standing.IN_PART
    assert row.text.endswith("they agree only if the call of 3 December 2020 counts")
    assert row.counted is not None
    assert (row.counted.said, sources(ledger, row)) == (3, [{"000", "001"}])
