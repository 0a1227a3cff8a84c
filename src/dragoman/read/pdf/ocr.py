"""Reading pictures of pages, where Tesseract and the extra ``ocr`` are installed."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.read.pdf.bidi import is_rtl
from dragoman.read.pdf.rows import Row, cleaned

_DOTS = 300 / 72  # per point: what the engine's models were made for
_MOST_PIXELS = 20_000_000
_PAGE_SECONDS = 60
_LOWER, _HIGHER = 0.7, 1.18  # of the usual height: lines whose letters have no strokes above or below, or all
_SURE = 30  # of 100: words of which the engine is less sure are stains
# Scripts that the engine tells apart -> the languages looked for, of those whose data are installed.
_LANGUAGES = {
    "Arabic": ("ara", "fas", "urd"),
    "Cyrillic": ("rus", "ukr", "bel", "srp", "bul"),
    "Han": ("chi_sim", "chi_tra"),
    "HanS": ("chi_sim",),
    "HanT": ("chi_tra",),
    "Japanese": ("jpn",),
    "Hangul": ("kor",),
    "Korean": ("kor",),
    "Hebrew": ("heb",),
    "Greek": ("ell",),
    "Devanagari": ("hin",),
    "Latin": ("eng", "fra", "spa", "por", "deu"),
}
# Scripts in which Latin words are looked for too; not Arabic, whose own words are then taken for Latin ones.
_WITH_LATIN = ("Cyrillic", "Han", "HanS", "HanT", "Hebrew", "Japanese", "Hangul", "Korean")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A word in a picture, its place in pixels from the top left corner, and the line it is in.

    ``line`` is the number of block, paragraph and line; words come in the order of reading.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    line: tuple[int, int, int]


Engine = Callable[[Any], Sequence[Seen]]
"""A picture (of Pillow's) to the words in it. Raises OcrFailed where it cannot be read."""


class OcrFailed(Exception):
    """The engine gave up: no data for the script, or too long at it."""


@lru_cache(maxsize=1)
def find_engine() -> Engine | None:
    """Tesseract, if it and the extra are installed."""
    try:
        import pytesseract  # type: ignore[import-not-found,import-untyped,unused-ignore]  # an extra, not typed

        languages = frozenset(pytesseract.get_languages())
    except (ImportError, OSError, RuntimeError):  # its own errors are these two's
        return None
    languages -= {"osd", "equ"}
    return (lambda picture: _tesseract(picture, languages)) if languages else None


def _tesseract(picture: Any, languages: Collection[str]) -> list[Seen]:
    import pytesseract

    try:
        found = pytesseract.image_to_data(
            picture,
            lang="+".join(_languages(_script(picture), languages)),
            output_type=pytesseract.Output.DICT,
            timeout=_PAGE_SECONDS,
        )
    except (
        RuntimeError,
        OSError,
        ValueError,
    ) as error:  # TesseractError is a RuntimeError, and so is its time-out
        raise OcrFailed(str(error)[:200]) from error
    columns = ("text", "conf", "left", "top", "width", "height", "block_num", "par_num", "line_num")
    return [
        Seen(
            text=str(text), left=left, top=top, right=left + width, bottom=top + height,
            line=(block, paragraph, line),
        )
        for text, sure, left, top, width, height, block, paragraph, line in zip(
            *(found[column] for column in columns), strict=True
        )
        if str(text).strip() and float(sure) >= _SURE
    ]  # fmt: skip


def _script(picture: Any) -> str:
    import pytesseract

    try:
        found = pytesseract.image_to_osd(picture, output_type=pytesseract.Output.DICT, timeout=_PAGE_SECONDS)
    except (RuntimeError, OSError, ValueError):  # too few letters to tell, or no data to tell by
        return "Latin"
    return str(found.get("script", "Latin"))


def _languages(script: str, installed: Collection[str]) -> tuple[str, ...]:
    wanted = _LANGUAGES.get(script, ())
    if script in _WITH_LATIN:
        wanted = (*wanted[:2], "eng")
    found = tuple(lang for lang in wanted if lang in installed)
    if not found or (script != "Latin" and found == ("eng",)):
        raise OcrFailed(f"no data of the OCR engine for the script {script}")
    return found[:3]


def rows_seen(page: Any, number: int, engine: Engine) -> list[Row]:
    """The rows of a page's picture. Raises OcrFailed."""
    width, height = page.get_size()
    scale = min(_DOTS, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        seen = engine(bitmap.to_pil())
    finally:
        bitmap.close()
    return list(_rows(seen, number, scale, height))


def _rows(seen: Sequence[Seen], number: int, scale: float, height: float) -> Iterator[Row]:
    lines: dict[tuple[int, int, int], list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    heights = sorted(_height(line) for line in lines.values())
    usual = max(heights[len(heights) // 2], 1.0) if heights else 1.0
    before: tuple[int, int, float] | None = None
    column, lowest = 0, 0.0
    for (block, paragraph, _), words in lines.items():
        text = cleaned(" ".join(word.text for word in words))
        size = _height(words)
        size = (usual if _LOWER < size / usual < _HIGHER else size) / scale
        top, bottom = min(word.top for word in words), max(word.bottom for word in words)
        column += top < lowest - usual  # back up: another column
        lowest = bottom
        yield Row(
            text=text,
            left=min(word.left for word in words) / scale,
            right=max(word.right for word in words) / scale,
            base=height - bottom / scale,
            size=size,
            page=number,
            first=(words[0].right - words[0].left) / scale,
            rtl=is_rtl(text),
            starts=before != (block, paragraph, size),
            column=column,
        )
        before = block, paragraph, size


def _height(line: Sequence[Seen]) -> float:
    return max(word.bottom for word in line) - min(word.top for word in line)
