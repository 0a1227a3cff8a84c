"""Who publishes: an outlet or an office, with its country and whether it speaks for a state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import InvalidRecord

_ISO3 = re.compile(r"[A-Z]{3}\Z")
_KEY = re.compile(r"\S(?:.*\S)?\Z", re.S)


class SourceKind(StrEnum):
    """What kind of source speaks."""

    OFFICIAL = "official"  # a state's own organ: ministry, palace, embassy, government
    AGENCY = "agency"  # a news agency, whoever owns it
    PRESS = "press"  # newspapers, broadcasters, web outlets
    INTERNATIONAL = "international"  # an international organisation
    RESEARCH = "research"  # institutes, universities, archives


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Outlet:
    """One source. ``key`` is the domain it publishes under ("mfa.gov.xx"), or its name where it has none.

    ``country`` is ISO 3166-1 alpha-3, or None for one of no country.
    """

    key: str
    name: str
    country: str | None
    kind: SourceKind

    def __post_init__(self) -> None:
        if not _KEY.match(self.key) or not self.name.strip():
            raise InvalidRecord("an outlet needs a domain or name to be known by, and a name")
        if self.country is not None and not _ISO3.match(self.country):
            raise InvalidRecord(f"{self.key}: {self.country!r} is no ISO 3166-1 alpha-3 code")
