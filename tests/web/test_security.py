"""The parts of what stands before the pages: passwords, keys, names, limits, headers, addresses."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI, File, Form, Request, UploadFile
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from dragoman.store import open_store
from dragoman.web.app import create_app
from dragoman.web.security import passwords
from dragoman.web.security.headers import EXPORTS, PAGES
from dragoman.web.security.hosts import host_of, is_loopback
from dragoman.web.security.install import known_names
from dragoman.web.security.keys import csrf_of, digest, is_key, new_key
from dragoman.web.security.limits import FORM
from dragoman.web.security.local import local_path
from dragoman.web.settings import WebSettings
from tests.web.browsers import BASE, browser, quick_passwords, with_forms

HOST = "ledger.example"


def test_passwords_are_kept_as_rfc_9106_has_it_for_little_memory() -> None:
    kept = passwords.hash_password("correct horse battery")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    salt, tag = kept.split("$")[-2:]
    assert (len(salt) * 6 // 8, len(tag) * 6 // 8) == (16, 32)
    assert passwords.hash_password("correct horse battery") != kept
    assert passwords.is_password(kept, "correct horse battery")
    assert not passwords.is_password(kept, "correct horse batterx")
    assert not passwords.is_outdated(kept)
    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("x"))


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    with quick_passwords():
        kept = passwords.hash_password("caf\u00e9 au lait")
        assert passwords.is_password(kept, "cafe\u0301 au lait")


@pytest.mark.parametrize("password", ["\ud800" * 12, "a\x00bcdefghijk", "x" * 1001, ""])
def test_what_is_no_password_is_never_right(password: str) -> None:
    with quick_passwords():
        assert not passwords.is_password(passwords.hash_password("correct horse"), password)
        assert not passwords.is_password(None, password)
        assert not passwords.is_password("no hash at all", password)
        with pytest.raises(passwords.PasswordRefused):
            passwords.check_password(password, "Rea")


def test_the_words_behind_nobodys_hash_open_nothing() -> None:
    with quick_passwords():
        words = "nobody has this password: it is refused whatever it is checked against"
        assert not passwords.is_password(None, words)


@given(st.text(min_size=10, max_size=60))
def test_a_password_that_is_taken_is_recognised(password: str) -> None:
    try:
        passwords.check_password(password, "Rea")
    except passwords.PasswordRefused:
        return
    with quick_passwords():
        assert passwords.is_password(passwords.hash_password(password), password)


def test_keys_have_256_bits_and_are_told_from_their_digests() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    for key in keys:
        assert is_key(key)
        assert len({key, digest(key), csrf_of(key)}) == 3
    assert is_key(new_key("dragoman_"))
    for wrong in ("", "x", "A" * 44, "A" * 42 + "=", "A" * 42 + "\n", "é" * 43, "A" * 43 + "\n"):
        assert not is_key(wrong)


# --- addresses ------------------------------------------------------------------------------------------


@given(st.text(alphabet="/\\.:?#@%aé \t\r\n\x00evil", max_size=20))
def test_a_local_path_stays_here_as_browsers_read_it(address: str) -> None:
    found = local_path(address)
    read = re.sub(r"[\t\r\n]", "", found).replace("\\", "/")  # as a browser does
    assert urlsplit(urljoin("https://here.example/a/b", read)).netloc == "here.example"
    assert found == address or found == "/"


@pytest.mark.parametrize(
    "address", ["/", "/pairs/EGY/RUS", "/search?q=a%20b&lang=ar", "/documents/doc-1?at=1-2#at"]
)
def test_paths_of_the_application_are_kept(address: str) -> None:
    assert local_path(address) == address


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("localhost", ("localhost", None)),
        ("LOCALHOST.:8321", ("localhost", 8321)),
        ("[::1]:8321", ("::1", 8321)),
        ("a.b-c.example:80", ("a.b-c.example", 80)),
        ("", None),
        ("evil.example@localhost", None),
        ("localhost:8321@evil.example", None),
        ("localhost/../evil", None),
        ("localhost:0", None),
        ("localhost:99999", None),
        ("localhost:", None),
        ("local host", None),
        ("localhost\n", None),
        ("<script>", None),
    ],
)
def test_a_host_is_a_name_and_a_port_and_nothing_else(
    header: str, host: tuple[str, int | None] | None
) -> None:
    assert host_of(header) == host


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    with open_store(tmp_path / "ledger.db") as store:
        yield _with_routes(create_app(WebSettings(login=False, upload_mb=3), store))


def _with_routes(app: FastAPI) -> FastAPI:
    @app.get("/try/export")
    def export() -> Response:
        return Response("<p style='x'>", media_type="text/html", headers={"Content-Security-Policy": EXPORTS})

    @app.get("/try/loose")
    def loose() -> Response:
        headers = {
            "Content-Security-Policy": "default-src *",
            "Cache-Control": "public, max-age=9",
            "X-Frame-Options": "ALLOWALL",
            "Server": "x",
        }
        return Response("x", headers=headers)

    @app.get("/try/fail")
    def fail() -> Response:
        raise RuntimeError("a secret detail")

    @app.post("/try/form")
    def form(word: str = Form("")) -> Response:
        return PlainTextResponse(word)

    @app.post("/try/json")
    async def data(request: Request) -> Response:
        return PlainTextResponse(str(len(await request.body())))

    @app.post("/add/try")
    def upload(files: list[UploadFile] = File(...)) -> Response:  # noqa: B008
        return PlainTextResponse(str(sum(len(one.file.read()) for one in files)))

    return app


@pytest.mark.parametrize("host", ["127.0.0.1:8321", "localhost:8321", "[::1]:8321", "LocalHost:8321"])
def test_without_a_login_it_answers_to_this_machines_names(app: FastAPI, host: str) -> None:
    assert browser(app).get("/try/export", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8321",
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost:9999",
        "127.0.0.1.evil.example:8321",
        "0.0.0.0:8321",
        "localhost:8321, evil.example",
        "<script>alert(1)</script>",
        "127.0.0.2:8321",
    ],
)
def test_without_a_login_it_answers_to_no_other_name(app: FastAPI, host: str) -> None:
    answer = browser(app).get("/try/export", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "<script>alert" not in answer.text
    assert answer.headers["content-security-policy"] == PAGES


def test_two_names_or_none_are_refused(app: FastAPI) -> None:
    client = browser(app)
    assert (
        client.get("/try/export", headers=[("Host", "127.0.0.1:8321"), ("Host", "evil.example")]).status_code
        == 400
    )


def test_which_names_are_known_depends_on_where_it_is_bound() -> None:
    loopback = {"localhost", "127.0.0.1", "::1"}
    assert known_names(WebSettings(login=False, port=99)) == (loopback, 99)
    assert known_names(WebSettings()) == (loopback, None)
    assert known_names(WebSettings(names=(HOST,))) == ({*loopback, HOST}, None)
    assert known_names(WebSettings(host="0.0.0.0", names=(HOST,))) == ({*loopback, HOST}, None)
    assert known_names(WebSettings(host="0.0.0.0")) == (None, None)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "127.3.2.1", "localhost"])
def test_loopback_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.0.2.1", "", "10.0.0.1", "no such name", "fe80::1", "\ud800"]
)
def test_what_others_reach_is_no_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_a_name_that_leads_elsewhere_too_is_no_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(host: str, port: object, **_: object) -> list[object]:
        found = {"two.example": ["127.0.0.1", "192.0.2.1"], "one.example": ["127.0.0.1"]}[host]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert is_loopback("one.example")
    assert not is_loopback("two.example")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "", "name.invalid"])
def test_no_login_is_refused_where_others_reach(tmp_path: Path, host: str) -> None:
    words = ["serve", "--no-login", "--host", host, "--ledger", str(tmp_path / "x.db")]
    program = f"import sys; from dragoman.cli import main; sys.argv[1:] = {words!r}; main()"
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 2
    assert "--no-login" in ended.stderr
    assert not (tmp_path / "x.db").exists()


# --- headers --------------------------------------------------------------------------------------------


def test_every_response_says_what_browsers_may_do(app: FastAPI) -> None:
    client = browser(app)
    answers = [client.get(path) for path in ("/try/loose", "/nowhere", "/try/fail", "/static/style.css")]
    answers += [client.post("/try/form"), client.get("/", headers={"Host": "x"}), client.options("/try/form")]
    assert [one.status_code for one in answers] == [200, 404, 500, 200, 403, 400, 405]
    for one in answers:
        assert one.headers["content-security-policy"] == PAGES
        assert one.headers["x-content-type-options"] == "nosniff"
        assert one.headers["x-frame-options"] == "DENY"
        assert one.headers["referrer-policy"] == "same-origin"
        assert one.headers["cross-origin-opener-policy"] == "same-origin"
        assert one.headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in one.headers["permissions-policy"]
        assert "strict-transport-security" not in one.headers
        assert "server" not in one.headers


def test_the_policy_of_pages_allows_nothing_from_elsewhere_and_nothing_inline() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in PAGES.split(";"))
    assert rules.pop("default-src") == "'none'"
    assert rules.pop("img-src") == "'self' data:"
    assert {rules.pop("base-uri"), rules.pop("frame-ancestors")} == {"'none'"}
    assert set(rules.values()) == {"'self'"}


def test_an_export_is_shown_without_scripts_and_may_style_itself(app: FastAPI) -> None:
    policy = browser(app).get("/try/export").headers["content-security-policy"]
    assert policy == EXPORTS
    assert policy.startswith("sandbox;")
    assert "script" not in policy


def test_nothing_behind_the_login_is_kept_by_others(app: FastAPI) -> None:
    answer = browser(app).get("/try/loose")
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "Cookie" in answer.headers["vary"]


def test_over_https_browsers_are_told_to_stay_there(tmp_path: Path) -> None:
    with open_store(tmp_path / "other.db") as store:
        secure = browser(create_app(WebSettings(names=(HOST,)), store), f"https://{HOST}")
        assert secure.get("/login").headers["strict-transport-security"] == "max-age=31536000"


def test_an_error_tells_nothing_of_what_is_inside(app: FastAPI) -> None:
    answer = browser(app).get("/try/fail")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


# --- other sites ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8321.evil.example"},
        {"Origin": "http://127.0.0.1:8321@evil.example"},
        {"Origin": "http://[::1"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": BASE},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    ],
)
def test_what_another_site_sends_is_refused_even_with_the_right_token(
    app: FastAPI, headers: dict[str, str]
) -> None:
    client = with_forms(browser(app))
    assert client.post("/try/form", data={"word": "a"}).text == "a"
    assert client.post("/try/form", data={"word": "a"}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": BASE}, {"Origin": BASE.upper()}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_what_this_site_sends_is_taken(app: FastAPI, headers: dict[str, str]) -> None:
    assert with_forms(browser(app)).post("/try/form", data={"word": "a"}, headers=headers).text == "a"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_can_link_here_and_take_nothing(app: FastAPI, site: str) -> None:
    client = browser(app)
    for mode, dest, status in (
        ("navigate", "document", 200),
        ("navigate", "iframe", 403),
        ("navigate", "object", 403),
        ("no-cors", "script", 403),
        ("no-cors", "image", 403),
        ("cors", "empty", 403),
    ):
        headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
        assert client.get("/try/export", headers=headers).status_code == status, (mode, dest)


@pytest.mark.parametrize("token", ["", "0" * 64, "é", "x" * 5000])
def test_a_form_with_another_token_is_refused(app: FastAPI, token: str) -> None:
    client = with_forms(browser(app))
    del client.headers["X-CSRF-Token"]
    assert client.post("/try/form", data={"word": "a", "csrf": token}).status_code == 403
    assert client.post("/try/form", files={"csrf": ("a.txt", token.encode())}).status_code == 403
    assert client.post(f"/try/form?csrf={'0' * 64}", data={"word": "a"}).status_code == 403


def test_a_token_without_the_cookie_it_belongs_to_is_refused(app: FastAPI) -> None:
    client = with_forms(browser(app))
    client.cookies.clear()
    assert client.post("/try/form", data={"word": "a"}).status_code == 403


def test_a_form_can_be_sent_with_files_and_its_token_among_the_fields(app: FastAPI) -> None:
    client = with_forms(browser(app))
    token = client.headers.pop("X-CSRF-Token")
    files = [("files", (f"{n}.txt", b"x" * 10)) for n in range(3)]
    assert client.post("/add/try", data={"csrf": token}, files=files).text == "30"
    assert client.post("/add/try", files=files).status_code == 403


# --- limits ---------------------------------------------------------------------------------------------


def test_a_request_is_as_large_as_its_path_allows(app: FastAPI) -> None:
    client = with_forms(browser(app))
    assert client.post("/try/json", content=b"x" * FORM).text == str(FORM)
    assert client.post("/try/json", content=b"x" * (FORM + 1)).status_code == 413
    files = {"files": ("a.txt", b"x" * (3 << 20))}
    assert client.post("/add/try", files=files).text == str(3 << 20)
    files = {"files": ("a.txt", b"x" * (5 << 20))}
    refused = client.post("/add/try", files=files, headers={"Accept": "application/json"})
    assert refused.status_code == 413


def test_a_request_that_hides_its_size_is_cut_where_it_is_too_large(app: FastAPI) -> None:
    client = with_forms(browser(app))
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 1 << 16
            yield b"x" * (1 << 16)

    assert client.post("/try/json", content=body()).status_code == 413
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/try/form", content=body(), headers=form).status_code == 413
    mixed = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/add/try", content=body(), headers=mixed).status_code == 413


@pytest.mark.parametrize("size", ["-1", "x", "1e3", "9" * 30, "٣"])
def test_a_size_that_is_none_is_refused(app: FastAPI, size: str) -> None:
    async def ask() -> list[dict[str, object]]:
        sent: list[dict[str, object]] = []
        headers = [(b"host", b"127.0.0.1:8321"), (b"content-length", size.encode())]
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/try/json",
            "raw_path": b"/try/json",
            "query_string": b"",
            "headers": headers,
            "scheme": "http",
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8321),
            "http_version": "1.1",
            "root_path": "",
        }

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        await app(scope, receive, send)  # type: ignore[arg-type]
        return sent

    assert asyncio.run(ask())[0]["status"] == 413


def test_a_websocket_is_closed(app: FastAPI) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), TestClient(app, base_url=BASE).websocket_connect("/"):
        pass
