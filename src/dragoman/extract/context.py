"""What every extractor of one document works on: the mentions, their links, and ways to quote."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from dragoman.detect.resolve import Detection, Found
from dragoman.extract.dateline import Dateline, dateline_of
from dragoman.lexicon.forms import Match, Token
from dragoman.lexicon.pack import Pack
from dragoman.model.record import Evidence, Party, PartyKind
from dragoman.model.text import EngagementKind, Label, Link, LinkKind, Sentence, Span

_WORD = re.compile(r"\w{2,}")
_LEAST_BEHIND = 2  # words, with fewer behind it an event ends its sentence
_ACTS = (EngagementKind.STATEMENT, EngagementKind.CONDEMNATION, EngagementKind.REQUEST)
_SOMEONE = (Label.PERSON, Label.OFFICE)
_TWO = 2
_OF_SPORT = 3  # words
_FULL_STOPS = (".", "。", "۔", "…")
_GAP = " \t\n,;:،؛，；、–—-"


@dataclass(frozen=True, kw_only=True, eq=False)
class Context:
    """One document as detection left it, with indices.

    ``minimum`` is the least score a link counts with, and ``near`` the least for a date or place of an event
    in its own sentence, where few others come into question.
    """

    detection: Detection
    minimum: float = 0.45
    near: float = 0.3

    @property
    def found(self) -> tuple[Found, ...]:
        return self.detection.found

    @property
    def text(self) -> str:
        return self.detection.document.text

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.detection.sentences

    @cached_property
    def _links(self) -> Mapping[tuple[int, LinkKind], tuple[Link, ...]]:
        table: dict[tuple[int, LinkKind], list[Link]] = {}
        for link in self.detection.markup.links:
            if link.score >= (self.near if self._is_near(link) else self.minimum):
                table.setdefault((link.left, link.kind), []).append(link)
        return {key: tuple(sorted(v, key=lambda x: (-x.score, x.right))) for key, v in table.items()}

    def _is_near(self, link: Link) -> bool:
        """Whether a link leads to a place, or to a date closer than a year, in the sentence of the event."""
        left, right = self.found[link.left], self.found[link.right]
        said = right.expression
        dated = said is not None and (said.month or said.weekday or said.days is not None or said.unit)
        where = link.kind is LinkKind.PLACE or (link.kind is LinkKind.DATE and bool(dated))
        return where and left.sentence == right.sentence

    @cached_property
    def _sources(self) -> Mapping[tuple[int, LinkKind], tuple[Link, ...]]:
        table: dict[tuple[int, LinkKind], list[Link]] = {}
        for links in self._links.values():
            for link in links:
                table.setdefault((link.right, link.kind), []).append(link)
        return {key: tuple(sorted(v, key=lambda x: (-x.score, x.left))) for key, v in table.items()}

    def links(self, left: int, kind: LinkKind) -> tuple[Link, ...]:
        """The links of a kind from a mention, best first."""
        return self._links.get((left, kind), ())

    def links_to(self, right: int, kind: LinkKind) -> tuple[Link, ...]:
        """The links of a kind to a mention, best first."""
        return self._sources.get((right, kind), ())

    def best(self, left: int, kind: LinkKind) -> int | None:
        """The mention that a mention is best linked to, or None."""
        links = self.links(left, kind)
        return links[0].right if links else None

    @cached_property
    def by_sentence(self) -> Mapping[int, tuple[int, ...]]:
        """The numbers of the mentions in each sentence."""
        table: dict[int, list[int]] = {}
        for number, found in enumerate(self.found):
            table.setdefault(found.sentence, []).append(number)
        return {key: tuple(value) for key, value in table.items()}

    def of(self, label: Label, sentence: int | None = None) -> Iterator[tuple[int, Found]]:
        """Mentions of a label, in text order, of one sentence or all."""
        numbers = range(len(self.found)) if sentence is None else self.by_sentence.get(sentence, ())
        for number in numbers:
            if self.found[number].label is label:
                yield number, self.found[number]

    def pack(self, sentence: int) -> Pack:
        packs = self.detection.packs
        return packs[min(sentence, len(packs) - 1)]

    def sentence_text(self, sentence: int) -> str:
        return self.sentences[sentence].span.of(self.text)

    @cached_property
    def counted(self) -> dict[int, list[tuple[int, Span]]]:
        """What each sentence counts, filled as it is asked for (see ``counting``)."""
        return {}

    @cached_property
    def _tokens(self) -> dict[int, list[Token]]:
        return {}

    def tokens(self, sentence: int) -> list[Token]:
        """The folded tokens of a sentence; their offsets are into the sentence."""
        if sentence not in self._tokens:
            self._tokens[sentence] = self.pack(sentence).tokens(self.sentence_text(sentence))
        return self._tokens[sentence]

    @cached_property
    def _cues(self) -> dict[tuple[str, int], list[Match[str]]]:
        return {}

    def is_on_sidelines(self, sentence: int) -> bool:
        """Whether words of a sentence say that something took place beside another gathering."""
        return any(match.value == "sidelines" for match in self.cue("format", sentence))

    def cue(self, group: str, sentence: int) -> list[Match[str]]:
        """The pack's cues of a group in a sentence; their offsets are into the sentence. Found once."""
        key = group, sentence
        if key not in self._cues:
            self._cues[key] = self.pack(sentence).cue(group, self.tokens(sentence))
        return self._cues[key]

    @cached_property
    def dateline(self) -> Dateline | None:
        """Where and when the document says that it was filed."""
        return dateline_of(self.detection)

    @cached_property
    def headline(self) -> int | None:
        """The number of the sentence that is the headline: the first, a paragraph of its own without a full
        stop or a dateline, with others behind it. None where there is none."""
        if len(self.sentences) < _TWO or self.sentences[1].paragraph == self.sentences[0].paragraph:
            return None
        span = self.sentences[0].span
        filed = self.dateline is not None and self.dateline.span.start < span.end
        return None if filed or span.of(self.text).rstrip().endswith(_FULL_STOPS) else 0

    @cached_property
    def home(self) -> Party | None:
        """The state of the place that the document was filed at, where its text also speaks of that state."""
        line = self.dateline.mentions if self.dateline is not None else ()
        filed = {place.country for n in line if (place := self.found[n].place) is not None and place.country}
        filed |= {p.code for n in line for p in self.found[n].parties if p.kind is PartyKind.STATE}
        told = [found for n, found in enumerate(self.found) if n not in line]
        named = {party for found in told for party in (*found.parties, found.party) if party is not None}
        home = {Party(code=code) for code in filed} & named
        return home.pop() if len(filed) == len(home) == 1 else None

    @cached_property
    def denies(self) -> bool:
        """Whether the document has a word that denies something or calls it off."""
        return any(
            self.cue("cancelled", number) or self.cue("postponed", number)
            for number, sentence in enumerate(self.sentences)
            if sentence.repeat_of is None
        )

    @cached_property
    def is_of_sport(self) -> bool:
        """Whether the document has several words of reports on matches, where states meet by their teams."""
        told = (
            (number, match.start)
            for number, sentence in enumerate(self.sentences)
            if sentence.repeat_of is None
            for match in self.cue("sport", number)
        )
        return sum(1 for _ in islice(told, _OF_SPORT)) == _OF_SPORT

    def parties_in(self, number: int) -> set[Party]:
        """The parties that stand in the words of a mention: in the name of a body."""
        found = self.found[number]
        return {match.value.party for match in found.pack.parties.longest(found.pack.tokens(found.words))}

    def is_own(self, event: int, match: Match[str]) -> bool:
        """Whether a cue of the event's sentence shares words with the event."""
        found = self.found[event]
        start = self.sentences[found.sentence].span.start
        return start + match.start < found.span.end and found.span.start < start + match.end

    def areas(self, sentence: int) -> set[str]:
        """The areas of cooperation that a sentence names, the titles of offices left aside."""
        start = self.sentences[sentence].span.start
        offices = [f.span for _, f in self.of(Label.OFFICE, sentence)]
        return {
            match.value
            for match in self.pack(sentence).areas.longest(self.tokens(sentence))
            if not any(o.start <= start + match.start < o.end for o in offices)
        }

    def evidence(self, span: Span, confidence: float = 1.0) -> Evidence:
        """The words of a span, trimmed of white space at both ends."""
        words = span.of(self.text)
        start = span.start + len(words) - len(words.lstrip())
        end = span.end - (len(words) - len(words.rstrip()))
        return Evidence.of(
            self.detection.document,
            Span(start=start, end=end),
            self.detection.producer,
            min(1.0, max(0.0, round(confidence, 3))),
        )

    def with_repeats(self, evidence: Evidence) -> tuple[Evidence, ...]:
        """The evidence, and the same words again wherever their sentence is repeated in the document."""
        home = self.sentence_at(evidence.span.start)
        if home is None or evidence.span.end > self.sentences[home].span.end:
            return (evidence,)
        out = [evidence]
        for sentence in self._repeats.get(home, ()):
            shift = sentence.span.start - self.sentences[home].span.start
            span = Span(start=evidence.span.start + shift, end=evidence.span.end + shift)
            if span.end <= len(self.text) and span.of(self.text) == evidence.quote:
                out.append(self.evidence(span, evidence.confidence))
        return tuple(out)

    @cached_property
    def _repeats(self) -> Mapping[int, tuple[Sentence, ...]]:
        """The later copies of each sentence that is repeated."""
        table: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            if sentence.repeat_of is not None:
                table.setdefault(sentence.repeat_of, []).append(sentence)
        return {key: tuple(copies) for key, copies in table.items()}

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> int | None:
        """The number of the sentence that a place in the text lies in."""
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 and offset < self.sentences[number].span.end else None

    def _says_nothing(self, event: int) -> bool:
        """Whether behind an event there is nothing in its sentence but who it was, or that it was said."""
        found = self.found[event]
        behind = [
            mention
            for number in self.by_sentence.get(found.sentence, ())
            if (mention := self.found[number]).span.start >= found.span.end
        ]
        someone = any(mention.label in _SOMEONE for mention in behind)
        named = [
            m.span
            for m in behind
            if m.label in _SOMEONE
            or (someone and m.label is Label.PARTY)
            or m.mention.event is EngagementKind.STATEMENT
        ]
        words = _WORD.finditer(self.text, found.span.end, self.sentences[found.sentence].span.end)
        said = (word for word in words if not any(s.start <= word.start() < s.end for s in named))
        return sum(1 for _ in islice(said, _LEAST_BEHIND)) < _LEAST_BEHIND

    def clause(self, event: int, *, over_events: bool = False) -> Span:
        """What an event says: from its words to the end of their sentence.

        Where its words end the sentence, but for who it was ("that he would come, said the minister", Turkish
        and German verbs), from the last event before them that leaves words in between, or the start of the
        sentence; ``over_events``: from the last public act, whatever else it tells of.
        """
        found = self.found[event]
        sentence = self.sentences[found.sentence].span
        start = max(sentence.start, found.span.start)
        if self._says_nothing(event):
            before = (
                f.span.end
                for n, f in self.of(Label.EVENT, found.sentence)
                if n < event and (f.mention.event in _ACTS or not over_events)
            )
            told = (end for end in before if len(_WORD.findall(self.text[end:start])) >= _LEAST_BEHIND)
            start = min(start, max(told, default=sentence.start))
            start += len(self.text[start : found.span.start]) - len(
                self.text[start : found.span.start].lstrip(_GAP)
            )
        return Span(start=start, end=max(sentence.end, found.span.end))
