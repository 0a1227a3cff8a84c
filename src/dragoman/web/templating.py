"""Templates of pages. Every value is escaped: what documents say stays words, whatever it looks like."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dragoman.export.direction import direction

if TYPE_CHECKING:
    from dragoman.web.view import View


_MADE_BY = ("desk", "export", "ledger", "phrases", "web")  # the parts of the program that pages are made by


@cache
def environment() -> Environment:
    """Templates with the filters that all pages use."""
    made = Environment(
        loader=PackageLoader("dragoman.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
        auto_reload=False,
    )
    made.filters["dir"] = direction
    made.filters["segment"] = lambda text: quote(str(text), safe="")
    made.globals["static"] = static
    made.globals["words"] = words
    return made


def render(template: str, view: View, facts: Mapping[str, Any]) -> bytes:
    """A page as bytes; ``view`` and ``say`` are there in every template, and ``csrf`` for its forms."""
    text = (
        environment()
        .get_template(template)
        .render(
            **facts,
            view=view,
            say=view.say,
            csrf=view.desk.secret_place,
            page=template.removesuffix(".html.jinja"),
        )
    )
    return text.encode("utf-8", "replace")


def words(text: str, lang: str) -> Markup:
    """Words of a document, or a name, with their language and direction: isolated from what stands around."""
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(lang, direction(lang), text)


def static(name: str) -> str:
    """The address of a static file, which changes with what is in it."""
    return f"/static/{name}?v={_checksum(name)}"


@cache
def _checksum(name: str) -> str:
    return hashlib.sha256(files("dragoman.web").joinpath("static", name).read_bytes()).hexdigest()[:12]


@cache
def program() -> str:
    """A checksum of what pages are made by, so that a newer program's pages have other tags."""
    digest = hashlib.sha256()
    root = files("dragoman")
    for folder in _MADE_BY:
        for entry in _entries(root.joinpath(folder)):
            digest.update(f"{entry.name}\0".encode())
            digest.update(entry.read_bytes())
    return digest.hexdigest()[:12]


def _entries(folder: Traversable) -> Iterator[Traversable]:
    """Every file below a folder, in the order of names; not what Python keeps beside its modules."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _entries(entry)
        elif entry.is_file():
            yield entry
