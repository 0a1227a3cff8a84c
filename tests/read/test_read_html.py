"""HTML pages, as they come and as browsers save them."""

# ruff: noqa: E501  # markup stands here as it does on pages

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.model.time import DateBasis
from dragoman.read import Failure, read_bytes
from dragoman.read.page.html import read_html
from dragoman.read.page.mhtml import read_mhtml
from tests.read.page_layouts import ARABIC, ARTICLES, BRIEF, FRENCH, LAYOUTS, RUSSIAN, Article

FILES = Path(__file__).parents[1] / "files" / "html"

BODY = """<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Minister receives envoy</h1>
<p>The minister of foreign affairs received the special envoy in Rabat on Monday &amp; discussed trade.</p>
<p>Both sides agreed to hold the next session of the joint commission in the autumn.</p></article>
<footer>Copyright 2019</footer>"""


def page(head: str = "", body: str = BODY, lang: str = "en") -> bytes:
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'.encode()


def read(data: bytes) -> Document:
    (found,) = read_bytes(data, origin="a.html", suffix=".html")
    assert isinstance(found, Document), found
    return found


def test_article_is_the_text_a_paragraph_a_line() -> None:
    found = read(page("<title>Minister receives envoy</title>"))
    assert "on Monday & discussed trade.\nBoth sides" in found.text
    assert "Home" not in found.text
    assert found.title == "Minister receives envoy"
    assert found.lang == "en"


def test_site_and_address_are_the_source() -> None:
    found = read(
        page(
            '<meta property="og:site_name" content="Foreign Ministry">'
            '<link rel="canonical" href="https://mfa.example/news/1">'
        )
    )
    assert (found.source.name, found.source.url) == ("Foreign Ministry", "https://mfa.example/news/1")


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2024-05-07T23:00:00+03:00">', "2024-05-07"),
        ('<meta content="2024-05" name="DC.date">', "2024-05"),
        ('<script type="application/ld+json">{"datePublished": "2024-05-07"}</script>', "2024-05-07"),
    ],
)
def test_stated_date_keeps_its_precision(head: str, date: str) -> None:
    found = read(page(head))
    assert str(found.published) == date
    assert found.published_basis is DateBasis.STATED


def test_page_without_a_date_has_none() -> None:
    found = read(page())
    assert found.published is None
    assert found.published_basis is DateBasis.UNKNOWN


def test_declared_charset_is_used() -> None:
    words = "<p>Министр иностранных дел принял посла и обсудил с ним торговлю и положение в регионе.</p>"
    data = page('<meta charset="windows-1251">', words, "ru").decode().encode("windows-1251")
    found = read(data)
    assert found.text.startswith("Министр иностранных дел")
    assert found.lang == "ru"


def test_page_of_little_text_is_read_all_the_same() -> None:
    assert "Ministers met in Rabat." in read(page(body="<div><p>Ministers met in Rabat.</p></div>")).text


@pytest.mark.parametrize(
    "data", [page(body=""), page(body="<script>let a = 1;</script>"), b"<html></html>", b"<<<>>>"]
)
def test_page_without_text_is_a_failure(data: bytes) -> None:
    (found,) = read_bytes(data, origin="a.html", suffix=".html")
    assert isinstance(found, Failure)


def test_deep_nesting_does_no_harm() -> None:
    (found,) = read_bytes(page(body="<div>" * 20_000 + "<p>They met.</p>"), origin="a.html", suffix=".html")
    assert isinstance(found, Document | Failure)


# Where the layouts' words go: measured, so that a change that loses text shows.


def counted(text: str) -> Counter[str]:
    """The words of a text; where words are not spaced, its signs."""
    words = re.findall(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+", text)
    return Counter(words)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("article", [*ARTICLES, *BRIEF], ids=lambda one: f"{one.lang}{len(one.paragraphs)}")
def test_article_is_kept_and_what_is_around_it_left_out(layout: str, article: Article) -> None:
    found = read(LAYOUTS[layout](article).encode())
    lines = found.text.split("\n")
    places = [lines.index(paragraph) for paragraph in article.paragraphs if paragraph in lines]
    assert len(places) == len(article.paragraphs), found.text
    assert places == sorted(places)
    own = counted(
        " ".join(
            (
                *article.paragraphs,
                f"{article.title} " * 9,
                article.date,
                article.site,
                "2019 1200 1350 2020 A",
            )
        )
    )
    around = counted("\n".join(line for line in lines if line not in article.paragraphs)) - own
    assert not {word for word in around if len(word) > 1 or word > "\u4e00"}, found.text


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda one: one.lang)
def test_title_is_without_the_site_and_the_date_is_that_of_the_page(layout: str, article: Article) -> None:
    written = LAYOUTS[layout](article)
    found = read(written.encode())
    assert found.title == article.title
    dated = article.date in written or "2021-03-18" in written
    assert str(found.published) == ("2021-03-18" if dated else "None")
    assert (found.published_from is not None) == dated


