"""Every route of the application, as strangers and hostile documents try it. A new route is tried unasked."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from fastapi import FastAPI
from httpx2 import Response
from lxml import html
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.store import Store, open_store
from dragoman.web.app import create_app
from dragoman.web.security.gate import Rules
from dragoman.web.security.headers import EXPORTS, PAGES
from dragoman.web.settings import WebSettings
from tests.web.browsers import BASE, add_people, browser, logged_in, quick_passwords

SAFE = {"GET", "HEAD", "OPTIONS"}
RULES = Rules()
PUBLIC = {"/login", "/settings"}  # what anybody may ask for: to be made longer only with thought
OWN = {"/account", "/logout"}
NOWHERE = {"/api/v1", "/api/v1/{rest:path}"}  # where all methods are told that there is nothing
PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
PAGES_MOST = 600

# --- documents that try to run in a page ----------------------------------------------------------------

MARK = "zorgle"
SCRIPT = f"<script>{MARK}(1)</script>"
PICTURE = f"<img src=x onerror={MARK}(2)>"
QUOTED = f"\"'><svg/onload={MARK}(3)>"
LINK = f"javascript:{MARK}(4)"
TEMPLATE = "{{ 191371919 * 7919793 }} {% raw %} ${191371919*7919793} #{191371919*7919793}"
TURNED = "\u202egnp.exe\u202c"
FORMULA = '=HYPERLINK("https://evil.example","open")'
DOCUMENTS = (
    {
        "title": f"{SCRIPT} Ministers meet in Cairo",
        "author": f'" onmouseover="{MARK}(5)',
        "source": {"name": f"{PICTURE} Gazette", "url": LINK},
        "url": LINK,
        "published": "2024-05-13",
        "lang": "en",
        "text": (
            f"CAIRO, 12 May 2024. Egyptian Foreign Minister Samir Hassan met Russian Foreign Minister Igor"
            f" Petrov in Cairo on 12 May 2024 {SCRIPT} and they discussed trade {PICTURE}.\n\n"
            f"The two ministers signed an agreement on grain {QUOTED} on the same day. Egypt will build three"
            f" silos by the end of 2026 {SCRIPT}. Russia called for restraint in Libya {LINK}.\n\n"
            f"The Egyptian-Russian Joint Commission {TEMPLATE} will hold its tenth session in Moscow in"
            f' November 2024. Minister Hassan said: "We support the unity of Libya {PICTURE} {TURNED}."\n'
        ),
    },
    {
        "title": f"{FORMULA} {QUOTED} Ministers meet, again told",
        "author": SCRIPT,
        "source": {"name": f"{SCRIPT}{TURNED}", "url": 'https://wire.example/"><script>alert(1)</script>'},
        "url": f'https://wire.example/a?b="{QUOTED}',
        "published": "2024-05-14",
        "lang": "en",
        "text": (
            f"Egyptian Foreign Minister Samir Hassan received his Russian counterpart Igor Petrov on 13 May"
            f" 2024 in Alexandria {SCRIPT}. The ministers signed an agreement on grain {TEMPLATE}. Russia"
            f" demanded an end to the blockade of Libya {PICTURE}. Egypt will build two silos by 2025"
            f" {QUOTED}.\n"
        ),
    },
    {
        "title": f"وزيرا الخارجية {SCRIPT}",
        "author": PICTURE,
        "source": {"name": f"@SUM(1) جريدة {QUOTED}", "url": f"data:text/html,{SCRIPT}"},
        "url": f"vbscript:{MARK}(6)",
        "published": "2024-05-13",
        "lang": "ar",
        "text": (
            f"التقى وزير الخارجية المصري سمير حسن نظيره الروسي إيغور بيتروف"
            f" في القاهرة يوم 12 مايو 2024 {SCRIPT}.\n"
        ),
    },
)
FILES = (
    f"{QUOTED.replace('/', '')}.txt",
    f"a{TURNED}.txt",
    "{{ 191371919 * 7919793 }}.txt",
    "%2e%2e%2fetc.txt",
    "a\nb\x01.txt",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A ledger of documents that try to run in a page, with people who may log in."""
    home = tmp_path_factory.mktemp("hostile")
    press = home / "press"
    press.mkdir()
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in DOCUMENTS)
    (press / "wire.jsonl").write_text(lines, "utf-8")
    for number, name in enumerate(FILES):
        day = f"{number + 1} June 2024"
        (press / name).write_text(
            f"Egyptian President Adel Mansi spoke by phone with Russian President Oleg Orlov on {day}"
            f" {SCRIPT}. They will meet in Moscow in 2025 {PICTURE}.\n",
            "utf-8",
        )
    with Ledger.open(home / "ledger.db") as ledger:
        intake = ledger.read(press)
        assert len(intake.documents) == len(DOCUMENTS) + len(FILES), intake
    with quick_passwords(), open_store(home / "ledger.db") as store:
        add_people(store)
        yield store


