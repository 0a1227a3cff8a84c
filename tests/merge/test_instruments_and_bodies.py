"""Instruments, bodies and sayings across reports: what joins, what stays apart, and what becomes of them."""

from __future__ import annotations

import datetime as dt
import itertools

from dragoman.merge.compare import instruments
from dragoman.merge.compare.instruments import Deed
from dragoman.merge.compare.titles import titles
from dragoman.model.judgement import Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import BodyKind, InstrumentKind, InstrumentStatus, Measure
from dragoman.model.text import EngagementKind
from tests.merge.builders import Told, ledger

AGREEMENT, MOU = InstrumentKind.AGREEMENT, InstrumentKind.MOU
_NUMBERS = itertools.count()
COMMISSION, COMMITTEE = BodyKind.JOINT_COMMISSION, BodyKind.COMMITTEE


def _verdicts(found: Ledger, matter: Matter) -> list[Verdict]:
    return [j.verdict for j in found.judgements if j.matter is matter]


def _instrument(
    title: str, lang: str = "en", sides: str = "MAR RUS", kind: InstrumentKind = AGREEMENT, **more: object
) -> Told:
    told = Told(f"{title} ({lang} {next(_NUMBERS)})", lang=lang, published=more.pop("published", None))  # type: ignore[arg-type]
    told.instrument(title, kind, sides, **more)  # type: ignore[arg-type]
    return told


def test_title_within_a_longer_title_is_one_instrument() -> None:
    found = ledger(
        _instrument("Agreement on Marine Fishing"),
        _instrument("Intergovernmental Agreement on Marine Fishing Grounds"),
    )
    assert [len(i.members) for i in found.instruments] == [2]
    assert found.instruments[0].title == "Intergovernmental Agreement on Marine Fishing Grounds"


def test_bare_title_is_only_proposed() -> None:
    found = ledger(
        _instrument("Memorandum of Understanding", kind=MOU),
        _instrument("Memorandum of Understanding ", kind=MOU),
    )
    assert _verdicts(found, Matter.INSTRUMENT) == [Verdict.PROPOSED]


def test_other_subject_is_another_instrument() -> None:
    found = ledger(
        _instrument("Agreement on Marine Fishing", areas=("fisheries",)),
        _instrument("Agreement on Air Transport", areas=("transport",)),
    )
    assert len(found.instruments) == 2
    assert _verdicts(found, Matter.INSTRUMENT) == []


def test_one_title_of_two_years_is_for_a_person_to_decide() -> None:
    found = ledger(
        _instrument("Agreement on Marine Fishing", date="2016"),
        _instrument("Agreement on Marine Fishing", date="2020"),
    )
    assert _verdicts(found, Matter.INSTRUMENT) == [Verdict.PROPOSED]
    old, new = found.instruments
    assert (old.earlier, new.earlier) == ((), (old.id,))


def test_kind_area_and_year_link_two_languages_unless_a_rival_is_named() -> None:
    english = _instrument("Agreement on Marine Fishing", date="2020", areas=("fisheries",))
    russian = _instrument("Соглашение о рыболовстве", "ru", date="2020", areas=("fisheries",))
    assert len(ledger(english, russian).instruments) == 1
    rival = Told("Соглашение о рыболовстве. Соглашение о портах", lang="ru")
    rival.instrument("Соглашение о рыболовстве", AGREEMENT, "MAR RUS", date="2020", areas=("fisheries",))
    rival.instrument("Соглашение о портах", AGREEMENT, "MAR RUS", date="2020")
    assert Verdict.SAME not in _verdicts(ledger(english, rival), Matter.INSTRUMENT)


def test_symbols_decide() -> None:
    one = _instrument("Resolution 2510", sides="UN", kind=InstrumentKind.OTHER, symbol="S/RES/2510")
    same = _instrument("la résolution 2510", "fr", sides="UN", kind=InstrumentKind.OTHER, symbol="S/RES/2510")
    other = _instrument("Resolution 2511", sides="UN", kind=InstrumentKind.OTHER, symbol="S/RES/2511")
    assert sorted(len(i.members) for i in ledger(one, same, other).instruments) == [1, 2]


