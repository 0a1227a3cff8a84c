"""The words of an RTF file, token by token: groups, fonts and their encodings, paragraphs, rows and notes.

Past 300 lines for the tables of words and encodings, which are of no use to anyone else.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from dragoman.errors import UnreadableDocument
from dragoman.read.base import MAX_CHARACTERS
from dragoman.read.word.flow import PAGE_FORCED, PAGE_LAID_OUT, row_lines, tidy
from dragoman.read.word.office import CONTENTS

MAX_GROUPS = 2_000
"""Groups within groups."""
_MAX_ENTRIES = 20_000  # fonts, styles
_CHARSETS: Mapping[int, str] = {
    77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5", 83: "mac_greek", 84: "cp1255",
    86: "mac_turkish", 88: "mac_latin2", 89: "mac_cyrillic", 128: "cp932", 129: "cp949", 130: "johab",
    134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_CODEPAGES: Mapping[int, str] = {
    936: "gb18030", 10000: "mac_roman", 10007: "mac_cyrillic", 10029: "mac_latin2", 1361: "johab",
    65001: "utf-8", 708: "iso8859_6", 709: "iso8859_6", 710: "iso8859_6", 711: "iso8859_6", 819: "latin_1",
}  # fmt: skip
_SIGNS: Mapping[str, str] = {
    "tab": " ", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ",
    "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f", "page": PAGE_FORCED,
    "softpage": PAGE_LAID_OUT, "nestcell": "\n", "softline": " ", "column": "\n",
}  # fmt: skip
_LEFT_OUT = frozenset((
    "colortbl", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "pict",
    "nonshppict", "pntext", "pntxta", "pntxtb", "listtext", "listtable", "listoverridetable", "revtbl",
    "filetbl", "template", "xe", "rxe", "txe", "tc", "tcn", "annotation", "atnid", "atnauthor", "atrfstart",
    "atrfend", "bkmkstart", "bkmkend", "private", "datafield", "fldinst", "shprslt", "sp", "comment",
    "buptim", "printim", "keywords", "subject", "operator", "doccomm", "company", "manager", "category",
    "hlinkbase", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "objdata", "objclass",
    "objname", "pgdsctbl", "listpicture",
))  # fmt: skip
_SILENT = frozenset(("info", "shp", "shpinst", "shpgrp", "do", "fonttbl", "stylesheet"))
_KEPT = frozenset(("title", "author", "creatim", "revtim"))
_ASIDE = frozenset(("footnote", "shptxt", "dptxbxtext"))
_PRIVATE = range(0xE000, 0xF900)  # a font's own signs, such as bullets
_CONTROLS = bytes(set(range(32)) - {9})
_SURROGATES = range(0xD800, 0xE000)


@dataclass(slots=True, kw_only=True)
class _Group:
    """What holds in a group, and is forgotten at its end."""

    place: str = "text"  # where its words go: text, a field of the properties, or nowhere that is read
    left_out: bool = False
    twice: bool = False  # says the same twice: in one of the old encodings, then in Unicode
    starred: bool = False  # its first word may be passed over with all of it, if we do not know it
    aside: bool = False
    font: int = -1
    fallback: int = 1  # how many characters stand in for one in Unicode
    hidden: bool = False
    deleted: bool = False
    for_html: bool = False  # of a mail in HTML that is wrapped in RTF, what only RTF needs
    in_table: bool = False
    style: int = 0


@dataclass(slots=True, kw_only=True)
class _Place:
    """The paragraph, row and lines of the text, or of a note or text box within it."""

    words: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


class Writer:
    """Takes tokens and gives lines, and what the file says about itself."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self._group = _Group()
        self._groups: list[_Group] = []
        self._places = [_Place()]
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._default_font = -1
        self._entry = -1  # the font or style being defined
        self._named: list[str] = []  # the name of the style being defined
        self._contents: set[int] = set()
        self._bytes = bytearray()  # not yet decoded
        self._skip = 0  # characters still to come that stand in for one in Unicode
        self._size = 0
        self._new_page = True  # whether a section begins a page
        self._words: Mapping[str, Callable[[int | None], None]] = {
            "par": lambda _: self._end_paragraph(),
            "sect": self._section,
            "sectd": lambda _: self._set_new_page(True),
            "sbknone": lambda _: self._set_new_page(False),
            "cell": lambda _: self._end_cell(),
            "row": lambda _: self._end_row(),
            "pagebb": lambda _: self._say(PAGE_FORCED),
            "u": self._unicode,
            "ansicpg": self._codepage,
            "mac": lambda _: self._set_codec("mac_roman"),
            "pc": lambda _: self._set_codec("cp437"),
            "pca": lambda _: self._set_codec("cp850"),
            "deff": self._set_default_font,
            "fcharset": self._charset,
            "upr": lambda _: self._twice(),
        }

    def open(self) -> None:
        """Begin a group."""
        self._flush()
        self._skip = 0
        if len(self._groups) >= MAX_GROUPS:
            raise UnreadableDocument("groups nested too deeply")
        group = self._group
        self._groups.append(group)
        left_out = group.left_out or group.twice
        self._group = replace(group, left_out=left_out, twice=False, starred=False, aside=False)

    def close(self) -> bool:
        """End a group; False where it was the outermost."""
        self._flush()
        self._skip = 0
        if self._group.aside:
            aside = self._places.pop()
            self._places[-1].after += self._finish(aside)
        self._group = self._groups.pop() if self._groups else _Group()
        return bool(self._groups)

    def text(self, words: bytes) -> None:
        """Bytes as they stand."""
        if self._skip:
            skipped = min(self._skip, len(words))
            self._skip -= skipped
            words = words[skipped:]
        if not self._group.left_out:
            self._bytes += words

    def code(self, byte: int) -> None:
        """A byte written as its number."""
        if self._skip:
            self._skip -= 1
        elif not self._group.left_out:
            self._bytes.append(byte)

    def sign(self, sign: bytes) -> None:
        """A backslash and a sign."""
        if sign == b"*":
            self._group.starred = True
        elif sign in (b"\\", b"{", b"}"):
            self.text(sign)
        elif sign == b"~":
            self.text(b" ")
        elif sign == b"_":
            self.text(b"-")
        elif sign in (b"\r", b"\n"):
            self.control("par", None)

    def control(self, word: str, value: int | None) -> None:
        """A control word with its number."""
        group = self._group
        starred, group.starred = group.starred, False
        if group.left_out:
            if starred and word == "ud" and self._groups and self._groups[-1].twice:
                group.left_out = self._groups[-1].left_out
            return
        self._flush()
        if word in _LEFT_OUT or (starred and word not in _SILENT | _ASIDE):
            group.left_out = True
        elif word in _ASIDE:
            if not group.aside:
                self._places.append(_Place())
            group.place, group.aside, group.in_table = "text", True, False
        elif word in _SILENT or (word in _KEPT and group.place == "info"):
            group.place = word
            self.found[word] = ""  # the last one counts
        elif word in self._words:
            self._words[word](value)
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        else:
            self._set(group, word, value)

    def finish(self) -> list[str]:
        """All lines, with the marks of pages in them."""
        self._flush()
        while len(self._places) > 1:
            aside = self._places.pop()
            self._places[-1].after += self._finish(aside)
        return self._finish(self._places[0])

    def date(self, which: str) -> str | None:
        """The day of one of the file's times, in ISO 8601."""
        year, month, day = (self.numbers.get(f"{which} {part}", 0) for part in ("yr", "mo", "dy"))
        return f"{year:04d}-{month:02d}-{day:02d}" if year and month and day else None

    def _set(self, group: _Group, word: str, value: int | None) -> None:
        """A control word that changes what holds from here on, or states a number."""
        on = value != 0
        if word == "f":
            group.font = self._entry = value if value is not None else -1
        elif word == "uc":
            group.fallback = min(max(0, value or 0), 100)
        elif word == "v":
            group.hidden = on
        elif word == "deleted":
            group.deleted = on
        elif word == "htmlrtf":
            group.for_html = on
        elif word == "intbl":
            group.in_table = True
        elif word == "pard":
            group.in_table, group.style = False, 0
        elif word == "plain":
            group.hidden, group.font = False, self._default_font
        elif word == "s":
            group.style = value or 0
            self._named.clear()
        elif value is not None and (word == "nofpages" or group.place in ("creatim", "revtim")):
            self.numbers[word if word == "nofpages" else f"{group.place} {word}"] = value

    def _set_new_page(self, on: bool) -> None:
        self._new_page = on

    def _set_codec(self, codec: str) -> None:
        self._codec = codec

    def _set_default_font(self, value: int | None) -> None:
        self._default_font = self._group.font = value if value is not None else -1

    def _twice(self) -> None:
        self._group.twice = True

    def _codepage(self, value: int | None) -> None:
        name = _CODEPAGES.get(value or 0, f"cp{value or 1252}")
        try:
            codecs.lookup(name)
        except LookupError:
            return
        self._codec = name

    def _charset(self, value: int | None) -> None:
        codec = _CHARSETS.get(value or 0)
        if codec and self._group.place == "fonttbl" and len(self._fonts) < _MAX_ENTRIES:
            self._fonts[self._entry] = codec

    def _unicode(self, value: int | None) -> None:
        code = (value or 0) % 0x10000 if value is None or value < 0x10000 else value
        self._skip = self._group.fallback
        if code >= 32 and code < 0x110000 and code not in _PRIVATE:
            self._say(chr(code))

    def _section(self, _: int | None) -> None:
        self._end_paragraph()
        if self._new_page:
            self._say(PAGE_FORCED)

    def _flush(self) -> None:
        if not self._bytes:
            return
        codec = self._fonts.get(self._group.font, self._codec)
        data = bytes(self._bytes).translate(None, _CONTROLS)
        self._bytes.clear()
        self._say(data.decode(codec, "replace"))

    def _say(self, words: str) -> None:
        group = self._group
        if group.left_out or group.hidden or group.deleted or group.for_html:
            return
        self._size += len(words)
        if self._size > MAX_CHARACTERS:
            raise UnreadableDocument(f"longer than {MAX_CHARACTERS:,} characters")
        if group.place == "text":
            if group.style not in self._contents:
                self._places[-1].words.append(words)
        elif group.place in ("title", "author"):
            said = self.found.get(group.place, "")
            self.found[group.place] = said + words[:5000] if len(said) < 5000 else said
        elif group.place == "stylesheet":
            self._name_style(words)

    def _name_style(self, words: str) -> None:
        self._named.append(words)
        if ";" in words or len(self._named) > 20:
            name = "".join(self._named).split(";")[0].strip()
            self._named.clear()
            if CONTENTS.fullmatch(name) and len(self._contents) < _MAX_ENTRIES:
                self._contents.add(self._group.style)

    def _end_paragraph(self) -> None:
        if self._group.place == "text":
            place = self._places[-1]
            if not self._group.in_table:
                place.lines += _rows(place)
            _end(place, place.cell if self._group.in_table else place.lines)

    def _end_cell(self) -> None:
        place = self._places[-1]
        _end(place, place.cell)
        place.cells.append(place.cell)
        place.cell = []

    def _end_row(self) -> None:
        place = self._places[-1]
        _end(place, place.cell)
        place.lines += _rows(place)

    def _finish(self, place: _Place) -> list[str]:
        place.lines += _rows(place)
        _end(place, place.lines)
        return place.lines


def _end(place: _Place, lines: list[str]) -> None:
    """End the paragraph into these lines, with what stood aside from it after it."""
    words = "".join(place.words)
    if any(ord(sign) in _SURROGATES for sign in place.words if len(sign) == 1):  # halves of one character
        words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    line = tidy(words)
    lines += ([line] if line else []) + place.after
    place.words.clear()
    place.after = []


def _rows(place: _Place) -> list[str]:
    cells = [*place.cells, place.cell]
    place.cells, place.cell = [], []
    return row_lines(cells)
