"""The description of the API as people read it: operations by group, shapes, and types in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
_SHOWN = 4_000  # characters of an example


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A type in words; ``shape`` is the name of the shape that it is of, where it is of one."""

    words: str
    shape: str | None = None
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A parameter, or a key of a shape."""

    name: str
    where: str
    required: bool
    type: Typed
    about: str
    usual: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an operation may answer with."""

    status: str
    about: str
    type: Typed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Row, ...]
    body: Typed | None
    sent: str | None
    answers: tuple[Answered, ...]
    errors: tuple[str, ...]
    example: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    name: str
    about: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """A shape: its keys, or the words that it can be."""

    name: str
    about: str
    keys: tuple[Row, ...]
    words: tuple[str, ...]


def groups(document: Json) -> tuple[Group, ...]:
    """The operations by group, in the order of the document."""
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in document["tags"]}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            found[told["tags"][0]].append(_operation(document, path, method, told))
    return tuple(
        Group(name=tag["name"], about=tag["description"], operations=tuple(found[tag["name"]]))
        for tag in document["tags"]
        if found[tag["name"]]
    )


def shapes(document: Json) -> tuple[Shaped, ...]:
    """Every shape, by name."""
    return tuple(_shaped(name, told) for name, told in sorted(document["components"]["schemas"].items()))


def _operation(document: Json, path: str, method: str, told: Json) -> Operation:
    sent = told.get("requestBody", {}).get("content", {}).get("application/json")
    answers, errors, example = [], [], None
    for status, response in sorted(told["responses"].items()):
        if status[0] in "45":
            errors.append(status)
            continue
        content = response.get("content", {}).get("application/json", {})
        example = example or content.get("example")
        schema = content.get("schema")
        answers.append(
            Answered(status=status, about=response["description"], type=_typed(schema) if schema else None)
        )
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=document["servers"][0]["url"] + path,
        summary=told["summary"],
        about=told.get("description", ""),
        parameters=tuple(_parameter(one) for one in told.get("parameters", ())),
        body=_typed(sent["schema"]) if sent else None,
        sent=_example(sent.get("example")) if sent else None,
        answers=tuple(answers),
        errors=tuple(errors),
        example=_example(example),
    )


def _parameter(told: Json) -> Row:
    schema = told["schema"]
    return Row(
        name=told["name"],
        where=told["in"],
        required=told.get("required", False),
        type=_typed(schema),
        about=told.get("description") or schema.get("description", ""),
        usual=_word(schema["default"]) if "default" in schema else None,
        example=_word(told["example"]) if "example" in told else None,
    )


def _shaped(name: str, told: Json) -> Shaped:
    wanted = set(told.get("required", ()))
    return Shaped(
        name=name,
        about=told.get("description", ""),
        keys=tuple(
            Row(
                name=key,
                where="",
                required=key in wanted,
                type=_typed(schema),
                about=schema.get("description", ""),
            )
            for key, schema in told.get("properties", {}).items()
        ),
        words=tuple(_word(one) for one in told.get("enum", ())),
    )


def _typed(schema: Json) -> Typed:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return Typed(words=name, shape=name)
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        types = [_typed(one) for one in choices]
        named = next((one for one in types if one.shape), None)
        words = " | ".join(one.words for one in types)
        return Typed(words=words, shape=named.shape if named else None)
    if "const" in schema:
        return Typed(words=_word(schema["const"]))
    if "enum" in schema:
        return Typed(words=" | ".join(_word(one) for one in schema["enum"]))
    kind = schema.get("type", "object")
    if kind == "array":
        inner = _typed(schema.get("items", {}))
        return Typed(words=f"[{inner.words}]", shape=inner.shape, many=True)
    bounds = [f"≥ {schema['minimum']}"] if "minimum" in schema else []
    bounds += [f"≤ {schema['maximum']}"] if "maximum" in schema else []
    return Typed(words=f"{kind} {' '.join(bounds)}".strip())


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _example(value: object) -> str | None:
    if value is None:
        return None
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit("\n", 1)[0] + "\n…"
