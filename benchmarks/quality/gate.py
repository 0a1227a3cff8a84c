"""The quality gate: scores the examples against their gold, and fails where a floor is not reached.

Floors stand in floors.json with the checksum of the gold they were measured on. They may only rise:
``--raise`` writes the scores reached now, where they are higher; ``--lower REASON`` is for a person who
changes the gold and says why.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from dragoman.config import Settings
from dragoman.evaluation import report_text, score_document, summary
from dragoman.export.annotation import annotation
from dragoman.lexicon.load import given_names
from dragoman.merge import derive, judge
from dragoman.model.ledger import Ledger
from dragoman.read import Failure, read_paths
from dragoman.run import run_local

HERE = Path(__file__).parent
GOLD = HERE / "gold" / "examples.jsonl"
FLOORS = HERE / "floors.json"
EXAMPLES = HERE.parents[1] / "examples"
MARGIN = 0.005  # a score may be this much below its floor, for floating-point differences between processors


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--raise", dest="raising", action="store_true", help="raise the floors to today's scores"
    )
    options.add_argument("--lower", metavar="REASON", help="set the floors to today's scores, and say why")
    options.add_argument("--errors", type=int, default=0, help="list this many errors with their quotes")
    chosen = options.parse_args()
    scores = measure(chosen.errors)
    pinned = hashlib.sha256(GOLD.read_bytes()).hexdigest()
    floors: dict[str, Any] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}}
    if chosen.raising or chosen.lower:
        old = {} if chosen.lower else floors["floors"]
        floors = {
            "gold_sha256": pinned,
            "floors": {key: max(value, old.get(key, 0.0)) for key, value in scores.items()},
            "lowered_because": [
                *floors.get("lowered_because", []),
                *([chosen.lower] if chosen.lower else []),
            ],
        }
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        return 0
    if floors.get("gold_sha256") != pinned:
        print("the gold has changed since the floors were set: run with --raise or --lower REASON")
        return 1
    below = {
        k: (scores.get(k, 0.0), f) for k, f in floors["floors"].items() if scores.get(k, 0.0) < f - MARGIN
    }
    for key, (score, floor) in sorted(below.items()):
        print(f"below its floor: {key} {score:.4f} < {floor:.4f}")
    return 1 if below else 0


def measure(errors: int) -> dict[str, float]:
    """Read and merge the examples; print the tables and give every score by name."""
    gold = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines() if line]
    documents = {}
    for item in read_paths([str(EXAMPLES)]):
        if isinstance(item, Failure):
            sys.exit(f"{item.origin}: {item.reason}")
        documents[item.id] = item
    readings, found = {}, {}
    for outcome in run_local(documents.values(), Settings()):
        if outcome.reading is None:
            sys.exit(f"{outcome.document.origin}: {outcome.failure}")
        readings[outcome.document.id] = outcome.reading
        found[outcome.document.name] = annotation(outcome.document, outcome.reading)
    result = summary([score_document(g, found.get(g["id"], {})) for g in gold])
    print(report_text(result, errors))
    scores = {kind: float(row["f1"]) for kind, row in result["all"].items() if row["gold"]}
    for lang, rows in result["languages"].items():
        for kind in ("events", "participants", "events.date", "main engagement found"):
            if kind in rows and rows[kind]["gold"]:
                scores[f"{lang} {kind}"] = float(rows[kind]["f1"])
    exact = [quote_is_exact(found[d.name], d.text) for d in documents.values()]
    scores["quotes exact"] = sum(exact) / len(exact)
    ledger = derive(documents, readings, judge(documents, readings, given_names=given_names()))
    scores["merging, B-cubed F1"] = b_cubed(ledger, gold)
    print(f"quotes exact in {scores['quotes exact']:.2%} of documents")
    print(f"merging of engagements, B-cubed F1 {scores['merging, B-cubed F1']:.3f}")
    return {key: round(value, 4) for key, value in scores.items()}


def quote_is_exact(found: dict[str, Any], text: str) -> bool:
    """Whether every quote is the words between its offsets."""
    kinds = ("events", "instruments", "bodies", "commitments", "positions", "indicators")
    return all(text[r["start"] : r["end"]] == r["quote"] for kind in kinds for r in found[kind])


def b_cubed(ledger: Ledger, gold: list[dict[str, Any]]) -> float:
    """B-cubed F1 of engagements over documents: the gold's ``event_id`` against the ledger's groups.

    Only gold events that the program found (same document, type and overlapping quote) are scored, so that
    this measures merging apart from finding. Bagga and Baldwin, 1998.
    """
    home: dict[tuple[str, int], tuple[str, str]] = {}
    for number, engagement in enumerate(ledger.engagements):
        for member in engagement.members:
            document = ledger.documents[member.evidence[0].document_id]
            for labelled in next((g["events"] for g in gold if g["id"] == document.name), []):
                key = (document.name, labelled["quote"])
                same = labelled["type"] == member.kind.value and any(
                    labelled["quote"] in e.quote or e.quote in labelled["quote"] for e in member.evidence
                )
                if same and "event_id" in labelled and (key[0], hash(key[1])) not in home:
                    home[(key[0], hash(key[1]))] = (labelled["event_id"], str(number))
                    break
    items = list(home.values())
    if not items:
        return 0.0
    precision = recall = 0.0
    for event, group in items:
        both = sum(1 for e, g in items if e == event and g == group)
        precision += both / sum(1 for _, g in items if g == group)
        recall += both / sum(1 for e, _ in items if e == event)
    p, r = precision / len(items), recall / len(items)
    return 2 * p * r / (p + r)


if __name__ == "__main__":
    sys.exit(main())
