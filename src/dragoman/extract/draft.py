"""A person in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.model.record import (
    Party,
    PartyBasis,
    Role,
)


@dataclass(slots=True)
class Draft:
    """A person in the making: the mentions, words of the fullest Latin name, and offices."""

    mentions: list[int]
    words: tuple[str, ...]
    offices: list[int] = field(default_factory=list)
    party: Party | None = None
    basis: PartyBasis = PartyBasis.STATED
    role: Role | None = None
    role_basis: PartyBasis = PartyBasis.STATED
    role_mention: int | None = None  # whose words give the role, where no office of the person's own does
