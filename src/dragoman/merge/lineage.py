"""Which texts are one voice: near-copies and excerpts by their word runs, translations by their outline."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from dragoman.merge.block import Blocks
from dragoman.merge.cluster import Pair
from dragoman.merge.compare import documents as translation
from dragoman.merge.compare.documents import Outline
from dragoman.merge.compare.engagements import Days, days
from dragoman.merge.score import Compared, MergeSettings, weigh
from dragoman.model.judgement import Linker, Matter, Reason
from dragoman.model.record import Commitment, Engagement, Evidence, Indicator, Position, Reading, Record
from dragoman.model.text import Document
from dragoman.model.time import When

_RUN = 4  # words in a row that make a shingle
_SAMPLE = 8  # one shingle in so many is looked up
_SMALLEST = 16  # texts with fewer shingles prove nothing
_DISTINCT = 0.1  # texts that share less than this are no copies of a third
# letters and digits; in scripts without spaces every character counts as a word
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


class Copies:
    """Texts of one language compared by shingles: runs of four words, hashed."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._langs: dict[str, str] = {}
        self._shingles: dict[str, frozenset[int]] = {}
        for document in documents:
            self._langs[document.id] = document.lang
            self._shingles[document.id] = shingles(prose(document))

    def compared(self, settings: MergeSettings) -> dict[Pair, Compared]:
        """Near-copies and excerpts: the share of word runs, put on the scale of scores by the settings."""
        blocks = Blocks()
        for document, runs in self._shingles.items():
            if len(runs) >= _SMALLEST:
                blocks.add(document, [run for run in runs if run % _SAMPLE == 0] or [min(runs)])
        out: dict[Pair, Compared] = {}
        for pair in blocks.pairs({}):
            share = self.share(*pair)
            score = _scaled(share, settings)
            if score >= settings.proposed:
                reason = Reason(feature="word_runs", value=round(share, 4), weight=1.0)
                out[pair] = Compared(score=score, reasons=(reason,))
        return out

    def share(self, left: str, right: str) -> float:
        """Containment: common shingles ÷ shingles of the shorter text (Broder 1997)."""
        a, b = self._shingles[left], self._shingles[right]
        return len(a & b) / min(len(a), len(b)) if a and b else 0.0

    def apart(self, left: str, right: str) -> bool:
        """Whether two texts of one language have next to nothing in common: a third that contains both is
        a compilation, and does not make them one."""
        return self._langs[left] == self._langs[right] and self.share(left, right) < _DISTINCT


def _scaled(share: float, settings: MergeSettings) -> float:
    """A share of word runs -> a score, straight between (0, similar, copied, 1) and their scores."""
    points = ((0.0, 0.0), (settings.similar, settings.proposed), (settings.copied, settings.same), (1.0, 1.0))
    for (x, y), (x2, y2) in pairwise(points):
        if share <= x2:
            return round(y + (y2 - y) * (share - x) / (x2 - x), 4) if x2 > x else y2
    return 1.0


def prose(document: Document) -> str:
    """The part of a text that is to be read, markup blanked out."""
    return document.prose.of(document.masked) if document.prose else document.masked


def shingles(text: str) -> frozenset[int]:
    """Checksums of every run of four words, letters folded."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    runs = (" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    return frozenset(zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs)


# --- translations -----------------------------------------------------------------------------------------


def translations(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    people: Linker,
    events: Linker,
    settings: MergeSettings,
) -> dict[Pair, Compared]:
    """Pairs of texts in two languages that share an engagement, compared by their outlines."""
    outlines = {key: outline(documents[key], readings[key], people, events) for key in sorted(readings)}
    blocks = Blocks()
    for key, one in outlines.items():
        blocks.add(key, sorted(one.engagements))
    out: dict[Pair, Compared] = {}
    order = {key: str(one.published) for key, one in outlines.items()}
    for pair in blocks.pairs(order):
        left, right = outlines[pair[0]], outlines[pair[1]]
        if not translation.apart(left, right):
            out[pair] = weigh(Matter.DOCUMENT, translation.FEATURES, left, right, settings)
    return out


def outline(document: Document, reading: Reading, people: Linker, events: Linker) -> Outline:
    """What a translation of a text would keep of it."""
    told: list[tuple[int, str]] = [
        (_start(record.evidence), signature)
        for record in reading.records
        if (signature := _signature(record, events))
    ]
    named = sorted(
        {(e.span.start, people.canonical(p.id)) for p in reading.people for e in p.evidence}
        | {
            (p.evidence.span.start, people.canonical(p.person_id))
            for record in reading.records
            if isinstance(record, Engagement)
            for p in record.participants
        }
    )
    text = prose(document)
    return Outline(
        document=document.id,
        lang=document.lang,
        told=tuple(signature for _, signature in sorted(told)),
        people=_no_echo([person for _, person in named]),
        figures=figures(text),
        areas=frozenset(reading.areas) - {"other"},
        published=published(document, reading),
        length=sum(1 for c in text if c.isalpha()),
    )


def _no_echo(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(item for at, item in enumerate(items) if at == 0 or items[at - 1] != item)


def figures(text: str) -> frozenset[str]:
    """The numbers of a text in European digits."""
    return frozenset(
        "".join(str(unicodedata.digit(c)) for c in number) for number in re.findall(r"\d+", text)
    )


def published(document: Document, reading: Reading | None) -> Days | None:
    """The days on which a document may have been published."""
    if reading is not None and reading.published.date is not None:
        return days(reading.published)
    if document.published is None:
        return None
    return days(When(date=document.published, basis=document.published_basis))


def _start(evidence: Sequence[Evidence]) -> int:
    return min(e.span.start for e in evidence)


def _signature(record: Record, events: Linker) -> str | None:
    """What stays of a record in another language; titles and names of bodies do not."""
    match record:
        case Engagement():
            return events.canonical(record.id)
        case Position():
            return f"position {record.who} {record.issue if ' ' not in record.issue else ''}"
        case Commitment():
            return f"commitment {' '.join(sorted(p.code for p in record.who))} {record.strength.value}"
        case Indicator():
            return f"indicator {record.measure.value} {record.value}"
        case _:
            return None
