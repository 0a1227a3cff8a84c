"""The charts of the long brief: engagements over time, momentum, and the areas of cooperation."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from dragoman.desk.brief_rows import Brief
from dragoman.errors import MissingExtra
from dragoman.export.page import Picture
from dragoman.phrases import Phrases

log = logging.getLogger(__name__)
_GROUPS = ("level", "kind", "area", "component", "label")


def chart_labels(say: Phrases) -> Mapping[str, str]:
    """The words of charts in the language of a catalogue, by the keys of ``dragoman.export.charts``."""
    from dragoman.export.charts import ENGLISH

    out: dict[str, str] = {}
    for key in ENGLISH:
        group, _, value = key.partition(".")
        named = say.known(group, value) if group in _GROUPS else None
        out[key] = named or say.word("chart", key)
    return out


def charts(brief: Brief, say: Phrases) -> tuple[Picture, ...]:
    """The pictures; none where nothing is known, or where the extra ``charts`` is not installed."""
    from dragoman.export.charts import momentum_chart, scorecard_chart, timeline_chart

    names = (say.party(brief.left), say.party(brief.right))
    words = {"names": names, "labels": chart_labels(say), "lang": say.lang}
    events = (*brief.engagements, *brief.planned)
    drawings: list[tuple[str, Callable[[str], bytes]]] = []
    if any(event.when.date is not None for event in events):
        drawings.append(
            (
                say("chart.timeline.title", names=" – ".join(names)),
                lambda format: timeline_chart(events, on=brief.on, format=format, **words),  # type: ignore[arg-type]
            )
        )
    if brief.assessment is not None:
        moved, card = brief.assessment.momentum, brief.assessment.scorecard
        if moved.terms:
            drawings.append(
                (
                    say("chart.momentum.title", names=" – ".join(names)),
                    lambda format: momentum_chart(moved, format=format, **words),  # type: ignore[arg-type]
                )
            )
        if card.rows:
            drawings.append(
                (
                    say("chart.scorecard.title", names=" – ".join(names), day=say.day(brief.on)),
                    lambda format: scorecard_chart(card, format=format, **words),  # type: ignore[arg-type]
                )
            )
    try:
        return tuple(Picture(svg=draw("svg"), png=draw("png"), text=text) for text, draw in drawings)
    except MissingExtra as error:
        log.info("no charts: %s", error)
        return ()
