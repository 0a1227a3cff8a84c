"""The order of the stages. Start reading here.

    bytes -> read -> Document -> segment -> Sentence -> detect -> Detection -> extract -> Reading
          -> merge -> Judgement, Ledger -> desk -> answers

A stage is a function from values to values. This module puts the stages of one document in a row; what
several documents say together is ``merge``, and where batches run is ``run``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.config import Settings
from dragoman.detect.resolve import detect
from dragoman.detect.tagger import Passage, Tagger
from dragoman.detect.tagger.artifact import shipped_producer
from dragoman.errors import DragomanError
from dragoman.extract import extract
from dragoman.lexicon.load import pack_or_bare
from dragoman.model.record import Reading
from dragoman.model.text import Document, Markup, Sentence
from dragoman.read import Failure
from dragoman.segment import rules_of_packs, split

EXTRACTOR = "dragoman-rules@2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one document: a reading, or a failure that names it and says why."""

    document: Document
    reading: Reading | None
    failure: Failure | None


def producer(settings: Settings) -> str:
    """What readings are stamped with: the model, the rules and what they were told, without loading any."""
    return f"{shipped_producer()}+{EXTRACTOR}+horizon@{settings.horizon}"


class Pipeline:
    """The stages of one document, with the model loaded once."""

    def __init__(self, settings: Settings, tagger: Tagger) -> None:
        self._settings = settings
        self.tagger = tagger
        self._rules = rules_of_packs()
        self.producer = producer(settings)

    @classmethod
    def load(cls, settings: Settings | None = None) -> Pipeline:
        """With the model that comes with Dragoman."""
        return cls(settings or Settings(), Tagger.load())

    def split(self, document: Document) -> tuple[Sentence, ...]:
        """The sentences of a document, by the rules of the packs."""
        return split(document, self._rules)

    def read(self, documents: Iterable[Document]) -> list[Outcome]:
        """Read documents together. One that fails never stops the others."""
        batch = list(documents)
        sentences: list[tuple[Sentence, ...]] = [self.split(document) for document in batch]
        try:
            markups: Sequence[Markup | Exception] = self._tag(batch, sentences)
        except Exception:  # noqa: BLE001 - one bad document must not take its batch along
            markups = [self._tag_alone(d, s) for d, s in zip(batch, sentences, strict=True)]
        return [
            self._finish(document, parts, markup)
            for document, parts, markup in zip(batch, sentences, markups, strict=True)
        ]

    def _tag(self, batch: list[Document], sentences: list[tuple[Sentence, ...]]) -> list[Markup]:
        return self.tagger.read(
            [
                Passage(text=d.masked, sentences=tuple(s.span for s in parts if s.repeat_of is None))
                for d, parts in zip(batch, sentences, strict=True)
            ]
        )

    def _tag_alone(self, document: Document, sentences: tuple[Sentence, ...]) -> Markup | Exception:
        try:
            return self._tag([document], [sentences])[0]
        except Exception as error:  # noqa: BLE001 - it becomes a failure that names the document
            return error

    def _finish(
        self, document: Document, sentences: tuple[Sentence, ...], markup: Markup | Exception
    ) -> Outcome:
        if isinstance(markup, Exception):
            return _failed(document, "detect", markup)
        try:
            detection = detect(document, sentences, markup, pack_or_bare, self.producer)
            reading = extract(detection, horizon=self._settings.horizon)
        except DragomanError as error:
            return _failed(document, "extract", error)
        except Exception as error:  # noqa: BLE001 - it becomes a failure that names the document
            return _failed(document, "extract", error)
        return Outcome(document=document, reading=reading, failure=None)


def _failed(document: Document, stage: str, error: Exception) -> Outcome:
    reason = f"{type(error).__name__}: {error}"
    return Outcome(
        document=document,
        reading=None,
        failure=Failure(origin=document.origin, stage=stage, reason=reason),
    )
