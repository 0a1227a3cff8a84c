"""What may be fetched: public hosts by http and https, judged by the address that a socket connects to."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from dragoman.errors import InvalidRecord
from dragoman.read.web.answer import NotFetched, shown

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]
"""A host name and a port to numeric addresses. Raises OSError where there are none."""

DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_ADDRESS = 4096
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\]")
_HOST = re.compile(
    r"(?=.{1,253}\.?\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.?"
)
_NUMERIC = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?")
_PATH, _QUERY = "/%:@!$&'()*+,;=~-._[]", "/%:@!$&'()*+,;=~-._?[]"

# The IANA special-purpose registries, written out: the same on every version of Python.
_INNER = {  # what ``allow_private`` can open
    "loopback": ("127.0.0.0/8", "::1/128"),
    "private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"),
}
_NEVER = {
    "cloud metadata": (
        "169.254.169.254/32", "169.254.170.2/32", "100.100.100.200/32", "192.0.0.192/32", "168.63.129.16/32",
        "fd00:ec2::/32", "fd20:ce::254/128",
    ),
    "link-local": ("169.254.0.0/16", "fe80::/10", "fec0::/10"),
    "multicast": ("224.0.0.0/4", "ff00::/8"),
    "reserved": (
        "0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "3fff::/20",
    ),
}  # fmt: skip


def _networks(
    table: dict[str, tuple[str, ...]],
) -> tuple[tuple[str, ipaddress.IPv4Network | ipaddress.IPv6Network], ...]:
    return tuple((kind, ipaddress.ip_network(text)) for kind, texts in table.items() for text in texts)


_CLOSED = _networks(_NEVER)
_OPENABLE = _networks(_INNER)
_GLOBAL = ipaddress.IPv6Network("2000::/3")
_EMBEDDING = (  # IPv6 networks that carry an IPv4 address, and the bits below it
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address taken apart, every part fit to be sent: the host without brackets, path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port, the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def resolve(host: str, port: int) -> Sequence[str]:
    """The numeric addresses of a host, as the system finds them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The rules. ``ports`` may be asked on any public host.

    ``allow_private`` names intranet hosts as ``host:port``: those may have a private or loopback address,
    and may be named by the user and by each other, but not by a page of the public web. Link-local,
    metadata, multicast and reserved addresses stay closed to all. Raises InvalidRecord for another form.
    """

    allow_private: tuple[str, ...] = ()
    ports: frozenset[int] = frozenset(DEFAULT_PORTS.values())
    resolver: Resolver = resolve
    _private: frozenset[tuple[str, int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_private", frozenset(_host_and_port(entry) for entry in self.allow_private))

    def place(self, address: str, came_from: Place | None = None) -> Place:
        """The address taken apart, if it may be asked for at all; ``came_from`` is the page that named it.

        Raises NotFetched. Nothing is resolved yet: a place is not safe before ``addresses``.
        """
        place = take_apart(address)
        if self.is_private(place):
            if came_from is not None and not self.is_private(came_from):
                raise NotFetched(
                    f"{shown(place.authority)} is an intranet host and was named by a public page"
                )
        elif place.port not in self.ports:
            if _literal(place.host) and (bar := self.bar(place.host, place)):
                raise NotFetched(f"{place.host} is a {bar} address")
            raise NotFetched(
                f"port {place.port} is not one that may be asked (allowed: {_listed(self.ports)})"
            )
        return place

    def is_private(self, place: Place) -> bool:
        """Whether the user has named this host and port as one of the intranet."""
        return (place.host, place.port) in self._private

    def addresses(self, place: Place) -> tuple[str, ...]:
        """The numeric addresses that a socket may connect to for this place, never none.

        Raises NotFetched where the host has none that are allowed, and OSError where it has none at all.
        """
        found = (place.host,) if _literal(place.host) else self.resolver(place.host, place.port)
        bars = {numeric: self.bar(numeric, place) for numeric in found}
        allowed = tuple(numeric for numeric, bar in bars.items() if bar is None)
        if not allowed:
            numeric, bar = next(iter(bars.items()), ("nothing", "no"))
            told = numeric if numeric == place.host else f"{place.host} leads to {numeric},"
            raise NotFetched(f"{told} {'which is' if told != numeric else 'is'} a {bar} address")
        return allowed

    def bar(self, numeric: str, place: Place) -> str | None:
        """The kind of address that bars a socket from connecting there; None if nothing does."""
        kind = kind_of(numeric)
        return None if kind in _INNER and self.is_private(place) else kind


def kind_of(numeric: str) -> str | None:
    """Why a numeric address is not one of the public internet, in a word or two; None if it is one."""
    try:
        address: IP = ipaddress.ip_address(numeric)
    except ValueError:
        return "malformed"
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return "link-local"
        for network, below in _EMBEDDING:
            if address in network:
                return kind_of(str(ipaddress.IPv4Address(int(address) >> below & 0xFFFFFFFF)))
    for kind, network_ in (*_CLOSED, *_OPENABLE):
        if address.version == network_.version and address in network_:
            return kind
    return "reserved" if address.version == 6 and address not in _GLOBAL else None


def take_apart(address: str) -> Place:
    """An address as a Place, with names in ASCII and the rest percent-encoded. Raises NotFetched."""
    text = address.strip()
    if len(text) > _MAX_ADDRESS:
        raise NotFetched(f"the address is longer than {_MAX_ADDRESS:,} characters")
    if _CONTROL.search(text):
        raise NotFetched("the address has backslashes or control characters in it")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise NotFetched(f"not an address: {shown(text)}") from error
    if parts.scheme not in DEFAULT_PORTS:
        raise NotFetched(f"only http and https addresses are read, not {shown(text)}")
    if "@" in parts.netloc:
        raise NotFetched("the address has a user name or a password in it")
    if not parts.hostname or port == 0:
        raise NotFetched(f"the address names no host: {shown(text)}")
    path, query = quote(parts.path or "/", safe=_PATH), quote(parts.query, safe=_QUERY)
    return Place(
        scheme=parts.scheme,
        host=_host(parts.hostname, bracketed="[" in parts.netloc),
        port=port or DEFAULT_PORTS[parts.scheme],
        target=f"{path}?{query}" if query else path,
    )


def _host(written: str, *, bracketed: bool) -> str:
    if bracketed:
        try:
            return str(ipaddress.IPv6Address(written if "%" not in written else ""))
        except ValueError as error:
            raise NotFetched(f"not an address of a host: [{shown(written)}]") from error
    try:
        host = written if written.isascii() else written[:254].encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise NotFetched(f"not a name of a host: {shown(written)}") from error
    if _NUMERIC.fullmatch(host):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError as error:
            raise NotFetched(f"{shown(written)} is an odd spelling of a numeric address") from error
    if not _HOST.fullmatch(host):
        raise NotFetched(f"not a name of a host: {shown(written)}")
    return host.removesuffix(".")


def _literal(host: str) -> bool:
    return ":" in host or _NUMERIC.fullmatch(host) is not None


def _host_and_port(entry: str) -> tuple[str, int]:
    try:
        place = take_apart(f"http://{entry}/")
    except NotFetched as error:
        raise InvalidRecord(f"{entry!r} in allow_private: {error}") from error
    if place.target != "/" or not re.search(r":[0-9]+\Z", entry):
        raise InvalidRecord(f"{entry!r} in allow_private: host:port is wanted")
    return place.host, place.port


def _listed(ports: frozenset[int]) -> str:
    return ", ".join(str(port) for port in sorted(ports)) or "none"
