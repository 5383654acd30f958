"""What becomes of a model's sentences: cited, attributed afterwards, dropped, written anew."""

import pytest

from corpus import Corpus
from qa.answer import Answer
from qa.conversation import Turn
from qa.errors import ModelError
from qa.pipeline import QuestionAnswerer
from qa.prompting import DECLINE, Style
from qa.settings import QASettings
from qa.verdicts import Verdict
from tests.fakes import ScriptedGenerator, cited
from tests.qa.faulty import FaultyServer, Handler, Script
from tests.qa.faulty import answer as stream

FINED = "How much was Reach Line fined?"
TRUE = "Reach Line was fined 2.4 million florins on Thursday."


def answer(corpus: Corpus, *drafts: str) -> Answer:
    reply = QuestionAnswerer(corpus, generator=ScriptedGenerator(*drafts)).ask(FINED)
    assert isinstance(reply, Answer), reply
    return reply


def test_a_claim_quotes_the_sentence_it_cites(filled_corpus: Corpus) -> None:
    (citation,) = answer(filled_corpus, f"{TRUE[:-1]} [{{Reach Line was fined}}].").citations
    assert citation.quote_text.startswith(TRUE[:-1])
    assert not citation.attributed


@pytest.mark.parametrize("marker", ["", "[1]", "[c99]", "[{acquitted}]"])
def test_a_claim_that_does_not_cite_its_quote_is_attributed_and_labelled_so(filled_corpus: Corpus, marker: str) -> None:
    reply = answer(filled_corpus, f"{TRUE} {marker}")
    assert reply.text == TRUE
    assert [citation.attributed for citation in reply.citations] == [True]
    assert reply.citations[0].quote_text.startswith(TRUE[:-1])


def test_what_is_left_out_is_kept_with_its_reason(filled_corpus: Corpus) -> None:
    reply = answer(filled_corpus, f"{TRUE} Reach Line was fined 9 million florins [{{Reach Line was fined}}].", DECLINE)
    assert reply.text == TRUE
    (dropped,) = reply.dropped
    assert (dropped.text, dropped.verdict) == ("Reach Line was fined 9 million florins.", Verdict.UNSUPPORTED)
    assert dropped.reason == "the number 9,000,000 does not stand in the quote"
    assert dropped.quote_text.startswith(TRUE[:-1])


def test_an_abstention_keeps_what_was_left_out(filled_corpus: Corpus) -> None:
    draft = "The articles do not say who paid."
    reply = QuestionAnswerer(filled_corpus, generator=ScriptedGenerator(draft)).ask(FINED)
    assert [claim.reason for claim in reply.dropped] == ["it says that the evidence does not answer"]


def test_a_plain_decline_is_no_sentence_that_was_left_out(filled_corpus: Corpus) -> None:
    assert QuestionAnswerer(filled_corpus, generator=ScriptedGenerator(DECLINE)).ask(FINED).dropped == ()


WRONG = "Reach Line was fined 9 million florins [{Reach Line was fined}]."
MENDED = "Reach Line earned 6.8 million florins [{6.8 million}]."


def asked(corpus: Corpus, *drafts: str, style: Style = Style.FULL, error: Exception | None = None) -> ScriptedGenerator:
    """The generator after it was asked."""
    generator = ScriptedGenerator(*drafts, style=style, error=error)
    QuestionAnswerer(corpus, generator=generator).ask(FINED)
    return generator


def test_a_large_model_is_shown_once_what_failed_and_why_and_may_write_it_anew(filled_corpus: Corpus) -> None:
    generator = ScriptedGenerator(f"{TRUE} {WRONG}", MENDED)
    reply = QuestionAnswerer(filled_corpus, generator=generator).ask(FINED)
    assert isinstance(reply, Answer)
    assert reply.text == f"{TRUE} Reach Line earned 6.8 million florins."
    first, second = generator.prompts
    assert (
        second[1].text.split("Question:")[0].splitlines()[1:-2]
        == first[1].text.split("Question:")[0].splitlines()[1:-2]
    )
    assert (
        "- Reach Line was fined 9 million florins. (Not proved: the number 9,000,000 does not stand" in second[1].text
    )
    first_allowance, second_allowance = generator.allowances
    assert first_allowance is second_allowance is not None
    assert [step.name for step in reply.trace.steps][-2:] == ["repair", "ground again"]


def test_what_fails_a_second_time_is_left_out_and_nobody_is_asked_again(filled_corpus: Corpus) -> None:
    generator = ScriptedGenerator(f"{TRUE} {WRONG}", "Reach Line was fined 8 million florins.")
    reply = QuestionAnswerer(filled_corpus, generator=generator).ask(FINED)
    assert isinstance(reply, Answer)
    assert (reply.text, len(generator.prompts), len(reply.dropped)) == (TRUE, 2, 2)


@pytest.mark.parametrize("draft", [TRUE, DECLINE, "", f"{TRUE} Reach Line earned", "The articles do not say who paid."])
def test_where_no_statement_failed_the_model_is_asked_once(filled_corpus: Corpus, draft: str) -> None:
    assert len(asked(filled_corpus, draft).prompts) == 1


def test_a_small_model_is_never_asked_again(filled_corpus: Corpus) -> None:
    assert len(asked(filled_corpus, WRONG, style=Style.SHORT).prompts) <= 1


def test_a_repair_that_fails_leaves_the_answer_as_it_was(filled_corpus: Corpus) -> None:
    generator = ScriptedGenerator(f"{TRUE} {WRONG}", error=ModelError("it failed"))
    reply = QuestionAnswerer(filled_corpus, generator=generator).ask(FINED)
    assert isinstance(reply, Answer)
    assert reply.text == TRUE


def test_after_the_deadline_nothing_is_written_anew(filled_corpus: Corpus) -> None:
    settings = QASettings(answer_seconds=1e-9)
    generator = ScriptedGenerator(f"{TRUE} {WRONG}")
    reply = QuestionAnswerer(filled_corpus, settings, generator=generator).ask(FINED)
    assert isinstance(reply, Answer)
    assert (reply.text, len(generator.prompts)) == (TRUE, 1)


def test_a_follow_up_with_a_repair_makes_three_calls_and_no_more(filled_corpus: Corpus) -> None:
    generator = ScriptedGenerator("How much was Reach Line fined on Thursday?", f"{TRUE} {WRONG}", WRONG)
    history = [Turn(question="Who was fined?", answer="Reach Line was fined.")]
    QuestionAnswerer(filled_corpus, generator=generator).ask("How much was it fined on Thursday?", history=history)
    assert len(generator.prompts) == 3


def test_a_server_that_speaks_the_protocol_is_asked_again_over_the_wire(filled_corpus: Corpus) -> None:
    with FaultyServer([answered(f"{TRUE} {WRONG}"), answered(MENDED)]) as server:
        settings = QASettings(model="faulty", base_url=server.base_url)
        reply = QuestionAnswerer(filled_corpus, settings).ask(FINED)
    assert isinstance(reply, Answer)
    assert reply.text == f"{TRUE} Reach Line earned 6.8 million florins."
    assert [citation.attributed for citation in reply.citations] == [True, False]
    assert len(server.calls) == 2


def answered(draft: str) -> Script:
    """The draft in pieces of three characters, its words in braces replaced by ids as the prompt has them."""

    def script(handler: Handler) -> None:
        text = cited(draft, handler.server.calls[-1]["messages"][-1]["content"])
        stream(*(text[at : at + 3] for at in range(0, len(text), 3)))(handler)

    return script
