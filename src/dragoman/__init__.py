"""Dragoman reads what is written about the dealings between states and keeps an evidence-backed ledger."""

from dragoman.errors import DragomanError
from dragoman.model.ledger import Ledger
from dragoman.model.record import Reading
from dragoman.model.text import Document

__version__ = "0.1.0"
__all__ = ["Document", "DragomanError", "Ledger", "Reading", "__version__"]
