"""Instruments, bodies and sayings across reports: what joins, what stays apart, and what becomes of them."""

from __future__ import annotations

import itertools

from dragoman.model.judgement import Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import BodyKind, InstrumentKind, InstrumentStatus, Measure
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
