"""A ledger of invented news on the dealings between states, with the truth beside, to measure merging by.

Deterministic: the same seed, number and pace give the same documents, whatever the machine. Nothing but the
world itself (who held which office when, what happened lately between which parties) is kept in memory:
documents are written month by month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from benchmarks.merge.readings import Records, Told
from benchmarks.merge.tell import Page, pages
from benchmarks.merge.world import START, World
from benchmarks.merge.write import Writer

_EACH = 3.0  # documents of a dealing, about


def generate(count: int, seed: int = 1, *, pace: int = 1000) -> Iterator[Told]:
    """So many documents in the order of publication, ``pace`` of them a month.

    With the same seed and pace, fewer documents are the beginning of more.
    """
    made = 0
    seen: set[int] = set()
    for page in _pages(World(seed), pace):
        if made == count:
            return
        told = Records(Writer(page, made).written()).told()
        short = int(told.document.id[-12:], 16)
        if short in seen:  # an excerpt can come out the same
            continue
        seen.add(short)
        made += 1
        yield told


def _pages(world: World, pace: int) -> Iterator[Page]:
    first = START
    waiting: list[tuple[int, int, Page]] = []
    number = 0
    while True:
        for event in world.month(first, max(1, round(pace / _EACH))):
            for page in pages(event, world):
                number += 1
                waiting.append((page.published, number, page))
        following = (first + dt.timedelta(days=32)).replace(day=1)
        waiting.sort(key=lambda item: item[:2])
        due = [item for item in waiting if item[0] < following.toordinal()]
        waiting = waiting[len(due) :]
        for _, _, page in due:
            yield page
        first = following


__all__ = ["Told", "generate"]
