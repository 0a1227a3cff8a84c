"""HTML to lines of text in one linear pass: for pages too large or deep to weigh, and for pieces of HTML.

The pass holds no copy of the tree and does not recurse, so that its cost is in proportion to the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from dragoman.read.base import without_breakage

MAX_TAGS = 500_000
"""Of a page that is made a tree: that takes memory by the element, however short its tag is."""
MAX_DEPTH = 2000
"""Of elements within one another; the parser leaves off what is deeper."""
_DECLARATION = re.compile(r"\A\s*+<\?xml[^<>]{0,300}\?>")
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%_-]{200,}")
_CROWDED = re.compile(
    r"""(<[A-Za-z][^\s/>]{0,50})(?:[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+){300,}+"""
)
_OPAQUE = re.compile(r"<(?:!--|(script|style|svg)\b(?![^<>]{0,300}ld\+json))", re.I)
_CLOSING = {
    "": re.compile("--!?>"),
    **{kind: re.compile(rf"</{kind}\b[^<>]{{0,100}}>", re.I) for kind in ("script", "style", "svg")},
}
_LINE_TAG = re.compile(r"</?(?:a|b|big|em|font|i|small|span|strong|sub|sup|u)\b[^<>]{0,5000}>", re.I)
_ANY_TAG = re.compile(r"</?[A-Za-z!?][^<>]{0,20000}>?")
_APART = re.compile(
    r"comment|cookie|consent|gdpr|related|recommend|share|sharing|social|sidebar|widget|banner|popup|modal|teaser"
    r"|newsletter|subscri|breadcrumb|promo|copyright|foot|menu|navi|latest|popular|most|tags|caption|credit|login",
    re.I,
)  # in the class or id of what stands around an article
_SILENT = frozenset((
    "script", "style", "template", "noscript", "svg", "math", "head", "title", "iframe", "object",
    "embed", "applet", "canvas", "audio", "video", "map", "select", "option", "datalist", "button",
    "textarea", "input", "label", "nav", "footer", "figcaption", "dialog", "noframes",
))  # fmt: skip  # tags within which there are no words of the article
_ROLES = frozenset(
    ("navigation", "search", "dialog", "alertdialog", "menu", "menubar", "contentinfo", "banner")
)
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_FURNITURE = re.compile(
    r"(?:©|\(c\) ?\d{4}|copyright\b).{0,200}|.{0,80}\ball rights? reserved\b.{0,80}"
    r"|share|share this|share on \w+|tweet|print|print this page|send|e-?mail|pdf|go to top|back to top|top"
    r"|(?:page )?views? ?:? ?\d*|read more|read also|see also|comments?|no comments|advertisement|close"
    r"|partager|imprimer|envoyer|retour|lire aussi|haut de page|compartir|comparte|imprimir"
    r"|поделиться|печать|версия для печати|комментарии|читайте также|наверх"
    r"|شارك|مشاركة|طباعة|نسخة للطباعة|اقرأ أيضا|اقرأ أيضًا|التعليقات"
    r"|分享|分享到|打印|打印本页|关闭窗口|相关文章|相关新闻",
    re.I,
)  # whole lines that are never a sentence of an article


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line of a page: its words, how many of its characters are those of links, whether it stands apart.

    It stands apart within an aside, or an element that is named as what surrounds articles mostly is.
    """

    text: str
    linked: int
    apart: bool

    @property
    def is_links(self) -> bool:
        """Whether it is a menu's line rather than prose."""
        return self.linked * 10 > len(self.text) * 7


def shortened(page: str) -> str:
    """The page without what can be of any size and says nothing: embedded files, scripts, styles, comments.

    Linked data is kept, and no tag keeps hundreds of attributes: the parser's time goes by their square.
    """
    page = _CROWDED.sub(r"\1 ", _EMBEDDED.sub("data:,", page))
    parts: list[str] = []
    endless: set[str] = set()  # never closed: looked for once
    at = 0
    for opening in _OPAQUE.finditer(page):
        kind = (opening[1] or "").lower()
        if opening.start() < at or kind in endless:
            continue
        closing = _CLOSING[kind].search(page, opening.end())
        if closing is None:
            endless.add(kind)
            continue
        parts.append(page[at : opening.start()])
        at = closing.end()
    return "".join((*parts, page[at:]))


def parse(page: str) -> Any:
    """The tree of a page, or of a piece of one; None where it has no element, or more than MAX_TAGS."""
    from lxml import etree, html  # type: ignore[import-untyped]  # trees are passed on untyped

    if page.count("<") > MAX_TAGS:
        return None
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", page, count=1).encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    return tree if len(tree) else None


def bare_lines(page: str) -> list[str]:
    """The lines of a page of which no tree can be made: its words between the tags."""
    words = unescape(_ANY_TAG.sub("\n", _LINE_TAG.sub("", page)))
    lines = [" ".join(line.split()) for line in words.split("\n")]
    return [without_breakage(line) for line in lines if any(map(str.isalnum, line))]


def depth(tree: Any) -> int:
    """How deep the elements of a tree stand within one another."""
    deepest = at = 0
    for event, _ in _walk(tree):
        at += 1 if event == "start" else -1
        deepest = max(deepest, at)
    return deepest


def blocks(tree: Any) -> Iterator[Block]:
    """The lines of a page as they are read, without what is hidden, navigation, controls and captions."""
    words: list[str] = []
    linked = silent = links = apart = 0
    for event, element in _walk(tree):
        name = element.tag if isinstance(element.tag, str) else ""
        opens = event == "start"
        step = 1 if opens else -1
        if name not in _INLINE and words:
            text = " ".join("".join(words).split())
            if text:
                yield Block(text=without_breakage(text), linked=linked, apart=apart > 0)
            words, linked = [], 0
        silent += step * (name in _SILENT or is_hidden(element))
        links += step * (name == "a")
        apart += step * _stands_apart(name, element)
        said = element.text if opens else element.tail
        if said and not silent:
            words.append(said)
            linked += len(said.strip()) if links else 0
    text = " ".join("".join(words).split())
    if text:
        yield Block(text=without_breakage(text), linked=linked, apart=False)


def _stands_apart(name: str, element: Any) -> bool:
    if name == "aside":
        return True
    if name in _INLINE or name in ("html", "body", "main", "article", "p"):
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _APART.search(named[:300]) is not None


def is_hidden(element: Any) -> bool:
    """Whether an element is not shown, or by its role no part of what is read."""
    get: Callable[[str], str | None] = element.get
    if get("hidden") is not None or get("aria-hidden") == "true" or get("role") in _ROLES:
        return True
    style = get("style")
    return style is not None and "display:none" in style[:300].replace(" ", "").lower()


def is_furniture(line: str) -> bool:
    """Whether a whole line is what stands around articles: who holds the rights, a button, a counter."""
    return len(line) < 300 and _FURNITURE.fullmatch(line.strip(" \t:.|»«-—…!")) is not None


def plain_text(page: str) -> str:
    """The words of a piece of HTML, a paragraph, item or heading a line. Empty where it has none."""
    if "<" not in page and "&" not in page:
        return "\n".join(filter(None, (" ".join(line.split()) for line in page.splitlines())))
    page = shortened(page)
    tree = parse(f"<div>{page}</div>")
    if tree is None or depth(tree) >= MAX_DEPTH:
        lines = bare_lines(page)
    else:
        lines = [block.text for block in blocks(tree)]
    return "\n".join(line for line in lines if not is_furniture(line))


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(tree, events=("start", "end"))
