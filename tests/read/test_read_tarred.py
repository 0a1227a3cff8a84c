"""TAR files: of every format and compression, cut off and damaged, and made to do harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.archive import compressed, members
from dragoman.read.archive.tarred import read_tar
from tests.read.archives import FILES, WORDS, failures, origins, plain_inner, read, read_file

NAMES = ("zh.txt", "fr.html", "ru.html", "Заявление посла.txt", "deep/note.txt", "ar.html", "en.html")


def tar_of(
    *entries: tuple[str, bytes], kind: bytes = tarfile.REGTYPE, form: int = tarfile.PAX_FORMAT
) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in entries:
            info = tarfile.TarInfo(name)
            info.size, info.type = len(data), kind
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("file", ["release.tar", "release.tar.gz", "release.tar.bz2", "release.tar.xz"])
def test_folder_packed_by_tar_is_read_without_links_and_what_folders_leave_out(file: str) -> None:
    found = read_file(file)
    assert sorted(origins(found)) == sorted(f"{file}!release/{name}" for name in NAMES)
    assert not failures(found)


def test_short_suffix_is_read_too() -> None:
    assert len(read((FILES / "release.tar.gz").read_bytes(), "release.tgz")) == len(NAMES)


def test_sparse_file_is_not_blown_up() -> None:
    found = read_file("sparse.tar.gz")
    assert failures(found) == [("sparse.tar.gz!sparse.txt", "a sparse file, which is not read")]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_in_every_format(form: int) -> None:
    folder = "/".join(["long"] * 20)
    found = read(tar_of((f"{folder}/{'n' * 90}.txt", WORDS), ("b.txt", WORDS), form=form), "a.tar")
    assert origins(found) == [f"a.tar!{folder}/{'n' * 90}.txt", "a.tar!b.txt"]


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE],
)
def test_links_and_devices_are_passed_over(kind: bytes) -> None:
    assert read(tar_of(("a.txt", b""), ("b.txt", b""), kind=kind), "a.tar") == []


def test_names_that_climb_are_harmless_and_clean() -> None:
    found = read(tar_of(("../../../etc/x.txt", WORDS), ("/abs.txt", WORDS)), "a.tar")
    assert origins(found) == ["a.tar!etc/x.txt", "a.tar!abs.txt"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_archive_cut_off_gives_what_is_whole_and_one_failure(pack: object) -> None:
    suffix = {bytes: "", gzip.compress: ".gz", bz2.compress: ".bz2", lzma.compress: ".xz"}[pack]  # type: ignore[index]
    cut = tar_of(("a.txt", WORDS), ("b.txt", WORDS), ("c.txt", WORDS * 40))[:4_000]
    found = read(pack(cut), f"a.tar{suffix}")  # type: ignore[operator]
    assert [type(item) for item in found] == [Document, Document, type(found[-1])]
    ((origin, reason),) = failures(found)
    assert origin == f"a.tar{suffix}"
    assert "cut off in the middle of c.txt" in reason


def test_archive_without_its_end_mark_is_told() -> None:
    found = read(tar_of(("a.txt", WORDS))[:1_024], "a.tar")
    assert failures(found) == [("a.tar", "cut off: the archive has no end")]
    assert len(found) == 2


def test_damaged_header_ends_the_reading_in_one_failure() -> None:
    whole = bytearray(tar_of(("a.txt", WORDS), ("b.txt", WORDS), ("c.txt", WORDS)))
    whole[1024 + 150] ^= 0xFF
    found = read(bytes(whole), "a.tar")
    assert origins(found) == ["a.tar!a.txt", "a.tar"]
    assert "damaged" in failures(found)[0][1]


def test_compressed_bytes_cut_off_give_what_is_whole() -> None:
    whole = (FILES / "release.tar.gz").read_bytes()
    found = read(whole[: len(whole) * 2 // 3], "release.tar.gz")
    assert any(isinstance(item, Document) for item in found)
    assert [origin for origin, _ in failures(found)] == ["release.tar.gz"]


def test_endless_zeros_end_at_once() -> None:
    assert read(gzip.compress(bytes(60_000_000)), "a.tar.gz") == []


def test_huge_member_that_is_not_read_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_BYTES", 1_000_000)
    found = read(gzip.compress(tar_of(("a.txt", WORDS), ("photo.png", bytes(30_000_000)))), "a.tar.gz")
    assert isinstance(found[0], Document)
    assert "200 times its size" in failures(found)[0][1]


def test_huge_member_is_a_failure_and_the_rest_is_read() -> None:
    found = read(gzip.compress(tar_of(("a.txt", bytes(50_000_001)), ("b.txt", WORDS)), 1), "a.tar.gz")
    assert failures(found) == [("a.tar.gz!a.txt", "larger than 50 MB")]
    assert origins(found)[1:] == ["a.tar.gz!b.txt"]


def test_members_have_a_limit_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_MEMBERS", 10)
    found = read(tar_of(*((f"{n}.txt", WORDS) for n in range(20))), "a.tar")
    assert len(found) == 11
    assert failures(found) == [("a.tar", "more than 10 members, which is the limit")]


def test_extended_header_has_a_limit_that_is_named() -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 50_000_000
    data = tar_of(("a.txt", WORDS))[:1_024] + info.tobuf(tarfile.USTAR_FORMAT) + b"1" * 1_000_000
    ((_, reason),) = failures(read(data, "a.tar"))
    assert "extended header" in reason


def test_memory_that_a_file_asks_for_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "_MEMORY", 1 << 20)
    ((_, reason),) = failures(read(lzma.compress(tar_of(("a.txt", WORDS)), preset=6), "a.tar.xz"))
    assert "emory" in reason


def test_what_is_no_archive_is_unreadable() -> None:
    for data in (b"", b"no archive" * 100, bytes(100), b"\x1f\x8b\x08" + bytes(50)):
        with pytest.raises(UnreadableDocument):
            list(read_tar(io.BytesIO(data), "a.tar", plain_inner))


BASE = tar_of(("a.txt", WORDS), ("n" * 150 + ".txt", WORDS))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(BASE) - 1), st.binary(max_size=6), st.integers(0, len(BASE)), st.booleans())
def test_any_change_or_cut_gives_documents_or_failures(
    at: int, change: bytes, end: int, packed: bool
) -> None:
    base = gzip.compress(BASE, mtime=0) if packed else BASE
    at %= len(base)
    data = (base[:at] + change + base[at + len(change) :])[: max(end, at)]
    for found in read(data, "a.tar.gz" if packed else "a.tar"):
        assert found.origin.startswith("a.tar")
        assert isinstance(found, Document) or found.reason
