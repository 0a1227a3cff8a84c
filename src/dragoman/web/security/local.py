"""Addresses inside the application: whoever logs in is led there, and nowhere else."""

from __future__ import annotations

_LONGEST = 2_000
_NOT_AFTER_LOGIN = ("/login", "/logout")


def local_path(address: str | None, otherwise: str = "/") -> str:
    """The address where it is a path of this application as every browser understands it, else another.

    Browsers drop tabs and line breaks and take a backslash for a slash, so that ``/\\evil`` is a host.
    """
    if not address or len(address) > _LONGEST or not address.startswith("/") or address.startswith("//"):
        return otherwise
    if "\\" in address or not address.isascii() or not address.isprintable():
        return otherwise
    path = address.partition("?")[0].partition("#")[0]
    if "//" in path or any(step in (".", "..") for step in path.split("/")):
        return otherwise
    if path in _NOT_AFTER_LOGIN:
        return otherwise
    return address
