"""The examples of a language pack, checked: what it makes of marked words against what they should mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.detect.dates import Frame, resolve
from dragoman.detect.expressions import parse
from dragoman.detect.names import latin_name
from dragoman.detect.resolve import Found, detect
from dragoman.lexicon.marks import MARK, marked
from dragoman.lexicon.pack import Example, Pack
from dragoman.model.text import (
    Document,
    Label,
    Markup,
    Sentence,
    Span,
)
from dragoman.model.time import DateBasis, PartialDate

_HORIZON = 2026  # of no weight: examples that need a year give a publication date


def check_examples(pack: Pack) -> Iterator[str]:
    """One line, with file and line number, for each expectation that the pack does not meet."""
    for example in pack.examples:
        where = f"{example.file}:{example.line}"
        found = _resolve(example, pack)
        if example.expect is None:
            named = [f.words for f in found if f.party or f.role]
            if named:
                yield f"{where}: expected nothing, found {named}"
            continue
        yield from (f"{where}: {problem}" for problem in _problems(example, found, pack))


def _resolve(example: Example, pack: Pack) -> tuple[Found, ...]:
    text, mentions = marked(example)
    document = Document(
        text=text,
        lang=pack.lang,
        origin=example.file,
        name="example",
        published=example.published,
        published_basis=DateBasis.STATED if example.published else DateBasis.UNKNOWN,
    )
    sentence = Sentence(span=Span(start=0, end=len(text)), paragraph=0, lang=pack.lang)
    markup = Markup(mentions=mentions, links=())
    return detect(document, (sentence,), markup, lambda _: pack, "example@1").found


def _problems(example: Example, found: tuple[Found, ...], pack: Pack) -> Iterator[str]:
    expect: Mapping[str, Any] = example.expect or {}
    raw = {mark[4]: mark[1] for mark in MARK.finditer(example.text)}
    by_words = {f.words: f for f in found} | {
        words: f for words, f in zip(raw, found, strict=False) if len(raw) == len(found)
    }

    def at(words: str) -> Found | None:
        return by_words.get(words)

    for words, code in (expect.get("parties") or {}).items():
        mention = at(words)
        got = mention.party.code if mention and mention.party else None
        if got is None and (named := pack.party(words)):
            got = named.party.code
        if got != code:
            yield f"party of {words!r}: {got} for {code}"
    for words, role in (expect.get("offices") or {}).items():
        mention = at(words)
        party = mention.party if mention else None
        near = party or next((f.party for f in found if f.label is Label.PARTY and f.party), None)
        got_role = pack.role(words, near)
        if (got_role.value if got_role else None) != role:
            yield f"role of {words!r}: {got_role} for {role}"
    for words, name in (expect.get("people") or {}).items():
        got_name = latin_name(words, pack)
        if got_name != name:
            yield f"name of {words!r}: {got_name!r} for {name!r}"
    last: PartialDate | None = None
    text = MARK.sub(r"\4", example.text)
    for words, date in sorted((expect.get("dates") or {}).items(), key=lambda item: text.find(item[0])):
        frame = Frame(published=example.published, horizon=_HORIZON, named=last)
        when = resolve(parse(words, pack), frame)
        if when.date is not None and when.date.day is not None:
            last = when.date if when.end is None else None
        got_date = f"{when.date}/{when.end}" if when.end and "/" in str(date) else str(when.date or None)
        if got_date != str(date):
            yield f"date of {words!r}: {got_date} for {date}"
    for words, kind in (expect.get("references") or {}).items():
        mention = at(words)
        if mention is None or mention.reference != kind:
            yield f"reference {words!r}: {mention.reference if mention else 'no such mark'} for {kind}"
    yield from _cue_problems(example, expect, pack)


def _cue_problems(example: Example, expect: Mapping[str, Any], pack: Pack) -> Iterator[str]:
    text = MARK.sub(r"\4", example.text)
    for group, meanings in (expect.get("cues") or {}).items():
        wanted = [meanings] if isinstance(meanings, str) else meanings
        got = sorted({m.value for m in pack.cue(group, text)})
        if wanted is None and got:
            yield f"cue {group}: {got} for none"
        for meaning in wanted or []:
            if meaning not in got:
                yield f"cue {group}: {got} for {meaning}"
    if "areas" in expect:
        areas = sorted({m.value for m in pack.areas.longest(pack.tokens(text))})
        if areas != sorted(expect["areas"]):
            yield f"areas: {areas} for {sorted(expect['areas'])}"
