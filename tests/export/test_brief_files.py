"""Briefs as Word documents and PDF: real footnotes, words intact, nothing acts, the same bytes twice."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dragoman.desk.brief import brief, with_assessment
from dragoman.desk.brief_rows import Brief
from dragoman.errors import MissingExtra
from dragoman.export import BRIEF_EXPORTERS, fonts
from dragoman.export.brief_charts import chart_labels, charts
from dragoman.export.brief_docx import brief_docx
from dragoman.export.brief_fit import height, kept, one_page, turns
from dragoman.export.brief_html import brief_html
from dragoman.export.brief_markdown import brief_markdown
from dragoman.export.brief_page import items, long_page, short_page
from dragoman.export.brief_pdf import brief_pdf, pages_of
from dragoman.export.charts import ENGLISH
from dragoman.export.footnotes import Footnotes
from dragoman.export.page import Foreign, Line, Page, PartKey, Quoted, Section, notes_in, shown
from dragoman.model.text import Document
from dragoman.phrases import LANGS, phrases
from dragoman.read import READERS
from tests.desk.builders import DZA, MAR, RUS, Book
from tests.desk.worlds import ON, two_states

pypdfium2 = pytest.importorskip("pypdfium2")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made() -> Brief:
    return brief(two_states(), MAR, RUS, ON)


def _page(made: Brief, lang: str = "en") -> Page:
    return long_page(made, phrases(lang))


def _plain(text: str) -> str:
    """Letters and digits alone: extraction may move blanks, brackets and marks of direction."""
    return re.sub(r"[\W_]+", "", text)


def _pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _xml(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.parametrize("lang", LANGS)
def test_footnotes_of_the_word_document_are_real_and_have_every_quote(made: Brief, lang: str) -> None:
    page = _page(made, lang)
    data = brief_docx(page)
    notes = Footnotes(tuple(notes_in(page))).notes
    body, foot = _xml(data, "word/document.xml"), _xml(data, "word/footnotes.xml")
    used = [int(r.get(f"{W}id", "")) for r in body.iter(f"{W}footnoteReference")]
    defined = {int(n.get(f"{W}id", "")): n for n in foot.iter(f"{W}footnote")}
    assert used == sorted(set(used))
    assert {number for number in defined if number > 1} == set(used)
    assert len(used) == len(notes)
    for number, note in zip(used, notes, strict=True):
        text = "".join(t.text or "" for t in defined[number].iter(f"{W}t"))
        assert shown(note, None)[0] in text


def test_word_document_marks_direction_and_language_of_quotes(made: Brief) -> None:
    foot = _xml(brief_docx(_page(made)), "word/footnotes.xml")
    arabic = [
        r for r in foot.iter(f"{W}r") if "".join(t.text or "" for t in r.iter(f"{W}t")).find("وزير") >= 0
    ]
    assert arabic
    for run in arabic:
        assert run.find(f"{W}rPr/{W}rtl") is not None
        lang = run.find(f"{W}rPr/{W}lang")
        assert lang is not None
        assert lang.get(f"{W}bidi") == "ar"
    body = _xml(brief_docx(_page(made, "ar")), "word/document.xml")
    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in body.iter(f"{W}p") if list(p.iter(f"{W}t")))


def test_word_document_opens_again_and_our_reader_finds_its_words(made: Brief) -> None:
    docx = pytest.importorskip("docx")
    data = BRIEF_EXPORTERS["docx"](made, phrases("en"), True)
    assert isinstance(data, bytes)
    opened = docx.Document(io.BytesIO(data))
    assert opened.paragraphs[0].text == "Morocco – Russia"
    assert opened.core_properties.created.date() == ON
    read = [d for d in READERS[".docx"](data, "brief.docx") if isinstance(d, Document)]
    text = _plain(" ".join(document.text for document in read))
    for note in notes_in(_page(made)):
        assert _plain(note.quote) in text


@pytest.mark.parametrize("lang", LANGS)
def test_text_of_the_pdf_has_every_quote(made: Brief, lang: str) -> None:
    page = _page(made, lang)
    text = _plain(_pdf_text(brief_pdf(page)))
    for note in notes_in(page):
        missing = [word for word in re.findall(r"[^\W_]+", note.quote) if word not in text]
        assert not missing, note.quote


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_the_same_brief_makes_the_same_bytes(made: Brief, format: str) -> None:
    export = BRIEF_EXPORTERS[format]
    assert export(made, phrases("ar"), False) == export(made, phrases("ar"), False)


@pytest.mark.parametrize("lang", LANGS)
def test_brief_is_one_page_whatever_there_is_to_say(lang: str) -> None:
    book = Book()
    for number in range(60):
        words = f"Meeting {number}: they said a great deal about trade and much else in a long sentence."
        document = book.document(
            f"{words} They will do {number}.", name=f"{number}.txt", published="2024-05-01"
        )
        book.engagement((document, words), date=f"2024-04-{number % 28 + 1:02}", topics=("trade",))
        book.commitment(document, f"They will do {number}", f"do {number}", due="2024-05")
        book.instrument((document, words), title=f"Agreement on matter number {number}")
        book.position(document, words, "libya", who=MAR)
        book.position(document, f"They will do {number}", "libya", who=RUS)
    full = brief(book.ledger(), MAR, RUS, ON, since=dt.date(2024, 1, 1))
    data = BRIEF_EXPORTERS["pdf"](full, phrases(lang), False)
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 1
    page = one_page(full, phrases(lang))
    assert pages_of(page) == 1
    text = brief_markdown(page)
    more = phrases(lang).count("count.more", 60 - sum(1 for line in text.splitlines() if "[^" in line))
    assert more.split()[0].isdigit()
    assert "60" in text


def test_what_is_left_out_is_counted(made: Brief) -> None:
    order = turns(made)
    assert set(order) <= set(items(made))
    for number in range(len(order) + 1):
        chosen = kept(order, number)
        page = short_page(made, phrases("en"), chosen)
        text = brief_markdown(page)
        for key, every in items(made).items():
            rest = every - chosen[key]
            if rest and chosen[key]:
                assert phrases("en").count("count.more", rest) in text
            elif rest and key != "press":
                assert f"({every})" in text
    heights = [height(short_page(made, phrases("en"), kept(order, n))) for n in range(len(order) + 1)]
    assert heights[-1] > heights[0]


@pytest.mark.parametrize("lang", LANGS)
def test_press_line_holds_quotes_alone_and_background_none_of_them(made: Brief, lang: str) -> None:
    for page in (_page(made, lang), one_page(made, phrases(lang))):
        parts = {part.key: part for part in page.parts}
        press = [b for section in parts[PartKey.PRESS].sections for b in section.blocks]
        assert press
        for block in press:
            assert isinstance(block, Quoted) or (isinstance(block, Line) and not list(notes_in(block)))
        other = [
            b for key in parts if key is not PartKey.PRESS for s in parts[key].sections for b in s.blocks
        ]
        assert not any(isinstance(block, Quoted) for block in other)


def test_long_brief_has_charts_in_every_format_that_holds_them(made: Brief) -> None:
    pytest.importorskip("matplotlib")
    whole = with_assessment(made, two_states())
    for lang in LANGS:
        pictures = charts(whole, phrases(lang))
        assert len(pictures) == 3
        page = long_page(whole, phrases(lang), pictures)
        markup = brief_html(page)
        assert markup.count("<img ") == 3
        assert set(re.findall(r'src="([^,"]*)', markup)) == {"data:image/svg+xml;base64"}
        with zipfile.ZipFile(io.BytesIO(brief_docx(page))) as archive:
            assert sum(name.startswith("word/media/") for name in archive.namelist()) == 3
        document = pypdfium2.PdfDocument(brief_pdf(page))
        drawn = [o for number in range(len(document)) for o in document[number].get_objects() if o.type == 3]
        assert len(drawn) == 3
    assert set(chart_labels(phrases("fr"))) == set(chart_labels(phrases("en")))
    assert set(chart_labels(phrases("en"))) == set(ENGLISH)


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list("#$*_`\\\"'<>&[](){}@/=-+~|%^!\n\t\x00\x1b\u202e\u2068\u200f\ufffe\U0001f600漢م")
        ),
        st.characters(codec="utf-8"),
    ),
    min_size=1,
    max_size=60,
)


def _of_words(words: str, page: Page) -> Page:
    line = Line(words=("It says: ", Foreign(words, "ar"), " – ", Foreign(words), "."))
    section = Section(key="x", title="Section", blocks=(line,))
    return replace(page, title="Title", parts=(replace(page.parts[0], sections=(section,)),))


@given(words=NASTY)
@settings(max_examples=60, deadline=None)
def test_no_words_of_a_document_break_a_format(words: str) -> None:
    page = _of_words(words, _page(brief(two_states(), DZA, RUS, ON)))
    assert pypdfium2.PdfDocument(brief_pdf(page))
    _xml(brief_docx(page), "word/document.xml")
    markup = brief_html(page)
    assert markup.count("<script") == 0
    etree.fromstring(
        markup.split("<main>")[1].split("</main>")[0].encode("utf-8", "replace"), etree.HTMLParser()
    )
    assert "<" not in brief_markdown(page).replace("<br>", "")


def test_sign_that_no_font_has_is_said(made: Brief, caplog: pytest.LogCaptureFixture) -> None:
    page = _of_words("one \U00012345 sign", _page(made))
    text = _pdf_text(brief_pdf(page))
    assert "U+12345" in text
    assert "U+12345" in caplog.text
    assert fonts.missing(["Привет, سلام, 你好, Ünïcode €"]) == ()


def test_missing_font_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_PACKAGES", ("no_such_font_package",))
    fonts.folders.cache_clear()
    try:
        with pytest.raises(MissingExtra, match=r"dragoman\[pdf\]"):
            fonts.folders()
    finally:
        monkeypatch.undo()
        fonts.folders.cache_clear()
