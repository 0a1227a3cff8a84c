"""Packed answers, offline."""

from __future__ import annotations

import gzip
import time
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.web.answer import NotFetched
from dragoman.read.web.unpack import unpack


def test_limit_holds_for_the_bytes_as_sent_and_as_unpacked() -> None:
    packed = gzip.compress(bytes(range(256)))
    assert unpack([b"a" * 10], None, 10) == b"a" * 10
    assert unpack([packed], "gzip", len(packed)) == bytes(range(256))
    for chunks, encoding in (([b"a" * 11], None), ([b"a"] * 11, ""), ([packed], "gzip")):
        with pytest.raises(NotFetched, match="larger than"):
            unpack(chunks, encoding, 10)


def test_bomb_of_deflate_is_refused_at_the_limit() -> None:
    for data in (zlib.compress(b"\0" * 10**7, 9), zlib.compress(b"\0" * 10**7, 9, wbits=-15)):
        with pytest.raises(NotFetched, match="unpacks to more"):
            unpack([data], "deflate", 100_000)


def test_ten_thousand_empty_streams_in_one_cost_little() -> None:
    empty = gzip.compress(b"")
    began = time.process_time()
    assert unpack([empty * 100_000], "gzip", 10**7) == b""
    assert time.process_time() - began < 2


@given(data=st.binary(max_size=300), cut=st.integers(0, 300), size=st.integers(1, 50))
def test_unpacking_undoes_packing_and_notices_what_is_missing(data: bytes, cut: int, size: int) -> None:
    packed = gzip.compress(data, mtime=0)
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert unpack(pieces, "gzip", 300) == data
    if 0 < cut < len(packed):
        with pytest.raises(NotFetched, match="breaks off"):
            unpack([packed[:cut]], "gzip", 300)


@given(st.lists(st.binary(max_size=80), max_size=5), st.sampled_from(["gzip", "deflate", "br", "", "a,b"]))
def test_any_bytes_unpack_or_are_refused(chunks: list[bytes], encoding: str) -> None:
    with suppress(NotFetched):
        assert len(unpack(chunks, encoding, 100)) <= 100
