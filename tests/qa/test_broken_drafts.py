"""A draft that is cut or starts over: what of it may be shown."""

from collections.abc import Iterator, Sequence

import pytest

from corpus import Corpus
from qa.allowance import Allowance
from qa.answer import Answer
from qa.conversation import Turn
from qa.errors import ModelError
from qa.generating import Signal
from qa.pipeline import QuestionAnswerer
from qa.prompting import Message, Style
from qa.serializing import reply_as_json
from qa.wording import reply_in_words
from tests.fakes import ScriptedGenerator

FINED = "How much was Reach Line fined?"
TRUE = "Reach Line was fined 2.4 million florins on Thursday [1]."
ALSO_TRUE = "Reach Line earned 6.8 million florins [2]."


class Signalling(ScriptedGenerator):
    """Says what it was given, word for word and signal for signal, and keeps its allowances."""

    def __init__(self, *pieces: str | Signal | Exception, style: Style = Style.FULL) -> None:
        super().__init__(style=style)
        self.allowances: list[Allowance | None] = []
        self._pieces = pieces

    def stream(self, prompt: Sequence[Message], allowance: Allowance | None = None) -> Iterator[str | Signal]:
        self.allowances.append(allowance)
        for piece in self._pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece


def reply_to(corpus: Corpus, *pieces: str | Signal | Exception) -> Answer:
    reply = QuestionAnswerer(corpus, generator=Signalling(*pieces)).ask(FINED)
    assert isinstance(reply, Answer)
    return reply


@pytest.mark.parametrize(
    "rest", ["Reach Line earned", "Reach Line earned 6.", "Reach Line earned 6.8 million florins [2"]
)
def test_the_last_sentence_of_a_cut_draft_is_never_shown(filled_corpus: Corpus, rest: str) -> None:
    reply = reply_to(filled_corpus, f"{TRUE} {rest}", Signal.CUT)
    assert (reply.text, reply.is_cut) == (TRUE.replace(" [1]", ""), True)


def test_a_last_sentence_that_looks_whole_is_left_out_of_a_cut_draft(filled_corpus: Corpus) -> None:
    assert reply_to(filled_corpus, f"{TRUE} {ALSO_TRUE}").text.endswith("6.8 million florins.")
    assert reply_to(filled_corpus, f"{TRUE} {ALSO_TRUE}", Signal.CUT).text == TRUE.replace(" [1]", "")


def test_a_cut_answer_says_so_in_json_and_in_words(filled_corpus: Corpus) -> None:
    reply = reply_to(filled_corpus, f"{TRUE} And", Signal.CUT)
    assert reply_as_json(reply)["is_cut"] is True
    assert "reached its limit of length" in reply_in_words(reply)
    whole = reply_to(filled_corpus, TRUE)
    assert reply_as_json(whole)["is_cut"] is False
    assert "limit of length" not in reply_in_words(whole)


def test_quotes_in_the_place_of_a_cut_draft_are_whole(filled_corpus: Corpus) -> None:
    reply = reply_to(filled_corpus, "Reach Line was fined 2.4 million", Signal.CUT)
    assert (reply.text.startswith("Reach Line was fined"), reply.is_cut) == (True, False)


def test_of_a_draft_that_starts_over_the_begun_sentence_is_dropped(filled_corpus: Corpus) -> None:
    reply = reply_to(filled_corpus, "Reach Line was fined 9 million. Reach L", Signal.AGAIN, TRUE)
    assert reply.text == TRUE.replace(" [1]", "")


def test_what_was_shown_before_a_draft_started_over_is_not_said_twice(filled_corpus: Corpus) -> None:
    again = "On Thursday Reach Line was fined 2.4 million florins [1]. " + ALSO_TRUE
    reply = reply_to(filled_corpus, f"{TRUE} Then it ", Signal.AGAIN, again)
    assert reply.text == f"{TRUE} {ALSO_TRUE}".replace(" [1]", "").replace(" [2]", "")


def test_a_failure_after_a_sentence_is_a_failure(filled_corpus: Corpus) -> None:
    with pytest.raises(ModelError, match="lost"):
        reply_to(filled_corpus, f"{TRUE} Then it ", ModelError("lost"))


def test_rewriting_and_answering_share_one_allowance(filled_corpus: Corpus) -> None:
    generator = Signalling("What was Reach Line fined for?")
    history = [Turn(question=FINED, answer="Reach Line was fined 2.4 million florins.")]
    QuestionAnswerer(filled_corpus, generator=generator).ask("And what was it fined for?", history=history)
    rewriting, answering, *_ = generator.allowances
    assert rewriting is not None
    assert answering is not None
    assert (rewriting.calls, answering.calls) == (1, 3)
    rewriting.spend()
    assert (rewriting.admits(), answering.calls) == (False, 2)
    assert rewriting.seconds < answering.seconds / 2


@pytest.mark.parametrize(
    "pieces",
    [("What was Reach Line fined for", Signal.CUT), ("Half a que", Signal.AGAIN, "What was Reach Line fined for?")],
    ids=["cut", "again"],
)
def test_a_rewriting_that_was_cut_is_not_believed_and_one_begun_anew_is(
    filled_corpus: Corpus, pieces: tuple[str | Signal, ...]
) -> None:
    generator = Signalling(*pieces)
    history = [Turn(question=FINED, answer="Reach Line was fined 2.4 million florins.")]
    asked = QuestionAnswerer(filled_corpus, generator=generator).interpret(
        "And what was it fined for?", history=history
    )
    believed = asked.standing == "What was Reach Line fined for?"
    assert believed is (Signal.AGAIN in pieces)
