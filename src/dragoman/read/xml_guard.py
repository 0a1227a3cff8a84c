"""XML from strangers, before any parser sees it: no entities of its own, no endless nesting."""

from __future__ import annotations

import re

from dragoman.errors import UnreadableDocument

_ENTITY = re.compile(rb"<!ENTITY\s", re.I)
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^<>\[\]]{0,500}(?:\[[^\]]{0,2000}\]\s{0,10})?>", re.I)
_TAG = re.compile(rb"<(/?)[A-Za-z_][^<>]{0,5000}?(/?)>")
_OPAQUE = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.S)
_CROWDED = re.compile(
    rb"""<[A-Za-z_][^\s/>]{0,100}(?:\s++[^\s/>=<]{1,200}+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]*+))){300}"""
)
_MAX_DEPTH = 500
_MAX_TAGS = 2_000_000


def guarded(data: bytes) -> bytes:
    """The data without its document type. Raises UnreadableDocument where it defines entities or is a bomb.

    Wide encodings (UTF-16, UTF-32) are looked at as UTF-8, and come back as that.
    """
    data = _narrow(data)
    if _ENTITY.search(data):
        raise UnreadableDocument("the XML defines entities, which is refused")
    if _CROWDED.search(data):
        raise UnreadableDocument("the XML has a tag of hundreds of attributes")
    data = _DOCTYPE.sub(b"", data, count=1)
    if data.count(b"<") > _MAX_TAGS:
        raise UnreadableDocument(f"XML of more than {_MAX_TAGS:,} tags")
    deepest = at = 0
    for tag in _TAG.finditer(data):
        at += -1 if tag[1] else 0 if tag[2] else 1
        deepest = max(deepest, at)
        if deepest > _MAX_DEPTH:
            if _depth_of(_OPAQUE.sub(b"", data)) > _MAX_DEPTH:
                raise UnreadableDocument("XML nested too deeply")
            break
    return data


def _depth_of(data: bytes) -> int:
    deepest = at = 0
    for tag in _TAG.finditer(data):
        at = max(0, at + (-1 if tag[1] else 0 if tag[2] else 1))
        deepest = max(deepest, at)
    return deepest


def _narrow(data: bytes) -> bytes:
    from dragoman.read.encoding import decode

    if data[:4].count(0) or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = decode(data if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _marked(data))
        return re.sub(r"\A(\s*<\?xml[^<>]{0,200}?)\s+encoding=[\"'][^\"']{1,40}[\"']", r"\1", text).encode()
    return data


def _marked(data: bytes) -> bytes:
    return (b"\xff\xfe" if data[:1] == b"<" else b"\xfe\xff") + data
