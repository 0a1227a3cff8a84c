"""Avenues as JSON, table, page and pictures: facts and words are the same in all, and nothing runs."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from rich.console import Console

from dragoman.desk.avenues import AvenueSettings, avenues
from dragoman.desk.avenues.facts import Avenues, LedgerAvenue
from dragoman.errors import ChartError
from dragoman.export.avenues_charts import charts, write_charts
from dragoman.export.avenues_html import avenues_html
from dragoman.export.avenues_json import avenues_json
from dragoman.export.avenues_table import avenues_table, below, trade_lines
from dragoman.export.avenues_words import check_text, money, why
from dragoman.trade import read_trade
from tests.desk.avenues.test_avenues import talks, world
from tests.desk.builders import MAR, RUS
from tests.desk.worlds import HOSTILE, two_states
from tests.export.golden_files import assert_golden
from tests.trade import made

ON = dt.date(2024, 5, 20)
RULES = AvenueSettings(world_reporters=3, min_gap_usd=1.0)


@cache
def found() -> Avenues:
    """A ledger with an avenue of each kind, and a small world of trade with one bad row."""
    with TemporaryDirectory() as folder:
        path = made.baci(Path(folder) / "world.csv", world())
        path.write_text(path.read_text("utf-8") + "2021,504,643,080510,much,NA\n", encoding="utf-8")
        with read_trade([path]) as trade:
            return avenues(talks(), (MAR, RUS), ON, trade, settings=RULES)


def test_json_is_the_golden_file() -> None:
    assert_golden("avenues.json", avenues_json(found()))


def test_page_is_the_golden_file() -> None:
    assert_golden("avenues.html", avenues_html(found()))


def test_json_has_every_avenue_with_its_words_figures_and_score() -> None:
    shown = json.loads(avenues_json(found()))
    assert (shown["version"], shown["on"], shown["parties"]) == (1, "2024-05-20", ["MAR", "RUS"])
    assert [row["rank"] for row in shown["avenues"]] == list(range(1, len(found().avenues) + 1))
    documents = talks().documents
    for row, avenue in zip(shown["avenues"], found().avenues, strict=True):
        assert row["why"] == why(avenue)
        assert row["score"]["value"] == pytest.approx(avenue.score.value)
        assert row["figures"]
        assert bool(row["notes"]) or not isinstance(avenue, LedgerAvenue)
        for note in row["notes"]:
            assert documents[note["document_id"]].text[note["start"] : note["end"]] == note["quote"]
    assert shown["trade"]["refused"] == 1
    assert shown["trade"]["files"][0]["refused"][0]["lines"] == [15]
    assert shown["coverage"]["documents"] == 1


def test_table_and_the_lines_around_it_tell_the_same() -> None:
    paper = io.StringIO()
    Console(width=400, file=paper).print(avenues_table(found()))
    table = " ".join(re.sub(r"[│┃]", " ", paper.getvalue()).split())
    for avenue in found().avenues:
        assert avenue.kind.value.split()[0] in table
    lines = "\n".join((*trade_lines(found()), *below(found())))
    assert "export potential: USD 30 thousand" in lines
    assert "1 row refused: the value is no number (line 15)" in lines
    assert "13 of 14 rows used" in lines


def test_page_runs_nothing_and_escapes_what_strangers_wrote() -> None:
    page = avenues_html(avenues(two_states(), (MAR, RUS), ON))
    assert "<script" not in page
    assert HOSTILE not in page
    assert "http-equiv" not in page
    assert not re.search(r"(src|href)=\"(?!#)", page)


def test_quotes_on_the_page_run_in_the_direction_of_their_language() -> None:
    ledger = two_states()
    page = avenues_html(avenues(ledger, (MAR, RUS), ON, settings=AvenueSettings(idle_days=1)))
    assert 'lang="ar" dir="rtl"' in page


def test_same_answer_makes_the_same_pictures() -> None:
    first, second = charts(found()), charts(found())
    assert {"potential-RUS-MAR", "mirror", "ranking"} <= {name for name, _ in first}
    assert first == second
    for _, picture in first:
        assert picture.startswith(b"\x89PNG")
        assert b"Software" not in picture
        assert b"Creation" not in picture


def test_charts_stand_in_a_folder_that_is_made_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    paths = write_charts(found(), tmp_path / "new" / "charts")
    assert paths
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in paths)
    (tmp_path / "file").write_text("")
    with pytest.raises(ChartError, match="file"):
        write_charts(found(), tmp_path / "file")


def test_user_s_own_styles_do_not_change_the_pictures() -> None:
    import matplotlib as mpl

    before = charts(found())
    with mpl.rc_context({"font.size": 30.0, "axes.facecolor": "red"}):
        assert charts(found()) == before
        assert mpl.rcParams["font.size"] == 30.0


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "USD 0"), (999, "USD 999"), (1500, "USD 1.5 thousand"), (999_999, "USD 1 million"),
     (1_240_000_000, "USD 1.24 billion"), (2.5e13, "USD 25 trillion")],
)  # fmt: skip
def test_money_is_told_in_three_figures(value: float, text: str) -> None:
    assert money(value) == text


def test_every_check_is_a_sentence_with_its_verdict() -> None:
    answer = avenues(two_states(), (MAR, RUS), ON)
    assert answer.checks
    for check in answer.checks:
        assert check_text(check).startswith("not checkable: no trade file was brought")
