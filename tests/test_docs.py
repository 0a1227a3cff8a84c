"""What the documents for people promise exists: links, commands, options, and the targets of make."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from dragoman.cli import app

ROOT = Path(__file__).parents[1]
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "training/README.md",
    "examples/README.md",
    "docs/reading.md",
    "docs/watching.md",
    "docs/lineage.md",
    "docs/disagreements.md",
    "docs/plans.md",
    "docs/consultations.md",
    "docs/assessment.md",
    "docs/avenues.md",
    "docs/commitments.md",
    "docs/positions.md",
    "docs/python.md",
    "docs/registers.md",
    "docs/review.md",
    "docs/review-web.md",
    "docs/serving.md",
    "docs/tutorial.md",
    "docs/web.md",
)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")
COMMAND = re.compile(r"^dragoman (.+?)(?:\s+#.*)?$", re.MULTILINE)
TARGET = re.compile(r"`?make ([a-z]+)")


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_to_a_file(page: str) -> None:
    path = ROOT / page
    missing = [link for link in LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()]
    assert not missing


def test_every_command_shown_is_one_with_its_options() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    shown = [line for page in PAGES for line in COMMAND.findall((ROOT / page).read_text("utf-8"))]
    assert len(shown) >= 8
    for line in shown:
        name, *rest = shlex.split(line)
        command = commands[name]
        while rest and rest[0] in getattr(command, "commands", {}):
            command = command.commands[rest.pop(0)]
        command = getattr(command, "commands", {}).get(
            "list", command
        )  # what a bare `dragoman commitments` does
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("-")} <= options, line


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_named_is_in_the_makefile(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in TARGET.findall((ROOT / page).read_text("utf-8")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
