"""Mends of the tagger's spans: the fragments of one office or date put together, words made whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dragoman.detect.expressions import parse
from dragoman.lexicon.pack import Pack
from dragoman.model.text import Label, Link, Markup, Mention, Span

_JOINT = re.compile(r"\s*(?:[,،、;]?\s*(?:\w{1,3}\s+)?)\Z")
_MAX_JOINT = 8
_CUT = re.compile(r"['’ʼ-]\w")  # what follows where a word goes on
_MAX_REST = 12


def join_offices(text: str, markup: Markup, pack_at: Callable[[int], Pack]) -> Markup:
    """Put the pieces of a compound office together: "Minister of Foreign Affairs, African Cooperation" and
    "Expatriates", with the adjective between them. A piece that is an office by itself stays one."""
    mentions = markup.mentions
    home = list(range(len(mentions)))  # the mention that each one becomes part of
    spans = [m.span for m in mentions]
    index = 0
    while index < len(mentions):
        last = index
        while mentions[index].label is Label.OFFICE:
            following = _continuation(text, mentions, last, spans[index].end, pack_at)
            if following is None:
                break
            spans[index] = Span(start=spans[index].start, end=mentions[following].span.end)
            home[last + 1 : following + 1] = [index] * (following - last)
            last = following
        index = last + 1
    kept = tuple(replace(m, span=spans[i]) for i, m in enumerate(mentions) if home[i] == i)
    return _remap(markup, home, kept) if len(kept) < len(mentions) else markup


def join_dates(text: str, markup: Markup, pack_at: Callable[[int], Pack]) -> Markup:
    """Put together the halves of one date that stand side by side: "today, Tuesday" and "14 March"."""
    mentions = markup.mentions
    home = list(range(len(mentions)))
    spans = [m.span for m in mentions]
    for index in range(len(mentions) - 1):
        left, right = mentions[index], mentions[index + 1]
        if left.label is not Label.DATE or right.label is not Label.DATE or home[index] != index:
            continue
        gap = text[left.span.end : right.span.start]
        if len(gap) > 3 or gap.strip(" ,،()\n"):
            continue
        pack = pack_at(left.span.start)
        said = parse(left.span.of(text), pack), parse(right.span.of(text), pack)
        halves = [s.month is not None and s.day is not None for s in said]
        near = [s.month is None and s.year is None and (s.weekday or s.days is not None) for s in said]
        if (halves[0] and near[1]) or (near[0] and halves[1]):
            spans[index] = Span(start=left.span.start, end=right.span.end)
            home[index + 1] = index
    kept = tuple(replace(m, span=spans[i]) for i, m in enumerate(mentions) if home[i] == i)
    return _remap(markup, home, kept) if len(kept) < len(mentions) else markup


def complete_dates(text: str, markup: Markup, pack_at: Callable[[int], Pack]) -> Markup:
    """Give back to a date the rest of the word that it was cut in ("aujourd" of "aujourd'hui")."""
    mentions = list(markup.mentions)
    for index, mention in enumerate(mentions):
        end = mention.span.end
        if mention.label is not Label.DATE or not _CUT.match(text, end):
            continue
        start = mention.span.start
        following = mentions[index + 1].span.start if index + 1 < len(mentions) else len(text)
        pack = pack_at(start)
        for match in pack.dates.longest(pack.tokens(text[start : end + _MAX_REST])):
            if match.start < end - start < match.end and start + match.end <= following:
                mentions[index] = replace(mention, span=Span(start=start, end=start + match.end))
    return replace(markup, mentions=tuple(mentions))


def _continuation(
    text: str, mentions: Sequence[Mention], last: int, end: int, pack_at: Callable[[int], Pack]
) -> int | None:
    """The number of an office's next piece, where nothing but signs, a short word or a party lies between.

    ``last`` is the number of its last piece so far, which ends at ``end``.
    """
    following = last + 1
    while following < len(mentions) and following <= last + 2:
        mention = mentions[following]
        gap = text[end : mention.span.start]
        if len(gap) > _MAX_JOINT or not _JOINT.match(gap):
            return None
        if mention.label is Label.OFFICE:
            words = " ".join(mention.span.of(text).split())
            return following if pack_at(mention.span.start).role(words) is None else None
        if mention.label is not Label.PARTY or following > last + 1:
            return None
        end = mention.span.end
        following += 1
    return None


def _remap(markup: Markup, home: Sequence[int], mentions: tuple[Mention, ...]) -> Markup:
    kept = [i for i, target in enumerate(home) if target == i]
    number = {old: new for new, old in enumerate(kept)}
    links: dict[tuple[object, int, int], Link] = {}
    for link in markup.links:
        left, right = number[home[link.left]], number[home[link.right]]
        swallowed = home[link.left] != link.left or home[link.right] != link.right
        if left == right or (swallowed and link.kind.value == "party" and home[link.right] != link.right):
            continue
        moved = replace(link, left=left, right=right)
        key = (moved.kind, left, right)
        if key not in links or links[key].score < moved.score:
            links[key] = moved
    return Markup(mentions=mentions, links=tuple(links.values()))
