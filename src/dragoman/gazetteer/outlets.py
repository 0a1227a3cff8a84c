"""Outlets and offices that publish, by domain or by name. What a user says of one comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from urllib.parse import urlsplit

from dragoman.errors import InvalidPack
from dragoman.gazetteer.fold import fold_name
from dragoman.gazetteer.parties import alpha3, is_state
from dragoman.gazetteer.tables import load_bytes
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.text import Source

_FILE = "outlets.tsv"
_GOVERNMENT = frozenset({"gov", "gouv", "gob", "gub", "govt", "go", "government", "mil"})
_ALPHA2 = {"uk": "GB", "eu": "EU"}  # top-level domains that are no code of ISO 3166


@cache
def load_outlets() -> Mapping[str, Outlet]:
    """Every outlet that comes with Dragoman, by key. Raises InvalidPack with the line where it is wrong."""
    found: dict[str, Outlet] = {}
    for number, line in enumerate(load_bytes(_FILE).decode().splitlines()[1:], start=2):
        where = f"gazetteer/{_FILE}:{number}"
        fields = line.split("\t")
        if len(fields) != 4:
            raise InvalidPack(f"{where}: four columns are wanted")
        key, name, country, kind = fields
        if country and not is_state(country):
            raise InvalidPack(f"{where}: {country} is no country")
        if key in found:
            raise InvalidPack(f"{where}: {key} stands twice")
        try:
            found[key] = Outlet(key=key, name=name, country=country or None, kind=SourceKind(kind))
        except ValueError as error:
            raise InvalidPack(f"{where}: {error}") from error
    return MappingProxyType(found)


class Outlets:
    """The outlets of the user over those that come with Dragoman."""

    def __init__(self, own: Iterable[Outlet] = ()) -> None:
        outlets = {**load_outlets(), **{outlet.key: outlet for outlet in own}}
        self._by_domain = {key: outlet for key, outlet in outlets.items() if "." in key and " " not in key}
        self._by_name: dict[str, Outlet] = {}
        for outlet in outlets.values():
            self._by_name[fold_name(outlet.name)] = outlet
            if outlet.key not in self._by_domain:
                self._by_name[fold_name(outlet.key)] = outlet

    def of(self, source: Source) -> Outlet | None:
        """Who published this: by the longest domain known, the domain of a government, or the name.

        None where neither the address nor the name says. A government's domain ("x.gov.eg", "y.gouv.fr") is
        official and of the country of its last label; its name is the source's own, or the host.
        """
        host = host_of(source.url)
        labels = host.split(".") if host else []
        for start in range(len(labels) - 1):
            outlet = self._by_domain.get(".".join(labels[start:]))
            if outlet is not None:
                return outlet
        if source.name is not None and (named := self._by_name.get(fold_name(source.name))) is not None:
            return named
        return _of_government(host, labels, source)


def host_of(address: str | None) -> str | None:
    """The host of a web address in lower case, without "www."; None where there is none."""
    if not address:
        return None
    try:
        host = urlsplit(address).hostname
    except ValueError:  # a broken IPv6 address
        return None
    return host.lower().rstrip(".").removeprefix("www.") or None if host else None


def _of_government(host: str | None, labels: list[str], source: Source) -> Outlet | None:
    if host is None or len(labels) < 2:
        return None
    name = source.name or host
    if labels[-1] == "gov":
        return Outlet(key=host, name=name, country="USA", kind=SourceKind.OFFICIAL)
    country = alpha3(_ALPHA2.get(labels[-1], labels[-1].upper()))
    if country is None or not _GOVERNMENT & {labels[-2], *labels[-2].split("-")}:
        return None
    return Outlet(key=host, name=name, country=country, kind=SourceKind.OFFICIAL)
