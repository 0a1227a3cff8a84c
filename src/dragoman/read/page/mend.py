"""What an extractor left out of the middle and the ends of an article, put back from the page's own lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.read.page.blocks import Block, is_furniture

_SENTENCE = re.compile(r"""[.!?…。！？؟۔।][\"'”’»«」』)\]]*\Z""")
_MAX_LINES = 2000
_WORDS = 6  # of the shortest line taken for prose
_SIGNS = 15  # the same where words are not spaced


def mended(lines: list[str], blocks: Sequence[Block]) -> list[str]:
    """The lines, with the prose of ``blocks`` that stands among them, and at their ends without a gap.

    Prose is a line that ends as a sentence does, is no link, and does not stand apart. Nothing is taken away,
    nothing is said twice, and the order is that of the page.
    """
    if not lines or len(blocks) > _MAX_LINES or len(lines) > _MAX_LINES:
        return lines
    places = _places(lines, blocks)
    found = [place for place in places if place is not None]
    if not found:
        return lines
    said = "\n".join(map(_letters, lines))
    low, high = found[0], found[-1]
    while low > 0 and _is_prose(blocks[low - 1]):
        low -= 1
    while high + 1 < len(blocks) and _is_prose(blocks[high + 1]):
        high += 1
    whole: list[str] = []
    at = low
    for line, place in zip(lines, places, strict=True):
        if place is not None:
            whole += _missing(blocks[at:place], said)
            at = place + 1
        whole.append(line)
    return [*whole, *_missing(blocks[at : high + 1], said)]


def _places(lines: Sequence[str], blocks: Sequence[Block]) -> list[int | None]:
    """Where each line stands among the blocks: after the one before, or nowhere."""
    by_words: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        by_words.setdefault(_letters(block.text), []).append(number)
    places: list[int | None] = []
    last = -1
    for line in lines:
        place = next((number for number in by_words.get(_letters(line), ()) if number > last), None)
        places.append(place)
        last = last if place is None else place
    return places


def _missing(blocks: Sequence[Block], said: str) -> Iterator[str]:
    return (block.text for block in blocks if _is_prose(block) and _letters(block.text) not in said)


def _is_prose(block: Block) -> bool:
    if block.apart or block.is_links or is_furniture(block.text) or not _SENTENCE.search(block.text):
        return False
    return (
        len(block.text.split()) >= _WORDS or sum(character > "\u2e7f" for character in block.text) >= _SIGNS
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
