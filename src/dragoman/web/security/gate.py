"""The gate: nobody passes who is not known, may not, or was sent by another site."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.model.account import Act, Entry, Outcome, Role
from dragoman.store.base import Accounts
from dragoman.web.errors import Forbidden, LoginWanted
from dragoman.web.identity import How, Identity
from dragoman.web.security.csrf import SAFE, check_header
from dragoman.web.security.entry import Terms
from dragoman.web.security.hosts import LOOPBACK, host_of
from dragoman.web.security.keys import csrf_of, digest, is_key, new_key
from dragoman.web.security.limits import Refusal
from dragoman.web.security.local import local_path
from dragoman.web.told import wants_data

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Which paths are open to whom; a path stands for all below it.

    ``public`` needs no login. What is under ``administration`` is for administrators. Whatever changes
    something is for reviewers, but for ``own``, what each does for themselves, which is for people alone: no
    program's token opens that, nor ``administration``. ``uploads`` are logged as such.
    """

    public: tuple[str, ...] = ("/static", "/login", "/settings", "/favicon.ico", "/robots.txt")
    administration: tuple[str, ...] = ("/admin",)
    own: tuple[str, ...] = ("/account", "/logout")
    uploads: tuple[str, ...] = ("/add", "/api/v1/uploads")

    def wanted(self, method: str, path: str) -> Role | None:
        """The role that a request needs; None where it needs none."""
        if _under(path, self.public):
            return None
        if _under(path, self.administration):
            return Role.ADMINISTRATOR
        if method in SAFE or _under(path, self.own):
            return Role.READER
        return Role.REVIEWER

    def is_personal(self, path: str) -> bool:
        """Whether this is for people alone."""
        return _under(path, (*self.own, *self.administration))


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSettings:
    """``login`` false lets in whoever reaches the address, as ``sole_user``, who may do all."""

    login: bool = True
    rules: Rules = field(default_factory=Rules)
    terms: Terms = field(default_factory=Terms)
    sole_user: str = ""

    @property
    def user(self) -> str:
        return self.sole_user or _login_name()


