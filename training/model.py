"""The model in torch: the layers of multilingual-e5-small and the heads on its word states."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from dragoman.detect.tagger.embeddings import Embeddings
from dragoman.detect.tagger.labels import EVENT_SCORES, KINDS, PARTS, REALIS, TAGS, TYPES
from dragoman.detect.tagger.pairs import BUCKETS, EVENT_BUCKETS
from training.weights import WeightsFile

LAYERS = 12
PRODUCT, PAIR_HIDDEN, EVENT_HIDDEN = 96, 192, 96
DROPOUT = 0.1


def _norm(weight: np.ndarray, bias: np.ndarray, epsilon: float) -> nn.LayerNorm:
    norm = nn.LayerNorm(len(weight), eps=epsilon)
    norm.weight.data, norm.bias.data = torch.tensor(weight), torch.tensor(bias)
    return norm


class Layer(nn.Module):
    """One layer of the encoder, norms after the sums as in BERT."""

    def __init__(self, weights: WeightsFile, number: int) -> None:
        super().__init__()
        shape = weights.shape
        self.heads, width = shape.heads, shape.hidden
        sizes = {"q": width, "k": width, "v": width, "ao": width, "fi": shape.feed_forward, "fo": width}
        for name, size in sizes.items():
            inner = shape.feed_forward if name == "fo" else width
            linear = nn.Linear(inner, size)
            linear.weight.data = torch.tensor(weights.tensor(f"l{number}.{name}.w", size, inner))
            linear.bias.data = torch.tensor(weights.tensor(f"l{number}.{name}.b", size))
            setattr(self, name, linear)
        for name in ("aln", "oln"):
            weight = weights.tensor(f"l{number}.{name}.w", width)
            bias = weights.tensor(f"l{number}.{name}.b", width)
            setattr(self, name, _norm(weight, bias, shape.epsilon))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, -1).transpose(1, 2)

        # In float32: in bfloat16 the fused attention of torch is several times slower on a processor.
        query, keys, values = (split(linear(x)).float() for linear in (self.q, self.k, self.v))
        with torch.autocast("cpu", enabled=False):
            mixed = functional.scaled_dot_product_attention(query, keys, values, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.aln(x + functional.dropout(self.ao(mixed), DROPOUT, self.training))
        inner = self.fo(functional.gelu(self.fi(x)))
        return self.oln(x + functional.dropout(inner, DROPOUT, self.training))


class Encoder(nn.Module):
    """Piece embeddings to piece states."""

    def __init__(self, weights: WeightsFile, layers: int) -> None:
        super().__init__()
        shape = weights.shape
        positions = weights.tensor("emb.pos", shape.positions, shape.hidden)
        types = weights.tensor("emb.type", shape.types, shape.hidden)
        self.register_buffer("positions", torch.tensor(positions + types[0]))
        self.norm = _norm(
            weights.tensor("emb.ln.w", shape.hidden), weights.tensor("emb.ln.b", shape.hidden), shape.epsilon
        )
        self.layers = nn.ModuleList(Layer(weights, number) for number in range(layers))

    def forward(self, embedded: Tensor, mask: Tensor) -> Tensor:
        x = self.norm(embedded + self.positions[: embedded.shape[1]])
        allowed = mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, allowed)
        return x


class PairHead(nn.Module):
    """How the left mention of a pair is linked to the right one, and what part the right one has."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.left = nn.Linear(width, PAIR_HIDDEN)
        self.right = nn.Linear(width, PAIR_HIDDEN, bias=False)
        self.left_product = nn.Linear(width, PRODUCT)
        self.right_product = nn.Linear(width, PRODUCT)
        self.product = nn.Linear(PRODUCT, PAIR_HIDDEN, bias=False)
        self.left_type = nn.Embedding(len(TYPES), PAIR_HIDDEN)
        self.right_type = nn.Embedding(len(TYPES), PAIR_HIDDEN)
        self.features = nn.ModuleList(nn.Embedding(size, PAIR_HIDDEN) for size in BUCKETS)
        for table in (self.left_type, self.right_type, *self.features):
            nn.init.normal_(table.weight, std=0.2)
        self.out = nn.Linear(PAIR_HIDDEN, 1 + len(KINDS) + len(PARTS))

    def forward(self, states: Tensor, types: Tensor, left: Tensor, right: Tensor, features: Tensor) -> Tensor:
        hidden = (self.left(states) + self.left_type(types))[left]
        hidden = hidden + (self.right(states) + self.right_type(types))[right]
        hidden = hidden + self.product(self.left_product(states)[left] * self.right_product(states)[right])
        for column, table in enumerate(self.features):
            hidden = hidden + table(features[:, column])
        return self.out(functional.dropout(functional.relu(hidden), 0.2, self.training))


def layers_of(names: Iterable[str]) -> int:
    """How many layers of the encoder the names of a model's tensors tell of."""
    return len({name.split(".")[2] for name in names if name.startswith("encoder.layers.")})


class EventHead(nn.Module):
    """Whether an event is what the document is about, and whether it carries a stance or a promise."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.state = nn.Linear(width, EVENT_HIDDEN)
        self.kind = nn.Embedding(len(TYPES), EVENT_HIDDEN)
        self.features = nn.ModuleList(nn.Embedding(size, EVENT_HIDDEN) for size in EVENT_BUCKETS)
        for table in (self.kind, *self.features):
            nn.init.normal_(table.weight, std=0.2)
        self.out = nn.Linear(EVENT_HIDDEN, len(EVENT_SCORES))

    def forward(self, states: Tensor, types: Tensor, features: Tensor) -> Tensor:
        hidden = self.state(states) + self.kind(types)
        for column, table in enumerate(self.features):
            hidden = hidden + table(features[:, column])
        return self.out(functional.dropout(functional.relu(hidden), 0.2, self.training))


class Model(nn.Module):
    """The encoder with its frozen embedding table, and all heads."""

    def __init__(self, weights: WeightsFile, embeddings: Embeddings, layers: int = LAYERS) -> None:
        super().__init__()
        table = torch.from_numpy(embeddings.rows(np.arange(len(embeddings))))
        self.table = nn.Embedding.from_pretrained(table, freeze=True)
        width = weights.shape.hidden
        self.encoder = Encoder(weights, layers)
        self.tags = nn.Linear(width, TAGS)
        self.realis = nn.Linear(width, len(REALIS))
        self.pairs = PairHead(width)
        self.events = EventHead(width)

    def words(self, pieces: Tensor, mask: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
        """The states of all words of a batch, one after the other."""
        states: Tensor = self.encoder(self.table(pieces), mask)
        return states[rows, columns].float()

    def heads(self) -> list[nn.Parameter]:
        """The parameters that start from nothing."""
        modules = (self.tags, self.realis, self.pairs, self.events)
        return [parameter for module in modules for parameter in module.parameters()]
