"""Disagreements: what is told differently, each version with its words, its sources and its voices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.brief_rows import CountRow
from dragoman.desk.notes import Noted, note, source_name
from dragoman.model.ledger import Ledger
from dragoman.model.record import Evidence, Party
from dragoman.model.time import UNDATED, When


class Kind(StrEnum):
    """What a disagreement is on; the gravest first."""

    HAPPENED = "happened"  # told as having taken place, and denied
    DATE = "date"
    PARTICIPANTS = "participants"
    RANK = "rank"
    PLACE = "place"
    COUNT = "count"
    SPEAKER = "speaker"
    STATUS = "status"
    PARTIES = "parties"
    FIGURE = "figure"
    SESSION = "session"
    SYMBOL = "symbol"
    INITIATOR = "initiator"
    HOST = "host"
    SIDE = "side"  # for whom a person acts
    FORMAT = "format"
    TYPE = "type"  # of an engagement or an instrument
    LABEL = "label"


class Standing(StrEnum):
    """How far two versions are from each other; the gravest first."""

    DIFFERS = "differs"  # both cannot be so
    IN_PART = "in part"  # a count that holds if it is made in one way and not in another
    CHANGED = "changed"  # planned in one way and told in another: it may have been changed
    PERHAPS = "perhaps"  # two accounts that the ledger keeps apart, and that may be of one thing
    ONLY_IN = "only in"  # told by some, left out by others
    FEWER = "fewer known"  # a source counts more than the ledger knows of: it may know more


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Noted):
    """One of the things told. ``code`` is the value as the ledger has it, ``value`` the same for readers.

    ``voices`` are those of its documents; ``apart`` are those of them that tell no earlier version: copies
    of one text that differ are one voice, so that the second has none of its own.
    """

    value: str
    code: str
    voices: int
    apart: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One thing that is told in several ways, most voices first; ``text`` says in words what differs.

    ``id`` is of that which it is told of (an engagement, instrument, body or position), or the issue.
    ``name`` is the ledger's name for what differs. ``silent`` are sources that tell of the same and leave
    this out, ``silent_voices`` counts those of them that speak for themselves. ``counted`` is the ledger's
    own count where a count is in doubt.
    """

    id: str
    kind: Kind
    standing: Standing
    name: str
    subject: str
    text: str
    versions: tuple[Version, ...]
    silent: tuple[str, ...] = ()
    silent_voices: int = 0
    counted: CountRow | None = None
    parties: tuple[Party, ...] = ()
    when: When = UNDATED

    @property
    def one_voice(self) -> bool:
        """Whether those who differ are copies of one text."""
        several = len(self.versions) > 1 or bool(self.silent)
        return several and sum(version.apart for version in self.versions) + self.silent_voices == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value with all words that tell it, each with the language of its passage."""

    code: str
    value: str
    evidence: tuple[tuple[Evidence, str], ...]


def told(code: str, value: str, ledger: Ledger, evidence: Iterable[Evidence]) -> Told:
    """A value told in words of the language of their document."""
    return Told(code=code, value=value, evidence=tuple((e, ledger.document(e).lang) for e in evidence))


def documents(one: Told) -> tuple[str, ...]:
    """The documents that tell it, in the order of its words."""
    return tuple(dict.fromkeys(e.document_id for e, _ in one.evidence))


def versions(ledger: Ledger, values: Sequence[Told]) -> tuple[Version, ...]:
    """The versions in order: most voices first, then in the order given."""
    ranked = sorted(values, key=lambda one: -len(_voices(ledger, one)))
    out: list[Version] = []
    before: set[str] = set()
    for one in ranked:
        own = _voices(ledger, one)
        out.append(
            Version(
                notes=tuple(dict.fromkeys(note(ledger, e, lang) for e, lang in one.evidence)),
                value=one.value,
                code=one.code,
                voices=len(own),
                apart=len(own - before),
                sources=tuple(dict.fromkeys(source_name(ledger, key) for key in documents(one))),
            )
        )
        before |= own
    return tuple(out)


def exclusive(values: Sequence[Told]) -> list[Told]:
    """The values that some document tells and no other of them: whoever tells two takes no stand.

    Empty where fewer than two values are left, so that a single document never disagrees with itself.
    """
    homes = {one.code: set(documents(one)) for one in values}
    kept = [
        one
        for one in values
        if homes[one.code] - set().union(*(h for code, h in homes.items() if code != one.code))
    ]
    return kept if len(kept) > 1 else []


def _voices(ledger: Ledger, one: Told) -> set[str]:
    return {ledger.voices.get(key, key) for key in documents(one)}


def importance(row: Disagreement) -> tuple[int, int, int, int, str, str]:
    """Orders disagreements: how far apart, the voices that tell the second version alone, the kind; then
    the latest first."""
    date = row.when.date
    return (
        _STANDINGS[row.standing],
        -(row.versions[1].apart if len(row.versions) > 1 else row.silent_voices),
        _KINDS[row.kind],
        -(date.last.toordinal() if date else 0),
        row.id,
        row.name,
    )


_STANDINGS: Mapping[Standing, int] = {standing: rank for rank, standing in enumerate(Standing)}
_KINDS: Mapping[Kind, int] = {kind: rank for rank, kind in enumerate(Kind)}
