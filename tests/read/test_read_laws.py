"""Laws of reading: any bytes give documents or failures, and offsets hold."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.model.text import Document
from dragoman.read import READERS, Failure, read_bytes

SNIPPETS = st.sampled_from(
    [
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b" date 2021-03-18 ",
        b"---\n",
        b'{"text": "',
        b'"}',
        b"<p>",
        b"<html>",
        b"\x00",
        b"\n",
        b"<!--",
        b"title: x\n",
        "Министр принял посла. ".encode(),
        "وزير".encode(),
        b"They met. ",
        "Посол".encode("cp1251"),
    ]
)
DATA = st.lists(SNIPPETS | st.binary(max_size=40), max_size=12).map(b"".join)


@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=60, deadline=None)
@given(data=DATA)
@example(data=b"")
@example(data=b"---\n---\n")
@example(data=b"{}")
@example(data=b"[[]]")
def test_any_bytes_give_documents_or_failures(suffix: str, data: bytes) -> None:
    for found in read_bytes(data, origin="x", suffix=suffix):
        if isinstance(found, Failure):
            assert found.reason
            continue
        assert isinstance(found, Document)
        assert found.prose is not None
        assert 0 <= found.prose.start < found.prose.end == len(found.text)
        assert len(found.masked) == len(found.text)
        assert found.masked[found.prose.start :].strip()
        found.text.encode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_text_is_read_as_it_stands(text: str) -> None:
    (found,) = read_bytes(text.encode(), origin="x", suffix=".txt")
    if isinstance(found, Document):
        assert found.text == text.removeprefix("\ufeff")
