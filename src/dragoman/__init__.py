"""Dragoman reads what is written about the dealings between states and keeps an evidence-backed ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.ledger import Ledger
    from dragoman.model.record import Reading
    from dragoman.model.text import Document

__version__ = "0.1.0"
__all__ = ["Document", "DragomanError", "Ledger", "Reading", "__version__"]
_HOMES = {"Document": "dragoman.model.text", "Ledger": "dragoman.ledger", "Reading": "dragoman.model.record"}


def __getattr__(name: str) -> Any:
    """The public names, each loaded when it is first asked for, so that the import is quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
