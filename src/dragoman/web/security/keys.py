"""Keys: random words that open a session or a token, and what is made of them."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

TOKEN_PREFIX = "dragoman_"  # so that a token that was left somewhere can be told for what it is
_KEY = re.compile(r"(?:dragoman_)?[A-Za-z0-9_-]{43}\Z")


def new_key(prefix: str = "") -> str:
    """256 random bits, in 43 characters that go into cookies and headers as they are."""
    return prefix + secrets.token_urlsafe(32)


def is_key(text: str) -> bool:
    """Whether this has the form of a key."""
    return _KEY.match(text) is not None


def digest(key: str) -> str:
    """What the database keeps of a key: it is found by it, and does not open anything."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_of(key: str) -> str:
    """The token that the forms of whoever has this key must carry. It does not tell the key."""
    return hmac.new(key.encode(), b"dragoman: forms", hashlib.sha256).hexdigest()


def same(left: str, right: str) -> bool:
    """Whether two texts are equal, in a time that does not tell how much of them is."""
    return hmac.compare_digest(left.encode("utf-8", "surrogatepass"), right.encode("utf-8", "surrogatepass"))
