"""Who asks, how they showed it, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from fastapi import Request

from dragoman.model.account import Account, Actor, Role, Session, Token
from dragoman.web.errors import Forbidden, LoginWanted


class How(StrEnum):
    """How somebody shows who they are."""

    NOBODY = "nobody"
    SESSION = "session"
    TOKEN = "token"
    NO_LOGIN = "no login"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Somebody who may do something, or nobody yet, whose ``role`` is None.

    ``csrf`` is the token that their forms must carry. ``account`` and ``session`` are of who logged in.
    """

    name: str
    role: Role | None
    csrf: str
    how: How = How.NOBODY
    address: str = ""
    account: Account | None = None
    session: Session | None = None
    token: Token | None = None

    def may(self, wanted: Role | str) -> bool:
        """Whether they may do what this role may: ``{% if view.who.may("reviewer") %}``."""
        return self.role is not None and self.role.allows(Role(wanted))

    @property
    def actor(self) -> Actor:
        """The same for the log."""
        how = f"token {self.token.name}"[:20] if self.token else self.how.value
        return Actor(name=self.name, how=how, address=self.address)


NOBODY = Identity(name="", role=None, csrf="")


def anyone(request: Request) -> Identity:
    """Who asks, also where that is nobody: for pages that need no login."""
    who = getattr(request.state, "who", NOBODY)
    assert isinstance(who, Identity)
    return who


def identity_of(request: Request) -> Identity:
    """Who asks; raises LoginWanted where that is nobody."""
    who = anyone(request)
    if who.role is None:
        raise LoginWanted("this needs a login")
    return who


def require(role: Role) -> Callable[[Request], Identity]:
    """A dependency: who asks, where they may do what this role may; raises LoginWanted or Forbidden."""

    def allowed(request: Request) -> Identity:
        who = identity_of(request)
        if not who.may(role):
            raise Forbidden(f"this needs the role {role.value}; yours is {who.role}")
        return who

    return allowed