class Gate:
    """Finds out who asks and puts it into ``request.state.who``; refuses what may not be."""

    def __init__(
        self,
        app: ASGIApp,
        refuse: Refusal,
        accounts: Accounts,
        settings: GateSettings,
        clock: Clock = lambda: dt.datetime.now(tz=dt.UTC),
    ) -> None:
        self._app = app
        self._refuse = refuse
        self._accounts = accounts
        self._settings = settings
        self._rules = settings.rules
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            _check_origin(request)
            who, cookie = await self._who(request)
            scope.setdefault("state", {})["who"] = who
            self._check_role(request, who)
            check_header(request, who)
        except LoginWanted as error:
            await self._to_login(request, error)(scope, receive, send)
            return
        except Forbidden as error:
            await self._note(request, 403)
            await self._refuse(request, error)(scope, receive, send)
            return
        status, saved = 500, False

        async def watching(message: Message) -> None:
            nonlocal status, saved
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                status = message["status"]
                saved = headers.get("content-disposition", "").startswith("attachment")
                if cookie and headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", cookie)
            await send(message)

        try:
            await self._app(scope, receive, watching)
        finally:
            await self._note(request, status, saved=saved)

    async def _note(self, request: Request, status: int, *, saved: bool = False) -> None:
        """Write into the log what the log keeps; nobody who leaves too early prevents it."""
        who = getattr(request.state, "who", None)
        entry = self._entry(request, who, status, saved=saved) if who is not None else None
        if entry is not None:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self._accounts.note, entry)

    async def _who(self, request: Request) -> tuple[Identity, str | None]:
        """Who asks, and the cookie that the response is to set for the sake of the next form."""
        address = request.client.host if request.client else ""
        path = request.url.path
        if _under(path, ("/static",)):
            return Identity(name="", role=None, csrf="", address=address), None
        if self._settings.login:
            scheme, _, key = request.headers.get("authorization", "").partition(" ")
            if scheme.casefold() == "bearer":  # another scheme is a matter of the proxy before us
                return await run_in_threadpool(self._program, key.strip(), address), None
            found = await run_in_threadpool(self._person, request, address)
            if found is not None:
                return found, None
        key, cookie = _form_key(request)
        csrf = csrf_of(key)
        if self._settings.login:
            return Identity(name="", role=None, csrf=csrf, address=address), cookie
        user, how = self._settings.user, How.NO_LOGIN
        return Identity(name=user, role=Role.ADMINISTRATOR, csrf=csrf, how=how, address=address), cookie

    def _program(self, key: str, address: str) -> Identity:
        if not is_key(key):
            raise _wanted("what stands in Authorization is no token: write `Bearer TOKEN`")
        found = self._accounts.token(digest(key), at=self._clock())
        if found is None:
            raise _wanted("this token is unknown, has ended or was revoked")
        token, account = found
        role = token.role if account.role.allows(token.role) else account.role
        return Identity(
            name=account.name,
            role=role,
            csrf="",
            how=How.TOKEN,
            address=address,
            account=account,
            token=token,
        )

    def _person(self, request: Request, address: str) -> Identity | None:
        key = _cookie(request, session_cookie(request))
        if key is None:
            return None
        found = self._accounts.session(digest(key), at=self._clock(), idle=self._settings.terms.idle)
        if found is None:
            return None
        session, account = found
        return Identity(
            name=account.name,
            role=account.role,
            csrf=csrf_of(key),
            how=How.SESSION,
            address=address,
            account=account,
            session=session,
        )

    def _check_role(self, request: Request, who: Identity) -> None:
        path = request.url.path
        wanted = self._rules.wanted(request.method, path)
        if wanted is None:
            return
        if who.role is None:
            raise _wanted("this needs a login")
        if not who.may(wanted):
            raise Forbidden(f"this needs the role {wanted.value}; yours is {who.role.value}")
        if who.how is How.TOKEN and self._rules.is_personal(path):
            raise Forbidden("this is for people who log in; no token opens it")

    def _to_login(self, request: Request, error: LoginWanted) -> Response:
        """To the page where one logs in, and back; a program is told the error."""
        page = "text/html" in request.headers.get("accept", "") and not wants_data(request)
        if not page or "authorization" in request.headers:
            return self._refuse(request, error)
        target = "/"
        if request.method in SAFE:  # what a form held is not sent again by itself
            target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            target = local_path(quote(target, safe="/?&=%:@!$'()*+,;~-._"))
        where = "/login" if target == "/" else f"/login?next={quote(target, safe='/')}"
        return RedirectResponse(where, status_code=303, headers={"Cache-Control": "no-store"})

    def _entry(self, request: Request, who: Identity, status: int, *, saved: bool) -> Entry | None:
        """What the log keeps of this request: downloads, and what changed something in the ledger."""
        path = request.url.path
        if who.role is None or _under(path, (*self._rules.public, *self._rules.own)):
            return None
        if request.method in SAFE:
            if not saved or status != 200:
                return None
            act = Act.EXPORT
        elif _under(path, self._rules.administration) and status != 403:
            return None  # these write their own lines
        else:
            act = Act.UPLOAD if _under(path, self._rules.uploads) else Act.DECISION
        outcome = Outcome.DONE if status < 400 else Outcome.FAILED if status >= 500 else Outcome.REFUSED
        asked = f"{path}?{request.url.query}".rstrip("?")
        about = asked if act is Act.EXPORT else f"{request.method} {path}"
        note = "" if outcome is Outcome.DONE else str(status)
        return Entry(at=self._clock(), by=who.actor, act=act, about=about, outcome=outcome, note=note)


