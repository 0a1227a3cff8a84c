"""Check the labelled corpus and count what is in it.

    python training/corpus/check.py [FILE ...]

Without arguments every file beside this script is read. A file with `=== lang` lines holds whole documents
with numbered spans and relations; any other file holds passages, one a line. Faults are printed one a line,
then a summary for each file. The exit status is 1 if there was any fault.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

EVENTS = (
    "meeting",
    "call",
    "visit",
    "session",
    "consultations",
    "signing",
    "message",
    "summit",
    "statement",
    "condemnation",
    "request",
    "other",
)
LABELS = {"PER", "OFF", "REF", "GPE", "ORG", "LOC", "DATE", "BODY", "INS"}
LABELS |= {f"EVT.{event}{mark}" for event in EVENTS for mark in ("", "?", "-", "!")}

# Relations between an event and other spans, of an event with something said in words, and of other spans.
EVENT_TO_SPANS = {"actor", "host", "guest", "initiator", "addressee", "place", "date", "instrument", "body"}
EVENT_TO_SPANS |= {"same", "part"}
EVENT_TO_WORDS = {"topic", "position", "commitment", "intent"}
OF_EVENTS = EVENT_TO_SPANS | EVENT_TO_WORDS
WITH_SPANS = EVENT_TO_SPANS | {"office", "is"}
RELATIONS = OF_EVENTS | WITH_SPANS | {"party", "role", "area"}

SPAN = re.compile(r"\[([A-Z][A-Za-z.?!-]*) ([^\[\]]+)\]")
NUMBERED = re.compile(r"\[([A-Z][A-Za-z.?!-]*)#(\d+) ([^\[\]]+)\]")
RELATION = re.compile(r"(\d+) (\w+)\s*(.*)")
SPAN_NUMBERS = re.compile(r"(?:\d+\s*)+")
DOCUMENT = re.compile(r"^=== ", re.MULTILINE)
STRAY = re.compile(r"[\[\]]")

Faults = Iterator[tuple[int, str]]


def stray_bracket(text: str) -> str | None:
    """The surroundings of the first bracket left over when all spans are taken out, if any."""
    found = STRAY.search(text)
    return text[max(0, found.start() - 20) :][:80] if found else None


def check_passages(text: str, labels: Counter[str], sizes: Counter[str]) -> Faults:
    """Faults (line number, message) in a file of passages, one a line."""
    seen = set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        sizes["passages"] += 1
        if line in seen:
            yield number, "the same passage twice"
        seen.add(line)
        for label, _ in SPAN.findall(line):
            labels[label] += 1
            if label not in LABELS:
                yield number, f"unknown label {label}"
        if rest := stray_bracket(SPAN.sub(r"\2", line)):
            yield number, f"stray bracket: {rest}"


def check_relation(line: str, spans: dict[str, str], relations: Counter[str]) -> Iterator[str]:
    """Faults in one relation of a document whose span numbers have the labels given."""
    if line.startswith("published "):
        relations["published"] += 1
        return
    if re.fullmatch(r"main( \d+)+", line):
        relations["main"] += 1
        for number in line.split()[1:]:
            if not spans.get(number, "").startswith("EVT"):
                yield f"main is no event: {number}"
        return
    parts = RELATION.match(line)
    if not parts or parts[1] not in spans or parts[2] not in RELATIONS:
        yield f"unknown relation: {line[:70]}"
        return
    subject, name, value = parts.groups()
    relations[name] += 1
    if name in OF_EVENTS and not spans[subject].startswith("EVT"):
        yield f"not of an event: {line[:70]}"
    if name in WITH_SPANS:
        numbers = SPAN_NUMBERS.match(value)
        if not numbers or any(number not in spans for number in numbers[0].split()):
            yield f"no such span: {line[:70]}"


def check_documents(text: str, labels: Counter[str], sizes: Counter[str], relations: Counter[str]) -> Faults:
    """Faults (number of the document, message) in a file of documents with relations."""
    for number, document in enumerate(DOCUMENT.split(text)[1:], 1):
        sizes["documents"] += 1
        lines = document.split("\n")[1:]
        body = "\n".join(line for line in lines if not line.startswith("@"))
        spans: dict[str, str] = {}
        for label, span, _ in NUMBERED.findall(body):
            labels[label] += 1
            if label not in LABELS:
                yield number, f"unknown label {label}"
            if span in spans:
                yield number, f"span number twice: {span}"
            spans[span] = label
        if rest := stray_bracket(NUMBERED.sub(r"\3", body)):
            yield number, f"stray bracket: {rest}"
        for line in lines:
            if line.startswith("@"):
                for fault in check_relation(line[1:].strip(), spans, relations):
                    yield number, fault


def check(path: Path) -> int:
    """Check one file, print its faults and a summary, and return the number of faults."""
    text = path.read_text(encoding="utf-8")
    labels: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    if DOCUMENT.search(text):
        unit, faults = "document", list(check_documents(text, labels, sizes, relations))
    else:
        unit, faults = "line", list(check_passages(text, labels, sizes))
    for number, fault in faults:
        print(f"{path}: {unit} {number}: {fault}")
    size = ", ".join(f"{count} {name}" for name, count in sizes.items())
    print(f"{path}: {size}, {labels.total()} spans, {relations.total()} relations, {len(faults)} faults")
    for counts in (labels, relations):
        if counts:
            print("   ", ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    return len(faults)


def main() -> int:
    here = Path(__file__).parent
    paths = [Path(name) for name in sys.argv[1:]] or sorted(here.glob("**/*.txt"))
    return 1 if sum([check(path) for path in paths]) else 0


if __name__ == "__main__":
    sys.exit(main())
