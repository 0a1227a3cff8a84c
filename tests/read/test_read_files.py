"""Paths to documents: folders, links, standard input, and what cannot be read."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from dragoman.model.text import Document
from dragoman.read import CONTAINERS, READERS, Failure, read_bytes, read_paths
from dragoman.read import files as files_module
from dragoman.read.types import MEDIA_TYPES

WORDS = "The minister received the ambassador in Rabat on Monday."


def read_stdin(data: bytes) -> list[Document | Failure]:
    return list(read_paths(["-"], stdin=io.BytesIO(data)))


def test_formats_are_pinned() -> None:
    assert " ".join(READERS) == (
        ".txt .md .markdown .html .htm .xhtml .mhtml .mht .json .jsonl .ndjson .csv .tsv .tab .parquet .pdf "
        ".docx .docm .dotx .doc .odt .ott .fodt .rtf .rss .atom .rdf .xml"
    )
    assert " ".join(CONTAINERS) == ".eml .mbox .zip .tar .tgz .tbz .tbz2 .txz .gz .bz2 .xz .warc .wacz"
    assert set(MEDIA_TYPES) == READERS.keys() | CONTAINERS.keys()


def test_folder_is_read_in_order_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", "c.TXT", "photo.png", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{WORDS} {name}")
    found = list(read_paths([str(tmp_path)]))
    assert [os.path.relpath(document.origin, tmp_path) for document in found] == ["a/z.txt", "b.txt", "c.TXT"]
    assert [document.name for document in found if isinstance(document, Document)] == [
        "z.txt",
        "b.txt",
        "c.TXT",
    ]


def test_links_that_go_round_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone.txt")
    found = list(read_paths([str(tmp_path)]))
    assert [type(result) for result in found] == [Document, Failure]


def test_named_file_of_unknown_format_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (failure,) = read_paths([str(tmp_path / "a.png")])
    assert isinstance(failure, Failure)
    assert failure.stage == "read"
    assert "'.png'" in failure.reason


@pytest.mark.parametrize("path", ["/no/such/file.txt", "/no\x00such.txt", ""])
def test_missing_file_is_a_failure_and_the_rest_is_read(path: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    found = list(read_paths([path, str(tmp_path / "a.txt")]))
    assert [type(result) for result in found] == [Failure, Document]


def test_too_large_a_file_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "MAX_BYTES", 100)
    (tmp_path / "a.txt").write_text("word " * 100)
    (failure,) = read_paths([str(tmp_path / "a.txt")])
    assert isinstance(failure, Failure)
    assert "larger" in failure.reason


def test_standard_input_is_told_by_its_content() -> None:
    lines = read_stdin(
        b'{"id": "one", "text": "' + WORDS.encode() + b'"}\n{"text": "' + WORDS.encode() + b'"}\n'
    )
    assert [(document.origin, document.name) for document in lines if isinstance(document, Document)] == [
        ("-#one", "one"),
        ("-#2", "-#2"),
    ]
    (whole,) = read_stdin(b'[\n {"id": 7,\n "text": "' + WORDS.encode() + b'"}\n]')
    assert whole.origin == "-#7"
    (plain,) = read_stdin(WORDS.encode())
    assert isinstance(plain, Document)
    assert (plain.origin, plain.text) == ("-", WORDS)
    assert isinstance(read_stdin(b"")[0], Failure)


def test_format_nobody_knows_is_a_failure() -> None:
    (failure,) = read_bytes(b"x", origin="x", suffix=".doc")
    assert isinstance(failure, Failure)


def test_standard_input_is_what_its_bytes_show() -> None:
    page = f"<!doctype html><html><head><title>News</title></head><body><p>{WORDS * 4}</p></body></html>"
    (document,) = read_stdin(page.encode())
    assert isinstance(document, Document)
    assert "<p>" not in document.text
    mail = f"From: a@b.example\nSubject: News\nDate: Mon, 3 May 2021 10:00:00 +0000\n\n{WORDS}\n"
    (document,) = read_stdin(mail.encode())
    assert isinstance(document, Document)
    assert (document.title, str(document.published)) == ("News", "2021-05-03")
