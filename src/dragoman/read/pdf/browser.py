"""What a browser prints around a page: title, address, the moment of printing, the number of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from dragoman.read.pdf.margins import Line, lines_down
from dragoman.read.pdf.rows import Row

_EDGE = 60.0  # points, or of the page's height:
_SHARE = 0.08
_DAY = r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{2,4}\b"
_TIME = r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b"
_MOMENT = re.compile(rf"{_DAY}.{{0,14}}?{_TIME}|{_TIME}.{{0,14}}?{_DAY}")
_AROUND = 8  # code points before or after it: AM, 上午, ص
_ADDRESS = re.compile(r"(?:(?:https?|file|ftp|chrome(?:-\w+)?)://|(?:about|data|blob):)\S+")
_COUNT = re.compile(r"(?:\D{0,16}\s)?(\d{1,4})(?:\s?/\s?|\s\D{1,12}\s)(\d{1,4})(?:\s?\D{0,12})?")
_LONGEST = 2_000  # code points of such a line
_CUT = ("…", "...")  # at the end of an address that was too long


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The pages without what the browser put around them, and the address of the web that it put there."""

    pages: list[list[Row]]
    address: str | None = None


def without_browser(pages: Sequence[Sequence[Row]], heights: Sequence[float], *, known: bool) -> Printed:
    """Takes the header and footer of a browser off, by their form: on a single page and in any language too.

    An address or a moment with the count of pages is one; a moment or an address with the title is where the
    other end of the page has one, or where the file is ``known`` to be a browser's.
    """
    left: list[list[Row]] = []
    address: str | None = None
    for rows, height in zip(pages, heights, strict=True):
        lines = lines_down(rows)
        top = lines[0] if lines and lines[0].base > height - max(_EDGE, _SHARE * height) else None
        foot = lines[-1] if len(lines) > 1 and lines[-1].base < max(_EDGE, _SHARE * height) else None
        sure = known or any(line is not None and _is_counted(line.text) for line in (top, foot))
        gone = [
            line
            for line in (top, foot)
            if line is not None and (_is_counted(line.text) or (sure and _is_titled(line, lines)))
        ]
        for line in gone:
            address = address or _address(line.text)
        ids = {id(row) for line in gone for row in line.rows}
        left.append([row for row in rows if id(row) not in ids])
    return Printed(pages=left, address=address)


def _is_counted(text: str) -> bool:
    """Whether it is an address or a moment, and a count of pages, and nothing else."""
    if len(text) > _LONGEST:
        return False
    for form in (_ADDRESS, _MOMENT):
        for match in form.finditer(text):
            before, after = text[: match.start()].strip(" ,،"), text[match.end() :].strip(" ,،")
            if _is_count(before) and len(after) <= _AROUND:
                return True
            if _is_count(after) and len(before) <= _AROUND:
                return True
    return False


def _is_count(text: str) -> bool:
    match = _COUNT.fullmatch(text)
    return match is not None and min(int(match[1]), int(match[2])) > 0


def _is_titled(line: Line, lines: Sequence[Line]) -> bool:
    """Whether it is an address or a moment with nothing or a title beside it, set apart from the text."""
    text = line.text
    if len(text) > _LONGEST or not any(
        match.start() <= _AROUND or len(text) - match.end() <= _AROUND
        for form in (_ADDRESS, _MOMENT)
        for match in form.finditer(text)
    ):
        return False
    near = [other for other in lines if other is not line and abs(other.base - line.base) < 1.6 * line.size]
    return not near


def _address(text: str) -> str | None:
    match = _ADDRESS.search(text)
    if match is None or not match[0].startswith("http") or match[0].endswith(_CUT):
        return None
    try:
        return match[0] if urlsplit(match[0]).hostname else None
    except ValueError:
        return None
