"""The docket: deadlines and their slips, evidence, whose word it is, the score, and what officers ruled."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.desk.calendar import EntryKind, calendar
from dragoman.desk.docket import DocketSettings, Entry, Filters, make_docket
from dragoman.desk.docket.credit import credit_of, discount_of
from dragoman.desk.docket.rows import Credit, Discount, EvidenceKind, Polarity, Rule, ToBasis
from dragoman.merge.ledger.plans import fate
from dragoman.model.ledger import Ledger, Stage
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.record import Corrected, Evidence, InstrumentStatus, Measure, Party, Role, Strength
from dragoman.model.ruling import Mark, Ruling
from dragoman.model.text import Document, EngagementKind, Realis, Span
from tests.desk.builders import DZA, MAR, RUS, Book, Someone, when

ON = dt.date(2024, 5, 1)


def entries(ledger: Ledger, on: dt.date = ON, **filters: object) -> tuple[Entry, ...]:
    return make_docket(ledger, (), on=on, filters=Filters(**filters)).entries  # type: ignore[arg-type]


def by(ledger: Ledger, document: Document, country: str, kind: SourceKind) -> Ledger:
    """The ledger with the document known to be from such a source."""
    outlet = Outlet(key=f"{kind.value}.example", name="Source", country=country, kind=kind)
    return replace(ledger, outlets={**ledger.outlets, document.id: outlet})


def marks(entry: Entry) -> dict[str, tuple[str, Rule]]:
    return {str(s.party): (s.mark.value, s.rule) for s in entry.proposed}


# --- deadlines and to whom --------------------------------------------------------------------------------


def test_without_a_later_document_nothing_is_held_against_anybody() -> None:
    book = Book()
    document = book.document("Morocco shall build a port by 2023.", name="a", published="2022-01-01")
    book.commitment(document, "Morocco shall build a port", "build a port", who=(MAR,), due="2023")
    (found,) = entries(book.ledger())
    assert marks(found) == {"MAR": ("no public evidence", Rule.UNREAD)}
    assert found.overdue
    assert found.later_documents == 0


def test_before_the_deadline_a_promise_is_pending() -> None:
    book = Book()
    document = book.document("Morocco shall build a port by 2030.", name="a", published="2022-01-01")
    book.commitment(document, "Morocco shall build a port", "build a port", who=(MAR,), due="2030")
    (found,) = entries(book.ledger())
    assert marks(found) == {"MAR": ("pending", Rule.TOO_EARLY)}


def test_a_promise_without_a_deadline_is_not_asked_after_within_a_cycle() -> None:
    book = Book()
    document = book.document("Morocco shall build a port.", name="a", published="2024-01-01")
    book.commitment(document, "Morocco shall build a port", "build a port", who=(MAR,))
    assert marks(entries(book.ledger())[0])["MAR"][1] is Rule.TOO_EARLY_UNDATED
    assert marks(entries(book.ledger(), dt.date(2025, 6, 1))[0])["MAR"][1] is Rule.UNREAD


def test_to_whom_is_stated_by_the_words_or_inferred_and_then_said_so() -> None:
    book = Book()
    document = book.document(
        "They met. Morocco shall build a port. Morocco shall help Algeria to dig. Both shall talk.",
        name="a",
        published="2022-01-01",
    )
    book.engagement((document, "They met"))
    book.commitment(document, "Morocco shall build a port", "build a port", who=(MAR,))
    book.commitment(document, "Morocco shall help Algeria to dig", "help Algeria to dig", who=(MAR,))
    book.commitment(document, "Both shall talk", "talk")
    found = {e.what: (e.to, e.to_basis) for e in entries(book.ledger())}
    assert found["build a port"] == ((RUS,), ToBasis.INFERRED)
    assert found["help Algeria to dig"] == ((DZA,), ToBasis.STATED)
    assert found["talk"] == ((MAR, RUS), ToBasis.MUTUAL)


def slipping() -> Ledger:
    """A promise that three documents tell with three deadlines."""
    book = Book()
    told = []
    for day, due in (("2022-01-01", "2022-12"), ("2022-11-01", "2023-06-30"), ("2023-06-01", "2023-12-31")):
        text = f"On {day} they said: Morocco shall build a port by {due}."
        document = book.document(text, name=day, published=day)
        told.append(
            book.commitment(document, f"Morocco shall build a port by {due}", "build", who=(MAR,), due=due)
        )
    one = replace(
        told[-1],
        reports=tuple(r for c in told for r in c.reports),
        members=tuple(c.commitment for c in told),
    )
    return replace(book.ledger(), commitments=(one,))


def test_every_slip_of_the_deadline_has_its_days_and_its_words() -> None:
    (found,) = entries(slipping())
    assert [str(d.when.date) for d in found.deadlines] == ["2022-12", "2023-06-30", "2023-12-31"]
    assert [d.days for d in found.deadlines] == [None, 181, 184]
    assert [d.told for d in found.deadlines] == ["2022-01-01", "2022-11-01", "2023-06-01"]
    assert all(str(d.when.date) in d.notes[0].quote for d in found.deadlines)
    assert found.slips == 2
    assert found.due == found.deadlines[-1].when
    assert found.overdue


def test_calendar_has_the_deadline_that_stands_and_not_the_one_told_first() -> None:
    ledger = slipping()
    (item,) = ledger.commitments
    early = replace(item, commitment=item.members[0])
    answer = calendar(replace(ledger, commitments=(early,)), (MAR,), on=dt.date(2023, 7, 1))
    assert [str(e.when.date) for e in answer.entries if e.kind is EntryKind.DEADLINE] == ["2023-12-31"]


def test_a_deadline_that_a_person_put_right_counts_before_one_told_later() -> None:
    ledger = slipping()
    (one,) = ledger.commitments
    first = one.members[0]
    at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    right = replace(first, due=when("2025-12-31"), corrected=(Corrected(field="due", by="Ana", at=at),))
    changed = replace(one, commitment=right, members=(right, *one.members[1:]))
    (found,) = entries(replace(ledger, commitments=(changed,)))
    assert str(found.due.date) == "2025-12-31"
    assert not found.overdue


@given(st.permutations(range(3)), st.dates(dt.date(2021, 1, 1), dt.date(2025, 1, 1)))
def test_deadlines_known_on_a_day_are_the_first_of_those_known_later(order: list[int], on: dt.date) -> None:
    ledger = slipping()
    (one,) = ledger.commitments
    mixed = replace(one, members=tuple(one.members[n] for n in order))
    (now,) = entries(replace(ledger, commitments=(mixed,)))
    then = [d for d in now.deadlines if dt.date.fromisoformat(d.told or "") <= on]
    assert list(now.deadlines[: len(then)]) == then


# --- evidence ---------------------------------------------------------------------------------------------


def session(
    realis: Realis = Realis.ACTUAL,
    *,
    parties: tuple[Party, ...] = (MAR, RUS),
    date: str = "2023-05-10",
    published: str = "2023-05-12",
) -> tuple[Book, Document, Document]:
    """A session promised for May 2023, and a later text on a session."""
    book = Book()
    before = book.document(
        "They agreed to hold a session in Rabat in May 2023.", name="a", published="2022-12-01"
    )
    after = book.document("On the session of May 2023 there is news.", name="b", published=published)
    book.commitment(before, "agreed to hold a session in Rabat in May 2023", "hold a session", due="2023-05")
    book.engagement(
        (before, "They agreed to hold a session in Rabat in May 2023."),
        kind=EngagementKind.COMMISSION_SESSION,
        realis=Realis.PLANNED,
        date="2023-05",
    )
    book.engagement(
        (after, "On the session of May 2023 there is news."),
        kind=EngagementKind.COMMISSION_SESSION,
        realis=realis,
        date=date,
        parties=parties,
    )
    return book, before, after


def test_a_promised_session_that_was_held_is_delivery_for_both() -> None:
    book, _, after = session()
    (found,) = entries(book.ledger())
    assert marks(found) == {"MAR": ("+1", Rule.DELIVERED), "RUS": ("+1", Rule.DELIVERED)}
    (evidence,) = found.evidence
    assert evidence.polarity is Polarity.FOR
    assert evidence.notes[0].document_id == after.id
    assert evidence.score == pytest.approx(sum(r.value * r.weight for r in evidence.reasons))
    assert not found.overdue  # what was kept is not overdue


@pytest.mark.parametrize(
    "changed",
    [
        {"parties": (MAR, DZA)},
        {"date": "2023-09-10", "published": "2023-09-12"},
        {"date": "2022-05-10"},
        {"realis": Realis.PLANNED},
    ],
)
def test_a_session_of_others_or_of_another_time_or_a_plan_is_no_evidence(changed: dict[str, object]) -> None:
    book, _, _ = session(**changed)  # type: ignore[arg-type]
    (found,) = entries(book.ledger())
    assert found.evidence == ()
    assert {mark for mark, _ in marks(found).values()} == {"no public evidence"}


def test_what_is_not_known_by_the_day_of_asking_is_no_evidence() -> None:
    book, _, _ = session()
    ledger = book.ledger()
    (now,) = entries(ledger)
    (before,) = make_docket(ledger, (), on=dt.date(2023, 5, 12)).entries
    assert now.evidence
    assert before.evidence  # reported on that very day


def test_a_session_called_off_is_failure_and_one_put_off_is_so_only_past_the_deadline() -> None:
    book, _, _ = session(Realis.NEGATED)
    (found,) = entries(book.ledger())
    assert marks(found)["MAR"] == ("-1", Rule.REVERSED)
    ledger = book.ledger()
    *rest, last = ledger.engagements
    member = replace(last.members[0], cancelled=True, postponed=True)
    put_off = replace(ledger, engagements=(*rest, replace(last, members=(member,))))
    assert marks(entries(put_off)[0])["MAR"] == ("-1", Rule.PUT_OFF)


@pytest.mark.parametrize(
    ("published", "rule"),
    [("2023-05-11", Rule.DELIVERED), ("2023-05-12", Rule.DISPUTED), ("2023-05-13", Rule.REVERSED)],
)
def test_what_some_call_held_and_others_deny_is_disputed_unless_one_of_them_came_later(
    published: str, rule: Rule
) -> None:
    book, _, _ = session()
    other = book.document("No session was held in May 2023, they say.", name="c", published=published)
    book.engagement(
        (other, "No session was held in May 2023, they say."),
        kind=EngagementKind.COMMISSION_SESSION,
        realis=Realis.NEGATED,
        date="2023-05-10",
    )
    (found,) = entries(book.ledger())
    assert marks(found)["MAR"][1] is rule
    assert {e.polarity for e in found.evidence} == {Polarity.FOR, Polarity.AGAINST}


def signed(status: InstrumentStatus, told: str = "2023-05-12") -> tuple[Book, Ledger]:
    """An agreement to be signed, and its later status."""
    book = Book()
    before = book.document(
        "They agreed to sign the Fishing Agreement by June 2023.", name="a", published="2022-12-01"
    )
    after = book.document("There is news of the Fishing Agreement.", name="b", published=told)
    book.commitment(
        before,
        "agreed to sign the Fishing Agreement by June 2023",
        "sign the Fishing Agreement",
        due="2023-06",
    )
    one = book.instrument(
        (before, "Fishing Agreement"),
        (after, "Fishing Agreement"),
        title="Fishing Agreement",
        statuses=(InstrumentStatus.PLANNED, status),
    )
    ledger = book.ledger()
    life = (
        Stage(status=InstrumentStatus.PLANNED, told="2022-12-01", reports=one.reports[:1]),
        Stage(status=status, told=told, reports=one.reports[1:]),
    )
    return book, replace(ledger, instruments=(replace(one, life=life),))


def test_an_agreement_signed_after_the_promise_is_delivery_late_or_not() -> None:
    _, ledger = signed(InstrumentStatus.SIGNED)
    assert marks(entries(ledger)[0])["RUS"] == ("+1", Rule.DELIVERED)
    _, late = signed(InstrumentStatus.SIGNED, "2023-07-10")
    (found,) = entries(late)
    assert marks(found)["RUS"] == ("+1", Rule.DELIVERED_LATE)
    assert found.proposed[0].days_late == 10


def test_an_agreement_ended_is_the_opposite_and_one_still_planned_is_nothing() -> None:
    assert marks(entries(signed(InstrumentStatus.TERMINATED)[1])[0])["MAR"] == ("-1", Rule.REVERSED)
    (found,) = entries(signed(InstrumentStatus.PROPOSED)[1])
    assert found.evidence == ()


def target(value: str, source: SourceKind | None, country: str = "MAR") -> Entry:
    """Trade of 10 billion promised by Morocco and Russia, and a later figure of it."""
    book = Book()
    before = book.document("Trade is to reach 10 billion dollars by 2025.", name="a", published="2022-12-01")
    after = book.document(f"Trade reached {value} dollars in 2023.", name="b", published="2024-02-01")
    sentence = "Trade is to reach 10 billion dollars by 2025."
    book.commitment(before, sentence, "10 billion dollars", due="2025")
    book.indicator(before, sentence, "trade", Measure.TRADE_VOLUME, "10000000000", unit="USD")
    book.indicator(
        after, f"Trade reached {value} dollars in 2023.", "trade", Measure.TRADE_VOLUME, value, unit="USD"
    )
    ledger = book.ledger()
    if source is not None:
        ledger = by(ledger, after, country, source)
    return entries(ledger)[0]


def test_a_figure_short_of_the_target_is_under_way_and_one_past_it_is_delivery() -> None:
    assert marks(target("6000000000", None))["MAR"] == ("0", Rule.UNDER_WAY)
    assert marks(target("11000000000", None))["MAR"] == ("+1", Rule.DELIVERED)


def test_a_party_s_own_organ_never_proves_what_no_other_saw() -> None:
    own = target("11000000000", SourceKind.OFFICIAL)
    assert marks(own)["MAR"] == ("pending", Rule.TOO_EARLY)
    assert own.evidence[0].discount is Discount.OWN_WORD
    assert marks(target("11000000000", SourceKind.AGENCY))["MAR"][0] == "pending"
    assert marks(target("11000000000", SourceKind.PRESS))["MAR"][0] == "+1"
    assert marks(target("11000000000", SourceKind.OFFICIAL, "FRA"))["MAR"][0] == "+1"


def statement(
    holder: Party,
    *,
    act: str | None = None,
    speakers: tuple[Party, ...] = (),
    who: tuple[Party, ...] = (MAR,),
    told_by: Party | None = None,
    kind: EngagementKind = EngagementKind.STATEMENT,
) -> Entry:
    """A hospital that Morocco promised, and what a party says of it, by ministers where ``speakers`` are
    given. ``told_by`` makes a statement in which the rest is told."""
    book = Book()
    first = "Morocco shall build a children's hospital with modern laboratories in Nouakchott."
    later = "The children's hospital with modern laboratories in Nouakchott is coming along well, he said."
    before = book.document(first, name="a", published="2022-12-01")
    after = book.document(later, name="b", published="2023-12-01")
    for number in range(6):
        book.document(f"Other news of the day, number {number}.", name=f"n{number}", published="2023-01-01")
    book.commitment(before, first, first.rstrip("."), who=who, due="2023-06")
    people = tuple(Someone(f"Minister {one.code}", Role.FOREIGN_MINISTER, one) for one in speakers)
    book.engagement((after, later), kind=kind, act=act, parties=(MAR, holder), people=people)
    if told_by is not None:
        book.engagement((after, later), kind=EngagementKind.STATEMENT, act="state", parties=(told_by,))
    return entries(book.ledger())[0]


def test_self_praise_is_shown_and_never_counts() -> None:
    found = statement(MAR)
    (evidence,) = found.evidence
    assert evidence.kind is EvidenceKind.SAYING
    assert evidence.discount is Discount.SELF_PRAISE
    assert marks(found)["MAR"][0] == "no public evidence"


def test_the_word_of_the_party_to_whom_it_was_promised_is_no_self_praise_and_counts() -> None:
    found = statement(RUS, speakers=(RUS,))
    assert found.to == ()
    (evidence,) = found.evidence
    assert (evidence.kind, evidence.polarity) == (EvidenceKind.SAYING, Polarity.PROGRESS)
    assert evidence.discount is None
    assert marks(found) == {"MAR": ("0", Rule.UNDER_WAY)}


@pytest.mark.parametrize(
    ("speakers", "who"), [((MAR,), (MAR,)), ((MAR, RUS), (MAR,)), ((RUS,), (MAR, RUS)), ((), (MAR,))]
)
def test_the_word_of_any_who_promised_is_self_praise(
    speakers: tuple[Party, ...], who: tuple[Party, ...]
) -> None:
    found = statement(RUS, speakers=speakers, who=who)
    assert [e.discount for e in found.evidence] == [Discount.SELF_PRAISE]


def test_a_deed_of_the_promiser_is_the_word_of_the_one_who_tells_it() -> None:
    other = statement(MAR, act="recognise", kind=EngagementKind.OTHER, told_by=RUS)
    assert [e.discount for e in other.evidence] == [None]
    own = statement(MAR, act="recognise", kind=EngagementKind.OTHER, told_by=MAR)
    assert [e.discount for e in own.evidence] == [Discount.SELF_PRAISE]


@pytest.mark.parametrize(
    ("kind", "act"), [(EngagementKind.REQUEST, "call"), (EngagementKind.STATEMENT, "criticise")]
)
def test_who_asks_for_it_or_blames_tells_of_no_progress(kind: EngagementKind, act: str) -> None:
    assert statement(RUS, speakers=(RUS,), kind=kind, act=act, told_by=RUS).evidence == ()


def test_a_deed_in_the_words_of_the_promise_is_found() -> None:
    found = statement(MAR, act="aid")
    assert [e.polarity for e in found.evidence] == [Polarity.FOR]
    assert {r.feature for r in found.evidence[0].reasons} == {"shared_words"}


def test_a_weight_of_nothing_finds_nothing() -> None:
    book, _, _ = session()
    settings = DocketSettings(near_date=0.0, same_kind=0.0)
    (found,) = make_docket(book.ledger(), (), on=ON, settings=settings).entries
    assert found.evidence == ()


@given(
    kind=st.sampled_from(EvidenceKind),
    polarity=st.sampled_from([Polarity.FOR, Polarity.PROGRESS]),
    credit=st.sampled_from(Credit),
    joint=st.booleans(),
)
def test_no_praise_of_oneself_counts_whatever_else_is_told(
    kind: EvidenceKind, polarity: Polarity, credit: Credit, joint: bool
) -> None:
    discount = discount_of(kind, polarity, credit, joint=joint, by_party=True)
    if kind is EvidenceKind.SAYING:
        assert discount is Discount.SELF_PRAISE
    elif credit is Credit.OWN and not joint:
        assert discount is Discount.OWN_WORD
    else:
        assert discount is None


# --- rulings ----------------------------------------------------------------------------------------------


def ruled(ledger: Ledger, mark: Mark, *, at: str = "2024-04-01", who: str = "Ana", **more: object) -> Ruling:
    record = ledger.commitments[0].commitment
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)
    made: dict[str, object] = {"record": record.id, "words": record.evidence[0], **more}
    return Ruling(mark=mark, author=who, made_at=moment, **made)  # type: ignore[arg-type]


def test_a_ruling_stands_over_the_proposal_and_beside_it() -> None:
    ledger = session()[0].ledger()
    ledger = replace(ledger, rulings=(ruled(ledger, Mark.PARTLY, reason="half a session"),))
    (found,) = entries(ledger)
    assert marks(found)["MAR"][0] == "+1"
    assert {(str(s.party), s.mark, s.by) for s in found.standing} == {
        ("MAR", Mark.PARTLY, "Ana"),
        ("RUS", Mark.PARTLY, "Ana"),
    }
    assert entries(ledger, marks=frozenset({Mark.KEPT})) == ()
    assert entries(ledger, marks=frozenset({Mark.PARTLY})) == (found,)


def test_two_officers_differ_and_both_are_shown_the_latest_on_top() -> None:
    ledger = session()[0].ledger()
    first = ruled(ledger, Mark.KEPT, at="2024-03-01", who="Ben")
    second = ruled(ledger, Mark.NOT_KEPT, party=MAR)
    for rulings in ((first, second), (second, first)):
        (found,) = entries(replace(ledger, rulings=rulings))
        assert [row.ruling.author for row in found.rulings] == ["Ana", "Ben"]
        assert {str(s.party): s.mark for s in found.standing} == {"MAR": Mark.NOT_KEPT, "RUS": Mark.KEPT}


def test_a_ruling_made_after_the_day_of_asking_is_shown_but_does_not_stand() -> None:
    ledger = session()[0].ledger()
    ledger = replace(ledger, rulings=(ruled(ledger, Mark.NOT_KEPT, at="2024-06-01"),))
    (found,) = entries(ledger)
    assert [row.later for row in found.rulings] == [True]
    assert all(s.by is None for s in found.standing)


def test_an_undone_ruling_is_gone_and_what_one_command_ruled_is_one() -> None:
    ledger = session()[0].ledger()
    gone = replace(ruled(ledger, Mark.KEPT), retracted_at=dt.datetime(2024, 4, 2, tzinfo=dt.UTC))
    (found,) = entries(replace(ledger, rulings=(gone,)))
    assert found.rulings == ()


def test_a_ruling_follows_its_words_to_a_newer_reading_and_else_is_lost_and_named() -> None:
    ledger = session()[0].ledger()
    moved = replace(ruled(ledger, Mark.KEPT), record="com-00000000000000000000", id="")
    (found,) = entries(replace(ledger, rulings=(moved,)))
    assert [row.ruling for row in found.rulings] == [moved]
    elsewhere = next(d for d in ledger.documents.values() if d.name == "b")
    lost = replace(moved, words=Evidence.of(elsewhere, Span(start=0, end=6), "Ana"), id="")
    docket = make_docket(replace(ledger, rulings=(lost,)), (), on=ON)
    assert [one.ruling for one in docket.lost] == [lost]
    assert all(entry.rulings == () for entry in docket.entries)


# --- coverage ---------------------------------------------------------------------------------------------


def test_coverage_has_every_document_that_an_entry_or_its_evidence_quotes() -> None:
    """Of two documents, only the first is on both parties."""
    book = Book()
    first = "They met. Morocco shall build a children's hospital with modern laboratories in Nouakchott."
    later = "Morocco has built the children's hospital with modern laboratories in Nouakchott."
    before = book.document(first, name="a", published="2022-12-01", source="Gazette")
    after = book.document(later, name="b", published="2023-12-01", source="Herald")
    for number in range(6):
        book.document(f"Other news of the day, number {number}.", name=f"n{number}", published="2023-01-01")
    book.engagement((before, "They met"))
    book.commitment(before, first[10:-1], first[10:-1], who=(MAR,), due="2023-06")
    book.engagement((after, later), kind=EngagementKind.OTHER, act="aid", parties=(MAR,))
    answer = make_docket(book.ledger(), (MAR, RUS), on=ON)
    assert [n.document_id for e in answer.entries[0].evidence for n in e.notes] == [after.id]
    assert {c.name for c in answer.coverage.sources} == {"Gazette", "Herald"}
    assert {c.name for c in make_docket(book.ledger(), (RUS,), on=ON).coverage.sources} == {"Gazette"}


# --- choice and order -------------------------------------------------------------------------------------


def test_filters_choose_and_overdue_comes_first() -> None:
    book = Book()
    document = book.document("a b c d", name="a", published="2022-01-01")
    for words, due in (("a", None), ("b", "2024-06-01"), ("c", "2024-03"), ("d", "2023-01-01")):
        book.commitment(document, words, words, due=due, who=(MAR,) if words == "d" else (MAR, RUS))
    ledger = book.ledger()
    assert [e.what for e in entries(ledger)] == ["d", "c", "b", "a"]
    assert [e.what for e in entries(ledger, overdue=True)] == ["d", "c"]
    assert [e.what for e in entries(ledger, due_before=dt.date(2024, 1, 1))] == ["d"]
    assert [e.what for e in entries(ledger, owner=RUS)] == ["c", "b", "a"]
    assert entries(ledger, strengths=frozenset({Strength.INTENT})) == ()
    assert entries(ledger, areas=frozenset({"trade"})) == ()


def test_evidence_of_one_s_fate_needs_no_other_engagement() -> None:
    """What merging put together with the plan is told by the plan's own fate."""
    book, before, after = session()
    ledger = book.ledger()
    plan, held = ledger.engagements
    both = replace(
        plan,
        realis=Realis.ACTUAL,
        members=(*plan.members, *held.members),
        reports=(*plan.reports, *held.reports),
        fate=fate(book._member(m) for m in (*plan.members, *held.members)),
    )
    (found,) = entries(replace(ledger, engagements=(both,)))
    assert marks(found)["RUS"] == ("+1", Rule.DELIVERED)
    assert found.evidence[0].notes[0].document_id == after.id != before.id


def test_a_source_that_nobody_knows_is_unknown_and_not_own() -> None:
    book, _, after = session()
    ledger = book.ledger()
    notes = entries(ledger)[0].evidence[0].notes
    assert credit_of(notes, (MAR,)) is Credit.UNKNOWN
    (found,) = entries(by(ledger, after, "MAR", SourceKind.OFFICIAL))
    assert credit_of(found.evidence[0].notes, (MAR,)) is Credit.OWN
    assert credit_of(found.evidence[0].notes, (RUS,)) is Credit.OTHERS
    assert found.evidence[0].counts  # the other party was there
