"""From the order in which right-to-left text is seen to the order in which it is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from dragoman.read.pdf.glyphs import Glyph

_PRESENTATION = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]+")
_PAIRS = {"(": "()", ")": "()", "[": "[]", "]": "[]", "{": "{}", "}": "{}", "«": "«»", "»": "«»"}
_JOINERS = ".,:/٫٬،"  # stand within a number
_JOINING = frozenset(
    "بتثجحخسشصضطظعغفقكلمنهيئپچکگی"
)  # no gap follows one but at a word's end, where it is wide
_FAR = 8  # signs and spaces at most between words of one run
_WORD_GAP = 0.2  # of the size
_GUESSED_GAP = 0.08  # the same where PDFium has a space (one without width is only its guess)
_TATWEEL = "\u0640"
_LENGTHENED = re.compile(f"{_TATWEEL}+(?=\\w)|(?<=[^\\W\u0647]){_TATWEEL}+")  # not of the Hijri era's sign


def rtl_lead(text: Iterable[str]) -> int:
    """How many more letters are of scripts written from right to left than of others."""
    kinds = [unicodedata.bidirectional(char) for char in text]
    return sum(kind in ("R", "AL") for kind in kinds) - kinds.count("L")


def is_rtl(text: Iterable[str]) -> bool:
    """Whether most letters are of a script written from right to left."""
    return rtl_lead(text) > 0


def has_rtl(text: Iterable[str]) -> bool:
    """Whether any letter is."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def base_letters(text: str) -> str:
    """The text with letters for the forms and ligatures that a font has of them, and nothing else changed."""
    return _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def logical(glyphs: Sequence[Glyph], *, rtl: bool) -> str:
    """A row of characters, in the file's order, as it is read; ``rtl`` is the direction of its paragraph."""
    chars = _spaced(_clusters(glyphs))
    text = _read_leftwards(chars[::-1]) if rtl else _read_rightwards(chars)
    text = _LENGTHENED.sub("", " ".join(text.split()))
    return _brackets(text)


def _clusters(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """From left to right; each with the marks on it, and the letters of a ligature as one."""
    bases: list[Glyph] = []
    marks: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        if unicodedata.combining(glyph.char[0]):
            marks.append(glyph)
        elif bases and abs(bases[-1].left - glyph.left) < 0.01 * glyph.size and not glyph.char.isspace():
            bases[-1] = _ligature(bases[-1], glyph, glyphs, place)
        else:
            bases.append(glyph._replace(char=base_letters(glyph.char)))
    bases.sort(key=lambda glyph: (glyph.left, glyph.right))
    for mark in marks:
        _put_on(mark, bases)
    return bases


def _ligature(first: Glyph, second: Glyph, glyphs: Sequence[Glyph], place: int) -> Glyph:
    one, other = base_letters(first.char), base_letters(second.char)
    after = glyphs[place + 1] if place + 1 < len(glyphs) else None
    turned = after is not None and not after.char.isspace() and after.left > second.left + 0.05 * second.size
    if one[-1:] in "اأإآٱ" and other == "ل":
        turned = True
    elif (one[-1:] == "ل" and other in "اأإآٱ") or not has_rtl(one + other):
        turned = False
    return first._replace(
        char=other + one if turned else one + other,
        left=min(first.left, second.left),
        right=max(first.right, second.right),
    )


def _put_on(mark: Glyph, bases: list[Glyph]) -> None:
    """Gives a mark to the letter that it stands over, else to the one before it, which is to its right."""
    centre = (mark.left + mark.right) / 2
    best, least = None, float("inf")
    for place, base in enumerate(bases):
        away = base.left - centre if base.right >= centre else 2 * (centre - base.right)
        if base.char.strip() and max(away, 0.0) < least:
            best, least = place, max(away, 0.0)
    if best is not None:
        base = bases[best]
        bases[best] = base._replace(char=base.char + mark.char, left=min(base.left, mark.left))


def _spaced(row: Sequence[Glyph]) -> list[str]:
    """The characters with a space wherever there is room for one."""
    bases = sorted(glyph.base for glyph in row)
    usual = bases[len(bases) // 2] if bases else 0.0
    chars: list[str] = []
    edge, last_off, guessed = None, False, False
    for glyph in row:
        if glyph.char.isspace():
            guessed = True
            if glyph.right - glyph.left > _GUESSED_GAP * glyph.size:
                chars.append(" ")
            continue
        off = abs(glyph.base - usual) > 0.15 * glyph.size  # placed by its mark, which is narrower
        guessed = guessed and glyph.char[0] not in _JOINING  # the letter to the right of the gap
        room = (3 if off or last_off else 1) * (_GUESSED_GAP if guessed else _WORD_GAP) * glyph.size
        if edge is not None and glyph.left - edge > room and chars[-1] != " ":
            chars.append(" ")
        chars.append(glyph.char)
        edge = glyph.right if edge is None else max(edge, glyph.right)
        last_off, guessed = off, False
    return chars


def _kind(char: str) -> str:
    kind = unicodedata.bidirectional(char[0]) if char else "ON"
    return {"AL": "R", "R": "R", "L": "L", "EN": "N", "AN": "N"}.get(kind, " " if char == " " else "-")


def _read_rightwards(chars: list[str]) -> str:
    """A row seen from the left, with the words in it that run leftwards turned."""
    kinds = [_kind(char) for char in chars]
    parts: list[str] = []
    at = 0
    while at < len(chars):
        end = at + 1
        if kinds[at] == "R":
            stop = next((place for place in range(at, len(chars)) if kinds[place] == "L"), len(chars))
            end = 1 + max(place for place in range(at, stop) if kinds[place] == "R")
            parts.append(_read_leftwards(chars[at:end][::-1]))
        else:
            parts.append(chars[at])
        at = end
    return "".join(parts)


def _read_leftwards(chars: list[str]) -> str:
    """A row seen from the right, with the words and numbers in it that run rightwards turned."""
    kinds = [_kind(char) for char in chars]
    parts: list[str] = []
    at = 0
    while at < len(chars):
        end = _end_of_run(chars, kinds, at) if kinds[at] in "LN" else at + 1
        parts.extend(reversed(chars[at:end]))
        at = end
    return "".join(parts)


def _end_of_run(chars: list[str], kinds: list[str], at: int) -> int:
    """Where the words of the other script, or the number, end that begin here, seen from the right.

    A number to the right of Latin words belongs to them ("Boeing 737"), one to their left does not.
    """
    last = place = at
    latin = kinds[at] == "L"
    while place + 1 < len(chars) and kinds[place + 1] != "R":
        place += 1
        between = "".join(chars[last + 1 : place])
        if kinds[place] == "L" and (latin or between in ("", " ", "-")):
            last, latin = place, True
        elif kinds[place] == "N" and (not between or (len(between) == 1 and between in _JOINERS)):
            last = place
        elif kinds[place] == "L" or place - last > _FAR:
            break
    return last + 1


def _brackets(text: str) -> str:
    """Opening brackets before closing ones: files name them now by their look and now by their meaning."""
    for pair in ("()", "[]", "{}", "«»"):
        places = [place for place, char in enumerate(text) if _PAIRS.get(char) == pair]
        if len(places) % 2 or not places:
            continue
        chars = list(text)
        for count, place in enumerate(places):
            chars[place] = pair[count % 2]
        text = "".join(chars)
    return text
