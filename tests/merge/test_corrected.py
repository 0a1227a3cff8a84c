"""What a person puts right: it keeps its id, outranks every document, and can be taken back."""

from __future__ import annotations

import pytest

from dragoman.errors import InvalidRecord
from dragoman.merge.corrected import corrected
from dragoman.merge.ledger.fields import DATE, PLAIN, Saying, best, saying
from dragoman.model.correction import FIELDS
from dragoman.model.judgement import Matter, Verdict
from dragoman.model.ledger import Claim, Ledger, LedgerEngagement
from dragoman.model.record import (
    BodyKind,
    Corrected,
    Engagement,
    InstrumentKind,
    InstrumentStatus,
    Measure,
    Person,
    Reading,
    Record,
    Role,
    Strength,
)
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import DateBasis
from tests.merge.builders import Told, dump, parties, party
from tests.merge.decisions import NOON, correction, judgement, ledger_with, rejection, undone
from tests.merge.situations import arabic, cluster, english
from tests.store.samples import english as every_kind

MEETING = EngagementKind.MEETING


def first_event(told: Told) -> Engagement:
    return next(r for r in told.records if isinstance(r, Engagement))


def home(ledger: Ledger, record: str) -> LedgerEngagement:
    return next(e for e in ledger.engagements if record in {m.id for m in e.members})


def of_kind(reading: Reading, prefix: str) -> Person | Record:
    return next(i for i in (*reading.people, *reading.records) if i.id.startswith(prefix))


VALUES = {
    "kind": {"eng": "call", "ins": "treaty", "bod": "forum"},
    "realis": "negated",
    "date": "2020-01-02/2020-01-03",
    "place": "Tunis, TUN",
    "parties": "DEU org:LAS",
    "role": "special envoy",
    "party": "DEU",
    "part_of": "the visit",
    "body": "Mixed Commission",
    "session": "9",
    "name": "Lotfi ben Belkacem",
    "title": "Agreement on Fish",
    "status": "expired",
    "symbol": "S/RES/1",
    "who": {"com": "DEU", "pos": "DEU"},
    "due": "2023",
    "strength": "intent",
    "issue": "sahel",
    "joint": "no",
    "value": "7.5",
}
EVERY = [(kind, name) for kind, fields in FIELDS.items() for name in fields]


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_every_field_can_be_corrected_and_the_record_keeps_its_id(kind: str, name: str) -> None:
    reading = every_kind()
    item = of_kind(reading, kind)
    told = VALUES[name]
    value = told[kind] if isinstance(told, dict) else told
    whose = f":{reading.people[0].id}" if FIELDS[kind][name].each else ""
    after = corrected(reading, [correction(item.id, name + whose, value)])
    changed = of_kind(after, kind)
    assert changed.id == item.id
    (note,) = changed.corrected
    assert (note.field, note.by, note.at) == (name + whose, "Ana", NOON)
    assert note.was is not None
    assert note.was != value
    back = corrected(reading, [correction(item.id, name + whose, note.was)])
    (again,) = of_kind(back, kind).corrected
    assert again.was == note.was
    assert dump(changed) != dump(item)


@pytest.mark.parametrize(
    ("kind", "name"), [(k, n) for k, n in EVERY if FIELDS[k][n].optional and not FIELDS[k][n].each]
)
def test_what_a_document_does_not_say_can_be_taken_out(kind: str, name: str) -> None:
    reading = every_kind()
    item = of_kind(reading, kind)
    changed = of_kind(corrected(reading, [correction(item.id, name, None)]), kind)
    (note,) = changed.corrected
    assert note.was is not None
    attribute = {"date": "when", "role": "role"}.get(name, name)
    left = getattr(changed, attribute)
    assert left in (None, ()) or left.date is None


def test_a_corrected_record_has_an_id_of_its_kind() -> None:
    note = Corrected(field="kind", by="Ana", at=NOON)
    event = first_event(english())
    with pytest.raises(InvalidRecord, match="keeps its id"):
        Engagement(kind=event.kind, realis=event.realis, evidence=event.evidence, corrected=(note,))


def test_the_latest_live_correction_counts_in_any_order() -> None:
    reading = english().reading
    event = first_event(english()).id
    early, late = correction(event, "session", "3"), correction(event, "session", "4", minute=1)
    for told in ([early, late], [late, early]):
        assert of_kind(corrected(reading, told), event).session == 4
    assert of_kind(corrected(reading, [early, undone(late)]), event).session == 3  # type: ignore[list-item]
    assert corrected(reading, [undone(early), undone(late)]) is reading  # type: ignore[list-item]


def test_who_takes_part_follows_what_is_corrected_of_the_person() -> None:
    told = english()
    deputy, event = told.people[1], first_event(told)
    everywhere = [
        correction(deputy.id, "name", "Michael Voronov"),
        correction(deputy.id, "party", "BLR"),
        correction(deputy.id, "role", "foreign minister"),
    ]
    own = correction(event.id, f"role:{deputy.id}", "spokesperson")
    after = corrected(told.reading, [*everywhere, own])
    events = [r for r in after.records if isinstance(r, Engagement)]
    shown = [p for e in events for p in e.participants if p.person_id == deputy.id]
    assert {(p.name, str(p.party)) for p in shown} == {("Michael Voronov", "BLR")}
    assert [p.role for p in shown] == [Role.SPOKESPERSON, Role.FOREIGN_MINISTER]
    assert {str(o.party) for o in after.people[1].offices} == {"BLR"}


