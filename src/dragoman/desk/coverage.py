"""What an answer rests on: which sources, languages and months were read.

It stands under every answer, so that "no contact known" is never mistaken for "nothing read".
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from dragoman.desk.known import may_be_later
from dragoman.desk.notes import Remark, published, source_name
from dragoman.desk.timeline import taking_part
from dragoman.desk.wording import count_text, day_text, isolated, listed
from dragoman.model.ledger import Ledger, Report
from dragoman.model.record import Party
from dragoman.model.time import PartialDate

_SILENT_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A source, language or month ("2021-03") with the number of its documents."""

    name: str
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Months between others, the first and the last of them ("2021-04"), of which no document was read."""

    first: str
    last: str
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The documents that an answer rests on, of ``read`` that the ledger has by that day.

    ``sources`` and ``langs`` have the most documents first, ``months`` are in order of time; a document
    whose date names no month is among ``undated``. ``silent`` are the runs of months between the first and
    the last of which nothing was read, longest first. ``unsure`` names the sources of documents that may be
    later than the day of asking; ``later`` counts those that surely are and were left out.
    """

    documents: int
    voices: int
    read: int
    sources: tuple[Counted, ...]
    langs: tuple[Counted, ...]
    months: tuple[Counted, ...]
    undated: int
    silent: tuple[Silence, ...]
    first: PartialDate | None
    last: PartialDate | None
    on: dt.date
    unsure: tuple[str, ...] = ()
    later: int = 0


def coverage(ledger: Ledger, documents: Collection[str], on: dt.date, *, later: int = 0) -> Coverage:
    """What these documents of the ledger as known on a day cover."""
    used = sorted(key for key in documents if key in ledger.documents)
    dates = {key: published(ledger, key).date for key in used}
    known = sorted((d for d in dates.values() if d is not None), key=lambda d: (d.first, d.last))
    months = Counter(str(d.first)[:7] for d in known if d.month is not None)
    return Coverage(
        documents=len(used),
        voices=len({ledger.voices.get(key, key) for key in used}),
        read=ledger.size,
        sources=_counted(source_name(ledger, key) for key in used),
        langs=_counted(ledger.documents[key].lang for key in used),
        months=tuple(Counted(name=m, documents=months[m]) for m in sorted(months)),
        undated=len(used) - sum(months.values()),
        silent=_silent(sorted(months)),
        first=known[0] if known else None,
        last=known[-1] if known else None,
        on=on,
        unsure=tuple(source_name(ledger, key) for key in may_be_later(ledger, on) if key in dates),
        later=later,
    )


def naming(ledger: Ledger, parties: Collection[Party]) -> frozenset[str]:
    """The documents that tell of something in which any of the parties has a part; all where none is given.

    For two parties, see ``dragoman.desk.known.on_both``.
    """
    if not parties:
        return frozenset(ledger.documents)
    wanted = set(parties)
    groups: list[tuple[Report, ...]] = [e.reports for e in ledger.engagements if wanted & taking_part(e)]
    groups += [i.reports for i in ledger.instruments if wanted & set(i.parties)]
    groups += [b.reports for b in ledger.bodies if wanted & set(b.parties)]
    groups += [c.reports for c in ledger.commitments if wanted & set(c.commitment.who)]
    groups += [p.reports for p in ledger.positions if p.position.who in wanted]
    groups += [p.reports for p in ledger.people if p.party in wanted]
    return frozenset(report.document_id for group in groups for report in group)


def coverage_texts(found: Coverage) -> tuple[str, ...]:
    """The coverage in lines of English, for the foot of an answer."""
    left_out = f"{count_text(found.later, 'later document')} of the ledger left out of account."
    if not found.documents:
        nothing = (
            f"Rests on nothing: of {count_text(found.read, 'document')} published by "
            f"{day_text(found.on)}, none tells of this."
        )
        return (nothing, left_out) if found.later else (nothing,)
    span = ""
    if found.first is not None and found.last is not None:
        span = f", published {day_text(found.first)} to {day_text(found.last)}"
    langs = listed(sorted(c.name for c in found.langs))
    out = [
        f"{count_text(found.documents, 'document')} of {found.read} in the ledger, "
        f"{count_text(found.voices, 'independent voice')}, in {langs}{span}. "
        f"Sources: {', '.join(isolated(c.name) for c in sorted(found.sources, key=lambda c: c.name))}."
    ]
    if found.silent:
        shown = ", ".join(_silence_text(one) for one in found.silent[:_SILENT_SHOWN])
        rest = len(found.silent) - _SILENT_SHOWN
        out.append(f"Nothing was read of {shown}" + (f" and {rest} more such gaps." if rest > 0 else "."))
    if found.unsure:
        names = ", ".join(isolated(name) for name in found.unsure)
        out.append(f"Included, though undated or dated too loosely to tell if later: {names}.")
    if found.later:
        out.append(left_out)
    return tuple(out)


def coverage_remarks(found: Coverage) -> tuple[Remark, ...]:
    """``coverage_texts`` as remarks."""
    return tuple(Remark(text=text) for text in coverage_texts(found))


def _silence_text(one: Silence) -> str:
    first, last = (day_text(PartialDate.parse(month)) for month in (one.first, one.last))
    return first if first == last else f"{first} to {last} ({one.months} months)"


def _counted(names: Iterable[str]) -> tuple[Counted, ...]:
    found = Counter(names)
    return tuple(Counted(name=n, documents=found[n]) for n in sorted(found, key=lambda n: (-found[n], n)))


def _silent(months: list[str]) -> tuple[Silence, ...]:
    out = []
    numbers = [int(m[:4]) * 12 + int(m[5:7]) - 1 for m in months]
    for before, after in pairwise(numbers):
        if after - before > 1:
            out.append(Silence(first=_month(before + 1), last=_month(after - 1), months=after - before - 1))
    return tuple(sorted(out, key=lambda one: (-one.months, one.first)))


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
