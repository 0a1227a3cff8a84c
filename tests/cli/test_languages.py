"""``dragoman languages``: coverage of the packs, and a check that names file and line."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.detect.examples import check_examples
from dragoman.lexicon.coverage import coverage
from dragoman.lexicon.load import languages, pack
from tests.cli.test_documents import dragoman

PACKS = Path(str(files("dragoman"))) / "languages"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A pack of one's own, outside the program: English again."""
    return Path(shutil.copytree(PACKS / "en", tmp_path / "en"))


def test_every_pack_is_listed_with_its_coverage() -> None:
    told = dragoman("languages")
    assert told.returncode == 0
    assert [line.split()[0] for line in told.stdout.splitlines()[1:]] == list(languages())
    assert max(map(len, told.stdout.splitlines())) <= 100
    found = json.loads(dragoman("languages", "--format", "json").stdout)
    for one in found:
        for name, part in one["parts"].items():
            assert part["have"] + len(part["lacking"]) == part["of"], (one["lang"], name)


@pytest.mark.parametrize("lang", languages())
def test_every_pack_that_comes_with_the_program_is_right(lang: str) -> None:
    loaded = pack(lang)
    assert list(check_examples(loaded)) == []
    for name in ("parties", "roles", "dates", "ordinals", "areas"):
        part = coverage(loaded).parts[name]
        assert part.have >= 0.9 * part.of, (name, part.lacking)


def test_a_pack_anywhere_can_be_checked(own: Path) -> None:
    assert dragoman("languages", "check", own).returncode == 0


@pytest.mark.parametrize(
    ("file", "line", "reason"),
    [
        ("cues.yaml", "colour: [red]\n", "colour"),
        ("cues.yaml", "act: {wink: [winked]}\n", "stands twice"),
        ("topics.yaml", "areas: {chess: [chess]}\n", "stands twice"),
        ("examples.yaml", "- text: '[PER Ann'\n  expect: nothing\n", "mark"),
    ],
)
def test_a_fault_is_named_with_file_and_line(own: Path, file: str, line: str, reason: str) -> None:
    path = own / file
    number = path.read_text(encoding="utf-8").count("\n") + 1
    with path.open("a", encoding="utf-8") as stream:
        stream.write(line)
    told = dragoman("languages", "check", own)
    assert told.returncode == 1
    assert f"{file}:{number}: " in told.stderr
    assert reason in told.stderr


def test_an_example_that_fails_is_named(own: Path) -> None:
    path = own / "examples.yaml"
    number = path.read_text(encoding="utf-8").count("\n") + 1
    with path.open("a", encoding="utf-8") as stream:
        stream.write("- text: 'The [GPE Moroccan] minister.'\n  expect:\n    parties: {Moroccan: DZA}\n")
    told = dragoman("languages", "check", own)
    assert told.returncode == 1
    assert f"examples.yaml:{number}: party of 'Moroccan': MAR for DZA" in told.stderr


def test_an_act_that_is_none_is_refused(own: Path) -> None:
    path = own / "cues.yaml"
    text = path.read_text(encoding="utf-8").replace("  empathise:", "  wink:")
    path.write_text(text, encoding="utf-8")
    told = dragoman("languages", "check", own)
    assert told.returncode == 1
    assert "wink" in told.stderr


def test_a_language_without_a_pack_is_named() -> None:
    told = dragoman("languages", "check", "xx")
    assert told.returncode == 1
    assert "xx" in told.stderr
