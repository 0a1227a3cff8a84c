"""Kinds of files, told by their bytes, the type declared and the name."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dragoman.read
from dragoman.read.types import MEDIA_TYPES, in_utf8, sniff, suffix_for, suffix_of_name
from tests.read.archives import CONTAINERS, FILES, WORDS, zip_of

HTML = b"<!DOCTYPE html><html><body><p>They met.</p></body></html>"
ODT = "application/vnd.oasis.opendocument.text"


def test_every_format_that_is_read_has_its_kind() -> None:
    known = {*dragoman.read.READERS, *getattr(dragoman.read, "CONTAINERS", CONTAINERS)}
    assert known <= set(MEDIA_TYPES)


def test_no_media_type_has_two_kinds() -> None:
    types = [media_type for types in MEDIA_TYPES.values() for media_type in types]
    assert len(types) == len(set(types))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", ".pdf"),
        (b"\n\n%PDF-1.4\n", ".pdf"),
        (b"{\\rtf1\\ansi They met.}", ".rtf"),
        (b"PAR1\x15\x00", ".parquet"),
        (b"WARC/1.0\r\n", ".warc"),
        (HTML, ".html"),
        (b"\xef\xbb\xbf \n<!-- a --><HTML lang=ru>", ".html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', ".html"),
        (codecs.BOM_UTF16_LE + HTML.decode().encode("utf-16-le"), ".html"),
        (b"<div><p>They met.</p></div>", ".html"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', ".rss"),
        (b'<?xml version="1.0"?><rdf:RDF xmlns="x">', ".rss"),
        (
            b"<?xml version='1.0'?><!-- x --><?xml-stylesheet a?><feed xmlns='http://www.w3.org/2005/Atom'>",
            ".atom",
        ),
        (b'<?xml version="1.0"?><urlset xmlns="x">', ".xml"),
        (b'<?xml version="1.0"?><sitemapindex>', ".xml"),
        (b'<?xml version="1.0"?><svg>', ""),
        (b'{"text": "They met."}', ".json"),
        (b'[{"text": "They met."}]', ".json"),
        (b'{"text": "One."}\n{"text": "Two."}\n', ".jsonl"),
        (b'{\n "text": "One."\n}\n', ".json"),
        (b"[Rabat] They met.", ".txt"),
        (b"From: a@mfa.example\r\nTo: b@mfa.example\r\nSubject: Talks\r\n\r\nThey met.", ".eml"),
        (b"From a@mfa.example Tue May  7 10:00:00 2024\nFrom: a@mfa.example\n", ".mbox"),
        (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x\r\nSubject: T\r\n\r\n", ".mhtml"),
        (b'<?xml version="1.0"?><office:document xmlns:office="x">', ".fodt"),
        (b"From the ministry: they met.\nDate: soon.\n", ".txt"),
        (WORDS, ".txt"),
        ("Посол принят.".encode("cp1251"), ".txt"),
        (b"\x89PNG\r\n\x1a\n", ""),
        (b"\xff\xd8\xff\xe0", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ""),
        (b"7z\xbc\xaf\x27\x1c", ""),
        (b"\x00\x00\x00\x18ftypmp42", ""),
        (bytes(range(256)), ""),
        (b"", ""),
        (b" \n ", ""),
        (zip_of({"[Content_Types].xml": b"", "word/document.xml": b""}), ".docx"),
        (zip_of({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), ""),
        (zip_of({"mimetype": ODT.encode(), "content.xml": b""}, 0), ".odt"),
        (zip_of({"mimetype": b"application/epub+zip"}, 0), ""),
        (zip_of({"a.txt": b"", "mimetypes.txt": b""}), ".zip"),
    ],
)
def test_bytes_show_their_kind(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("release.zip", ".zip"), ("crawl.wacz", ".wacz"), ("release.tar", ".tar"), ("crawl.warc.gz", ".gz"),
        ("ru.html.bz2", ".bz2"), ("zh.txt.xz", ".xz"), ("plain.warc", ".warc"),
    ],
)  # fmt: skip
def test_archives_show_their_kind(file: str, kind: str) -> None:
    assert sniff((FILES / file).read_bytes()) == kind


@pytest.mark.parametrize(
    ("data", "declared", "name", "kind"),
    [
        (HTML, "application/pdf", "a.pdf", ".html"),
        (HTML, "text/plain", "", ".html"),
        (b"%PDF-1.7", "text/html; charset=utf-8", "a.html", ".pdf"),
        (b"\x89PNG\r\n", "text/html", "a.html", ""),
        (b"<rss>", "text/html", "", ".rss"),
        (WORDS, "text/html", "", ".txt"),
        (WORDS, "TEXT/Markdown; charset=utf-8", "", ".md"),
        (b"a,b\n1,2\n", "application/octet-stream", "https://x.example/t.csv?download=1", ".csv"),
        (b"a,b\n1,2\n", "text/csv", "t.txt", ".csv"),
        (b'{"a": 1}\n', "text/plain", "notes.md", ".md"),
        (WORDS, "image/png", "", ".txt"),
        (WORDS, None, "a.exe", ".txt"),
    ],
)
def test_declarations_choose_where_bytes_do_not(
    data: bytes, declared: str | None, name: str, kind: str
) -> None:
    assert sniff(data, declared, name) == kind


def test_types_and_names_have_suffixes() -> None:
    assert suffix_for("Text/HTML; charset=x") == ".html"
    assert suffix_for(ODT) == ".odt"
    assert suffix_for("image/png") == suffix_for(None) == ""
    assert suffix_of_name("https://x.example/a.PDF?x=1.html#b.txt") == ".pdf"
    assert suffix_of_name("a.png") == ""


RUSSIAN = "Министр принял посла."


@pytest.mark.parametrize(
    ("data", "declared", "suffix", "text"),
    [
        (RUSSIAN.encode("cp1251"), "text/html; charset=windows-1251", ".html", RUSSIAN),
        (RUSSIAN.encode("koi8-r"), 'text/plain; charset="KOI8-R"', ".txt", RUSSIAN),
        (RUSSIAN.encode(), "text/html; charset=windows-1251", ".html", RUSSIAN),
        (RUSSIAN.encode("cp1251"), "text/html; charset=ISO-8859-1", ".html", None),
        (RUSSIAN.encode("cp1251"), "text/html; charset=rot13", ".html", None),
        (RUSSIAN.encode("cp1251"), "text/html; charset=made-up", ".html", None),
        (RUSSIAN.encode("cp1251"), "application/rss+xml; charset=windows-1251", ".rss", None),
        (RUSSIAN.encode("cp1251"), None, ".html", None),
    ],
)
def test_text_is_brought_from_the_declared_encoding(
    data: bytes, declared: str | None, suffix: str, text: str | None
) -> None:
    assert in_utf8(data, declared, suffix) == (data if text is None else text.encode())


@given(
    st.binary(max_size=400), st.sampled_from([None, "text/html", "application/json"]), st.text(max_size=10)
)
def test_any_bytes_have_a_kind(data: bytes, declared: str | None, name: str) -> None:
    assert sniff(data, declared, name) in {"", *MEDIA_TYPES}
