"""Mentions of joint and multilateral bodies -> bodies, with the session that is spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.detect.resolve import Found
from dragoman.extract.context import Context
from dragoman.extract.instrument import is_resolution
from dragoman.extract.mandate import mandate
from dragoman.extract.people import Roster
from dragoman.extract.recurrence import recurrences
from dragoman.extract.sides import parties_of_thing
from dragoman.lexicon.forms import Match
from dragoman.lexicon.pack import DateWord
from dragoman.model.record import Body, BodyKind, Evidence, Party
from dragoman.model.text import Label, LinkKind, Span

_REACH = 60  # characters before a body's name in which its session's number may stand
_BEHIND = 40  # characters after it
_AT_ONCE = 6  # characters from the name to the number or the word for a session, and between these
_MOST = 200  # sessions
_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3})(?![\d.,]*\d)")


def bodies(context: Context, who: Roster) -> tuple[Body, ...]:
    """The bodies named in a document: one for each name and session."""
    groups: dict[tuple[str, int | None], list[int]] = {}
    for number, found in context.of(Label.BODY):
        name = bare_name(context, number)
        if _is_name(found, name) and not is_resolution(found):
            key = (found.pack.tokenizer.fold(name), session_number(context, number))
            groups.setdefault(key, []).append(number)
    often = recurrences(context)
    numbered = {name for name, session in groups if session is not None}
    out = []
    for (name, session), mentions in groups.items():
        if session is None and name in numbered:
            continue
        first = context.found[mentions[0]]
        evidence = [e for m in mentions for e in context.with_repeats(_quote(context, m))]
        kinds = _specific(first.pack.cue("body_kind", first.words))
        tasks = mandate(context, mentions)
        out.append(
            Body(
                name=bare_name(context, mentions[0]),
                lang=first.pack.lang,
                kind=BodyKind(kinds[-1].value) if kinds else BodyKind.OTHER,
                session=session,
                parties=_parties(context, who, mentions),
                mandate=tuple(words for words, _ in tasks),
                mandate_evidence=tuple(place for _, place in tasks),
                recurrence=next((often[m].said for m in mentions if m in often), None),
                evidence=tuple({e.span: e for e in evidence}.values()),
            )
        )
    return tuple(out)


def session_number(context: Context, body: int) -> int | None:
    """The number of the session named with a body: an ordinal or figure beside a word for a session, which
    stand before the name or in it, or else right behind it ("Ortak Komisyonu II. Toplantısı")."""
    found = context.found[body]
    sentence = context.sentences[found.sentence].span
    start = max(sentence.start, found.span.start - _REACH)
    region = Span(start=start, end=found.span.end)
    words = region.of(context.text)
    tokens = found.pack.tokens(words)
    sessions = found.pack.cue("session", tokens)
    if not sessions:
        return _number_behind(context, body)
    best: tuple[int, int] | None = None
    for match in found.pack.dates.longest(tokens):
        if match.value.word is not DateWord.ORDINAL:
            continue
        gap = _gap(match.start, match.end, sessions)
        if gap is not None and (best is None or gap < best[0]):
            best = (gap, int(match.value.value))
    for figure in _NUMBER.finditer(words):
        gap = _gap(figure.start(), figure.end(), sessions)
        if gap is not None and gap <= 6 and (best is None or gap < best[0]):
            best = (gap, int(figure[1]))
    return best[1] if best and 1 <= best[1] <= _MOST else _number_behind(context, body)


def _number_behind(context: Context, body: int) -> int | None:
    """The number of a session that follows a name at once, beside a word for a session that is not of it."""
    found = context.found[body]
    end = min(context.sentences[found.sentence].span.end, found.span.end + _BEHIND)
    words = context.text[found.span.end : end]
    tokens = found.pack.tokens(words)
    for session in found.pack.cue("session", tokens):
        for match in found.pack.dates.find(tokens):
            first, last = sorted(((session.start, session.end), (match.start, match.end)))
            near = first[0] <= _AT_ONCE and 0 <= last[0] - first[1] <= _AT_ONCE
            if near and match.value.word is DateWord.ORDINAL and 1 <= int(match.value.value) <= _MOST:
                return int(match.value.value)
    return None


def _gap(start: int, end: int, sessions: Sequence[Match[str]]) -> int | None:
    """How far a number stands from the nearest word for a session, or None where it is too far."""
    gaps = []
    for session in sessions:
        left, right = session.start, session.end
        gaps.append(left - end if end <= left else start - right if start >= right else 0)
    nearest = min(gaps)
    return nearest if nearest <= 20 else None


def bare_name(context: Context, body: int) -> str:
    """A body's name without the session's number and the words up to the name after it."""
    found = context.found[body]
    words = found.words
    tokens = found.pack.tokens(words)
    kinds = _specific(found.pack.cue("body_kind", tokens))
    before = kinds[-1].start if kinds else len(words)
    sessions = [s for s in found.pack.cue("session", tokens) if s.start < before]
    numbers = [
        m.end for m in found.pack.dates.find(tokens) if m.value.word is DateWord.ORDINAL and m.start < before
    ]
    numbers += [f.end() for f in _NUMBER.finditer(words) if f.start() < before]
    if not numbers:
        return words
    cut = max([*numbers, *(s.end for s in sessions if kinds)])
    rest = re.sub(r"^-?\w{1,3}\b", "", words[cut:]) if words[cut - 1].isdigit() else words[cut:]
    return _without_link_words(rest.strip(" ,:-–—’'.")) or words


def _specific(kinds: Sequence[Match[str]]) -> list[Match[str]]:
    """The words for a kind of body, those for a mere gathering only where there are no others."""
    return [k for k in kinds if k.value != BodyKind.OTHER.value] or list(kinds)


def _without_link_words(rest: str) -> str:
    """Drop up to three short words in small letters (articles, "of the") from the front."""
    parts = rest.split()
    for _ in range(3):
        if len(parts) > 1 and len(parts[0]) <= 3 and parts[0].islower():
            parts = parts[1:]
    return " ".join(parts)


def _is_name(found: Found, name: str) -> bool:
    """A name says what kind of body it is, or is written as a name; "the session" alone is none."""
    tokens = found.pack.tokens(name)
    words = [t for t in tokens if t.text.isalnum()]
    if found.pack.cue("body_kind", tokens):
        return len(words) >= 2 or (found.pack.words == "characters" and len(words) >= 4)
    return len(words) >= 2 and not (len(words) <= 3 and found.pack.cue("session", tokens))


def _quote(context: Context, body: int) -> Evidence:
    """The sentence: it holds the session's number and what is said of the body."""
    found = context.found[body]
    return context.evidence(context.sentences[found.sentence].span, found.mention.confidence)


def _parties(context: Context, who: Roster, mentions: Sequence[int]) -> tuple[Party, ...]:
    """Blocs count here: "Russian-Arab Forum"."""
    named: set[Party] = set()
    for mention in mentions:
        found = context.found[mention]
        tokens = found.pack.tokens(found.words)
        named.update(m.value.party for m in found.pack.parties.longest(tokens))
        named.update(m.value.party for m in found.pack.blocs.longest(tokens))
    return parties_of_thing(context, who, mentions, LinkKind.BODY, named)
