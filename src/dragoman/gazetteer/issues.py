"""Questions on which states take positions, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.errors import InvalidPack
from dragoman.gazetteer.tables import load_entries

_FILE = "issues.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A question: its neutral name and, where there is one, the neutral code of the territory.

    A ``theme`` is a matter of principle, which words can name beside the place or conflict that they are on.
    """

    id: str
    name: str
    territory: str | None = None
    disputed: bool = False
    theme: bool = False


@cache
def load_issues() -> Mapping[str, Issue]:
    """Every issue by id, in the file's order. Raises InvalidPack where the file is wrong."""
    found: dict[str, Issue] = {}
    for key, entry in load_entries(_FILE).items():
        name, territory = entry.get("name"), entry.get("territory")
        disputed, theme = entry.get("disputed", False), entry.get("theme", False)
        extra = entry.keys() - {"name", "territory", "disputed", "theme"}
        if (
            not (isinstance(name, str) and isinstance(territory, str | None))
            or not (isinstance(disputed, bool) and isinstance(theme, bool))
            or extra
        ):
            raise InvalidPack(
                f"gazetteer/{_FILE}: {key}: wants name and perhaps territory, disputed and theme"
            )
        found[key] = Issue(id=key, name=name, territory=territory, disputed=disputed, theme=theme)
    return MappingProxyType(found)