def test_a_rejected_person_is_gone_from_every_engagement_of_the_document() -> None:
    told = english()
    envoy = told.people[0]
    after = corrected(told.reading, [], [rejection(envoy.id)])
    assert envoy.id not in {p.id for p in after.people}
    events = [r for r in after.records if isinstance(r, Engagement)]
    assert len(events) == 3
    assert all(p.person_id != envoy.id for e in events for p in e.participants)
    assert corrected(told.reading, [], [undone(rejection(envoy.id))]) is not after  # type: ignore[list-item]


def test_a_role_of_somebody_who_takes_no_part_changes_nothing() -> None:
    told = english()
    stranger = correction(first_event(told).id, "role:per-" + "0" * 20, "spokesperson")
    assert dump(corrected(told.reading, [stranger])) == dump(told.reading)


# --- in the ledger ---


def test_a_persons_date_outranks_all_documents_and_says_whose_it_is() -> None:
    told = cluster()
    event = first_event(told[0]).id
    before = home(ledger_with(told), event)
    assert len(before.reports) == 4
    quote = told[0].says("Wednesday")
    after = home(ledger_with(told, correction(event, "date", "2021-06-10", support=quote)), event)
    assert (str(after.when.date), after.when.basis) == ("2021-06-10", DateBasis.STATED)
    assert after.when.how == "corrected by Ana"
    (claim,) = [c for c in after.claims if c.judge]
    assert (claim.property, claim.value, claim.judge) == ("date", "2021-06-10", "Ana")
    assert (claim.written, claim.evidence) == ("Wednesday", quote)


def test_documents_that_say_otherwise_stay_as_a_conflict_with_the_persons_word_first() -> None:
    told = english(), arabic()
    event = first_event(told[0]).id
    one = judgement(Matter.ENGAGEMENT, event, first_event(told[1]).id, Verdict.SAME)
    after = home(ledger_with(told, one, correction(event, "place", "Kazan, RUS")), event)
    assert str(after.place) == "Kazan, RUS"
    assert len(after.members) > 1
    (conflict,) = [c for c in after.conflicts if c.property == "place"]
    assert [value for value, _ in conflict.values] == ["Kazan, RUS", "Moscow, RUS"]


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("kind", "consultations", lambda e: e.kind.value),
        ("realis", "negated", lambda e: e.realis.value),
        ("session", "8", lambda e: str(e.session)),
        ("parties", "RUS TUN", lambda e: " ".join(str(p) for p in e.parties)),
        ("place", "RUS", lambda e: str(e.place)),
    ],
)
def test_one_corrected_report_decides_for_the_whole(field: str, value: str, shown: object) -> None:
    told = cluster()
    event = first_event(told[3]).id
    others = first_event(told[0]).id
    same = judgement(Matter.ENGAGEMENT, event, others, Verdict.SAME)
    found = home(ledger_with(told, same, correction(event, field, value)), event)
    assert len(found.members) > 1
    assert shown(found) == value  # type: ignore[operator]


def test_a_corrected_date_is_what_engagements_are_compared_by() -> None:
    """A report misread to another month joins the others once its date is right."""
    one, other = english(), arabic()
    event = first_event(other).id
    away = correction(event, "date", "2021-07-09")
    apart = ledger_with((one, other), away)
    assert len(home(apart, event).members) == 1
    assert (
        len(
            home(
                ledger_with((one, other), away, correction(event, "date", "2021-06-09", minute=1)), event
            ).members
        )
        == 2
    )


