"""Reads the labelled corpus: passages (`<lang>.txt`) and documents with relations (`rel/<lang>.txt`)."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from dragoman.detect.tagger.labels import TYPES
from dragoman.detect.tagger.tokens import WORD
from dragoman.model.text import Label, LinkKind, Part

MARK = re.compile(r"\[([A-Z][A-Za-z.?!-]*)(?:#(\d+))? ([^\[\]]+)\]")
RELATION = re.compile(r"(\d+) (\w+)\s*(.*)")
NUMBERS = re.compile(r"((?:\d+\s*)+)(?:=|$)")
SENTENCE_END = re.compile(r"(?:(?<=[.!?؟])[\"'»”’)]*\s+(?=[^\Wa-zа-я_]|[\"'«„“‘(])|(?<=[。！？])|\n+)")
REALIS_MARKS = {"": 0, "?": 1, "-": 2, "!": 3}
LEAST_PASSAGES, LEAST_DOCUMENTS = 20, 4  # held back of each language
EVENT_ATTRIBUTES = {"main": 0, "position": 1, "commitment": 2, "intent": 3}
PART_NAMES = {part.value for part in Part}
KIND_NAMES = {kind.value for kind in LinkKind}

DATE = [label for label, _ in TYPES].index(Label.DATE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A labelled run of characters: ``type`` is an index into labels.TYPES."""

    start: int
    end: int
    type: int
    realis: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A passage, or (``related``) a document with its relations between spans, given by their numbers."""

    lang: str
    text: str
    spans: tuple[Marked, ...]
    related: bool = False
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    parts: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    attributes: dict[int, frozenset[int]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Orders examples by chance, but always alike."""
        return hashlib.sha256(f"{self.lang}\n{self.text}".encode()).hexdigest()

    def sentences(self) -> list[tuple[int, int]]:
        """Rough sentences; together they are the whole text."""
        cuts = [0, *(match.end() for match in SENTENCE_END.finditer(self.text)), len(self.text)]
        return [(a, b) for a, b in pairwise(cuts) if b > a]


def type_number(label: str) -> int:
    """The index into labels.TYPES of a label as the corpus writes it."""
    name = "EVT.commission_session" if label == "EVT.session" else label
    names = [kind_label.value + (f".{kind.value}" if kind else "") for kind_label, kind in TYPES]
    return names.index(name)


def leading_words() -> dict[tuple[str, str], frozenset[str]]:
    """For "event" or "date" and a language, the words that a span does not begin with."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in (Path(__file__).parent / "leading.txt").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            kind, lang, *words = line.split()
            found[kind, lang].update(words)
    return {key: frozenset(words) for key, words in found.items()}


LEADING = leading_words()


def trimmed(text: str, start: int, end: int, leading: frozenset[str]) -> int:
    """Where a span begins that begins with none of the leading words and no sign; it keeps its last word."""
    words = [match.span() for match in WORD.finditer(text, start, end)]
    for begin, stop in words[:-1]:
        word = text[begin:stop]
        if word.isalnum() and word.casefold() not in leading:
            return begin
    return words[-1][0] if words else start


def parse_text(text: str, lang: str) -> tuple[str, list[Marked], dict[str, int]]:
    """Plain text, its spans in order, and the index of each numbered span."""
    plain: list[str] = []
    spans: list[Marked] = []
    numbers: dict[str, int] = {}
    length = at = 0
    for match in MARK.finditer(text):
        before, words = text[at : match.start()], match[3]
        plain += [before, words]
        length += len(before)
        label, realis = match[1], -1
        if label.startswith("EVT"):
            mark = label[-1] if label[-1] in REALIS_MARKS else ""
            label, realis = label.removesuffix(mark), REALIS_MARKS[mark]
        if match[2]:
            numbers[match[2]] = len(spans)
        spans.append(Marked(length, length + len(words), type_number(label), realis))
        length += len(words)
        at = match.end()
    plain.append(text[at:])
    whole = "".join(plain)
    for number, span in enumerate(spans):
        kind = "event" if TYPES[span.type][1] else "date" if span.type == DATE else ""
        leading = LEADING.get((kind, lang))
        if leading is not None:
            spans[number] = replace(span, start=trimmed(whole, span.start, span.end, leading))
    return whole, spans, numbers


def parse_document(block: str) -> Example:
    """One document of `rel/`: a line with the language, the text, and lines of relations."""
    lang, _, rest = block.partition("\n")
    lines = rest.split("\n")
    text, spans, numbers = parse_text(
        "\n".join(x for x in lines if not x.startswith("@")).strip(), lang.strip()
    )
    links: dict[tuple[int, int], str] = {}
    parts: dict[tuple[int, int], set[str]] = defaultdict(set)
    attributes: dict[int, set[int]] = defaultdict(set)
    for line in (x[1:].strip() for x in lines if x.startswith("@")):
        if line.startswith("main"):
            for number in re.findall(r"\d+", line):
                if number in numbers:
                    attributes[numbers[number]].add(EVENT_ATTRIBUTES["main"])
            continue
        match = RELATION.match(line)
        if not match or match[1] not in numbers:
            continue
        left, name = numbers[match[1]], match[2]
        if name in EVENT_ATTRIBUTES:
            attributes[left].add(EVENT_ATTRIBUTES[name])
        kind = "actor" if name in PART_NAMES else name
        arguments = NUMBERS.match(match[3])
        if kind not in KIND_NAMES or not arguments or (kind == "party" and not match[3].isdigit()):
            continue
        for number in arguments[1].split():
            if number in numbers:
                right = numbers[number]
                links.setdefault((left, right), kind)
                if name in PART_NAMES:
                    parts[left, right].add(name)
    return Example(
        lang=lang.strip(),
        text=text,
        spans=tuple(spans),
        related=True,
        links=links,
        parts={pair: frozenset(names) for pair, names in parts.items()},
        attributes={event: frozenset(names) for event, names in attributes.items()},
    )


def read_corpus(folder: Path) -> tuple[list[Example], list[Example]]:
    """All passages and all documents of a corpus folder, files in the order of their names."""
    passages: list[Example] = []
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                text, spans, _ = parse_text(line, path.stem)
                passages.append(Example(lang=path.stem, text=text, spans=tuple(spans)))
    documents: list[Example] = []
    for path in sorted((folder / "rel").glob("*.txt")):
        blocks = re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]
        documents += [parse_document(block) for block in blocks]
    return passages, documents


def checksum(folder: Path) -> str:
    """One sha256 over the files of the corpus and their names."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.txt"), *(folder / "rel").glob("*.txt")]):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def held_back(examples: list[Example], least: int) -> tuple[list[Example], list[Example]]:
    """Training and held-back examples: of each language the seventh part, and no fewer than ``least``.

    Which are held back depends on the hash of their text alone, not on their order.
    """
    by_lang: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_lang[example.lang].append(example)
    back = {
        example.key
        for group in by_lang.values()
        for example in sorted(group, key=lambda one: one.key)[: max(least, len(group) // 7)]
    }
    return [x for x in examples if x.key not in back], [x for x in examples if x.key in back]
