"""The review desk in a real browser: by keyboard alone, by selecting words, and without any script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dragoman.store import open_store
from dragoman.store.base import Store
from dragoman.web.settings import WebSettings
from tests.merge.builders import Told
from tests.merge.situations import arabic
from tests.web.live import chromium, served
from tests.web.test_review import DOCUMENT, MAYBE, MEETING, TOLD, UNDATED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUEUE = "/review?tab=merges&matter=engagement"
EMOJI = Told(
    "🤝🏽 Talks 👩‍👩‍👧 were held in Sfax on 3 May 2021.\r\nBoth sides agreed.", published="2021-05-04"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ledger.db") as made:
        for one in (*TOLD, UNDATED, MAYBE, EMOJI):
            made.add(one.document, one.reading)
        yield made


@pytest.fixture
def base(store: Store, tmp_path: Path) -> Iterator[str]:  # noqa: ARG001
    with served(WebSettings(ledger=str(tmp_path / "ledger.db"), login=False)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """A page whose console must say nothing: a script that was refused, or that failed, is an error."""
    context = browser.new_context(base_url=base, locale="en")
    made, said = context.new_page(), list[str]()
    made.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    made.on("pageerror", lambda error: said.append(str(error)))
    yield made
    context.close()
    assert not said


def focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def press(page: Page, key: str) -> None:
    """Press a key that sends a form, and wait for the page that answers."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_the_queue_is_worked_off_by_keyboard(page: Page, store: Store) -> None:
    page.goto(QUEUE)
    count = page.locator(".queue > .item").count()
    assert count > 1
    for key, where in (
        ("j", "item-0"),
        ("j", "item-1"),
        ("k", "item-0"),
        ("ArrowDown", "item-1"),
        ("ArrowUp", "item-0"),
    ):
        page.keyboard.press(key)
        assert focus(page) == where
    press(page, "a")
    assert [j.verdict.value for j in store.judgements()] == ["same"]
    assert "done=accepted" in page.url
    assert focus(page) == "item-0"
    press(page, "u")
    assert all(j.retracted_at for j in store.judgements())
    page.keyboard.press("j")
    press(page, "s")
    assert [j.verdict.value for j in store.judgements() if j.retracted_at is None] == ["apart"]
    page.goto("/review?tab=unsure")
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    page.keyboard.press("j")
    press(page, "r")
    assert len(store.rejections()) == 1


def test_letters_typed_into_a_field_decide_nothing(page: Page, store: Store) -> None:
    page.goto(QUEUE)
    page.locator(".item .reason input").first.click()
    page.keyboard.type("jarms?u")
    assert page.locator(".item .reason input").first.input_value() == "jarms?u"
    assert store.judgements() == ()


SELECT = """(words) => {
    const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(words);
        if (at >= 0) {
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return true;
        }
    }
    return false;
}"""


def select(page: Page, words: str) -> None:
    assert page.evaluate(SELECT, words), words
    page.locator("[data-chosen-words]", has_text=words.strip()).first.wait_for()


@pytest.mark.parametrize(
    ("told", "words"),
    [(EMOJI, "3 May 2021"), (EMOJI, "Both sides "), (arabic(), "في موسكو"), (TOLD[0], "Wednesday")],
)
def test_selected_words_are_found_by_code_points(page: Page, told: Told, words: str) -> None:
    page.goto(f"/documents/{told.document.id}")
    select(page, words)
    link = page.locator("a[data-keeps-words]").first.get_attribute("href")
    start = told.document.text.index(words.strip())
    assert link == f"/review/documents/{told.document.id}?at={start}-{start + len(words.strip())}"
    page.goto(link)
    assert page.locator("mark.at").inner_text() == words.strip()


def test_a_date_is_corrected_by_selecting_words(page: Page, store: Store) -> None:
    page.goto(f"/review/documents/{DOCUMENT.id}?record={MEETING}")
    select(page, "Wednesday")
    field = page.locator("details", has=page.locator('input[name="field"][value="date"]'))
    field.locator("summary").click()
    field.locator('input[name="value"]').fill("2021-06-08")
    assert field.locator("textarea").input_value() == "Wednesday"
    with page.expect_navigation():
        field.get_by_role("button", name="Correct").click()
    (made,) = store.corrections()
    assert made.support is not None
    assert (made.value, made.support.quote) == ("2021-06-08", "Wednesday")


def test_words_that_are_typed_instead_are_those_that_count(page: Page, store: Store) -> None:
    page.goto(f"/review/documents/{EMOJI.document.id}?add=engagement")
    select(page, "Sfax")
    page.locator('textarea[name="quote"]').fill("Both sides agreed")
    page.locator('select[name="v_kind"]').select_option("meeting")
    with page.expect_navigation():
        page.get_by_role("button", name="Add", exact=True).click()
    (made,) = store.additions()
    assert made.item.evidence[0].quote == "Both sides agreed"


def test_the_whole_desk_works_without_a_script(browser: Browser, base: str, store: Store) -> None:
    context = browser.new_context(base_url=base, locale="ar", java_script_enabled=False)
    page = context.new_page()
    page.goto(QUEUE)
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator(".item button.main").first.click()
    assert len(store.judgements()) == 1
    page.goto(f"/review/documents/{DOCUMENT.id}?add=body")
    page.locator('textarea[name="quote"]').fill("political dialogue")
    page.locator('select[name="v_kind"]').select_option("forum")
    page.locator('form[action="/review/add"] button').click()
    assert [a.item.evidence[0].quote for a in store.additions()] == ["political dialogue"]
    page.goto("/review/log")
    page.locator('form[action="/review/undo"] button').first.click()
    assert [a.retracted_at is not None for a in store.additions()] == [True]
    context.close()


PAGES = (
    QUEUE,
    "/review?tab=undated",
    "/review/log",
    f"/review/things/{MEETING}",
    f"/review/documents/{DOCUMENT.id}?add=engagement&at=10-20",
)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_nothing_is_wider_than_a_phone_and_axe_finds_nothing_serious(
    browser: Browser, base: str, address: str, lang: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(base_url=base, locale=lang, viewport={"width": 390, "height": 800})
    page = context.new_page()
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page).response["violations"]
    assert [
        (v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")
    ] == []
    context.close()
