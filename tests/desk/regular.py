"""A ledger of two states that deal with each other regularly. The documents are of our own writing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dragoman.model.ledger import Ledger, LedgerBody, LedgerEngagement
from dragoman.model.record import Format, Level, Place, Recurrence, Role, VisitClass
from dragoman.model.text import Document, EngagementKind, Part, Realis
from tests.desk.builders import MAR, RUS, Book, Someone, words

ON = dt.date(2024, 5, 20)
RABAT, MOSCOW, GENEVA = (
    Place(city="Rabat", country="MAR"),
    Place(city="Moscow", country="RUS"),
    Place(city="Geneva", country="CHE"),
)
AMRANI = Someone("Nasser Amrani", Role.FOREIGN_MINISTER, MAR, (Part.GUEST,))
VOLKOV = Someone("Sergei Volkov", Role.FOREIGN_MINISTER, RUS, (Part.GUEST,))
BENNIS = Someone("Karim Bennis", Role.AMBASSADOR, MAR)
ORLOV = Someone("Mikhail Orlov", Role.DEPUTY_FOREIGN_MINISTER, RUS)

TEXT = """The ministers spoke by telephone on 5 January 2020.
Minister Nasser Amrani paid an official visit to Moscow on 10 January 2021, a working visit as others say.
He and Minister Sergei Volkov met there on the same day.
They spoke again on 9 January 2022.
Minister Sergei Volkov came to Rabat on 12 January 2023.
Ambassador Karim Bennis saw Mikhail Orlov in Moscow in April 2024.
The Joint Fisheries Commission, which meets every two years, held its fourth session in Rabat on 2 March 2018.
Its fifth session sat in Moscow on 6 March 2020.
The seventh session of the Joint Fisheries Commission is to be held in Rabat on 20 June 2024.
The annual consultations of the ministries took place in Geneva on 3 February 2022.
A round of consultations was planned in Rabat for 1 March 2024.
The ministers sent messages on 1 May 2024."""


def recurring(engagement: LedgerEngagement, document: Document, quote: str, months: int) -> LedgerEngagement:
    """The engagement, said to be held every so many months in these words."""
    said = Recurrence(months=months, written=quote, evidence=words(document, quote))
    return replace(engagement, members=tuple(replace(m, recurrence=said) for m in engagement.members))


def recurring_body(body: LedgerBody, document: Document, quote: str, months: int) -> LedgerBody:
    said = Recurrence(months=months, written=quote, evidence=words(document, quote))
    return replace(body, members=tuple(replace(m, recurrence=said) for m in body.members))


def classed(engagement: LedgerEngagement, *classes: VisitClass) -> LedgerEngagement:
    """The engagement, the n-th document of which gives the n-th class of visit."""
    members = tuple(replace(m, visit_class=c) for m, c in zip(engagement.members, classes, strict=True))
    return replace(engagement, members=members)


def regular() -> Ledger:
    """Ministers once a year, a commission every two, annual consultations, and what is planned."""
    book = Book()
    told = book.document(TEXT, name="agency.txt", published="2024-05-02", source="Agency")
    other = book.document(
        "Mr Amrani was on a working visit to Moscow.",
        name="paper.txt",
        published="2021-01-12",
        source="Paper",
    )
    kind, minister = EngagementKind, Level.MINISTER
    line = TEXT.split("\n")
    call = {"kind": kind.CALL, "level": minister, "form": Format.PHONE, "people": (AMRANI, VOLKOV)}
    book.engagement((told, line[0]), date="2020-01-05", **call)  # type: ignore[arg-type]
    visit = book.engagement(
        (told, line[1]),
        (other, other.text),
        kind=kind.VISIT,
        date="2021-01-10",
        place=MOSCOW,
        host=RUS,
        level=minister,
        people=(AMRANI,),
    )
    book.engagements[-1] = classed(visit, VisitClass.OFFICIAL, VisitClass.WORKING)
    book.engagement((told, line[2]), date="2021-01-10", place=MOSCOW, level=minister, people=(AMRANI, VOLKOV))
    book.engagement((told, line[3]), date="2022-01-09", **call)  # type: ignore[arg-type]
    book.engagement(
        (told, line[4]), kind=kind.VISIT, date="2023-01-12", place=RABAT, level=minister, people=(VOLKOV,)
    )
    book.engagement(
        (told, line[5]), date="2024-04", place=MOSCOW, level=Level.AMBASSADOR, people=(BENNIS, ORLOV)
    )
    body = book.body((told, "Joint Fisheries Commission"), name="Joint Fisheries Commission")
    book.bodies[-1] = recurring_body(body, told, "every two years", 24)
    session = {"kind": kind.COMMISSION_SESSION, "body": body.id}
    book.engagement((told, line[6]), date="2018-03-02", place=RABAT, session=4, **session)  # type: ignore[arg-type]
    book.engagement((told, line[7]), date="2020-03-06", place=MOSCOW, session=5, **session)  # type: ignore[arg-type]
    planned = {"realis": Realis.PLANNED}
    book.engagement((told, line[8]), date="2024-06-20", place=RABAT, session=7, **session, **planned)  # type: ignore[arg-type]
    held = book.engagement((told, line[9]), kind=kind.CONSULTATIONS, date="2022-02-03", place=GENEVA)
    book.engagements[-1] = recurring(held, told, "annual", 12)
    book.engagement(
        (told, line[10]), kind=kind.CONSULTATIONS, date="2024-03-01", place=RABAT, realis=Realis.PLANNED
    )
    book.engagement((told, line[11]), kind=kind.MESSAGE, date="2024-05-01", level=minister)
    return book.ledger()