@pytest.mark.parametrize(
    ("head", "where", "basis"),
    [
        (
            '<meta property="article:published_time" content="2024-05-07T10:00Z">',
            "meta article:published_time",
            "stated",
        ),
        ("<meta name=DC.Date.Issued content=2024-05-07>", "meta dc.date.issued", "stated"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "Organization"}, {"@type": "NewsArticle", '
            '"datePublished": "2024-05-07", "author": [{"name": "A. Lind"}, {"name": "B. Roe"}]}]}</script>',
            "JSON-LD datePublished",
            "stated",
        ),
        (
            '<script type="application/ld+json">{"datePublished": "2024-05-07", broken</script>',
            "JSON-LD",
            "stated",
        ),
        (
            '<link rel="canonical" href="https://mfa.example/2024/05/07/talks.html">',
            "the address",
            "inferred",
        ),
        ('<link rel="canonical" href="https://mfa.example/20240507/talks.html">', "the address", "inferred"),
    ],
)
def test_page_says_where_its_date_was_found(head: str, where: str, basis: str) -> None:
    found = read(page(head))
    assert str(found.published) == "2024-05-07"
    assert (found.published_from or "").startswith(where)
    assert found.published_basis == basis


def test_date_element_and_field_of_the_text_are_found() -> None:
    marked = BODY.replace("<p>The", '<span itemprop="datePublished" content="2024-05-07"></span><p>The')
    assert read(page(body=marked)).published_from == "itemprop datePublished"
    timed = BODY.replace("<p>The", '<time datetime="2024-05-07">x</time><p>The')
    assert (str(read(page(body=timed)).published), read(page(body=timed)).published_from) == (
        "2024-05-07",
        "the time element",
    )


def test_day_of_the_visit_at_the_top_of_a_page_dates_nothing() -> None:
    found = read(
        page(
            "<title>Minister receives envoy</title>",
            "<div>Saturday 19 September 2020</div><p>Menu</p>" + BODY,
        )
    )
    assert found.published is None


@pytest.mark.parametrize(
    ("head", "title", "site"),
    [
        (
            "<title>Minister receives envoy | Foreign Ministry</title>",
            "Minister receives envoy",
            "Foreign Ministry",
        ),
        ("<title>MFA - Minister receives envoy</title>", "Minister receives envoy", "MFA"),
        ("<title>Talks - on fish</title>", "Talks - on fish", None),
        (
            '<title>x</title><meta property="og:title" content="Talks — MFA"><meta property="og:site_name" content="MFA">',
            "Talks",
            "MFA",
        ),
    ],
)
def test_title_and_site_are_told_apart(head: str, title: str, site: str | None) -> None:
    found = read(page(head))
    assert (found.title, found.source.name) == (title, site)


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="Ana Lind">', "Ana Lind"),
        ('<meta name="author" content="admin">', None),
        ('<meta name="author" content="MFA"><meta property="og:site_name" content="MFA">', None),
        (
            '<script type="application/ld+json">{"@type": "Article", "author": {"name": "Ana Lind"}}</script>',
            "Ana Lind",
        ),
        ("", None),
    ],
)
def test_author_is_a_person_or_desk_and_not_the_program(head: str, author: str | None) -> None:
    assert read(page(head)).author == author


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="/news/1">', "https://mfa.example/news/1"),
        (
            '<link rel="canonical" href="/"><meta property="og:url" content="https://mfa.example/news/1">',
            "https://mfa.example/news/1",
        ),
        ('<link rel="canonical" href="http://[broken">', "https://mfa.example/read"),
        ("", "https://mfa.example/read"),
    ],
)
def test_address_is_the_canonical_one_or_the_one_read(head: str, address: str) -> None:
    (found,) = read_html(page(head), "https://mfa.example/read")
    assert isinstance(found, Document)
    assert found.source.url == address


def test_saved_page_says_where_it_was_saved_from() -> None:
    data = b"<!-- saved from url=(0027)https://mfa.example/news/7 -->\n" + page()
    assert read(data).source.url == "https://mfa.example/news/7"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16", "utf-16-le", "iso-8859-5"])
def test_encodings_of_pages_are_read(encoding: str) -> None:
    data = LAYOUTS["breaks"](RUSSIAN).replace("utf-8", encoding).replace("©", "").encode(encoding)
    assert RUSSIAN.paragraphs[0] in read(data).text


