"""Every page in a real browser: nothing of it is cut off, it has one heading, and it can be looked at.

Pictures of all pages, wide and narrow, light and dark, in three languages, go to the folder that
``DRAGOMAN_SCREENSHOTS`` names; the continuous integration keeps them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dragoman.store import open_store
from dragoman.store.catalog import Kind
from dragoman.web.settings import WebSettings
from tests.web.live import chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_TALLEST = 6_000  # pixels of a picture
_UNFILLED = re.compile(r"\bweb\.[a-z_.]+|\{[a-z_]+\}|\bNone\b|Undefined")
PAIR = "/pairs/EGY/RUS"
MAIN = ("/", "/add", PAIR, f"{PAIR}/timeline", f"{PAIR}/brief", "/review")
OTHERS = (
    "/pairs",
    "/parties/EGY",
    *(
        f"{PAIR}/{name}"
        for name in (
            "consultations",
            "areas",
            "map",
            "network",
            "commitments",
            "positions",
            "disagreements",
            "avenues",
        )
    ),
    "/calendar",
    "/people",
    "/bodies",
    "/instruments",
    "/engagements",
    "/documents",
    "/search?q=Putin",
    "/review?tab=unsure",
    "/review/log",
    "/jobs",
    "/help",
    "/api",
    "/nowhere",
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at."""

    lang: str
    theme: str
    width: int

    @property
    def name(self) -> str:
        return f"{self.lang}-{self.theme}-{self.width}"


ALWAYS = (Look("en", "light", 1280), Look("ar", "dark", 390))
MORE = (Look("ar", "light", 1280), Look("en", "dark", 1280), Look("fr", "light", 390))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def base(examples_db: Path) -> Iterator[str]:
    with served(WebSettings(ledger=str(examples_db), login=False)) as address:
        yield address


@pytest.fixture(scope="module")
def paths(examples_db: Path) -> tuple[str, ...]:
    """All pages, with one thing of each kind and two documents side by side."""
    things = {
        Kind.ENGAGEMENT: "engagements",
        Kind.INSTRUMENT: "instruments",
        Kind.BODY: "bodies",
        Kind.COMMITMENT: "commitments",
        Kind.POSITION: "positions",
        Kind.PERSON: "people",
    }
    with open_store(examples_db) as store:
        found = tuple(
            f"/{name}/{store.catalog.entries((kind,), limit=1).rows[0].id}" for kind, name in things.items()
        )
        named = {store.copies(row.id)[0].name: row.id for row in store.catalog.documents()}
    arabic, russian = (named[f"mar-rus_2016-03-15_visit.{lang}.txt"] for lang in ("ar", "ru"))
    beside = f"/compare?doc={russian}&doc={arabic}"
    return (*OTHERS, *found, f"/documents/{arabic}", beside, f"/review/documents/{arabic}")


@pytest.mark.parametrize("look", [*ALWAYS, *MORE], ids=lambda look: look.name)
def test_pages_fit_run_nothing_and_have_one_heading(
    browser: Browser, base: str, paths: tuple[str, ...], look: Look
) -> None:
    context = browser.new_context(
        base_url=base,
        locale=look.lang,
        color_scheme="dark" if look.theme == "dark" else "light",
        viewport={"width": look.width, "height": 800},
        reduced_motion="reduce",
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda one: wrong.append(one.text) if _is_told_against(one.text, one.type) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for path in (*MAIN, *paths) if look in ALWAYS else MAIN:
        answer = page.goto(path)
        assert answer is not None
        expected = 404 if path == "/nowhere" else 200
        wrong += [f"{path}: {answer.status}"] if answer.status != expected else []
        wrong += _faults(page, path, look)
        _keep(page, path, look)
    context.close()
    assert not wrong


def _is_told_against(words: str, kind: str) -> bool:
    return kind == "error" and "404" not in words  # of the page that is not there


def _faults(page: Page, path: str, look: Look) -> list[str]:
    faults = []
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if over > 0:
        faults.append(f"{path}: {over} pixels too wide at {look.width}")
    headings = page.get_by_role("heading", level=1).count()
    if headings != 1:
        faults.append(f"{path}: {headings} headings")
    if page.locator("html").get_attribute("dir") != ("rtl" if look.lang == "ar" else "ltr"):
        faults.append(f"{path}: the wrong direction")
    words = page.get_by_role("main").inner_text() if path != "/api" else ""
    if _UNFILLED.search(words):
        faults.append(f"{path}: a phrase that is not filled in")
    return faults


def _keep(page: Page, path: str, look: Look) -> None:
    folder = os.environ.get("DRAGOMAN_SCREENSHOTS")
    if folder:
        name = re.sub(r"[a-z]{3}-[0-9a-f]{20}", "one", path)
        name = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "home"
        tall = min(_TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        clip = {"x": 0, "y": 0, "width": look.width, "height": tall}
        page.screenshot(path=Path(folder) / f"{name}.{look.name}.png", full_page=True, clip=clip)
