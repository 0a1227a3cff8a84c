"""Check a gold file against the documents it labels and against the annotation format.

    python benchmarks/quality/gold/check.py [GOLD] [--documents DIR]

Every quote must be an exact run of its document (for a web page: of one of its paragraphs), every
closed value must be one the annotation format lists, and identifiers that join documents must agree.
Exit codes: 0 clean, 1 problems found (each named), 2 misuse.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from dragoman.lexicon import schema

HERE = Path(__file__).resolve().parent

LISTS = ("events", "instruments", "bodies", "commitments", "positions", "indicators")
CLOSED: dict[tuple[str, str], frozenset[str]] = {
    ("events", "type"): frozenset(
        {
            "meeting",
            "call",
            "visit",
            "commission_session",
            "consultations",
            "signing",
            "message",
            "summit",
            "statement",
            "condemnation",
            "request",
            "other",
        }
    ),
    ("events", "realis"): frozenset({"actual", "planned", "past_background"}),
    ("events", "date_basis"): frozenset({"stated", "relative", "inferred", "unknown"}),
    ("events", "format"): frozenset({"bilateral", "sidelines", "video", "phone"}),
    ("instruments", "kind"): frozenset(
        {
            "agreement",
            "treaty",
            "mou",
            "joint statement",
            "declaration",
            "protocol",
            "roadmap",
            "programme",
            "other",
        }
    ),
    ("instruments", "status"): frozenset(
        {"signed", "concluded", "in force", "planned", "updated", "proposed", "expired", "terminated"}
    ),
    ("bodies", "kind"): frozenset(
        {"joint commission", "committee", "working group", "forum", "council", "other"}
    ),
    ("commitments", "strength"): frozenset({"commitment", "intent"}),
    ("indicators", "measure"): frozenset(
        {"trade rank", "trade volume", "exports", "imports", "investment", "visitors", "students", "other"}
    ),
}
ROLES = frozenset(schema.ROLES)
AREAS = frozenset({*schema.AREAS, "other"})
KEYS: dict[str, tuple[frozenset[str], frozenset[str]]] = {  # required, optional
    "document": (
        frozenset({"id", "lang", "url", "published", "areas", *LISTS}),
        frozenset({"cluster", "published_basis"}),
    ),
    "events": (
        frozenset(
            {
                "type",
                "realis",
                "date",
                "date_basis",
                "place",
                "participants",
                "parties",
                "main",
                "quote",
                "event_id",
            }
        ),
        frozenset({"date_end", "initiator", "host", "format", "topics"}),
    ),
    "participants": (frozenset({"name", "role", "party"}), frozenset({"person_id"})),
    "instruments": (frozenset({"title", "kind", "status", "date", "parties", "quote"}), frozenset()),
    "bodies": (frozenset({"name", "kind", "session", "parties", "quote"}), frozenset()),
    "commitments": (frozenset({"who", "what", "due", "strength", "quote"}), frozenset()),
    "positions": (frozenset({"who", "issue", "stance", "joint", "quote"}), frozenset({"label"})),
    "indicators": (
        frozenset({"subject", "measure", "value", "unit", "scope", "period", "quote"}),
        frozenset(),
    ),
}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
COUNTRY = re.compile(r"[A-Z]{3}")
PARTY = re.compile(r"[A-Z]{2,10}")  # ISO 3166-1 alpha-3 or an organisation's acronym
LANG = re.compile(r"[a-z]{2,3}")


class _Paragraphs(HTMLParser):
    """Collects the text of each paragraph-like element of a page."""

    BLOCKS = frozenset({"p", "h1", "h2", "h3", "li", "td", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._open: list[list[str]] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self._open.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS and self._open:
            self.found.append("".join(self._open.pop()))

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].append(data)


def texts(folder: Path) -> dict[str, list[str]]:
    """Return, for each document id under `folder`, the runs of text that a quote may come from."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.iterdir()):
        if path.name == "README.md" or not path.is_file():
            continue
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            parser = _Paragraphs()
            parser.feed(content)
            found[path.name] = parser.found
        elif path.suffix in {".json", ".jsonl"}:
            lines = [content] if path.suffix == ".json" else content.splitlines()
            for line in lines:
                record = json.loads(line)
                found[record["id"]] = [record["text"]]
        else:
            found[path.name] = [content]
    return found


