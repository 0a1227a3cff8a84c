"""Every command of docs/review.md runs, one after the other, on a small ledger."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.config import read_settings
from dragoman.merge import MergeSettings, merge_settings
from dragoman.merge.settings import usual_weights
from dragoman.model.record import Engagement, Role
from dragoman.model.text import EngagementKind
from dragoman.store import open_store
from tests.merge.builders import Told
from tests.merge.situations import cluster

PAGE = (Path(__file__).parents[2] / "docs" / "review.md").read_text("utf-8")
COMMANDS = re.findall(r"^dragoman (.+)$", PAGE, re.MULTILINE)
STAND_IN = re.compile(r"\b(eng|per|jud|cor|doc)-([abc])\2{7}\b")
RUN = CliRunner()


def _listed(*words: str) -> list[dict[str, str]]:
    result = RUN.invoke(app, [*words, "--format", "json"])
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    return value["questions"] if isinstance(value, dict) else value  # type: ignore[no-any-return]


def _doubtful() -> Told:
    """A report that may be of either of two meetings of the year."""
    told = Told("This year ambassador Lotfi Belkacem held talks.", published="2021-06-12", source="annals")
    envoy = told.person("Lotfi Belkacem", "TUN", Role.AMBASSADOR)
    told.event(EngagementKind.MEETING, "held talks", envoy, date="2021", sides="RUS TUN")
    return told


def test_the_commands_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_SETTINGS", raising=False)
    told = (*cluster(), _doubtful())
    with open_store(tmp_path / "dragoman.db") as store:
        for one in told:
            store.add(one.document, one.reading)
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    file = tmp_path / "dragoman.toml"
    file.write_text(example, "utf-8")
    events = [[r.id for r in one.records if isinstance(r, Engagement)] for one in told]
    ids = {"eng-a": events[0][0], "eng-b": events[2][0], "eng-c": events[0][1], "per-a": told[0].people[0].id}
    ids["doc-a"] = told[0].document.id

    def real(match: re.Match[str]) -> str:
        name = f"{match[1]}-{match[2]}"
        if name == "jud-a":
            return _listed("review", "list")[0]["id"]
        if match[1] == "cor":
            return next(
                d["id"] for d in _listed("review", "log") if d["state"] == "stands" and d["id"] > "cor"
            )
        return ids[name]

    assert len(COMMANDS) >= 18
    for line in COMMANDS:
        words = shlex.split(STAND_IN.sub(real, line), comments=True)
        result = RUN.invoke(app, words)
        assert result.exit_code == 0, (line, result.output, result.exception)
    usual = usual_weights()
    made = merge_settings(read_settings(file)["merge"], str(file))
    assert made == MergeSettings(weights={name: usual[name] for name in ("engagement.when", "person.party")})