@pytest.fixture(scope="module")
def app(hostile: Store) -> FastAPI:
    return create_app(WebSettings(), hostile)


@pytest.fixture(scope="module")
def people(app: FastAPI) -> dict[str, TestClient]:
    """Who is logged in, by name; their requests carry the token of forms."""
    return {name: logged_in(app, name) for name in ("Rea", "Vera", "Ada")}


# --- the routes -----------------------------------------------------------------------------------------


def routes(app: FastAPI) -> list[tuple[str, str]]:
    """The method and path of every route, with its parameters in braces."""

    def walk(found: list[BaseRoute], before: str) -> Iterator[tuple[str, str]]:
        for one in found:
            if isinstance(one, Mount):
                if one.routes:
                    yield from walk(list(one.routes), before + one.path)
                else:
                    yield "GET", f"{before}{one.path}/{{file}}"
            elif (included := getattr(one, "original_router", None)) is not None:
                prefix: str = vars(one)["include_context"].prefix
                yield from walk(list(included.routes), before + prefix)
            elif isinstance(one, Route):
                for method in sorted(one.methods or {"GET"}):
                    yield method, before + one.path
            else:  # of a kind that this test does not know: nobody has thought about it
                raise AssertionError(f"{one!r} is no Route")

    return sorted(set(walk(list(app.routes), "")))


def filled(path: str, value: str = "x") -> str:
    """A path with a value for each parameter."""
    return PARAMETER.sub(lambda match: "json" if match[1] == "format" else quote(value, safe=""), path)


def under(path: str, starts: set[str]) -> bool:
    return any(path == start or path.startswith((start + "/", start + ".")) for start in starts)


def test_there_are_routes_to_try(app: FastAPI) -> None:
    found = routes(app)
    assert len(found) > 20
    assert any(method not in SAFE for method, _ in found)


def test_every_route_but_those_named_needs_a_login(app: FastAPI) -> None:
    client = browser(app)
    for method, path in routes(app):
        answer = client.request(method, filled(path))
        if path.startswith("/static/") or (under(path, PUBLIC) and method in SAFE):
            assert answer.status_code in (200, 404, 405), (method, path)
        elif under(path, PUBLIC):
            assert answer.status_code == 403, (method, path)
        else:
            assert answer.status_code in (303, 401), (method, path, answer.status_code)
            if answer.status_code == 303:
                assert answer.headers["location"].startswith("/login"), (method, path)


def test_the_paths_that_need_no_login_are_those_named() -> None:
    assert set(RULES.public) == {"/static", "/favicon.ico", "/robots.txt", *PUBLIC}
    assert set(RULES.own) == OWN
    assert RULES.administration == ("/admin",)


def test_every_route_that_changes_something_needs_the_token_of_a_form(app: FastAPI) -> None:
    client = logged_in(app, "Ada")
    del client.headers["X-CSRF-Token"]
    for method, path in routes(app):
        if method in SAFE:
            continue
        for body in ({}, {"data": {"csrf": "0" * 64}}, {"json": {"csrf": "0" * 64}}):
            answer = client.request(method, filled(path), **body)
            nothing = answer.status_code == 404 and path in NOWHERE and "data" in body
            assert answer.status_code == 403 or nothing, (method, path, answer.status_code)
    assert client.get("/account").status_code == 200  # no route was gone through: not even the logout


