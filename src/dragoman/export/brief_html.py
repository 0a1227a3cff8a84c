"""Brief -> one self-contained HTML page: no script, no address that it fetches, every quote a footnote."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from dragoman.desk.notes import Note
from dragoman.export.direction import direction
from dragoman.export.footnotes import Footnotes, Mark
from dragoman.export.page import (
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
from dragoman.export.templating import template

_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Reference:
    """One use of a mark: ``anchor`` is the id of the place that a footnote leads back to."""

    mark: Mark
    anchor: str


class _References:
    """Hands out references while a page is written, and remembers them for the ways back."""

    def __init__(self, footnotes: Footnotes) -> None:
        self._footnotes = footnotes
        self._uses: dict[int, list[str]] = {}

    def use(self, notes: Iterable[Note]) -> list[Reference]:
        out = []
        for mark in self._footnotes.marks(notes):
            count = len(self._uses.get(mark.first, ())) + 1
            anchor = f"ref-{mark.label.replace('–', '-')}-{count}"
            out.append(Reference(mark, anchor))
            for number in range(mark.first, mark.last + 1):
                self._uses.setdefault(number, []).append(anchor)
        return out

    def back(self, number: int) -> list[str]:
        """The anchors of every use of a footnote so far."""
        return self._uses.get(number, [])


def brief_html(page: Page) -> str:
    """The page. Everything from documents is escaped; quotes carry their language and direction."""
    footnotes = Footnotes(tuple(notes_in(page)))
    writer = _Writer(page, _References(footnotes))
    blocks = {part.key: [writer.section(s.blocks) for s in part.sections] for part in page.parts}
    return template("brief.html.jinja").render(
        page=page,
        blocks=blocks,
        footnotes=footnotes,
        quote=writer.quote,
        credit=lambda note: writer.words(page.credit(note)),
        back=writer.references.back,
        web_address=web_address,
    )


def web_address(note: Note) -> str | None:
    """The address of a document where it is one of the web: no other scheme becomes a link."""
    return next((a for a in (note.url, note.origin) if a and a.lower().startswith(_WEB)), None)


class _Writer:
    """Pieces and blocks as markup."""

    def __init__(self, page: Page, references: _References) -> None:
        self._page, self.references = page, references

    def section(self, blocks: Iterable[object]) -> Markup:
        """The blocks of a section: lines that follow each other are one list."""
        out: list[Markup] = []
        lines: list[Line] = []
        for block in (*blocks, None):
            if isinstance(block, Line):
                lines.append(block)
                continue
            if lines:
                out.append(self._list(lines))
                lines = []
            match block:
                case Table():
                    out.append(self._table(block))
                case Quoted():
                    out.append(self._quoted(block))
                case Picture(svg=svg, text=text):
                    address = base64.b64encode(svg).decode("ascii")
                    out.append(
                        Markup('<figure><img alt="{}" src="data:image/svg+xml;base64,{}"></figure>').format(
                            text, address
                        )
                    )
        return Markup("\n").join(out)

    def quote(self, note: Note) -> Markup:
        text, cut = shown(note, self._page.cut) if self._page.cut else (note.quote, False)
        mark = f" {self._page.labels['cut']}" if cut else ""
        markup = '<q lang="{}" dir="{}">{}</q>{}'
        return Markup(markup).format(note.lang, direction(note.lang), text, mark)

    def words(self, words: Words) -> Markup:
        out = Markup("")
        for piece in words:
            match piece:
                case str():
                    out += escape(piece)
                case Foreign(text=text, lang="und"):
                    out += Markup("<bdi>{}</bdi>").format(text)
                case Foreign(text=text, lang=lang):
                    out += Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(lang, direction(lang), text)
                case Styled(words=inner, style=style):
                    out += Markup('<span class="{}">{}</span>').format(style.value, self.words(inner))
                case Refs(notes=notes):
                    out += self._refs(notes)
        return out

    def _refs(self, notes: Iterable[Note]) -> Markup:
        links = [
            Markup('<a id="{}" href="#note-{}">{}</a>').format(r.anchor, r.mark.first, r.mark.label)
            for r in self.references.use(notes)
        ]
        if not links:
            return Markup("")
        return Markup('<sup class="refs" dir="ltr">{}</sup>').format(Markup(" ").join(links))

    def _list(self, lines: Iterable[Line]) -> Markup:
        out = [
            Markup('<li class="level-{}">{}</li>').format(line.level, self.words(line.words))
            for line in lines
        ]
        return Markup('<ul class="lines">\n{}\n</ul>').format(Markup("\n").join(out))

    def _table(self, table: Table) -> Markup:
        whole = sum(column.share for column in table.columns)
        widths = [round(100 * column.share / whole) for column in table.columns]
        head = Markup("").join(
            Markup('<th scope="col" class="w{}">{}</th>').format(width, column.title)
            for column, width in zip(table.columns, widths, strict=True)
        )
        rows = []
        for row in table.rows:
            cells = [
                Markup('<td data-head="{}">{}</td>').format(
                    column.title, Markup("<br>").join(self.words(line) for line in cell)
                )
                if cell
                else Markup("<td></td>")
                for column, cell in zip(table.columns, row, strict=True)
            ]
            rows.append(Markup("<tr>{}</tr>").format(Markup("").join(cells)))
        markup = "<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>"
        return Markup(markup).format(head, Markup("\n").join(rows))

    def _quoted(self, block: Quoted) -> Markup:
        note = block.note
        address = web_address(note)
        credit = self.words(block.credit)
        if address:
            markup = '{} <a href="{}" rel="noopener noreferrer nofollow">↗</a>'
            credit = Markup(markup).format(credit, address)
        markup = '<blockquote><q lang="{}" dir="{}">{}</q> <span class="quiet">{}</span></blockquote>'
        return Markup(markup).format(note.lang, direction(note.lang), note.quote, credit)
