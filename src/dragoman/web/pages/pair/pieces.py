"""Words made for any format, as a page shows them: words of documents isolated, notes as links to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import quote

from markupsafe import Markup, escape

from dragoman.desk.notes import Note
from dragoman.export.page import Foreign, Piece, Refs, Styled
from dragoman.web.templating import words as isolated

References = Callable[[Iterable[Note]], Markup]
_SHOWN = 6
_QUOTE = 240


def markup(pieces: Iterable[Piece], references: References | None = None) -> Markup:
    """Pieces as markup; everything is escaped. ``references`` makes links of notes, else ``links`` does."""
    out = Markup("")
    for piece in pieces:
        match piece:
            case str():
                out += escape(piece)
            case Foreign(text=text, lang="und"):
                out += Markup("<bdi>{}</bdi>").format(text)
            case Foreign(text=text, lang=lang):
                out += isolated(text, lang)
            case Styled(words=inner, style=style):
                out += Markup('<span class="{}">{}</span>').format(style.value, markup(inner, references))
            case Refs(notes=notes):
                out += (references or links)(notes)
    return out


def links(notes: Iterable[Note]) -> Markup:
    """A small number for each note, which leads to the words in their document and says them when hovered."""
    told = list(dict.fromkeys(notes))
    out = [
        Markup('<a href="{}" title="{}" aria-label="{}">{}</a>').format(
            address(note), f"{_cut(note.quote)} — {credit(note)}", credit(note), number
        )
        for number, note in enumerate(told[:_SHOWN], start=1)
    ]
    if len(told) > _SHOWN:
        out.append(Markup("+{}").format(len(told) - _SHOWN))
    return Markup('<sup class="refs" dir="ltr">{}</sup>').format(Markup(" ").join(out)) if out else Markup("")


def address(note: Note) -> str:
    """Where the words of a note stand in their document."""
    return f"/documents/{quote(note.document_id, safe='')}?at={note.start}-{note.end}#at"


def credit(note: Note) -> str:
    """Who printed it, and when."""
    return ", ".join(part for part in (note.source, note.published) if part)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else flat[: _QUOTE - 1].rstrip() + "…"
