"""The files that training leaves: checked against their card, then opened."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped]  # it has no stubs

from dragoman.detect.tagger.embeddings import Embeddings
from dragoman.detect.tagger.heads import Heads
from dragoman.detect.tagger.labels import TAGS
from dragoman.detect.tagger.tokens import END, START, Pieces, Word
from dragoman.errors import DragomanError

Floats = npt.NDArray[np.float32]
FOLDER = Path(__file__).parent / "artifact"
CARD = "card.json"


class UnusableArtifact(DragomanError):
    """The tagger's artifact is missing, damaged or of another version; the message names the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordScores:
    """What the encoder says of the words of one window, one row a word."""

    states: Floats
    tags: Floats
    realis: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """The opened files."""

    producer: str
    pieces: Pieces
    heads: Heads
    _embeddings: Embeddings
    _encoder: onnxruntime.InferenceSession

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> Artifact:
        """Opens the artifact in ``folder`` (by default the one that is installed with the program).

        Raises:
            UnusableArtifact: A file is missing or is not the one that the card describes.
        """
        place = folder or FOLDER
        producer = checked(place)
        characters = json.loads((place / "characters.json").read_text(encoding="utf-8"))
        return cls(
            producer=producer,
            pieces=Pieces((place / "pieces.spm").read_bytes(), {int(k): v for k, v in characters.items()}),
            heads=Heads(_session(place / "pairs.onnx", threads), _session(place / "events.onnx", threads)),
            _embeddings=Embeddings.load(place / "embeddings.npz"),
            _encoder=_session(place / "model.onnx", threads),
        )

    def read(self, words: list[Word]) -> WordScores:
        """Runs the encoder over one window.

        Windows go one by one: the model's numbers are scaled by the largest in a run, so a word's scores
        would else depend on what happened to be read along with it, and nothing is wasted on padding.
        """
        ids, first = [START], []
        for word in words:
            first.append(len(ids))
            ids += word.pieces
        ids.append(END)
        states, tags, realis = self._encoder.run(
            ["states", "tags", "realis"],
            {
                "embedded": self._embeddings.rows(np.array([ids], np.int64)),
                "first": np.array(first, np.int64),
            },
        )
        return WordScores(states=states, tags=tags, realis=realis)


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def checked(folder: Path) -> str:
    """The producer that the card names, once every file has the checksum that the card gives."""
    card_path = folder / CARD
    try:
        card = json.loads(card_path.read_text(encoding="utf-8"))
        producer, files = f"{card['name']}@{card['version']}", dict(card["files"])
    except FileNotFoundError as error:
        raise UnusableArtifact(f"{card_path}: missing; make it with `make model`") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableArtifact(f"{card_path}: not a card ({error})") from error
    if card.get("tags") != TAGS:
        raise UnusableArtifact(f"{card_path}: made for other labels than this program's")
    for name, expected in files.items():
        path = folder / name
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError as error:
            raise UnusableArtifact(f"{path}: missing") from error
        if found != expected:
            raise UnusableArtifact(f"{path}: damaged, its checksum is not the one in {CARD}")
    return producer


def shipped_producer() -> str:
    """The name and version of the artifact that comes with the program, from its card alone."""
    card = json.loads((FOLDER / CARD).read_text(encoding="utf-8"))
    return f"{card['name']}@{card['version']}"
