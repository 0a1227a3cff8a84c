"""Trains the tagger: `python -m training.train --work FOLDER`."""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from dragoman.detect.tagger.embeddings import Embeddings
from dragoman.detect.tagger.labels import KINDS
from dragoman.detect.tagger.tokens import Pieces
from training.augment import names_of, varied
from training.batches import Batch, collate, shuffled
from training.corpus import LEAST_DOCUMENTS, LEAST_PASSAGES, Example, checksum, held_back, read_corpus
from training.encode import IGNORE, Encoded, encode
from training.model import LAYERS, Model
from training.score import report, score
from training.vocabulary import write_vocabulary
from training.weights import WeightsFile, installed_file

SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One way to train. ``average`` is how much of the running mean of the weights stays at each step."""

    epochs: int
    smoothing: float = 0.0
    average: float | None = None
    other_people: bool = False


RECIPES = {
    "plain": Recipe(epochs=7),
    "firm": Recipe(epochs=6, smoothing=0.05, average=0.996, other_people=True),
}
"""The model is the mean of those that these make from one beginning: it names people and kinds of event
better than either, and on documents of another kind it finds more than the first and invents less than the
second."""

PASSAGES_A_BATCH, DOCUMENTS_A_BATCH = 16, 8
ENCODER_RATE, HEADS_RATE = 2e-4, 2e-3
RARE = torch.tensor(2.0)  # parts and attributes are seldom set: count those that are twice
ACTOR = 1 + [kind.value for kind in KINDS].index("actor")


def pieces_of(folder: Path) -> Pieces:
    """The pieces as the program itself cuts them."""
    characters = json.loads((folder / "characters.json").read_text(encoding="utf-8"))
    return Pieces((folder / "pieces.spm").read_bytes(), {int(k): v for k, v in characters.items()})


def losses(model: Model, batch: Batch, smoothing: float = 0.0) -> Tensor:
    """The sum of the losses of all heads that the batch has targets for."""
    states = model.words(batch.pieces, batch.mask, batch.rows, batch.columns)
    dropped = functional.dropout(states, 0.1, model.training)
    loss = functional.cross_entropy(model.tags(dropped).float(), batch.tags, label_smoothing=smoothing)
    if (batch.realis != IGNORE).any():
        loss = loss + 0.3 * functional.cross_entropy(
            model.realis(dropped).float(), batch.realis, ignore_index=IGNORE
        )
    if len(batch.left):
        mentions = batch.mention_states(dropped)
        out = model.pairs(mentions, batch.mention_types, batch.left, batch.right, batch.features).float()
        kinds = 1 + len(KINDS)
        loss = loss + 2 * functional.cross_entropy(out[:, :kinds], batch.kinds, ignore_index=IGNORE)
        actors = batch.kinds == ACTOR
        if actors.any():
            loss = loss + 0.6 * functional.binary_cross_entropy_with_logits(
                out[actors][:, kinds:], batch.parts[actors], pos_weight=RARE
            )
        if len(batch.events):
            out = model.events(
                mentions[batch.events], batch.mention_types[batch.events], batch.event_features
            ).float()
            loss = loss + 0.6 * functional.binary_cross_entropy_with_logits(
                out, batch.attributes, pos_weight=RARE
            )
    return loss


def train(
    model: Model,
    recipe: Recipe,
    passages: list[Example],
    documents: list[Example],
    pieces: Pieces,
) -> None:
    """Trains in place; each epoch sees each example once, in other signs and with other noise."""
    heads = model.heads()
    known = {id(parameter) for parameter in heads}
    encoder = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEADS_RATE}],
        weight_decay=0.01,
        fused=True,
    )
    an_epoch = math.ceil(len(passages) / PASSAGES_A_BATCH) + math.ceil(len(documents) / DOCUMENTS_A_BATCH)
    steps = recipe.epochs * an_epoch
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
    )
    chance = random.Random(SEED)
    names = names_of(passages + documents) if recipe.other_people else None
    trained = [*encoder, *heads]
    average = [parameter.detach().clone() for parameter in trained]

    def encoded(examples: list[Example]) -> list[Encoded]:
        return [encode(varied(example, names, chance), pieces, chance) for example in examples]

    for epoch in range(recipe.epochs):
        started, total, count = time.monotonic(), 0.0, 0
        model.train()
        groups = [
            *shuffled(encoded(passages), PASSAGES_A_BATCH, chance),
            *shuffled(encoded(documents), DOCUMENTS_A_BATCH, chance),
        ]
        chance.shuffle(groups)
        for group in groups:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses(model, collate(group), recipe.smoothing)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if recipe.average is not None:
                torch._foreach_lerp_(average, [one.detach() for one in trained], 1 - recipe.average)
            total, count = total + loss.item(), count + 1
        print(f"epoch {epoch + 1} loss {total / count:.3f} {time.monotonic() - started:.0f} s", flush=True)
    if recipe.average is not None:
        with torch.no_grad():
            for parameter, mean in zip(trained, average, strict=True):
                parameter.copy_(mean)


def part(examples: list[Example], share: float) -> list[Example]:
    """A share of the examples, chosen by chance but always alike: smaller parts lie within larger ones."""
    chosen = sorted(examples, key=lambda example: example.key)[: round(len(examples) * share)]
    kept = {example.key for example in chosen}
    return [example for example in examples if example.key in kept]


def trained_state(
    path: Path, build: Callable[[], Model], teach: Callable[[Model], None]
) -> dict[str, Tensor]:
    """The weights that one recipe makes, but the frozen table; an earlier file is used."""
    if not path.exists():
        torch.manual_seed(SEED)
        model = build()
        teach(model)
        state = {name: value for name, value in model.state_dict().items() if not name.startswith("table.")}
        torch.save(state, path)
    return dict(torch.load(path, weights_only=True))


def main() -> None:
    """Reads the options, trains, scores and writes FOLDER/model.pt and FOLDER/scores.json."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, default=Path("training/corpus"))
    options.add_argument("--work", type=Path, required=True, help="folder for what training leaves")
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--layers", type=int, default=LAYERS, help="of the encoder; it has twelve")
    options.add_argument("--share", type=float, default=1.0, help="of the training part: a learning curve")
    options.add_argument("--recipes", nargs="+", choices=RECIPES, default=list(RECIPES))
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    weights = WeightsFile(installed_file())
    write_vocabulary(weights, chosen.work)
    pieces = pieces_of(chosen.work)
    passages, documents = read_corpus(chosen.corpus)
    passages, passages_back = held_back(passages, LEAST_PASSAGES)
    documents, documents_back = held_back(documents, LEAST_DOCUMENTS)
    passages, documents = part(passages, chosen.share), part(documents, chosen.share)
    print(
        f"{len(passages)} + {len(passages_back)} passages, {len(documents)} + {len(documents_back)} documents"
    )
    held = ([encode(x, pieces) for x in passages_back], [encode(x, pieces) for x in documents_back])

    def build() -> Model:
        return Model(weights, Embeddings.load(chosen.work / "embeddings.npz"), chosen.layers)

    states = []
    recipes = {name: RECIPES[name] for name in chosen.recipes}
    for name, recipe in recipes.items():
        print(f"{name}: {recipe}", flush=True)
        teach = partial(train, recipe=recipe, passages=passages, documents=documents, pieces=pieces)
        states.append(trained_state(chosen.work / f"{name}.pt", build, teach))
    mean = {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}
    torch.save(mean, chosen.work / "model.pt")
    model = build()
    model.load_state_dict(mean, strict=False)
    facts = {
        "seed": SEED,
        "recipes": {name: asdict(recipe) for name, recipe in recipes.items()},
        "layers": chosen.layers,
        "corpus_sha256": checksum(chosen.corpus),
        "training": {"passages": len(passages), "documents": len(documents)},
        "held_back": {"passages": len(passages_back), "documents": len(documents_back)},
        "scores": score(model, *held),
    }
    print(report(facts["scores"]), flush=True)
    (chosen.work / "scores.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
