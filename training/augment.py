"""Varies an example as real press releases vary: capitals, quotation marks, Arabic spelling."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace

from training.corpus import Example, Marked, type_number

NAMES = {type_number(label) for label in ("PER", "GPE", "LOC", "ORG")}
PERSON = type_number("PER")
PLACE = type_number("LOC")
QUOTES = (
    {"'": "’", '"': "”", "“": "”", "„": "”"},
    {"’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'},
    {"“": "«", "”": "»", "«": "“", "»": "”"},
)
ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ٱ": "ا"}
HAMZA_ONLY = {letter: ARABIC[letter] for letter in "أإآٱ"}


Names = dict[tuple[str, int], list[str]]
"""Names of people by language and number of words."""


def names_of(examples: list[Example]) -> Names:
    """All names of people in the examples, each as often as it stands there."""
    found: Names = defaultdict(list)
    for example in examples:
        for span in example.spans:
            if span.type == PERSON:
                name = example.text[span.start : span.end]
                found[example.lang, name.count(" ")].append(name)
    return found


def varied(example: Example, names: Names | None, chance: random.Random) -> Example:
    """The example, or one that says the same in other signs and, given names, of other people.

    Spans move along.
    """
    edited = list(example.text)
    if names is not None and chance.random() < 0.5:
        _other_people(example, edited, names, chance)
    if chance.random() < 0.25:
        _substitute(edited, chance.choice(QUOTES))
    if example.lang in ("ar", "fa", "ur") and chance.random() < 0.35:
        _substitute(edited, chance.choice((ARABIC, HAMZA_ONLY, HAMZA_ONLY)))
    dice = chance.random()
    if dice < 0.02:
        _capitals(edited, 0, len(edited))
    elif dice < 0.12 and example.spans:
        name = chance.choice(example.spans)
        if name.type in NAMES:
            _capitals(edited, name.start, name.end)
    elif dice < 0.2 and example.spans and example.spans[0].type == PLACE and example.spans[0].start == 0:
        _capitals(edited, 0, example.spans[0].end)
    if chance.random() < 0.05 and edited and edited[-1] in ".。":
        edited[-1] = " "
    return _rebuilt(example, edited)


def _other_people(example: Example, edited: list[str], names: Names, chance: random.Random) -> None:
    chosen: dict[str, str] = {}
    for span in example.spans:
        if span.type == PERSON:
            name = example.text[span.start : span.end]
            if name not in chosen:
                alike = names[example.lang, name.count(" ")]
                chosen[name] = chance.choice(alike) if chance.random() < 0.6 else name
            edited[span.start] = chosen[name]
            edited[span.start + 1 : span.end] = [""] * (span.end - span.start - 1)


def _substitute(edited: list[str], table: dict[str, str]) -> None:
    for number, character in enumerate(edited):
        edited[number] = "".join(table.get(sign, sign) for sign in character)


def _capitals(edited: list[str], start: int, end: int) -> None:
    for number in range(start, end):
        edited[number] = edited[number].upper()


def _rebuilt(example: Example, edited: list[str]) -> Example:
    places = [0]
    for text in edited:
        places.append(places[-1] + len(text))
    spans = tuple(Marked(places[x.start], places[x.end], x.type, x.realis) for x in example.spans)
    return replace(example, text="".join(edited), spans=spans)
