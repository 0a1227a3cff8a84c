"""The tutorial, and the Python of the pages for people: run in order, in a folder of their own."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from dragoman.cli import main

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`([\w.-]+\.toml)`[^`]*\Z")
LEFT_OUT = "…"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the examples that the tutorial is about."""
    (tmp_path / "examples").mkdir()
    for example in sorted((ROOT / "examples").glob("egy-rus_*")):
        shutil.copy(example, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_SETTINGS", raising=False)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_tutorial_runs_and_shows_what_comes_out() -> None:
    steps = list(_steps(ROOT / "docs" / "tutorial.md"))
    assert sum(1 for kind, _, _ in steps if kind == "console") >= 5
    assert sum(1 for kind, _, _ in steps if kind == "python") >= 5
    names: dict[str, object] = {}
    for kind, code, shown in steps:
        out = _console(code) if kind == "console" else _python(code, names)
        assert _agrees(shown, out), f"{code}\n--- shown\n{shown}\n--- came out\n{out}"
    assert Path("brief.html").read_text("utf-8").startswith("<!doctype")
    assert Path("brief-from-python.html").read_text("utf-8") == Path("brief.html").read_text("utf-8")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_python_of_the_page_runs(page: str) -> None:
    blocks = [code for kind, code in BLOCK.findall((ROOT / page).read_text("utf-8")) if kind == "python"]
    assert blocks
    names: dict[str, object] = {}
    for code in blocks:
        _python(code, names)


@pytest.mark.parametrize(
    ("shown", "out", "agrees"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("a …\n", "a b c\n", True),
        ("", "anything\n", True),
        ("a\nd\n", "a\nb\nd\n", False),
        ("…\nx\n…\n", "a\nb\n", False),
    ],
)
def test_what_is_left_out_is_only_what_is_marked(shown: str, out: str, agrees: bool) -> None:
    assert _agrees(shown, out) == agrees


def _steps(page: Path) -> Iterator[tuple[str, str, str]]:
    """Commands and pieces of Python, in order, each with what the page shows of it; files are written."""
    text = page.read_text("utf-8")
    blocks = list(BLOCK.finditer(text))
    for number, block in enumerate(blocks):
        kind, body = block.groups()
        if kind == "console":
            for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE):
                yield kind, command, shown
        elif kind == "python":
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            is_shown = following is not None and following[1] == "text"
            yield kind, body, following[2] if following is not None and is_shown else ""
        elif kind == "toml":
            named = FILE.search(text[: block.start()])
            assert named, body
            Path(named[1]).write_text(body, encoding="utf-8")


def _console(command: str) -> str:
    """What a command prints, on both streams."""
    program, *arguments = shlex.split(command)
    assert program == "dragoman", command
    printed = io.BytesIO()
    stream = io.TextIOWrapper(printed, encoding="utf-8", write_through=True)
    before = sys.argv
    sys.argv = [program, *arguments]
    try:
        with redirect_stdout(stream), redirect_stderr(stream), pytest.raises(SystemExit) as end:
            main()
    finally:
        sys.argv = before
    assert end.value.code in (0, 1), printed.getvalue().decode()
    return printed.getvalue().decode("utf-8").replace("\r", "\n")


def _python(code: str, names: dict[str, object]) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(code, "page", "exec"), names)
    return out.getvalue()


def _agrees(shown: str, out: str) -> bool:
    """Whether the lines shown are those that came out; the mark stands for any others, or the rest of a line.

    Nothing shown agrees with everything.
    """
    if not shown.strip():
        return True
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == LEFT_OUT else _line(line) + r"[ ]*\n" for line in shown.splitlines()
    )
    told = "".join(f"{line}\n" for line in out.splitlines() if not line.startswith("reading: "))
    return re.fullmatch(pattern, told.replace(os.sep, "/")) is not None


def _line(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.rstrip().split(LEFT_OUT))
