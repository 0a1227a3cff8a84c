"""Markdown with its markup blanked out, character for character, so that offsets hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLANK = re.compile(r"[^\r\n]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DEFINITION = re.compile(r"\[[^\]^][^\]]{0,200}\]:")
_RULE_SIGNS = "=-*_|: \t"
_LINE_START = re.compile(r"^[ \t]*(?:(?:>[ \t]?)+[ \t]*)?(?:#{1,6}(?=[ \t])|[-*+](?=[ \t]))?", re.M)
_HEADING_END = re.compile(r"(?<=[ \t])#{1,6}(?=[ \t]{0,100}\r?$)", re.M)
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,1000}\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)")
_LINK = re.compile(
    r"\[([^\[\]\n]{1,1000})\](?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)|\[[^\[\]\n]{0,300}\])"
)
_CODE = re.compile(r"`[^`\n]{1,1000}`")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>|<(?:https?|mailto):[^<>\s]{1,500}>")
_SIGN = re.compile(r"\*+|~~|`+|\\(?=[\\`*_{}\[\]()#+.!|>~-])|&nbsp;|\[\^[^\]\n]{1,50}\]|(?<!\\)\||_+")


def mask(text: str) -> str:
    """The text with markup, link targets, code and comments replaced by spaces; as long as it was."""
    masked = "".join(_without_blocks(_without_comments(text)))
    for pattern in (_PICTURE, _CODE, _TAG, _LINE_START, _HEADING_END):
        masked = pattern.sub(_blank, masked)
    masked = _LINK.sub(lambda match: f" {match[1]}".ljust(len(match[0])), masked)
    return _SIGN.sub(_blank_sign, masked)


def _blank(match: re.Match[str]) -> str:
    return _BLANK.sub(" ", match[0])


def _blank_sign(match: re.Match[str]) -> str:
    if match[0].startswith("_"):
        around = (
            match.string[max(0, match.start() - 1) : match.start()],
            match.string[match.end() : match.end() + 1],
        )
        if all(side.isalnum() for side in around):  # within a word, as in a file's name
            return match[0]
    return " " * len(match[0])


def _without_blocks(text: str) -> Iterator[str]:
    """The lines, with fenced code, rules, underlines and link definitions blank.

    A fence that is never closed runs to the end, as in CommonMark.
    """
    fence = ""
    for line in text.splitlines(keepends=True):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence) and not line[opening.end() :].strip():
                fence = ""
        elif opening:
            fence = opening[1]
        elif not _is_rule(line.strip()):
            yield line
            continue
        yield _BLANK.sub(" ", line)


def _is_rule(line: str) -> bool:
    if line.startswith("["):
        return _DEFINITION.match(line) is not None
    if not line or line.strip(_RULE_SIGNS):
        return False
    signs = set(line) - {" ", "\t"}
    if signs <= {"=", "-"}:
        return len(signs) == 1
    return (len(signs) == 1 and len(line) >= 3) or ("-" in signs and signs <= {"|", ":", "-"})


def _without_comments(text: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += (text[at:start], _BLANK.sub(" ", text[start : end + 3]))
        at = end + 3
    return "".join((*parts, text[at:]))
