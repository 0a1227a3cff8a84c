"""OpenDocument text (.odt, .ott, and .fodt, the same in one XML file): the body, with all changes accepted.

Own code and no library: odfdo, the one that is kept up, builds a tree of whatever it is given, with all that
was deleted, noted or hidden in it, and what is wanted here is a walk through that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.base import Failure, build
from dragoman.read.word.flow import PAGE_LAID_OUT, Flow, tidy
from dragoman.read.word.office import CHUNK, Package, parse, properties

_TEXTS = "application/vnd.oasis.opendocument.text"
_SKIPPED = frozenset((
    "tracked-changes", "annotation", "note-citation", "ruby-text", "number", "image", "object",
    "object-ole", "binary-data", "plugin", "applet", "floating-frame", "svg:title", "svg:desc",
    "event-listeners", "forms", "settings", "scripts", "script", "master-styles", "table-of-content",
    "alphabetical-index", "table-index", "illustration-index", "object-index", "user-index",
    "page-number", "page-count", "page-continuation", "covered-table-cell", "hidden-text",
))  # elements whose words are no part of what is read  # fmt: skip
_PROPERTIES = frozenset(("title", "creator", "date", "creation-date", "initial-creator"))


def read_odt(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """One document: paragraphs one a line, rows of short cells one a line, notes after their paragraph.

    Headers, footers, comments, hidden text, indexes and what a tracked change deleted are left out. Pages are
    given where the breaks in the text and the count of pages agree. The day the file was made is the
    publication date, INFERRED. Raises UnreadableDocument for whatever is no such file.
    """
    package = Package(data)
    kind = package.head("mimetype", 200).decode("ascii", "replace").strip()
    if kind and not kind.startswith(_TEXTS):
        raise UnreadableDocument(f"an OpenDocument file that is not a text: {kind[:80]}")
    if b"encryption-data" in package.head("META-INF/manifest.xml") or "encrypted-package" in package:
        raise UnreadableDocument("encrypted with a password")
    whole = _Whole()
    package.read("styles.xml", whole)
    if not package.read("content.xml", whole):
        raise UnreadableDocument("a package without an OpenDocument text in it")
    with suppress(UnreadableDocument):  # the text is whole without it
        package.read("meta.xml", whole)
    yield _document(whole, origin)


def read_fodt(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """One document, as of the same text in a package."""
    if not data.strip():
        raise UnreadableDocument("the file is empty")
    whole = _Whole()
    parse((data[at : at + CHUNK] for at in range(0, len(data), CHUNK)), whole)
    if not whole.is_text:
        raise UnreadableDocument("XML, and not of an OpenDocument text")
    yield _document(whole, origin)


def _document(whole: _Whole, origin: str) -> Document:
    text, pages = whole.flow.text(whole.pages)
    found = whole.properties
    created = found.get("creation-date")
    details = properties(
        title=found.get("title"),
        author=found.get("initial-creator") or found.get("creator"),
        created=None if created == whole.template_date else created,
        modified=found.get("date"),
        pages=pages,
    )
    details = details if details.title else replace(details, title=whole.title or None)
    return build(text, origin, details=details)


@dataclass(slots=True, kw_only=True)
class _Styles:
    """The styles, by family and name, that matter: those of a later part replace those of an earlier."""

    hidden: set[tuple[str, str]] = field(default_factory=set)
    titles: set[tuple[str, str]] = field(default_factory=set)
    before: set[tuple[str, str]] = field(default_factory=set)  # a page begins before what is in them
    after: set[tuple[str, str]] = field(default_factory=set)

    def define(self, style: tuple[str, str], attributes: Mapping[str, str]) -> None:
        family = style[0]
        parent = (family, attributes.get("parent-style-name", ""))
        for known in (self.hidden, self.titles, self.before, self.after):
            known.discard(style)
        if parent in self.hidden:
            self.hidden.add(style)
        if parent in self.titles or style == ("paragraph", "Title"):
            self.titles.add(style)
        if attributes.get("master-page-name") and family in ("paragraph", "table"):
            self.before.add(style)

    def complete(self, style: tuple[str, str], attributes: Mapping[str, str]) -> None:
        if attributes.get("display") == "none":
            self.hidden.add(style)
        if attributes.get("break-before") == "page":
            self.before.add(style)
        if attributes.get("break-after") == "page":
            self.after.add(style)


class _Whole:
    """Everything of one document, from its parts one after the other or from one file."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.title = ""
        self.is_text = False
        self.pages: int | None = None
        self.template_date: str | None = None
        self.properties: dict[str, str] = {}
        self._styles = _Styles()
        self._defined = ("", "")  # the style being defined
        self._property = ""
        self._skipped = 0  # how many elements deep in what is left out
        self._in_meta = self._in_body = False
        self._open: list[tuple[tuple[str, str], bool]] = []  # elements with a style; whether it hides
        self._hidden = 0  # how many of them hide
        self._paragraphs = 0  # how many are paragraphs
        self._page_due = self._has_words = False
        self._titling: list[str] | None = None
        self._begins: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "p": lambda attributes: self._begin_paragraph("p", attributes),
            "h": lambda attributes: self._begin_paragraph("h", attributes),
            "span": lambda attributes: self._begin_styled("span", "text", attributes),
            "section": lambda attributes: self._begin_styled("section", "section", attributes),
            "table": self._begin_table,
            "table-row": lambda _: self.flow.begin_row(),
            "table-cell": lambda _: self.flow.begin_cell(),
            "s": lambda _: self._say(" "),
            "tab": lambda _: self._say(" "),
            "line-break": lambda _: self._say("\n"),
            "soft-page-break": lambda _: self._new_page(),
        }
        self._ends: Mapping[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "h": self._end_paragraph,
            "span": self._end_styled,
            "section": self._end_styled,
            "table-row": self.flow.end_row,
            "table-cell": self.flow.end_cell,
        }

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._skipped or (not self._in_meta and name in _SKIPPED):
            self._skipped += 1
        elif self._in_body:
            if name in self._begins:
                self._begins[name](attributes)
        elif name == "text":
            self._in_body = self.is_text = True
        elif name == "meta":
            self._in_meta = True
        elif self._in_meta:
            self._begin_property(name, attributes)
        elif name == "style":
            self._defined = (attributes.get("family", ""), attributes.get("name", ""))
            self._styles.define(self._defined, attributes)
        elif name.endswith("-properties") and self._defined[1]:
            self._styles.complete(self._defined, attributes)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif self._in_body:
            if name in self._ends:
                self._ends[name]()
            elif name == "text":
                self._in_body = False
        elif name == "style":
            self._defined = ("", "")
        elif name == "meta":
            self._in_meta = False
        self._property = ""

    def words(self, words: str) -> None:
        if self._skipped:
            return
        if self._in_body:
            self._say(words)
        elif self._property and len(self.properties.get(self._property, "")) < 10_000:
            self.properties[self._property] = self.properties.get(self._property, "") + words

    def _begin_property(self, name: str, attributes: Mapping[str, str]) -> None:
        self._property = name if name in _PROPERTIES else ""
        count = attributes.get("page-count", "")
        if name == "document-statistic" and count.isdecimal() and len(count) < 7:
            self.pages = int(count)
        elif name == "template":
            self.template_date = attributes.get("date")

    def _say(self, words: str) -> None:
        if self._hidden or not self._paragraphs:
            return
        self._has_words = self._has_words or bool(words.strip())
        self.flow.words(words)
        if self._titling is not None and len(self._titling) < 100:
            self._titling.append(words)

    def _new_page(self) -> None:
        if self._paragraphs:
            self.flow.words(PAGE_LAID_OUT)
        else:
            self._page_due = True

    def _begin_styled(self, name: str, family: str, attributes: Mapping[str, str]) -> None:
        style = (family, attributes.get("style-name", ""))
        hides = style in self._styles.hidden or (name == "section" and attributes.get("display") == "none")
        self._open.append((style, hides))
        self._hidden += hides

    def _end_styled(self) -> None:
        _, hides = self._open.pop()
        self._hidden -= hides

    def _begin_table(self, attributes: Mapping[str, str]) -> None:
        self._page_due |= (
            "table",
            attributes.get("style-name", ""),
        ) in self._styles.before and self._has_words

    def _begin_paragraph(self, name: str, attributes: Mapping[str, str]) -> None:
        self._begin_styled(name, "paragraph", attributes)
        style = self._open[-1][0]
        self.flow.begin_paragraph()
        outermost = not self._paragraphs
        self._paragraphs += 1
        if outermost and (self._page_due or (style in self._styles.before and self._has_words)):
            self.flow.words(PAGE_LAID_OUT)
            self._page_due = False
        if outermost and not self.title and style in self._styles.titles:
            self._titling = []

    def _end_paragraph(self) -> None:
        self.flow.end_paragraph()
        style = self._open[-1][0]
        self._end_styled()
        self._paragraphs -= 1
        self._page_due |= style in self._styles.after
        if self._titling is not None and not self._paragraphs:
            self.title = tidy("".join(self._titling))
            self._titling = None
