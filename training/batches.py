"""Joins encoded examples into the tensors of one step."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from dragoman.detect.tagger.tokens import PADDING
from training.encode import Encoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Windows padded to one length; words, mentions, pairs and events of all of them in flat tensors."""

    pieces: Tensor
    mask: Tensor
    rows: Tensor
    columns: Tensor
    tags: Tensor
    realis: Tensor
    mention_words: Tensor  # numbers of words, mention after mention
    mention_of_word: Tensor
    mention_types: Tensor
    left: Tensor
    right: Tensor
    features: Tensor
    kinds: Tensor
    parts: Tensor
    events: Tensor
    event_features: Tensor
    attributes: Tensor

    def mention_states(self, states: Tensor) -> Tensor:
        """The mean state of the words of each mention."""
        count = len(self.mention_types)
        total = states.new_zeros(count, states.shape[1])
        total = total.index_add(0, self.mention_of_word, states[self.mention_words])
        sizes = torch.bincount(self.mention_of_word, minlength=count)
        return total / sizes[:, None]


def collate(examples: list[Encoded]) -> Batch:
    """One batch."""
    windows = [window for one in examples for window in one.rows.pieces]
    firsts = [first for one in examples for first in one.rows.first]
    pieces = torch.full((len(windows), max(map(len, windows))), PADDING)
    mask = torch.zeros(pieces.shape)
    for number, window in enumerate(windows):
        pieces[number, : len(window)] = torch.tensor(window)
        mask[number, : len(window)] = 1
    words: list[int] = []
    owners: list[int] = []
    types: list[np.ndarray] = []
    columns: dict[str, list[np.ndarray]] = {
        name: []
        for name in (
            "left", "right", "features", "kinds", "parts", "events", "event_features", "attributes",
        )
    }  # fmt: skip
    word = mention = 0
    for one in examples:
        if (relations := one.relations) is not None:
            for number, (begin, end) in enumerate(relations.mentions):
                words += range(word + begin, word + end)
                owners += [mention + number] * (end - begin)
            types.append(relations.found.type)
            columns["left"].append(relations.pairs.left + mention)
            columns["right"].append(relations.pairs.right + mention)
            columns["features"].append(relations.pairs.features)
            columns["kinds"].append(relations.kinds)
            columns["parts"].append(relations.parts)
            columns["events"].append(relations.events + mention)
            columns["event_features"].append(relations.event_features)
            columns["attributes"].append(relations.attributes)
            mention += len(relations.mentions)
        word += one.words
    flat = {
        name: torch.from_numpy(np.concatenate(parts)) if parts else torch.zeros(0, dtype=torch.long)
        for name, parts in columns.items()
    }
    return Batch(
        pieces=pieces,
        mask=mask,
        rows=torch.tensor([number for number, first in enumerate(firsts) for _ in first]),
        columns=torch.tensor([column for first in firsts for column in first]),
        tags=torch.tensor([tag for one in examples for row in one.rows.tags for tag in row]),
        realis=torch.tensor([tag for one in examples for row in one.rows.realis for tag in row]),
        mention_words=torch.tensor(words, dtype=torch.long),
        mention_of_word=torch.tensor(owners, dtype=torch.long),
        mention_types=torch.from_numpy(np.concatenate(types)) if types else torch.zeros(0, dtype=torch.long),
        **flat,
    )


def shuffled(examples: list[Encoded], size: int, chance: random.Random) -> Iterator[list[Encoded]]:
    """Batches of examples of about one length, in random order; long ones in smaller batches."""
    order = sorted(examples, key=lambda one: one.size + 20 * chance.random())
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(groups)
    yield from groups