def test_every_route_that_changes_something_refuses_other_sites(
    app: FastAPI, people: dict[str, TestClient]
) -> None:
    for method, path in routes(app):
        if method in SAFE:
            continue
        for headers in (
            {"Origin": "https://evil.example"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Origin": "null"},
        ):
            answer = people["Ada"].request(method, filled(path), headers=headers)
            assert answer.status_code == 403, (method, path, headers)


def test_a_reader_changes_nothing_but_their_own_and_a_reviewer_no_accounts(
    app: FastAPI, people: dict[str, TestClient]
) -> None:
    for method, path in routes(app):
        administration = under(path, set(RULES.administration))
        if administration:
            for name in ("Rea", "Vera"):
                answer = people[name].request(method, filled(path))
                assert answer.status_code == 403, (name, method, path)
        elif method not in SAFE and not under(path, PUBLIC | OWN):
            assert people["Rea"].request(method, filled(path)).status_code == 403, (method, path)


def test_a_wrong_session_or_token_opens_no_route(app: FastAPI) -> None:
    client = browser(app)
    client.cookies.set("dragoman-8321", "A" * 43)
    robot = TestClient(app, base_url=BASE, headers={"Authorization": "Bearer dragoman_" + "A" * 43})
    for method, path in routes(app):
        if path.startswith("/static/") or under(path, PUBLIC):
            continue
        assert client.request(method, filled(path)).status_code in (303, 401), (method, path)
        assert robot.request(method, filled(path)).status_code == 401, (method, path)


def test_every_response_has_the_headers(app: FastAPI, people: dict[str, TestClient]) -> None:
    for client in (browser(app), people["Ada"]):
        for method, path in routes(app):
            if path in ("/logout", "/login") and method == "POST":
                continue
            answer = client.request(method, filled(path))
            assert answer.headers["content-security-policy"] in (PAGES, EXPORTS), (method, path)
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"
            if not path.startswith("/static/"):
                kept = answer.headers["cache-control"]
                assert "no-store" in kept or "private" in kept, (method, path, kept)
                assert "public" not in kept


# --- values that are not what they should be ------------------------------------------------------------

TRICKS = (
    "../../../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "file:///etc/passwd",
    "http://127.0.0.1:1/",
    "doc-1\x00.txt",
    "%00",
    SCRIPT,
    TEMPLATE,
    TURNED,
    "' OR '1'='1",
    "a" * 1500,
    "\ud7ff\uffff",
    "-1",
    "9" * 40,
    "{}",
)


FEW = (TRICKS[0], SCRIPT, "%00")


@pytest.mark.parametrize("trick", TRICKS)
def test_no_value_in_a_path_opens_a_file_or_breaks_a_page(
    app: FastAPI, people: dict[str, TestClient], trick: str
) -> None:
    tried = 0
    for method, path in routes(app):
        if not PARAMETER.search(path) or method not in ("GET", "POST", "PUT", "DELETE", "PATCH"):
            continue
        if "{format}" in path and trick not in FEW:  # the same function answers the path without
            continue
        answer = people["Ada"].request(method, filled(path, trick))
        tried += 1
        assert answer.status_code < 500, (method, path, trick, answer.text[:300])
        assert "root:" not in answer.text, (method, path)
        if answer.headers.get("content-type", "").startswith("text/html"):
            check_page(answer, path)
        assert answer.status_code != 200 or path != "/static/{file}", (method, path)
    assert tried > 3


@pytest.mark.parametrize("trick", TRICKS[:1] + TRICKS[6:])
def test_no_value_in_a_query_breaks_a_page(app: FastAPI, people: dict[str, TestClient], trick: str) -> None:
    names = [
        "q",
        "on",
        "doc",
        "at",
        "since",
        "until",
        "offset",
        "limit",
        "kind",
        "lang",
        "next",
        "who",
        "before",
        "sort",
        "view",
        "side",
        "party",
        "issue",
        "by",
        "done",
        "format",
        "date",
        "area",
        "level",
        "status",
        "page",
        "cursor",
        "back",
        "left",
        "right",
        "id",
    ]
    query = "&".join(f"{name}={quote(trick, safe='')}" for name in names)
    for method, path in routes(app):
        if method != "GET" or ("{format}" in path and trick not in FEW):
            continue
        for address in {filled(path), filled(path, "EGY").replace("EGY/EGY", "EGY/RUS")}:
            answer = people["Ada"].get(f"{address}?{query}")
            assert answer.status_code < 500, (path, trick, answer.text[:300])
            assert "root:" not in answer.text
            if answer.headers.get("content-type", "").startswith("text/html"):
                check_page(answer, address)
            if "location" in answer.headers:
                assert urlsplit(answer.headers["location"]).netloc == "", (path, trick)


# --- pages that show hostile documents ------------------------------------------------------------------


@dataclass
class Crawl:
    """The pages that links lead to."""

    pages: dict[str, Response] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def crawl(app: FastAPI, people: dict[str, TestClient]) -> Crawl:
    """Everything that an administrator is led to from the first page, downloads as well."""
    client, found = people["Ada"], Crawl()
    patterns = [
        (re.compile(PARAMETER.sub("[^/]+", re.sub(r"\.(?=\{)", r"\\.", path)) + r"\Z"), path)
        for _, path in routes(app)
    ]
    seen: dict[str, int] = {}
    queue = deque(["/", "/search?q=Hassan", "/help", "/api", "/account", "/admin/log"])
    known = set(queue)
    while queue and len(found.pages) < PAGES_MOST:
        address = queue.popleft()
        path = urlsplit(address).path
        template = next((name for pattern, name in patterns if pattern.match(path)), path)
        if path.startswith("/static/") or seen.get(template, 0) >= 12:
            continue
        seen[template] = seen.get(template, 0) + 1
        answer = client.get(address)
        found.pages[address] = answer
        assert answer.status_code < 500, (address, answer.text[:500])
        if answer.status_code == 200:
            found.templates.add(template)
        links = []
        if "location" in answer.headers:
            links = [answer.headers["location"]]
        elif answer.headers.get("content-type", "").startswith("text/html") and answer.text:
            links = html.fromstring(answer.text).xpath(
                "//a/@href | //link/@href | //img/@src | //iframe/@src"
            )
        for link in links:
            full = urlsplit(urljoin(BASE + address, link))
            if f"{full.scheme}://{full.netloc}" != BASE:
                continue
            there = full.path + (f"?{full.query}" if full.query else "")
            if there not in known:
                known.add(there)
                queue.append(there)
    return found


def check_page(answer: Response, address: str) -> None:
    """Nothing runs in this page but the application's own scripts, and nothing leads to a script."""
    tree = html.fromstring(answer.text) if answer.text.strip() else html.fromstring("<p></p>")
    exported = answer.headers["content-security-policy"] == EXPORTS
    for script in tree.xpath("//script"):
        if script.get("type") == "application/json":
            json.loads(script.text or "null")
            continue
        source = script.get("src") or ""
        assert source.startswith("/static/"), (address, html.tostring(script))
        assert not (script.text or "").strip(), address
    assert not tree.xpath("//base | //object | //embed | //applet | //frame | //iframe"), address
    told = {one.get("http-equiv").casefold() for one in tree.xpath("//meta[@http-equiv]")}
    assert told <= ({"content-security-policy"} if exported else set()), address
    if not exported:
        assert not tree.xpath("//style"), address
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            where = (address, element.tag, name, value[:200])
            assert not name.lower().startswith("on"), where
            assert exported or name != "style", where
            plain = re.sub(r"[\x00-\x20]", "", value).lower()
            if name in (
                "href",
                "src",
                "action",
                "formaction",
                "xlink:href",
                "poster",
                "cite",
                "data",
                "ping",
            ):
                scheme = (
                    urlsplit(plain).scheme if ":" in plain.split("/")[0].split("?")[0].split("#")[0] else ""
                )
                allowed = {"", "http", "https"} if element.tag != "img" else {"", "data"}
                assert scheme in allowed, where
                if name in ("action", "formaction", "src") and not plain.startswith("data:image/"):
                    assert re.match(r"/(?!/)", plain), where
                if plain.startswith("data:"):
                    assert plain.startswith("data:image/"), where
    assert "1515625984492767" not in re.sub(r'name="csrf" value="\w+"', "", answer.text), (
        address
    )  # no template was filled in


def test_no_page_runs_what_a_document_says(crawl: Crawl) -> None:
    shown = 0
    for address, answer in crawl.pages.items():
        if answer.headers.get("content-type", "").startswith("text/html") and answer.text:
            check_page(answer, address)
            shown += MARK in answer.text
    assert shown >= 20  # or it was none of these pages that could have


def test_the_words_of_hostile_documents_are_shown_as_words(crawl: Crawl) -> None:
    told = "\n".join(
        html.fromstring(one.text).text_content()
        for one in crawl.pages.values()
        if one.headers.get("content-type", "").startswith("text/html") and one.text
    )
    for words in (SCRIPT, PICTURE, QUOTED, LINK):
        assert words in told, words


def test_what_turns_text_round_is_kept_apart_from_what_stands_beside_it(crawl: Crawl) -> None:
    for address, answer in crawl.pages.items():
        if not answer.headers.get("content-type", "").startswith("text/html") or "\u202e" not in answer.text:
            continue
        if answer.headers["content-security-policy"] == EXPORTS:
            continue
        for element in html.fromstring(answer.text).iter():
            texts = [element.text or ""] + [child.tail or "" for child in element]
            if isinstance(element.tag, str) and any("\u202e" in text for text in texts):
                own = [element, *element.iterancestors()]
                assert any(
                    one.tag in ("bdi", "title", "textarea", "option") or one.get("dir") for one in own[:-1]
                ), (
                    address,
                    html.tostring(element)[:300],
                )


def test_data_is_sent_as_data(crawl: Crawl) -> None:
    for address, answer in crawl.pages.items():
        path, media = urlsplit(address).path, answer.headers.get("content-type", "")
        if answer.status_code != 200:
            continue
        if path.endswith(".json"):
            assert media.startswith("application/json"), address
            json.loads(answer.text)
        if path.endswith(".csv"):
            assert media.startswith("text/csv"), address
            assert answer.headers["content-disposition"].startswith("attachment"), address
            for row in csv.reader(io.StringIO(answer.text)):
                assert not [cell for cell in row if cell.startswith(("=", "@", "+", "\t"))], (address, row)
        if media.startswith("image/svg") or path.endswith(".html"):
            assert answer.headers["content-security-policy"] == EXPORTS, address


def test_links_lead_to_every_page_that_needs_no_form(app: FastAPI, crawl: Crawl) -> None:
    wanted = {path for method, path in routes(app) if method == "GET" and not path.endswith(".{format}")}
    wanted = {path for path in wanted if not path.startswith("/api/")}
    missed = wanted - crawl.templates - {"/login", "/overview", "/static/{file}", "/admin"}
    assert not {path for path in missed if not PARAMETER.search(path)}, missed


def test_all_routes_are_as_safe_for_the_one_user_on_loopback(hostile: Store) -> None:
    app = create_app(WebSettings(login=False), hostile)
    client = browser(app)
    for method, path in routes(app):
        assert client.request(method, filled(path), headers={"Host": "evil.example:8321"}).status_code == 400
        if method not in SAFE:
            refused = range(400, 500) if path.startswith("/api/") else (403,)  # programs need no form's token
            assert client.request(method, filled(path)).status_code in refused, (method, path)


def test_there_is_nothing_to_read_beside_the_static_files(app: FastAPI, tmp_path: Path) -> None:
    client = browser(app)
    assert client.get("/static/style.css").status_code == 200
    beside = (
        "../app.py",
        "%2e%2e/app.py",
        "..%2fapp.py",
        "/etc/passwd",
        "",
        f"{tmp_path}",
        "..%5capp.py",
        "%00",
    )
    for path in (f"/static/{one}" for one in (*beside, "style.css/../../app.py")):
        answer = client.get(path)
        assert answer.status_code in (303, 401, 404, 405), (path, answer.status_code)
