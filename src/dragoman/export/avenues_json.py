"""Avenues -> JSON: the object that ``avenues --format json`` prints. Changes of its shape raise VERSION."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.avenues.facts import (
    Avenue,
    Avenues,
    Check,
    Direction,
    Index,
    Mirror,
    Part,
    Score,
    TradeAvenue,
    YearTotal,
)
from dragoman.export.avenues_words import check_text, heading, why
from dragoman.export.coverage_json import coverage_json
from dragoman.export.notes_json import noted_json
from dragoman.export.timeline_json import Json, dumps
from dragoman.trade import TradeCoverage

VERSION = 1


def avenues_json(found: Avenues) -> str:
    """One object. Values of trade are US dollars; an index has a ``value``, or ``missing`` says why not."""
    return dumps(
        {
            "version": VERSION,
            "on": found.on.isoformat(),
            "parties": [str(party) for party in found.parties],
            "year": found.year,
            "missing": found.missing.value if found.missing else None,
            "digits": found.digits,
            "revisions": list(found.revisions),
            "reporters": found.reporters,
            "directions": [_direction(way) for way in found.directions],
            "history": [_total(total) for total in found.history],
            "intra_industry": _index(found.intra_industry) if found.intra_industry else None,
            "avenues": [_avenue(rank, one) for rank, one in enumerate(found.avenues, start=1)],
            "checks": [_check(one) for one in found.checks],
            "trade": trade_json(found.trade) if found.trade else None,
            "coverage": coverage_json(found.coverage),
        }
    )


def trade_json(found: TradeCoverage) -> Json:
    """What the trade files covered."""
    return {
        "years": list(found.years),
        "refused": found.refused,
        "files": [
            {
                "name": file.name,
                "format": file.format.value,
                "rows": file.rows,
                "used": file.used,
                "years": list(file.years),
                "reporters": file.reporters,
                "partners": file.partners,
                "digits": list(file.digits),
                "revisions": list(file.revisions),
                "left": [{"reason": one.reason, "rows": one.rows} for one in file.left],
                "refused": [
                    {"reason": one.reason, "rows": one.rows, "lines": list(one.lines)} for one in file.refused
                ],
                "restored": file.restored,
            }
            for file in found.files
        ],
    }


def _avenue(rank: int, one: Avenue) -> Json:
    shared: Json = {
        "rank": rank,
        "id": one.id,
        "kind": one.kind.value,
        "heading": heading(one),
        "why": why(one),
        "area": one.area,
        "score": _score(one.score),
        "figures": _parts(one.figures),
        "caveats": [caveat.value for caveat in one.caveats],
    }
    if isinstance(one, TradeAvenue):
        return shared | {
            "exporter": str(one.exporter),
            "importer": str(one.importer),
            "product": one.product,
            "product_name": one.product_name,
            "year": one.year,
            "files": list(one.files),
            "notes": noted_json(one.declared),
        }
    return shared | {
        "subject": one.subject,
        "since": one.since.isoformat() if one.since else None,
        "others": [[str(ours), str(theirs)] for ours, theirs in one.others],
        "record_ids": list(one.record_ids),
        "notes": noted_json(one.notes),
    }


def _check(one: Check) -> Json:
    said = one.indicator.indicator
    return {
        "id": one.indicator.id,
        "verdict": one.verdict.value,
        "reason": one.ground.value,
        "text": check_text(one),
        "measure": said.measure.value,
        "subject": said.subject,
        "value": said.value,
        "unit": said.unit,
        "scope": said.scope,
        "group": one.group,
        "year": one.year,
        "year_stated": one.stated_year,
        "figures": _parts(one.figures),
        "notes": noted_json(one.notes),
    }


def _direction(way: Direction) -> Json:
    return {
        "exporter": str(way.exporter),
        "importer": str(way.importer),
        "value": way.value,
        "used": way.used.value if way.used else None,
        "mirror": _mirror(way.mirror),
        "indices": [_index(index) for index in way.indices],
    }


def _total(total: YearTotal) -> Json:
    sides = {"year": total.year, "exporter": str(total.exporter), "importer": str(total.importer)}
    return {**sides, **_mirror(total.mirror)}


def _mirror(told: Mirror) -> Json:
    return {
        "exporter_says": told.exporter_says,
        "importer_says": told.importer_says,
        "ratio": told.ratio,
        "reconciled": told.reconciled,
    }


def _index(index: Index) -> Json:
    return {
        "name": index.name.value,
        "value": index.value,
        "missing": index.missing.value if index.missing else None,
        "parts": _parts(index.parts),
    }


def _score(score: Score) -> Json:
    return {
        "value": score.value,
        "weight": score.weight,
        "strength": score.strength,
        "bonus": score.bonus,
        "penalty": score.penalty,
    }


def _parts(parts: Iterable[Part]) -> list[Json]:
    return [
        {
            "name": part.name,
            "value": part.value,
            "unit": part.unit or None,
            "basis": part.basis.value if part.basis else None,
        }
        for part in parts
    ]
