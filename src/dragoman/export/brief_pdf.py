"""Brief -> PDF with footnotes at the foot of each page, set by Typst (extra ``pdf``).

The same brief makes the same bytes: the fonts are those of the extra, and the date is the brief's own. Words
reach the typesetter as data alone, so that nothing in a document can act on it.
"""

from __future__ import annotations

import json
import logging
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dragoman.desk.notes import Note
from dragoman.errors import MissingExtra
from dragoman.export.brief_json import Json
from dragoman.export.direction import direction
from dragoman.export.fonts import folders, missing, without
from dragoman.export.footnotes import Footnotes
from dragoman.export.page import (
    Block,
    Foreign,
    Line,
    Page,
    Picture,
    Quoted,
    Refs,
    Styled,
    Table,
    Words,
    notes_in,
    shown,
)

if TYPE_CHECKING:
    import typst

log = logging.getLogger(__name__)
_CONTROLS = ("Cc", "Cs", "Co", "Cn")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def brief_pdf(page: Page) -> bytes:
    """The pages. Raises MissingExtra where Typst or a font is not installed.

    A sign that no font has is printed as "\ufffd", and the last page and the log say which those are.
    """
    data = _Writer(page)
    made = data.page()
    gaps = missing(data.texts)
    if gaps:
        said = page.labels["missing"].replace("{signs}", " ".join(f"U+{ord(sign):04X}" for sign in gaps))
        log.warning("%s", said)
        made = {key: _without(value, gaps) for key, value in made.items()} | {"gaps": [said]}
    return _compiled(json.dumps(made, ensure_ascii=False))


def pages_of(page: Page) -> int:
    """How many pages it takes."""
    import pypdfium2  # type: ignore[import-untyped]  # it has no stubs

    document = pypdfium2.PdfDocument(brief_pdf(page))
    try:
        return len(document)
    finally:
        document.close()


def _compiled(data: str) -> bytes:
    try:
        import typst
    except ImportError as error:
        raise MissingExtra("to write PDF, install the extra: pip install 'dragoman[pdf]'") from error
    source = files("dragoman.export").joinpath("templates", "brief.typ").read_bytes()
    compiler = typst.Compiler(
        source, ignore_system_fonts=True, font_paths=_fonts(), sys_inputs={"page": data}
    )
    made = compiler.compile(format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    import typst

    paths = [str(folder) for folder in folders()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


class _Writer:
    """The page as data. ``texts`` is everything that will be printed."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._notes = Footnotes(tuple(notes_in(page)))
        self._seen: set[int] = set()
        self.texts: list[str] = []

    def page(self) -> dict[str, Json]:
        page = self._page
        parts: list[Json] = [
            {
                "key": part.key.value,
                "title": self.text(part.title),
                "remark": self.text(part.remark),
                "sections": [
                    {
                        "title": self.text(section.title),
                        "heading": section.heading,
                        "blocks": [self.block(block) for block in section.blocks],
                    }
                    for section in part.sections
                ],
            }
            for part in page.parts
        ]
        return {
            "lang": page.lang,
            "direction": page.direction,
            "kind": self.text(page.kind),
            "title": self.text(page.title),
            "subtitle": self.text(page.subtitle),
            "head": self.text(page.head),
            "remarks": [self.text(remark) for remark in page.remarks],
            "day": page.day,
            "one_page": page.one_page,
            "parts": parts,
            "notes": [self.note(note) for note in self._notes.notes],
            "gaps": [],
        }

    def text(self, text: str) -> str:
        """Text without signs that control a terminal or override directions."""
        kept = "".join(" " if _is_control(sign) else sign for sign in text)
        self.texts.append(kept)
        return kept

    def block(self, block: Block) -> Json:
        match block:
            case Line(words=words, level=level):
                return {"kind": "line", "level": level, "words": self.words(words)}
            case Quoted(note=note, credit=credit):
                return {"kind": "quoted", **self._quote(note, None), "credit": self.words(credit)}
            case Picture(png=png, text=text):
                return {"kind": "picture", "png": list(png), "text": self.text(text)}
            case Table(columns=columns, rows=rows):
                heads: list[Json] = [{"title": self.text(c.title), "share": c.share} for c in columns]
                cells: list[Json] = [
                    {"lines": [self.words(line) for line in cell]} for row in rows for cell in row
                ]
                return {"kind": "table", "columns": heads, "rows": cells}

    def words(self, words: Words) -> list[Json]:
        return [self.piece(piece) for piece in words]

    def piece(self, piece: object) -> Json:
        match piece:
            case Foreign(text=text, lang=lang):
                return self.foreign(text, lang)
            case Styled(words=inner, style=style):
                return {"kind": "styled", "style": style.value, "words": self.words(inner)}
            case Refs(notes=notes):
                numbers = self._notes.numbers(notes)
                first: list[Json] = [number for number in numbers if number not in self._seen]
                self._seen.update(numbers)
                return {"kind": "refs", "numbers": list(numbers), "first": first}
            case _:
                return {"kind": "text", "text": self.text(str(piece))}

    def foreign(self, text: str, lang: str) -> dict[str, Json]:
        """Words of a document: ``lang`` as Typst takes it, the script by the letters."""
        kept = "".join(sign for sign in text if sign not in _OVERRIDES)
        tag = lang.split("-")[0].lower()
        known = tag if len(tag) in (2, 3) and tag.isascii() and tag.isalpha() and tag != "und" else None
        rtl = direction(lang) == "rtl" or _runs_left(kept)
        return {
            "kind": "foreign",
            "text": self.text(kept),
            "lang": known,
            "script": "rtl" if rtl else "ltr",
        }

    def note(self, note: Note) -> Json:
        return {**self._quote(note, self._page.cut), "credit": self.words(self._page.credit(note))}

    def _quote(self, note: Note, length: int | None) -> dict[str, Json]:
        text, cut = shown(note, length)
        mark = f" {self._page.labels['cut']}" if cut else ""
        return {"quote": self.foreign(text, note.lang), "cut": self.text(mark)}


def _without(value: Json, gaps: Iterable[str]) -> Json:
    match value:
        case str():
            return without(value, gaps)
        case list():
            return [_without(item, gaps) for item in value]
        case dict():
            return {key: item if key == "png" else _without(item, gaps) for key, item in value.items()}
        case _:
            return value


def _runs_left(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def _is_control(sign: str) -> bool:
    return sign in _OVERRIDES or unicodedata.category(sign) in _CONTROLS
