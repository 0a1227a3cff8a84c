"""Kinds of public act, each with its CAMEO and PLOVER codes.

CAMEO codes with their Goldstein weights are those of CAMEO 1.1b3 as event data sets use them; PLOVER types
and modes are those of manual 2.0 (2024), which decides where the two disagree: what is to come is AGREE, an
ambassador summoned is ACCUSE, a meeting cancelled REJECT, sanctions are SANCTION.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.errors import InvalidPack
from dragoman.gazetteer.tables import load_bytes

_FILE = "acts.tsv"

QUADS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
        **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
        **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
        **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
    }
)
"""The sixteen types of PLOVER and their quad classes: verbal and material cooperation, verbal and material
conflict. The manual counts SANCTION once as 3 and once as 4; here it is 4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """``plover`` is None for what PLOVER does not code: plain statements. ``goldstein``: -10 to 10."""

    name: str
    cameo: str
    plover: str | None
    mode: str | None
    goldstein: float | None
    meaning: str

    @property
    def quad(self) -> int | None:
        """The quad class, 1 to 4."""
        return QUADS[self.plover] if self.plover else None


@cache
def load_acts() -> Mapping[str, Act]:
    """Every act by its name. Raises InvalidPack where the file is wrong."""
    found: dict[str, Act] = {}
    for number, line in enumerate(load_bytes(_FILE).decode().splitlines()[1:], start=2):
        fields = line.split("\t")
        if len(fields) != 6 or fields[0] in found or (fields[2] and fields[2] not in QUADS):
            raise InvalidPack(
                f"gazetteer/{_FILE}:{number}: six columns are wanted, a new name, a PLOVER type"
            )
        name, cameo, plover, mode, goldstein, meaning = fields
        found[name] = Act(
            name=name,
            cameo=cameo,
            plover=plover or None,
            mode=mode or None,
            goldstein=float(goldstein) if goldstein else None,
            meaning=meaning,
        )
    return MappingProxyType(found)
