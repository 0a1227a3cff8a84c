"""Every page can be used by everybody: by keyboard, with a screen reader, on a telephone, on paper, in the
dark, in Arabic, and without scripts. A new page is tried unasked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from dragoman.model.job import Announced, JobLimits
from dragoman.store import Store, open_store
from dragoman.store.catalog import Kind
from dragoman.web.api import documentation
from dragoman.web.pages import ROUTERS
from dragoman.web.settings import WebSettings
from tests.web.browsers import add_people, quick_passwords
from tests.web.conftest import copied
from tests.web.live import chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

LEFT, RIGHT = "EGY", "RUS"
LOOKS = (("en", "light"), ("ar", "dark"))
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
PAPER = {"width": 680, "height": 960}  # what A4 has between margins of 15 mm, at 96 dots per inch
QUICK_MS = 60_000


def _paths(routes: list[BaseRoute]) -> Iterator[str]:
    for one in routes:
        if (inner := getattr(one, "original_router", None)) is not None:
            yield from _paths(list(inner.routes))
        elif isinstance(one, APIRoute) and "GET" in (one.methods or ()) and "{format}" not in one.path:
            yield one.path


PATHS = sorted({path for router in (*ROUTERS, documentation.router) for path in _paths(list(router.routes))})
"""The path of every page, with its parameters in braces."""
FURTHER = (  # pages that are others with another question
    "/compare?two",
    "/search?found",
    "/search?nothing",
    "/documents/{identity}?at",
    "/pairs/{left}/{right}/timeline?filtered",
    "/review?unsure",
    "/review?undated",
    "/review?differ",
    "/pairs/{left}/{right}?unknown",
    "/nothing-here",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The application on a ledger of the examples, without a login: who asks may see every page."""

    base: str
    values: dict[str, str]

    def address(self, path: str) -> str:
        """The address of a page, its parameters filled in from the ledger."""
        v = self.values
        match path:
            case "/compare?two":
                return f"/compare?{urlencode({'doc': v['documents']})}&{urlencode({'doc': v['second']})}"
            case "/search?found":
                return "/search?q=minister"
            case "/search?nothing":
                return "/search?q=zzzzzz"
            case "/documents/{identity}?at":
                return f"/documents/{v['documents']}?at={v['at']}"
            case "/pairs/{left}/{right}/timeline?filtered":
                return f"/pairs/{LEFT}/{RIGHT}/timeline?kind=visit&since=2018"
            case "/pairs/{left}/{right}?unknown":
                return "/pairs/FJI/LUX"
            case "/review?unsure" | "/review?undated":
                return f"/review?tab={path.partition('?')[2]}"
            case "/review?differ":
                return f"/review?tab=differ&party={LEFT}&party={RIGHT}"
        known = {"left": LEFT, "right": RIGHT, "code": LEFT, "party": LEFT, "role": "foreign minister"}
        start = path.strip("/").split("/{")[0]
        for name in re.findall(r"\{(\w+)\}", path):
            value = known.get(name) or v[start]  # KeyError: say above what a new page is to be asked about
            path = path.replace("{" + name + "}", quote(value, safe=""))
        return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def site(examples_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = copied(examples_db, tmp_path_factory.mktemp("access"))
    with open_store(path) as store:
        values = _values(store)
    with served(WebSettings(ledger=str(path), login=False, port=0)) as base:
        yield Site(base=base, values=values)


def _values(store: Store) -> dict[str, str]:
    """By the beginning of a path the id of what its page is about."""
    with quick_passwords():
        add_people(store)
    catalog = store.catalog
    parties = [row.party for row in catalog.parties() if row.party.code in (LEFT, RIGHT)]
    kinds = {"engagements": Kind.ENGAGEMENT, "commitments": Kind.COMMITMENT, "positions": Kind.POSITION}
    found = {name: next(iter(catalog.entries((kind,), limit=1))).id for name, kind in kinds.items()}
    kinds = {"people": Kind.PERSON, "bodies": Kind.BODY, "instruments": Kind.INSTRUMENT}
    found |= {name: next(iter(catalog.register(kind, limit=1))).id for name, kind in kinds.items()}
    telling = tuple(catalog.telling(parties))
    found |= {"documents": telling[0], "second": telling[1], "review/documents": telling[0]}
    event = store.scoped(telling[:1]).engagements[0]
    found |= {"review/things": event.id}
    here = next(r for r in event.reports if r.document_id == telling[0])
    found["at"] = f"{here.evidence[0].span.start}-{here.evidence[0].span.end}"
    found["admin/accounts"] = next(iter(store.accounts.all())).id
    limits = JobLimits(file_bytes=1000, job_bytes=1000, files=5, waiting_bytes=10_000)
    sent = [Announced(name="communiqué.txt", size=5)]
    found["jobs"] = store.jobs.begin("Vera", sent, at=dt.datetime.now(tz=dt.UTC), limits=limits)
    return found


@pytest.fixture(scope="module")
def contexts(browser: Browser, site: Site) -> Iterator[dict[tuple[str, str], BrowserContext]]:
    """Browsers of people who have chosen a language and a light."""
    made = {}
    for lang, theme in LOOKS:
        made[lang, theme] = browser.new_context(viewport=WIDE, reduced_motion="reduce")  # type: ignore[arg-type]
        chosen = {"lang": lang, "theme": theme}
        made[lang, theme].add_cookies([{"name": k, "value": v, "url": site.base} for k, v in chosen.items()])
        made[lang, theme].set_default_timeout(QUICK_MS)
    yield made
    for context in made.values():
        context.close()


def _opened(context: BrowserContext, site: Site, path: str) -> tuple[Page, list[str]]:
    """The page, and what its console says against it."""
    page = context.new_page()
    said: list[str] = []
    missing = path == "/nothing-here"  # which the console tells as an error, and is none of ours
    page.on("console", lambda one: said.append(one.text) if one.type == "error" and not missing else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    answer = page.goto(site.base + site.address(path))
    assert answer is not None
    assert answer.status == (404 if missing else 200), (path, answer.status)
    return page, said


def test_there_are_pages_to_try() -> None:
    assert len(PATHS) > 30


@pytest.mark.parametrize("path", [*PATHS, *FURTHER])
def test_a_page_is_for_everybody(
    contexts: dict[tuple[str, str], BrowserContext], site: Site, path: str
) -> None:
    wrong: list[str] = []
    for look, context in contexts.items():
        page, said = _opened(context, site, path)
        assert page.locator("html").get_attribute("lang") == look[0]
        told = [f"console: {text}" for text in said] + _for_screen_readers(page)
        if look == LOOKS[0]:
            told += _by_keyboard(page, has_skip=path != "/nothing-here")
        told += _narrow(page)
        if look == LOOKS[1]:
            told += _printed(page)
        wrong += [f"{' '.join(look)}: {one}" for one in told]
        page.close()
    assert not wrong, "\n".join((site.address(path), *wrong))


def _for_screen_readers(page: Page) -> list[str]:
    """What axe finds that is serious."""
    found: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"]}).response
    out = []
    for one in found["violations"]:
        if one["impact"] in ("serious", "critical"):
            shown = "; ".join(f"{node['target']} {node['html'][:160]}" for node in one["nodes"][:4])
            out.append(f"{one['id']} ({len(one['nodes'])}): {shown}")
    return out


def _narrow(page: Page) -> list[str]:
    """What is wider than a telephone, with all that can be unfolded."""
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    return [f"wider than a telephone: {one}" for one in page.evaluate(_WIDER)]


_WIDER = """() => {
  const most = window.innerWidth;
  if (document.scrollingElement.scrollWidth <= most) return [];
  const out = [];
  for (const one of document.querySelectorAll("body *")) {
    const box = one.getBoundingClientRect();
    if (box.width && (box.right > most + 1 || box.left < -1) && !one.closest(".skip, .hidden"))
      out.push(`${one.tagName}.${one.className} ${Math.round(box.left)}..${Math.round(box.right)}`);
  }
  return [String(document.scrollingElement.scrollWidth), ...out.slice(0, 8)];
}"""


def _by_keyboard(page: Page, *, has_skip: bool) -> list[str]:
    """What cannot be reached by Tab, or shows no sign of being chosen."""
    out: list[str] = page.evaluate(_UNREACHABLE)
    if has_skip:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") != "skip":
            out.append("the first step is not to skip to the content")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.id === 'main'")
    chosen = []
    for _ in range(8):
        page.keyboard.press("Tab")
        chosen.append(page.evaluate(_FOCUSED))
    if not any(chosen):
        out.append("nothing is chosen by Tab")
    return out + [f"no sign of being chosen: {one['what']}" for one in chosen if one and not one["marked"]]


_UNREACHABLE = """() => {
  const out = [];
  const tools = "a[href], button, input:not([type=hidden]), select, textarea";
  for (const one of document.querySelectorAll(tools + ", summary, [tabindex]")) {
    if (one.disabled || !one.checkVisibility({visibilityProperty: true})) continue;
    const order = one.getAttribute("tabindex");
    if (order !== null && Number(order) > 0) out.push("an order of its own: " + one.outerHTML.slice(0, 120));
    const other = one.hash ? document.getElementById(one.hash.slice(1)) : null;  // what it leads to
    const there = other !== null && other.querySelector("a:not([tabindex])") !== null;
    if (order !== null && Number(order) < 0 && one.matches(tools) && !there)
      out.push("left out by Tab: " + one.outerHTML.slice(0, 120));
  }
  for (const one of document.querySelectorAll("[onclick], [role=button]:not(button):not([tabindex])"))
    out.push("not a button: " + one.outerHTML.slice(0, 120));
  return out.slice(0, 5);
}"""
_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one.id === "main") return null;
  const look = getComputedStyle(one);
  const line = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
  return {what: one.outerHTML.slice(0, 120), marked: line || look.boxShadow !== "none"};
}"""


def _printed(page: Page) -> list[str]:
    """What is cut off on paper, or not black on white there, whatever the light on the screen."""
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    out = [f"cut off on paper: {one}" for one in page.evaluate(_CUT)]
    ink = page.evaluate("getComputedStyle(document.body).color")
    if ink != "rgb(0, 0, 0)":
        out.append(f"{ink} on paper")
    if not page.pdf(format="A4").startswith(b"%PDF"):
        out.append("no PDF")
    return out


_CUT = """() => {
  const out = [];
  for (const one of document.querySelectorAll("main :is(table, pre, svg, img, td, .scroll)")) {
    const box = one.getBoundingClientRect();
    if (!box.width || one.closest(".hidden")) continue;
    const hides = getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
    if (box.right > window.innerWidth + 1 || box.left < -1 || (hides && !one.closest("svg")))
      out.push(`${one.tagName}.${one.className} ${Math.round(box.left)}..${Math.round(box.right)}`);
  }
  return out.slice(0, 6);
}"""


WITHOUT_SCRIPTS = [
    "/",
    "/pairs",
    "/pairs/{left}/{right}/timeline",
    "/documents/{identity}",
    "/compare?two",
    "/search?found",
    "/people/{identity}",
    "/review",
    "/add",
]


@pytest.mark.parametrize("path", WITHOUT_SCRIPTS)
def test_a_page_works_without_scripts(browser: Browser, site: Site, path: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)  # type: ignore[arg-type]
    page = context.new_page()
    answer = page.goto(site.base + site.address(path))
    assert answer is not None
    assert answer.status == 200
    assert len(page.locator("main").inner_text()) > 80
    for form in page.locator("form:visible").all():
        assert form.locator("button:visible, input[type=submit]:visible").count(), form.inner_text()
    page.locator("footer select[name=lang]").select_option("fr")
    page.locator("footer form.choices button").click()
    assert page.locator("html").get_attribute("lang") == "fr"
    assert site.address(path).partition("?")[0] in page.url
    context.close()
