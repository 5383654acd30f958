"""Conversations are kept as they go on, and are there again: in the sidebar, by address, in another tab."""

from collections.abc import Callable

import pytest

from corpus import Corpus
from corpus.errors import NoSpace
from tests.ui.conftest import App
from ui import addressing, conversation_wording, keeping, wording
from ui.escaping import escaped

FINED = "Who was fined 2.4 million florins on Thursday?"
BRIDGE = "What did the Tolm Bridge cost in florins?"


def questions(app: App) -> list[object]:
    return [data["question"] for data in app.components("exchange")]


def listed(app: App) -> list[str]:
    """The names of the conversations in the sidebar."""
    keys = ((str(button.key), button.label) for button in app.test.sidebar.button)
    return [label.replace("\\", "") for key, label in keys if key.startswith("conversation-")]


def quotes(app: App) -> list[dict[str, str]]:
    """The quotes below the last answer."""
    lists = app.components("exchange")[-1]["lists"]
    return [entry for entries in lists if entries["name"] == "quotes" for entry in entries["entries"]]


def address(app: App) -> str:
    return named(app, "c")


def named(app: App, name: str) -> str:
    """What the address has under a name; as one text where the app wrote it, as a list where the browser did."""
    value = app.test.query_params.get(name, "")
    return value if isinstance(value, str) else value[0]


def at(app: App, conversation_id: str) -> App:
    """The app as the browser opens it at the address of a conversation."""
    app.test.query_params["c"] = conversation_id
    app.test.run()
    return app


def test_conversation_is_whole_again_at_its_address(open_app: Callable[..., App], filled: Corpus) -> None:
    first = open_app()
    first.ask(FINED)
    first.ask(BRIDGE)
    again = at(open_app(), address(first))
    assert questions(again) == [FINED, BRIDGE]
    drawn = [{**data, "drawing": 0, "asked": ""} for data in again.components("exchange")]
    assert drawn == [{**data, "drawing": 0, "asked": ""} for data in first.components("exchange")]


def test_opened_quote_is_marked_again_at_its_address(open_app: Callable[..., App], filled: Corpus) -> None:
    first = open_app()
    first.ask(FINED)
    first.click("exchange", "opened", {"list": "quotes", "index": 1})
    again = open_app()
    for name in ("c", "article", "quote"):
        again.test.query_params[name] = named(first, name)
    again.test.run()
    paragraphs = again.components("article")[0]["paragraphs"]
    assert [piece["text"] for pieces in paragraphs for piece in pieces if piece["marked"]] == [
        "The bridge cost 318 million florins."
    ]


def test_what_is_asked_after_opening_goes_on_with_the_conversation(
    open_app: Callable[..., App], filled: Corpus
) -> None:
    first = open_app()
    first.ask(FINED)
    again = at(open_app(), address(first))
    again.ask(BRIDGE)
    assert address(again) == address(first)
    assert len(filled.catalogue.conversations.exchanges(address(first))) == 2


