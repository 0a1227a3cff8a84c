"""How a ledger agrees with the truth: B-cubed, false merges, true pairs that no block brings together."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.merge.readings import Told
from dragoman.detect.names import split_latin
from dragoman.model.ledger import Ledger
from dragoman.model.record import Engagement, Person
from dragoman.model.text import EngagementKind

_ACTS = (EngagementKind.STATEMENT, EngagementKind.CONDEMNATION, EngagementKind.REQUEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """B-cubed precision and recall of ``items`` that truly are ``things`` and in the ledger ``groups``."""

    items: int
    things: int
    groups: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(truth: Mapping[str, str], found: Mapping[str, str]) -> Score:
    """Both map items to their thing; after Bagga and Baldwin (1998), each item weighing the same."""
    things, groups = Counter(truth.values()), Counter(found[item] for item in truth)
    both = Counter((truth[item], found[item]) for item in truth)
    precision = sum(n * n / groups[group] for (_, group), n in both.items()) / len(truth)
    recall = sum(n * n / things[thing] for (thing, _), n in both.items()) / len(truth)
    return Score(items=len(truth), things=len(things), groups=len(groups), precision=precision, recall=recall)


def scores(told: Sequence[Told], ledger: Ledger) -> dict[str, Score]:
    """B-cubed of voices, people, engagements (all, events, acts of words), instruments and bodies."""
    truth: dict[str, str] = {}
    for one in told:
        truth.update(one.truth)
    kinds = {m.id: m.kind for e in ledger.engagements for m in e.members}
    groups = {
        "voices": dict(ledger.voices),
        "people": {member: p.id for p in ledger.people for member in p.members},
        "engagements": {
            m.id: e.id for e in ledger.engagements for m in e.members if m.kind is not EngagementKind.OTHER
        },
        "instruments": {m.id: i.id for i in ledger.instruments for m in i.members},
        "bodies": {m.id: b.id for b in ledger.bodies for m in b.members},
    }
    events = groups["engagements"]
    groups["  events"] = {key: value for key, value in events.items() if kinds[key] not in _ACTS}
    groups["  acts of words"] = {key: value for key, value in events.items() if kinds[key] in _ACTS}
    return {
        name: b_cubed({key: truth[key] for key in found}, found) for name, found in groups.items() if found
    }


def false_dates(told: Sequence[Told], ledger: Ledger) -> tuple[int, int]:
    """Engagements of the ledger that hold events of different true days, and those that hold different
    events of one day."""
    truth: dict[str, str] = {}
    days: dict[str, dt.date] = {}
    for one in told:
        truth.update(one.truth)
        days.update(one.days)
    other_day = one_day = 0
    for engagement in ledger.engagements:
        events = {truth[m.id] for m in engagement.members if m.kind is not EngagementKind.OTHER}
        dates = {days[event] for event in events}
        other_day += len(dates) > 1
        one_day += len(events) > len(dates) == 1
    return other_day, one_day


# --- blocking ---------------------------------------------------------------------------------------------


def script_of(text: str) -> str:
    """The script of the first letter: Latin, Arabic, Cyrillic, CJK."""
    letter = next((c for c in text if c.isalpha()), "")
    return unicodedata.name(letter, "none").split()[0].title().replace("Cjk", "CJK")


def blocked(
    told: Sequence[Told],
    homes: Mapping[str, str],
    pairs: Iterable[tuple[str, str]],
    sort: Callable[[str], str | None],
) -> dict[tuple[str, str], tuple[int, int]]:
    """True pairs that are not compared, and all true pairs, by the sorts of the two.

    ``homes`` maps a record's id to the description compared for it; ``pairs`` are those compared. A pair
    counts once for two descriptions. Records without a sort are left out.
    """
    met = {(min(a, b), max(a, b)) for a, b in pairs}
    things: dict[str, dict[str, str]] = defaultdict(dict)
    for one in told:
        for record, thing in one.truth.items():
            if record in homes and (name := sort(record)) is not None:
                things[thing].setdefault(homes[record], name)
    out: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for found in things.values():
        for a, b in combinations(sorted(found), 2):
            first, second = sorted((found[a], found[b]))
            out[first, second][0] += (a, b) not in met
            out[first, second][1] += 1
    return {key: (missed, every) for key, (missed, every) in sorted(out.items())}


def person_sorts(told: Sequence[Told]) -> dict[str, str]:
    """The script of each person, as the document writes the fullest form; with ``surname`` for those of whom
    it tells no given name or an initial only, and ``no party`` where it tells no party of such either."""
    return {person.id: _sort(person) for one in told for person in one.reading.people}


def _sort(person: Person) -> str:
    script = script_of(person.spellings[0])
    if sum(1 for word in split_latin(person.name) if len(word.strip(".")) > 1) > 1:
        return script
    return f"{script} surname" if person.party else f"{script} surname, no party"


def event_sorts(told: Sequence[Told]) -> dict[str, str]:
    """Of each engagement with a kind, how it is told: planned, told at the time, as background, cancelled."""
    return {
        record.id: record.realis.value
        for one in told
        for record in one.reading.records
        if isinstance(record, Engagement) and record.kind is not EngagementKind.OTHER
    }
