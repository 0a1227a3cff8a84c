"""The words of a Word document's XML parts, as their events come: body, notes and what styles hide."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dragoman.read.word.flow import PAGE_FORCED, PAGE_LAID_OUT, Flow, tidy
from dragoman.read.word.office import CONTENTS

_SKIPPED = frozenset((
    "del", "moveFrom", "delText", "delInstrText", "Fallback", "rt", "binData", "tblPr", "tblGrid",
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange", "tblGridChange",
    "tblPrExChange", "numberingChange",
))  # elements whose words are of no account: what was deleted, said twice, or a format of before  # fmt: skip
_OFF = frozenset(("0", "false", "off"))
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.I)
_MAX_FIELDS = 1_000  # open at once


class Styles:
    """Which styles are of hidden text or of a table of contents, and which of a document's title."""

    def __init__(self) -> None:
        self.left_out: set[str] = set()
        self.titles: set[str] = set()
        self._id = ""
        self._changed = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "style":
            self._id = attributes.get("styleId", "")
        elif not self._id:
            return
        elif name == "name" and CONTENTS.fullmatch(value):
            self.left_out.add(self._id)
        elif name == "name" and value.lower() == "title":
            self.titles.add(self._id)
        elif name == "vanish" and not self._changed and value.lower() not in _OFF:
            self.left_out.add(self._id)
        elif name.endswith("Change"):
            self._changed = True

    def end(self, name: str) -> None:
        if name == "style":
            self._id = ""
        elif name.endswith("Change"):
            self._changed = False

    def words(self, words: str) -> None: ...


class Notes:
    """The words of each note of a part, into ``found`` by kind and number."""

    def __init__(self, kind: str, styles: Styles, found: dict[tuple[str, str], str]) -> None:
        self._kind, self._styles, self._found = kind, styles, found
        self._id = ""
        self._body: Body | None = None

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._body is not None:
            self._body.begin(name, attributes)
        elif name == self._kind and attributes.get("type", "normal") == "normal":
            self._id = attributes.get("id", "")
            self._body = Body(self._styles, {})

    def end(self, name: str) -> None:
        if self._body is None:
            return
        if name != self._kind:
            self._body.end(name)
            return
        words, _ = self._body.flow.text(None)
        if words:
            self._found[self._kind, self._id] = words
        self._body = None

    def words(self, words: str) -> None:
        if self._body is not None:
            self._body.words(words)


@dataclass(slots=True, kw_only=True)
class _Paragraph:
    """What holds in the paragraph that is open; that around it comes back at its end."""

    hidden: bool = False
    hidden_run: bool = False
    joined: bool = False  # its end was deleted: the next one goes on with it
    titled: bool = False
    section: bool = False  # a section ends with it, and with that the page


