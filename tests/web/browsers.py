"""Browsers of tests: what they show so that their forms are taken, and how people log in with them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from dragoman.model.account import Actor, Role
from dragoman.store import Store
from dragoman.web.security import entry, passwords
from dragoman.web.security.keys import csrf_of, new_key

BASE = "http://127.0.0.1:8321"
PASSWORD = "correct horse battery"
COOKIE = "dragoman-8321"
MAKER = Actor(name="setup", how="command line")
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


def with_forms(client: TestClient) -> TestClient:
    """A browser without a login that has been on a page: it has the cookie and the token that forms carry."""
    key = new_key()
    client.cookies.set("dragoman-form-8321", key)
    client.headers["X-CSRF-Token"] = csrf_of(key)
    return client


@contextmanager
def quick_passwords() -> Iterator[None]:
    """Passwords are hashed with less work than in earnest, in tests that are not about that."""
    before = passwords._hasher
    passwords._hasher = QUICK
    passwords._nobodys.cache_clear()
    try:
        yield
    finally:
        passwords._hasher = before
        passwords._nobodys.cache_clear()


def add_people(store: Store) -> None:
    """Rea, a reader, Vera, a reviewer, and Ada, an administrator, all with the same password."""
    now = dt.datetime.now(tz=dt.UTC)
    for name, role in (("Rea", Role.READER), ("Vera", Role.REVIEWER), ("Ada", Role.ADMINISTRATOR)):
        entry.add_account(store.accounts, name, role, PASSWORD, by=MAKER, at=now)


def browser(app: FastAPI, base: str = BASE, address: str = "192.0.2.7") -> TestClient:
    """A browser that has been nowhere yet, and follows no redirects."""
    return TestClient(
        app,
        base_url=base,
        headers={"Accept": "text/html"},
        follow_redirects=False,
        raise_server_exceptions=False,
        client=(address, 50000),
    )


def csrf_in(response: Response) -> str:
    """The token in the forms of a page."""
    found = _CSRF.search(response.text)
    assert found is not None, response.text[:2000]
    return found[1]


def log_in(client: TestClient, name: str, password: str = PASSWORD, next: str = "/") -> Response:
    """Log in as people do: by the form of the page."""
    token = csrf_in(client.get("/login"))
    return client.post("/login", data={"name": name, "password": password, "next": next, "csrf": token})


def logged_in(app: FastAPI, name: str, base: str = BASE) -> TestClient:
    """A browser in which somebody has logged in, and whose requests carry the token of forms."""
    client = browser(app, base)
    assert log_in(client, name).status_code == 303
    client.headers["X-CSRF-Token"] = csrf_in(client.get("/account"))
    return client
