"""Thresholds and weights from a settings file: strict, and named where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.config import read_settings
from dragoman.errors import InvalidSettings
from dragoman.merge import MergeSettings, merge_settings
from dragoman.merge.settings import usual_weights
from dragoman.model.judgement import Verdict
from tests.merge.builders import ledger
from tests.merge.situations import arabic, english

WHOLE = """
[merge]
same = 0.9
proposed = 0.5
copied = 0.7
similar = 0.3
slack_days = 1
near_days = 14

[merge.weights]
"person.party" = 1.0
engagement.when = 2
engagement.who = 0.5
"""


def told(tmp_path: Path, text: str) -> MergeSettings:
    file = tmp_path / "dragoman.toml"
    file.write_text(text, encoding="utf-8")
    return merge_settings(read_settings(file).get("merge", {}), str(file))


def test_every_setting_is_read_and_what_is_left_out_stays(tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE) == MergeSettings(
        same=0.9,
        proposed=0.5,
        copied=0.7,
        similar=0.3,
        slack_days=1,
        near_days=14,
        weights={"engagement.when": 2.0, "engagement.who": 0.5, "person.party": 1.0},
    )
    assert told(tmp_path, "") == told(tmp_path, "[merge]") == MergeSettings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[merge]\nsame = 1.5", "merge.same: a number from 0 to 1"),
        ("[merge]\nsame = nan", "merge.same: a number from 0 to 1"),
        ("[merge]\nsame = true", "merge.same: a number from 0 to 1"),
        ("[merge]\nsame = '0.9'", "merge.same: a number from 0 to 1"),
        ("[merge]\nproposed = 0.85", "merge.proposed: 0.85 is more than merge.same, which is 0.8"),
        ("[merge]\ncopied = 0.2", "merge.similar: 0.35 is more than merge.copied, which is 0.2"),
        ("[merge]\nslack_days = 2.5", "merge.slack_days: whole days from 0 to 31"),
        ("[merge]\nnear_days = -1", "merge.near_days: whole days from 0 to 366"),
        ("[merge]\nthreshold = 0.5", "merge.threshold: there is no such setting; there are same, proposed"),
        (
            "[merge.weights]\nperson.shoe = 1",
            "merge.weights.person.shoe: there is no such feature; there are",
        ),
        ("[merge.weights]\nshoe = 1", "there is no such feature; there are body.…, document.…"),
        ("[merge.weights]\nperson.name = -1", "merge.weights.person.name: a number from 0 to 30"),
        ("[merge]\nweights = 3", "merge.weights: a table is wanted"),
        ("[merg]\nsame = 0.9", "merg: there is no such table; there is [desk], [merge]"),
        ("merge = 3", "merge: there is no such table"),
        ("[merge", "dragoman.toml: "),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InvalidSettings) as error:
        told(tmp_path, text)
    assert message in str(error.value)
    assert str(tmp_path / "dragoman.toml") in str(error.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "none.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InvalidSettings, match=r"none\.toml"):
        read_settings(file)


def test_every_weight_has_a_name_and_setting_the_usual_ones_changes_nothing() -> None:
    weights = usual_weights()
    assert len(weights) > 20
    assert merge_settings({"weights": dict(weights)}, "x").weights == weights
    usual = ledger(english(), arabic())
    assert ledger(english(), arabic(), settings=MergeSettings(weights=weights)) == usual


def test_thresholds_move_the_bands() -> None:
    joined = ledger(english(), arabic())
    apart = ledger(english(), arabic(), settings=MergeSettings(same=1.0, proposed=0.5))
    assert len(apart.engagements) > len(joined.engagements)
    assert {j.verdict for j in apart.judgements} == {Verdict.PROPOSED}
