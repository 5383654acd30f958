"""The real app, started by `python -m ui` over a temporary corpus, in a real Chromium.

Run with `pytest -m browser`. Needs Chromium at /usr/bin/chromium or the path in
FOOTNOTE_CHROMIUM, and the models; skipped where there is no Chromium.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

from tests.corpus.website import Website

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = Path(os.environ.get("FOOTNOTE_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
HOST = "127.0.0.1"
START_SECONDS = 60.0
ANSWER_MILLISECONDS = 120_000
RUN_MILLISECONDS = 60_000  # adding an article or two, on a machine that has other things to do

# As a page escapes it, so that the tags are part of the article's words.
HOSTILE_TAG = "<img src=http://evil.example/b.png onerror=alert(1)>"
HOSTILE_SCRIPT = "<script>fetch('http://evil.example/d')</script>"
HOSTILE_PAGE = f"""<!doctype html><html><head>
<title>Storm ![](http://evil.example/a.png) {escape(HOSTILE_TAG)}</title>
<link rel="canonical" href="javascript:alert(2)"><meta property="og:site_name" content="Keldmar Tribune">
</head><body><article><h1>Storm ![](http://evil.example/a.png) {escape(HOSTILE_TAG)}</h1>
<p>The zeppelin Quillfeather landed in Mossgate with nine sheep and a {escape(HOSTILE_SCRIPT)} on board.</p>
<p>[Read more](http://evil.example/c) ![The zeppelin](http://evil.example/e.png) of it: the mayor of Mossgate said that
every sheep was well, that the zeppelin would stay until Sunday and that children might visit it.</p>
</article></body></html>
"""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: drives the app in Chromium; slow, needs the models")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason=f"no Chromium at {str(CHROMIUM)!r}; set FOOTNOTE_CHROMIUM"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site() -> Iterator[Website]:
    """A website that the app may fetch from; each test puts pages of its own there."""
    with Website() as site:
        yield site


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, site: Website) -> Iterator[str]:
    """Where the app with the sample articles and one hostile article is served."""
    folder = tmp_path_factory.mktemp("browser")
    hostile = folder / "<img src=x onerror=alert(1)>.html"
    hostile.write_text(HOSTILE_PAGE)
    environment = {
        **os.environ,
        "FOOTNOTE_HOME": str(folder / "home"),
        "FOOTNOTE_ALLOWED_HOSTS": site.host,
        "FOOTNOTE_FETCH_DELAY": "0",
    }
    add = [sys.executable, "-m", "corpus", "add", "corpus/sample/articles", str(hostile)]
    subprocess.run(add, cwd=ROOT, env=environment, check=True, timeout=300)
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "ui", "--port", str(port)], cwd=ROOT, env=environment) as app:
        wait_for(f"http://{HOST}:{port}/_stcore/health")
        yield f"http://{HOST}:{port}"
        app.terminate()


def wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {url} after {START_SECONDS} s")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=RUN_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[(1280, 800)], ids=["wide"])
def page(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Page]:
    """The app in a fresh window; fails where the page asks another host for anything, or runs an alert."""
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.set_default_timeout(ANSWER_MILLISECONDS)
    strangers: list[str] = []
    page.on("request", lambda sent: strangers.append(sent.url) if is_foreign(sent.url) else None)
    page.on("dialog", lambda dialog: strangers.append(f"alert: {dialog.message}"))
    page.goto(address)
    yield page
    context.close()
    assert strangers == []


def is_foreign(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob") and parts.hostname != HOST


narrow = pytest.mark.parametrize("page", [(390, 844)], ids=["narrow"], indirect=True)
"""Runs a test in a window as narrow as a telephone."""


def ask(page: Page, question: str) -> None:
    """Type a question and wait until its answer, or why there is none, is whole."""
    before = page.locator(".exchange").count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.get_by_test_id("stChatInputTextArea").press("Enter")
    exchange = page.locator(".exchange").nth(before)
    exchange.locator(".foot, .note").first.wait_for()


def open_articles(page: Page) -> None:
    """Go to the page of articles, without what a test before this one left there."""
    page.get_by_role("link", name="Articles").click()
    page.get_by_role("heading", name="Your articles").wait_for()
    wait_until_warm(page)  # a run has the processor to itself
    settle(page)
    leave_run(page)


def wait_until_warm(page: Page) -> None:
    """Wait until search and the model are loaded, which the sidebar tells by saying no more of it."""
    page.locator(".st-key-status").wait_for(state="attached")  # drawn after that line
    expect(page.locator(".st-key-warming")).to_have_count(0)


def settle(page: Page) -> None:
    """Wait until the app draws nothing: what is clicked while it does may be drawn over before it is heard."""
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()


def leave_run(page: Page) -> None:
    """Stop a run that goes on and close the list of one that has ended; all windows show the same."""
    run = page.locator(".st-key-run")
    stop = run.get_by_role("button", name="Stop", exact=True)
    if stop.count():
        stop.click()
    if run.count():
        close = run.get_by_role("button", name="Close this list")
        close.wait_for()
        settle(page)
        close.click()
        run.wait_for(state="detached")


def visit(page: Page, *addresses: str) -> None:
    """Add web addresses, without waiting for what comes of it."""
    page.get_by_label("Addresses of articles").fill("\n".join(addresses))
    page.get_by_role("button", name="Add", exact=True).first.click()


def upload(page: Page, *files: FilePayload) -> None:
    """Add files and wait until their fate is certain."""
    page.get_by_role("tab", name="Files").click()
    page.locator("input[type=file]").set_input_files(list(files))
    page.get_by_role("button", name=f"Add {len(files)} {'file' if len(files) == 1 else 'files'}").click()
    page.get_by_role("button", name="Close this list").wait_for()
    expect(page.locator(".outcomes")).to_have_count(1)  # that of the run while it went on is gone


def payload(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}