def test_people_instruments_bodies_and_sayings_show_what_a_person_put_right() -> None:
    told = Told(
        "Anna Keller signed the Agreement on Ports. The Joint Commission met. Germany will open a school. "
        "Germany supports talks. Trade grew to 12 million.",
        published="2021-06-10",
    )
    keller = told.person("Anna Keller", "DEU", Role.MINISTER)
    told.event(EngagementKind.SIGNING, "signed", keller, date="2021-06-09")
    deal = told.instrument("Agreement on Ports", sides="DEU RUS", status=InstrumentStatus.SIGNED)
    body = told.body("Joint Commission", BodyKind.COMMITTEE, "DEU RUS", session=2)
    pledge = told.commitment("open a school", "DEU", Strength.INTENT)
    stance = told.position("DEU", "libya", "supports talks")
    figure = told.indicator("Trade", Measure.TRADE_VOLUME, "12", "DEU RUS")
    book = ledger_with(
        [told],
        correction(keller.id, "name", "Anna Kehler"),
        correction(keller.id, "role", "foreign minister"),
        correction(keller.id, "party", "AUT"),
        correction(deal.id, "title", "Ports Treaty"),
        correction(deal.id, "kind", InstrumentKind.TREATY),
        correction(deal.id, "status", "in force"),
        correction(deal.id, "date", "2020"),
        correction(deal.id, "parties", "AUT RUS"),
        correction(deal.id, "symbol", "X/1"),
        correction(body.id, "name", "Mixed Commission"),
        correction(body.id, "kind", "joint commission"),
        correction(body.id, "parties", "AUT RUS"),
        correction(body.id, "session", "3"),
        correction(pledge.id, "who", "AUT"),
        correction(pledge.id, "due", "2025"),
        correction(pledge.id, "strength", "commitment"),
        correction(stance.id, "issue", "syria"),
        correction(stance.id, "joint", "yes"),
        correction(figure.id, "value", "12000000"),
    )
    (person,) = book.people
    assert (person.name, person.party, person.offices[0].role) == (
        "Anna Kehler",
        party("AUT"),
        Role.FOREIGN_MINISTER,
    )
    assert [c.judge for c in person.offices[0].claims] == ["Ana"]
    (signed,) = book.instruments
    assert (signed.title, signed.kind, signed.symbol) == ("Ports Treaty", InstrumentKind.TREATY, "X/1")
    assert (signed.status, str(signed.when.date), signed.parties) == (
        InstrumentStatus.IN_FORCE,
        "2020",
        parties("AUT RUS"),
    )
    assert {c.judge for c in signed.claims} == {"Ana"}
    (organ,) = book.bodies
    assert (organ.name, organ.kind, organ.parties) == (
        "Mixed Commission",
        BodyKind.JOINT_COMMISSION,
        parties("AUT RUS"),
    )
    assert [s.number for s in organ.sessions] == [3]
    (said,) = book.commitments
    assert (said.commitment.who, str(said.commitment.due.date), said.commitment.strength) == (
        parties("AUT"),
        "2025",
        Strength.COMMITMENT,
    )
    assert (book.positions[0].position.issue, book.positions[0].position.joint) == ("syria", True)
    assert book.indicators[0].indicator.value == "12000000"
    assert [e.participants[0].name for e in book.engagements] == ["Anna Kehler"]


def test_part_of_and_body_may_name_a_thing_of_another_document() -> None:
    one, other = Told("Anna Keller came on a visit.", published="2021-06-10"), english()
    visit = one.event(EngagementKind.VISIT, "visit", one.person("Anna Keller", "DEU"), date="2021-06-09")
    forum = one.body("visit", BodyKind.FORUM, "DEU")
    event = first_event(other).id
    book = ledger_with(
        (one, other), correction(event, "part_of", visit.id), correction(event, "body", forum.id)
    )
    assert (home(book, event).part_of, home(book, event).body) == (visit.id, forum.id)
    gone = ledger_with((one, other), correction(event, "part_of", visit.id), rejection(visit.id))
    assert home(gone, event).part_of is None


def test_a_rejected_record_is_no_report_and_is_told() -> None:
    told = cluster()
    event = first_event(told[1])
    book = ledger_with(told, rejection(event.id))
    assert event.id not in {m.id for e in book.engagements for m in e.members}
    assert book.rejected == (event,)
    assert len(home(book, first_event(told[0]).id).members) == 3


# --- which saying is best ---


def _saying(told: Told, value: str, voice: str, *, minute: int | None = None) -> Saying:
    claim = Claim(property="date", value=value, written=value, lang="en", evidence=told.says("Wednesday"))
    if minute is None:
        return Saying(claim=claim, voice=voice)
    at = correction(first_event(told).id, "date", value, minute=minute).made_at
    return Saying(claim=claim, voice=voice, at=at)


def test_the_last_word_of_a_person_is_best_against_any_number_of_voices() -> None:
    told = english()
    documents = [_saying(told, "2021-06-09", f"v{n}") for n in range(5)]
    first, last = _saying(told, "2021-06-11", "v8", minute=1), _saying(told, "2021-06", "v9", minute=2)
    for sayings, word, values in (
        ([*documents, first], first, ["2021-06-11", "2021-06-09"]),
        ([*documents, last, first], last, ["2021-06", "2021-06-09", "2021-06-11"]),
    ):
        chosen, conflict = best(sayings, DATE)
        assert chosen == word
        assert conflict is not None
        assert [value for value, _ in conflict.values] == values
    assert best([*documents, last], DATE) == (last, None)  # the month agrees with its day


def test_a_saying_is_a_persons_only_in_the_field_they_corrected() -> None:
    told = english()
    event = first_event(told)
    (after,) = [
        r for r in corrected(told.reading, [correction(event.id, "kind", "call")]).records if r.id == event.id
    ]
    claim = Claim(property="kind", value="call", written="saw", lang="en", evidence=event.evidence[0])
    assert saying(after, claim, "v").claim.judge == "Ana"
    assert saying(event, claim, "v").claim.judge is None
    assert saying(after, claim, "v", field="realis").claim.judge is None
    assert best([saying(after, claim, "v")], PLAIN)[1] is None


def test_realis_of_a_person_settles_a_plan_and_a_denial() -> None:
    told = english()
    event = first_event(told)
    found = home(ledger_with([told], correction(event.id, "realis", "negated")), event.id)
    assert found.realis is Realis.NEGATED
