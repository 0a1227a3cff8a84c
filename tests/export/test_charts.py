"""Charts: the same bytes every time, text that stays text, words for those who listen, every language."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from dragoman.desk.assessment.answer import assess
from dragoman.desk.brief import brief
from dragoman.desk.settings import DeskSettings
from dragoman.desk.timeline import timeline
from dragoman.errors import MissingExtra
from dragoman.export.charts import ENGLISH, momentum_chart, scorecard_chart, timeline_chart
from dragoman.model.record import InstrumentStatus, Level
from dragoman.model.text import EngagementKind, Realis
from tests.desk.builders import DZA, MAR, RUS
from tests.desk.cooperation import Cooperation

ON = dt.date(2024, 5, 20)
NAMES = ("Morocco", "Russia")
SVG = "{http://www.w3.org/2000/svg}"
Draw = Callable[..., bytes]


def world() -> Cooperation:
    made = Cooperation()
    made.engagement(
        "a visit", "energy", kind=EngagementKind.VISIT, act="visit", date="2023-09", level=Level.MINISTER
    )
    made.engagement("a talk", "energy", date="2024-05-02", level=Level.AMBASSADOR)
    made.engagement("a rebuke", kind=EngagementKind.CONDEMNATION, act="criticise", date="2024-04-02")
    made.engagement("a plan", date="2024-06-10", realis=Realis.PLANNED, level=Level.MINISTER)
    made.engagement("a denial", date="2024-03-10", realis=Realis.NEGATED, level=Level.MINISTER)
    made.engagement("an old visit", kind=EngagementKind.VISIT, act="visit", date="1966")
    made.engagement("no day")
    made.instrument("an accord", "energy", statuses=(InstrumentStatus.SIGNED,))
    return made


def draw_timeline(**more: object) -> bytes:
    found = timeline(world().ledger(), (MAR, RUS))
    return timeline_chart(found, on=ON, **{"names": NAMES} | more)  # type: ignore[arg-type]


def draw_momentum(**more: object) -> bytes:
    found = assess(world().ledger(), (MAR, RUS), ON, DeskSettings())
    return momentum_chart(found.momentum, **{"names": NAMES} | more)  # type: ignore[arg-type]


def draw_scorecard(**more: object) -> bytes:
    found = assess(world().ledger(), (MAR, RUS), ON, DeskSettings())
    return scorecard_chart(found.scorecard, **{"names": NAMES} | more)  # type: ignore[arg-type]


CHARTS = pytest.mark.parametrize("draw", [draw_timeline, draw_momentum, draw_scorecard])


def texts(svg: bytes) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def description(svg: bytes) -> str:
    return ElementTree.fromstring(svg).findtext(f"{SVG}desc") or ""


@CHARTS
@pytest.mark.parametrize("format", ["svg", "png"])
def test_same_facts_give_the_same_bytes(draw: Draw, format: str) -> None:
    first, second = draw(format=format), draw(format=format)
    assert first == second
    assert first.startswith(b"<?xml" if format == "svg" else b"\x89PNG")


@CHARTS
def test_picture_tells_nothing_of_the_day_or_program_that_made_it(draw: Draw) -> None:
    assert b"atplotlib" not in draw(format="png")
    svg = draw().decode()
    assert "<dc:date>" not in svg
    assert "Matplotlib v" not in svg


@CHARTS
def test_svg_has_a_title_and_a_description_before_all_else(draw: Draw) -> None:
    root = ElementTree.fromstring(draw())
    assert root.attrib["role"] == "img"
    assert root.attrib["lang"] == "en"
    title, desc = root[0], root[1]
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], desc.attrib["id"]]
    assert (title.text or "").startswith("Morocco – Russia: ")
    assert (title.text or "") in texts(draw())


@CHARTS
def test_picture_is_as_wide_as_the_text_of_a_page(draw: Draw) -> None:
    match = re.search(rb'width="([\d.]+)pt"', draw())
    assert match
    assert float(match[1]) / 72 * 2.54 <= 17.1
    sizes = [float(size) for size in re.findall(rb"font-size: ([\d.]+)px", draw())]
    assert min(sizes) >= 7


@CHARTS
def test_long_title_is_set_on_several_lines(draw: Draw) -> None:
    names = ("The Democratic Republic of the Example", "The Federated Example Islands and Territories")
    svg = draw(names=names)
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title", "").startswith(" – ".join(names))
    assert max(len(text) for text in texts(svg)) <= 84
    assert " – ".join(names) not in texts(svg)


@CHARTS
def test_words_of_another_language_stand_in_for_the_english_ones(draw: Draw) -> None:
    labels = {key: f"«{' '.join(re.findall('{.*?}', text))}»" for key, text in ENGLISH.items()}
    svg = draw(labels=labels, lang="fr")
    assert ElementTree.fromstring(svg).attrib["lang"] == "fr"
    rest = [re.sub("«.*?»", "", line) for text in texts(svg) for line in text.splitlines()]
    english = [line for line in rest if re.search("[a-z]{3}", line) and not re.search(r" \d{4}$", line)]
    assert not english
    assert "«" in description(svg)


@CHARTS
def test_arabic_is_drawn_from_the_right(draw: Draw) -> None:
    svg = draw(lang="ar", labels={"kind.visit": "زيارة", "level.minister": "وزير", "area.energy": "الطاقة"})
    assert ElementTree.fromstring(svg).attrib["lang"] == "ar"
    assert re.search("[\u0600-\u06ff]", "".join(texts(svg)))
    assert draw(lang="ar", format="png") != draw(format="png")


def test_scorecard_runs_from_right_to_left_in_arabic() -> None:
    def place(svg: bytes, words: str) -> float:
        match = re.search(rf'x="([\d.]+)"[^>]*>{words}<', svg.decode())
        assert match
        return float(match[1])

    for lang, ordered in (("en", True), ("ar", False)):
        svg = draw_scorecard(lang=lang)
        assert (place(svg, "energy") < place(svg, "institution") < place(svg, "evidence")) is ordered


@CHARTS
def test_label_that_is_none_and_format_that_is_none_are_errors(draw: Draw) -> None:
    with pytest.raises(KeyError, match=r"kind\.chat"):
        draw(labels={"kind.chat": "chat"})
    with pytest.raises(ValueError, match="gif"):
        draw(format="gif")


@CHARTS
def test_without_the_library_the_extra_is_named(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra, match=r"dragoman\[charts\]"):
        draw()


def test_timeline_has_levels_kinds_and_what_is_not_drawn() -> None:
    svg = draw_timeline()
    shown = texts(svg)
    assert {"minister", "ambassador", "level not known", "visit", "meeting", "condemnation"} <= set(shown)
    assert {"planned", "called off or denied", "as of 20 May 2024"} <= set(shown)
    assert "line: all days that the date can mean" in " ".join(shown)
    assert "1 before" in " ".join(shown)
    assert "1 undated not drawn" in " ".join(shown)
    assert "5 engagements from 1 Sep 2023 to 10 Jun 2024" in description(svg)
    assert "minister (visit 1, meeting 2)" in description(svg)


def test_plans_are_hollow() -> None:
    def hollow(realis: Realis) -> int:
        made = Cooperation()
        made.engagement("it", date="2024-06-10", realis=realis)
        svg = timeline_chart(timeline(made.ledger()), on=ON).decode()
        marks = svg[svg.index('id="axes_1"') : svg.index('id="legend_1"')]
        return len(re.findall(r"<use [^>]*fill: #ffffff; stroke: #111111", marks))

    assert hollow(Realis.PLANNED) == 1
    assert hollow(Realis.ACTUAL) == 0


def test_timeline_draws_the_rows_of_a_brief_as_well() -> None:
    ledger = world().ledger()
    rows = brief(ledger, MAR, RUS, ON)
    found = timeline_chart((*rows.engagements, *rows.planned), on=ON, names=NAMES)
    assert found == draw_timeline()


def test_timeline_from_a_day_leaves_out_what_is_earlier() -> None:
    assert "4 engagements from 10 Mar 2024" in description(draw_timeline(since=dt.date(2024, 1, 1)))


def test_momentum_tells_its_figures_and_what_made_them() -> None:
    found = assess(world().ledger(), (MAR, RUS), ON, DeskSettings()).momentum
    svg = draw_momentum()
    assert f"{found.now.total:.2f} on 20 May 2024" in " ".join(texts(svg))
    for term in found.terms[:-1]:
        assert f"{term.contribution:+.2f}" in description(svg)
    assert "what an engagement added" in texts(svg)


def test_scorecard_tells_every_row_in_words_and_numbers() -> None:
    svg = draw_scorecard()
    assert "energy: 3 0 3 – – 1 3, working." in description(svg)
    assert texts(svg).count("–") == 32
    assert "working" in texts(svg)


def test_two_scorecards_stand_side_by_side_in_each_cell() -> None:
    found, other = (
        assess(world().ledger(), pair, ON, DeskSettings()).scorecard for pair in ((MAR, RUS), (MAR, DZA))
    )
    svg = scorecard_chart(found, against=other, names=NAMES, against_names=("Morocco", "Algeria"))
    assert "energy: 3 0 3 – – 1 3, working / – – – – – – –, nothing read." in description(svg)
    assert "working / nothing read" in texts(svg)
    assert "first Morocco – Russia, then Morocco – Algeria" in " ".join(texts(svg))


@pytest.mark.parametrize("draw", [timeline_chart])
def test_nothing_known_is_drawn_as_such(draw: Draw) -> None:
    assert "Nothing dated is known." in texts(draw(()))
    empty = assess(Cooperation().ledger(), (MAR, RUS), ON, DeskSettings())
    assert "Nothing that counts is known." in texts(momentum_chart(empty.momentum))
    assert "nothing read" in texts(scorecard_chart(empty.scorecard))


@pytest.mark.parametrize("days", [0, 1, 20, 100, 400, 900, 3000, 9000])
def test_axis_of_time_fits_every_span(days: int) -> None:
    made = Cooperation()
    made.engagement("first", date=str(ON - dt.timedelta(days=days)))
    made.engagement("last", date=str(ON))
    svg = timeline_chart(timeline(made.ledger()), on=ON)
    ticks = re.findall(rb'id="xtick_\d+"', svg)
    assert 1 <= len(ticks) <= 10
