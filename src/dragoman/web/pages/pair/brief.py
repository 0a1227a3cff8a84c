"""The brief of a pair inside the application, and in every format: one page or all, in three languages."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from markupsafe import Markup

from dragoman.desk.brief_rows import Brief
from dragoman.desk.notes import Note
from dragoman.export.brief_charts import charts
from dragoman.export.brief_fit import one_page
from dragoman.export.brief_page import long_page
from dragoman.export.direction import direction
from dragoman.export.footnotes import Footnotes
from dragoman.export.page import Line, Picture, Piece, Quoted, Section, Table, notes_in, shown
from dragoman.export.page import Page as Words
from dragoman.ledger.answer import Answer
from dragoman.ledger.given import day_given
from dragoman.phrases import LANGS, Phrases, phrases
from dragoman.web.page import Made, Page, page
from dragoman.web.pages.pair.asked import AskedPair
from dragoman.web.pages.pair.pieces import address, markup
from dragoman.web.view import Asked

router = APIRouter()
FORMATS = ("pdf", "docx", "html", "md", "json")


class Form(StrEnum):
    """How much of it."""

    SHORT = "short"  # one page
    LONG = "long"


class Lang(StrEnum):
    """The languages of the program."""

    EN = "en"
    FR = "fr"
    AR = "ar"


@page(router, "/pairs/{left}/{right}/brief")
def brief(
    view: Asked,
    pair: AskedPair,
    form: Form = Form.SHORT,
    lang: Lang | None = None,
    since: Annotated[str, Query(max_length=10)] = "",
) -> Page:
    language = lang.value if lang is not None else view.say.lang
    long = form is Form.LONG
    day = day_given(since.strip()) if since.strip() else None

    def ask() -> Answer[Brief]:
        return pair.book.brief(pair.left, pair.right, pair.on, since=day, long=long, lang=language)

    answer = pair.kept(("brief", form, language, day), ask)
    return Page(
        template="pair/brief.html.jinja",
        name=f"brief-{pair.name}-{pair.on}-{language}{'-long' if long else ''}",
        facts=pair.facts(
            "brief",
            sheet=Sheet(_words(answer.facts, phrases(language), long=long)) if view.format is None else None,
            form=form.value,
            forms=list(Form),
            language=language,
            langs=LANGS,
            since=answer.facts.since,
            file_formats=FORMATS,
        ),
        formats={format: _to(answer, format) for format in FORMATS},
    )


def _to(answer: Answer[Brief], format: str) -> Made:
    return lambda: answer.to(format)


def _words(made: Brief, say: Phrases, *, long: bool) -> Words:
    return long_page(made, say, charts(made, say)) if long else one_page(made, say)


class Sheet:
    """The words of a brief as markup: what a section holds, and the notes below."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.notes = Footnotes(tuple(notes_in(words)))

    def blocks(self, section: Section) -> Markup:
        """Lines that follow each other are one list."""
        out: list[Markup] = []
        lines: list[Markup] = []
        for block in (*section.blocks, None):
            if isinstance(block, Line):
                text = Markup('<li class="level-{}">{}</li>').format(block.level, self._markup(block.words))
                lines.append(text)
                continue
            if lines:
                out.append(Markup('<ul class="rows plain">{}</ul>').format(Markup("").join(lines)))
                lines = []
            match block:
                case Table():
                    out.append(self._table(block))
                case Quoted(note=note, credit=told):
                    out.append(
                        Markup('<blockquote class="quote">{}<footer>{}</footer></blockquote>').format(
                            self._quote(note, cut=False), self._linked(note, markup(told))
                        )
                    )
                case Picture(svg=svg, text=alt):
                    data = base64.b64encode(svg).decode("ascii")
                    out.append(
                        Markup(
                            '<figure><img class="chart" alt="{}" src="data:image/svg+xml;base64,{}"></figure>'
                        ).format(alt, data)
                    )
        return Markup("").join(out)

    def note(self, note: Note) -> Markup:
        """A note: the words, and who printed them where, which leads there."""
        told = markup(self.words.credit(note))
        return Markup("{} {}").format(self._quote(note, cut=True), self._linked(note, told))

    def _quote(self, note: Note, *, cut: bool) -> Markup:
        text, is_cut = shown(note, self.words.cut if cut else None)
        mark = f" {self.words.labels['cut']}" if is_cut else ""
        return Markup('<q lang="{0}" dir="{1}">{2}</q>{3}').format(
            note.lang, direction(note.lang), text, mark
        )

    def _linked(self, note: Note, told: Markup) -> Markup:
        return Markup('<a href="{}">{}</a>').format(address(note), told)

    def _markup(self, words: Iterable[Piece]) -> Markup:
        return markup(words, self._refs)

    def _refs(self, notes: Iterable[Note]) -> Markup:
        marks = [
            Markup('<a href="#note-{}">{}</a>').format(mark.first, mark.label)
            for mark in self.notes.marks(notes)
        ]
        return (
            Markup('<sup class="refs" dir="ltr">{}</sup>').format(Markup(" ").join(marks))
            if marks
            else Markup("")
        )

    def _table(self, table: Table) -> Markup:
        head = Markup("").join(Markup('<th scope="col">{}</th>').format(c.title) for c in table.columns)
        rows = Markup("").join(
            Markup("<tr>{}</tr>").format(
                Markup("").join(
                    Markup('<td data-head="{}">{}</td>').format(
                        column.title, Markup("<br>").join(self._markup(line) for line in cell)
                    )
                    for column, cell in zip(table.columns, row, strict=True)
                )
            )
            for row in table.rows
        )
        return Markup('<table class="stack"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
            head, rows
        )
