"""Builds the ONNX graphs: the encoder (piece embeddings in, states and scores of words out) and two heads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from dragoman.detect.tagger.labels import REALIS, TAGS
from dragoman.detect.tagger.pairs import BUCKETS, EVENT_BUCKETS
from training.model import layers_of
from training.smooth import scales

OPSET, IR_VERSION = 20, 9
FLOAT_NODES = ("tags_product", "realis_product")


class Graph:
    """Collects nodes and constants."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def linear(
        self, x: str, name: str, weight: np.ndarray, bias: np.ndarray, largest: np.ndarray | None = None
    ) -> str:
        if largest is not None:
            scale = scales(largest, weight)
            x = self.node("Mul", [x, self.constant(f"{name}_s", 1 / scale)], f"{name}_even")
            weight = weight * scale[:, None]
        product = self.node("MatMul", [x, self.constant(f"{name}_w", weight)], f"{name}_product")
        return self.node("Add", [product, self.constant(f"{name}_b", bias)], name)

    def norm(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray, epsilon: float) -> str:
        inputs = [x, self.constant(f"{name}_w", weight), self.constant(f"{name}_b", bias)]
        return self.node("LayerNormalization", inputs, name, axis=-1, epsilon=epsilon)


def encoder_graph(
    state: dict[str, np.ndarray], largest: dict[str, np.ndarray], heads: int, epsilon: float
) -> onnx.ModelProto:
    """The graph with float weights; ``largest`` are the inputs of products to be evened out, by name."""
    graph = Graph()
    width = state["encoder.norm.weight"].shape[0]
    size = width // heads
    zero, one = graph.constant("zero", np.array([0], "i8")), graph.constant("one", np.array([1], "i8"))
    shape = graph.node("Shape", ["embedded"], "shape")
    length = graph.node("Slice", [shape, one, graph.constant("two", np.array([2], "i8"))], "length")
    table = graph.constant("positions", state["encoder.positions"])
    positions = graph.node("Slice", [table, zero, length, zero], "positions_used")
    x = graph.node("Add", ["embedded", positions], "placed")
    x = graph.norm(x, "norm", state["encoder.norm.weight"], state["encoder.norm.bias"], epsilon)
    graph.constant("split_shape", np.array([0, -1, 3, heads, size], "i8"))
    graph.constant("joined_shape", np.array([0, -1, width], "i8"))
    for number, index in enumerate(("index_q", "index_k", "index_v")):
        graph.constant(index, np.array(number, "i8"))
    for layer in range(layers_of(state)):
        x = _layer(graph, state, largest, x, layer, size, epsilon)
    flat = graph.node("Squeeze", [x, zero], "flat")
    states = graph.node("Gather", [flat, "first"], "states", axis=0)
    graph.linear(states, "tags", state["tags.weight"].T, state["tags.bias"])
    graph.linear(states, "realis", state["realis.weight"].T, state["realis.bias"])

    def value(name: str, *dims: int | str) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, dims)

    inputs = [
        value("embedded", 1, "pieces", width),
        helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]),
    ]
    outputs = [
        value("states", "words", width),
        value("tags", "words", TAGS),
        value("realis", "words", len(REALIS)),
    ]
    return _checked(graph, "dragoman_tagger", inputs, outputs)


def _layer(
    graph: Graph,
    state: dict[str, np.ndarray],
    largest: dict[str, np.ndarray],
    x: str,
    number: int,
    size: int,
    epsilon: float,
) -> str:
    key, name = f"encoder.layers.{number}.", f"l{number}_"

    def linear(y: str, part: str) -> str:
        weight, bias = state[f"{key}{part}.weight"].T, state[f"{key}{part}.bias"]
        return graph.linear(y, f"{name}{part}", weight, bias, largest.get(f"{key}{part}"))

    scale = np.float32(size**-0.5)
    weight = np.concatenate(
        [state[f"{key}q.weight"].T * scale, state[f"{key}k.weight"].T, state[f"{key}v.weight"].T], axis=1
    )
    bias = np.concatenate([state[f"{key}q.bias"] * scale, state[f"{key}k.bias"], state[f"{key}v.bias"]])
    together = graph.linear(x, f"{name}qkv", weight, bias)
    together = graph.node("Reshape", [together, "split_shape"], f"{name}split")
    query, keys, values = (
        graph.node("Gather", [together, f"index_{part}"], f"{name}{part}", axis=2) for part in "qkv"
    )
    query = graph.node("Transpose", [query], f"{name}q_heads", perm=[0, 2, 1, 3])
    keys = graph.node("Transpose", [keys], f"{name}k_heads", perm=[0, 2, 3, 1])
    values = graph.node("Transpose", [values], f"{name}v_heads", perm=[0, 2, 1, 3])
    weights = graph.node("MatMul", [query, keys], f"{name}similar")
    weights = graph.node("Softmax", [weights], f"{name}attention", axis=-1)
    mixed = graph.node("MatMul", [weights, values], f"{name}mixed")
    mixed = graph.node("Transpose", [mixed], f"{name}mixed_heads", perm=[0, 2, 1, 3])
    mixed = graph.node("Reshape", [mixed, "joined_shape"], f"{name}joined")
    mixed = linear(mixed, "ao")
    x = graph.node("Add", [mixed, x], f"{name}sum")
    x = graph.norm(x, f"{name}aln", state[f"{key}aln.weight"], state[f"{key}aln.bias"], epsilon)
    inner = linear(x, "fi")
    inner = graph.node("Gelu", [inner], f"{name}gelu")
    inner = linear(inner, "fo")
    x = graph.node("Add", [inner, x], f"{name}sum2")
    return graph.norm(x, f"{name}oln", state[f"{key}oln.weight"], state[f"{key}oln.bias"], epsilon)


