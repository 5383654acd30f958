"""A run that a full disk ended says so, keeps its list, and can be tried again."""

from collections.abc import Callable

import pytest

from corpus import Corpus, IngestReport
from tests.ui.conftest import App
from tests.ui.test_articles import articles_page
from ui import adding, wording

FULL = "the disk has only 12 MB free at '/home/`me`', less than the 500 MB that this needs; free some"


@pytest.fixture
def stopped(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A run that was stopped after so many articles; how many runs there were."""
    runs: list[int] = []

    def stop(*given: object, **how: object) -> IngestReport:
        runs.append(1)
        return IngestReport(added=2 if len(runs) > 1 else 0, stopped=FULL)

    monkeypatch.setattr(adding, "ingest", stop)
    adding.add(["/news"])
    run = adding.current()
    assert run
    assert run.wait(20)
    return runs


def test_message_is_shown_with_what_stays(open_app: Callable[..., App], stopped: list[int]) -> None:
    app = open_app(articles_page)
    (error,) = app.test.error
    assert error.value.startswith("The disk has only 12 MB free")
    assert "`me`" not in error.value  # as text, not as Markdown
    assert wording.STOPPED in app.texts
    assert wording.NOTHING_ADDED in app.texts


def test_same_again_is_one_click(open_app: Callable[..., App], stopped: list[int]) -> None:
    app = open_app(articles_page)
    app.test.button(key="try-again").click().run()
    app.finish()
    assert len(stopped) == 2
    assert "2 added" in app.texts
