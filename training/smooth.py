"""Shares the spread of activations with the weights, so that both fit in few bits (SmoothQuant).

At run time the input of each product is scaled by its largest number. A few channels of the inner layers are
many times larger than the rest, which then round to nothing: dividing channels by a fixed scale, and
multiplying the weights by it, keeps the product and evens them out.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from training.batches import collate
from training.encode import Encoded
from training.model import Model

SHARE = 0.75
NAMES = ("fi", "fo")  # those of the feed-forward maps; the others are even enough


def largest_inputs(model: Model, examples: list[Encoded]) -> dict[str, np.ndarray]:
    """For each linear map of the encoder, the largest absolute input it gets in each channel."""
    largest: dict[str, Tensor] = {}

    def watch(name: str, module: nn.Module) -> torch.utils.hooks.RemovableHandle:
        def see(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            seen = inputs[0].detach().abs().flatten(0, 1).amax(dim=0)
            largest[name] = torch.maximum(largest[name], seen) if name in largest else seen

        return module.register_forward_pre_hook(see)

    handles = [
        watch(f"encoder.layers.{number}.{name}", getattr(layer, name))
        for number, layer in enumerate(model.encoder.layers)
        for name in NAMES
    ]
    model.eval()
    with torch.no_grad():
        for one in examples:
            batch = collate([one])
            model.words(batch.pieces, batch.mask, batch.rows, batch.columns)
    for handle in handles:
        handle.remove()
    return {name: value.numpy() for name, value in largest.items()}


def scales(largest: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """What each input channel is divided by, given the weights (inputs x outputs)."""
    of_weight = np.abs(weight).max(axis=1)
    scale = np.maximum(largest, 1e-5) ** SHARE / np.maximum(of_weight, 1e-5) ** (1 - SHARE)
    return (scale / np.exp(np.log(scale).mean())).astype(np.float32)
