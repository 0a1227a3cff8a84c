"""Briefs as files: golden files, and what each format promises of hostile and right-to-left words."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from dragoman.desk.brief import brief, notes_of
from dragoman.desk.brief_rows import Brief
from dragoman.export import BRIEF_EXPORTERS, TIMELINE_EXPORTERS
from dragoman.export.brief_html import brief_html
from dragoman.export.brief_markdown import brief_markdown, escaped
from dragoman.export.brief_page import long_page
from dragoman.export.briefs import page_of
from dragoman.export.direction import direction
from dragoman.export.page import Page, Quoted, notes_in
from dragoman.phrases import LANGS, phrases
from tests.desk.builders import DZA, MAR, RUS, Book
from tests.desk.worlds import HOSTILE, ON, two_states
from tests.export.golden_files import assert_golden

TEXTS = ("md", "html", "json")


@pytest.fixture(scope="module")
def made() -> Brief:
    return brief(two_states(), MAR, RUS, ON)


@pytest.fixture(scope="module")
def page(made: Brief) -> Page:
    return long_page(made, phrases("en"))


def test_formats_are_pinned() -> None:
    assert tuple(BRIEF_EXPORTERS) == ("md", "html", "docx", "pdf", "json")
    assert tuple(TIMELINE_EXPORTERS) == ("json", "csv", "plover")


def _text(made: Brief, name: str, lang: str = "en", *, long: bool = True) -> str:
    """The brief in a format; a page without its charts, which need an extra."""
    if name == "html":
        return brief_html(page_of(made, phrases(lang), long=long))
    text = BRIEF_EXPORTERS[name](made, phrases(lang), long)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("name", TEXTS)
def test_brief_is_as_in_the_golden_file(made: Brief, name: str) -> None:
    assert_golden(f"brief.{name}", _text(made, name))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["md", "html"])
def test_one_page_is_as_in_the_golden_file(made: Brief, name: str, lang: str) -> None:
    assert_golden(f"brief.short.{lang}.{name}", _text(made, name, lang, long=False))


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_brief_in_another_language_is_as_in_the_golden_file(made: Brief, lang: str) -> None:
    assert_golden(f"brief.{lang}.md", _text(made, "md", lang))


@pytest.mark.parametrize("name", TEXTS)
def test_empty_brief_says_that_nothing_is_known(name: str) -> None:
    assert_golden(f"empty.{name}", _text(brief(two_states(), DZA, RUS, ON), name))


class _Page(HTMLParser):
    """Elements with their attributes, and the text of each quote."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.quotes: list[tuple[str, str, str]] = []
        self._open: tuple[str, str] | None = None
        self._text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "q" and "lang" in dict(attrs):
            self._open, self._text = (str(dict(attrs)["lang"]), str(dict(attrs)["dir"])), ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "q" and self._open:
            self.quotes.append((*self._open, self._text))
            self._open = None


def test_page_has_nothing_that_runs_or_is_fetched(made: Brief) -> None:
    page = _Page(_text(made, "html"))
    allowed = (
        "html head meta title style body header main div section aside nav p h1 h2 h3 ul ol li a b q br sup"
    )
    allowed += " span bdi time table thead tbody tr th td blockquote"
    assert {tag for tag, _ in page.elements} <= set(allowed.split())
    for _, attributes in page.elements:
        assert not any(name.startswith("on") or name in ("src", "style", "srcset") for name in attributes)
        href = attributes.get("href")
        assert href is None or href.startswith(("#", "https://atlas.example/"))


def test_footnotes_lead_there_and_back(made: Brief) -> None:
    page = _Page(_text(made, "html"))
    ids = [str(attributes["id"]) for _, attributes in page.elements if "id" in attributes]
    hrefs = [str(a["href"]) for _, a in page.elements if str(a.get("href", "")).startswith("#")]
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in hrefs} <= set(ids)
    anchors = {name for name in ids if name.startswith("ref-")}
    assert anchors
    assert anchors <= {href[1:] for href in hrefs}


def test_page_quotes_letter_by_letter_in_language_and_direction(page: Page) -> None:
    quotes = _Page(brief_html(page)).quotes
    shown = {(lang, text) for lang, _, text in quotes}
    press = {b.note for s in page.sections for b in s.blocks if isinstance(b, Quoted)}
    assert shown == {(note.lang, note.quote) for note in (*notes_in(page), *press)}
    assert HOSTILE in {text for _, text in shown}
    assert {way for lang, way, _ in quotes if lang == "ar"} == {"rtl"}
    assert {way for lang, way, _ in quotes if lang != "ar"} == {"ltr"}


def test_long_brief_quotes_every_document_that_it_stands_on(made: Brief, page: Page) -> None:
    assert {note.document_id for note in notes_in(page)} == {note.document_id for note in notes_of(made)}


def test_markdown_has_every_footnote_and_no_markup_of_documents(made: Brief) -> None:
    text = brief_markdown(long_page(made, phrases("en")))
    used = set(re.findall(r"(?<!\\)\[\^(\d+)\](?!:)", text))
    defined = re.findall(r"^\[\^(\d+)\]: ", text, flags=re.MULTILINE)
    assert used == set(defined)
    assert len(defined) == len(set(defined))
    assert "<" not in text.replace("<br>", "")
    assert not re.search(r"(?<!\\)\[(?!\^\d+\])", text)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("# no heading", r"\# no heading"),
        ("- no item", r"\- no item"),
        ("1. no item", r"1\. no item"),
        ("a\n\n## b", "a ## b"),
        ("a|b *c* _d_ `e`", r"a\|b \*c\* \_d\_ \`e\`"),
        ("![x](http://y)", r"!\[x\](http://y)"),
        ("a\u202eb\x1b[31m", r"a b \[31m"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_words_cannot_act_as_markdown(words: str, line: str) -> None:
    assert escaped(words) == line


def test_json_names_footnotes_by_number(made: Brief) -> None:
    value = json.loads(_text(made, "json"))
    assert [note["number"] for note in value["notes"]] == list(range(1, len(value["notes"]) + 1))
    documents = {document.id: document for document in two_states().documents.values()}
    for note in value["notes"]:
        assert documents[note["document_id"]].text[note["start"] : note["end"]] == note["quote"]
    assert value["left"] == "MAR"
    assert value["on"] == "2024-05-20"
    assert value["engagements"][0]["date"] == "2024-05-14"
    assert value["engagements"][0]["date_basis"] == "relative"
    assert value["state"]["notes"]
    assert value["state"]["contacts"] == 6


def test_direction_comes_from_the_pack_or_cldr() -> None:
    assert [direction(lang) for lang in ("ar", "he", "fa", "nl", "und", "x-none")] == [
        "rtl",
        "rtl",
        "rtl",
        "ltr",
        "ltr",
        "ltr",
    ]


def test_address_that_is_not_of_the_web_is_no_link() -> None:
    book = Book()
    for number, url in enumerate(("javascript:alert(1)", "data:text/html,x", " https://x", "HTTPS://ok")):
        document = book.document(f"{number} They met", name=str(number), published=None, url=url)
        book.engagement((document, "They met"))
    page = _Page(_text(brief(book.ledger(), MAR, RUS, ON), "html"))
    links = {a["href"] for tag, a in page.elements if tag == "a" and not str(a["href"]).startswith("#")}
    assert links == {"HTTPS://ok"}
