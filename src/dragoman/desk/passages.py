"""A document cut into passages, each with its words and with the facts that stand in it.

A fact has a value that is the same in every language (a canonical id, a code, a date, a number) and the
words that say it. People, offices, engagements and places come from the document's records; parties, dates,
figures, areas and issues from the words of the language's pack, so that a passage without records has facts
as well.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from dragoman.detect.dates import Frame, resolve
from dragoman.detect.expressions import parse
from dragoman.lexicon.forms import Token
from dragoman.lexicon.load import pack_or_bare
from dragoman.lexicon.pack import DateWord, Pack
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerPerson
from dragoman.model.record import Commitment, Engagement, Evidence, Indicator, Position, Reading
from dragoman.model.text import Document, Sentence, Span
from dragoman.model.time import When
from dragoman.segment import rules_of_packs, split

_STEM = 6  # letters that the forms of a word share
_FULL_NAME = 4  # letters of a weekday written out
_DATE_GAP = 2  # signs or small words between the parts of a date
_YEARS = range(1900, 2100)
_LABEL_GAP = 2  # words between a party and the name of an issue that it belongs to


class FactKind(StrEnum):
    """What a fact is about."""

    PERSON = "person"
    OFFICE = "office"
    ENGAGEMENT = "engagement"
    INSTRUMENT = "instrument"
    BODY = "body"
    PARTY = "party"
    PLACE = "place"
    DATE = "date"
    FIGURE = "figure"
    ISSUE = "issue"
    AREA = "area"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fact:
    """One fact at one place. ``about`` is whom an office belongs to, or the parties in an issue's label."""

    kind: FactKind
    value: str
    span: Span
    written: str
    about: str = ""

    @property
    def key(self) -> tuple[FactKind, str]:
        """What two passages share where they state the same."""
        return self.kind, self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence with what stands in it. ``repeats`` are the later places with the very same words.

    ``words`` are folded; ``stems`` are what forms of one word share. ``recorded`` tells whether a commitment,
    a position or a figure rests on it; other records are among its facts.
    """

    number: int
    span: Span
    lang: str
    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    facts: tuple[Fact, ...]
    recorded: bool
    repeats: tuple[Span, ...] = ()

    def of(self, kind: FactKind) -> tuple[Fact, ...]:
        """The facts of a kind, in text order."""
        return tuple(fact for fact in self.facts if fact.kind is kind)

    @property
    def keys(self) -> frozenset[tuple[FactKind, str]]:
        return frozenset(fact.key for fact in self.facts)


@dataclass(frozen=True, kw_only=True, eq=False)
class Names:
    """From the ids of documents' records to those of the ledger, and what stands under them there."""

    of: Mapping[str, str]
    people: Mapping[str, LedgerPerson]
    engagements: Mapping[str, LedgerEngagement]

    @classmethod
    def in_ledger(cls, ledger: Ledger) -> Names:
        of: dict[str, str] = {}
        for person in ledger.people:
            of.update(dict.fromkeys(person.members, person.id))
        for group in (ledger.engagements, ledger.instruments, ledger.bodies):
            for thing in group:
                of.update({member.id: thing.id for member in thing.members})
        return cls(
            of=of,
            people={person.id: person for person in ledger.people},
            engagements={engagement.id: engagement for engagement in ledger.engagements},
        )

    def canonical(self, identity: str) -> str:
        return self.of.get(identity, identity)


def passages(ledger: Ledger, document_id: str, names: Names, published: When) -> tuple[Passage, ...]:
    """The passages of a document in reading order, repeats inside it once."""
    document = ledger.documents[document_id]
    sentences = split(document, rules_of_packs())
    reading = ledger.readings.get(document_id)
    stated = _Places(sentences)
    if reading is not None:
        _read(reading, names, stated)
    repeats: dict[int, list[Span]] = {}
    for sentence in sentences:
        if sentence.repeat_of is not None:
            repeats.setdefault(sentence.repeat_of, []).append(sentence.span)
    out: list[Passage] = []
    for number, sentence in enumerate(sentences):
        if sentence.repeat_of is not None or not _has_words(sentence.span.of(document.masked)):
            continue
        pack = pack_or_bare(sentence.lang)
        tokens = pack.tokens(sentence.span.of(document.masked))
        facts = (*stated.facts.get(number, ()), *_told(document, sentence, tokens, pack, published))
        words = tuple(token.text for token in tokens if token.text[0].isalnum())
        out.append(
            Passage(
                number=len(out),
                span=sentence.span,
                lang=sentence.lang,
                text=sentence.span.of(document.text),
                words=words,
                stems=_stems(words, pack),
                facts=tuple(sorted(dict.fromkeys(facts), key=lambda f: (f.span, f.kind, f.value))),
                recorded=number in stated.recorded,
                repeats=tuple(repeats.get(number, ())),
            )
        )
    return tuple(out)


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _stems(words: Sequence[str], pack: Pack) -> tuple[str, ...]:
    """The first letters of each word; where a word is one sign, pairs of signs."""
    if pack.words == "characters":
        return tuple(a + b for a, b in pairwise(words)) or tuple(words)
    return tuple(word[:_STEM] for word in words)