def quantized(source: Path, target: Path) -> None:
    """Writes the graph with int8 weights.

    Seven bits of them are used: processors without VNNI add pairs of products in 16 bits, which eight bits
    overflow, and results would then differ from machine to machine.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=list(FLOAT_NODES),
    )


def pair_graph(state: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The pair head: mention states and types, pairs of mentions with their features in, scores out."""
    graph = Graph()

    def of_mentions(side: str) -> str:
        name = f"pairs.{side}"
        bias = state.get(f"{name}.bias", np.zeros(state[f"{name}.weight"].shape[0], np.float32))
        x = graph.linear("states", name, state[f"{name}.weight"].T, bias)
        types = graph.node(
            "Gather", [graph.constant(f"{name}_table", state[f"{name}_type.weight"]), "types"], f"{name}_type"
        )
        x = graph.node("Add", [x, types], f"{name}_typed")
        return graph.node("Gather", [x, side], f"{name}_chosen")

    def factor(side: str) -> str:
        name = f"pairs.{side}_product"
        x = graph.linear("states", f"{side}_factor", state[f"{name}.weight"].T, state[f"{name}.bias"])
        return graph.node("Gather", [x, side], f"{side}_factor_chosen")

    x = graph.node("Add", [of_mentions("left"), of_mentions("right")], "sum")
    product = graph.node("Mul", [factor("left"), factor("right")], "product")
    weight = graph.constant("product_weight", state["pairs.product.weight"].T)
    x = graph.node("Add", [x, graph.node("MatMul", [product, weight], "product_seen")], "sum_product")
    x = _with_features(graph, state, "pairs", x, len(BUCKETS))
    x = graph.node("Relu", [x], "active")
    graph.linear(x, "scores", state["pairs.out.weight"].T, state["pairs.out.bias"])
    return _head_model(graph, state, "pairs", ["types", "left", "right"], len(BUCKETS))


def event_graph(state: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The event head: states, types and features of events in, scores out."""
    graph = Graph()
    x = graph.linear("states", "hidden", state["events.state.weight"].T, state["events.state.bias"])
    table = graph.constant("types_table", state["events.kind.weight"])
    x = graph.node("Add", [x, graph.node("Gather", [table, "types"], "typed")], "sum")
    x = _with_features(graph, state, "events", x, len(EVENT_BUCKETS))
    x = graph.node("Relu", [x], "active")
    graph.linear(x, "scores", state["events.out.weight"].T, state["events.out.bias"])
    return _head_model(graph, state, "events", ["types"], len(EVENT_BUCKETS))


def _with_features(graph: Graph, state: dict[str, np.ndarray], head: str, x: str, count: int) -> str:
    for column in range(count):
        table = graph.constant(f"table{column}", state[f"{head}.features.{column}.weight"])
        number = graph.constant(f"column{column}", np.array(column, "i8"))
        chosen = graph.node("Gather", ["features", number], f"feature{column}", axis=1)
        seen = graph.node("Gather", [table, chosen], f"seen{column}")
        x = graph.node("Add", [x, seen], f"with{column}")
    return x


def _head_model(
    graph: Graph, state: dict[str, np.ndarray], head: str, numbers: list[str], features: int
) -> onnx.ModelProto:
    width, outputs = state["encoder.norm.weight"].shape[0], len(state[f"{head}.out.bias"])
    inputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["mentions", width])]
    inputs += [helper.make_tensor_value_info(name, TensorProto.INT64, [f"{name}_count"]) for name in numbers]
    inputs.append(helper.make_tensor_value_info("features", TensorProto.INT64, ["rows", features]))
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", outputs])
    return _checked(graph, f"dragoman_{head}", inputs, [scores])


def _checked(
    graph: Graph, name: str, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]
) -> onnx.ModelProto:
    body = helper.make_graph(graph.nodes, name, inputs, outputs, graph.constants)
    model = helper.make_model(
        body, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="dragoman training"
    )
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model