def test_bytes_that_are_in_no_encoding_cost_no_more_than_themselves() -> None:
    data = LAYOUTS["breaks"](ARABIC).replace("utf-8", "windows-1256").encode("windows-1256")
    at = data.index("العلاقات".encode("windows-1256"))
    assert ARABIC.paragraphs[0] in read(data[:at] + b"\x00" + data[at:]).text
    assert ARABIC.paragraphs[0] in read(LAYOUTS["breaks"](ARABIC).encode() + b"<p>\xff\xc3\x28</p>").text


def test_entities_good_and_bad_are_words() -> None:
    words = (
        "<p>Caf&eacute; &#x0; &#1089;&bogus; &amp; the minister received the ambassador &#xD800; here.</p>"
    )
    text = read(page(body=words)).text
    assert "Café" in text
    assert "с&bogus; & the minister" in text


def test_set_of_frames_is_a_failure_that_names_them() -> None:
    data = b"<html><frameset cols='20%,*'><frame src=menu.htm><frame src='text.htm'></frameset></html>"
    (found,) = read_bytes(data, origin="a.html", suffix=".html")
    assert isinstance(found, Failure)
    assert "menu.htm, text.htm" in found.reason


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 300_000 + b"<p>They met in Rabat.</p>",
        b"<b>" * 100_000 + b"They met in Rabat.",
        b"<table><tr><td>" * 5_000 + b"They met in Rabat.",
        b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">They met in Rabat.",
        b"<p>They met in Rabat.</p><img src='data:image/png;base64," + b"QUJD" * 2_000_000 + b"'>",
        b"\x01<nav>&#1;</nav>&#2;<p>They met in Rabat.</p><nav>x</nav>\x02",
        b"<br>" * 600_000 + b"They met in Rabat.",
        b"<p>They met in Rabat." + b" " * 5_000_000,
    ],
    ids=["divisions", "bold", "tables", "attributes", "embedded", "control", "breaks", "spaces"],
)
def test_bombs_are_read_for_what_they_say(data: bytes) -> None:
    assert read(data).text.strip() == "They met in Rabat."


def test_page_without_end_is_a_failure() -> None:
    (found,) = read_bytes(b"<p>" + b"word " * 4_100_000, origin="a.html", suffix=".html")
    assert isinstance(found, Failure)
    assert "longer" in found.reason


def test_page_of_a_word_processor_is_read() -> None:
    found = read((FILES / "letter-fr.html").read_bytes())
    assert found.title == FRENCH.title
    assert [line for line in found.text.split("\n") if line in FRENCH.paragraphs] == list(FRENCH.paragraphs)


@pytest.mark.parametrize(
    ("name", "article", "address"),
    [
        ("palace-ar", ARABIC, "http://mfa.example/2021/palace-ar.html"),
        ("modern-ru", RUSSIAN, "http://mfa.example/2021/modern-ru.html"),
        ("frames-fr", FRENCH, "http://mfa.example/f/text.html"),
    ],
)
def test_pages_that_a_browser_saved_are_read(name: str, article: Article, address: str) -> None:
    (found,) = read_mhtml((FILES / f"{name}.mhtml").read_bytes(), f"{name}.mhtml")
    assert isinstance(found, Document)
    assert [line for line in found.text.split("\n") if line in article.paragraphs] == list(article.paragraphs)
    assert (found.title, str(found.published)) == (article.title, "2021-03-18")
    assert (found.source.name, found.source.url) == (article.site, address)


SAVED = (FILES / "modern-ru.mhtml").read_bytes()


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(SAVED)), put=st.binary(max_size=20), cut=st.integers(0, 400))
def test_damaged_saved_page_is_a_document_or_unreadable(at: int, put: bytes, cut: int) -> None:
    try:
        (found,) = read_mhtml(SAVED[:at] + put + SAVED[at + cut :], "x.mhtml")
    except UnreadableDocument:
        return
    assert isinstance(found, Document)
    found.text.encode()


WRITTEN = LAYOUTS["modern"](ARTICLES[0]).encode()
PIECES = st.sampled_from(
    [b"<", b"<!--", b"</div>", b"<table>", b"\x00", b"&#xD800;", b"<title>", b"<svg>", b"<a href='http://[x'>",
     b'<link rel="canonical" href="//[">', b'<script type="application/ld+json">{"author": [[]]}</script>']
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(WRITTEN)), put=PIECES | st.binary(max_size=20), cut=st.integers(0, 400))
def test_damaged_page_is_a_document_or_unreadable(at: int, put: bytes, cut: int) -> None:
    try:
        (found,) = read_html(WRITTEN[:at] + put + WRITTEN[at + cut :], "https://mfa.example/a")
    except UnreadableDocument:
        return
    assert isinstance(found, Document)
    found.text.encode()
