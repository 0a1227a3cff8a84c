"""Logging in, sessions, passwords, tokens, and what administrators do, as browsers and programs meet it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import update
from starlette.testclient import TestClient

from dragoman.model.account import Act, EntryFilter, Outcome, Role
from dragoman.store import Store, open_store
from dragoman.store.schema import account_session
from dragoman.web.app import create_app
from dragoman.web.security import gate, passwords
from dragoman.web.security.keys import digest
from dragoman.web.settings import WebSettings
from tests.web.browsers import (
    BASE,
    COOKIE,
    MAKER,
    PASSWORD,
    add_people,
    browser,
    csrf_in,
    log_in,
    logged_in,
    quick_passwords,
)

NOW = dt.datetime.now(tz=dt.UTC)


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with quick_passwords():
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ledger.db") as opened:
        add_people(opened)
        yield opened


@pytest.fixture
def app(store: Store) -> FastAPI:
    return create_app(WebSettings(), store)


def test_who_asks_for_a_page_logs_in_first_and_is_led_there(app: FastAPI) -> None:
    client = browser(app)
    asked = client.get("/admin/log?who=Ada&act=login")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/login?next=/admin/log%3Fwho%3DAda%26act%3Dlogin"
    form = client.get(asked.headers["location"])
    assert 'value="/admin/log?who=Ada&amp;act=login"' in form.text
    answer = log_in(client, "Ada", next="/admin/log?who=Ada&act=login")
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/log?who=Ada&act=login")
    assert client.get("/admin/log").status_code == 200


@pytest.mark.parametrize("path", ["/account.json", "/nowhere.json", "/admin/log.csv", "/api/v1/anything"])
def test_a_program_is_told_that_it_needs_a_login(app: FastAPI, path: str) -> None:
    answer = browser(app).get(path)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["error"]["code"] == "login_wanted"


@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "/ok/../..//evil.example",
        "/.//evil.example",
        "/%0a\r\nSet-Cookie: a=b",
        "",
        "/logout",
        "/" + "a" * 3000,
        "http:evil.example",
        "/é",
    ],
)
def test_a_login_leads_nowhere_else(app: FastAPI, next: str) -> None:
    answer = log_in(browser(app), "Rea", next=next)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    client = browser(app)
    form = client.get("/login", params={"next": next})
    assert 'name="next" value="/"' in form.text
    again = logged_in(app, "Rea").get("/login", params={"next": next})
    assert again.headers["location"] == "/"


def test_the_cookie_is_kept_from_scripts_and_other_sites(app: FastAPI) -> None:
    cookie = log_in(browser(app), "Rea").headers["set-cookie"]
    assert re.fullmatch(
        rf"{COOKIE}=[A-Za-z0-9_-]{{43}}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax", cookie
    )


@pytest.mark.parametrize(
    "base", ["https://127.0.0.1:8321", "https://ledger.example", "http://ledger.example"]
)
def test_elsewhere_than_on_this_machine_the_cookie_is_for_https_alone(store: Store, base: str) -> None:
    app = create_app(WebSettings(names=("ledger.example",)), store)
    client = browser(app, base)
    page = client.get("/login")
    first = page.headers["set-cookie"]
    assert first.startswith("__Host-dragoman-form=")
    assert first.endswith("; Path=/; HttpOnly; SameSite=Strict; Secure")
    assert "Domain" not in first
    key = first.partition("=")[2].partition(";")[0]
    data = {"name": "Rea", "password": PASSWORD, "csrf": csrf_in(page)}
    answer = client.post("/login", data=data, headers={"Cookie": f"__Host-dragoman-form={key}"})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-dragoman=")
    assert cookie.endswith("; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure")


def test_the_database_keeps_the_digest_of_a_key_alone(app: FastAPI, store: Store, tmp_path: Path) -> None:
    client = browser(app)
    log_in(client, "Rea")
    key = client.cookies[COOKIE]
    assert store.accounts.session(digest(key), at=NOW, idle=dt.timedelta(hours=1)) is not None
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert digest(key).encode() in kept
    assert key.encode() not in kept
    assert PASSWORD.encode() not in kept


def test_a_key_that_was_there_before_the_login_is_not_the_one_after_it(app: FastAPI, store: Store) -> None:
    planted = "A" * 43
    client = browser(app)
    client.cookies.set(COOKIE, planted)
    log_in(client, "Rea")
    keys = {cookie.value for cookie in client.cookies.jar if cookie.name == COOKIE}
    fresh = (keys - {planted}).pop()
    assert store.accounts.session(digest(planted), at=NOW, idle=dt.timedelta(hours=1)) is None
    assert store.accounts.session(digest(fresh), at=NOW, idle=dt.timedelta(hours=1)) is not None


def test_logging_in_again_ends_the_session_that_was_open(app: FastAPI, store: Store) -> None:
    client = logged_in(app, "Rea")
    before = client.cookies[COOKIE]
    token = csrf_in(client.get("/account"))
    client.post("/login", data={"name": "Vera", "password": PASSWORD, "csrf": token})
    assert client.cookies[COOKIE] != before
    assert store.accounts.session(digest(before), at=NOW, idle=dt.timedelta(hours=1)) is None


def test_a_logout_ends_the_session_and_what_the_browser_kept(app: FastAPI) -> None:
    client = logged_in(app, "Rea")
    key = client.cookies[COOKIE]
    answer = client.post("/logout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert answer.headers["clear-site-data"] == '"cache"'
    assert f"{COOKIE}=; Path=/; Max-Age=0" in answer.headers["set-cookie"]
    other = browser(app)
    other.cookies.set(COOKIE, key)
    assert other.get("/account").status_code == 303


def test_a_wrong_name_and_a_wrong_password_are_told_alike(app: FastAPI, store: Store) -> None:
    store.accounts.disable("Vera", by=MAKER, at=NOW)
    pages = []
    for name, password in (("Rea", "wrong password"), ("Nobody", PASSWORD), ("Vera", PASSWORD), ("Rea", "")):
        answer = log_in(browser(app), name, password)
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers
        text = re.sub(r'name="csrf" value="[0-9a-f]+"', "", answer.text)
        pages.append(text.replace(f'value="{name}"', ""))
    assert len(set(pages)) == 1
    assert "The name or the password is wrong." in pages[0]


def test_a_login_costs_as_much_for_a_name_that_is_nobodys(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            checked.append(kept)
            return bool(passwords_before.verify(kept, password))

        def hash(self, password: str) -> str:
            return str(passwords_before.hash(password))

        def check_needs_rehash(self, kept: str) -> bool:
            return bool(passwords_before.check_needs_rehash(kept))

    passwords_before = passwords._hasher
    monkeypatch.setattr(passwords, "_hasher", Counting())
    for name in ("Rea", "Nobody", "x" * 150, "\u202e"):
        log_in(browser(app), name, "wrong password")
    assert len(checked) == 4
    assert all(kept.startswith("$argon2id$") for kept in checked)


def test_five_wrong_logins_close_the_account_to_this_address_for_a_while(app: FastAPI) -> None:
    for _ in range(5):
        assert log_in(browser(app), "Rea", "wrong password").status_code == 401
    for name, password in (("Rea", PASSWORD), ("rea", "wrong password")):
        answer = log_in(browser(app), name, password)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 900
        assert "Too many logins failed" in answer.text
    elsewhere = browser(app, address="198.51.100.1")
    assert log_in(elsewhere, "Rea").status_code == 303
    assert log_in(browser(app), "Vera").status_code == 303


def test_a_name_that_is_nobodys_is_closed_alike(app: FastAPI) -> None:
    found = [log_in(browser(app), "Nobody", "wrong password").status_code for _ in range(7)]
    assert found == [401] * 5 + [429] * 2


def test_a_login_needs_the_token_of_its_form(app: FastAPI) -> None:
    client = browser(app)
    client.get("/login")
    data = {"name": "Rea", "password": PASSWORD}
    assert client.post("/login", data=data).status_code == 403
    assert client.post("/login", data=data | {"csrf": "0" * 64}).status_code == 403
    token = csrf_in(browser(app).get("/login"))  # another browser's
    assert client.post("/login", data=data | {"csrf": token}).status_code == 403


def test_a_password_of_older_parameters_is_kept_anew_at_login(app: FastAPI, store: Store) -> None:
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    store.accounts.set_password("Rea", old, by=MAKER, at=NOW)
    log_in(browser(app), "Rea")
    kept = store.accounts.password("Rea")
    assert kept is not None
    assert kept != old
    assert "m=8,t=1,p=1" in kept
    assert log_in(browser(app), "Rea").status_code == 303


def test_one_changes_ones_own_password_and_stays_logged_in_here_alone(app: FastAPI) -> None:
    here, there = logged_in(app, "Rea"), logged_in(app, "Rea")
    before = here.cookies[COOKIE]
    new = "another good one"
    data = {"old": PASSWORD, "new": new, "again": new}
    assert here.post("/account/password", data=data).headers["location"] == "/account?done=password"
    assert here.cookies[COOKIE] != before
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    assert log_in(browser(app), "Rea").status_code == 401
    assert log_in(browser(app), "Rea", new).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "status"),
    [
        ("wrong", "another good one", "another good one", 401),
        (PASSWORD, "another good one", "another good two", 422),
        (PASSWORD, "short", "short", 422),
        (PASSWORD, "1234567890", "1234567890", 422),
        (PASSWORD, "aaaaaaaaaaaa", "aaaaaaaaaaaa", 422),
        (PASSWORD, "a" * 1500, "a" * 1500, 422),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_or_to_a_weak_one(
    app: FastAPI, store: Store, old: str, new: str, again: str, status: int
) -> None:
    client = logged_in(app, "Rea")
    before = store.accounts.password("Rea")
    answer = client.post("/account/password", data={"old": old, "new": new, "again": again})
    assert answer.status_code == status
    assert store.accounts.password("Rea") == before
    assert 'role="alert"' in answer.text


def test_guesses_at_ones_old_password_are_limited_as_logins_are(app: FastAPI) -> None:
    client = logged_in(app, "Rea")
    data = {"old": "wrong", "new": "another good one", "again": "another good one"}
    found = [client.post("/account/password", data=data).status_code for _ in range(6)]
    assert found == [401] * 5 + [429]


def test_one_ends_ones_other_sessions_and_nobody_elses(app: FastAPI) -> None:
    here, there, vera = logged_in(app, "Rea"), logged_in(app, "Rea"), logged_in(app, "Vera")
    hers = vera.get("/account.json").json()["sessions"][0]["id"]
    assert here.post("/account/sessions", data={"session": hers}).status_code == 404
    sessions = here.get("/account.json").json()["sessions"]
    (other,) = [one["id"] for one in sessions if not one["this"]]
    assert here.post("/account/sessions", data={"session": other}).status_code == 303
    assert there.get("/account").status_code == 303
    assert here.get("/account").status_code == 200
    assert vera.get("/account").status_code == 200
    again = logged_in(app, "Rea")
    assert here.post("/account/sessions").status_code == 303
    assert again.get("/account").status_code == 303


def test_a_session_ends_when_it_is_not_used(store: Store) -> None:
    app = create_app(WebSettings(), store)
    client = logged_in(app, "Rea")
    with store.accounts._write() as connection:  # type: ignore[attr-defined]
        past = NOW - dt.timedelta(hours=13)
        connection.execute(update(account_session).values(seen_at=past))
    assert client.get("/account").status_code == 303


def token_of(client: TestClient, role: str = "reader", days: str = "30") -> str:
    answer = client.post("/account/tokens", data={"name": "nightly", "role": role, "days": days})
    assert answer.status_code == 200, answer.text
    found = re.search(r"dragoman_[A-Za-z0-9_-]{43}", answer.text)
    assert found is not None
    return found[0]


def program(app: FastAPI, token: str) -> TestClient:
    return TestClient(
        app,
        base_url=BASE,
        headers={"Authorization": f"Bearer {token}"},
        follow_redirects=False,
        raise_server_exceptions=False,
    )


def test_a_token_is_shown_once_and_opens_what_its_role_does(app: FastAPI, tmp_path: Path) -> None:
    client = logged_in(app, "Ada")
    token = token_of(client)
    assert token not in client.get("/account").text
    assert "no-store" in client.get("/account").headers["cache-control"]
    robot = program(app, token)
    assert robot.get("/.json").status_code in (200, 404)
    assert robot.get("/settings").status_code != 401
    assert robot.post("/review/anything").status_code == 403  # a reader's, although Ada may
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert token.encode() not in kept


@pytest.mark.parametrize("path", ["/account", "/account.json", "/admin/accounts", "/admin/log.csv"])
def test_no_token_opens_what_is_for_people(app: FastAPI, path: str) -> None:
    robot = program(app, token_of(logged_in(app, "Ada"), role="administrator"))
    assert robot.get(path).status_code == 403
    assert robot.post("/account/tokens", data={"name": "x", "role": "reader"}).status_code == 403
    assert robot.post("/admin/accounts", data={"name": "x"}).status_code == 403


def test_a_program_needs_no_token_of_forms(app: FastAPI) -> None:
    reviewer = program(app, token_of(logged_in(app, "Vera"), role="reviewer"))
    answer = reviewer.post("/nowhere")
    assert answer.status_code in (404, 405)


def test_a_token_that_is_revoked_or_has_ended_opens_nothing(app: FastAPI) -> None:
    client = logged_in(app, "Vera")
    token = token_of(client)
    robot = program(app, token)
    assert robot.get("/nowhere.json").status_code == 404
    identity = client.get("/account.json").json()["tokens"][0]["id"]
    assert client.post("/account/tokens/revoke", data={"token": identity}).status_code == 303
    assert robot.get("/nowhere.json").status_code == 401
    for wrong in ("dragoman_" + "A" * 43, "", "x", "dragoman_\x00", token[:-1]):
        assert program(app, wrong.replace("\x00", "%00")).get("/nowhere.json").status_code == 401


def test_a_token_is_bounded_by_the_role_its_account_has_now(app: FastAPI, store: Store) -> None:
    robot = program(app, token_of(logged_in(app, "Vera"), role="reviewer"))
    assert robot.post("/nowhere").status_code in (404, 405)
    store.accounts.set_role("Vera", Role.READER, by=MAKER, at=NOW)
    assert robot.post("/nowhere").status_code == 403
    store.accounts.disable("Vera", by=MAKER, at=NOW)
    assert robot.get("/nowhere.json").status_code == 401


@pytest.mark.parametrize(
    "data",
    [
        {"name": "n", "role": "administrator", "days": "3"},
        {"name": "n", "role": "tsar", "days": "3"},
        {"name": "n", "role": "reader", "days": "0"},
        {"name": "n", "role": "reader", "days": "367"},
        {"name": "n", "role": "reader", "days": "x"},
        {"name": "", "role": "reader", "days": "3"},
        {"name": "a\u202eb", "role": "reader", "days": "3"},
    ],
)
def test_a_token_beyond_its_bounds_is_not_made(app: FastAPI, store: Store, data: dict[str, str]) -> None:
    assert logged_in(app, "Vera").post("/account/tokens", data=data).status_code == 422
    assert store.accounts.tokens("Vera") == ()


def test_a_token_in_the_address_is_never_taken(app: FastAPI) -> None:
    token = token_of(logged_in(app, "Ada"), role="administrator")
    for query in (
        f"token={token}",
        f"access_token={token}",
        f"authorization=Bearer%20{token}",
        f"csrf={token}",
    ):
        assert browser(app).get(f"/nowhere.json?{query}").status_code == 401
    reviewer = browser(app)
    log_in(reviewer, "Vera")
    csrf = csrf_in(reviewer.get("/account"))
    assert reviewer.post(f"/logout?csrf={csrf}").status_code == 403


def test_an_administrator_makes_and_changes_accounts(app: FastAPI) -> None:
    ada = logged_in(app, "Ada")
    made = ada.post("/admin/accounts", data={"name": "Nina", "role": "reader", "password": "good enough 1"})
    assert made.status_code == 303
    here = made.headers["location"].partition("?")[0]
    nina = browser(app)
    assert log_in(nina, "Nina", "good enough 1").status_code == 303
    assert ada.post(f"{here}/role", data={"role": "reviewer"}).status_code == 303
    assert nina.get("/account").status_code == 303
    assert log_in(nina, "Nina", "good enough 1").status_code == 303
    assert nina.get("/account.json").json()["role"] == "reviewer"
    assert ada.post(f"{here}/sessions").status_code == 303
    assert nina.get("/account").status_code == 303
    assert ada.post(f"{here}/password", data={"password": "good enough 2"}).status_code == 303
    assert log_in(nina, "Nina", "good enough 2").status_code == 303
    assert ada.post(f"{here}/disable").status_code == 303
    assert nina.get("/account").status_code == 303
    assert log_in(nina, "Nina", "good enough 2").status_code == 401
    assert ada.post(f"{here}/enable").status_code == 303
    assert log_in(nina, "Nina", "good enough 2").status_code == 303


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/admin/accounts", {"name": "rea", "role": "reader", "password": "good enough 1"}),
        ("/admin/accounts", {"name": "New", "role": "tsar", "password": "good enough 1"}),
        ("/admin/accounts", {"name": "New", "role": "reader", "password": "short"}),
        ("/admin/accounts", {"name": "New person", "role": "reader", "password": "NEW  person"}),
        ("/admin/accounts", {"name": "\u202e", "role": "reader", "password": "good enough 1"}),
    ],
)
def test_what_cannot_be_an_account_is_refused_in_words(
    app: FastAPI, store: Store, path: str, data: dict[str, str]
) -> None:
    answer = logged_in(app, "Ada").post(path, data=data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert len(store.accounts.all()) == 3


def test_the_last_administrator_cannot_lock_themselves_out(app: FastAPI, store: Store) -> None:
    ada = logged_in(app, "Ada")
    account = store.accounts.get("Ada")
    assert account is not None
    for what, data in (("role", {"role": "reader"}), ("disable", {})):
        answer = ada.post(f"/admin/accounts/{account.id}/{what}", data=data)
        assert answer.status_code == 422
        assert "last administrator" in answer.text
    assert ada.get("/admin/accounts").status_code == 200


def test_a_change_of_ones_own_role_gives_this_session_another_key(app: FastAPI, store: Store) -> None:
    store.accounts.set_role("Vera", Role.ADMINISTRATOR, by=MAKER, at=NOW)
    ada, elsewhere = logged_in(app, "Ada"), logged_in(app, "Ada")
    account = store.accounts.get("Ada")
    assert account is not None
    before = ada.cookies[COOKIE]
    assert ada.post(f"/admin/accounts/{account.id}/role", data={"role": "reader"}).status_code == 303
    assert ada.cookies[COOKIE] != before
    assert ada.get("/account.json").json()["role"] == "reader"
    assert ada.get("/admin/accounts").status_code == 403
    assert elsewhere.get("/account").status_code == 303


def test_the_log_tells_who_did_what_and_saves_as_a_list(app: FastAPI, store: Store) -> None:
    log_in(browser(app), "Rea", "wrong password")
    log_in(browser(app), "=cmd()", "wrong password")
    ada = logged_in(app, "Ada")
    ada.post("/admin/accounts", data={"name": "=Nina", "role": "reader", "password": "good enough 1"})
    page = ada.get("/admin/log")
    assert page.status_code == 200
    assert "account made" in page.text
    assert "no-store" in page.headers["cache-control"]
    saved = ada.get("/admin/log.csv")
    assert saved.headers["content-disposition"] == 'attachment; filename="log.csv"'
    rows = list(csv.DictReader(io.StringIO(saved.text)))
    assert [row["act"] for row in rows[:2]] == ["account added", "login"]
    assert (rows[0]["about"], rows[0]["who"], rows[0]["address"]) == ("'=Nina", "Ada", "192.0.2.7")
    assert "cmd" not in saved.text
    assert PASSWORD not in saved.text
    some = ada.get("/admin/log.json?outcome=refused").json()
    assert [(line["about"], line["outcome"]) for line in some] == [("", "refused"), ("Rea", "refused")]
    assert ada.get("/admin/log.json?who=%00").json() == []
    (line,) = store.accounts.log(EntryFilter(act=Act.EXPORT))
    assert (line.by.name, line.about) == ("Ada", "/admin/log.csv")


@pytest.mark.parametrize(
    "query", ["act=nothing", "since=yesterday", "outcome=x", "before=0", "before=99999999999"]
)
def test_the_log_refuses_what_it_cannot_be_asked(app: FastAPI, query: str) -> None:
    assert logged_in(app, "Ada").get(f"/admin/log?{query}").status_code in (404, 422)


def test_what_is_refused_is_logged_with_its_outcome(app: FastAPI, store: Store) -> None:
    vera = logged_in(app, "Vera")
    vera.post("/nowhere")
    lines = store.accounts.log(EntryFilter(act=Act.DECISION))
    assert [(line.by.name, line.about, line.outcome) for line in lines] == [
        ("Vera", "POST /nowhere", Outcome.REFUSED)
    ]


def test_what_somebody_may_not_do_is_logged_as_well(app: FastAPI, store: Store) -> None:
    logged_in(app, "Rea").post("/admin/accounts", data={"name": "x"})
    logged_in(app, "Rea").post("/review/anything")
    lines = [line for line in store.accounts.log() if line.outcome is Outcome.REFUSED]
    assert [(line.by.name, line.about, line.note) for line in lines] == [
        ("Rea", "POST /review/anything", "403"),
        ("Rea", "POST /admin/accounts", "403"),
    ]


def test_a_password_of_a_proxy_in_the_header_is_no_business_of_ours(app: FastAPI) -> None:
    client = logged_in(app, "Rea")
    client.headers["Authorization"] = "Basic dXNlcjpwYXNz"
    assert client.get("/account").status_code == 200
    assert (
        browser(app).get("/account.json", headers={"Authorization": "Basic dXNlcjpwYXNz"}).status_code == 401
    )


def test_people_and_programs_come_in_on_both_databases(ledger_url: str) -> None:
    with open_store(ledger_url) as opened:
        add_people(opened)
        app = create_app(WebSettings(), opened)
        assert [log_in(browser(app), "Rea", "wrong").status_code for _ in range(6)] == [401] * 5 + [429]
        ada = logged_in(app, "Ada")
        robot = program(app, token_of(ada))
        assert robot.get("/nowhere.json").status_code == 404
        new = {"old": PASSWORD, "new": "another good one", "again": "another good one"}
        assert ada.post("/account/password", data=new).status_code == 303
        assert ada.get("/admin/log.csv?who=Ada").status_code == 200
        assert ada.get("/admin/log?who=%00&about=%00").status_code == 200
        ada.headers["X-CSRF-Token"] = csrf_in(ada.get("/account"))
        assert ada.post("/logout").status_code == 303
        assert ada.get("/account").status_code == 303


def test_without_any_account_the_form_says_how_to_make_one(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.db") as store:
        page = browser(create_app(WebSettings(), store)).get("/login")
    assert "dragoman accounts add NAME --role administrator" in page.text


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_the_pages_of_accounts_are_there_in_every_language(app: FastAPI, store: Store, lang: str) -> None:
    ada = logged_in(app, "Ada")
    token_of(ada)
    log_in(browser(app), "Ada", "wrong password")
    account = store.accounts.get("Ada")
    assert account is not None
    ada.headers["Accept-Language"] = lang
    for path in ("/account", "/admin/accounts", f"/admin/accounts/{account.id}", "/admin/log"):
        page = ada.get(path)
        assert page.status_code == 200
        assert f'<html lang="{lang}"' in page.text
    other = browser(app)
    other.headers["Accept-Language"] = lang
    assert f'<html lang="{lang}"' in other.get("/login").text


def test_the_user_without_a_login_is_named_as_the_machine_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate.getpass, "getuser", lambda: "desk-officer")
    assert gate.GateSettings(login=False).user == "desk-officer"
