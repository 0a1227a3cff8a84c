"""Settings: built once at the edge, frozen, and passed in explicitly."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ConfigDict

from dragoman.errors import InvalidSettings

TABLES = ("desk", "merge")  # what a settings file may have
STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)
"""How the tables of a settings file are checked: unknown keys are errors."""


def _workers() -> int:
    return max(1, min(os.cpu_count() or 1, 8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run may be told.

    ``horizon``: the last year that a text without a publication date can be from, when a weekday with day
    and month is used to find its year; part of what readings are a function of. ``workers``: processes.
    ``batch``: documents handed to a worker at once. ``readers``: processes that turn files into documents,
    each of which may use ``read_memory_mb`` megabytes and must give its next document within ``read_limit_s``
    seconds.
    """

    horizon: int = 2026
    workers: int = field(default_factory=_workers)
    batch: int = 16
    readers: int = field(default_factory=lambda: max(1, _workers() // 2))
    read_limit_s: float = 60.0
    read_memory_mb: int = 4096


def read_settings(path: Path) -> Mapping[str, Mapping[str, object]]:
    """The tables of a settings file, each for the stage of its name to check.

    Raises InvalidSettings, naming the file and the key, where it is no TOML or has another table.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InvalidSettings(f"{path}: {error.strerror or error}") from error
    except ValueError as error:  # TOML's, and bytes that are no UTF-8
        raise InvalidSettings(f"{path}: {error}") from error
    for key, table in found.items():
        if key not in TABLES or not isinstance(table, dict):
            raise InvalidSettings(f"{path}: {key}: there is no such table; there is [{'], ['.join(TABLES)}]")
    return found
