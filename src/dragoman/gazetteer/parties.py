"""States and territories by ISO 3166-1 code. A code says nothing on who is a state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.errors import InvalidPack
from dragoman.gazetteer.tables import load_bytes

_FILE = "parties.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A country or territory: codes, short English name, capital (None where there is none undisputed).

    ``un`` is "member", "observer" or None. Kosovo has the code XKX, which ISO leaves to users.
    """

    alpha3: str
    alpha2: str
    name: str
    capital: str | None = None
    un: str | None = None


@cache
def load_parties() -> Mapping[str, Party]:
    """Every party by alpha-3 code, in the order of the codes. Raises InvalidPack where the file is wrong."""
    found: dict[str, Party] = {}
    for number, line in enumerate(load_bytes(_FILE).decode().splitlines()[1:], start=2):
        fields = line.split("\t")
        if len(fields) != 5:
            raise InvalidPack(f"gazetteer/{_FILE}:{number}: five columns are wanted")
        alpha3, alpha2, name, capital, un = fields
        party = Party(alpha3=alpha3, alpha2=alpha2, name=name, capital=capital or None, un=un or None)
        found[party.alpha3] = party
    return MappingProxyType(found)


@cache
def _by_alpha2() -> Mapping[str, str]:
    return {party.alpha2: party.alpha3 for party in load_parties().values()}


def is_state(code: str) -> bool:
    """Whether this is an alpha-3 code of a country or territory, and so not an organisation's acronym."""
    return code in load_parties()


def alpha3(alpha2: str) -> str | None:
    """The alpha-3 code for an alpha-2 code, as CLDR uses them; None if there is no such code."""
    return _by_alpha2().get(alpha2)


def alpha2(alpha3: str) -> str | None:
    """The alpha-2 code for an alpha-3 code; None if there is no such code."""
    party = load_parties().get(alpha3)
    return party.alpha2 if party else None
