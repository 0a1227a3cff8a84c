"""What is kept is bounded, made once, and never kept where making it failed."""

from __future__ import annotations

import threading
import time

import pytest

from dragoman.web.kept import Kept


def test_a_value_is_made_once_for_all_who_ask_at_the_same_time() -> None:
    kept, made = Kept(10), []

    def make() -> int:
        made.append(1)
        time.sleep(0.05)
        return 7

    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(kept.get("a", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [7] * 8
    assert len(made) == 1


def test_the_least_lately_used_are_let_go_when_the_weights_are_too_many() -> None:
    kept, made = Kept(10), []

    def get(key: str) -> str:
        def make() -> str:
            made.append(key)
            return key

        return kept.get(key, make, lambda _: 4)

    for key in ("a", "b", "a", "c"):
        get(key)
    assert made == ["a", "b", "c"]
    get("a")  # asked for after b, so that b went
    assert made == ["a", "b", "c"]
    get("b")
    assert made == ["a", "b", "c", "b"]


def test_what_could_not_be_made_is_tried_again() -> None:
    kept = Kept(10)

    def fail() -> int:
        raise OSError("not now")

    with pytest.raises(OSError, match="not now"):
        kept.get("a", fail)
    assert kept.get("a", lambda: 3) == 3


def test_one_value_heavier_than_all_that_may_be_kept_is_given_and_the_next_takes_its_place() -> None:
    kept = Kept(10)
    assert kept.get("a", lambda: "heavy", lambda _: 100) == "heavy"
    assert kept.get("b", lambda: "light") == "light"
    assert kept.get("a", lambda: "again") == "again"
