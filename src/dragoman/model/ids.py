"""Ids that hash content, so that a rerun is a no-op and workers need no coordination."""

from __future__ import annotations

import hashlib
import json

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_id(prefix: str, *parts: object) -> str:
    """``prefix-`` and 20 hexadecimal digits of the SHA-256 of the parts as canonical JSON.

    Parts are strings, numbers, booleans, None, or lists and tuples of them.
    """
    canonical = _CANONICAL.encode(parts)
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:20]}"
