"""Laws of the readers of word processors' files: whatever comes, documents or a clear refusal."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.base import Reader
from dragoman.read.word.docx import read_docx
from dragoman.read.word.odt import read_fodt, read_odt
from dragoman.read.word.rtf import read_rtf

FILES = Path(__file__).parents[1] / "files" / "words"
READERS: dict[str, Reader] = {"docx": read_docx, "odt": read_odt, "rtf": read_rtf, "fodt": read_fodt}
GOOD = {suffix: (FILES / f"en.{suffix}").read_bytes() for suffix in READERS}
PARTS = {
    "docx": ("word/document.xml", "word/footnotes.xml", "word/styles.xml", "word/_rels/document.xml.rels"),
    "odt": ("content.xml", "styles.xml", "meta.xml"),
}


def holds(reader: Reader, data: bytes) -> None:
    """The law: documents whose text is text, or UnreadableDocument with a reason."""
    try:
        found = list(reader(data, "x"))
    except UnreadableDocument:
        return
    assert len(found) == 1
    assert isinstance(found[0], Document)
    assert not re.search("[\x00\x0b\x0c\u00ad\ud800-\udfff]", found[0].text)
    assert all(0 <= page <= len(found[0].text) for page in found[0].pages)


def repacked(data: bytes, part: str, change: bytes | None) -> bytes:
    """The package with one part replaced, or without it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
            elif change is not None:
                new.writestr(name, change)
    return packed.getvalue()


@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(suffix: str, data: bytes) -> None:
    heads = {
        "docx": b"PK\x03\x04",
        "odt": b"PK\x05\x06",
        "rtf": b"{\\rtf1 ",
        "fodt": b"<?xml version='1.0'?><",
    }
    holds(READERS[suffix], data)
    holds(READERS[suffix], heads[suffix] + data)


@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, 10**6), length=st.integers(0, 60), put=st.binary(max_size=20))
def test_any_change_of_a_good_file_is_read_or_refused(suffix: str, at: int, length: int, put: bytes) -> None:
    good = GOOD[suffix]
    at %= len(good)
    holds(READERS[suffix], good[:at] + put + good[at + length :])
    holds(READERS[suffix], good[:at])


@pytest.mark.parametrize("suffix", PARTS)
@settings(max_examples=60, deadline=None)
@given(
    choice=st.integers(0, 10), first=st.integers(0, 10**6), second=st.integers(0, 10**6), cut=st.booleans()
)
def test_any_change_of_the_xml_within_is_read_or_refused(
    suffix: str, choice: int, first: int, second: int, cut: bool
) -> None:
    part = PARTS[suffix][choice % len(PARTS[suffix])]
    with zipfile.ZipFile(io.BytesIO(GOOD[suffix])) as package:
        tags = re.split(rb"(<[^<>]*>)", package.read(part))
    first, second = first % len(tags), second % len(tags)
    tags[first] = tags[second]
    changed = b"".join(tags[: second if cut else None])
    holds(READERS[suffix], repacked(GOOD[suffix], part, changed))


@pytest.mark.parametrize(
    ("suffix", "part"), [(suffix, part) for suffix, parts in PARTS.items() for part in parts]
)
def test_a_part_that_is_missing_is_no_accident(suffix: str, part: str) -> None:
    data = repacked(GOOD[suffix], part, None)
    if part in ("word/document.xml", "content.xml"):
        with pytest.raises(UnreadableDocument):
            list(READERS[suffix](data, "x"))
    else:
        (found,) = READERS[suffix](data, "x")
        assert isinstance(found, Document)
        assert "Windhoek" in found.text


ENTITIES = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(("suffix", "part"), [("docx", "word/document.xml"), ("odt", "content.xml")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(suffix: str, part: str, encoding: str) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD[suffix])) as package:
        xml = re.sub(rb"<\?xml[^>]*\?>", b"", package.read(part))
    data = (f'<?xml version="1.0" encoding="{encoding}"?>' + (ENTITIES + xml).decode()).encode(encoding)
    with pytest.raises(UnreadableDocument, match="document type"):
        list(READERS[suffix](repacked(GOOD[suffix], part, data), "x"))


@pytest.mark.parametrize(
    ("suffix", "part", "inside"),
    [
        ("docx", "word/document.xml", b"<w:document xmlns:w='w'>%s</w:document>"),
        ("odt", "content.xml", b"<o:d xmlns:o='o'>%s</o:d>"),
    ],
)
def test_what_unpacks_to_much_more_is_refused(suffix: str, part: str, inside: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="unpacks to"):
        list(READERS[suffix](repacked(GOOD[suffix], part, inside % (b" " * 5_000_000)), "x"))


def test_elements_and_groups_without_end_are_refused() -> None:
    deep = b"<w:document xmlns:w='w'>" + b"<w:p>" * 1_100
    with pytest.raises(UnreadableDocument):
        list(read_docx(repacked(GOOD["docx"], "word/document.xml", deep), "x"))
    with pytest.raises(UnreadableDocument, match="nested"):
        list(read_rtf(b"{\\rtf1 " + b"{" * 3_000 + b"x", "x"))


def test_elements_without_attributes_are_no_long_tag() -> None:
    body = b"<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Met</w:t></w:r></w:p>" + b"<w:p/>" * 200_000
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:  # as it is: packed, it would be refused
        package.writestr("word/document.xml", body + b"</w:body></w:document>")
    (found,) = read_docx(data.getvalue(), "x")
    assert isinstance(found, Document)
    assert found.text == "Met"


def test_a_tag_without_end_is_refused() -> None:
    tag = b"<a " + b" ".join(b'a%d=""' % number for number in range(150_000)) + b"/>"
    with pytest.raises(UnreadableDocument, match="attributes"):
        list(read_fodt(tag, "x"))


def test_a_package_of_very_many_parts_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for number in range(10_001):
            package.writestr(str(number), b"")
    with pytest.raises(UnreadableDocument, match="parts"):
        list(read_docx(packed.getvalue(), "x"))


def test_an_encrypted_odt_says_so() -> None:
    manifest = b"<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    with pytest.raises(UnreadableDocument, match="password"):
        list(read_odt(repacked(GOOD["odt"], "META-INF/manifest.xml", manifest), "x"))
