"""Cost grows with the length of a text and not faster, whatever it consists of: no pattern backtracks."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.config import Settings
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline

SHORT, LONG = 2_000, 8_000
UNITS = (
    "a", "A", " x", "\n\nx", ".", "A.", "1", "-", "1. ", '"', "«", "[(", "/", "a\u0301", "ا", "وبال", "中",
    "Ivan ", "MINISTER ", "a, ", "14 March ", "Minister of Foreign Affairs, ", "<p>", "[a](b)", "*", "|",
    "# ", "Ana Lind met Ivan Orlov on 3 May. ", "\t", "\u202e", "\u200b", "a@b.", "http://a.b/", "::", "'",
    "(MAP) - ", "İ", "2020/", "1st 2nd ", "first session of the ", "President ", "of the of ", "им. ",
    "г. 5 ", "d’", "第一", "سعادة السيد ",
)  # fmt: skip


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    found = Pipeline.load(Settings(workers=1))
    for lang in ("en", "ar", "ru", "fr"):
        seconds(found, "Ana Lind met Ivan Orlov on 3 May in Rome. ", 500, lang)
    return found


def seconds(pipeline: Pipeline, unit: str, length: int, lang: str = "en") -> float:
    text = (unit * (length // len(unit) + 1))[:length]
    document = Document(text=f"x{text}", lang=lang, origin="test", name="test")
    begin = time.process_time()
    assert pipeline.read([document])[0].failure is None
    return time.process_time() - begin


def check(pipeline: Pipeline, unit: str) -> None:
    """Four times the length may cost eight times as much, and a little for what a busy machine adds."""
    short = seconds(pipeline, unit, SHORT)
    long = seconds(pipeline, unit, LONG)
    assert long < 8 * short + 1.5, f"{unit!r}: {short:.2f} s, then {long:.2f} s"
    assert long < 5, f"{unit!r}: {long:.2f} s for {LONG} characters"


@pytest.mark.parametrize("unit", UNITS)
def test_texts_of_one_thing_over_and_over(pipeline: Pipeline, unit: str) -> None:
    check(pipeline, unit)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(unit=st.text(alphabet="aA1 .,;:!?-–'\"«»()[]{}<>/\\|*_#@\n\tä中اя°", min_size=1, max_size=12))
def test_texts_of_any_signs_over_and_over(pipeline: Pipeline, unit: str) -> None:
    check(pipeline, unit)