def session_cookie(request: Request) -> str:
    """The name of the cookie that holds the key of a session."""
    return _cookie_name(request, "")


def keeps_sessions(request: Request) -> bool:
    """Whether a browser will keep a session: over https, or on this machine."""
    return request.url.scheme == "https" or _is_plain(request)


def set_session(request: Request, response: Response, key: str, terms: Terms) -> None:
    """Give the browser the key of a session, in a cookie that scripts and other sites do not have."""
    lasts_s = int(terms.lasts.total_seconds())
    response.headers.append("Set-Cookie", _written(request, session_cookie(request), key, lasts_s, "Lax"))


def end_session(request: Request, response: Response) -> None:
    """Take the key from the browser, and what it kept of pages, so that going back shows nothing."""
    response.headers.append("Set-Cookie", _written(request, session_cookie(request), "", 0, "Lax"))
    response.headers["Clear-Site-Data"] = '"cache"'


def _wanted(message: str) -> LoginWanted:
    error = LoginWanted(message)
    error.headers = {"WWW-Authenticate": 'Bearer realm="dragoman"'}
    return error


def _check_origin(request: Request) -> None:
    """Refuse what another site sent: all that changes something, and what is no plain link to a page."""
    site = request.headers.get("sec-fetch-site")
    if request.method in SAFE:
        embedded = request.headers.get("sec-fetch-mode") != "navigate" or request.headers.get(
            "sec-fetch-dest", "document"
        ) not in ("document", "empty")
        if site not in (None, "same-origin", "none") and embedded:
            raise Forbidden("pages of another site can lead here, and cannot take from here")
        return
    if site not in (None, "same-origin", "none"):
        raise Forbidden("another site sent this")
    origin = request.headers.get("origin")
    if origin is not None and not _is_own(request, origin):
        raise Forbidden("another site sent this")


def _is_own(request: Request, origin: str) -> bool:
    """Whether an origin is the name that the request calls the application by; a proxy may speak https."""
    try:
        parts = urlsplit(origin)
        theirs, their_port = parts.hostname, parts.port
    except ValueError:
        return False
    ours = host_of(request.headers.get("host", ""))
    if parts.scheme not in ("http", "https") or theirs is None or ours is None or parts.path or parts.query:
        return False
    default = 443 if parts.scheme == "https" else 80
    return (theirs.casefold().rstrip("."), their_port or default) == (ours[0], ours[1] or default)


def _under(path: str, starts: tuple[str, ...]) -> bool:
    return any(path == start or path.startswith((f"{start}/", f"{start}.")) for start in starts)


def _is_plain(request: Request) -> bool:
    """Whether it is plain http on this machine, where browsers keep no cookie that is for https alone."""
    host = host_of(request.headers.get("host", ""))
    return request.url.scheme == "http" and host is not None and host[0] in LOOPBACK


def _cookie_name(request: Request, what: str) -> str:
    if not _is_plain(request):
        return f"__Host-dragoman{what}"
    host = host_of(request.headers.get("host", ""))
    port = host[1] if host else None
    return f"dragoman{what}-{port or 80}"  # browsers share cookies between the ports of one machine


def _cookie(request: Request, name: str) -> str | None:
    value = request.cookies.get(name)
    return value if value is not None and is_key(value) else None


def _form_key(request: Request) -> tuple[str, str | None]:
    """The key that this browser's forms are bound to while nobody is logged in, and how to set a new one."""
    name = _cookie_name(request, "-form")
    key = _cookie(request, name)
    if key is not None:
        return key, None
    key = new_key()
    return key, _written(request, name, key, None, "Strict")


def _written(request: Request, name: str, value: str, lasts_s: int | None, site: str) -> str:
    age = "" if lasts_s is None else f"; Max-Age={lasts_s}"
    secure = "" if _is_plain(request) else "; Secure"
    return f"{name}={value}; Path=/{age}; HttpOnly; SameSite={site}{secure}"


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "desk"
