"""The settings file that a command is told of, by ``--settings`` or ``$DRAGOMAN_SETTINGS``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.config import read_settings
from dragoman.desk.settings import DeskSettings, desk_settings
from dragoman.merge import MergeSettings, merge_settings

SettingsOption = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        envvar="DRAGOMAN_SETTINGS",
        help="a TOML file with thresholds and weights",
        metavar="FILE",
    ),
]


def merging(file: Path | None) -> MergeSettings | None:
    """What a settings file says of merging; None where there is no file.

    Raises InvalidSettings, naming the file and the key, where it is wrong.
    """
    return merge_settings(read_settings(file).get("merge", {}), str(file)) if file is not None else None


def answering(file: Path | None) -> DeskSettings:
    """What a settings file says of the answers; the usual weights where there is no file.

    Raises InvalidSettings, naming the file and the key, where it is wrong.
    """
    return (
        desk_settings(read_settings(file).get("desk", {}), str(file)) if file is not None else DeskSettings()
    )
