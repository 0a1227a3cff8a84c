"""A form of the review desk, read: what was shown, what is decided on it, by whom and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData

from dragoman.desk.parties import find_party
from dragoman.errors import InvalidRecord, ReviewError
from dragoman.lexicon.load import packs
from dragoman.merge.stamp import Seen
from dragoman.model.record import Party
from dragoman.model.text import Span
from dragoman.review import Act, Wording
from dragoman.web.security.local import local_path
from dragoman.web.view import View

_LONGEST = 2_000  # characters of a reason
_MOST = 400  # stamps or records in one form


async def posted(request: Request) -> FormData:
    """The form of a request; the check of its token has had it before."""
    return await request.form()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The fields of a form as text."""

    data: FormData

    def one(self, name: str) -> str:
        """The value of a field without blanks at its ends; empty where it is not there."""
        found = self.data.get(name)
        return found.strip() if isinstance(found, str) else ""

    def words(self, name: str) -> str:
        """The value of a field as it is: words of a text, line breaks as browsers send them taken back."""
        found = self.data.get(name)
        return found.replace("\r\n", "\n") if isinstance(found, str) else ""

    def many(self, name: str) -> tuple[str, ...]:
        """All values of a field; raises ReviewError where they are more than any page has."""
        found = tuple(one.strip() for one in self.data.getlist(name) if isinstance(one, str))
        if len(found) > _MOST:
            raise ReviewError(f"{name}: at most {_MOST} at once")
        return found

    def seen(self) -> tuple[Seen, ...]:
        """What was shown; raises ReviewError where it is nothing that a page ever showed."""
        try:
            return tuple(Seen.parse(one) for one in dict.fromkeys(self.many("seen")))
        except InvalidRecord as error:
            raise ReviewError(str(error)) from error

    def wording(self) -> Wording | None:
        """The words chosen in the text, by their place with what was seen there, or else as they were typed;
        None where there are none."""
        start, end, quote = self.one("start"), self.one("end"), self.words("quote").strip() or None
        if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
            try:
                return Wording(quote=quote, span=Span(start=int(start[:9]), end=int(end[:9])))
            except InvalidRecord as error:
                raise ReviewError(str(error)) from error
        return Wording(quote=quote) if quote else None

    def act(self, view: View) -> Act:
        """Who decides, now and why."""
        reason = " ".join(self.one("reason")[:_LONGEST].split())
        return Act(author=view.who.name, at=dt.datetime.now(tz=dt.UTC), reason=reason)

    def back(self, otherwise: str = "/review") -> str:
        """Where to go when it is done: a page of this application."""
        return local_path(self.one("back") or otherwise)

    def again(self) -> tuple[tuple[str, str], ...]:
        """Every field but the stamps and the token: to ask the same once more."""
        return tuple(
            (name, value)
            for name, value in self.data.multi_items()
            if isinstance(value, str) and name not in ("seen", "csrf")
        )


def party_of(words: str) -> Party:
    """The party that words name in any language; raises UnknownParty."""
    return find_party(words, packs().values())
