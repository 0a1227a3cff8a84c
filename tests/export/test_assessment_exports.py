"""Assessments as JSON, pages and tables: compared with golden files, and safe whatever documents say."""

from __future__ import annotations

import datetime as dt
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from rich.console import Console, RenderableType

from dragoman.desk.assessment.answer import Assessment, assess
from dragoman.desk.assessment.compare import Comparison, compare
from dragoman.desk.assessment.rows import Component
from dragoman.desk.assessment.settings import ComparisonSettings
from dragoman.desk.settings import DeskSettings
from dragoman.export.assessment_html import assessment_html, comparison_html
from dragoman.export.assessment_json import assessment_json, comparison_json
from dragoman.export.assessment_table import assessment_tables, comparison_tables
from dragoman.lexicon.schema import AREAS
from dragoman.model.record import InstrumentStatus, Level, Strength
from dragoman.model.text import EngagementKind
from dragoman.trade import read_trade
from tests.desk.builders import DZA, MAR, RUS, when
from tests.desk.cooperation import Cooperation
from tests.desk.worlds import HOSTILE
from tests.export.golden_files import assert_golden
from tests.trade.made import baci

ON = dt.date(2024, 5, 20)
FLOWS = [(2022, "RUS", "MAR", "X", "270900", 20.0), (2022, "MAR", "RUS", "X", "870323", 80.0)]


def world() -> Cooperation:
    made = Cooperation()
    made.engagement(
        "a visit", "energy", kind=EngagementKind.VISIT, act="visit", date="2023-09", level=Level.MINISTER
    )
    made.engagement("an old talk", "fisheries", date="2019", level=Level.AMBASSADOR)
    made.engagement("an undated talk", "health")
    made.instrument("an energy accord", "energy", statuses=(InstrumentStatus.IN_FORCE,), date="2020-02-01")
    made.instrument("a friendship treaty", statuses=(InstrumentStatus.SIGNED,))
    made.body("Joint Fisheries Commission", sessions={6: when("2022-03-03")})
    made.commitment("more fish", "fisheries", strength=Strength.INTENT)
    return made


def answer() -> Assessment:
    ledger = world().ledger()
    with TemporaryDirectory() as folder, read_trade([baci(Path(folder) / "baci.csv", FLOWS)]) as trade:
        return assess(ledger, (MAR, RUS), ON, DeskSettings(), since=dt.date(2023, 6, 1), trade=trade)


def comparison() -> Comparison:
    made = world()
    made.engagement("a talk", "energy", date="2024-03", parties=(MAR, DZA))
    left, right = (assess(made.ledger(), pair, ON, DeskSettings()) for pair in ((MAR, RUS), (MAR, DZA)))
    return compare(left, right, ComparisonSettings())


def printed(*parts: RenderableType) -> str:
    out = io.StringIO()
    console = Console(file=out, width=160)
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def test_exports_are_those_of_the_golden_files() -> None:
    found = answer()
    assert_golden("assessment.json", assessment_json(found))
    assert_golden("assessment.html", assessment_html(found))
    assert_golden("assessment.txt", printed(*assessment_tables(found, long=True)))
    assert_golden("comparison.txt", printed(*comparison_tables(comparison())))


def test_json_has_every_area_with_rules_items_and_their_words() -> None:
    value = json.loads(assessment_json(answer()))
    assert (value["version"], value["on"], value["since"]) == (1, "2024-05-20", "2023-06-01")
    assert value["parties"] == [{"code": "MAR", "name": "Morocco"}, {"code": "RUS", "name": "Russia"}]
    assert [area["area"] for area in value["areas"]] == list(AREAS)
    energy = value["areas"][1]
    assert energy["vector"] == [4, 0, 3, None, 3, 1, 2]
    assert [score["component"] for score in energy["scores"]] == [c.value for c in Component]
    assert energy["scores"][0]["rule"] == "an agreement, treaty or protocol is in force or has been updated"
    assert energy["scores"][3]["unknown"] == "no commitment in the area"
    numbers = {note["number"]: note["quote"] for note in value["notes"]}
    told = energy["scores"][0]["items"][0]
    assert [numbers[n] for n in told["notes"]] == ["Words of an energy accord"]
    assert {"total", "forth", "back", "joint", "day"} == set(value["momentum"]["now"])
    assert [term["act"] for term in value["momentum"]["terms"]] == ["visit", "meet"]
    assert [one["reason"] for one in value["momentum"]["omitted"]] == ["undated"]
    assert value["momentum"]["series"][-1] == value["momentum"]["now"]
    assert (value["coverage"]["documents"], value["coverage_then"]["documents"]) == (7, 0)
    assert "energy" in [change["area"] for change in value["changes"]]


def test_json_of_a_comparison_has_both_with_their_own_coverage() -> None:
    value = json.loads(comparison_json(comparison()))
    assert value["against"]["parties"][1]["code"] == "DZA"
    assert (value["coverage"]["documents"], value["against"]["coverage"]["documents"]) == (7, 1)
    assert "many more documents were read of one pair" in value["unlike"]
    assert json.loads(assessment_json(answer()))["unlike"] is None


def test_comparison_warns_where_more_was_read_of_one() -> None:
    warning = "Compare with care, this may tell of what was read and not of relations"
    assert warning in printed(*comparison_tables(comparison()))
    assert warning in comparison_html(comparison())


def test_every_number_on_the_page_has_its_rule_and_its_words() -> None:
    page = assessment_html(answer())
    assert page.count('<td class="unknown"') == 16 + 8
    assert 'title="an agreement, treaty or protocol is in force or has been updated"' in page
    assert "<blockquote" in page
    assert "Words of an energy accord" in page


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, _: object) -> None:
        self.tags.append(tag)


@pytest.mark.parametrize("make", [assessment_html, lambda a: printed(*assessment_tables(a))])
def test_words_of_documents_are_words_and_nothing_else(make: object) -> None:
    made = Cooperation()
    made.instrument(HOSTILE, "energy", statuses=(InstrumentStatus.SIGNED,))
    made.body(HOSTILE + "\x1b[31m")
    text = make(assess(made.ledger(), (MAR, RUS), ON, DeskSettings()))  # type: ignore[operator]
    reader = _Tags()
    reader.feed(text if text.startswith("<!doctype") else "")
    assert "script" not in reader.tags
    assert "\x1b" not in text or text.startswith("<!doctype")