class Body:
    """The words of a document, or of one note, into ``flow``, and its first paragraph of a title's style."""

    def __init__(self, styles: Styles, notes: dict[tuple[str, str], str]) -> None:
        self.flow = Flow()
        self.title = ""
        self._styles, self._notes = styles, notes
        self._skipped = 0  # how many elements deep in what is left out
        self._text = ""  # the element whose words count: t or instrText
        self._now = _Paragraph()
        self._around: list[_Paragraph] = []
        self._of_mark = False  # in the properties of a paragraph, which are not those of its runs
        self._choices: list[bool] = []  # whether each open set of alternatives has had its one
        self._fields: list[str] = []  # the instruction of each open field
        self._numbers = 0  # how many of them are at a page's number
        self._placeholder = False  # a content control that shows only what to write in it
        self._titling: list[str] = []
        self._begins: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "p": self._begin_paragraph,
            "tr": lambda _: self.flow.begin_row(),
            "tc": lambda _: self.flow.begin_cell(),
            "pPr": lambda _: self._set_mark(True),
            "r": self._begin_run,
            "t": lambda _: self._set_text("t"),
            "instrText": lambda _: self._set_text("instrText"),
            "pStyle": self._paragraph_style,
            "rStyle": self._run_style,
            "vanish": self._vanish,
            "sectPr": self._section,
            "type": self._section_type,
            "pageBreakBefore": self._page_break_before,
            "lastRenderedPageBreak": lambda _: self.flow.words(PAGE_LAID_OUT),
            "br": self._break,
            "cr": lambda _: self._say("\n"),
            "tab": lambda _: None if self._of_mark else self._say(" "),
            "ptab": lambda _: self._say(" "),
            "noBreakHyphen": lambda _: self._say("-"),
            "sym": self._symbol,
            "fldChar": self._field_mark,
            "AlternateContent": lambda _: self._choices.append(False),
            "sdt": lambda _: self._set_placeholder(False),
            "showingPlcHdr": lambda _: self._set_placeholder(True),
            "docPartGallery": self._gallery,
            "footnoteReference": lambda attributes: self._note("footnote", attributes),
            "endnoteReference": lambda attributes: self._note("endnote", attributes),
        }
        self._ends: Mapping[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "tr": self.flow.end_row,
            "tc": self.flow.end_cell,
            "pPr": lambda: self._set_mark(False),
            "t": lambda: self._set_text(""),
            "instrText": lambda: self._set_text(""),
            "AlternateContent": self._end_choices,
        }

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._skipped or self._is_left_out(name, attributes):
            self._skipped += 1
        elif name in self._begins:
            self._begins[name](attributes)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name in self._ends:
            self._ends[name]()

    def words(self, words: str) -> None:
        if self._skipped:
            return
        if self._text == "t":
            self._say(words)
        elif self._text and self._fields and len(self._fields[-1]) < 200:
            self._fields[-1] += words

    def _is_left_out(self, name: str, attributes: Mapping[str, str]) -> bool:
        if name in _SKIPPED:
            if self._of_mark and name in ("del", "moveFrom"):
                self._now.joined = True
            return True
        if name == "Choice" and self._choices:
            had, self._choices[-1] = self._choices[-1], True
            return had
        if name == "sdtContent":
            left_out, self._placeholder = self._placeholder, False
            return left_out
        return name == "fldSimple" and _PAGE_FIELD.match(attributes.get("instr", "")) is not None

    def _say(self, words: str) -> None:
        if self._now.hidden or self._now.hidden_run or self._numbers:
            return
        self.flow.words(words)
        if self._now.titled and len(self._titling) < 100:
            self._titling.append(words)

    def _set_text(self, name: str) -> None:
        self._text = name

    def _set_mark(self, on: bool) -> None:
        self._of_mark = on

    def _set_placeholder(self, on: bool) -> None:
        self._placeholder = on

    def _end_choices(self) -> None:
        self._choices.pop()

    def _begin_paragraph(self, _: Mapping[str, str]) -> None:
        self._around.append(self._now)
        self._now = _Paragraph()
        self.flow.begin_paragraph()

    def _end_paragraph(self) -> None:
        if self._now.section:
            self.flow.words(PAGE_FORCED)
        self.flow.end_paragraph(joined=self._now.joined)
        if self._now.titled and not self.title:
            self.title = tidy("".join(self._titling))
        self._now = self._around.pop()
        if not self._around:
            self._numbers = 0  # none runs on past its paragraph, whatever a damaged file says

    def _paragraph_style(self, attributes: Mapping[str, str]) -> None:
        style = attributes.get("val", "")
        self._now.hidden = style in self._styles.left_out
        self._now.titled = style in self._styles.titles and not self.title

    def _run_style(self, attributes: Mapping[str, str]) -> None:
        if not self._of_mark and attributes.get("val", "") in self._styles.left_out:
            self._now.hidden_run = True

    def _vanish(self, attributes: Mapping[str, str]) -> None:
        if not self._of_mark:
            self._now.hidden_run = attributes.get("val", "").lower() not in _OFF

    def _begin_run(self, _: Mapping[str, str]) -> None:
        self._now.hidden_run = False

    def _section(self, _: Mapping[str, str]) -> None:
        self._now.section = self._of_mark

    def _section_type(self, attributes: Mapping[str, str]) -> None:
        if self._now.section and attributes.get("val") == "continuous":
            self._now.section = False

    def _page_break_before(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("val", "").lower() not in _OFF:
            self.flow.words(PAGE_FORCED)

    def _break(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("type") == "page":
            self.flow.words(PAGE_FORCED)
        else:
            self._say("\n")

    def _symbol(self, attributes: Mapping[str, str]) -> None:
        try:
            code = int(attributes.get("char", ""), 16)
        except ValueError:
            return
        if 0x20 < code < 0xD800:
            self._say(chr(code))

    def _field_mark(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("fldCharType")
        if kind == "begin" and len(self._fields) < _MAX_FIELDS:
            self._fields.append("")
        elif kind == "separate" and self._fields and _PAGE_FIELD.match(self._fields[-1]):
            self._numbers += 1
        elif kind == "end" and self._fields and _PAGE_FIELD.match(self._fields.pop()):
            self._numbers = max(0, self._numbers - 1)

    def _gallery(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("val") in ("Table of Contents", "Page Numbers"):
            self._set_placeholder(True)

    def _note(self, kind: str, attributes: Mapping[str, str]) -> None:
        """Set the note's words after this paragraph; at its first mention only."""
        words = None if self._now.hidden else self._notes.pop((kind, attributes.get("id", "")), None)
        if words:
            self.flow.begin_paragraph()
            self.flow.words(words)
            self.flow.end_paragraph()
