"""How a question was read stands above its reply, and each phrase can be set aside and taken back."""

from collections.abc import Callable

import pytest

from corpus import Corpus, Span
from qa import ModelError
from qa.answer import Understood
from qa.scoping import Phrase
from qa.spelling import Correction
from tests.ui.conftest import App
from tests.ui.fakes import QuotingAnswerer
from ui import phrasing
from ui.chips import chips_of

DATED = "What was the Reach Line fined for in articles from July 2026?"
WITHOUT_JULY = {
    "words": "July 2026:",
    "reading": "not read as a time or a publisher",
    "button": "↺",
    "action": "Ask again with this",
}


def chips(app: App, position: int = -1) -> list[tuple[str, str]]:
    return [
        (chip["words"], chip["reading"].replace("\u00a0", " "))
        for chip in app.components("exchange")[position]["chips"]
    ]


def test_slip_says_what_was_searched_for_besides() -> None:
    slip = Correction(written="toed", meant="towed", others=("tower",), is_stored=True, span=Span(start=8, end=12))
    (chip,) = chips_of("Who was toed?", Understood(corrections=(slip,)))
    assert (chip.words, chip.reading, chip.phrase) == ("", "searched for towed and tower too, for toed", "")


def test_follow_up_tells_what_it_was_taken_to_ask_and_can_be_asked_as_it_was_typed(
    open_app: Callable[[], App], filled: Corpus
) -> None:
    app = open_app()
    app.ask("Who was fined 2.4 million florins?")
    app.ask("Why?")
    ((words, reading),) = chips(app)
    assert words == ""
    assert reading.startswith("asked as “Why was fined 2.4 million florins")
    app.click("exchange", "reread", 0)
    assert chips(app) == [("", "asked as it was typed")]
    assert app.components("exchange")[-1]["question"] == "Why?"


def test_words_said_twice_have_one_chip() -> None:
    twice = tuple(
        Phrase(span=span, text="May 2026", kind="published", meaning="May 2026", is_filter=True)
        for span in (Span(start=0, end=8), Span(start=13, end=21))
    )
    assert len(chips_of("May 2026 and May 2026?", Understood(phrases=twice))) == 1


def test_date_stays_on_one_line_and_a_range_may_break() -> None:
    assert phrasing.together("only 16 to 22 November 2026") == "only 16 to 22\u00a0November\u00a02026"
    assert phrasing.together("May 2026 first") == "May\u00a02026 first"
    assert phrasing.together("only 28 March to 3 April 2026") == "only 28\u00a0March to 3\u00a0April\u00a02026"


def test_filter_is_told_above_the_answer_with_a_button_that_says_what_it_does(
    open_app: Callable[[], App], filled: Corpus
) -> None:
    app = open_app()
    app.ask(DATED)
    assert app.components("exchange")[-1]["chips"] == [
        {
            "words": "July 2026:",
            "reading": "only July\u00a02026",
            "button": "×",
            "action": "Ask again without this",
        }
    ]


def test_question_without_such_words_has_no_chips(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask("Who was fined 2.4 million florins?")
    assert chips(app) == []


def test_abstention_and_slip_have_their_chips_too(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask("Did Macron see the breakwter?")
    assert app.components("exchange")[-1]["note"]
    assert chips(app) == [("", "searched for breakwater too, for breakwter")]
    app.click("exchange", "reread", 0)
    assert len(app.components("exchange")) == 1


def test_removed_phrase_asks_again_without_it_and_the_first_reply_keeps_its_own(
    open_app: Callable[[], App], filled: Corpus
) -> None:
    app = open_app()
    app.ask(DATED)
    app.click("exchange", "reread", 0)
    first, second = app.components("exchange")
    assert first["question"] == second["question"] == DATED
    assert second["chips"] == [WITHOUT_JULY]
    assert chips(app, 0) == [("July 2026:", "only July 2026")]
    app.test.run()
    assert app.components("exchange")[-1]["chips"] == [WITHOUT_JULY]


def test_removed_phrase_stays_removed_when_the_question_is_typed_again(
    open_app: Callable[[], App], filled: Corpus
) -> None:
    app = open_app()
    app.ask(DATED)
    app.click("exchange", "reread", 0)
    app.ask(f"  {DATED} ")
    assert app.components("exchange")[-1]["chips"] == [WITHOUT_JULY]
    app.ask("What opened in articles from July 2026?")
    assert chips(app) == [("July 2026:", "only July 2026")]


def test_second_removal_adds_to_the_first(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask("What did the Keldmar Tribune report about the bridge in articles from May 2026?")
    assert [reading for _, reading in chips(app)] == ["only Keldmar Tribune", "only May 2026"]
    app.click("exchange", "reread", 0)
    app.click("exchange", "reread", 1, position=0)
    assert [reading for _, reading in chips(app)] == ["not read as a time or a publisher"] * 2


def test_phrase_that_was_set_aside_can_be_taken_back(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask(DATED)
    app.click("exchange", "reread", 0)
    app.click("exchange", "reread", 0)
    assert chips(app) == [("July 2026:", "only July 2026")]


def test_new_conversation_sets_nothing_aside(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    app.ask(DATED)
    app.click("exchange", "reread", 0)
    app.test.button(key="new-conversation").click().run()
    app.ask(DATED)
    assert chips(app) == [("July 2026:", "only July 2026")]


@pytest.mark.parametrize("value", [1, -1, "0", None, {"index": 0}])
def test_click_that_no_chip_can_make_is_ignored(open_app: Callable[[], App], filled: Corpus, value: object) -> None:
    app = open_app()
    app.ask(DATED)
    app.click("exchange", "reread", value)
    assert len(app.components("exchange")) == 1
    assert not app.test.exception


def test_failed_question_is_asked_again_with_the_same_words_set_aside(
    open_app: Callable[[], App], filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app()
    app.ask(DATED)

    def fail(self: QuotingAnswerer, question: str, *, ignored: frozenset[str] = frozenset()) -> None:
        raise ModelError("the model is away")

    with monkeypatch.context() as patched:
        patched.setattr(QuotingAnswerer, "stream", fail)
        app.click("exchange", "reread", 0)
        assert app.components("exchange")[-1]["retry"] == "Ask again"
    app.click("exchange", "retried", True)
    assert app.components("exchange")[-1]["chips"] == [WITHOUT_JULY]
