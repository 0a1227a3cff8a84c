"""Passwords: which are taken, and how they are kept (argon2id, RFC 9106, the choice for little memory)."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from dragoman.errors import AccountError
from dragoman.model.account import account_id

SHORTEST = 10
LONGEST = 1_000
_FEWEST_SIGNS = 4
_AT_ONCE = 4  # each needs 64 MiB
_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_turn = threading.BoundedSemaphore(_AT_ONCE)


class PasswordRefused(AccountError):
    """A password that is not taken. ``code`` is short, long, name, plain or odd."""

    def __init__(self, code: str) -> None:
        super().__init__(_WHY[code], code=code)


_WHY = {
    "short": f"a password has at least {SHORTEST} characters",
    "long": f"a password has at most {LONGEST} characters",
    "name": "a password is not the name of its account",
    "plain": f"a password has at least {_FEWEST_SIGNS} different characters, not in a row as 1234567890",
    "odd": "a password is text",
}


def check_password(password: str, name: str) -> None:
    """Raises PasswordRefused where this cannot be the password of an account of this name."""
    text = _form(password)
    if text is None:
        raise PasswordRefused("odd")
    if len(text) < SHORTEST:
        raise PasswordRefused("short")
    if len(text) > LONGEST:
        raise PasswordRefused("long")
    if account_id(text) == account_id(name):
        raise PasswordRefused("name")
    steps = {ord(right) - ord(left) for left, right in pairwise(text)}
    if len(set(text)) < _FEWEST_SIGNS or (len(steps) == 1) or (text.isdigit() and steps <= {1, -9}):
        raise PasswordRefused("plain")


def hash_password(password: str) -> str:
    """What is kept in place of a password, with a salt of its own."""
    text = _form(password)
    if text is None or len(text) > LONGEST:
        raise PasswordRefused("odd" if text is None else "long")
    with _turn:
        return _hasher.hash(text)


def is_password(kept: str | None, password: str) -> bool:
    """Whether this is the password that was kept.

    Where nothing is kept it takes as long, and says no: how long it takes tells nobody which accounts exist.
    """
    text = _form(password)
    usable = text is not None and len(text) <= LONGEST
    with _turn:
        try:
            _hasher.verify(kept or _nobodys(), text if usable and text is not None else "")
        except (VerificationError, InvalidHashError):
            return False
    return usable and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether it was made with other parameters than are now in use."""
    return _hasher.check_needs_rehash(kept)


def warm_up() -> None:
    """Work out beforehand what the first wrong name would else wait for."""
    _nobodys()


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password: it is refused whatever it is checked against")


def _form(password: str) -> str | None:
    """One form of the same letters, as keyboards differ in it; None for what no keyboard writes."""
    text = unicodedata.normalize("NFC", password)
    try:
        text.encode()
    except UnicodeEncodeError:
        return None
    return None if "\x00" in text else text
