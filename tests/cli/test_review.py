"""``dragoman review``: decisions on the command line, in effect with the next command, and taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import DragomanError
from dragoman.model.record import Engagement, Reading
from dragoman.model.text import EngagementKind
from dragoman.store import open_store
from tests.merge.builders import Told
from tests.merge.situations import cluster

RUN = CliRunner()
TOLD = cluster()


def event(told: Told, number: int = 0) -> str:
    return [r for r in told.records if isinstance(r, Engagement)][number].id


MEETING = min(event(told) for told in TOLD)


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of four reports of one meeting and of what else they tell."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_SETTINGS", raising=False)
    with open_store(tmp_path / "dragoman.db") as store:
        for told in TOLD:
            store.add(told.document, told.reading)
    return tmp_path


def run(*words: str) -> Result:
    return RUN.invoke(app, list(words))


def out(*words: str) -> str:
    result = run(*words)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


def shown(*words: str) -> Any:
    return json.loads(out(*words, "--format", "json"))


def refused(*words: str) -> str:
    """What a command says that cannot be done; nothing is then decided."""
    before = shown("review", "log")
    result = run(*words)
    assert result.exit_code != 0
    assert shown("review", "log") == before
    if isinstance(result.exception, DragomanError):
        return str(result.exception)
    return " ".join(result.output.replace("│", " ").split())


def meeting() -> dict[str, Any]:
    return next(e for e in shown("timeline") if MEETING in {r["record_id"] for r in e["reports"]})


@pytest.mark.usefixtures("ledger")
def test_a_correction_shows_in_the_next_timeline_and_undoing_it_restores_it() -> None:
    before = out("timeline", "--format", "json")
    told = shown(
        "review", "correct", MEETING[:12], "date", "2021-06-08", "--by", "Ana", "--reason", "embassy",
        "--quote", TOLD[0].document.text[60:70],
    )  # fmt: skip
    assert {d["decision"] for d in told} == {"correct"}
    assert {d["record"] for d in told} == {event(one) for one in TOLD}
    assert sum(d["support"] is not None for d in told) == 1
    after = meeting()
    assert (after["date"], after["date_how"]) == ("2021-06-08", "corrected by Ana")
    assert {c["corrected_by"] for c in after["claims"] if c["property"] == "date"} == {"Ana"}
    log = shown("review", "log")
    assert {(d["state"], d["author"], d["reason"], d["value"]) for d in log} == {
        ("stands", "Ana", "embassy", "2021-06-08")
    }
    assert {d["was"] for d in log} == {"2021-06-09", "2021-06"}
    assert out("review", "undo", told[0]["id"]).count("undone: cor-") == len(told)
    assert out("timeline", "--format", "json") == before
    assert {d["state"] for d in shown("review", "log")} == {"undone"}


@pytest.mark.usefixtures("ledger")
def test_one_thing_is_split_and_joined_again() -> None:
    assert len(meeting()["reports"]) == 4
    out("review", "apart", event(TOLD[0]), event(TOLD[1]), "--by", "Ben")
    assert len(meeting()["reports"]) < 4
    said = run("review", "same", event(TOLD[1]), event(TOLD[0]), event(TOLD[2]), "--by", "Ana")
    assert said.exit_code == 0
    assert len(meeting()["reports"]) == 4
    assert [d["state"] for d in shown("review", "log")] == ["outweighed", "stands", "stands"]


@pytest.mark.usefixtures("ledger")
def test_decisions_that_contradict_each_other_are_told_at_once_and_listed() -> None:
    a, b, c = (event(told) for told in TOLD[:3])
    out("review", "apart", a, c, "--by", "Ben")
    out("review", "same", a, b, "--by", "Ana")
    last = run("review", "same", b, c, "--by", "Ana")
    assert f"no longer followed: apart {min(a, c)} {max(a, c)}" in last.stderr
    (conflict,) = [
        c for c in shown("review", "list", "--matter", "engagement")["conflicts"] if c["judge"] == "Ben"
    ]
    assert [step["judge"] for step in conflict["chain"]] == ["Ana", "Ana"]
    assert conflict["left"]["quote"]
    assert conflict["right"]["quote"]
    assert "Ben" in out("review", "list")


@pytest.mark.usefixtures("ledger")
def test_why_tells_features_weights_score_and_both_quotes() -> None:
    told = shown("review", "why", event(TOLD[0]), event(TOLD[2]))
    assert (told["verdict"], told["thresholds"]) == ("same", {"same": 0.8, "proposed": 0.6})
    assert [(told["left"]["lang"]), told["right"]["lang"]] == ["en", "ar"]
    (step, *_) = told["steps"]
    assert {"feature", "value", "weight", "adds"} <= step["features"][0].keys()
    assert step["left"]["quote"] in TOLD[0].document.text
    text = out("review", "why", event(TOLD[0]), event(TOLD[2]))
    assert "They are one thing (one from a score of 0.8, proposed from 0.6)." in text
    assert "التقى" in text
    assert "= 1 / (1 + e^-S)" in text
    apart = out("review", "why", event(TOLD[0]), event(TOLD[0], 2))
    assert "cannot be one: two records of one document" in apart


@pytest.mark.usefixtures("ledger")
def test_a_question_is_accepted_by_its_id(tmp_path: Path) -> None:
    strict = tmp_path / "strict.toml"
    strict.write_text("[merge]\nsame = 1.0\n")
    asked = shown("review", "list", "Tunisia", "RUS", "--matter", "engagement", "--settings", str(strict))[
        "questions"
    ]
    assert asked
    assert all(q["left"]["quote"] and q["right"]["quote"] and q["features"] for q in asked)
    first = asked[0]
    out("review", "accept", first["id"][:14], "--settings", str(strict), "--by", "Ana")
    again = shown("review", "list", "--matter", "engagement", "--settings", str(strict))["questions"]
    assert first["id"] not in {q["id"] for q in again}
    found = shown("timeline", "--settings", str(strict))
    assert [
        len(e["reports"]) for e in found if first["left"]["id"] in {r["record_id"] for r in e["reports"]}
    ] == [2]


@pytest.mark.usefixtures("ledger")
def test_a_rejected_report_is_gone_until_it_is_taken_back() -> None:
    alone = event(TOLD[0], 1)
    (told,) = shown("review", "reject", alone, "--by", "Ana")
    assert alone not in out("timeline", "--format", "json")
    out("review", "undo", told["id"])
    assert alone in out("timeline", "--format", "json")
    assert "write --report" in refused("review", "reject", MEETING)
    out("review", "reject", MEETING, "--report", "--by", "Ana")
    assert MEETING not in out("timeline", "--format", "json")


@pytest.mark.usefixtures("ledger")
def test_a_decision_on_what_is_read_otherwise_by_now_is_listed_and_moved() -> None:
    told = TOLD[2]
    (put,) = shown("review", "correct", event(told), "place", "Kazan, Russia", "--report", "--by", "Ana")
    (old,) = [r for r in told.records if isinstance(r, Engagement)]
    newer = replace(old, kind=EngagementKind.CONSULTATIONS, id="")
    reading = Reading(
        document_id=told.document.id, producer="test@2", people=tuple(told.people), records=(newer,)
    )
    with open_store("dragoman.db") as store:
        store.add(told.document, reading)
    (gone,) = shown("review", "list")["dangling"]
    assert (gone["id"], gone["missing"]) == (put["id"], [{"id": old.id, "now": [newer.id]}])
    assert newer.id in out("review", "list")
    assert [d["state"] for d in shown("review", "log")] == ["no longer applies"]
    out("review", "move", put["id"], "--by", "Ben")
    assert shown("review", "list")["dangling"] == []
    assert [d["state"] for d in shown("review", "log")] == ["undone", "stands"]
    assert any(e["place"] == {"city": "Kazan", "country": "RUS"} for e in shown("timeline"))
    assert "none that no longer applies" in refused("review", "move", put["id"])


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("correct", MEETING, "date", "9 June"), "not an ISO 8601 date"),
        (("correct", MEETING, "title", "x"), "no field 'title'"),
        (("correct", MEETING, "date", "2021", "--span", "5"), "START:END"),
        (("correct", MEETING, "date", "2021", "--span", "7:5"), "span 7:5"),
        (("correct", MEETING, "date", "2021", "--span", "5:7", "--quote", "x"), "either the words"),
        (("correct", MEETING, "date", "2021", "--quote", "no such words"), "has the words"),
        (("correct", "eng-zzzzzzzzz", "date", "2021"), "no such id"),
        (("same", MEETING), "two ids are wanted"),
        (("apart", MEETING, TOLD[0].people[0].id), "of the kind"),
        (("same", MEETING, event(TOLD[0], 1), "--by", "machine"), "--by NAME"),
        (("same", MEETING, event(TOLD[0], 1), "--format", "csv"), "none of table, json"),
        (("accept", "jud-000000000"), "no such id among the open questions"),
        (("undo", "cor-000000000"), "no such id among the decisions of people"),
        (("list", "Atlantis"), "no state or organisation"),
        (("list", "RUS", "TUN", "DEU"), "at most two"),
        (("list", "--matter", "ship"), "none of person, engagement"),
        (("why", MEETING, MEETING), "named twice"),
        (("list", "--settings", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_misuse_is_refused_in_words_and_decides_nothing(words: tuple[str, ...], told: str) -> None:
    assert told in refused("review", *words)


@pytest.mark.usefixtures("ledger")
def test_settings_come_from_the_option_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[merge]\nsame = 1.0\nproposed = 0.2\n")
    usual = len(shown("timeline"))
    assert len(shown("timeline", "--settings", str(file))) > usual
    monkeypatch.setenv("DRAGOMAN_SETTINGS", str(file))
    assert len(shown("timeline")) > usual
    assert shown("review", "why", event(TOLD[0]), event(TOLD[2]))["thresholds"] == {
        "same": 1.0,
        "proposed": 0.2,
    }
    monkeypatch.setenv("DRAGOMAN_SETTINGS", "")
    assert len(shown("timeline")) == usual


@pytest.mark.usefixtures("ledger")
def test_nothing_to_decide_and_nothing_decided_are_said() -> None:
    assert "nobody has decided anything" in run("review", "log").stderr
    assert shown("review", "log") == []
    assert set(shown("review", "list", "DEU")) == {"version", "questions", "conflicts", "dangling"}
    assert "nothing waits" in run("review", "list", "DEU").stderr


@pytest.mark.usefixtures("ledger")
def test_what_the_machine_missed_is_added_shown_as_a_persons_and_taken_back() -> None:
    before = out("timeline", "--format", "json")
    (told,) = shown(
        "review", "add", "engagement", TOLD[0].document.id[:12], "kind=call", "date=2021-04-02",
        "parties=Tunisia, Algeria", "--quote", "12 projects", "--person", TOLD[0].people[0].id,
        "--person", "Spain; role=special envoy; party=Algeria",
        "--by", "Ana", "--reason", "missed",
    )  # fmt: skip
    assert (told["decision"], told["author"], told["words"][0]["quote"]) == ("add", "Ana", "12 projects")
    (added,) = [e for e in shown("timeline") if e["date"] == "2021-04-02"]
    assert {(p["name"], p["role"], p["party"]) for p in added["participants"]} == {
        ("Lotfi Belkacem", "ambassador", "TUN"),
        ("Spain", "special envoy", "DZA"),
    }
    assert [r["added_by"] for r in added["reports"]] == ["Ana"]
    assert "added_by" not in meeting()["reports"][0]
    out("review", "correct", added["id"], "place", "Oran, Algeria", "--by", "Ben")
    (added,) = [e for e in shown("timeline") if e["date"] == "2021-04-02"]
    assert added["place"]["city"] == "Oran"
    assert "“12 projects”" in out("review", "log")
    out("review", "undo", told["id"], "--by", "Ben", "--reason", "a slip")
    assert out("timeline", "--format", "json") == before
    assert [(d["state"], d["undone_by"], d["undone_why"]) for d in shown("review", "log")] == [
        ("undone", "Ben", "a slip"),
        ("no longer applies", None, None),
    ]
    assert "undone by Ben: a slip" in out("review", "log")


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("engagement", "nowhere.txt", "kind=call", "--quote", "x"), "no document of the ledger"),
        (("engagement", "doc", "kind", "--quote", "x"), "is not FIELD=VALUE"),
        (("engagement", "doc", "kind=call", "--quote", "not in the text"), "does not have the words"),
        (
            ("engagement", "doc", "kind=call", "--quote", "12 projects", "--person", "x; age=3"),
            "none of role",
        ),
        (("treaty", "doc", "--quote", "12 projects"), "is none of engagement"),
    ],
)
def test_what_cannot_be_added_is_refused(words: tuple[str, ...], told: str) -> None:
    kind, document, *rest = words
    name = TOLD[0].document.id if document == "doc" else document
    assert told in refused("review", "add", kind, name, *rest)


@pytest.mark.usefixtures("ledger")
def test_reports_are_split_off_and_a_record_is_confirmed() -> None:
    made = shown("review", "split", event(TOLD[0]), "--by", "Ana")
    assert {d["decision"] for d in made} == {"apart", "same"}
    assert len(meeting()["reports"]) in (1, 3)
    out("review", "undo", made[0]["id"])
    assert len(meeting()["reports"]) == 4
    (held,) = shown("review", "confirm", event(TOLD[0]), "--report", "--by", "Ben")
    assert (held["decision"], held["record"]) == ("confirm", event(TOLD[0]))
    assert shown("review", "log")[-1]["state"] == "stands"
    out("review", "correct", event(TOLD[0]), "session", "3", "--report", "--by", "Ben")
    assert [d["state"] for d in shown("review", "log")][-2:] == ["no longer applies", "stands"]
