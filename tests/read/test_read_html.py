"""HTML pages."""

from __future__ import annotations

import pytest

from dragoman.model.text import Document
from dragoman.model.time import DateBasis
from dragoman.read import Failure, read_bytes

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
