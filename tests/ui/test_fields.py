"""Addresses, files, a folder and pasted text each start a run, and a second run has to wait."""

from collections.abc import Callable
from pathlib import Path
from threading import Event as Flag

import pytest

from corpus import Corpus
from tests.ui.conftest import BRIDGE, FERRY, App
from tests.ui.test_articles import articles_page, rows
from ui import adding, wording
from ui.fields import addresses_of


def upload(app: App, *files: tuple[str, bytes]) -> None:
    app.test.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files]).run()
    app.test.button(key="add-files").click().run()
    app.finish()


def outcomes(app: App) -> list[tuple[str, str]]:
    return [(row["status"], row["title"]) for data in app.components("outcomes") for row in data["rows"]]


def test_uploaded_files_are_added_and_the_field_is_emptied(open_app: Callable[..., App], corpus: Corpus) -> None:
    app = open_app(articles_page)
    upload(app, ("ferry.txt", FERRY), ("bridge.txt", BRIDGE))
    assert "2 added" in app.texts
    assert len(rows(app)) == 2
    assert not app.test.file_uploader[0].value


def test_file_name_is_never_a_path(open_app: Callable[..., App], corpus: Corpus) -> None:
    app = open_app(articles_page)
    upload(app, ("../../etc/passwd", FERRY))
    assert corpus.catalogue.articles()[0].text.startswith("Reach Line was fined")


def test_pasted_text_is_added(open_app: Callable[..., App], corpus: Corpus) -> None:
    app = open_app(articles_page)
    app.test.text_area(key="text-0").set_value(BRIDGE.decode())
    app.test.button(key="add-text").click().run()
    app.finish()
    assert [row["title"] for row in rows(app)] == ["Tolm Bridge opens after seven-month delay"]
    assert app.test.text_area(key="text-1").value == ""


def test_folder_is_read_whole(open_app: Callable[..., App], corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "news" / "july"
    folder.mkdir(parents=True)
    (folder / "ferry.txt").write_bytes(FERRY)
    (folder.parent / "bridge.txt").write_bytes(BRIDGE)
    app = open_app(articles_page)
    app.test.text_input(key="path-0").set_value(f" {folder.parent} ")
    app.test.button(key="add-folder").click().run()
    app.finish()
    assert len(rows(app)) == 2


def test_folder_that_does_not_exist_is_named(open_app: Callable[..., App], corpus: Corpus) -> None:
    app = open_app(articles_page)
    app.test.text_input(key="path-0").set_value("/no/such/folder")
    app.test.button(key="add-folder").click().run()
    app.finish()
    assert outcomes(app) == [("not added", "/no/such/folder")]
    assert app.components("outcomes")[0]["rows"][0]["detail"] == "There is no such file or folder."


def test_address_that_may_not_be_visited_is_named_with_the_reason(open_app: Callable[..., App], corpus: Corpus) -> None:
    app = open_app(articles_page)
    app.test.text_area(key="addresses-0").set_value("http://127.0.0.1/news\n\nftp://a.example/b")
    app.test.button(key="add-addresses").click().run()
    app.finish()
    assert outcomes(app) == [("not added", "http://127.0.0.1/news"), ("not added", "ftp://a.example/b")]
    assert app.components("outcomes")[0]["rows"][1]["detail"].startswith("Only http and https")


@pytest.mark.parametrize("key", ["add-addresses", "add-folder", "add-text"])
def test_empty_field_adds_nothing(open_app: Callable[..., App], corpus: Corpus, key: str) -> None:
    app = open_app(articles_page)
    app.test.button(key=key).click().run()
    assert wording.NOTHING_GIVEN in app.texts
    assert adding.current() is None


def test_second_run_has_to_wait_and_what_was_given_stays(
    open_app: Callable[..., App], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Flag()
    monkeypatch.setattr(adding, "ingest", lambda *arguments, **options: go_on.wait(20) and None)
    adding.add(["/some/folder"])
    app = open_app(articles_page)
    app.test.text_area(key="text-0").set_value(BRIDGE.decode())
    app.test.button(key="add-text").click().run()
    assert wording.BUSY in app.texts
    assert app.test.text_area(key="text-0").value == BRIDGE.decode()
    go_on.set()


@pytest.mark.parametrize(
    ("lines", "addresses"),
    [
        ("https://a.example/1\n\n  http://b.example/2 ", ["https://a.example/1", "http://b.example/2"]),
        ("a.example/1", ["https://a.example/1"]),
        ("/etc/passwd", ["https:///etc/passwd"]),
        ("javascript:alert(1)", ["javascript:alert(1)"]),
        (" \n", []),
    ],
)
def test_each_line_is_an_address_and_never_a_path(lines: str, addresses: list[str]) -> None:
    assert addresses_of(lines) == addresses
