"""Detection -> Reading: the records of one document. One file for each kind; the table names them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from dragoman.detect.resolve import Detection
from dragoman.extract.body import bodies
from dragoman.extract.commitment import commitments
from dragoman.extract.context import Context
from dragoman.extract.engagement import engagements
from dragoman.extract.indicator import indicators
from dragoman.extract.instrument import instruments
from dragoman.extract.people import Roster, roster
from dragoman.extract.position import positions
from dragoman.extract.sections import parts
from dragoman.extract.timing import Timing, timing
from dragoman.model.record import Engagement, Evidence, Person, Reading, Record
from dragoman.model.time import UNDATED, When

Extractor = Callable[[Context, Roster, Timing], tuple[Record, ...]]

_CLEAR = 0.8  # a name that has no office and no part in anything is kept only if the tagger was this sure

EXTRACTORS: Mapping[str, Extractor] = {
    "engagement": engagements,
    "instrument": instruments,
    "body": lambda context, who, _: bodies(context, who),
    "commitment": commitments,
    "position": lambda context, who, _: positions(context, who),
    "indicator": lambda context, who, _: indicators(context, who),
}


def extract(detection: Detection, *, horizon: int) -> Reading:
    """All records of one document. A function of the detection alone; nothing is looked up elsewhere.

    A long one is read in parts (see ``sections``), all by the date that its beginning tells. Somebody who is
    named in several is there several times, each time by what that part says of them; merging puts them
    together, as it does with what other documents say.
    """
    whole = Context(detection=detection)
    people: list[Person] = []
    records: list[Record] = []
    published: When | None = None
    for part in parts(detection):
        if published is not None and published.date is not None:
            dated = replace(part.document, published=published.date, published_basis=published.basis)
            part = replace(part, document=dated)  # the same part, dated
        found = _extract(Context(detection=part), horizon)
        people += found.people
        records += found.records
        published = published or found.published
    return Reading(
        document_id=detection.document.id,
        producer=detection.producer,
        people=tuple(people),
        records=tuple(records),
        areas=areas(whole) if records else (),
        attributions=attributions(whole),
        published=published or UNDATED,
    )


class _Part(NamedTuple):
    people: list[Person]
    records: list[Record]
    published: When


def _extract(context: Context, horizon: int) -> _Part:
    who = roster(context)
    times = timing(context, horizon)
    records = [record for extractor in EXTRACTORS.values() for record in extractor(context, who, times)]
    taking_part = {p.person_id for r in records if isinstance(r, Engagement) for p in r.participants}
    people = [p for p in who.people if p.offices or p.id in taking_part or p.evidence[0].confidence >= _CLEAR]
    return _Part(people, records, times.published)


def areas(context: Context) -> tuple[str, ...]:
    """The areas of cooperation that a document names, most often named first; ("other",) where none."""
    counts: Counter[str] = Counter()
    for number, sentence in enumerate(context.sentences):
        if sentence.repeat_of is None:
            counts.update(context.areas(number))
    return tuple(sorted(counts, key=lambda area: (-counts[area], area))) or ("other",)


def attributions(context: Context) -> tuple[Evidence, ...]:
    """The words by which a document credits somebody else for its news: "a press release of the ministry"."""
    out: list[Evidence] = []
    for number, sentence in enumerate(context.sentences):
        if sentence.repeat_of is None and context.cue("attribution", number):
            out.append(context.evidence(sentence.span, 0.6))
    return tuple(out)
