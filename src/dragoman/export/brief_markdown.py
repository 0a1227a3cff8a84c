"""Brief -> Markdown with footnotes. Whatever stands in documents is escaped: they are not to be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.desk.wording import isolated
from dragoman.export.footnotes import Footnotes
from dragoman.export.page import (
    Block,
    Foreign,
    Line,
    Page,
    Part,
    Picture,
    Quoted,
    Refs,
    Section,
    Style,
    Styled,
    Table,
    Words,
    notes_in,
    shown,
)
from dragoman.export.tables import plain

_SIGNS = re.compile(r"([\\`*\[\]<>|~&]|(?<!\w)_|_(?!\w))")
_LEAD = re.compile(r"^(\d*)([-+=#.)])")


def brief_markdown(page: Page) -> str:
    """One heading for each section, with a footnote for every run of words that it rests on.

    Quotes stand on one line: line breaks in the document are spaces here. For words letter by letter take
    the JSON, or the offsets.
    """
    writer = _Writer(page)
    head = f"# {escaped(page.title)}\n\n{escaped(page.head)}"
    parts = [
        head,
        "\n".join(f"- {escaped(remark)}" for remark in page.remarks),
        *(writer.part(part) for part in page.parts),
        "\n".join(writer.footnotes()),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """The text on one line, with every sign that Markdown or HTML would act on made harmless."""
    return _LEAD.sub(r"\1\\\2", _inner(text))


def _inner(text: str) -> str:
    """``escaped`` for text that begins no line."""
    return (
        _SIGNS.sub(r"\\\1", plain(text)).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")
    )


class _Writer:
    """Writes pieces with references to one set of footnotes."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._notes = Footnotes(tuple(notes_in(page)))

    def part(self, part: Part) -> str:
        head = [f"## {escaped(part.title)}", f"*{escaped(part.remark)}*"] if part.title else []
        return "\n\n".join([*head, *(self.section(section) for section in part.sections)])

    def section(self, section: Section) -> str:
        blocks = [self.block(block) for block in section.blocks]
        return f"{'#' * (section.heading + 1)} {escaped(section.title)}\n\n" + "\n".join(blocks)

    def block(self, block: Block) -> str:
        match block:
            case Line(words=words, level=level):
                return f"{'  ' * level}- {self.words(words)}"
            case Table():
                return self.table(block) + "\n"
            case Quoted(note=note, credit=credit):
                text, cut = shown(note, None)
                mark = f" {self._page.labels['cut']}" if cut else ""
                return f"> “{_inner(isolated(text))}{mark}” – {self.words(credit)}\n"
            case Picture(text=text):
                return f"*{escaped(text)}*"

    def table(self, table: Table) -> str:
        lines = [" | ".join(_inner(column.title) for column in table.columns)]
        lines.append(" | ".join("---" for _ in table.columns))
        for row in table.rows:
            lines.append(" | ".join("<br>".join(self.words(line) for line in cell) or "–" for cell in row))
        return "\n".join(f"| {line} |" for line in lines)

    def words(self, words: Words) -> str:
        out = []
        for piece in words:
            match piece:
                case str():
                    out.append(_edges(piece, _inner))
                case Foreign(text=text):
                    out.append(_edges(text, lambda t: _inner(isolated(t))))
                case Styled(words=inner, style=style):
                    text = self.words(inner)
                    out.append(f"**{text}**" if style is not Style.QUIET and text.strip() == text else text)
                case Refs(notes=notes):
                    out.append(" ".join(f"[^{number}]" for number in self._notes.numbers(notes)))
        line = "".join(out)
        return _LEAD.sub(r"\1\\\2", line)

    def footnotes(self) -> Iterable[str]:
        for number, note in enumerate(self._notes.notes, 1):
            text, cut = shown(note, self._page.cut)
            mark = f" {_inner(self._page.labels['cut'])}" if cut else ""
            credit = self.words(self._page.credit(note))
            yield f"[^{number}]: {credit}: “{_inner(isolated(text))}{mark}”"


def _edges(text: str, write: object) -> str:
    """The text written by a function that strips it, with the blanks around it kept."""
    assert callable(write)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{write(text)}{after}"