def test_sidebar_lists_conversations_and_opens_them(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app()
    app.ask(FINED)
    ferry = address(app)
    app.test.button(key="new-conversation").click().run()
    assert address(app) == ""
    app.ask(BRIDGE)
    assert listed(app) == [BRIDGE, FINED]
    app.test.button(key=f"conversation-{ferry}").click().run()
    assert questions(app) == [FINED]
    assert address(app) == ferry


def test_many_conversations_are_searched(open_app: Callable[..., App], filled: Corpus) -> None:
    kept = filled.catalogue.conversations
    for number in range(9):
        kept.add(f"{number:016x}", name=f"Question {number}", texts=(f"harbour {number}",), record="{}")
    app = open_app()
    assert listed(app) == [f"Question {number}" for number in range(8, 0, -1)]
    app.test.text_input(key="conversation-search").set_value("harbour 0").run()
    assert listed(app) == ["Question 0"]
    app.test.text_input(key="conversation-search").set_value("zeppelin").run()
    assert listed(app) == []
    assert conversation_wording.NONE_FOUND in app.texts


def test_open_conversation_is_renamed_and_deleted(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app()
    app.ask(FINED)
    app.test.text_input(key=f"name-{address(app)}").set_value("  The  fine ").run()
    app.test.button(key="rename-conversation").click().run()
    assert listed(app) == ["The fine"]
    app.test.button(key="delete-conversation").click().run()
    assert "This deletes 1 question with" in app.texts
    app.test.button(key="confirm-deletion").click().run()
    assert (listed(app), questions(app), address(app)) == ([], [], "")


@pytest.mark.parametrize("name", ["", "   "])
def test_conversation_does_not_lose_its_name(open_app: Callable[..., App], filled: Corpus, name: str) -> None:
    app = open_app()
    app.ask(FINED)
    app.test.text_input(key=f"name-{address(app)}").set_value(name).run()
    app.test.button(key="rename-conversation").click().run()
    assert listed(app) == [FINED]


def test_question_asked_again_takes_the_place_of_its_failure(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app()
    app.ask("fail please")
    app.click("exchange", "retried", True)
    assert len(filled.catalogue.conversations.exchanges(address(app))) == 1


def test_address_of_a_deleted_conversation_says_so(open_app: Callable[..., App], filled: Corpus) -> None:
    app = at(open_app(), "0" * 16)
    assert conversation_wording.GONE in app.texts
    app.ask(FINED)
    assert conversation_wording.GONE in app.texts
    app.test.button(key="new-conversation").click().run()
    assert conversation_wording.GONE not in app.texts


def test_conversation_says_of_a_removed_article_that_it_is_gone(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app()
    app.ask(FINED)
    (removed,) = {quote["title"] for quote in quotes(app)} - {"Tolm Bridge opens after seven-month delay"}
    filled.remove(next(each.article_id for each in filled.catalogue.articles() if each.title == removed))
    for opened in (app, at(open_app(), address(app))):
        opened.test.run()
        told = {quote["title"]: conversation_wording.REMOVED in quote["byline"] for quote in quotes(opened)}
        assert told == {removed: True, "Tolm Bridge opens after seven-month delay": False}
        opened.click("exchange", "opened", {"list": "quotes", "index": 0})
        assert wording.ARTICLE_GONE in opened.texts


def test_slow_browser_that_sends_no_conversation_closes_none(
    open_app: Callable[..., App], filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addressing, "BROWSER_SECONDS", 0.0)
    app = open_app()
    app.ask(FINED)
    conversation_id = address(app)
    del app.test.query_params["c"]
    app.test.run()
    assert (questions(app), address(app)) == ([FINED], conversation_id)


def test_conversation_that_cannot_be_kept_goes_on_and_says_so(
    open_app: Callable[..., App], filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise NoSpace("the disk is full; free some space")

    monkeypatch.setattr("corpus.conversations.Conversations.add", refuse)
    app = open_app()
    app.ask(FINED)
    assert questions(app) == [FINED]
    assert escaped("The disk is full; free some space.") in app.texts


def test_question_in_the_address_is_offered_and_asked_only_when_clicked(
    open_app: Callable[..., App], filled: Corpus
) -> None:
    app = open_app()
    app.test.query_params["q"] = FINED
    app.test.run()
    assert questions(app) == []
    assert conversation_wording.LINK_ASKS in app.texts
    next(button for button in app.test.button if button.label == escaped(FINED)).click().run()
    assert questions(app) == [FINED]
    assert "q" not in app.test.query_params
    assert conversation_wording.LINK_ASKS not in app.texts


@pytest.mark.parametrize(
    ("question", "name"),
    [("Who was\n fined?", "Who was fined?"), ("word " * 20, "word " * 10 + "word…"), ("x" * 80, "x" * 59 + "…")],
)
def test_conversation_is_named_after_its_first_question(question: str, name: str) -> None:
    assert keeping.name_for(question) == name
    assert len(name) <= keeping.NAME_CHARS
