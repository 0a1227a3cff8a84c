"""Where sentences end: stops, and what keeps a stop from ending a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from dragoman.segment.rules import SegmentRules

_CLOSERS = r"\"'”’»)\]）】」』›*_"
_STOP = re.compile(
    rf"[.!?…。！？｡؟۔।։](?:[.!?…。！？｡؟۔।։{_CLOSERS}]|\[\d{{1,3}}\]|\s(?=[.…!?](?:\s|\Z))|\s(?=»(?:\s|\Z))|[“«](?!\w))*"
)
_ALWAYS = frozenset("。！？｡")
_BEFORE_NEXT = re.compile(r"""[\s"'“”‘’«»„‹(\[（【「『*_¿¡—–•·-]*""")
_TOKEN = 24  # code points looked back for the word before a stop
_ROMAN = re.compile(r"[IVXLC]+\Z")
_DATELINE = re.compile(r"[^,.()/\n]{2,40},[^()/\n]{0,60}?[(/][^()/\n]{2,40}[)/]\s?[.:]?(?:\s?[-–—]+)?")
_JOINERS = "'’-.·/"


def sentence_ends(
    text: str, start: int, end: int, rules: SegmentRules, ordinary: Collection[str] = ()
) -> Iterator[int]:
    """The offsets in ``text[start:end]`` after which a new sentence begins, in order, without ``end``.

    ``ordinary`` are words that the document writes in lower case: one of these in capitals after "U.S."
    begins a sentence, where another word goes on with it.
    """
    dateline = _DATELINE.match(text, start, end)
    clear = dateline.end() if dateline and _is_dateline(text, start, dateline) else start
    last = start
    for match in _STOP.finditer(text, start, end):
        after = match.end()
        if after <= clear or after >= end:
            continue
        if _is_end(text, match, last, end, rules, ordinary):
            yield after
            last = after


def is_abbreviation(text: str, stop: int, start: int, rules: SegmentRules) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation or initial."""
    token = _token_before(text, stop, start)
    initial = len(token) == 1 and token.isalpha()
    return initial or _is_dotted(token) or token.casefold() in rules.abbreviations


def _is_end(
    text: str, match: re.Match[str], last: int, end: int, rules: SegmentRules, ordinary: Collection[str]
) -> bool:
    stops, after = match[0], match.end()
    if any(stop in _ALWAYS for stop in stops):
        return True
    if text[match.start() - 1 : match.start()] in ("(", "[") and match.start() > last:
        return False  # (!) and (?) are remarks
    spaced = text[after].isspace()
    following = _BEFORE_NEXT.match(text, after, min(end, after + 50))
    at = following.end() if following else after
    if at >= end:
        return spaced
    if text[at].islower() or (not spaced and text[at].isdigit()):
        return False
    if stops[0] != ".":
        pause = stops[0] == "…" and not text[at].isupper()
        return (spaced and not pause) or _is_glued(text, match.start(), at)
    if stops.startswith((". .", "..")):
        return spaced and text[at].isupper()
    token = _token_before(text, match.start(), last)
    if not spaced:
        return at == after and len(stops) == 1 and "." not in token and _is_glued(text, match.start(), at)
    return not _holds_on(text, token, match.start() - len(token), (last, at, end), rules, ordinary)


def _holds_on(
    text: str,
    token: str,
    token_at: int,
    place: tuple[int, int, int],
    rules: SegmentRules,
    ordinary: Collection[str],
) -> bool:
    """Whether a sentence goes on after the word ``token`` and its point, though a capital follows."""
    last, at, end = place
    folded = token.casefold()
    if token.isdigit() or (rules.ordinal_point and _ROMAN.match(token)):
        opens = not text[last:token_at].strip()  # the number of an item
        return opens or (rules.ordinal_point and (len(token) <= 2 or not token.isdigit()))
    if folded in rules.numbered:
        return text[at].isdigit()
    if len(token) == 1 and token.isalpha() and not "\u2e80" < token < "\ud800":
        return True
    if _is_dotted(token):
        word = _word_at(text, at, end)
        return not (len(word) <= 4 and word.casefold() in ordinary)
    return folded in rules.abbreviations


def _is_glued(text: str, stop: int, at: int) -> bool:
    """Whether a new sentence follows without the space that should stand between."""
    left, right = text[max(0, stop - 3) : stop], text[at : at + 2]
    if len(left) < 3 or len(right) < 2 or not left.isalpha() or not right.isalpha():
        return False
    if left.islower():
        return right[0].isupper() and right[1].islower()
    return not left.isupper() and left.lower() == left.upper() and right.lower() == right.upper()


def _is_dotted(token: str) -> bool:
    """Whether this is of the kind of U.S, т.е or Ph.D: short parts with points between."""
    return "." in token and all(len(part) <= 2 for part in token.split("."))


def _token_before(text: str, stop: int, start: int) -> str:
    at = stop
    limit = max(start, stop - _TOKEN)
    while at > limit and (text[at - 1].isalnum() or text[at - 1] in _JOINERS):
        at -= 1
    return text[at:stop].strip(_JOINERS)


def _word_at(text: str, at: int, end: int) -> str:
    last = at
    while last < min(end, at + _TOKEN) and text[last].isalpha():
        last += 1
    return text[at:last]


def _is_dateline(text: str, start: int, match: re.Match[str]) -> bool:
    """PLACE, date (AGENCY): the points in it end short words or figures, or stand before the agency."""
    if text[start].islower():
        return False
    body = match[0]
    agency = max(body.find("("), body.find("/"))
    marked = body.rstrip()[-1] not in ")/"
    stops = [at for at, sign in enumerate(body[:agency]) if sign == "."]
    return marked and all(
        not body[at + 1 : agency].strip() or len(_token_before(body, at, 0)) <= 4 for at in stops
    )