@dataclass
class Checker:
    """Gathers the problems of one gold file."""

    documents: dict[str, list[str]]
    problems: list[str] = field(default_factory=list)
    people: dict[str, set[str]] = field(default_factory=dict)
    clusters: dict[str, int] = field(default_factory=dict)
    event_ids: dict[str, set[str]] = field(default_factory=dict)

    def say(self, where: str, what: str) -> None:
        self.problems.append(f"{where}: {what}")

    def keys(self, where: str, kind: str, value: dict[str, Any]) -> None:
        required, optional = KEYS[kind]
        for key in sorted(required - value.keys()):
            self.say(where, f"{kind}: no {key!r}")
        for key in sorted(value.keys() - required - optional):
            self.say(where, f"{kind}: unknown key {key!r}")

    def date(self, where: str, value: str | None) -> None:
        if value is not None and not DATE.fullmatch(value):
            self.say(where, f"not a date: {value!r}")

    def parties(self, where: str, values: Iterable[str]) -> None:
        for value in values:
            if not PARTY.fullmatch(value):
                self.say(where, f"not a party: {value!r}")

    def document(self, record: dict[str, Any]) -> None:
        where = str(record.get("id"))
        self.keys(where, "document", record)
        if where not in self.documents:
            self.say(where, "no such document")
            return
        if not LANG.fullmatch(record["lang"]):
            self.say(where, f"not a language: {record['lang']!r}")
        self.date(where, record["published"])
        for area in record["areas"]:
            if area not in AREAS:
                self.say(where, f"unknown area {area!r}")
        if record.get("cluster"):
            self.clusters[record["cluster"]] = self.clusters.get(record["cluster"], 0) + 1
        for kind in LISTS:
            for number, item in enumerate(record[kind]):
                self.item(f"{where} {kind}[{number}]", kind, item, self.documents[where])
        news = [event for event in record["events"] if event["realis"] == "actual"]
        if news and not any(event["main"] for event in news):
            self.say(where, "reports events but none is main")

    def item(self, where: str, kind: str, item: dict[str, Any], runs: list[str]) -> None:
        self.keys(where, kind, item)
        quote = item.get("quote", "")
        if not quote or quote != quote.strip() or not any(quote in run for run in runs):
            self.say(where, f"quote is not in the document: {quote!r}")
        for (of, key), allowed in CLOSED.items():
            if of == kind and key in item and item[key] not in allowed:
                self.say(where, f"{key}: unknown value {item[key]!r}")
        self.parties(where, item.get("parties", []))
        if kind in {"events", "instruments"}:
            self.date(where, item["date"])
        if kind == "events":
            self.event(where, item)
        elif kind == "bodies" and not (item["session"] is None or isinstance(item["session"], int)):
            self.say(where, "session is not a number")
        elif kind == "commitments":
            self.parties(where, item["who"])
        elif kind == "positions" and not isinstance(item["joint"], bool):
            self.say(where, "joint is not true or false")
        elif kind == "indicators" and not isinstance(item["value"], int | float):
            self.say(where, "value is not a number")

    def event(self, where: str, event: dict[str, Any]) -> None:
        self.date(where, event.get("date_end"))
        if (event["date"] is None) != (event["date_basis"] == "unknown"):
            self.say(where, "date and date_basis disagree")
        if event.get("date_end") and event["date"] and event["date_end"] < event["date"]:
            self.say(where, "ends before it begins")
        place = event["place"]
        if place is not None and not (
            set(place) == {"city", "country"} and COUNTRY.fullmatch(place["country"])
        ):
            self.say(where, f"not a place: {place!r}")
        for person in event["participants"]:
            self.keys(where, "participants", person)
            if person["role"] not in ROLES:
                self.say(where, f"unknown role {person['role']!r}")
            self.parties(where, [person["party"]])
            if person.get("person_id"):
                self.people.setdefault(person["person_id"], set()).add(person["name"])
            if person["party"] not in event["parties"]:
                self.say(where, f"{person['name']}: {person['party']} is not among the parties")
        self.event_ids.setdefault(event["event_id"], set()).add(event["type"])

    def across(self) -> None:
        """Check what only the whole file can show."""
        for person, names in self.people.items():
            if len(names) > 1:
                self.say(person, f"one person_id, several names: {sorted(names)}")
        for event, types in self.event_ids.items():
            if len(types) > 1:
                self.say(event, f"one event_id, several types: {sorted(types)}")
        for cluster, size in self.clusters.items():
            if size < 2:
                self.say(cluster, "a cluster of one document")


def records(gold: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSON Lines file."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def main(arguments: list[str] | None = None) -> int:
    """Run the check; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", nargs="?", type=Path, default=HERE / "examples.jsonl")
    parser.add_argument("--documents", type=Path, default=HERE.parents[2] / "examples")
    options = parser.parse_args(arguments)
    checker = Checker(texts(options.documents))
    seen: list[str] = []
    counts = dict.fromkeys(LISTS, 0)
    for record in records(options.gold):
        seen.append(record["id"])
        checker.document(record)
        for kind in LISTS:
            counts[kind] += len(record[kind])
    if not seen:
        checker.say(str(options.gold), "no records: nothing was checked")
    for document in sorted(set(checker.documents) - set(seen)):
        checker.say(document, "not labelled")
    for document in sorted({document for document in seen if seen.count(document) > 1}):
        checker.say(document, "labelled twice")
    checker.across()
    for problem in checker.problems:
        print(problem, file=sys.stderr)
    shared = len(seen), ", ".join(f"{number} {kind}" for kind, number in counts.items())
    print(f"{shared[0]} documents: {shared[1]}; {len(checker.problems)} problems")
    return 1 if checker.problems else 0


if __name__ == "__main__":
    sys.exit(main())
