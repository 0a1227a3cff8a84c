"""What is sent to the API: documents and decisions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dragoman.web.api.asking import LANG, AskedDate
from dragoman.web.api.schemas.shared import Id, Shape

LONGEST = 100_000
_SIGN = r"[^\x00-\x1f\x7f\u0085\u2028\u2029]"
_LINE = rf"^{_SIGN}*[^\s\x00-\x1f\x7f\u0085\u2028\u2029]{_SIGN}*$"
Line = Annotated[str, Field(min_length=1, max_length=500, pattern=_LINE)]


class NewDocument(Shape):
    """A text to be read into the ledger, with what is known of it."""

    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST,
            pattern="[0-9A-Za-z\u00c0-\u024f\u0370-\u1fff\u3040-\u318f\u3400-\u9fff\uac00-\ud7a3]",
            description="The text as it was printed.",
        ),
    ]
    lang: Annotated[
        str | None, Field(pattern=LANG, description="BCP 47; found out where it is left out.")
    ] = None
    published: Annotated[AskedDate | None, Field(description="When it was published.")] = None
    source: Annotated[Line | None, Field(description="Who published it.")] = None
    url: Annotated[
        str | None, Field(max_length=2000, pattern=r"^https?://[^\s\x00-\x20\x7f]+$", description="Where.")
    ] = None
    title: Line | None = None
    name: Annotated[Line | None, Field(description="What to call it in answers.")] = None


class Added(Shape):
    """What came of a document that was sent. ``known``: the ledger had it already."""

    id: Id
    known: bool
    href: str