def test_status_is_what_the_latest_document_tells_and_a_plan_takes_nothing_back() -> None:
    def told(status: InstrumentStatus, published: str) -> Told:
        return _instrument("Agreement on Marine Fishing", published=published, status=status)

    planned = told(InstrumentStatus.PLANNED, "2024-05-01")
    signed = told(InstrumentStatus.SIGNED, "2020-11-01")
    force = told(InstrumentStatus.IN_FORCE, "2022-01-01")
    expired = told(InstrumentStatus.EXPIRED, "2024-01-01")
    assert ledger(signed, force, planned).instruments[0].status is InstrumentStatus.IN_FORCE
    assert ledger(signed, force, planned, expired).instruments[0].status is InstrumentStatus.EXPIRED


def test_programmes_of_other_years_are_versions_of_one_another_and_not_one() -> None:
    """The dates of signing are not known; the titles tell the order."""
    kind = InstrumentKind.PROGRAMME
    old = _instrument("Programme of Cultural Exchange for 2018-2020", kind=kind)
    new = _instrument("Programme of Cultural Exchange for 2021-2023", kind=kind)
    found = {i.title: i for i in ledger(new, old).instruments}
    first, second = found[old.records[0].title], found[new.records[0].title]  # type: ignore[union-attr]
    assert (first.earlier, first.later) == ((), (second.id,))
    assert (second.earlier, second.later) == ((first.id,), ())


def test_only_a_version_that_is_more_than_a_plan_supersedes() -> None:
    def version(date: str, status: InstrumentStatus | None) -> Told:
        return _instrument("Agreement on Marine Fishing", date=date, status=status)

    old = version("2006", InstrumentStatus.IN_FORCE)
    done, plan = version("2016", InstrumentStatus.SIGNED), version("2024", InstrumentStatus.PLANNED)
    by_year = {str(i.when.date): i for i in ledger(old, plan, done).instruments}
    assert by_year["2006"].later == (by_year["2016"].id, by_year["2024"].id)
    assert by_year["2006"].superseded_by == by_year["2016"].id
    assert by_year["2016"].superseded_by is None


def test_report_without_a_date_does_not_join_two_that_were_signed_years_apart() -> None:
    def version(date: str | None) -> Told:
        return _instrument("Agreement on Marine Fishing", date=date, status=InstrumentStatus.SIGNED)

    found = ledger(version("2006"), version(None), version("2016"))
    groups = [{str(m.when.date) for m in i.members} for i in found.instruments]
    assert not any({"2006", "2016"} <= group for group in groups)
    assert Verdict.PROPOSED in _verdicts(found, Matter.INSTRUMENT)


def test_plan_that_comes_before_the_signing_is_of_what_was_signed() -> None:
    plan = _instrument("Agreement on Marine Fishing", date="2012", status=InstrumentStatus.PLANNED)
    done = _instrument("Agreement on Marine Fishing", date="2016", status=InstrumentStatus.SIGNED)
    assert len(ledger(plan, done).instruments) == 1


def test_life_of_an_instrument_tells_when_each_status_was_first_reported() -> None:
    def told(status: InstrumentStatus, published: str) -> Told:
        return _instrument("Agreement on Marine Fishing", published=published, status=status)

    found = ledger(
        told(InstrumentStatus.IN_FORCE, "2022-01-01"),
        told(InstrumentStatus.SIGNED, "2020-11-03"),
        told(InstrumentStatus.SIGNED, "2020-11-01"),
    )
    life = found.instruments[0].life
    assert [(stage.status, stage.told) for stage in life] == [
        (InstrumentStatus.SIGNED, "2020-11-01"),
        (InstrumentStatus.IN_FORCE, "2022-01-01"),
    ]
    assert [len(stage.reports) for stage in life] == [2, 1]


