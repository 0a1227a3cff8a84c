"""The part of the vocabulary that is kept: the scripts that are read.

Leaving out the rarest pieces of these scripts as well was tried: at 146,000 pieces one word in thirty of the
corpus was cut otherwise than the encoder learnt, and just the words of the trade ("étrangères", "Secretary").
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import numpy as np
from sentencepiece import sentencepiece_model_pb2 as pb  # type: ignore[import-untyped]

from training.weights import WeightsFile

SPECIAL = 4  # <s> <pad> </s> <unk>
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "CJK", "COMBINING", "FULLWIDTH", "MODIFIER")
# Letters of Latin and Cyrillic script in languages that are not read; pieces of one letter stay.
FOREIGN = re.compile("[ĝŭĉĵŝĥ\u0250-\u02af\u0460-\u048f\u04c0-\u04d7\u0500-\u052f]", re.IGNORECASE)


def readable(piece: str) -> bool:
    """Whether every letter of the piece is of a script that is read."""
    for character in piece.lstrip("\u2581"):
        if character.isalpha() or unicodedata.category(character).startswith("M"):
            name = unicodedata.name(character, "?").split()[0]
            if name not in SCRIPTS:
                return False
    return len(piece.lstrip("\u2581")) <= 1 or not FOREIGN.search(piece)


def kept_rows(weights: WeightsFile) -> list[int]:
    """Row numbers of the pieces that are kept, in the order of the file."""
    read = (row for row in range(SPECIAL, len(weights.pieces)) if readable(weights.pieces[row]))
    return [*range(SPECIAL), *read]


def piece_model(weights: WeightsFile, rows: list[int]) -> bytes:
    """A sentencepiece model of these pieces that changes nothing in the text it is given."""
    model = pb.ModelProto()
    for number, row in enumerate(rows):
        piece = model.pieces.add()
        piece.piece = weights.pieces[row]
        piece.score = float(weights.scores[row])
        piece.type = (piece.UNKNOWN if number == 3 else piece.CONTROL) if number < SPECIAL else piece.NORMAL
    trainer = model.trainer_spec
    trainer.model_type = trainer.UNIGRAM
    trainer.vocab_size = len(rows)
    trainer.bos_id, trainer.pad_id, trainer.eos_id, trainer.unk_id = 0, 1, 2, 3
    trainer.bos_piece, trainer.pad_piece, trainer.eos_piece, trainer.unk_piece = weights.pieces[:SPECIAL]
    normalizer = model.normalizer_spec
    normalizer.name = "identity"
    normalizer.add_dummy_prefix = False
    normalizer.remove_extra_whitespaces = False
    normalizer.escape_whitespaces = False
    return bytes(model.SerializeToString(deterministic=True))


def write_vocabulary(weights: WeightsFile, folder: Path) -> None:
    """Writes pieces.spm, characters.json and embeddings.npz."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = kept_rows(weights)
    (folder / "pieces.spm").write_bytes(piece_model(weights, rows))
    characters = {str(point): text for point, text in sorted(weights.characters.items())}
    (folder / "characters.json").write_text(
        json.dumps(characters, ensure_ascii=True, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    blocks = weights.word_blocks()[rows]
    np.savez(
        folder / "embeddings.npz",
        scales=np.ascontiguousarray(blocks["scale"]),
        nibbles=np.ascontiguousarray(blocks["nibbles"]),
    )
