"""The files of a language folder, read and checked. Every error names the file and the line."""

from __future__ import annotations

import re
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from dragoman.errors import InvalidPack
from dragoman.lexicon.schema import PackFile

M = TypeVar("M", bound=BaseModel)


def load_toml(folder: Traversable | Path) -> PackFile:
    """pack.toml of a language folder; raises InvalidPack."""
    path = folder / "pack.toml"
    if not path.is_file():
        raise InvalidPack(f"{path}: there is no such pack")
    text = _text(path)
    try:
        return PackFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"at line (\d+)", str(error))
        line = int(told[1]) if told else text.count("\n") + 1
        raise InvalidPack(f"{path}:{line}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidPack(f"{path}:{_toml_line(text, first['loc'])}: {where}: {first['msg']}") from error


def _toml_line(text: str, path: tuple[int | str, ...]) -> int:
    """The line of a key of the file; the first where the key is missing."""
    key = re.escape(str(path[0]))
    found = re.search(rf"^\s*[\"']?{key}[\"']?\s*[=.]", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def load_yaml(folder: Traversable | Path, name: str, adapter: TypeAdapter[M] | TypeAdapter[list[M]]) -> Any:
    """A YAML file of a language folder, as its schema has it; raises InvalidPack."""
    path = folder / name
    if not path.is_file():
        raise InvalidPack(f"{path}: the file is missing")
    return validate(path, adapter, compose(path))


def compose(path: Traversable | Path) -> yaml.Node:
    """The nodes of a YAML file, which know their lines; raises InvalidPack."""
    text = _text(path)
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise _marked(path, error) from error
    except yaml.YAMLError as error:  # a sign that YAML does not allow
        raise InvalidPack(f"{path}:1: {error}") from error
    if node is None:
        raise InvalidPack(f"{path}:1: the file is empty")
    return node


def _marked(path: Traversable | Path, error: yaml.MarkedYAMLError) -> InvalidPack:
    mark = error.problem_mark or error.context_mark
    return InvalidPack(f"{path}:{mark.line + 1 if mark else 1}: {error.problem}")


def _text(path: Traversable | Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidPack(f"{path}:{line}: {error}") from error


def validate(path: Traversable | Path, adapter: TypeAdapter[Any], node: yaml.Node) -> Any:
    """What a node says, as a schema has it; raises InvalidPack."""
    _no_key_twice(path, node)
    try:
        return adapter.validate_python(_construct(node))
    except yaml.MarkedYAMLError as error:
        raise _marked(path, error) from error
    except ValidationError as error:
        first = error.errors()[0]
        line = line_of(node, first["loc"])
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidPack(f"{path}:{line}: {where}: {first['msg']}") from error


def _construct(node: yaml.Node) -> Any:
    try:
        return yaml.SafeLoader("").construct_document(node)
    except ValueError as error:  # a date that no calendar has
        problem = str(error)
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark) from error


def _no_key_twice(path: Traversable | Path, node: yaml.Node) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise InvalidPack(f"{path}:{key.start_mark.line + 1}: a key is one word")
            if key.value in seen:
                raise InvalidPack(f"{path}:{key.start_mark.line + 1}: the key {key.value!r} stands twice")
            seen.add(key.value)
            _no_key_twice(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _no_key_twice(path, item)


def line_of(node: yaml.Node, path: tuple[int | str, ...]) -> int:
    """The line of what a path of keys and indices leads to, as far as it leads."""
    line = int(node.start_mark.line) + 1
    for part in path:
        if isinstance(node, yaml.MappingNode):
            match = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if match is None:
                return line
            line, node = match[0].start_mark.line + 1, match[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
