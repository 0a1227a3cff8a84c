"""JSON-LD: what a page says of itself to search engines, now and then with the whole text of its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.read.base import without_breakage
from dragoman.read.page.blocks import plain_text

_MAX_OBJECTS = 2000
_MAX_DATA = 1_000_000  # code points of linked data read
_LOOSE_DATE = re.compile(r'"datePublished"\s{0,5}:\s{0,5}"([^"]{1,60})"')
_WORKS = frozenset((
    "article", "newsarticle", "reportagenewsarticle", "blogposting", "report", "pressrelease", "webpage",
    "socialmediaposting", "analysisnewsarticle", "advertisercontentarticle", "discussionforumposting",
    "creativework", "governmentarticle",
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """What the page's JSON-LD says of the work on it."""

    title: str | None = None
    published: str | None = None
    author: str | None = None
    site: str | None = None
    address: str | None = None
    body: str = ""


def linked_data(tree: Any) -> LinkedData:
    """The work that the page's JSON-LD describes: the first that has a date, else the first."""
    best = LinkedData()
    left = _MAX_DATA
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        written = (script.text or "")[:left]
        left -= len(written)
        for work in _works(written):
            if best == LinkedData() or (work.published and not best.published):
                best = work
    return best


def _works(written: str) -> Iterator[LinkedData]:
    try:
        value = json.loads(written.strip().strip(";"), strict=False)
    except (ValueError, RecursionError):
        loose = _LOOSE_DATE.search(written)
        yield LinkedData(published=loose[1] if loose else None)
        return
    stack: list[object] = [value]
    for _ in range(_MAX_OBJECTS):
        if not stack:
            return
        held = stack.pop()
        if isinstance(held, list):
            stack += reversed(held[:_MAX_OBJECTS])
        elif isinstance(held, dict):
            kinds = held.get("@type")
            named = kinds if isinstance(kinds, list) else [kinds]
            if "datePublished" in held or any(str(kind).lower() in _WORKS for kind in named):
                yield _work(held)
            stack += [held[key] for key in ("mainEntity", "@graph") if key in held]


def _work(held: Mapping[str, object]) -> LinkedData:
    return LinkedData(
        title=_words(held.get("headline")),
        published=_words(held.get("datePublished")),
        author=_names(held.get("author")),
        site=_names(held.get("publisher")),
        address=_words(held.get("url")),
        body=_paragraphs(held.get("articleBody")),
    )


def _names(value: object) -> str | None:
    several = value if isinstance(value, list) else [value]
    names = [_words(one.get("name") if isinstance(one, dict) else one) for one in several[:10]]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _paragraphs(value: object) -> str:
    return without_breakage(plain_text(value)) if isinstance(value, str) else ""


def _words(value: object) -> str | None:
    return " ".join(without_breakage(value).split()) or None if isinstance(value, str) else None
