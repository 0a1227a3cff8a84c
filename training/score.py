"""Scores the held-back part: mentions, realis, links, parts and the attributes of events."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from dragoman.detect.tagger.decode import Run, best_tags, runs
from dragoman.detect.tagger.labels import EVENT_SCORES, KINDS, PARTS, TYPES
from training.batches import collate
from training.encode import IGNORE, Encoded

if TYPE_CHECKING:
    from training.model import Model

ACTOR = 1 + [kind.value for kind in KINDS].index("actor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """Raw outputs for one example."""

    tags: np.ndarray
    realis: np.ndarray
    pairs: np.ndarray | None = None
    attributes: np.ndarray | None = None


def predict(model: Model, examples: list[Encoded]) -> list[Predicted]:
    """What the torch model says of each example."""
    model.eval()
    results: list[Predicted] = []
    with torch.no_grad():
        for one in examples:
            batch = collate([one])
            states = model.words(batch.pieces, batch.mask, batch.rows, batch.columns)
            pairs = attributes = None
            if len(batch.left):
                mentions = batch.mention_states(states)
                pairs = model.pairs(
                    mentions, batch.mention_types, batch.left, batch.right, batch.features
                ).numpy()
                attributes = model.events(
                    mentions[batch.events], batch.mention_types[batch.events], batch.event_features
                ).numpy()
            results.append(
                Predicted(
                    tags=model.tags(states).numpy(),
                    realis=model.realis(states).numpy(),
                    pairs=pairs,
                    attributes=attributes,
                )
            )
    return results


class Tally:
    """Right, expected and found, by name."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, names: list[str], right: int, expected: int, found: int) -> None:
        for name in names:
            counts = self._counts[name]
            counts[0] += right
            counts[1] += expected
            counts[2] += found

    def figures(self) -> dict[str, list[float]]:
        """F1, precision, recall and how many were expected."""
        return {
            name: [
                round(2 * right / max(1, expected + found), 3),
                round(right / max(1, found), 3),
                round(right / max(1, expected), 3),
                expected,
            ]
            for name, (right, expected, found) in sorted(self._counts.items())
        }


def score(
    model: Model, passages: list[Encoded], documents: list[Encoded]
) -> dict[str, dict[str, list[float]]]:
    """All figures of the torch model."""
    return figures(passages + documents, predict(model, passages + documents))


def figures(examples: list[Encoded], predicted: list[Predicted]) -> dict[str, dict[str, list[float]]]:
    """All figures, by group and name: F1, precision, recall, number expected."""
    exact, overlap, links, parts, attributes = Tally(), Tally(), Tally(), Tally(), Tally()
    realis = Tally()
    for one, guess in zip(examples, predicted, strict=True):
        gold_tags = np.array([tag for row in one.rows.tags for tag in row], np.int64)
        gold_realis = np.array([tag for row in one.rows.realis for tag in row], np.int64)
        _mentions(one.lang, runs(gold_tags), runs(best_tags(guess.tags)), exact, overlap)
        marked = gold_realis != IGNORE
        right = int((guess.realis.argmax(-1)[marked] == gold_realis[marked]).sum())
        realis.add(["all", f"lang {one.lang}"], right, int(marked.sum()), int(marked.sum()))
        if one.relations is not None and guess.pairs is not None and guess.attributes is not None:
            _links(one, guess.pairs, links, parts)
            chosen = guess.attributes > 0
            gold = one.relations.attributes > 0.5
            for number, name in enumerate(EVENT_SCORES):
                both = int((chosen[:, number] & gold[:, number]).sum())
                attributes.add([name], both, int(gold[:, number].sum()), int(chosen[:, number].sum()))
    return {
        "mentions, exact": exact.figures(),
        "mentions, overlap": overlap.figures(),
        "realis of event words": realis.figures(),
        "links between given mentions": links.figures(),
        "parts of actors": parts.figures(),
        "events": attributes.figures(),
    }


def _mentions(lang: str, gold: list[Run], found: list[Run], exact: Tally, overlap: Tally) -> None:
    def names(run: Run) -> list[str]:
        label, kind = TYPES[run.type]
        group = "EVT" if kind else "ENT"
        return [
            "all",
            group,
            label.value + (f".{kind.value}" if kind else ""),
            f"lang {lang}",
            f"{group} {lang}",
        ]

    def meets(one: Run, other: Run) -> bool:
        return one.type == other.type and one.first < other.last and other.first < one.last

    golden, seen = set(gold), set(found)
    for run in gold:
        exact.add(names(run), int(run in seen), 1, 0)
        overlap.add(names(run), int(any(meets(run, other) for other in found)), 1, 0)
    for run in found:
        exact.add(names(run), 0, 0, 1)
        overlap.add(names(run), 0, 0, int(run in golden or not _second(run, gold, found)))


def _second(run: Run, gold: list[Run], found: list[Run]) -> bool:
    """Whether an earlier found run already met the gold run that this one meets (a split counts once)."""
    for other in gold:
        if other.type == run.type and other.first < run.last and run.first < other.last:
            earlier = [
                x for x in found if x.type == run.type and x.first < other.last and other.first < x.last
            ]
            return earlier[0] != run
    return False


def _links(one: Encoded, scores: np.ndarray, links: Tally, parts: Tally) -> None:
    relations = one.relations
    assert relations is not None
    things = relations.things[relations.pairs.right]
    guesses = scores[:, : 1 + len(KINDS)].argmax(-1)

    def distinct(kinds: np.ndarray) -> set[tuple[int, int, int]]:
        rows = np.flatnonzero(kinds > 0)
        return {(int(relations.pairs.left[n]), int(things[n]), int(kinds[n])) for n in rows}

    gold, guessed = distinct(relations.kinds), distinct(guesses)
    links.add(["all, with those out of reach"], 0, relations.out_of_reach, 0)
    for number, kind in enumerate(KINDS):
        expected = {link for link in gold if link[2] == number + 1}
        found = {link for link in guessed if link[2] == number + 1}
        names = [kind.value, "all", "all, with those out of reach", f"lang {one.lang}"]
        links.add(names, len(expected & found), len(expected), len(found))
    actors = relations.kinds == ACTOR
    chosen, gold_parts = scores[actors][:, 1 + len(KINDS) :] > 0, relations.parts[actors] > 0.5
    for number, part in enumerate(PARTS):
        both = int((chosen[:, number] & gold_parts[:, number]).sum())
        parts.add([part.value], both, int(gold_parts[:, number].sum()), int(chosen[:, number].sum()))


def report(groups: dict[str, dict[str, list[float]]]) -> str:
    """One line a group, for the eye."""
    return "\n".join(
        f"  {group}: "
        + " ".join(f"{name} {f1:.2f}({count:.0f})" for name, (f1, _, _, count) in names.items())
        for group, names in groups.items()
    )
