"""Reading the data files of this folder."""

from __future__ import annotations

from importlib.resources import files

import yaml

from dragoman.errors import InvalidPack


def load_bytes(name: str) -> bytes:
    """A data file. Raises InvalidPack where it is missing."""
    try:
        return (files("dragoman.gazetteer") / name).read_bytes()
    except OSError as error:
        raise InvalidPack(f"gazetteer/{name}: {error}") from error


def load_yaml(name: str) -> object:
    """The value in a YAML file. Raises InvalidPack with the line where it is not YAML."""
    try:
        value: object = yaml.safe_load(load_bytes(name).decode())
    except (yaml.YAMLError, ValueError) as error:
        raise InvalidPack(f"gazetteer/{name}: {error}") from error
    return value


def load_entries(name: str) -> dict[str, dict[str, object]]:
    """A YAML file of entries by key. Raises InvalidPack, naming the entry, where one is no mapping."""
    value = load_yaml(name)
    if not isinstance(value, dict):
        raise InvalidPack(f"gazetteer/{name}: a mapping is wanted")
    for key, entry in value.items():
        if not isinstance(key, str) or not isinstance(entry, dict):
            raise InvalidPack(f"gazetteer/{name}: {key}: a mapping is wanted")
    return value
