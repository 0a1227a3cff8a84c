"""The characters of a page and where they stand, as PDFium has them.

Only places are taken from PDFium, never its order of reading right-to-left scripts: it turns the words of
some producers (Chromium's Arabic) round, one by one.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

MAX_GLYPHS = 200_000
"""Of one page: a page of newsprint has some 40,000."""
_BOLD = b"bold"
_FLAT = 0.2  # of the size: a figure that is lower is a stroke that lengthens a word, wrongly named
_HYPHENS = (0x2, 0xFFFE)  # PDFium's signs for one at a line's end
_LEANING = math.radians(5)


class Glyph(NamedTuple):
    """A character and its place: left, right and base line in points, from the page's bottom left corner.

    A NamedTuple, for there are thousands of them on a page.
    """

    char: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False


class TooManyGlyphs(ValueError):
    """A page has more characters than any page of text."""


def page_glyphs(page: Any) -> list[Glyph]:
    """The characters of a page in PDFium's order, turned so that most of the text stands upright.

    What runs in another direction (a stamp across the page, a number in its margin) is left out, and so is
    what lies outside the page.
    """
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > MAX_GLYPHS:
            raise TooManyGlyphs(f"more than {MAX_GLYPHS:,} characters")
        frame = page.get_bbox()
        found = list(_glyphs(textpage, frame))
    finally:
        textpage.close()
    turns = Counter(quarter for quarter, glyph in found if not glyph.char.isspace())
    if not turns:
        return []
    upright = turns.most_common(1)[0][0]
    return [_turned(glyph, quarter) for quarter, glyph in found if quarter == upright]


def _glyphs(textpage: Any, frame: tuple[float, float, float, float]) -> Iterator[tuple[int, Glyph]]:
    import pypdfium2.raw as raw  # type: ignore[import-untyped]  # PDFium's C functions: nothing is typed

    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    name = ctypes.create_string_buffer(200)
    quarter, size, bold, begins = 0, 1.0, False, True
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        begins = begins or code in (10, 13)
        if code in (0, 10, 13) or (code == 32 and raw.FPDFText_IsGenerated(textpage, index) == 1):
            continue
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        if not (frame[0] - 5 <= x.value <= frame[2] + 5 and frame[1] - 5 <= y.value <= frame[3] + 5):
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        char = "-" if code in _HYPHENS else chr(code)
        if not char.isspace() and raw.FPDFText_GetMatrix(textpage, index, matrix):
            angle = math.atan2(matrix.b, matrix.a)
            quarter = round(angle / (math.pi / 2)) % 4
            if abs(math.remainder(angle, math.pi / 2)) > _LEANING:
                quarter = -1
            size = raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d) or 1.0
            if begins:
                length = raw.FPDFText_GetFontInfo(textpage, index, name, len(name), None)
                bold = _BOLD in name.raw[: min(length, len(name))].lower()
            if char.isascii() and char.isdigit() and _is_flat(raw, textpage, index, size):
                char = "\u0640"
        begins = char.isspace()  # the font is asked for once in a word: its weight does not change within
        if not math.isfinite(box.left + box.right + box.bottom + box.top + x.value + y.value + size):
            continue
        if quarter in (0, 2):
            left, right = min(box.left, box.right), max(box.left, box.right)
            yield quarter, Glyph(char, left, right, y.value, size, bold)
        else:
            yield (
                quarter,
                Glyph(char, min(box.bottom, box.top), max(box.bottom, box.top), x.value, size, bold),
            )


def _is_flat(raw: Any, textpage: Any, index: int, size: float) -> bool:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    return bool(0 < abs(top.value - bottom.value) < _FLAT * size)


def _turned(glyph: Glyph, quarter: int) -> Glyph:
    if quarter == 1:  # upwards: what was the height is the width
        return glyph._replace(base=-glyph.base)
    if quarter == 2:
        return glyph._replace(left=-glyph.right, right=-glyph.left, base=-glyph.base)
    if quarter == 3:
        return glyph._replace(left=-glyph.right, right=-glyph.left)
    return glyph


def is_legible(glyphs: list[Glyph]) -> bool:
    """Whether the characters mean something: fonts that do not say what their signs stand for give others."""
    letters = [glyph.char for glyph in glyphs if not glyph.char.isspace()]
    strange = sum(
        char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc", "Cs") for char in letters
    )
    return len(letters) > 0 and strange * 2 < len(letters)


def shows_something(page: Any) -> bool:
    """Whether a page without text shows a picture or drawing that can hold words: a third of it or more."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    paths = 0
    for count, thing in enumerate(page.get_objects(max_depth=3)):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            if (right - left) * (top - bottom) * 3 > width * height:
                return True
        paths += thing.type == raw.FPDF_PAGEOBJ_PATH
        if paths > 50 or count > 2000:  # letters drawn as outlines
            return True
    return False
