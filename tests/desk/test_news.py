"""What is new since a day, what may be said in public, and that a brief knows nothing published later."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.desk.brief import brief, notes_of
from dragoman.desk.brief_rows import Brief, NewsKind, PressKind
from dragoman.desk.names import members_of, names_of
from dragoman.export.brief_json import brief_json
from dragoman.merge import derive, judge
from dragoman.model.correction import Correction
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.record import InstrumentKind, InstrumentStatus, Party, Role
from dragoman.model.text import EngagementKind, Realis
from tests.desk.builders import MAR, RUS, Book
from tests.desk.worlds import ON, with_later_news
from tests.merge.builders import Told, ledger, maps

LATE = dt.date(2024, 12, 31)
TUN = Party(code="TUN")


def _kinds(made: Brief) -> dict[NewsKind, int]:
    out: dict[NewsKind, int] = {}
    for row in made.news:
        out[row.kind] = out.get(row.kind, 0) + 1
    return out


def test_news_is_what_no_earlier_document_tells() -> None:
    made = brief(with_later_news(), MAR, RUS, LATE, since=ON)
    assert _kinds(made)[NewsKind.ENGAGEMENT] == 1
    assert _kinds(made)[NewsKind.INSTRUMENT] == 1
    assert _kinds(made)[NewsKind.WORDING] == 1
    wording = next(row for row in made.news if row.kind is NewsKind.WORDING)
    assert wording.stance is not None
    assert wording.stance.stance == "Russia backs the autonomy plan"
    assert wording.before is not None
    assert wording.before.words.startswith("Russia called on the parties")
    assert _kinds(made)[NewsKind.FATE] == 1  # the session planned for June has not been reported since


def test_nothing_is_new_on_the_day_after() -> None:
    assert brief(with_later_news(), MAR, RUS, LATE, since=dt.date(2024, 7, 2)).news == ()
    assert brief(with_later_news(), MAR, RUS, LATE).since == dt.date(2024, 10, 2)


def test_event_told_as_background_is_no_news() -> None:
    book = Book()
    new = book.document("They met. In 2001 they had met.", name="a", published="2024-05-10")
    book.engagement((new, "They met"), date="2024-05-09")
    book.engagement((new, "In 2001 they had met"), date="2001", realis=Realis.PAST_BACKGROUND)
    made = brief(book.ledger(), MAR, RUS, ON, since=dt.date(2024, 5, 1))
    assert [str(row.engagement and row.engagement.when.date) for row in made.news] == ["2024-05-09"]


def _life() -> Ledger:
    first = Told("Both signed the agreement on ports. They will meet.", published="2024-01-10", source="a")
    first.instrument(
        "agreement on ports", InstrumentKind.AGREEMENT, "MAR RUS", status=InstrumentStatus.SIGNED
    )
    amrani = first.person("Both", "MAR", Role.FOREIGN_MINISTER)
    first.event(
        EngagementKind.MEETING,
        "They will meet",
        amrani,
        date="2024-02-10",
        realis=Realis.PLANNED,
        sides="MAR RUS",
    )
    second = Told("The agreement on ports is in force.", published="2024-04-10", source="b")
    second.instrument(
        "agreement on ports", InstrumentKind.AGREEMENT, "MAR RUS", status=InstrumentStatus.IN_FORCE
    )
    return ledger(first, second)


def test_new_status_and_what_became_of_a_plan_are_news() -> None:
    made = brief(_life(), MAR, RUS, ON, since=dt.date(2024, 1, 20))
    changes = {row.kind: (row.old, row.new) for row in made.news}
    assert changes[NewsKind.STATUS] == ("signed", "in force")
    assert changes[NewsKind.FATE] == ("pending", "not reported since")
    assert made.state.next is None
    assert made.state.passed == 1


def test_correction_made_since_is_news_and_one_made_later_is_not() -> None:
    told = Told("Orlov met Bennis in Rabat.", published="2024-01-10")
    people = [told.person("Orlov", "RUS"), told.person("Bennis", "MAR")]
    event = told.event(EngagementKind.MEETING, "met", *people, date="2024-01-09")
    book = ledger(told)
    made_at = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    fixed = Correction(record=event.id, field="date", value="2024-01-08", author="desk", made_at=made_at)
    book = replace(book, corrections=(fixed,))
    since = dt.date(2024, 4, 1)
    (row,) = brief(book, MAR, RUS, ON, since=since).news
    assert (row.kind, row.field, row.new, row.author) == (NewsKind.CORRECTION, "date", "2024-01-08", "desk")
    assert brief(book, MAR, RUS, dt.date(2024, 4, 20), since=since).news == ()
    assert brief(book, MAR, RUS, ON, since=dt.date(2024, 5, 2)).news == ()


def _public() -> Ledger:
    book = Book()
    text = (
        "Both sides supported the plan. They discussed Sudan. Morocco thanks Russia. "
        "Both will build a port. Russia is said to doubt it."
    )
    for name in ("ministry", "paper"):
        document = book.document(text + f" ({name})", name=name, published="2024-05-10", source=name)
        for party in (MAR, RUS):
            book.position(document, "Both sides supported the plan", "libya", who=party, joint=True)
            book.position(document, "They discussed Sudan", "sudan", who=party, joint=True)
        book.position(document, "Morocco thanks Russia", "syria", who=MAR)
        book.position(document, "Russia is said to doubt it", "syria", who=RUS)
        book.commitment(document, "Both will build a port", "build a port", who=(MAR, RUS))
        book.engagement((document, "Both"), date="2024-05-09")
    made = book.ledger()
    office = Outlet(key="mfa.example", name="ministry", country="MAR", kind=SourceKind.OFFICIAL)
    key = next(k for k, d in made.documents.items() if d.name == "ministry")
    return replace(made, outlets={key: office})


def test_press_line_has_what_both_say_what_both_undertake_and_what_each_says_of_itself() -> None:
    made = brief(_public(), MAR, RUS, ON)
    said = [(row.kind, row.quote.quote, row.official) for row in made.press]
    assert said == [
        (PressKind.JOINT, "Both sides supported the plan", True),
        (PressKind.AGREED, "Both will build a port", True),
        (PressKind.SAID, "Morocco thanks Russia", True),
    ]


def test_press_line_says_where_no_official_text_has_the_words() -> None:
    made = brief(replace(_public(), outlets={}), MAR, RUS, ON)
    assert {(row.kind, row.official) for row in made.press} == {
        (PressKind.JOINT, False),
        (PressKind.AGREED, False),
    }


def test_what_one_side_shares_with_a_third_is_not_said_by_both() -> None:
    book = Book()
    document = book.document("Russia and Egypt back the plan. They met.", name="a", published="2024-05-10")
    book.engagement((document, "They met"), date="2024-05-09")
    for party in (RUS, Party(code="EGY")):
        book.position(document, "Russia and Egypt back the plan", "libya", who=party, joint=True)
    made = brief(book.ledger(), MAR, RUS, ON)
    (issue,) = made.issues
    assert (len(issue.right), len(issue.joint)) == (1, 0)
    assert made.press == ()


def test_person_is_named_in_the_script_and_spelling_of_the_reader() -> None:
    turkish = Told("Sergey Lavrov geldi.", lang="tr", published="2024-01-01", source="t")
    turkish.person("Sergey Lavrov", "RUS", Role.FOREIGN_MINISTER)
    russian = Told("Сергей Лавров прибыл.", lang="ru", published="2024-01-01", source="r")
    russian.person("Сергей Лавров", "RUS", Role.FOREIGN_MINISTER, name="Sergey Lavrov")
    arabic = Told("وصل سيرغي لافروف.", lang="ar", published="2024-01-01", source="a")
    arabic.person("سيرغي لافروف", "RUS", Role.FOREIGN_MINISTER, name="Sergey Lavrov")
    french = Told("Sergueï Lavrov est venu.", lang="fr", published="2024-01-01", source="f")
    french.person("Sergueï Lavrov", "RUS", Role.FOREIGN_MINISTER, name="Sergueï Lavrov")
    book = ledger(turkish, russian, arabic, french)
    (person,) = book.people
    assert dict(names_of(person, members_of(book))) == {
        "en": "Sergey Lavrov",
        "fr": "Sergueï Lavrov",
        "ar": "سيرغي لافروف",
    }


def test_turkish_spelling_gives_way_to_the_gazetteer_where_no_document_is_in_the_readers_language() -> None:
    turkish = Told("Vladimir Putin ile Recep Tayyip Erdoğan.", lang="tr", published="2024-01-01", source="t")
    turkish.person("Recep Tayyip Erdoğan", "TUR", Role.HEAD_OF_STATE)
    arabic = Told("رجب طيب إردوغان", lang="ar", published="2024-01-01", source="a")
    arabic.person("رجب طيب إردوغان", "TUR", Role.HEAD_OF_STATE, name="Recep Tayyip Erdoğan")
    book = ledger(turkish, arabic)
    (person,) = book.people
    names = dict(names_of(person, members_of(book)))
    assert names["ar"] == "رجب طيب إردوغان"
    assert names["en"] == names["fr"] != "رجب طيب إردوغان"


def test_overdue_rhythm_is_in_the_state_of_relations() -> None:
    book = Book()
    for number, date in enumerate(("2020-01-10", "2020-07-10", "2021-01-10", "2021-07-10")):
        document = book.document(f"{number}: they met.", name=str(number), published=date)
        book.engagement((document, "they met"), date=date)
    told = {
        on: [row.standing for row in brief(book.ledger(), MAR, RUS, on).state.overdue]
        for on in (dt.date(2021, 8, 1), dt.date(2022, 3, 1))
    }
    assert told[dt.date(2021, 8, 1)] == []
    assert set(told[dt.date(2022, 3, 1)]) <= {"overdue", "dormant"}


DAYS = ("2021-03-01", "2021-06-10", "2021-06", "2021", "2021-09-20", None)


@st.composite
def documents(draw: st.DrawFn) -> Told:
    """A document on the same few people, papers and promises, on some day of a year."""
    salt = draw(st.integers(0, 30))
    told = Told(
        f"{salt}. Orlov met Bennis. The agreement on ports. They will build a port. Both back the plan.",
        published=draw(st.sampled_from(DAYS)),
        source=f"paper {salt}",
    )
    orlov = told.person("Orlov", "RUS", Role.FOREIGN_MINISTER)
    bennis = told.person("Bennis", "TUN", draw(st.sampled_from([Role.AMBASSADOR, Role.MINISTER])))
    told.event(
        draw(st.sampled_from([EngagementKind.MEETING, EngagementKind.VISIT, EngagementKind.CALL])),
        "Orlov met Bennis",
        orlov,
        bennis,
        date=draw(st.sampled_from(DAYS)),
        realis=draw(st.sampled_from(list(Realis))),
    )
    told.instrument(
        "agreement on ports",
        InstrumentKind.AGREEMENT,
        "RUS TUN",
        status=draw(st.sampled_from([InstrumentStatus.SIGNED, InstrumentStatus.IN_FORCE])),
    )
    told.commitment("They will build a port", "RUS TUN")
    told.position("RUS", "libya", "Both back the plan")
    return told


@settings(max_examples=40, deadline=None)
@given(
    st.lists(documents(), min_size=1, max_size=6, unique_by=lambda told: told.document.id),
    st.sampled_from([dt.date(2021, 3, 1), dt.date(2021, 6, 9), dt.date(2021, 6, 10), dt.date(2021, 9, 19)]),
)
def test_documents_published_later_never_change_a_brief(told: list[Told], on: dt.date) -> None:
    def later(one: Told) -> bool:
        date = one.document.published
        return date is not None and date.first > on

    def made(of: list[Told]) -> Brief:
        texts, readings = maps(of)
        return brief(derive(texts, readings, judge(texts, readings)), RUS, TUN, on)

    early = [one for one in told if not later(one)]
    alone, together = made(early), made(told)
    assert brief_json(alone) == brief_json(together)
    assert list(notes_of(alone)) == list(notes_of(together))
