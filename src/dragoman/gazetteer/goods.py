"""The chapters of the Harmonized System (the first two digits of a product's code): short names of our own,
and the area of cooperation that each belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.errors import InvalidPack
from dragoman.gazetteer.tables import load_bytes

_FILE = "hs_chapters.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    code: str
    area: str
    name: str


@cache
def load_chapters() -> Mapping[str, Chapter]:
    """Every chapter by its two digits. Raises InvalidPack where the file is wrong."""
    found: dict[str, Chapter] = {}
    for number, line in enumerate(load_bytes(_FILE).decode().splitlines()[1:], start=2):
        fields = line.split("\t")
        if len(fields) != 3 or len(fields[0]) != 2 or not fields[0].isdigit() or fields[0] in found:
            raise InvalidPack(f"gazetteer/{_FILE}:{number}: a chapter, its area and its name are wanted")
        found[fields[0]] = Chapter(code=fields[0], area=fields[1], name=fields[2])
    return MappingProxyType(found)


def chapter_of(product: str) -> Chapter | None:
    """The chapter of a product's code; None where there is no such chapter."""
    return load_chapters().get(product[:2])
