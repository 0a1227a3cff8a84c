"""The annotation format, byte for byte. DRAGOMAN_REFRESH=1 rewrites the files; review the difference."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dragoman.export.annotation import annotation
from dragoman.model.record import Reading
from dragoman.model.text import Document
from tests.store.samples import ARABIC, ENGLISH, arabic, english

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("name", "document", "reading"), [("en", ENGLISH, english()), ("ar", ARABIC, arabic())], ids=["en", "ar"]
)
def test_the_annotation_format_is_what_it_was(name: str, document: Document, reading: Reading) -> None:
    found = json.dumps(annotation(document, reading), ensure_ascii=False, indent=1) + "\n"
    golden = HERE / f"annotation.{name}.json"
    if os.environ.get("DRAGOMAN_REFRESH"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
