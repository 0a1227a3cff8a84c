"""Golden files: set REFRESH_GOLDEN=1 to write them anew, and review the difference."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, text: str) -> None:
    """The text is that of the file, letter by letter."""
    path = FOLDER / name
    if os.environ.get("REFRESH_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as stream:
        assert text == stream.read(), f"{name} differs; REFRESH_GOLDEN=1 writes it anew"
