"""Word (.docx, .docm, .dotx): the text of the body, with the notes, as it stands with all changes accepted.

Own code and no library: python-docx leaves out inserted text, notes and content controls, mammoth expands
entities and knows no pages, and both build a tree of whatever they are given.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.base import Failure, build
from dragoman.read.word.docx_body import Body, Notes, Styles
from dragoman.read.word.office import Package, properties

_SPREADSHEETS = ("spreadsheetml", "presentationml")


def read_docx(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """One document: paragraphs one a line, rows of short cells one a line, notes after their paragraph.

    Headers, footers, comments, hidden text, the table of contents and what a tracked change deleted are left
    out. Pages are given where Word's own breaks and count agree. The day the file was made is the publication
    date, INFERRED. Raises UnreadableDocument for whatever is no such file, and says what it is instead.
    """
    package = Package(data)
    main = _main_part(package)
    related = _related(package, main)
    styles = Styles()
    package.read(related.get("styles", "word/styles.xml"), styles)
    notes: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        package.read(related.get(f"{kind}s", f"word/{kind}s.xml"), Notes(kind, styles, notes))
    body = Body(styles, notes)
    if not package.read(main, body):
        raise UnreadableDocument("a package without a document in it")
    core, app = _Fields(), _Fields()
    roots = _related(package, "")
    for name, fields in (("core-properties", core), ("extended-properties", app)):
        try:
            package.read(roots.get(name, ""), fields)
        except UnreadableDocument:
            continue  # the text is whole without them
    count = app.found.get("Pages", "")
    text, pages = body.flow.text(int(count) if count.isdecimal() and len(count) < 7 else None)
    details = properties(
        title=core.found.get("title"),
        author=core.found.get("creator"),
        created=core.found.get("created"),
        modified=core.found.get("modified"),
        pages=pages,
    )
    details = details if details.title else replace(details, title=body.title or None)
    yield build(text, origin, details=details)


def _main_part(package: Package) -> str:
    main = _related(package, "").get("officeDocument", "word/document.xml")
    if main in package and not main.startswith(("xl/", "ppt/")):
        return main
    types = package.head("[Content_Types].xml").decode("utf-8", "replace")
    if package.head("mimetype").startswith(b"application/vnd.oasis"):
        raise UnreadableDocument("an OpenDocument file, not a Word file")
    if any(kind in types for kind in _SPREADSHEETS):
        raise UnreadableDocument("a spreadsheet or slides, not a text")
    raise UnreadableDocument("a ZIP file without a Word document in it")


def _related(package: Package, part: str) -> dict[str, str]:
    """The parts that a part names, by the last word of their kind; those outside the package do not count."""
    folder, name = posixpath.split(part)
    relations = _Relations(folder)
    try:
        package.read(posixpath.normpath(f"{folder}/_rels/{name}.rels").lstrip("/"), relations)
    except UnreadableDocument:
        return {}
    return relations.found


class _Relations:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, str] = {}

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External" and len(self.found) < 1000:
            target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
            kind = posixpath.basename(attributes.get("Type", ""))
            self.found.setdefault(re.sub(r"^coreProperties$", "core-properties", kind), target.lstrip("/"))

    def end(self, name: str) -> None: ...

    def words(self, words: str) -> None: ...


class _Fields:
    """The properties: each element's own words."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._at = ""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002  # of the protocol
        self._at = name

    def end(self, name: str) -> None:  # noqa: ARG002
        self._at = ""

    def words(self, words: str) -> None:
        if self._at and len(self.found.get(self._at, "")) < 10_000:
            self.found[self._at] = self.found.get(self._at, "") + words
