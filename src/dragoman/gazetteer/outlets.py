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
_GOVERNMENT = frozenset({"gov", "gouv", "gob", "gub", "govt", "government", "mil"})
_GO = frozenset({"ci", "cr", "id", "jp", "ke", "kr", "pw", "th", "tj", "tz", "ug"})  # elsewhere anyone's
_ALPHA2 = {"uk": "GB"}  # top-level domains that are no code of ISO 3166


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
        self._own_domains: dict[str, Outlet] = {}
        self._own_names: dict[str, Outlet] = {}
        for outlet in own:
            if (domain := _domain_of(outlet.key)) is not None:
                self._own_domains[domain] = outlet
            self._own_names.update(dict.fromkeys(_names_of(outlet), outlet))

    @staticmethod
    def is_country(code: str) -> bool:
        """Whether this is a code that an outlet's country can have."""
        return is_state(code)

    def of(self, source: Source) -> Outlet | None:
        """Who published this: by the longest domain known, the name, or the domain of a government.

        None where neither the address nor the name says. A government's domain ("x.gov.eg", "y.gouv.fr") is
        official and of the country of its last label; its name is the source's own, or the host. A name that
        outlets of different countries or kinds share says nothing, unless the user said whose it is.
        """
        host = host_of(source.url)
        labels = host.split(".") if host else []
        for start in range(len(labels) - 1):
            outlet = self._at(".".join(labels[start:]), whole=start == 0)
            if outlet is not None:
                return outlet
        if source.name is not None:
            name = fold_name(source.name)
            named = self._own_names.get(name) or _names().get(name)
            if named is not None:
                return named
        return _of_government(host, labels, source)

    def _at(self, domain: str, *, whole: bool) -> Outlet | None:
        own = self._own_domains.get(domain)
        if own is not None or whole or not _is_suffix(domain.split(".")):
            return own or _domains().get(domain)
        return None  # "gov.uk" is the government's own page, but a county's "x.gov.uk" is not the government


def key_of(words: str) -> str:
    """What an outlet is known by, from what a user writes: the domain of an address, or a name as it is."""
    words = words.strip()
    host = host_of(words) if not any(character.isspace() for character in words) else None
    return host if host is not None and "." in host and (host.isascii() or "//" in words) else words


def host_of(address: str | None) -> str | None:
    """The host of a web address in lower case, without "www."; None where there is none.

    The address may come without its scheme ("www.mid.ru/en").
    """
    if not address:
        return None
    address = address.strip()
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:  # a broken IPv6 address
        return None
    return host.lower().rstrip(".").removeprefix("www.") or None if host else None


@cache
def _domains() -> Mapping[str, Outlet]:
    return {key: outlet for key, outlet in load_outlets().items() if _domain_of(key) is not None}


@cache
def _names() -> Mapping[str, Outlet]:
    bearers: dict[str, list[Outlet]] = {}
    for outlet in load_outlets().values():
        for name in _names_of(outlet):
            bearers.setdefault(name, []).append(outlet)
    return {
        name: outlets[0]
        for name, outlets in bearers.items()
        if len({(outlet.country, outlet.kind) for outlet in outlets}) == 1
    }


def _names_of(outlet: Outlet) -> set[str]:
    """What it may be called, folded; its domain too, since pages give that as the name of their site."""
    return {fold_name(outlet.name), fold_name(outlet.key)} - {""}


def _domain_of(key: str) -> str | None:
    is_domain = "." in key and not any(character.isspace() for character in key)
    return key.lower().removeprefix("www.") if is_domain else None


def _is_suffix(labels: list[str]) -> bool:
    """Whether these labels are what a country gives to its offices, "gov.uk" or "go.jp"."""
    if len(labels) != 2 or labels[0] == "government":
        return False
    return labels[0] in _GOVERNMENT or (labels[0] == "go" and labels[1] in _GO)


def _of_government(host: str | None, labels: list[str], source: Source) -> Outlet | None:
    if host is None or len(labels) < 2:
        return None
    name = source.name if source.name and source.name.strip() else host
    if labels[-1] in ("gov", "mil"):
        return Outlet(key=host, name=name, country="USA", kind=SourceKind.OFFICIAL)
    country = alpha3(_ALPHA2.get(labels[-1], labels[-1].upper()))
    if country is None or not (labels[-2] == "government" or _is_suffix(labels[-2:])):
        return None
    return Outlet(key=host, name=name, country=country, kind=SourceKind.OFFICIAL)