# --- what the records say -----------------------------------------------------------------------------------


@dataclass(eq=False)
class _Places:
    """Facts by the number of the sentence they stand in; those in a repeat count for its first printing."""

    sentences: Sequence[Sentence]
    facts: dict[int, list[Fact]] = field(default_factory=dict)
    recorded: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._starts = [sentence.span.start for sentence in self.sentences]

    def at(self, span: Span) -> Iterator[int]:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        for number in range(first, len(self.sentences)):
            if self.sentences[number].span.start >= span.end:
                return
            if self.sentences[number].span.overlaps(span):
                yield number

    def state(self, kind: FactKind, value: str, evidence: Evidence, about: str = "") -> None:
        fact = Fact(kind=kind, value=value, span=evidence.span, written=evidence.quote, about=about)
        for number in self.at(evidence.span):
            self.facts.setdefault(number, []).append(fact)

    def rest(self, evidence: Evidence) -> None:
        self.recorded.update(self.at(evidence.span))


def _read(reading: Reading, names: Names, stated: _Places) -> None:
    for person in reading.people:
        who = names.canonical(person.id)
        for evidence in person.evidence:
            stated.state(FactKind.PERSON, who, evidence)
        for office in person.offices:
            if office.role is not None and office.evidence.quote.strip():
                party = f" ({office.party.code})" if office.party else ""
                stated.state(FactKind.OFFICE, f"{office.role.value}{party}", office.evidence, who)
    for record in reading.records:
        if isinstance(record, Commitment | Position | Indicator):
            for evidence in record.evidence:
                stated.rest(evidence)
        if isinstance(record, Engagement):
            told = names.canonical(record.id)
            for evidence in record.evidence:
                stated.state(FactKind.ENGAGEMENT, told, evidence)
            for participant in record.participants:
                stated.state(FactKind.PERSON, names.canonical(participant.person_id), participant.evidence)
            if record.place is not None and record.place_evidence is not None:
                stated.state(FactKind.PLACE, str(record.place), record.place_evidence, told)
            if record.when.date is not None and record.when_evidence is not None:
                stated.state(FactKind.DATE, str(record.when.date), record.when_evidence, told)
            for claim in record.counted:
                stated.state(FactKind.FIGURE, str(claim.number), claim.evidence, told)
        elif isinstance(record, Indicator):
            if record.value is not None:
                stated.state(FactKind.FIGURE, record.value, record.evidence[0])
        elif record.id in names.of:
            kind = FactKind.INSTRUMENT if record.id.startswith("ins-") else FactKind.BODY
            stated.state(kind, names.canonical(record.id), record.evidence[0])


# --- what the words say -------------------------------------------------------------------------------------


def _told(
    document: Document, sentence: Sentence, tokens: Sequence[Token], pack: Pack, published: When
) -> Iterator[Fact]:
    start = sentence.span.start

    def fact(kind: FactKind, value: str, first: int, last: int, about: str = "") -> Fact:
        span = Span(start=start + first, end=start + last)
        return Fact(kind=kind, value=value, span=span, written=span.of(document.text), about=about)

    parties = pack.parties.longest(tokens)
    for match in parties:
        yield fact(FactKind.PARTY, match.value.party.code, match.start, match.end)
    for area in pack.areas.longest(tokens):
        yield fact(FactKind.AREA, area.value, area.start, area.end)
    sides = [(match.start, match.end, match.value.party.code) for match in parties]
    for value, first, last in _issues(tokens, pack):
        begin, held = _with_party(first, last, sides, tokens)
        yield fact(FactKind.ISSUE, value, begin, last, " ".join(held))
    dated: list[tuple[int, int]] = []
    for value, first, last in _dates(tokens, sentence.span.of(document.masked), pack, published):
        dated.append((first, last))
        yield fact(FactKind.DATE, value, first, last)
    for value, first, last in _figures(tokens, pack):
        if not any(a < last and first < b for a, b in dated):
            yield fact(FactKind.FIGURE, value, first, last)