def test_synonyms_of_the_kind_do_not_part_one_instrument() -> None:
    one = _instrument("Treaty on Extradition of Fugitives", kind=InstrumentKind.TREATY)
    other = _instrument("Convention on the Extradition of Fugitives", kind=InstrumentKind.TREATY)
    assert len(ledger(one, other).instruments) == 1


def test_undated_treaty_told_of_with_an_old_one_of_its_name_is_not_that_old_one() -> None:
    """The new treaty bears the name of the old one, which its document dates to 1977."""
    days = (dt.date(1977, 1, 1), dt.date(1977, 12, 31))
    old = _deed("old", days=days)
    assert instruments.rival(_deed("new", rivals=frozenset({days})), old) == -1.0
    assert instruments.rival(old, _deed("new", rivals=frozenset({days}))) == -1.0
    assert instruments.rival(_deed("new"), old) is None
    assert instruments.rival(_deed("dated", days=days, rivals=frozenset({days})), old) is None


def _deed(identity: str, **more: object) -> Deed:
    fields: dict[str, object] = {
        "id": identity,
        "titles": titles("en", ("Treaty of Friendship and Cooperation",)),
        "kind": InstrumentKind.TREATY,
        "status": None,
        "days": None,
        "parties": frozenset({"MAR", "RUS"}),
        "areas": frozenset(),
        "symbol": None,
        "signed_at": frozenset(),
        "crowded": False,
        "beside": frozenset(),
        "events": frozenset(),
        "first": identity,
        "count": 1,
    }
    return Deed(**(fields | more))  # type: ignore[arg-type]


def _body(
    name: str, lang: str = "en", kind: BodyKind = COMMISSION, sides: str = "MAR RUS", **more: int
) -> Told:
    told = Told(f"{name} ({lang} {next(_NUMBERS)})", lang=lang)
    told.body(name, kind, sides, **more)
    return told


def test_joint_commission_of_two_states_is_one_across_names_and_languages() -> None:
    found = ledger(
        _body("Joint Cooperation Commission", session=8),
        _body("Intergovernmental Mixed Commission on Economic and Technical Cooperation"),
        _body("اللجنة الحكومية المشتركة", "ar", session=6),
    )
    assert len(found.bodies) == 1
    assert [s.number for s in found.bodies[0].sessions] == [6, 8]
    assert found.bodies[0].gaps == (7,)


def test_bodies_of_other_parties_stay_apart() -> None:
    found = ledger(
        _body("Joint Cooperation Commission"), _body("Joint Cooperation Commission", sides="MAR FRA")
    )
    assert len(found.bodies) == 2


def test_two_commissions_of_one_document_stay_two() -> None:
    both = Told("The Joint Commission on Fisheries and the Joint Commission on Military Affairs met.")
    both.body("Joint Commission on Fisheries", COMMISSION, "MAR RUS")
    both.body("Joint Commission on Military Affairs", COMMISSION, "MAR RUS")
    found = ledger(both, _body("اللجنة المشتركة", "ar"))
    assert len(found.bodies) == 3


def test_committees_across_languages_are_only_proposed() -> None:
    found = ledger(_body("Joint Working Committee", kind=COMMITTEE), _body("لجنة العمل", "ar", COMMITTEE))
    assert _verdicts(found, Matter.BODY) == [Verdict.PROPOSED]


def test_what_one_source_calls_a_commission_another_may_call_a_committee() -> None:
    one = _body("Joint Commission on Rural Development", session=2)
    other = _body("Joint Committee on Rural Development", kind=COMMITTEE, session=3)
    assert [s.number for s in ledger(one, other).bodies[0].sessions] == [2, 3]
    forum = _body("Forum on Rural Development", kind=BodyKind.FORUM)
    assert len(ledger(one, forum).bodies) == 2
    assert len(ledger(one, _body("Joint Committee on Coastal Shipping", kind=COMMITTEE)).bodies) == 2


