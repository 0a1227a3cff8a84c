"""Documents that depend on one another, of our own writing, as a ledger made by hand."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.record import Evidence, Role
from dragoman.model.text import Document, EngagementKind, Span
from tests.merge.builders import PRODUCER, Told, ledger

ENGLISH = (
    "Ambassador Karim Bennis of Morocco met Deputy Foreign Minister Mikhail Orlov of Russia on Tuesday.",
    "A press release from the Kremlin says that they went over wheat and coal, of which Morocco buys 40 "
    "shiploads a year.",
    "Bennis also met Deputy Foreign Minister Pavel Vasin and raised Western Sahara with him.",
    "Russia has been an ally of Algeria since 1962, and sells it arms.",
)
DUTCH = (
    "Ambassadeur Karim Bennis van Marokko sprak dinsdag met de Russische vice-minister van Buitenlandse "
    "Zaken Michail Orlovs.",
    "Zij namen de tarwe en de kolen door, waarvan Marokko er jaarlijks 40 scheepsladingen koopt.",
    "Ook de Marokkaanse soevereiniteit over de Sahara kwam aan bod.",
    "In december 2020 laakte Rusland een besluit van de Verenigde Staten.",
    "Het was koud.",
    "Rusland is sinds 1962 een bondgenoot van Algerije en verkoopt het wapens.",
)


def two_languages() -> tuple[Ledger, Document, Document]:
    """One text in English and Dutch, one voice: the Dutch adds a criticism, drops a deputy minister and
    names the dispute otherwise. It has its date by the month alone."""
    en = Told(" ".join(ENGLISH), published="2024-05-15", source="Atlas Herald")
    bennis = en.person("Karim Bennis", "MAR", Role.AMBASSADOR)
    orlov = en.person("Mikhail Orlov", "RUS", Role.DEPUTY_FOREIGN_MINISTER)
    vasin = en.person("Pavel Vasin", "RUS", Role.DEPUTY_FOREIGN_MINISTER)
    en.event(EngagementKind.MEETING, ENGLISH[0], bennis, orlov, date="2024-05-14")
    en.event(EngagementKind.MEETING, ENGLISH[2], bennis, vasin, date="2024-05")
    nl = Told(" ".join(DUTCH), lang="nl", published="2024-05", source="De Noordzee")
    ambassador = nl.person("Karim Bennis", "MAR", Role.AMBASSADOR)
    deputy = nl.person("Michail Orlovs", "RUS", Role.DEPUTY_FOREIGN_MINISTER)
    nl.event(EngagementKind.MEETING, DUTCH[0], ambassador, deputy, date="2024-05-14")
    book = ledger(en, nl)
    voices = dict.fromkeys(book.voices, min(book.voices))
    return crediting(replace(book, voices=voices), (en.document, ENGLISH[1])), en.document, nl.document


RELEASE = (
    "On 3 June 2024 Foreign Minister Nasser Amrani received Ambassador Viktor Sokolov in Rabat.",
    "The two officials reviewed the fisheries agreement and the quotas for sardine and octopus.",
    "They agreed that experts of both sides will meet in Agadir to settle the matter of landing fees.",
    "The ambassador handed over an invitation to the economic forum in Saint Petersburg.",
)
SHORT = (RELEASE[0], RELEASE[1])
REWRITTEN = (
    "Nasser Amrani, the foreign minister, on 3 June 2024 received the ambassador, Viktor Sokolov, in Rabat.",
    '"The two officials reviewed the fisheries agreement and the quotas for sardine and octopus," the '
    "Foreign Ministry of Morocco said in a statement.",
    '"Experts of both sides will meet in Agadir to settle the matter of landing fees," said the statement.',
    "Fishermen of the port have waited for news of the fees since the winter storms.",
)
ELSEWHERE = (
    "On 3 June 2024 Foreign Minister Nasser Amrani received Ambassador Viktor Sokolov in Rabat.",
    "Students demonstrated before the parliament for a third day, and trams did not run in the centre.",
    "The weather office expects more rain over the northern plains until the end of the week.",
    "A new library was opened in the old town by the mayor, who read from her own poems.",
)
MINISTRY = Outlet(
    key="diplomatie.example",
    name="Ministry of Foreign Affairs of Morocco",
    country="MAR",
    kind=SourceKind.OFFICIAL,
)
PAPER = Outlet(key="paper.example", name="The Port Paper", country="MAR", kind=SourceKind.PRESS)


def told(
    sentences: tuple[str, ...],
    other: tuple[str, ...],
    *,
    published: tuple[str | None, str | None] = ("2024-06-03", "2024-06-03"),
    outlets: tuple[Outlet | None, Outlet | None] = (None, None),
    credits: tuple[str | None, str | None] = (None, None),
    shared: bool = True,
) -> tuple[Ledger, Document, Document]:
    """Two documents in English, whose first sentences tell of one engagement if it is ``shared``;
    ``credits`` are sentences of each that credit somebody."""
    both = [
        Told(" ".join(text), published=date, source=name)
        for text, name, date in zip((sentences, other), ("first", "second"), published, strict=True)
    ]
    for document, text in zip(both, (sentences, other), strict=True):
        if shared:
            people = [
                document.person(name, side, role)
                for name, side, role in (
                    ("Nasser Amrani", "MAR", Role.FOREIGN_MINISTER),
                    ("Viktor Sokolov", "RUS", Role.AMBASSADOR),
                )
            ]
            document.event(EngagementKind.MEETING, text[0], *people, date="2024-06-03")
    book = ledger(*both)
    first, second = (t.document for t in both)
    known = {d.id: o for d, o in zip((first, second), outlets, strict=True) if o is not None}
    said = [(d, c) for d, c in zip((first, second), credits, strict=True) if c is not None]
    apart = {first.id: first.id, second.id: second.id}
    return crediting(replace(book, outlets=known, voices=apart, judgements=()), *said), first, second


def crediting(book: Ledger, *said: tuple[Document, str]) -> Ledger:
    """The ledger with sentences that credit somebody."""
    readings = dict(book.readings)
    for document, quote in said:
        reading, start = readings[document.id], document.text.index(quote)
        evidence = Evidence.of(document, Span(start=start, end=start + len(quote)), PRODUCER)
        readings[document.id] = replace(reading, attributions=(*reading.attributions, evidence))
    return replace(book, readings=readings)


def document_alone(text: str, *, lang: str = "en", outlet: Outlet | None = None) -> tuple[Ledger, Document]:
    """One document, whose text credits somebody."""
    one = Told(text, lang=lang, published="2024-06-03")
    book = replace(ledger(one), outlets={one.document.id: outlet} if outlet else {})
    return crediting(book, (one.document, text)), one.document


def judged(book: Ledger, first: Document, second: Document, verdict: Verdict) -> Ledger:
    """The ledger with the machine's word on two documents."""
    left, right = sorted((first.id, second.id))
    said = Judgement(matter=Matter.DOCUMENT, left=left, right=right, verdict=verdict, score=0.7)
    return replace(book, judgements=(*book.judgements, said))
