"""The chat page, run by AppTest: answers with markers, abstentions, failures, and what survives a rerun."""

from collections.abc import Callable

import pytest

from corpus import Corpus, Passage, Span
from qa import Abstention, Answer, Citation, Evidence, Reason, Trace
from tests.ui.conftest import App
from tests.ui.fakes import MODEL
from ui import wording
from ui.escaping import escaped
from ui.exchanges import abstention_note, sentences_of
from ui.keeping import name_for
from ui.sources import quotes_of

QUESTION = "Who was fined 2.4 million florins on Thursday?"


def last(app: App) -> dict[str, object]:
    return app.components("exchange")[-1]


def test_answer_shows_its_sentences_with_the_numbers_of_their_quotes(
    open_app: Callable[[], App], filled: Corpus
) -> None:
    app = open_app()
    app.ask(QUESTION)
    exchange = last(app)
    assert exchange["question"] == QUESTION
    assert exchange["sentences"] == [
        {
            "text": "Reach Line was fined 2.4 million florins on Thursday for endangering passengers.",
            "numbers": [1],
        },
        {"text": " The bridge cost 318 million florins.", "numbers": [2]},
    ]
    assert exchange["status"] == ""


def test_quotes_stand_below_the_answer_and_passages_are_folded(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask(QUESTION)
    passages, quotes = last(app)["lists"]  # type: ignore[misc]
    assert (passages["name"], passages["folded"]) == ("passages", True)
    assert quotes["heading"] == "Quotes"
    assert quotes["entries"][1] == {
        "text": "The bridge cost 318 million florins.",
        "answer": [0, 0],
        "title": "Tolm Bridge opens after seven-month delay",
        "byline": "Keldmar Tribune, 15\u00a0May\u00a02026",
        "label": "Open citation 2: Tolm Bridge opens after seven-month delay",
    }


def test_clicked_marker_opens_the_article_at_its_quote(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask(QUESTION)
    app.click("exchange", "opened", {"list": "quotes", "index": 1})
    paragraphs = app.components("article")[0]["paragraphs"]
    assert [piece["text"] for pieces in paragraphs for piece in pieces if piece["marked"]] == [
        "The bridge cost 318 million florins."
    ]
    assert last(app)["opened"] == "quotes-1"


@pytest.mark.parametrize(
    "value",
    [
        {"list": "quotes", "index": 99},
        {"list": "quotes", "index": -1},
        {"list": "elsewhere", "index": 0},
        {"list": "quotes"},
        "quotes",
        None,
    ],
)
def test_click_that_no_marker_can_make_is_ignored(open_app: Callable[[], App], filled: Corpus, value: object) -> None:
    app = open_app()
    app.ask(QUESTION)
    app.click("exchange", "opened", value)
    assert app.components("article") == []
    assert not app.test.exception


def test_conversation_outlives_reruns_and_grows(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask(QUESTION)
    app.test.run()
    app.ask("When did the Tolm Bridge open?")
    assert [exchange["question"] for exchange in app.components("exchange")] == [
        QUESTION,
        "When did the Tolm Bridge open?",
    ]


def test_answer_names_the_model(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask(QUESTION)
    assert last(app)["foot"] == f"Answered by {MODEL}"


def test_abstention_says_which_words_no_article_has_and_shows_the_nearest_passages(
    open_app: Callable[[], App], filled: Corpus
) -> None:
    app = open_app()
    app.ask("Did Macron see the breakwater?")
    exchange = last(app)
    assert exchange["note"] == "None of your articles mentions “Macron”."
    assert exchange["sentences"] == []
    assert [entries["heading"] for entries in exchange["lists"]] == ["The nearest passages"]  # type: ignore[attr-defined]
    app.click("exchange", "opened", {"list": "passages", "index": 0})
    assert app.components("article")


def test_expected_failure_shows_its_message_and_asks_again(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask("Will it fail?")
    failed = last(app)
    assert (failed["question"], failed["failed"], failed["retry"]) == ("Will it fail?", True, "Ask again")
    assert "The model 'fake:quoting' failed" in str(failed["note"])
    app.click("exchange", "retried", True)
    (again,) = app.components("exchange")
    assert {**again, "drawing": 0} == {**failed, "drawing": 0}  # whether it was drawn in between is chance


def test_a_model_that_fails_leaves_the_question_and_what_was_found(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    question = "Who was fined 2.4 million florins, or does it break?"
    app.ask(question)
    failed = last(app)
    assert (failed["question"], failed["retry"], failed["sentences"]) == (question, "Ask again", [])
    assert "broke off" in str(failed["note"])
    (passages,) = failed["lists"]  # type: ignore[misc]
    assert (passages["heading"], passages["folded"]) == ("The nearest passages", False)
    assert "2.4 million" in passages["entries"][0]["text"]
    app.click("exchange", "opened", {"list": "passages", "index": 0})
    assert app.components("article")


def test_only_the_last_failure_can_be_asked_again(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask("Will it fail?")
    app.ask(QUESTION)
    assert app.components("exchange")[0]["retry"] == ""
    app.click("exchange", "retried", True, position=0)
    assert len(app.components("exchange")) == 2


def test_unexpected_failure_shows_an_id_and_no_details(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask("Will it crash?")
    assert "The log names it as error" in str(last(app)["note"])
    assert "secret" not in app.texts + str(last(app))
    assert not app.test.exception


def test_new_conversation_forgets_the_exchanges(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask(QUESTION)
    app.test.button(key="new-conversation").click().run()
    assert app.components("exchange") == []
    assert wording.WELCOME_TITLE in app.texts


def test_without_articles_the_page_says_how_to_add_the_first(open_app: Callable[[], App]) -> None:
    app = open_app()
    assert wording.NO_ARTICLES_TITLE in app.texts
    assert app.test.chat_input[0].disabled


def test_hostile_question_is_data_of_the_component_only(open_app: Callable[[], App], filled: Corpus) -> None:
    hostile = "![](http://evil.example/x) <img src=x onerror=alert(1)>"
    app = open_app()
    app.ask(hostile)
    assert last(app)["question"] == hostile
    name = escaped(name_for(hostile))  # in the list of conversations
    assert "![" not in name
    assert "evil" not in app.texts.replace(name, "")


def passage(text: str) -> Passage:
    return Passage(passage_id="p", article_id="a", span=Span(start=0, end=len(text)), text=text, ordinal=0)


def test_sentences_glued_together_give_back_the_answer() -> None:
    text = "Rain fell. The river rose.\n\nThe bridge held."
    citations = tuple(
        Citation(marker=1, claim=Span(start=start, end=end), passage=passage(text), quote=quote, support=1.0)
        for start, end in ((0, 10), (11, 26), (28, 44))
        for quote in (Span(start=start, end=end), Span(start=0, end=10))
    )
    answer = Answer(question="?", text=text, citations=citations, evidence=Evidence(), model="m", trace=Trace())
    sentences = sentences_of(answer, quotes_of(citations))
    assert "".join(sentence["text"] for sentence in sentences) == text
    assert [sentence["numbers"] for sentence in sentences] == [[1], [1, 2], [1, 3]]


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence(reason: Reason) -> None:
    abstention = Abstention(question="?", reason=reason, evidence=Evidence(), model="m", trace=Trace())
    assert abstention_note(abstention).endswith(".")


@pytest.mark.parametrize(
    ("missing", "words"),
    [(("Oslo",), "“Oslo”"), (("Oslo", "Bergen"), "“Oslo” or “Bergen”"), (("a", "b", "c"), "“a”, “b” or “c”")],
)
def test_missing_words_are_named(missing: tuple[str, ...], words: str) -> None:
    abstention = Abstention(
        question="?", reason=Reason.WEAK_EVIDENCE, evidence=Evidence(), model="m", trace=Trace(), missing=missing
    )
    assert abstention_note(abstention) == f"None of your articles mentions {words}."
