"""Templates of pages: what documents say stays words in them, whatever it looks like."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


@cache
def template(name: str) -> Template:
    """A template of this package: every value is escaped, and one that is missing is an error."""
    environment = Environment(
        loader=PackageLoader("dragoman.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
