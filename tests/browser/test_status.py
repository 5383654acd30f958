"""The line about the index, and articles that another process adds while the app is open."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ANSWER_MILLISECONDS, HOST, ROOT, ask, free_port, narrow, open_articles, wait_for

LOOKED_MILLISECONDS = 10_000  # within which the page follows: two looks, on a machine that has other things to do
HERON = """Heron tower of Fennick opens

Keldmar Tribune
15 May 2026

The heron tower of Fennick opened on Monday and cost nine florins. Warden Ilke Brandt counted forty herons.
"""


def add(home: Path, *sources: Path) -> None:
    command = [sys.executable, "-m", "corpus", "add", *map(str, sources)]
    environment = {**os.environ, "FOOTNOTE_HOME": str(home)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=120, capture_output=True)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "own home"


@pytest.fixture
def own_page(home: Path, chromium: Browser) -> Iterator[Page]:
    """The app over a corpus of its own with two articles, ended as Ctrl-C ends it."""
    samples = ROOT / "corpus" / "sample" / "articles"
    add(home, samples / "ferry-verdict.txt", samples / "bridge-opens-tribune.txt")
    port = free_port()
    environment = {**os.environ, "FOOTNOTE_HOME": str(home)}
    with subprocess.Popen([sys.executable, "-m", "ui", "--port", str(port)], cwd=ROOT, env=environment) as app:
        wait_for(f"http://{HOST}:{port}/_stcore/health")
        page = chromium.new_page()
        page.set_default_timeout(ANSWER_MILLISECONDS)
        page.goto(f"http://{HOST}:{port}")
        yield page
        page.close()
        app.terminate()


def test_what_another_process_adds_is_counted_listed_and_answered_from(
    own_page: Page, home: Path, tmp_path: Path
) -> None:
    sidebar = own_page.get_by_test_id("stSidebar")
    open_articles(own_page)
    expect(sidebar).to_contain_text("2 articles")
    expect(sidebar).to_contain_text("Index ready")
    (tmp_path / "heron.txt").write_text(HERON)
    add(home, tmp_path / "heron.txt")
    listed = own_page.locator(".articles li").filter(has_text="Heron tower of Fennick opens")
    expect(listed).to_have_count(1, timeout=LOOKED_MILLISECONDS)
    expect(sidebar).to_contain_text("3 articles", timeout=LOOKED_MILLISECONDS)
    expect(sidebar).to_contain_text("Index ready", timeout=LOOKED_MILLISECONDS)
    own_page.get_by_role("link", name="Ask").click()
    ask(own_page, "What did the heron tower of Fennick cost?")
    expect(own_page.locator(".exchange").last).to_contain_text("nine florins")


def test_what_is_typed_stays_while_the_page_follows(own_page: Page, home: Path, tmp_path: Path) -> None:
    open_articles(own_page)
    field = own_page.get_by_label("Addresses of articles")
    field.press_sequentially("https://news.exam")
    (tmp_path / "heron.txt").write_text(HERON)
    add(home, tmp_path / "heron.txt")
    expect(own_page.get_by_test_id("stSidebar")).to_contain_text("3 articles", timeout=LOOKED_MILLISECONDS)
    expect(field).to_have_value("https://news.exam")
    expect(field).to_be_focused()


def test_status_never_pales_while_it_looks_again(page: Page) -> None:
    status = page.locator(".st-key-status")
    expect(status).to_contain_text("articles")
    page.evaluate(
        """() => { window.least = 1; const look = () => {
            for (const each of document.querySelectorAll('.st-key-status [data-testid=stElementContainer]'))
                window.least = Math.min(window.least, Number(getComputedStyle(each).opacity));
            requestAnimationFrame(look); }; look(); }"""
    )
    page.wait_for_timeout(7_000)
    assert page.evaluate("window.least") == 1


@narrow
def test_status_fits_a_narrow_screen(page: Page) -> None:
    page.get_by_test_id("stExpandSidebarButton").click()
    status = page.locator(".st-key-status")
    expect(status).to_be_visible()
    expect(status).to_contain_text("Index ready")
    assert status.evaluate("(box) => box.scrollWidth <= box.clientWidth")
