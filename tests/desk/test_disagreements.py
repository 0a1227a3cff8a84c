"""What sources tell differently: what is listed, in which order, and what is no disagreement."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.desk.differ.rows import Disagreement, Kind, Standing, importance
from dragoman.desk.disagreements import disagreements
from dragoman.merge import derive, judge
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import (
    CountedClaim,
    InstrumentStatus,
    Measure,
    PartyBasis,
    Position,
    Role,
)
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import DateBasis, PartialDate
from tests.merge.builders import Told, maps, parties, party

MEETING, CALL, VISIT = EngagementKind.MEETING, EngagementKind.CALL, EngagementKind.VISIT
AMBASSADOR, DEPUTY, MINISTER = Role.AMBASSADOR, Role.DEPUTY_FOREIGN_MINISTER, Role.FOREIGN_MINISTER


def _joined(*told: Told, copies: bool = False) -> Ledger:
    """The ledger in which the first record of each document is one thing, and people of one name are one."""
    documents, readings = maps(told)
    same: list[tuple[Matter, str, str]] = []
    for one in told[1:]:
        same.append((Matter.ENGAGEMENT, told[0].records[0].id, one.records[0].id))
        if copies:
            same.append((Matter.DOCUMENT, told[0].document.id, one.document.id))
        for person in one.people:
            others = [p for p in told[0].people if p.name == person.name]
            same += [(Matter.PERSON, other.id, person.id) for other in others]
    judgements = tuple(
        Judgement(matter=m, left=min(a, b), right=max(a, b), verdict=Verdict.SAME, score=1.0)
        for m, a, b in same
    )
    return derive(documents, readings, judgements)


def _told(
    text: str,
    *people: tuple[str, str, Role],
    kind: EngagementKind = MEETING,
    published: str = "2021-06-10",
    source: str = "Wire",
    lang: str = "en",
    role_basis: PartyBasis = PartyBasis.STATED,
    **event: object,
) -> Told:
    """A document of one contact; the quote is the whole text."""
    told = Told(text, published=published, source=source, lang=lang)
    named = [told.person(name, side, role, role_basis=role_basis) for name, side, role in people]
    told.event(kind, text, *named, **{"date": "2021-06-09", "main": True, **event})  # type: ignore[arg-type]
    return told


BEN = ("Karim Benslama", "TUN", AMBASSADOR)
VOR = ("Mikhail Voronov", "RUS", DEPUTY)
CHE = ("Serguei Chernov", "RUS", DEPUTY)


def _only(ledger: Ledger, *kinds: Kind) -> Disagreement:
    (row,) = disagreements(ledger, kinds=kinds)
    return row


def test_dates_that_differ_are_listed_with_sources_words_and_voices() -> None:
    ledger = _joined(
        _told("Karim Benslama met Mikhail Voronov.", BEN, VOR, source="A"),
        _told("Karim Benslama has met Mikhail Voronov.", BEN, VOR, source="B"),
        _told("Mikhail Voronov met Karim Benslama.", BEN, VOR, source="C", date="2021-06-11"),
    )
    row = _only(ledger)
    assert (row.kind, row.standing, row.one_voice) == (Kind.DATE, Standing.DIFFERS, False)
    assert [(v.value, v.voices, v.apart, sorted(v.sources)) for v in row.versions] == [
        ("9 June 2021", 2, 2, ["A", "B"]),
        ("11 June 2021", 1, 1, ["C"]),
    ]
    for version in row.versions:
        for note in version.notes:
            assert ledger.documents[note.document_id].text[note.start : note.end] == note.quote


def test_copies_that_differ_are_one_voice() -> None:
    ledger = _joined(
        _told("Karim Benslama met Mikhail Voronov.", BEN, VOR, place="Moscow/RUS"),
        _told("Mikhail Voronov met Karim Benslama.", BEN, VOR, place="Kazan/RUS"),
        copies=True,
    )
    row = _only(ledger)
    assert (row.kind, row.one_voice) == (Kind.PLACE, True)
    assert [v.voices for v in row.versions] == [1, 1]


def test_a_plan_and_what_came_of_it_are_a_change_and_no_contradiction() -> None:
    ledger = _joined(
        _told(
            "Karim Benslama will meet Mikhail Voronov.", BEN, VOR, realis=Realis.PLANNED, date="2021-06-08"
        ),
        _told("Mikhail Voronov met Karim Benslama.", BEN, VOR, date="2021-06-10"),
    )
    assert _only(ledger).standing is Standing.CHANGED


@pytest.mark.parametrize(
    ("kind", "left", "right", "listed"),
    [
        (MEETING, "Moscow/RUS", "Kazan/RUS", True),
        (VISIT, "Moscow/RUS", "Kazan/RUS", False),  # a visit has several stops
        (VISIT, "Moscow/RUS", "Tunis/TUN", True),
        (CALL, "Moscow/RUS", "Tunis/TUN", False),  # each end of a call is somewhere
        (MEETING, "Moscow/RUS", "/RUS", False),
    ],
)
def test_places_differ_only_where_both_cannot_be_so(
    kind: EngagementKind, left: str, right: str, listed: bool
) -> None:
    ledger = _joined(
        _told("Karim Benslama and Mikhail Voronov.", BEN, VOR, kind=kind, place=left),
        _told("Mikhail Voronov and Karim Benslama.", BEN, VOR, kind=kind, place=right),
    )
    assert bool(disagreements(ledger, kinds=(Kind.PLACE,))) is listed


def test_today_of_one_and_a_stated_day_beside_it_are_one_day() -> None:
    def ledger(day: str) -> Ledger:
        return _joined(
            _told("Karim Benslama met Mikhail Voronov.", BEN, VOR),
            _told("Mikhail Voronov met Karim Benslama.", BEN, VOR, date=day, basis=DateBasis.RELATIVE),
        )

    assert not disagreements(ledger("2021-06-10"), kinds=(Kind.DATE,))
    assert disagreements(ledger("2021-06-12"), kinds=(Kind.DATE,))


# --- people ---------------------------------------------------------------------------------------------


def test_another_holder_of_the_only_office_named_differs() -> None:
    ledger = _joined(
        _told("Karim Benslama met Mikhail Voronov.", BEN, VOR, source="A"),
        _told("Karim Benslama met Serguei Chernov.", BEN, CHE, source="B"),
    )
    row = _only(ledger)
    assert (row.kind, row.standing, row.name) == (Kind.PARTICIPANTS, Standing.DIFFERS, "participants:RUS")
    assert {(v.value, v.sources) for v in row.versions} == {
        ("Mikhail Voronov", ("A",)),
        ("Serguei Chernov", ("B",)),
    }
    assert "deputy foreign minister" in row.text


def test_an_equal_whom_one_report_leaves_out_is_only_in_the_other() -> None:
    ledger = _joined(
        _told("Karim Benslama met Mikhail Voronov and Serguei Chernov.", BEN, VOR, CHE, source="A"),
        _told("Karim Benslama met Mikhail Voronov.", BEN, VOR, source="B"),
    )
    row = _only(ledger)
    assert (row.standing, row.silent, row.silent_voices) == (Standing.ONLY_IN, ("B",), 1)
    assert [v.value for v in row.versions] == ["Serguei Chernov"]


def test_talks_with_a_second_person_that_one_report_leaves_out_are_only_in_the_other() -> None:
    full = _told("Karim Benslama met Mikhail Voronov.\nHe also met Serguei Chernov.", BEN, VOR, source="A")
    second = full.person("Serguei Chernov", "RUS", DEPUTY)
    full.event(MEETING, "He also met Serguei Chernov.", full.people[0], second, date="2021-06-09", main=True)
    ledger = _joined(full, _told("Karim Benslama met Mikhail Voronov.", BEN, VOR, source="B"))
    assert len(ledger.engagements) == 2
    row = _only(ledger, Kind.PARTICIPANTS)
    assert (row.standing, row.silent) == (Standing.ONLY_IN, ("B",))


@pytest.mark.parametrize(
    "extra",
    [
        ("Oleg Aide", "RUS", Role.OFFICIAL),  # a retinue
        ("Igor Sokolov", "RUS", Role.HEAD_OF_STATE),  # a courtesy
        ("Amel Trabelsi", "TUN", MINISTER),  # a side of which the other names nobody of that level
    ],
)
def test_a_report_that_names_fewer_people_contradicts_nothing(extra: tuple[str, str, Role]) -> None:
    ledger = _joined(
        _told(f"Karim Benslama met Mikhail Voronov and {extra[0]}.", BEN, VOR, extra),
        _told("Karim Benslama met Mikhail Voronov.", BEN, VOR),
    )
    assert disagreements(ledger) == ()


def test_two_spellings_of_one_name_are_no_two_people() -> None:
    ledger = _joined(
        _told("Karim Benslama met Mikhail Voronov.", BEN, VOR),
        _told("Karim Benslama met Michail Woronow.", BEN, ("Michail Woronow", "RUS", DEPUTY)),
    )
    assert disagreements(ledger) == ()


# --- rank -----------------------------------------------------------------------------------------------


def _ranks(later: str = "2021-06-10", basis: PartyBasis = PartyBasis.STATED) -> tuple[Disagreement, ...]:
    ledger = _joined(
        _told("Karim Benslama met Mikhail Voronov.", BEN, VOR, source="A"),
        _told(
            "Mikhail Voronov met Karim Benslama.",
            ("Mikhail Voronov", "RUS", MINISTER),
            BEN,
            published=later,
            role_basis=basis,
            source="B",
        ),
    )
    return disagreements(ledger, kinds=(Kind.RANK,))


def test_two_ranks_of_one_person_at_one_time_are_told_in_words() -> None:
    (row,) = _ranks()
    assert row.text == "Sources give different offices for the same time: rank of Mikhail Voronov"
    assert {v.value for v in row.versions} == {"deputy foreign minister", "foreign minister"}


def test_an_office_since_attained_is_no_other_rank() -> None:
    assert _ranks(later="2023-02-01") == ()


def test_an_office_that_no_document_states_contradicts_none() -> None:
    assert _ranks(basis=PartyBasis.KNOWN) == ()


# --- counts ---------------------------------------------------------------------------------------------


def _counting(number: int, *before: tuple[str, EngagementKind]) -> Ledger:
    """A document that counts its meeting of 9 June, and the contacts before it that the ledger knows."""
    text = "Karim Benslama met Mikhail Voronov for the umpteenth time this year."
    said = Told(text, published="2021-06-10", source="A")
    people = [said.person(name, side, role) for name, side, role in (BEN, VOR)]
    claim = CountedClaim(number=number, written="umpteenth time", evidence=said.says("umpteenth time"))
    said.event(MEETING, text, *people, date="2021-06-09", main=True, counted=(claim,))
    older = [
        _told(f"{day}: Karim Benslama and Mikhail Voronov.", BEN, VOR, kind=kind, date=day, published=day)
        for day, kind in before
    ]
    documents, readings = maps([said, *older])
    return derive(documents, readings, judge(documents, readings))


def test_a_count_that_holds_is_no_disagreement() -> None:
    assert disagreements(_counting(2, ("2021-02-03", MEETING))) == ()


def test_a_count_that_holds_only_with_a_call_says_so_and_gives_both() -> None:
    row = _only(_counting(3, ("2021-02-03", MEETING), ("2021-01-05", CALL)))
    assert (row.kind, row.standing) == (Kind.COUNT, Standing.IN_PART)
    assert row.text.endswith("they agree only if the call of 5 January 2021 counts")
    assert row.counted is not None
    assert (row.counted.said, row.counted.total) == (3, 3)


@pytest.mark.parametrize(("said", "standing"), [(2, Standing.DIFFERS), (9, Standing.FEWER)])
def test_more_contacts_than_a_source_counts_differ_and_fewer_may_be_unknown(
    said: int, standing: Standing
) -> None:
    days = [(f"2021-0{month}-03", MEETING) for month in range(1, 5)]
    assert _only(_counting(said, *days)).standing is standing


def test_two_sources_that_count_one_contact_differently_differ() -> None:
    def counting(source: str, number: int, words: str) -> Told:
        text = f"Karim Benslama met Mikhail Voronov for the {words} time."
        told = Told(text, published="2021-06-10", source=source)
        people = [told.person(name, side, role) for name, side, role in (BEN, VOR)]
        claim = CountedClaim(number=number, written=words, evidence=told.says(f"{words} time"))
        told.event(MEETING, text, *people, date="2021-06-09", main=True, counted=(claim,))
        return told

    ledger = _joined(counting("A", 2, "second"), counting("B", 3, "third"))
    rows = disagreements(ledger, kinds=(Kind.COUNT,))
    assert [(r.standing, sorted(v.code for v in r.versions)) for r in rows if len(r.versions) > 1] == [
        (Standing.DIFFERS, ["2", "3"])
    ]


# --- names of disputed matters --------------------------------------------------------------------------


def _on_sahara(lang: str, text: str, source: str) -> Told:
    told = Told(text, lang=lang, published="2021-06-10", source=source)
    told.event(MEETING, text, date="2021-06-09", sides="MAR RUS", topics=("western-sahara",), main=True)
    return told


def test_each_source_keeps_its_own_name_and_translations_are_one() -> None:
    told = [
        _on_sahara("en", "They spoke of Western Sahara.", "A"),
        _on_sahara("fr", "Ils ont parlé du Sahara occidental.", "B"),
        _on_sahara("fr", "Ils ont parlé du Sahara marocain.", "C"),
        _on_sahara("nl", "Zij spraken over de Marokkaanse Sahara.", "D"),
        _on_sahara("fr", "Ils ont évoqué la question du Sahara marocain.", "E"),
    ]
    row = _only(_joined(*told), Kind.LABEL)
    assert {(v.voices, frozenset(v.sources)) for v in row.versions} == {
        (2, frozenset({"A", "B"})),
        (3, frozenset({"C", "D", "E"})),
    }
    assert row.subject == "Western Sahara"


def test_a_name_between_quotation_marks_is_that_of_whoever_is_quoted() -> None:
    ledger = _joined(
        _on_sahara("en", "They spoke of Western Sahara.", "A"),
        _on_sahara("en", "He thanked them for “the Moroccan Sahara”, in Western Sahara.", "B"),
    )
    assert disagreements(ledger) == ()


# --- instruments, figures, speakers ---------------------------------------------------------------------


def test_in_force_and_over_at_one_time_differ_and_one_after_the_other_do_not() -> None:
    def ledger(over: str) -> Ledger:
        told = []
        for published, status in (
            ("2021-06-10", InstrumentStatus.IN_FORCE),
            (over, InstrumentStatus.TERMINATED),
        ):
            one = Told(f"The Agreement on Fishing of 2009 {status}.", published=published, source=published)
            one.instrument("Agreement on Fishing of 2009", sides="MAR RUS", status=status, date="2009-05-04")
            told.append(one)
        documents, readings = maps(told)
        return derive(documents, readings, judge(documents, readings))

    assert _only(ledger("2021-03-01")).kind is Kind.STATUS
    assert disagreements(ledger("2022-03-01")) == ()


def _figures(*values: str) -> tuple[Disagreement, ...]:
    told = []
    for number, value in enumerate(values):
        one = Told(f"Trade volume stood at {value} {number}.", published="2021-06-10", source=f"S{number}")
        record = one.indicator("Trade volume", Measure.TRADE_VOLUME, value, "MAR RUS")
        one.records[-1] = type(record)(
            subject=record.subject,
            measure=record.measure,
            value=value,
            unit="USD",
            period=PartialDate(year=2020),
            parties=record.parties,
            evidence=record.evidence,
        )
        told.append(one)
    documents, readings = maps(told)
    return disagreements(derive(documents, readings, judge(documents, readings)))


@pytest.mark.parametrize(
    ("values", "listed"),
    [
        (("1500000000", "1900000000"), True),
        (("1500000000", "1540000000"), False),  # rounded
        (("1500000000", "1490000000"), False),  # two hundredths
        (("1500000000", "1000000"), False),  # something else
        (("62000000000", "68200000000"), True),
    ],
)
def test_figures_differ_by_more_than_rounding(values: tuple[str, ...], listed: bool) -> None:
    assert bool(_figures(*values)) is listed


def _stance(source: str, who: str, holder: str | None) -> Told:
    words = "called upon every party in Libya to respect the ceasefire without further delay"
    told = Told(f"{source}: {holder or who} {words}.", published="2021-06-10", source=source)
    sides = parties(who)
    told.records += [
        Position(
            who=side,
            holder=holder,
            issue="libya",
            stance=words,
            joint=len(sides) > 1,
            evidence=(told.says(words),),
        )
        for side in sides
    ]
    return told


@pytest.mark.parametrize(
    ("left", "right", "listed"),
    [
        (("RUS", "Igor Sokolov"), ("RUS", "Anna Keller"), True),
        (("RUS", None), ("MAR RUS", None), True),  # one side's words, or those of both
        (("RUS", None), ("RUS", "Igor Sokolov"), False),  # a party and one of its people
        (("RUS", "Igor Sokolov"), ("RUS", "Igor Sokolow"), False),
    ],
)
def test_words_put_into_different_mouths_are_listed(
    left: tuple[str, str | None], right: tuple[str, str | None], listed: bool
) -> None:
    documents, readings = maps([_stance("A", *left), _stance("B", *right)])
    ledger = derive(documents, readings, judge(documents, readings))
    assert bool(disagreements(ledger, kinds=(Kind.SPEAKER,))) is listed


# --- accounts kept apart --------------------------------------------------------------------------------


def _apart(*told: Told) -> tuple[Disagreement, ...]:
    documents, readings = maps(told)
    same = tuple(
        Judgement(
            matter=Matter.PERSON,
            left=min(a.id, b.id),
            right=max(a.id, b.id),
            verdict=Verdict.SAME,
            score=1.0,
        )
        for a in told[0].people
        for b in told[1].people
        if a.name == b.name
    )
    return disagreements(derive(documents, readings, same))


def test_calls_on_two_days_running_may_be_one_and_meetings_are_two() -> None:
    def accounts(kind: EngagementKind) -> tuple[Disagreement, ...]:
        return _apart(
            _told("Karim Benslama and Mikhail Voronov.", BEN, VOR, kind=kind, date="2021-06-09"),
            _told("Mikhail Voronov and Karim Benslama.", BEN, VOR, kind=kind, date="2021-06-10"),
        )

    (row,) = accounts(CALL)
    assert (row.kind, row.standing) == (Kind.DATE, Standing.PERHAPS)
    assert accounts(MEETING) == ()


def test_talks_of_one_day_and_city_with_another_deputy_may_be_one() -> None:
    def accounts(city: str) -> tuple[Disagreement, ...]:
        return _apart(
            _told("Karim Benslama met Mikhail Voronov.", BEN, VOR, place="Moscow/RUS"),
            _told("Karim Benslama met Serguei Chernov.", BEN, CHE, place=city),
        )

    (row,) = accounts("Moscow/RUS")
    assert (row.kind, row.standing) == (Kind.PARTICIPANTS, Standing.PERHAPS)
    assert accounts("Kazan/RUS") == ()


# --- the answer as a whole ------------------------------------------------------------------------------


def _several() -> Ledger:
    return _joined(
        _told("Karim Benslama met Mikhail Voronov.", BEN, VOR, source="A", place="Moscow/RUS"),
        _told(
            "Karim Benslama met Serguei Chernov.", BEN, CHE, source="B", place="Kazan/RUS", date="2021-06-12"
        ),
    )


def test_the_gravest_come_first_and_kinds_and_parties_narrow_the_answer() -> None:
    ledger = _several()
    rows = disagreements(ledger)
    assert [row.kind for row in rows] == [Kind.DATE, Kind.PARTICIPANTS, Kind.PLACE]
    assert list(rows) == sorted(rows, key=importance)
    assert [r.kind for r in disagreements(ledger, kinds=(Kind.PLACE,))] == [Kind.PLACE]
    assert disagreements(ledger, (party("TUN"), party("RUS"))) == rows
    assert disagreements(ledger, (party("FRA"),)) == ()


def test_a_single_document_disagrees_with_nobody() -> None:
    told = _told("Karim Benslama met Mikhail Voronov.", BEN, VOR)
    assert disagreements(_joined(told)) == ()


_DAYS = st.integers(0, 25).map(lambda n: (dt.date(2021, 6, 1) + dt.timedelta(days=n)).isoformat())
_SOURCES = st.lists(
    st.tuples(_DAYS, st.sampled_from(["Moscow/RUS", "Kazan/RUS", "/RUS"]), st.sampled_from([VOR, CHE])),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(_SOURCES, st.booleans())
def test_every_version_has_its_words_and_no_document_tells_two(
    accounts: list[tuple[str, str, tuple[str, str, Role]]], copies: bool
) -> None:
    told = [
        _told(f"{n}: Karim Benslama met {who[0]}.", BEN, who, date=day, place=place, source=f"S{n}")
        for n, (day, place, who) in enumerate(accounts)
    ]
    ledger = _joined(*told, copies=copies)
    for row in disagreements(ledger):
        homes = [{note.document_id for note in version.notes} for version in row.versions]
        assert all(homes)
        assert sum(map(len, homes)) == len(set().union(*homes))
        assert [v.voices for v in row.versions] == sorted((v.voices for v in row.versions), reverse=True)
        assert row.one_voice is copies
        for version in row.versions:
            for note in version.notes:
                assert ledger.documents[note.document_id].text[note.start : note.end] == note.quote
