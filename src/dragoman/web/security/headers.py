"""What every response tells browsers: to run, load and show nothing but the application's own."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.security.limits import Refusal

STATIC = "/static/"

PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EXPORTS = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy of a self-contained page (a brief, a chart) that a browser shows: it may style itself, no more.

Paths that end in ``.html`` and SVG pictures have it; others say it in the response,
``Response(..., headers={"Content-Security-Policy": EXPORTS})``. A response can choose between these two
alone: another policy is replaced by that of pages.
"""

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "autoplay",
            "camera",
            "display-capture",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "publickey-credentials-get",
            "screen-wake-lock",
            "serial",
            "usb",
            "xr-spatial-tracking",
        )
    ),
}
_HSTS = "max-age=31536000"
_REVISED = "private, no-cache"  # kept by the reader's own browser, and asked for again each time


class Headers:
    """Puts the headers on every response, also on those that tell of an error."""

    def __init__(self, app: ASGIApp, refuse: Refusal) -> None:
        self._app = app
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        started = False

        async def telling(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _tell(MutableHeaders(scope=message), scope, message["status"])
            await send(message)

        try:
            await self._app(scope, receive, telling)
        except Exception as error:
            if not started:  # else whoever catches it would answer without the headers
                await self._refuse(Request(scope), error)(scope, receive, telling)
            raise


def _tell(headers: MutableHeaders, scope: Scope, status: int) -> None:
    for name, value in _ALWAYS.items():
        headers[name] = value
    if headers.get("content-security-policy") != EXPORTS:
        headers["Content-Security-Policy"] = EXPORTS if _is_export(headers, scope, status) else PAGES
    if scope.get("scheme") == "https":
        headers["Strict-Transport-Security"] = _HSTS
    if not scope["path"].startswith(STATIC):
        kept = headers.get("cache-control", "")
        if not any(word in kept for word in ("private", "no-store")):
            headers["Cache-Control"] = _REVISED
        headers.add_vary_header("Cookie")
    if "server" in headers:
        del headers["server"]


def _is_export(headers: MutableHeaders, scope: Scope, status: int) -> bool:
    """Whether this is a page or picture made to stand alone: no page of the application ends in ``.html``."""
    media = headers.get("content-type", "")
    made = scope["path"].endswith(".html") or media.startswith(("image/svg", "application/xml", "text/xml"))
    return made and status == 200 and not scope["path"].startswith(STATIC)
