"""The ledgers that several tests work on. The documents are of our own writing."""

from __future__ import annotations

import datetime as dt

from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import (
    Format,
    InstrumentKind,
    InstrumentStatus,
    Level,
    Measure,
    Place,
    Role,
    Strength,
)
from dragoman.model.text import EngagementKind, Part, Realis
from dragoman.model.time import DateBasis
from tests.desk.builders import DZA, LAS, MAR, RUS, Book, Someone, when

ON = dt.date(2024, 5, 20)
HOSTILE = '<script>alert("x")</script> & [click](javascript:alert(1)) | =HYPERLINK("http://evil.example")'

AMRANI = Someone("Nasser Amrani", Role.FOREIGN_MINISTER, MAR)
VOLKOV = Someone("Sergei Volkov", Role.FOREIGN_MINISTER, RUS, (Part.INITIATOR,))
BENNIS = Someone("Karim Bennis", Role.AMBASSADOR, MAR)
ORLOV = Someone("Mikhail Orlov", Role.DEPUTY_FOREIGN_MINISTER, RUS)
KING = Someone("King Hamza II", Role.MONARCH, MAR, (Part.GUEST,))
PRESIDENT = Someone("Viktor Sokolov", Role.HEAD_OF_STATE, RUS, (Part.GUEST,))

ENGLISH = """Rabat, 15 May 2024. Moroccan Ambassador Karim Bennis met Deputy Foreign Minister Mikhail Orlov \
in Moscow on Tuesday, the third time in seven months that the two sides have talked. They spoke of trade \
and of Western Sahara. Morocco is now Russia's second-largest Arab trading partner.
The two sides undertook to convene the Joint Fisheries Commission by 30 April 2024 and said that they would \
deepen their political dialogue. King Hamza II went to Moscow in 2016, and President Viktor Sokolov \
visited Rabat in 2006.
Both sides hold that conflicts must be settled by political means. Russia called on the parties in Western \
Sahara to show restraint. The sixth session of the Joint Fisheries Commission sat on 3 March 2022."""

DUTCH = """Ambassadeur Karim Bennis sprak dinsdag in Sint-Petersburg met vice-minister Mikhail Orlov. \
Het ging over de Marokkaanse soevereiniteit over de Sahara en over handel. \
Marokko noemt de Sahara een deel van zijn grondgebied."""

ARABIC = """تلقى وزير الخارجية ناصر أمراني اتصالا هاتفيا يوم الأربعاء 6 دجنبر 2023 من سيرجي فولكوف \
وزير خارجية روسيا. ووقع الوزيران مذكرة تفاهم في مجال الصيد البحري."""

FRENCH = """La commission mixte des pêches tiendra sa huitième session à Agadir le 12 juin 2024. \
L'accord de pêche de 2020 a été mis à jour. Les deux ministres se sont vus en marge d'une conférence."""

HOSTILE_TEXT = f"""The ambassador said: {HOSTILE} after he met the deputy minister in February."""

LATER = """Moscow, 2 July 2024. Ministers Nasser Amrani and Sergei Volkov met in Moscow and signed a new \
visa agreement. Russia backs the autonomy plan."""


def two_states() -> Ledger:
    """Morocco and Russia in five documents and four languages, one of them hostile; all published by ON."""
    return _book().ledger()


def with_later_news() -> Ledger:
    """The same, and a document published after ON."""
    book = _book()
    later = book.document(LATER, name="later.txt", published="2024-07-02", source="Northern Wire")
    book.engagement(
        (later, "Ministers Nasser Amrani and Sergei Volkov met in Moscow"),
        date="2024-07-02",
        people=(AMRANI, VOLKOV),
        level=Level.MINISTER,
        place=Place(city="Moscow", country="RUS"),
    )
    book.instrument(
        (later, "signed a new visa agreement"), title="visa agreement", statuses=(InstrumentStatus.SIGNED,)
    )
    book.position(later, "Russia backs the autonomy plan", "western-sahara", who=RUS)
    return book.ledger()


