"""Answers -> files, one module for each format. The tables name the formats that commands offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dragoman.export.briefs import BRIEF_EXPORTERS
from dragoman.export.timeline_csv import timeline_csv
from dragoman.export.timeline_json import timeline_json
from dragoman.export.timeline_plover import timeline_plover
from dragoman.model.ledger import Ledger, LedgerEngagement

TIMELINE_EXPORTERS: Mapping[str, Callable[[Ledger, Iterable[LedgerEngagement]], str]] = {
    "json": timeline_json,
    "csv": timeline_csv,
    "plover": timeline_plover,
}

__all__ = ["BRIEF_EXPORTERS", "TIMELINE_EXPORTERS"]
