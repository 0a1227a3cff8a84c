"""Plain text: decoding and the date header."""

from __future__ import annotations

import codecs

import pytest

from dragoman.model.text import Document
from dragoman.model.time import DateBasis
from dragoman.read import Failure, read_bytes

RUSSIAN = (
    "Министр иностранных дел принял посла Марокко и обсудил с ним торговлю, рыболовство и положение в Ливии."
)
ARABIC = "استقبل وزير الخارجية سفير روسيا في الرباط وبحث معه العلاقات الثنائية والوضع في ليبيا."
FRENCH = (
    "Le ministre a reçu à Genève son homologue, où ils ont évoqué la coopération économique et culturelle."
)
CHINESE = "外交部长在北京会见摩洛哥外交大臣，双方就双边关系和地区问题交换了意见。"


def read(data: bytes) -> Document | Failure:
    (result,) = read_bytes(data, origin="folder/a.txt", suffix=".txt")
    return result


def document(data: bytes) -> Document:
    result = read(data)
    assert isinstance(result, Document), result
    return result


@pytest.mark.parametrize(
    ("text", "encoding", "lang"),
    [
        (RUSSIAN, "utf-8", "ru"),
        (RUSSIAN, "windows-1251", "ru"),
        (RUSSIAN, "koi8-r", "ru"),
        (ARABIC, "windows-1256", "ar"),
        (FRENCH, "windows-1252", "fr"),
        (CHINESE, "gb18030", "zh"),
    ],
)
def test_encodings_of_agencies_are_told_apart(text: str, encoding: str, lang: str) -> None:
    found = document(text.encode(encoding))
    assert (found.text, found.lang) == (text, lang)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_mark_is_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    assert document(mark + RUSSIAN.encode(encoding)).text == RUSSIAN


def test_line_ends_are_kept() -> None:
    assert document(b"One.\r\nTwo.\rThree.\n").text == "One.\r\nTwo.\rThree.\n"


def test_text_cut_in_the_middle_of_a_character_is_read() -> None:
    assert document(RUSSIAN.encode()[:-2]).text == RUSSIAN[:-2] + "\ufffd"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t ",
        codecs.BOM_UTF8,
        b"%PDF-1.7 text",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0JFIF",
        b"words\x00words",
        bytes(range(256)),
        codecs.BOM_UTF16_LE + b"\x00\xd8",
        b" date 2021-03-18 ",
        b"\x01\x02\x03\x04\x05",
    ],
)
def test_what_is_no_text_is_a_failure(data: bytes) -> None:
    found = read(data)
    assert isinstance(found, Failure)
    assert found.origin == "folder/a.txt"
    assert found.reason


@pytest.mark.parametrize(
    ("header", "date"),
    [
        (" date 2021-03-18 ", "2021-03-18"),
        ("\n  date 2021-03 ", "2021-03"),
        ("date 2021\n", "2021"),
        ("\ufeff date 2021-03-18\n\n", "2021-03-18"),
        ("Date: 2021-03-18T10:00:00Z\n", "2021-03-18"),
    ],
)
def test_date_header_dates_the_document_and_is_not_read(header: str, date: str) -> None:
    found = document(f"{header}Ministers met.".encode())
    assert str(found.published) == date
    assert found.published_basis is DateBasis.STATED
    assert found.prose is not None
    assert found.prose.of(found.text) == "Ministers met."
    assert found.text.endswith(f"{header.removeprefix(chr(0xFEFF))}Ministers met.")


@pytest.mark.parametrize(
    "header",
    [
        " date 2021-13-45 ",
        "date 2021-02-30\n",
        " date 0001-01-01 ",
        "date 1699-12-31 ",
        "date 2200 ",
        " date 9999-12-31 ",
    ],
)
def test_date_header_without_a_date_that_can_be_is_not_read_and_dates_nothing(header: str) -> None:
    found = document(f"{header}Ministers met.".encode())
    assert (found.published, found.published_basis) == (None, DateBasis.UNKNOWN)
    assert found.prose is not None
    assert found.prose.of(found.text) == "Ministers met."


@pytest.mark.parametrize("header", ["date of birth ", "update 2021-03-18 ", "date 20213 "])
def test_what_is_no_date_header_stays_in_the_prose(header: str) -> None:
    found = document(f"{header}Ministers met.".encode())
    assert found.published is None
    assert found.published_basis is DateBasis.UNKNOWN
    assert found.prose is not None
    assert found.prose.start == 0
