"""When two records are one engagement, when they are two, and what the ledger says of them."""

from __future__ import annotations

from typing import Any

from dragoman.model.judgement import Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import BodyKind, Format, InstrumentKind, Role
from dragoman.model.text import EngagementKind, Realis
from tests.merge.builders import Told, ledger

MEETING = EngagementKind.MEETING


def _report(
    number: int,
    *events: dict[str, Any],
    lang: str = "en",
    published: str | None = "2024-03-06",
    names: tuple[str, str] = ("Amina Diallo", "Jonas Weber"),
) -> Told:
    """A text on two ministers with one sentence for each event."""
    lines = [f"Line {n} of report {number}." for n in range(len(events))]
    told = Told(f"{names[0]} and {names[1]}. " + " ".join(lines), lang=lang, published=published)
    left = told.person(names[0], "SEN", Role.FOREIGN_MINISTER)
    right = told.person(names[1], "DEU", Role.FOREIGN_MINISTER)
    for line, event in zip(lines, events, strict=True):
        told.event(event.pop("kind", MEETING), line, *event.pop("who", (left, right)), **event)
    return told


def _one(found: Ledger) -> Any:
    assert len(found.engagements) == 1
    return found.engagements[0]


def _verdicts(found: Ledger) -> list[Verdict]:
    return [j.verdict for j in found.judgements if j.matter is Matter.ENGAGEMENT]


def test_month_and_day_agree_and_the_day_is_shown() -> None:
    event = _one(ledger(_report(1, {"date": "2024-03"}), _report(2, {"date": "2024-03-05"}, lang="fr")))
    assert str(event.when.date) == "2024-03-05"
    assert event.conflicts == ()


def test_neighbouring_days_are_one_event_with_a_conflict_if_all_else_agrees() -> None:
    event = _one(
        ledger(
            _report(1, {"date": "2024-03-05", "place": "Dakar/SEN"}),
            _report(2, {"date": "2024-03-06", "place": "Dakar/SEN"}, lang="fr"),
            _report(3, {"date": "2024-03-06", "place": "Dakar/SEN"}, lang="de"),
        )
    )
    assert str(event.when.date) == "2024-03-06"
    assert [(c.property, [v for v, _ in c.values]) for c in event.conflicts] == [
        ("date", ["2024-03-06", "2024-03-05"])
    ]


def test_neighbouring_days_without_a_place_are_two_events() -> None:
    found = ledger(_report(1, {"date": "2024-03-05"}), _report(2, {"date": "2024-03-06"}, lang="fr"))
    assert len(found.engagements) == 2


def test_days_apart_by_more_than_two_are_two_events() -> None:
    found = ledger(
        _report(1, {"date": "2024-03-05", "place": "Dakar/SEN"}),
        _report(2, {"date": "2024-03-09", "place": "Dakar/SEN"}),
    )
    assert len(found.engagements) == 2


def test_document_that_tells_both_days_keeps_two_events() -> None:
    found = ledger(
        _report(
            1, {"date": "2024-03-05", "place": "Dakar/SEN"}, {"date": "2024-03-06", "place": "Dakar/SEN"}
        ),
        _report(2, {"date": "2024-03-05", "place": "Dakar/SEN"}, lang="fr"),
        _report(3, {"date": "2024-03-06", "place": "Dakar/SEN"}, lang="de"),
    )
    assert [(str(e.when.date), len(e.reports)) for e in found.engagements] == [
        ("2024-03-05", 2),
        ("2024-03-06", 2),
    ]


def test_plan_and_what_came_of_it_are_one_actual_engagement() -> None:
    event = _one(
        ledger(
            _report(1, {"date": "2024-03-05", "realis": Realis.PLANNED}, published="2024-03-01"),
            _report(2, {"date": "2024-03-05"}, lang="fr"),
        )
    )
    assert event.realis is Realis.ACTUAL
    assert event.conflicts == ()


def test_denial_of_what_others_report_is_a_conflict() -> None:
    event = _one(
        ledger(
            _report(1, {"date": "2024-03-05", "realis": Realis.NEGATED}),
            _report(2, {"date": "2024-03-05"}, lang="fr"),
        )
    )
    assert event.realis is Realis.ACTUAL
    assert [c.property for c in event.conflicts] == ["realis"]


def test_cancelled_plan_did_not_happen() -> None:
    event = _one(
        ledger(
            _report(1, {"date": "2024-03-05", "realis": Realis.PLANNED}, published="2024-03-01"),
            _report(2, {"date": "2024-03-05", "realis": Realis.NEGATED}, lang="fr"),
        )
    )
    assert event.realis is Realis.NEGATED
    assert event.conflicts == ()


def test_background_of_one_is_the_news_of_another() -> None:
    event = _one(
        ledger(
            _report(1, {"date": "2024-03-05"}),
            _report(2, {"date": "2024-03", "realis": Realis.PAST_BACKGROUND}, published="2024-09-01"),
        )
    )
    assert event.realis is Realis.ACTUAL


def test_consultations_and_meeting_are_one_and_the_fuller_kind_is_shown() -> None:
    consultations = {"kind": EngagementKind.CONSULTATIONS, "date": "2024-03-05"}
    event = _one(ledger(_report(1, {"date": "2024-03-05"}), _report(2, consultations, lang="fr")))
    assert event.kind is EngagementKind.CONSULTATIONS
    assert event.conflicts == ()


