"""From an address to documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from dragoman.model.text import Document
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read.base import Failure, build
from dragoman.read.page.html import read_html
from dragoman.read.plain import read_plain
from dragoman.read.web.answer import Page
from dragoman.read.web.pages import Told, documents, in_unicode, read_address
from tests.read.web.conftest import NOW, MakeFetcher
from tests.read.web.misbehaving import Server, answer

WORDS = {
    "windows-1251": "Министр иностранных дел принял посла Королевства Марокко и обсудил с ним торговлю.",
    "windows-1256": "استقبل وزير الشؤون الخارجية سفير روسيا الاتحادية وتباحث معه حول التعاون التجاري.",
    "iso-8859-1": "Le ministre des Affaires étrangères a reçu l’ambassadeur à l'été. Ils ont parlé.",
    "gb18030": "外交部长会见了摩洛哥王国大使，双方就加强贸易合作交换了意见。",
}


def inner(data: bytes, origin: str, suffix: str) -> Iterator[Document | Failure]:
    """The readers that these tests need, as the table of readers has them."""
    if suffix == ".zip":
        yield build("A meeting was held.", f"{origin}!a.txt")
        yield build("A call was made.", f"{origin}!b.txt")
        return
    yield from (read_html if suffix == ".html" else read_plain)(data, origin)


def html(words: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article><p>{words}</p></article></body></html>"


def page(body: bytes = b"A meeting was held.", **more: object) -> Page:
    defaults: dict[str, object] = {
        "address": "https://press.example/a",
        "final_address": "https://press.example/a",
        "status": 200,
        "media_type": "text/plain",
        "charset": None,
        "etag": None,
        "last_modified": None,
        "retrieved": NOW,
    }
    return Page(body=body, **{**defaults, **more})  # type: ignore[arg-type]


def test_document_has_the_address_and_the_time_it_was_had(server: Server, make: MakeFetcher) -> None:
    server.say("/a", answer(status=302, headers={"Location": "/b"}))
    server.page(
        "/b",
        html("The ministers met in Rabat on Monday.", '<link rel="canonical" href="https://else.example/">'),
    )
    (found,) = read_address(server.url("/a"), make(), inner)
    assert isinstance(found, Document), found
    assert found.text == "The ministers met in Rabat on Monday."
    assert found.source.url == found.origin == server.url("/b")
    assert found.retrieved == NOW


def test_what_is_fetched_in_vain_is_a_failure_in_words(server: Server, make: MakeFetcher) -> None:
    server.page("/empty", b" \n")
    server.page("/picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, Content_Type="image/png")
    for path, words in (
        ("/none", "nothing at this address"),
        ("/empty", "empty"),
        ("/picture", "(image/png)"),
    ):
        (failure,) = read_address(server.url(path), make(), inner)
        assert isinstance(failure, Failure)
        assert words in failure.reason
        assert failure.origin == server.url(path)


def test_documents_within_a_file_keep_their_own_addresses() -> None:
    first, second = documents(page(b"PK\x05\x06" + b"\0" * 18, media_type="application/zip"), inner)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.origin == "https://press.example/a!a.txt"
    assert first.source.url == "https://press.example/a"
    assert first.retrieved == second.retrieved == NOW


@pytest.mark.parametrize("charset", WORDS)
@pytest.mark.parametrize("markup", [True, False])
def test_charset_of_the_header_is_believed(
    charset: str, markup: bool, server: Server, make: MakeFetcher
) -> None:
    words = WORDS[charset]
    codec = "cp1252" if charset == "iso-8859-1" else charset
    body = (html(words) if markup else words).encode(codec)
    kind = "text/html" if markup else "text/plain"
    address = server.page("/a", body, Content_Type=f"{kind}; charset={charset}")
    (found,) = read_address(address, make(), inner)
    assert isinstance(found, Document)
    assert found.text == words


@pytest.mark.parametrize(
    "charset", ["utf-8", "windows-1251", "iso-8859-1", "made-up", "rot13", "utf-16", "base64", "\0"]
)
def test_wrong_charset_of_the_header_harms_no_page_in_utf8(charset: str) -> None:
    body = html(WORDS["windows-1251"]).encode()
    assert in_unicode(body, charset, ".html") == body


@pytest.mark.parametrize(
    ("charset", "head", "suffix"),
    [
        ("iso-8859-1", '<meta charset="windows-1251">', ".html"),  # what servers say that do not know
        ("windows-1256", '<?xml version="1.0" encoding="windows-1251"?>', ".rss"),
        ("ascii", '<meta http-equiv="Content-Type" content="text/html; charset = cp1251">', ".html"),
        ("utf-8", "", ".html"),
        ("shift_jis", "", ".pdf"),
        ("gb2312\n", "", ".html"),
        (None, "", ".html"),
    ],
)
def test_charset_is_not_believed_against_better_knowledge(
    charset: str | None, head: str, suffix: str
) -> None:
    body = (head + WORDS["windows-1251"]).encode("cp1251")
    assert in_unicode(body, charset, suffix) == body


def test_charset_in_which_the_bytes_are_no_words_is_not_believed() -> None:
    body = "„Переговоры“ прошли в Рабате".encode("cp1251")
    assert in_unicode(body, "iso-8859-5", ".txt") == body
    assert in_unicode(body, "cp1251", ".txt") != body


def test_charset_of_the_header_comes_before_the_words_of_a_page() -> None:
    body = ('<meta charset="windows-1256">' + WORDS["windows-1251"]).encode("cp1251")
    assert WORDS["windows-1251"] in in_unicode(body, "windows-1251", ".html").decode("utf-8-sig")


def test_what_a_feed_says_of_its_entries_counts_where_the_page_says_less() -> None:
    told = Told(
        name="Foreign Ministry", host="press.example", published=PartialDate(year=2024, month=5, day=4)
    )
    (found,) = documents(page(), inner, told)
    assert isinstance(found, Document)
    assert found.source.name == "Foreign Ministry"
    assert (str(found.published), found.published_basis) == ("2024-05-04", DateBasis.STATED)
    assert found.published_from == "the feed's entry"
    (dated,) = documents(page(b"Date: 2024-05-01\nA meeting was held."), inner, told)
    assert isinstance(dated, Document)
    assert str(dated.published) == "2024-05-01"


def test_name_of_a_feed_is_for_its_own_host_and_for_pages_without_a_name() -> None:
    named = html(
        "The ministers met in Rabat on Monday.", '<meta property="og:site_name" content="The Site">'
    ).encode()
    told = Told(name="Foreign Ministry", host="press.example")
    for address, name in (
        ("https://www.press.example/a", "Foreign Ministry"),
        ("https://agency.example/a", "The Site"),
    ):
        (found,) = documents(page(named, final_address=address, media_type="text/html"), inner, told)
        assert isinstance(found, Document)
        assert found.source.name == name
    (bare,) = documents(page(final_address="https://agency.example/a"), inner, told)
    assert isinstance(bare, Document)
    assert bare.source.name == "Foreign Ministry"


def test_time_of_retrieval_is_no_part_of_the_identity() -> None:
    (first,) = documents(page(), inner)
    (later,) = documents(page(retrieved=NOW + dt.timedelta(days=1)), inner)
    assert isinstance(first, Document)
    assert isinstance(later, Document)
    assert first.id == later.id