def test_acronym_joins_a_body_across_languages() -> None:
    one = _body("Joint Committee for Rural Development (JCRD)", kind=COMMITTEE)
    other = _body("Komite Pembangunan Desa (JCRD)", "id", COMMITTEE)
    assert len(ledger(one, other).bodies) == 1
    assert len(ledger(one, _body("Komite Pembangunan Desa (JCPD)", "id", COMMITTEE)).bodies) == 2


def test_body_named_with_one_side_each_is_one_where_all_news_is_of_both() -> None:
    def told(side: str, news: str) -> Told:
        one = Told(f"They met. Strategic Planning Group ({side} {news})")
        one.event(EngagementKind.MEETING, "They met", sides=news, date="2020-12-29", main=True)
        one.body("Strategic Planning Group", BodyKind.WORKING_GROUP, side)
        return one

    assert len(ledger(told("MAR", "MAR RUS"), told("RUS", "MAR RUS")).bodies) == 1
    assert len(ledger(told("MAR", "MAR RUS"), told("RUS", "RUS FRA")).bodies) == 2


def _session(number: int | None, date: str, quote: str = "The session was held") -> Told:
    told = Told(f"{quote}. Joint Cooperation Commission ({next(_NUMBERS)})")
    told.body("Joint Cooperation Commission", COMMISSION, "MAR RUS", session=number)
    told.event(
        EngagementKind.COMMISSION_SESSION,
        quote,
        sides="MAR RUS",
        date=date,
        body="Joint Cooperation Commission",
        session=number,
    )
    return told


def test_session_names_its_engagements_and_shows_where_their_dates_differ() -> None:
    found = ledger(_session(7, "2018-10-17"), _session(7, "2018-10-18"), _session(8, "2021-03-01"))
    seventh, eighth = found.bodies[0].sessions
    assert set(seventh.engagements) | set(eighth.engagements) == {e.id for e in found.engagements}
    told = {value for e in found.engagements for c in e.conflicts for value, _ in c.values}
    told |= {value for conflict in seventh.conflicts for value, _ in conflict.values}
    assert told == {"2018-10-17", "2018-10-18"}
    assert eighth.conflicts == ()


def test_session_without_a_number_is_told_apart_from_the_register() -> None:
    found = ledger(_session(7, "2018-10-17"), _session(None, "2015-06-01"))
    body = found.bodies[0]
    assert [s.number for s in body.sessions] == [7]
    assert [str(e.when.date) for e in found.engagements if e.id in body.unnumbered] == ["2015-06-01"]


def test_numbers_that_do_not_follow_the_dates_are_pointed_out() -> None:
    register = (_session(5, "2012-05-01"), _session(6, "2016-05-01"), _session(7, "2014-05-01"))
    assert ledger(*register).bodies[0].out_of_order == (6, 7)
    assert ledger(*register[:2]).bodies[0].out_of_order == ()


def test_like_words_of_one_language_are_one_commitment_and_others_are_not() -> None:
    texts = []
    for what in (
        "open a consulate in Dakhla before summer",
        "open a consulate in Dakhla before the summer",
        "train forty young diplomats every year",
    ):
        told = Told(f"They will {what}.")
        told.commitment(what, "MAR")
        texts.append(told)
    assert sorted(len(c.reports) for c in ledger(*texts).commitments) == [1, 2]


def test_equal_figures_are_one_indicator() -> None:
    texts = []
    for value, words in (
        ("2", "second Arab partner"),
        ("2", "second Arab trade partner"),
        ("3", "third partner"),
    ):
        told = Told(f"Morocco is the {words}.")
        told.indicator(words, Measure.TRADE_RANK, value, "MAR RUS")
        texts.append(told)
    assert sorted(len(i.reports) for i in ledger(*texts).indicators) == [1, 2]