def test_visit_never_equals_a_meeting_but_keeps_it_as_a_part() -> None:
    told = Told("Amina Diallo came to Berlin on a visit. There she met Jonas Weber.", published="2024-03-06")
    guest = told.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
    host = told.person("Jonas Weber", "DEU", Role.FOREIGN_MINISTER)
    told.event(EngagementKind.VISIT, "on a visit", guest, date="2024-03-05", place="Berlin/DEU")
    told.event(MEETING, "she met", guest, host, date="2024-03-05", part_of="visit")
    found = ledger(told, _report(2, {"date": "2024-03-05"}, lang="fr"))
    visit = next(e for e in found.engagements if e.kind is EngagementKind.VISIT)
    meeting = next(e for e in found.engagements if e.kind is MEETING)
    assert meeting.part_of == visit.id
    assert len(meeting.reports) == 2


def test_undated_record_joins_by_people_and_closeness_of_publication() -> None:
    near = ledger(_report(1, {}), _report(2, {"date": "2024-03-05"}, lang="fr"))
    far = ledger(_report(1, {}, published="2024-06-06"), _report(2, {"date": "2024-03-05"}, lang="fr"))
    unknown = ledger(_report(1, {}, published=None), _report(2, {"date": "2024-03-05"}, lang="fr"))
    assert [len(found.engagements) for found in (near, far, unknown)] == [1, 2, 2]


def test_different_people_on_one_side_are_two_events() -> None:
    found = ledger(
        _report(1, {"date": "2024-03-05"}),
        _report(2, {"date": "2024-03-05"}, lang="fr", names=("Amina Diallo", "Petra Vogel")),
    )
    assert len(found.engagements) == 2


def test_different_cities_are_a_conflict_and_a_country_is_none() -> None:
    found = ledger(
        _report(1, {"date": "2024-03-05", "place": "Dakar/SEN"}),
        _report(2, {"date": "2024-03-05", "place": "Thies/SEN"}, lang="fr"),
        _report(3, {"date": "2024-03-05", "place": "/SEN"}, lang="de"),
        _report(4, {"date": "2024-03-05", "place": "Dakar/SEN"}, lang="es"),
    )
    event = _one(found)
    assert str(event.place) == "Dakar, SEN"
    assert [(c.property, [v for v, _ in c.values]) for c in event.conflicts] == [
        ("place", ["Dakar, SEN", "Thies, SEN"])
    ]


def test_ranks_of_one_person_are_a_conflict() -> None:
    other = Told("Amina Diallo met Jonas Weber. That was all.", lang="fr", published="2024-03-06")
    guest = other.person("Amina Diallo", "SEN", Role.AMBASSADOR)
    host = other.person("Jonas Weber", "DEU", Role.FOREIGN_MINISTER)
    other.event(MEETING, "met", guest, host, date="2024-03-05")
    event = _one(ledger(_report(1, {"date": "2024-03-05"}), other))
    assert len(event.conflicts) == 1
    assert event.conflicts[0].property.startswith("role:")


def test_format_that_says_more_is_no_conflict() -> None:
    event = _one(
        ledger(
            _report(1, {"date": "2024-03-05", "format": Format.BILATERAL}),
            _report(2, {"date": "2024-03-05", "format": Format.SIDELINES}, lang="fr"),
        )
    )
    assert event.format is Format.SIDELINES
    assert event.conflicts == ()


def test_sessions_of_one_number_are_one_and_fill_the_register() -> None:
    def session(number: int, text: str, lang: str, date: str | None) -> Told:
        told = Told(text + " commission", lang=lang, published="2024-03-06")
        told.body("commission", BodyKind.JOINT_COMMISSION, "DEU SEN", session=number)
        told.event(
            EngagementKind.COMMISSION_SESSION,
            text,
            date=date,
            sides="DEU SEN",
            body="commission",
            session=number,
        )
        return told

    found = ledger(
        session(5, "fifth session", "en", "2022-02-01"),
        session(8, "eighth session", "en", "2024-03-05"),
        session(8, "la huitième session", "fr", None),
    )
    assert len(found.engagements) == 2
    assert [(s.number, str(s.when.date), len(s.reports)) for s in found.bodies[0].sessions] == [
        (5, "2022-02-01", 2),
        (8, "2024-03-05", 4),
    ]
    assert found.bodies[0].gaps == (6, 7)


def test_two_records_of_one_document_never_meet_through_a_third() -> None:
    found = ledger(
        _report(1, {"date": "2024-03-05"}, {"date": "2024-03"}), _report(2, {"date": "2024-03-05"}, lang="fr")
    )
    assert sorted(len(e.reports) for e in found.engagements) == [1, 2]


def test_public_acts_of_one_day_join_only_on_a_common_topic() -> None:
    def act(topic: str) -> dict[str, Any]:
        return {"kind": EngagementKind.STATEMENT, "date": "2024-03-05", "topics": (topic,) if topic else ()}

    same = ledger(_report(1, act("libya")), _report(2, act("libya"), lang="fr"))
    other = ledger(_report(1, act("libya")), _report(2, act("ukraine"), lang="fr"))
    assert (len(same.engagements), len(other.engagements)) == (1, 2)


def test_signing_links_memoranda_of_two_languages() -> None:
    def signing(lang: str, title: str) -> Told:
        told = Told(f"Amina Diallo, Jonas Weber: {title}", lang=lang, published="2024-03-06")
        left = told.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
        right = told.person("Jonas Weber", "DEU", Role.FOREIGN_MINISTER)
        told.instrument(title, InstrumentKind.MOU, "DEU SEN")
        told.event(EngagementKind.SIGNING, title, left, right, date="2024-03-05", instruments=(title,))
        return told

    found = ledger(
        signing("en", "Memorandum of Understanding on ports"), signing("fr", "protocole d'entente portuaire")
    )
    assert len(found.instruments) == 1
    assert found.engagements[0].instruments == (found.instruments[0].id,)
    assert {lang for _, lang in found.instruments[0].aliases} == {"en", "fr"}
