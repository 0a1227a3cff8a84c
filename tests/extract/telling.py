"""What tests of extraction ask of a text: its reading, its engagements, and their parties."""

from __future__ import annotations

from dragoman.model.record import Engagement, Reading
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline


def read(pipeline: Pipeline, lang: str, text: str) -> Reading:
    """The reading of a text."""
    (outcome,) = pipeline.read([Document(text=text, lang=lang, origin="t", name="t")])
    assert outcome.reading is not None
    return outcome.reading


def told(pipeline: Pipeline, lang: str, text: str) -> list[Engagement]:
    """The engagements that a text tells, in its order."""
    return [record for record in read(pipeline, lang, text).records if isinstance(record, Engagement)]


def codes(engagement: Engagement) -> set[str]:
    """The codes of its parties."""
    return {party.code for party in engagement.parties}
