"""What the app's own parts of a page do with data that comes out of order."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from ui import components
from ui.exchanges import data_of

DRAW = """async ([script, drawings]) => {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const draw = (await import(address)).default;
  for (const data of drawings) draw({ data, parentElement: document.body, setTriggerValue: () => {} });
  return document.body.innerText;
}"""


def drawn(chromium: Browser, *drawings: dict[str, Any]) -> str:
    """What a page says once an exchange was drawn with each of these data."""
    page = chromium.new_page()
    page.goto("about:blank")
    files = (Path(components.ASSETS) / name for name in ("element.js", "exchange.js"))
    text = str(page.evaluate(DRAW, ["".join(file.read_text("utf-8") for file in files), list(drawings)]))
    page.close()
    return text


def test_data_that_was_overtaken_is_not_drawn(chromium: Browser) -> None:
    searching = {**data_of("Who?"), "status": "Searching your articles…", "drawing": 7}
    answered = {**data_of("Who?"), "foot": "Answered", "drawing": 8}
    assert "Answered" in drawn(chromium, searching, answered)
    assert "Answered" in drawn(chromium, answered, searching)
    assert "Searching" not in drawn(chromium, answered, searching)


def test_the_same_drawing_may_be_drawn_again(chromium: Browser) -> None:
    one = {**data_of("Who?"), "foot": "Answered", "drawing": 8}
    assert "Answered" in drawn(chromium, one, one)
