"""The site in a browser: by keyboard, on a phone, in the dark, on paper, and without a request to elsewhere."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import weekly

CHROMIUM = Path("/usr/bin/chromium")

OPTIONS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
 --disable-component-update --disable-sync""".split()
"""The browser is to ask for nothing by itself."""

PAGES = [
    "/",
    "/place/dongguan",
    "/queries",
    "/queries/core-platforms?city=dongguan",
    "/queries/core-platforms?city=songshan-lake",
    "/queries/in-office",
    "/source/nordic",
    "/source/weekly",
    "/sources",
    "/ontology",
    "/search?q=shenzen",
    "/sparql?query=SELECT+*+%7B+%3Fs+a+ckg%3ACity",
    "/place/nowhere",
]
"""A page of each kind."""

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, as the command serves it, with a source of which the reader has a copy."""
    store = tmp_path_factory.mktemp("store")
    (store / "mills.txt").write_text(weekly.ARTICLE, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "corridor_kg",
        "--no-config",
        "serve",
        "--port",
        "0",
        "--timeout",
        "30",
        "--store",
        str(store),
        "--add",
        str(weekly.folder(store / "weekly")),
        "--articles",
        str(store / "mills.txt"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+[^/\s]", server.stdout.readline())
            assert found
            yield found[0]
        finally:
            server.send_signal(signal.SIGINT)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    if not CHROMIUM.exists():
        pytest.skip("there is no browser; apt-get install chromium.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Page]:
    """A page in the browser; what it asks of elsewhere is an error."""
    with browser.new_context(base_url=site, viewport=DESK) as context:  # type: ignore[arg-type]  # two whole numbers
        page = context.new_page()
        elsewhere: list[str] = []
        page.on("request", lambda request: elsewhere.append(request.url))
        yield page
        assert [address for address in elsewhere if not address.startswith((site, "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_by_all(visit: Page, path: str, scheme: str) -> None:
    """Axe has nothing to say, in the light and in the dark, and all pictures are there."""
    visit.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    visit.goto(path, wait_until="networkidle")
    found = Axe().run(visit).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert visit.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    color = visit.evaluate("getComputedStyle(document.body).backgroundColor")
    assert color == {"light": "rgb(255, 255, 255)", "dark": "rgb(22, 22, 22)"}[scheme]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone(visit: Page, path: str) -> None:
    """Nobody has to move it sideways."""
    visit.set_viewport_size(PHONE)  # type: ignore[arg-type]  # two whole numbers
    visit.goto(path)
    assert visit.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    heads = "[...document.querySelectorAll('thead')].every(head => head.getBoundingClientRect().width <= 1)"
    assert visit.evaluate(heads), "a head of a table lies over its rows"


def test_a_number_in_a_copy_leads_to_its_fact(visit: Page) -> None:
    """Copy and facts stand side by side where there is room, and below each other on a phone."""
    visit.goto("/source/weekly")
    words, facts = (visit.locator(f"#weekly-w02 {name}").bounding_box() for name in ("blockquote", "dl"))
    assert words
    assert facts
    assert words["x"] + words["width"] <= facts["x"]
    number = visit.locator("#weekly-w02 sup a").first
    target = number.get_attribute("href")
    number.click()
    assert visit.evaluate("document.querySelector(':target').id") == (target or "").removeprefix("#")
    visit.set_viewport_size(PHONE)  # type: ignore[arg-type]  # two whole numbers
    words, facts = (visit.locator(f"#weekly-w02 {name}").bounding_box() for name in ("blockquote", "dl"))
    assert words
    assert facts
    assert words["y"] + words["height"] <= facts["y"] + 1


def test_the_site_is_used_by_keyboard(visit: Page) -> None:
    """The first key leads past the head; a name is typed and found, and its page opened."""
    visit.goto("/queries")
    visit.keyboard.press("Tab")
    assert visit.evaluate("document.activeElement.textContent") == "Skip to the content"
    visit.keyboard.press("Enter")
    visit.keyboard.press("Tab")
    assert visit.evaluate("document.activeElement.closest('main') !== null")
    visit.focus("#search-above")
    visit.keyboard.type("松山湖")
    visit.keyboard.press("Enter")
    visit.wait_for_url("**/search?q=*")
    visit.focus("tbody a")
    visit.keyboard.press("Enter")
    visit.wait_for_url("**/platform/songshan-lake")


def test_the_forms_work_as_they_are(visit: Page) -> None:
    """A question is asked with a choice, its query opened in the editor, changed, and run; no page has a script."""
    visit.goto("/queries/core-platforms")
    visit.get_by_label("Dongguan", exact=True).check()
    visit.get_by_role("button", name="Ask").click()
    visit.wait_for_url("**/queries/core-platforms?city=*")
    assert visit.locator("tbody tr").count() == 2
    visit.get_by_role("link", name="Open in the editor").click()
    visit.wait_for_url("**/sparql?*")
    assert visit.locator("tbody tr").count() == 2
    visit.locator("#query").fill("SELECT ?s { ?s a ckg:City ")
    visit.get_by_role("button", name="Run").click()
    assert "line 1, column" in visit.get_by_role("alert").inner_text()
    assert visit.locator("script").count() == 0


def test_the_language_is_switched(visit: Page) -> None:
    """By a link, which leads to the same page, and from there to pages in that language."""
    visit.goto("/place/dongguan")
    visit.get_by_role("link", name="中文").click()
    assert visit.locator("html").get_attribute("lang") == "zh-Hans"
    assert visit.locator("h1").inner_text().startswith("东莞市")
    visit.get_by_role("link", name="来源", exact=True).click()
    assert visit.locator("html").get_attribute("lang") == "zh-Hans"


def test_a_browser_may_prefer_chinese(browser: Browser, site: str) -> None:
    """Then nobody needs to switch."""
    with browser.new_context(base_url=site, locale="zh-CN") as context:
        page = context.new_page()
        page.goto("/")
        assert page.get_by_role("heading", name="三座城市").is_visible()


def test_paper_has_no_forms(visit: Page) -> None:
    """What is printed is what can be read."""
    visit.goto("/queries/core-platforms")
    visit.emulate_media(media="print")
    assert not visit.locator("form").first.is_visible()
    assert visit.locator("table").is_visible()
