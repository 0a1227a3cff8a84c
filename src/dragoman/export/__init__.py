"""Answers -> files, one module for each format. The tables name the formats that commands offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dragoman.desk.brief_rows import Brief
from dragoman.export.brief_html import brief_html
from dragoman.export.brief_json import brief_json
from dragoman.export.brief_markdown import brief_markdown
from dragoman.export.timeline_csv import timeline_csv
from dragoman.export.timeline_json import timeline_json
from dragoman.export.timeline_plover import timeline_plover
from dragoman.model.ledger import Ledger, LedgerEngagement

EXPORTERS: Mapping[str, Callable[[Brief], str]] = {
    "md": brief_markdown,
    "html": brief_html,
    "json": brief_json,
}

TIMELINE_EXPORTERS: Mapping[str, Callable[[Ledger, Iterable[LedgerEngagement]], str]] = {
    "json": timeline_json,
    "csv": timeline_csv,
    "plover": timeline_plover,
}

__all__ = ["EXPORTERS", "TIMELINE_EXPORTERS"]
