"""Mentions of agreements, statements and resolutions -> instruments with status, date and parties."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dragoman.detect.names import word_similarity
from dragoman.detect.resolve import Found
from dragoman.extract.context import Context
from dragoman.extract.people import Roster
from dragoman.extract.sides import parties_of_thing
from dragoman.extract.term import Term, term_of, worked_out
from dragoman.extract.timing import Timing
from dragoman.model.record import Instrument, InstrumentKind, InstrumentStatus, Party
from dragoman.model.text import EngagementKind, Label, LinkKind, Realis
from dragoman.model.time import UNDATED, When

_RESOLUTION = re.compile(r"(?:S/RES/|(?<![\w/-]))(\d{1,4})(?![\w-])")
_LAST_RESOLUTION = 3200  # of the Security Council, well past the latest; a greater number is no symbol
_SAME_TITLE = 0.75


def instruments(context: Context, who: Roster, times: Timing) -> tuple[Instrument, ...]:
    """The instruments a document speaks of: one for each title, with every mention of it as evidence."""
    groups: list[list[int]] = []
    for number, found in enumerate(context.found):
        if found.label is not Label.INSTRUMENT and not is_resolution(found):
            continue
        home = next((g for g in groups if _same_title(context, g[0], number)), None)
        if home is None:
            groups.append([number])
        else:
            home.append(number)
    out = [_build(context, who, times, group) for group in groups if _is_title(context, group)]
    return tuple({i.id: i for i in out}.values())


def title_words(words: str) -> list[str]:
    """The words of a title that carry meaning: four letters or more, or figures."""
    return [w for w in re.findall(r"[^\W_]+", words.casefold()) if len(w) > 3 or w.isdigit()]


def title_similarity(left: Sequence[str], right: Sequence[str]) -> float:
    """Share of the words of the shorter title found, nearly or exactly, in the longer; from 0 to 1."""
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if not short:
        return 0.0
    hits = sum(1 for word in short if any(w == word or word_similarity(w, word) > 0.93 for w in long))
    return hits / len(short) * (1.0 if len(short) > 1 or len(long) == 1 else 0.6)


def _same_title(context: Context, left: int, right: int) -> bool:
    a, b = context.found[left].words, context.found[right].words
    return title_similarity(title_words(a), title_words(b)) >= _SAME_TITLE


def _is_title(context: Context, group: Sequence[int]) -> bool:
    """A title says what kind of instrument it is, in two meaning words or more, or is of something signed.

    "The agreement" alone is a reference, not a title.
    """
    return any(
        (len(title_words(context.found[n].words)) >= 2 and _has_kind(context.found[n]))
        or (context.found[n].pack.words == "characters" and len(context.found[n].words) >= 4)
        or any(context.found[link.left].mention.event is EngagementKind.SIGNING
               for link in context.links_to(n, LinkKind.INSTRUMENT))
        for n in group
    )  # fmt: skip


def _has_kind(found: Found) -> bool:
    return found.pack.meaning("instrument_kind", found.words) is not None or (
        resolution_symbol(found) is not None
    )


def _build(context: Context, who: Roster, times: Timing, group: Sequence[int]) -> Instrument:
    fullest = max(group, key=lambda n: (len(context.found[n].words), -n))
    found = context.found[fullest]
    kind = found.pack.meaning("instrument_kind", found.words)
    term = term_of(context, times, group)
    status, when, told = _status(context, times, group, term)
    evidence = [
        e
        for n in sorted(group, key=lambda n: (n != told, n))
        for e in context.with_repeats(
            context.evidence(
                context.sentences[context.found[n].sentence].span, context.found[n].mention.confidence
            )
        )
    ]
    return Instrument(
        title=found.words,
        lang=found.pack.lang,
        kind=_KINDS.get(kind or "", InstrumentKind.OTHER),
        status=status,
        when=when,
        parties=_parties(context, who, group),
        areas=tuple(sorted({m.value for m in found.pack.areas.longest(found.pack.tokens(found.words))})),
        symbol=_symbol(context, group),
        aliases=tuple(dict.fromkeys(context.found[n].words for n in group if n != fullest)),
        expires=worked_out(term, status, when),
        expires_evidence=term.evidence,
        term_months=term.months,
        renews=term.renews,
        evidence=tuple(dict.fromkeys(evidence)),
    )


_KINDS = {kind.value: kind for kind in InstrumentKind} | {"convention": InstrumentKind.TREATY}


def _status(
    context: Context, times: Timing, group: Sequence[int], term: Term
) -> tuple[InstrumentStatus | None, When, int]:
    """Status, date, and the mention whose sentence tells them: from linked events, else from near words.

    The date to which it holds is not its own, and what has yet to expire has not expired.
    """
    ends = term.dates
    lasting = _is_ahead(term.expires, times.published)
    for number in group:
        for link in context.links_to(number, LinkKind.INSTRUMENT):
            event = context.found[link.left].mention
            if event.event is not EngagementKind.SIGNING or event.realis is Realis.NEGATED:
                continue
            planned = event.realis is Realis.PLANNED
            status = InstrumentStatus.PLANNED if planned else InstrumentStatus.SIGNED
            when = next(
                (
                    times.of_mention[d.right]
                    for d in context.links(link.left, LinkKind.DATE)
                    if times.of_mention.get(d.right, UNDATED).date and d.right not in ends
                ),
                UNDATED,
            )
            return status, when, number
    for number in group:
        found = context.found[number]
        sentence = context.sentences[found.sentence].span
        cues = [
            cue
            for cue in context.cue("instrument_status", found.sentence)
            if not (lasting and cue.value == InstrumentStatus.EXPIRED.value)
        ]
        if cues:
            here = found.span.start - sentence.start
            nearest = min(cues, key=lambda c: (min(abs(c.start - here), abs(c.end - here)), c.start))
            distance = min(abs(nearest.start - here - len(found.span)), abs(nearest.end - here))
            if distance <= 60 or here <= nearest.start <= here + len(found.span):
                return InstrumentStatus(nearest.value), _near_date(context, times, number, ends), number
    return None, _near_date(context, times, group[0], ends), group[0]


def _is_ahead(end: When, published: When) -> bool:
    return end.date is not None and published.date is not None and end.date.last > published.date.first


def _near_date(context: Context, times: Timing, number: int, ends: Collection[int]) -> When:
    """A date within a few words behind the title: "the Statement adopted in 2016"."""
    found = context.found[number]
    for other, date in context.of(Label.DATE, found.sentence):
        gap = date.span.start - found.span.end
        if 0 <= gap <= 40 and other not in ends:
            return times.of_mention.get(other, UNDATED)
    return UNDATED


def _parties(context: Context, who: Roster, group: Sequence[int]) -> tuple[Party, ...]:
    titles = [context.found[number] for number in group]
    named = {m.value.party for f in titles for m in f.pack.parties.longest(f.pack.tokens(f.words))}
    return parties_of_thing(context, who, group, LinkKind.INSTRUMENT, named)


def _symbol(context: Context, group: Sequence[int]) -> str | None:
    return next((symbol for n in group if (symbol := resolution_symbol(context.found[n]))), None)


def is_resolution(found: Found) -> bool:
    """Whether a body's or organisation's name is that of a numbered resolution of the Security Council."""
    return found.label in (Label.BODY, Label.ORGANISATION) and resolution_symbol(found) is not None


def resolution_symbol(found: Found) -> str | None:
    """The symbol of a resolution of the Security Council, where the words name the council and a number.

    An ordinal or the number of a session is none, and "UN" alone does not say which organ resolved.
    """
    tokens = found.pack.tokens(found.words)
    named = {m.value.party.code for m in found.pack.parties.find(tokens)}
    if "UNSC" not in named or found.pack.cue("session", tokens):
        return None
    for match in _RESOLUTION.finditer(found.words):
        if 1 <= int(match[1]) <= _LAST_RESOLUTION:
            return f"S/RES/{match[1]}"
    return None
