"""DOCX, ODT and RTF of LibreOffice: the same words out of each."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.model.time import DateBasis
from dragoman.read.base import Reader
from dragoman.read.word.doc import read_doc
from dragoman.read.word.docx import read_docx
from dragoman.read.word.odt import read_fodt, read_odt
from dragoman.read.word.rtf import read_rtf

FILES = Path(__file__).parents[1] / "files" / "words"
READERS: dict[str, Reader] = {"docx": read_docx, "odt": read_odt, "rtf": read_rtf, "fodt": read_fodt}
LANGUAGES = ("en", "fr", "ru", "ar", "zh")
EVERY = [(lang, suffix) for lang in LANGUAGES for suffix in ("docx", "odt", "rtf")] + [("en", "fodt")]


def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_words", FILES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look for it
    spec.loader.exec_module(module)
    return module


RELEASES = made().RELEASES


def load(lang: str, suffix: str) -> bytes:
    return (FILES / f"{lang}.{suffix}").read_bytes()


def read(lang: str, suffix: str) -> Document:
    (found,) = READERS[suffix](load(lang, suffix), f"{lang}.{suffix}")
    assert isinstance(found, Document)
    return found


def plain(words: str) -> str:
    return words.replace("\u00ad", "").strip()


@pytest.mark.parametrize(("lang", "suffix"), EVERY)
def test_everything_that_is_read_stands_in_reading_order(lang: str, suffix: str) -> None:
    words = RELEASES[lang]
    lines = read(lang, suffix).text.split("\n")
    expected = [words.title, plain(words.before + words.after), words.note, plain(words.inserted), words.box]
    expected += [*words.items, *(" | ".join(row) for row in words.rows), words.last]
    if (lang, suffix) == ("ar", "rtf"):  # LibreOffice does not write that this run of Arabic is hidden
        expected[3] += f" {plain(words.hidden)}"
    assert lines == expected


@pytest.mark.parametrize(("lang", "suffix"), EVERY)
def test_headers_comments_and_what_was_deleted_are_left_out(lang: str, suffix: str) -> None:
    words = RELEASES[lang]
    text = read(lang, suffix).text
    for left_out in (words.head, words.deleted.strip(), words.comment, "E. Editor", "\u00ad"):
        assert left_out not in text


@pytest.mark.parametrize(("lang", "suffix"), EVERY)
def test_properties_give_title_author_and_a_date_that_is_only_likely(lang: str, suffix: str) -> None:
    found = read(lang, suffix)
    assert (found.title, found.author) == (RELEASES[lang].title, f"Press Service {lang}")
    assert (str(found.published), found.published_basis) == ("2024-02-05", DateBasis.INFERRED)
    assert found.published_from == "the document's properties: created"
    assert found.lang == lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_of_an_odt_are_known(lang: str) -> None:
    found = read(lang, "odt")
    assert len(found.pages) == 2
    assert found.page_of(found.text.index(RELEASES[lang].last)) == 2
    assert found.page_of(found.text.index(RELEASES[lang].last) - 1) == 1


@pytest.mark.parametrize("suffix", ["docx", "rtf"])
def test_pages_are_not_given_where_the_file_does_not_count_them(suffix: str) -> None:
    assert read("en", suffix).pages == ()


@pytest.mark.parametrize("suffix", ["docx", "rtf"])
def test_a_doc_may_be_another_kind_of_file(suffix: str) -> None:
    (found,) = read_doc(load("en", suffix), "a.doc")
    assert isinstance(found, Document)
    assert found.text == read("en", suffix).text


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLD + "WordDocument".encode("utf-16-le"), "before 2007"),
        (OLD, "before 2007"),
        (b"", "empty"),
    ],
)
@pytest.mark.parametrize("reader", [read_docx, read_odt, read_rtf, read_doc])
def test_old_and_encrypted_files_are_failures_that_say_so(reader: Reader, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        list(reader(data, "a"))


def wrong() -> Iterator[tuple[Reader, bytes]]:
    for suffix, reader in READERS.items():
        for other in READERS:
            if other != suffix:
                yield reader, load("en", other)


@pytest.mark.parametrize(("reader", "data"), list(wrong()))
def test_a_file_of_another_kind_is_a_failure(reader: Reader, data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        list(reader(data, "a"))