def _book() -> Book:
    book = Book()
    en = book.document(
        ENGLISH,
        name="en.txt",
        published="2024-05-15",
        source="Atlas Herald",
        title='Talks in Moscow <img src=x onerror="alert(1)">',
        url="https://atlas.example/talks",
    )
    nl = book.document(DUTCH, lang="nl", name="nl.txt", published="2024-05", source="De Noordzee")
    ar = book.document(ARABIC, lang="ar", name="ar.txt", published="2023-12-07", source="صحيفة الأطلس")
    fr = book.document(FRENCH, lang="fr", name="fr.txt", published="2024-04-02", url="javascript:alert(2)")
    bad = book.document(HOSTILE_TEXT, name="bad<b>.txt", published=None, title="</title><script>")
    talk = book.engagement(
        (
            en,
            "Moroccan Ambassador Karim Bennis met Deputy Foreign Minister Mikhail Orlov in Moscow on Tuesday",
        ),
        (nl, "Ambassadeur Karim Bennis sprak dinsdag in Sint-Petersburg met vice-minister Mikhail Orlov"),
        date="2024-05-14",
        basis=DateBasis.RELATIVE,
        people=(BENNIS, ORLOV),
        level=Level.AMBASSADOR,
        place=Place(city="Moscow", country="RUS"),
        topics=("trade", "Western Sahara"),
        counted={"en.txt": (3, "the third time")},
        differ=("place", {"en.txt": "Moscow, RUS", "nl.txt": "Saint Petersburg, RUS"}),
    )
    book.engagement(
        (ar, "تلقى وزير الخارجية ناصر أمراني اتصالا هاتفيا يوم الأربعاء 6 دجنبر 2023 من سيرجي فولكوف"),
        kind=EngagementKind.CALL,
        date="2023-12-06",
        people=(AMRANI, VOLKOV),
        level=Level.MINISTER,
        form=Format.PHONE,
    )
    book.engagement(
        (en, "King Hamza II went to Moscow in 2016"),
        kind=EngagementKind.VISIT,
        date="2016",
        realis=Realis.PAST_BACKGROUND,
        people=(KING,),
        level=Level.HEAD_OF_STATE,
        place=Place(city="Moscow", country="RUS"),
    )
    book.engagement(
        (en, "President Viktor Sokolov visited Rabat in 2006"),
        kind=EngagementKind.VISIT,
        date="2006",
        realis=Realis.PAST_BACKGROUND,
        people=(PRESIDENT,),
        level=Level.HEAD_OF_STATE,
        place=Place(city="Rabat", country="MAR"),
    )
    body = book.body(
        (en, "The sixth session of the Joint Fisheries Commission"),
        (fr, "La commission mixte des pêches"),
        name="Joint Fisheries Commission",
        aliases=(("Joint Fisheries Commission", "en"), ("commission mixte des pêches", "fr")),
        sessions={4: when(None), 6: when("2022-03-03")},
        gaps=(5,),
    )
    book.engagement(
        (fr, "La commission mixte des pêches tiendra sa huitième session à Agadir le 12 juin 2024"),
        kind=EngagementKind.COMMISSION_SESSION,
        date="2024-06-12",
        realis=Realis.PLANNED,
        place=Place(city="Agadir", country="MAR"),
        body=body.id,
        session=8,
    )
    book.engagement((fr, "Les deux ministres se sont vus en marge d'une conférence"), form=Format.SIDELINES)
    book.engagement((bad, HOSTILE), date="2024-02", people=(BENNIS,), topics=(HOSTILE,))
    book.engagement((bad, "he met the deputy minister in February"), parties=(MAR,), date="2024-02")
    book.engagement(
        (nl, "Het ging over de Marokkaanse soevereiniteit over de Sahara"),
        parties=(MAR, DZA),
        date="2024-05-01",
    )
    _papers(book)
    _stances(book)
    other = book.engagements[-3]
    low, high = sorted((talk.id, other.id))
    book.judgements.append(
        Judgement(matter=Matter.ENGAGEMENT, left=low, right=high, verdict=Verdict.PROPOSED, score=0.6)
    )
    book.person(BENNIS, (en, "Karim Bennis"), (nl, "Karim Bennis"))
    book.person(AMRANI, (ar, "ناصر أمراني"))
    return book


def _papers(book: Book) -> None:
    en, _, ar, fr, bad = book.documents.values()
    book.instrument(
        (ar, "ووقع الوزيران مذكرة تفاهم في مجال الصيد البحري"),
        title="مذكرة تفاهم في مجال الصيد البحري",
        kind=InstrumentKind.MOU,
        statuses=(InstrumentStatus.SIGNED,),
        date="2023-12-06",
    )
    book.instrument(
        (en, "Joint Fisheries Commission"),
        (fr, "L'accord de pêche de 2020 a été mis à jour"),
        title="accord de pêche",
        statuses=(InstrumentStatus.IN_FORCE, InstrumentStatus.UPDATED),
        date="2020",
        parties=(),
        aliases=(("fishing agreement", "en"),),
    )
    book.instrument((bad, "=HYPERLINK"), title="Resolution", symbol="S/RES/9999", parties=(LAS,))
    # the hostile document is on both parties: its resolution is shown as a reference
    book.indicator(
        en,
        "Morocco is now Russia's second-largest Arab trading partner",
        "trading partner of Russia",
        Measure.TRADE_RANK,
        "2",
        scope="Arab states",
    )


def _stances(book: Book) -> None:
    en, nl, _, _, bad = book.documents.values()
    book.commitment(
        en,
        "The two sides undertook to convene the Joint Fisheries Commission by 30 April 2024",
        "to convene the Joint Fisheries Commission by 30 April 2024",
        due="2024-04-30",
        due_text="30 April 2024",
    )
    book.commitment(
        en,
        "would deepen their political dialogue",
        "deepen their political dialogue",
        strength=Strength.INTENT,
    )
    for party in (MAR, RUS):
        book.position(
            en,
            "Both sides hold that conflicts must be settled by political means",
            "conflict-resolution",
            who=party,
            joint=True,
        )
    book.position(
        en,
        "Russia called on the parties in Western Sahara to show restraint",
        "western-sahara",
        who=RUS,
        label="Western Sahara",
    )
    book.position(
        nl,
        "Marokko noemt de Sahara een deel van zijn grondgebied",
        "western-sahara",
        who=MAR,
        label="de Sahara",
    )
    book.position(bad, HOSTILE, HOSTILE, who=RUS, holder="Karim Bennis")
