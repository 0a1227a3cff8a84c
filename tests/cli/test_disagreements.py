"""The command that lists what sources tell differently."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app, places
from dragoman.model.ledger import Ledger
from tests.desk.worlds import two_states

RUN = CliRunner()


class _HandMade:
    """A store that holds a ledger made by hand."""

    def __enter__(self) -> _HandMade:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ledger(self, _settings: object = None) -> Ledger:
        return two_states()


@pytest.fixture(autouse=True)
def hand_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def open_store(address: str, *, create: bool) -> _HandMade:
        assert (address, create) == ("dragoman.db", False)
        return _HandMade()

    monkeypatch.setattr(places, "open_store", open_store)


def _out(*arguments: str) -> str:
    result = RUN.invoke(app, ["disagreements", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_json_gives_every_value_with_who_says_it_and_in_which_words() -> None:
    rows = json.loads(_out("Morocco", "RU", "--format", "json"))
    assert {row["kind"] for row in rows} == {"place", "label", "count"}
    place = next(row for row in rows if row["kind"] == "place")
    assert (place["version"], place["standing"], place["one_voice"]) == (1, "differs", False)
    assert {(v["value"], v["voices"], *v["sources"]) for v in place["values"]} == {
        ("Moscow (RUS)", 1, "Atlas Herald"),
        ("Saint Petersburg (RUS)", 1, "De Noordzee"),
    }
    documents = two_states().documents
    for row in rows:
        for value in row["values"]:
            assert value["reports"]
            for words in value["reports"]:
                text = documents[words["document_id"]].text
                assert text[words["start"] : words["end"]] == words["quote"]
                assert words["lang"] == documents[words["document_id"]].lang


def test_a_count_in_doubt_comes_with_the_count_of_the_ledger() -> None:
    (row,) = json.loads(_out("MAR", "RUS", "--kind", "count", "--format", "json"))
    assert (row["counted"]["said"], row["counted"]["total"]) == (3, 3)
    assert row["standing"] == "in part"
    assert "only if the call of 6 December 2023 counts" in row["text"]


def test_table_has_a_line_for_each_quote_and_leaves_no_source_out() -> None:
    table = " ".join(_out("MAR", "RUS", "--kind", "place").replace("│", " ").split())
    (row,) = json.loads(_out("MAR", "RUS", "--kind", "place", "--format", "json"))
    assert "place, differs" in table
    for value in row["values"]:
        (words,) = value["reports"]
        offsets = f"{words['start']}–{words['end']}"
        assert all(part in table for part in (words["source"], offsets, words["quote"].split()[0], "1 voice"))


def test_nothing_to_list_is_said_on_standard_error() -> None:
    assert json.loads(_out("FRA", "--format", "json")) == []
    result = RUN.invoke(app, ["disagreements", "FRA"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing known" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--kind", "weather"), "participants, rank"),
        (("--format", "csv"), "table, json"),
        (("MAR", "RUS", "FRA"), "at most two"),
        (("Morroco",), "Morocco (MAR)"),
    ],
)
def test_misuse_is_told_with_exit_code_2(arguments: tuple[str, ...], message: str) -> None:
    result = RUN.invoke(app, ["disagreements", *arguments], env={"COLUMNS": "300", "TERM": "dumb"})
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
