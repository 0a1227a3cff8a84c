"""Organisations that can be a party, by acronym."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.errors import InvalidPack
from dragoman.gazetteer.tables import load_entries

_FILE = "organisations.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation: its usual English name, its kind, and the organisation it is part of."""

    acronym: str
    name: str
    kind: str
    part_of: str | None = None


@cache
def load_organisations() -> Mapping[str, Organisation]:
    """Every organisation by acronym, in the file's order. Raises InvalidPack where the file is wrong."""
    found: dict[str, Organisation] = {}
    for acronym, entry in load_entries(_FILE).items():
        name, kind, part_of = entry.get("name"), entry.get("kind"), entry.get("part_of")
        extra = entry.keys() - {"name", "kind", "part_of"}
        if not (isinstance(name, str) and isinstance(kind, str) and isinstance(part_of, str | None)) or extra:
            raise InvalidPack(f"gazetteer/{_FILE}: {acronym}: wants name, kind and perhaps part_of")
        found[acronym] = Organisation(acronym=acronym, name=name, kind=kind, part_of=part_of)
    for organisation in found.values():
        if organisation.part_of is not None and organisation.part_of not in found:
            raise InvalidPack(f"gazetteer/{_FILE}: {organisation.acronym}: part of {organisation.part_of}?")
    return MappingProxyType(found)
