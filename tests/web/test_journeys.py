"""What an officer does in a day, in a real browser on a real server, on both databases.

The folder of examples is sent and read by the first journey; the others go on from there, and each leaves the
ledger as it found it. They go by what people see: roles, labels and words.
"""

from __future__ import annotations

import re
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from dragoman.store import open_store
from dragoman.web.settings import WebSettings
from tests.web.browsers import PASSWORD, add_people, quick_passwords
from tests.web.conftest import EXAMPLES
from tests.web.live import chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLOW_MS = 300_000


@dataclass(frozen=True, slots=True)
class House:
    """A served ledger, into which the examples were read by a browser, and what the page of the job told."""

    base: str
    ledger: str
    told: str


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def empty_ledger(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty ledger, on each database in turn."""
    if request.param == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/ledger.db"
        return
    server: str = request.getfixturevalue("postgres_url")
    name = f"t{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    engine.dispose()
    yield server.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="module")
def house(browser: Browser, empty_ledger: str) -> Iterator[House]:
    """Vera logs in, sends the folder, and waits for it to be read."""
    with quick_passwords(), open_store(empty_ledger) as store:
        add_people(store)
    with quick_passwords(), served(WebSettings(ledger=empty_ledger)) as base:
        page = logged_in(browser, base)
        page.get_by_role("link", name="Add documents").first.click()
        folder = page.get_by_label("or a whole folder")
        folder.set_input_files(EXAMPLES)
        page.get_by_role("button", name="Send and read").click()
        page.wait_for_url("**/jobs/job-*", timeout=SLOW_MS)
        page.get_by_role("status").get_by_text("finished").wait_for(timeout=SLOW_MS)
        told = page.get_by_role("main").inner_text()
        page.context.close()
        yield House(base, empty_ledger, told)


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    """A browser of Vera's, who has logged in; what its console says against a page fails the test."""
    made = logged_in(browser, house.base)
    said: list[str] = []
    made.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    made.on("pageerror", lambda error: said.append(str(error)))
    yield made
    made.context.close()
    assert not said


def logged_in(browser: Browser, base: str) -> Page:
    context = browser.new_context(base_url=base, locale="en", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Name").fill("Vera")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", level=1, name="Overview").wait_for()
    return page


def select_words(page: Page, words: str) -> None:
    """Select words of the document's text with the mouse, as people do."""
    where = page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                node.parentElement.scrollIntoView({ block: "center" });
                const box = range.getBoundingClientRect();
                return [box.left, box.right, box.top + box.height / 2];
            }
            return null;
        }""",
        words,
    )
    assert where is not None, f"{words!r} is not in the text"
    left, right, y = where
    page.mouse.move(left + 0.5, y)
    page.mouse.down()
    page.mouse.move((left + right) / 2, y)
    page.mouse.move(right - 0.5, y)
    page.mouse.up()


def words_of(page: Page, path: str) -> str:
    page.goto(path)
    return page.get_by_role("main").inner_text()


def undo_last(page: Page) -> None:
    page.goto("/review/log")
    button = page.get_by_role("button", name="Undo", exact=True)
    last = page.get_by_role("main").get_by_role("listitem").filter(has=button).first
    last.get_by_label("Reason").fill("as it was")
    last.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_role("status").first.wait_for()


def test_a_folder_is_read_and_what_came_of_it_is_told(house: House, page: Page) -> None:
    wanted = [one for one in EXAMPLES.iterdir() if one.stem.casefold() != "readme"]
    assert f"{len(wanted)} of {len(wanted)} files" in house.told
    assert "failed" not in house.told
    page.goto("/")
    main = page.get_by_role("main")
    documents = int(re.search(r"([\d,]+) documents", main.inner_text())[1])  # type: ignore[index]
    assert documents >= len(wanted)
    assert main.get_by_role("link", name="Egypt – Russia").count()


def test_sending_the_same_again_changes_nothing_and_a_broken_upload_is_taken_up(page: Page) -> None:
    page.goto("/add")
    token = page.locator("form.sending input[name=csrf]").input_value()
    names = ["egy-rus_2018-10-17_treaty.ar.txt", "egy-rus_2018-10-17_treaty.ru.txt"]
    files = [{"name": name, "size": (EXAMPLES / name).stat().st_size} for name in names]
    begun = page.request.post("/add/begin", data={"files": files}, headers={"X-CSRF-Token": token})
    job = begun.json()["id"]
    page.request.post(
        f"/add/{job}/file?name={names[0]}",
        data=(EXAMPLES / names[0]).read_bytes(),
        headers={"X-CSRF-Token": token},
    )
    page.goto(f"/jobs/{job}")
    page.get_by_role("heading", name="1 file has not arrived").wait_for()
    page.get_by_label("Choose files").set_input_files([EXAMPLES / name for name in names])
    page.get_by_role("button", name="Send and read").click()
    page.get_by_role("status").get_by_text("finished").first.wait_for(timeout=SLOW_MS)
    assert "2 of 2 files" in page.get_by_role("main").inner_text()
    assert "2 known before" in page.get_by_role("main").inner_text()


def test_a_pair_is_opened_and_a_line_followed_to_its_words(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Egypt – Russia").first.click()
    page.get_by_role("heading", level=1).filter(has_text="Egypt").wait_for()
    page.get_by_role("navigation").get_by_role("link", name="Timeline").click()
    line = page.get_by_role("main").get_by_role("listitem").filter(has=page.locator("details")).first
    line.locator("summary").first.click()
    quote = line.get_by_role("blockquote").first
    words = quote.locator("q").inner_text()
    assert len(words) > 10
    quote.get_by_role("link").first.click()
    page.wait_for_url("**/documents/**")
    marked = page.locator("#text .at")
    marked.first.wait_for()
    assert marked.first.is_visible()
    assert words.startswith(marked.first.inner_text()[:20])


def test_a_date_is_corrected_by_selecting_words_and_the_correction_undone(page: Page) -> None:
    waiting = "/review?tab=undated"
    page.goto(waiting)
    undated = page.get_by_role("main").get_by_role("listitem").filter(has_text="signing, undated")
    item = undated.filter(has_text="По окончании встречи").first
    told = item.locator("bdi").first.inner_text()
    item.get_by_role("link", name="Correct").click()
    page.wait_for_url("**/review/documents/**")
    document = page.url.split("?")[0].replace("/review", "")
    select_words(page, "По окончании встречи")
    page.get_by_role("status").filter(has_text="По окончании встречи").wait_for()
    field = page.get_by_role("group").filter(has_text="Date").first
    if not field.evaluate("one => one.open"):
        field.locator("summary").first.click()
    assert field.get_by_label("words").input_value() == "По окончании встречи"
    field.get_by_label("Date").fill("2016-03-13")
    field.get_by_label("Reason").fill("the day of the talks")
    field.get_by_role("button", name="Correct").click()
    page.get_by_role("status").first.wait_for()
    assert "13 March 2016" in words_of(page, document)
    assert told not in words_of(page, waiting)
    log = words_of(page, "/review/log")
    assert "Vera" in log
    assert "the day of the talks" in log
    undo_last(page)
    assert "13 March 2016" not in words_of(page, document)
    assert told in words_of(page, waiting)


def test_two_people_are_merged_and_the_merge_undone(page: Page) -> None:
    waiting = "/review?tab=merges&matter=person"
    page.goto(waiting)
    item = page.get_by_role("main").get_by_role("listitem").filter(has_text="Diponegoro").first
    desks = item.get_by_role("link", name="Open its desk")
    paths = [desks.nth(at).get_attribute("href") or "" for at in range(2)]
    people = [path.replace("/review/things/", "/people/") for path in paths]
    apart = [page.goto(path) and page.url for path in people]
    assert len(set(apart)) == 2
    page.goto(waiting)
    told = words_of(page, waiting).count("Diponegoro")
    page.goto(waiting)
    item = page.get_by_role("main").get_by_role("listitem").filter(has_text="Diponegoro").first
    item.get_by_label("Reason").fill("there was one prince of that name")
    item.get_by_role("button", name="They are one").click()
    page.get_by_role("status").first.wait_for()
    assert words_of(page, waiting).count("Diponegoro") < told
    together = [page.goto(path) and page.url for path in people]
    assert len(set(together)) == 1
    undo_last(page)
    assert words_of(page, waiting).count("Diponegoro") == told
    assert [page.goto(path) and page.url for path in people] == apart


def test_two_reports_are_compared_side_by_side(page: Page) -> None:
    page.goto("/documents?left=Morocco&right=Russia")
    for name in ("mar-rus_2016-03-15_visit.ar.txt", "mar-rus_2016-03-15_visit.ru.txt"):
        page.get_by_role("row").filter(has_text=name).get_by_role("checkbox").check()
    page.get_by_role("button", name="Compare the chosen ones").click()
    page.wait_for_url("**/compare?doc=*")
    table = page.get_by_role("main").get_by_role("table").first
    told = table.inner_text()
    for change in ("same", "reworded", "dropped", "added"):
        assert change.casefold() in told.casefold(), change
    words = table.get_by_role("link").first
    said = words.inner_text()
    words.click()
    page.wait_for_url("**/documents/**at=**")
    assert said[:20] in page.locator("#text").inner_text()


def test_the_brief_is_downloaded(page: Page) -> None:
    page.goto("/pairs/EGY/RUS")
    page.get_by_role("navigation").get_by_role("link", name="Brief").click()
    page.get_by_role("article").get_by_text("Egypt").first.wait_for()
    main = page.get_by_role("main")
    for kind, begins in (("DOCX", b"PK"), ("MD", b"#"), ("PDF", b"%PDF")):
        link = main.get_by_role("link", name=kind, exact=True)
        if kind == "PDF":  # a browser shows it, and does not save it
            body = page.request.get(link.get_attribute("href") or "").body()
        else:
            with page.expect_download() as saved:
                link.click()
            assert saved.value.suggested_filename.endswith(f".{kind.casefold()}")
            body = Path(saved.value.path()).read_bytes()
        assert body.startswith(begins), kind
        assert len(body) > 1_000


def test_a_name_in_latin_letters_finds_it_in_arabic(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("Sisi")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Sisi")
    main = page.get_by_role("main")
    assert "السيسي" in main.inner_text()
    main.get_by_role("link").filter(has_text=re.compile("السيسي|Sisi")).first.click()
    page.get_by_role("heading", level=1).wait_for()