def _issues(tokens: Sequence[Token], pack: Pack) -> Iterator[tuple[str, int, int]]:
    """Each issue with the widest run of words that overlapping names of it make."""
    open_run: tuple[str, int, int] | None = None
    for match in sorted(pack.issues.find(tokens), key=lambda m: (m.value, m.start, m.end)):
        if open_run and open_run[0] == match.value and match.start <= open_run[2] + 1:
            open_run = (match.value, open_run[1], max(open_run[2], match.end))
            continue
        if open_run:
            yield open_run
        open_run = (match.value, match.start, match.end)
    if open_run:
        yield open_run


def _with_party(
    first: int, last: int, sides: Sequence[tuple[int, int, str]], tokens: Sequence[Token]
) -> tuple[int, list[str]]:
    """Where a label begins with the party that stands just before it, and the parties named in it."""
    begin = first
    for start, end, _ in sides:
        between = [t for t in tokens if end <= t.start and t.end <= first]
        close = end <= first and len(between) <= _LABEL_GAP and all(t.text.isalnum() for t in between)
        if close and any(map(str.isalnum, (t.text[0] for t in between))):
            begin = min(begin, start)
    return begin, sorted({code for start, end, code in sides if begin <= start and end <= last})


def _dates(tokens: Sequence[Token], text: str, pack: Pack, published: When) -> Iterator[tuple[str, int, int]]:
    """Dates that the words state by month, weekday or year, resolved from the publication date."""
    frame = Frame(published=published.date, published_basis=published.basis, horizon=_YEARS[-1])
    for first, last in _date_runs(tokens, pack):
        said = parse(text[first:last], pack)
        if (
            said.weekday is not None
            and said.month is None
            and last - first < _FULL_NAME
            and pack.words == "spaces"
        ):
            continue  # "mer" is a Wednesday, and the sea
        exact = said.month is not None and (said.day is not None or said.year is not None)
        if exact or said.weekday is not None or said.days is not None or said.year in _YEARS:
            when = resolve(said, frame)
            if when.date is not None:
                yield str(when.date), first, last


def _date_runs(tokens: Sequence[Token], pack: Pack) -> Iterator[tuple[int, int]]:
    """Stretches of words of time and numbers that belong together."""
    marks = sorted(
        {(m.start, m.end) for m in pack.dates.longest(tokens) if m.value.word in _ANCHORS}
        | {(t.start, t.end) for t in tokens if t.text.isdecimal() and len(t.text) <= 4}
    )
    place = {token.start: number for number, token in enumerate(tokens)}
    run: list[tuple[int, int]] = []
    for mark in marks:
        if run and place.get(mark[0], 0) - _token_at(tokens, run[-1][1]) > _DATE_GAP:
            yield run[0][0], run[-1][1]
            run = []
        run.append(mark)
    if run:
        yield run[0][0], run[-1][1]


_ANCHORS = frozenset({DateWord.MONTH, DateWord.WEEKDAY, DateWord.DAY, DateWord.MONTHDAY})


def _token_at(tokens: Sequence[Token], end: int) -> int:
    """The number of the first token from an offset on."""
    return next((number for number, token in enumerate(tokens) if token.start >= end), len(tokens))


def _figures(tokens: Sequence[Token], pack: Pack) -> Iterator[tuple[str, int, int]]:
    """Numbers above one, in digits or in words, in European digits."""
    spelled = {DateWord.NUMBER, DateWord.ORDINAL}
    for match in pack.dates.longest(tokens):
        if match.value.word in spelled and isinstance(match.value.value, int) and match.value.value > 1:
            yield str(match.value.value), match.start, match.end
    for token in tokens:
        if token.text.isdigit():
            yield "".join(str(unicodedata.digit(c)) for c in token.text), token.start, token.end
