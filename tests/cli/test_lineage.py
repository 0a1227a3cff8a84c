"""The command that tells who follows whom, and its three formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from dragoman.cli import app as whole
from dragoman.cli import lineage
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet
from tests.desk.texts import ENGLISH, two_languages
from tests.merge.builders import Told, ledger

_app = typer.Typer()
lineage.register(_app)


@_app.command()
def other() -> None:
    """So that the first is a command with a name."""


RUN = CliRunner()
HOSTILE = "The two sides <script>alert(1)</script> met\x1b[31m in \u202eRabat for a long and friendly talk."


class _HandMade:
    """A store that holds a ledger made by hand."""

    book: Ledger

    def __enter__(self) -> _HandMade:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ledger(self, settings: object = None) -> Ledger:  # noqa: ARG002
        return self.book

    def outlets(self) -> tuple[Outlet, ...]:
        return ()


def _keep(monkeypatch: pytest.MonkeyPatch, book: Ledger) -> None:
    store = _HandMade()
    store.book = book

    def open_store(address: str, *, create: bool) -> _HandMade:
        assert (address, create) == ("dragoman.db", False)
        return store

    monkeypatch.setattr(lineage, "open_store", open_store)


@pytest.fixture
def ids(monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    book, en, nl = two_languages()
    _keep(monkeypatch, book)
    return en.id, nl.id


def _out(*arguments: str) -> str:
    result = RUN.invoke(_app, ["lineage", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_text_shows_both_quotes_in_their_languages_with_their_offsets(ids: tuple[str, str]) -> None:
    text = _flat(_out(*ids))
    assert f"«{ENGLISH[0]}» [0–{len(ENGLISH[0])}]" in text
    assert "Marokkaanse soevereiniteit over de Sahara" in text
    assert "Which follows which can't be told" in text
    assert "credits presidency of Russia («Kremlin»)" in text


def test_json_is_versioned_and_every_passage_is_cut_from_its_document(ids: tuple[str, str]) -> None:
    book, *documents = two_languages()
    found: dict[str, Any] = json.loads(_out(*ids, "--format", "json"))
    assert (found["version"], found["voices"]) == (1, 1)
    assert {row["id"] for row in found["documents"]} == {document.id for document in documents}
    (pair,) = found["pairs"]
    assert (pair["relation"], pair["follows"]) == ("translation", None)
    shown = [words for row in pair["passages"] for side in ("first", "second") for words in row[side]]
    assert len(shown) == sum(row["passages"] for row in found["documents"])
    for words in shown:
        text = book.documents[words["document_id"]].text
        assert text[words["start"] : words["end"]] == words["quote"]


def test_one_document_brings_its_voice_along(ids: tuple[str, str]) -> None:
    found = json.loads(_out(ids[1], "--format", "json"))
    assert {row["id"]: row["kin"] for row in found["documents"]} == {
        ids[1]: "asked for",
        ids[0]: "same voice",
    }


def test_page_is_written_where_told_with_quotes_in_their_directions(
    ids: tuple[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    assert _out(*ids, "--format", "html", "-o", str(file)) == ""
    page = file.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert 'lang="nl" dir="ltr"' in page
    assert "<script" not in page


def test_words_of_strangers_steer_neither_terminal_nor_page(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = Told(HOSTILE, published="2024-06-03"), Told(f"{HOSTILE} Yes.", published="2024-06-03")
    _keep(monkeypatch, ledger(one, other))
    ids = one.document.id, other.document.id
    text, page = _out(*ids), _out(*ids, "--format", "html")
    assert not {"\x1b", "\u202e"} & set(text)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nothing.txt",), "no document of the ledger is known as 'nothing.txt'"),
        (("wire.txt",), "several documents"),
        (("wire.txt", "--format", "xml"), "text, json, html"),
        ((), "Missing argument"),
    ],
)
def test_misuse_is_told_on_standard_error_with_exit_code_2(arguments: tuple[str, ...], message: str) -> None:
    result = RUN.invoke(_app, ["lineage", *arguments], env={"COLUMNS": "300", "TERM": "dumb"})
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in _flat(result.stderr.replace("│", " "))


def test_command_is_one_of_the_programs() -> None:
    assert RUN.invoke(whole, ["lineage", "--help"]).exit_code == 0
