"""When two records are one engagement, when they are two, and what the ledger says of them."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.model.judgement import Matter, Verdict
from dragoman.model.ledger import Ledger, Outcome
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


# --- visits -------------------------------------------------------------------------------------------------


def _visit(text: str, *hosts: str, guest: str = "Amina Diallo", lang: str = "en", **event: Any) -> Told:
    """A text on a visit to Germany: its guest, and who of the hosts it names."""
    told = Told(
        f"{text} {guest}. {' '.join(hosts)}", lang=lang, published=event.pop("published", "2024-03-06")
    )
    people = [told.person(guest, "SEN", Role.FOREIGN_MINISTER)]
    people += [told.person(host, "DEU", Role.MINISTER) for host in hosts]
    told.event(EngagementKind.VISIT, text, *people, **{"place": "Berlin/DEU", **event})
    return told


def test_visit_dated_by_its_first_and_by_its_second_day_is_one() -> None:
    event = _one(
        ledger(
            _visit("The minister arrived on Tuesday.", date="2024-03-05"),
            _visit("La ministre est en visite ce mercredi.", lang="fr", date="2024-03-06"),
        )
    )
    assert [c.property for c in event.conflicts] == ["date"]


def test_visits_two_days_apart_are_two() -> None:
    found = ledger(
        _visit("The minister arrived on Tuesday.", date="2024-03-05"),
        _visit("La ministre est en visite ce jeudi.", lang="fr", date="2024-03-07"),
    )
    assert len(found.engagements) == 2


def test_text_that_tells_two_visits_on_neighbouring_days_keeps_both() -> None:
    both = Told("She came on Tuesday and again on Wednesday. Amina Diallo.", published="2024-03-06")
    guest = both.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
    both.event(EngagementKind.VISIT, "came on Tuesday", guest, date="2024-03-05", place="Berlin/DEU")
    both.event(EngagementKind.VISIT, "again on Wednesday", guest, date="2024-03-06", place="Berlin/DEU")
    found = ledger(both, _visit("La visite d'hier.", lang="fr", date="2024-03-05"))
    assert [(str(e.when.date), len(e.reports)) for e in found.engagements] == [
        ("2024-03-05", 2),
        ("2024-03-06", 1),
    ]


def test_guest_received_by_two_hosts_is_on_one_visit() -> None:
    found = ledger(
        _visit("Visit received by one.", "Jonas Weber", date="2024-03-05"),
        _visit("Visite reçue par une autre.", "Petra Vogel", lang="fr", date="2024-03-05"),
    )
    assert len(_one(found).participants) == 3


def test_host_alone_in_common_does_not_make_two_visits_one() -> None:
    found = ledger(
        _visit("Visit of one.", "Jonas Weber", date="2024-03-05"),
        _visit("Visite d'un autre.", "Jonas Weber", guest="Moussa Fall", lang="fr", date="2024-03-05"),
    )
    assert len(found.engagements) == 2


def test_visits_of_one_day_to_two_countries_are_two() -> None:
    found = ledger(
        _visit("She went to Berlin.", date="2024-03-05"),
        _visit("Elle est allée à Vienne.", lang="fr", date="2024-03-05", place="Vienna/AUT"),
    )
    assert len(found.engagements) == 2


@pytest.mark.parametrize(
    ("sides", "day", "visits"),
    [
        ("DEU SEN", "05", 1),
        ("DEU SEN", "06", 2),
        ("SEN", "05", 1),
        ("DEU KEN", "05", 2),
        ("DEU KEN SEN", "05", 1),
    ],
)
def test_visit_whose_guest_is_not_named_is_known_by_its_day(sides: str, day: str, visits: int) -> None:
    text = "Une visite ministérielle en Allemagne."
    unnamed = Told(text, lang="fr", published="2024-03-06")
    unnamed.event(EngagementKind.VISIT, text, date=f"2024-03-{day}", place="/DEU", sides=sides)
    found = ledger(_visit("The minister arrived on Tuesday.", date="2024-03-05"), unnamed)
    assert len(found.engagements) == visits


def test_undated_visit_in_the_news_of_the_day_is_known_by_its_visitor() -> None:
    found = ledger(
        _visit("The minister is in Berlin.", published="2024-03-05"),
        _visit("La ministre est arrivée mardi.", lang="fr", date="2024-03-05", place="/DEU"),
    )
    assert len(found.engagements) == 1


def test_meeting_elsewhere_is_no_part_of_the_visit_whose_words_it_has() -> None:
    told = Told(
        "Amina Diallo came to Berlin on a visit. Before the visit she met Omar Haddad in Tunis. "
        "On the visit she met Jonas Weber.",
        published="2024-03-06",
    )
    guest = told.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
    host = told.person("Jonas Weber", "DEU", Role.FOREIGN_MINISTER)
    other = told.person("Omar Haddad", "TUN", Role.FOREIGN_MINISTER)
    told.event(
        EngagementKind.VISIT, "came to Berlin on a visit", guest, date="2024-03-05", place="Berlin/DEU"
    )
    told.event(MEETING, "Before the visit she met", guest, other, place="Tunis/TUN", part_of="visit")
    told.event(MEETING, "On the visit she met", guest, host, date="2024-03-05", part_of="visit")
    found = ledger(told)
    visit = next(e for e in found.engagements if e.kind is EngagementKind.VISIT)
    inside = {e.part_of for e in found.engagements if any(p.name == "Jonas Weber" for p in e.participants)}
    outside = {e.part_of for e in found.engagements if any(p.name == "Omar Haddad" for p in e.participants)}
    assert (inside, outside) == ({visit.id}, {None})


def test_meeting_is_part_of_the_visit_to_its_own_country() -> None:
    told = Told(
        "Amina Diallo flew to Vienna and to Berlin. There she met Jonas Weber.", published="2024-03-06"
    )
    guest = told.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
    host = told.person("Jonas Weber", "DEU", Role.FOREIGN_MINISTER)
    words = "flew to Vienna and to Berlin"
    told.event(EngagementKind.VISIT, words, guest, date="2024-03-04", place="Vienna/AUT")
    berlin = told.event(EngagementKind.VISIT, words, guest, date="2024-03-05", place="Berlin/DEU")
    told.event(MEETING, "she met", guest, host, date="2024-03-05", place="Berlin/DEU", part_of="flew to")
    meeting = next(e for e in ledger(told).engagements if e.kind is MEETING)
    assert meeting.part_of == berlin.id


# --- the same people, other events --------------------------------------------------------------------------


def test_one_minister_with_two_counterparts_on_one_day_has_two_meetings() -> None:
    other = Told("Amina Diallo also saw Omar Haddad.", lang="fr", published="2024-03-06")
    guest = other.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
    second = other.person("Omar Haddad", "LAS", Role.SECRETARY_GENERAL)
    other.event(MEETING, "also saw", guest, second, date="2024-03-05", place="Dakar/SEN")
    found = ledger(_report(1, {"date": "2024-03-05", "place": "Dakar/SEN"}), other)
    assert len(found.engagements) == 2


def test_plan_that_was_kept_a_day_late_is_one_engagement_with_both_dates() -> None:
    event = _one(
        ledger(
            _report(
                1, {"date": "2024-03-05", "realis": Realis.PLANNED, "place": "/SEN"}, published="2024-03-01"
            ),
            _report(2, {"date": "2024-03-06", "place": "Dakar/SEN"}, lang="fr"),
        )
    )
    assert event.realis is Realis.ACTUAL
    assert {c.value for c in event.claims if c.property == "date"} == {"2024-03-05", "2024-03-06"}
    assert (str(event.when.date), event.conflicts) == ("2024-03-06", ())
    assert event.fate is not None
    assert (event.fate.outcome, event.fate.days_late) == (Outcome.HELD_LATE, 1)
    assert str(event.fate.planned.date) == "2024-03-05"


def test_dates_of_many_plans_do_not_outvote_that_of_one_report() -> None:
    plans = [
        _report(n, {"date": "2024-03-05", "realis": Realis.PLANNED, "place": "/SEN"}, published="2024-03-01")
        for n in range(3)
    ]
    event = _one(ledger(*plans, _report(9, {"date": "2024-03-06", "place": "Dakar/SEN"}, lang="fr")))
    assert (str(event.when.date), event.conflicts) == ("2024-03-06", ())


def test_date_of_a_plan_stands_where_no_report_is_dated() -> None:
    event = _one(
        ledger(
            _report(
                1, {"date": "2024-03-05", "realis": Realis.PLANNED, "place": "/SEN"}, published="2024-03-04"
            ),
            _report(2, {"place": "Dakar/SEN"}, lang="fr", published="2024-03-06"),
        )
    )
    assert event.realis is Realis.ACTUAL
    assert str(event.when.date) == "2024-03-05"


def test_plan_stays_with_its_own_day_where_both_days_are_reported() -> None:
    found = ledger(
        _report(1, {"date": "2024-03-05", "realis": Realis.PLANNED, "place": "/SEN"}, published="2024-03-01"),
        _report(
            2,
            {"date": "2024-03-05", "place": "Dakar/SEN"},
            {"date": "2024-03-06", "place": "Dakar/SEN"},
            lang="fr",
        ),
    )
    assert [(str(e.when.date), len(e.reports)) for e in found.engagements] == [
        ("2024-03-05", 2),
        ("2024-03-06", 1),
    ]


def test_year_alone_does_not_say_which_meeting_an_undated_text_tells() -> None:
    found = ledger(
        _report(1, {}),
        _report(2, {"date": "2024", "realis": Realis.PAST_BACKGROUND}, lang="fr"),
    )
    month = ledger(_report(1, {}), _report(2, {"date": "2024-03"}, lang="fr"))
    assert (len(found.engagements), len(month.engagements)) == (2, 1)


def test_plan_without_a_date_is_not_what_happened_weeks_later() -> None:
    def plan(published: str) -> Told:
        return _report(1, {"realis": Realis.PLANNED, "place": "Dakar/SEN"}, published=published)

    report = _report(2, {"date": "2024-03-05", "place": "Dakar/SEN"}, lang="fr")
    assert len(ledger(plan("2024-03-04"), report).engagements) == 1
    assert len(ledger(plan("2024-02-01"), report).engagements) == 2


def test_one_side_with_two_partners_is_told_apart_where_one_partner_is_not_named() -> None:
    other = Told("Amina Diallo was on the phone with Tunis.", lang="fr", published="2024-03-06")
    guest = other.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
    other.event(EngagementKind.CALL, "on the phone", guest, date="2024-03", sides="SEN TUN")
    found = ledger(_report(1, {"kind": EngagementKind.CALL, "date": "2024-03-05"}), other)
    assert len(found.engagements) == 2


def test_visit_to_nowhere_named_is_not_made_one_by_what_else_is_told() -> None:
    def trip(words: str, lang: str, place: str | None) -> Told:
        told = Told(f"{words} Amina Diallo: Jonas Weber, Petra Vogel.", lang=lang, published="2024-03-06")
        guest = told.person("Amina Diallo", "SEN", Role.FOREIGN_MINISTER)
        told.event(EngagementKind.VISIT, words, guest, place=place)
        for name in ("Jonas Weber", "Petra Vogel"):
            host = told.person(name, "DEU", Role.MINISTER)
            told.event(MEETING, name, guest, host, date="2024-03-05", place="Berlin/DEU")
        return told

    there, elsewhere = trip("She came.", "en", "Berlin/DEU"), trip("Elle arrivait de loin.", "fr", None)
    found = ledger(there, elsewhere)
    assert sorted(len(e.reports) for e in found.engagements if e.kind is MEETING) == [2, 2]
    assert [len(e.reports) for e in found.engagements if e.kind is not MEETING] == [1, 1]
