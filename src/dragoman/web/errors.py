"""What can be wrong with a request, in one shape: a page for readers, an object for programs."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.errors import DragomanError


class WebError(DragomanError):
    """A request that cannot be answered. ``code`` is for programs, and never changes."""

    status = 400
    code = "bad_request"
    headers: Mapping[str, str] = {}


class NotFound(WebError):
    """There is no such page, thing or format."""

    status = 404
    code = "not_found"


class Outdated(WebError):
    """What was decided on is no longer as it was seen."""

    status = 409
    code = "outdated"


class TooLarge(WebError):
    """More was sent than is taken."""

    status = 413
    code = "too_large"


class Forbidden(WebError):
    """Whoever asks may not do this."""

    status = 403
    code = "forbidden"


class LoginWanted(WebError):
    """Nobody has logged in."""

    status = 401
    code = "login_wanted"


class Moved(WebError):
    """What is asked for is at another address of this application, which is the message."""

    status = 307
    code = "moved"
