"""The HTML of a mail to lines: every paragraph, the rows of tables, no quotations of what is answered.

A mail is not a page: it has no menus to be weighed against an article, and it is a table as often as not.
So it is read as it comes, in one pass without a tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dragoman.errors import UnreadableDocument
from dragoman.read.word.flow import Flow

MAX_TAGS = 500_000
"""Of one mail's HTML."""
_SILENT = frozenset((
    "script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe", "button",
    "select", "textarea", "audio", "video", "map",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_UNSEEN = re.compile(
    r"(?:display:none|visibility:hidden|mso-hide:all|max-height:0(?:px)?(?:;|$)|font-size:[01](?:px)?(?:;|$)"
    r"|opacity:0(?:;|$))"
)
_SIGNATURES = frozenset(("gmail_signature", "moz-signature", "gmail_attr", "moz-cite-prefix"))
_QUOTATIONS = frozenset(("gmail_quote", "yahoo_quoted", "protonmail_quote", "zmail_extra", "moz-cite"))


def lines_of(page: str, *, forwards: bool) -> str:
    """The lines of a mail's HTML; quotations are left out unless the mail ``forwards`` them.

    Raises UnreadableDocument for one of more than MAX_TAGS tags.
    """
    from lxml import etree  # type: ignore[import-untyped]  # its stubs are of an older version

    if page.count("<") > MAX_TAGS:
        raise UnreadableDocument(f"a mail of more than {MAX_TAGS:,} tags")
    lines = _Lines(forwards)
    parser = etree.HTMLParser(target=lines, no_network=True, huge_tree=False, encoding="utf-8")
    try:
        parser.feed(re.sub(r"^\s*<\?xml[^<>]{0,300}\?>", "", page).encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError:  # what came before the fault is kept
        pass
    lines.flush()
    return lines.flow.text(None)[0]


class _Lines:
    """The parser's target."""

    def __init__(self, forwards: bool) -> None:
        self.flow = Flow()
        self._forwards = forwards
        self._words: list[str] = []
        self._skipped = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._skipped or self._is_left_out(tag, attributes):
            self._skipped += 1
            return
        if tag in _BLOCKS:
            self.flush()
        if tag == "tr":
            self.flow.begin_row()
        elif tag in ("td", "th"):
            self.flow.begin_cell()

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        if tag in _BLOCKS:
            self.flush()
        if tag == "tr":
            self.flow.end_row()
        elif tag in ("td", "th"):
            self.flow.end_cell()

    def data(self, words: str) -> None:
        if not self._skipped:
            self._words.append(words)

    def close(self) -> None:
        return None

    def flush(self) -> None:
        """End the line."""
        line = " ".join("".join(self._words).split())
        self._words.clear()
        if line:
            self.flow.begin_paragraph()
            self.flow.words(line)
            self.flow.end_paragraph()

    def _is_left_out(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag in _SILENT or "hidden" in attributes:
            return True
        style = attributes.get("style")
        if style and _UNSEEN.search(style[:1000].replace(" ", "").lower()):
            return True
        names = set(attributes.get("class", "")[:500].lower().split())
        if names & _SIGNATURES:
            return True
        if self._forwards:
            return False
        return bool(names & _QUOTATIONS) or (tag == "blockquote" and attributes.get("type") == "cite")
