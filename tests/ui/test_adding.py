"""Uploaded files and pasted text become articles, and what does not is named with its reason."""

from collections.abc import Callable

import pytest

from corpus import Corpus, IngestReport, Rejection
from tests.ui.conftest import BRIDGE, FERRY, App
from tests.ui.test_articles import articles_page, rows
from ui.adding import summary


def upload(app: App, *files: tuple[str, bytes]) -> None:
    app.test.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files]).run()
    app.test.button(key="add-files").click().run()


def test_uploaded_files_are_added_and_counted(open_app: Callable[..., App], corpus: Corpus) -> None:
    app = open_app(articles_page)
    upload(app, ("ferry.txt", FERRY), ("bridge.txt", BRIDGE))
    assert app.test.success[0].value == "2 added"
    assert len(rows(app)) == 2
    assert not app.test.file_uploader[0].value


def test_same_file_again_is_unchanged(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    upload(app, ("other-name.txt", FERRY))
    assert app.test.success[0].value == "1 unchanged"


def test_rejected_file_is_named_as_text_with_its_reason(open_app: Callable[..., App], corpus: Corpus) -> None:
    name = "![](http://evil.example)<img src=x>.pdf"
    app = open_app(articles_page)
    upload(app, (name, b"%PDF-1.7 broken"), ("ferry.txt", FERRY))
    assert app.test.success[0].value == "1 added"
    assert app.test.text[0].value.startswith(f"{name}: ")
    assert "evil" not in "".join(element.value for element in app.test.markdown)


def test_file_name_is_never_a_path(open_app: Callable[..., App], corpus: Corpus) -> None:
    app = open_app(articles_page)
    upload(app, ("../../etc/passwd", FERRY))
    assert corpus.catalogue.articles()[0].text.startswith("Reach Line was fined")


def test_pasted_text_is_added(open_app: Callable[..., App], corpus: Corpus) -> None:
    app = open_app(articles_page)
    app.test.text_area[0].set_value(BRIDGE.decode())
    next(button for button in app.test.button if button.label == "Add the text").click().run()
    assert [row["title"] for row in rows(app)] == ["Tolm Bridge opens after seven-month delay"]
    assert app.test.text_area[0].value == ""


def test_empty_paste_adds_nothing(open_app: Callable[..., App], corpus: Corpus) -> None:
    app = open_app(articles_page)
    app.test.text_area[0].set_value("  \n ")
    next(button for button in app.test.button if button.label == "Add the text").click().run()
    assert not app.test.success
    assert corpus.catalogue.counts() == (0, 0)


@pytest.mark.parametrize(
    ("report", "text"),
    [
        (IngestReport(added=3, unchanged=1), "3 added, 1 unchanged"),
        (IngestReport(replaced=1, rejected=[Rejection("a", "b")]), "1 replaced"),
        (IngestReport(), ""),
    ],
)
def test_summary_counts_what_is_not_zero(report: IngestReport, text: str) -> None:
    assert summary(report) == text
