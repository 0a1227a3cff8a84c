"""Every form carries a token that only pages of this application know: a dependency of all routes."""

from __future__ import annotations

from fastapi import Request

from dragoman.web.errors import Forbidden
from dragoman.web.identity import How, Identity, anyone
from dragoman.web.security.keys import same

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
HEADER = "x-csrf-token"
FIELD = "csrf"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_FIELDS_MAX = 1_000


class Forged(Forbidden):
    """The request does not come from a form of this application."""

    code = "forged"


def check_header(request: Request, who: Identity) -> None:
    """Raises Forged where the header must have the token, or has one, and it is not right.

    What is no form must have it there. This is asked before anything of the body is read.
    """
    given = request.headers.get(HEADER)
    if _is_bound(request, who) and (given is not None or not _is_form(request)):
        _check(given, who)


async def protect(request: Request) -> None:
    """Raises Forged where a request that changes something carries no token of who asks.

    The token stands in the header ``X-CSRF-Token`` or in the field ``csrf`` of a form, never in the address.
    A program that shows its own token in ``Authorization`` needs none: no browser sends that by itself. Nor
    does what is sent to the API where there is no login, unless it is a form.
    """
    who = anyone(request)
    if not _is_bound(request, who):
        return
    given: object = request.headers.get(HEADER)
    if given is None and _is_form(request):
        most = request.app.state.desk.settings.upload_files
        given = (await request.form(max_fields=_FIELDS_MAX, max_files=most)).get(FIELD)
    _check(given, who)


def _is_bound(request: Request, who: Identity) -> bool:
    return request.method not in SAFE and who.how is not How.TOKEN and not _is_programs(request, who)


def _is_programs(request: Request, who: Identity) -> bool:
    """Whether it is for the API, and no form, where nobody logs in: the API takes JSON alone, which no form
    can send, and a script of another site would be asked first, and refused."""
    return who.how is How.NO_LOGIN and request.url.path.startswith("/api/") and not _is_form(request)


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().casefold() in _FORMS


def _check(given: object, who: Identity) -> None:
    if not isinstance(given, str) or not who.csrf or not same(given, who.csrf):
        raise Forged("this form is out of date: open the page again, and send it from there")
