"""The areas of trade statistics: the numeric codes of UN Comtrade and BACI, and whose they are.

``trade_areas.tsv`` has ISO 3166-1's numbers (by way of GeoNames, see NOTICE.md) and, written by hand, the
codes in which the United Nations' trade statistics differ from them: 842 is the United States with Puerto
Rico, 699 India, 251 France with Monaco, 490 what reporters book as "other Asia", which is used for Taiwan.
A code says nothing on who is a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from dragoman.errors import InvalidPack
from dragoman.gazetteer.parties import load_parties
from dragoman.gazetteer.tables import load_bytes

_FILE = "trade_areas.tsv"


class AreaKind(StrEnum):
    PARTY = "party"
    WORLD = "world"  # the sum of all partners
    GROUP = "group"  # the sum of some, which stand for themselves as well
    FORMER = "former"  # a state that is no more, and no other's
    REST = "rest"  # what no country is named for


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeArea:
    """``alpha3`` is that of the party, and None for all other kinds."""

    code: int
    kind: AreaKind
    alpha3: str | None
    name: str


@cache
def load_trade_areas() -> Mapping[int, TradeArea]:
    """Every area by its number. Raises InvalidPack where the file is wrong."""
    found: dict[int, TradeArea] = {}
    for number, line in enumerate(load_bytes(_FILE).decode().splitlines()[1:], start=2):
        fields = line.split("\t")
        where = f"gazetteer/{_FILE}:{number}"
        if len(fields) != 4 or not fields[0].isdigit():
            raise InvalidPack(f"{where}: four columns are wanted, the first a number")
        code, kind, alpha3, name = int(fields[0]), AreaKind(fields[1]), fields[2] or None, fields[3]
        if code in found:
            raise InvalidPack(f"{where}: {code} is given twice")
        if (kind is AreaKind.PARTY) != (alpha3 in load_parties()):
            raise InvalidPack(f"{where}: {alpha3} is no party")
        name = name or load_parties()[alpha3 or ""].name
        found[code] = TradeArea(code=code, kind=kind, alpha3=alpha3, name=name)
    return MappingProxyType(found)
