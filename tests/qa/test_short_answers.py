"""The few words that answer: when they are said, how they are written, what they cite."""

from dataclasses import replace

import pytest

from corpus import Corpus, Span
from qa import pipeline
from qa.answer import Answer, Reply
from qa.candidates import Candidate
from qa.evaluating.scoring import exact_citations, uncovered
from qa.pipeline import QuestionAnswerer
from qa.prompting import Style
from qa.reading import NAME
from qa.settings import QASettings
from qa.short_answers import beside, in_words, led_by, short_answer
from tests.fakes import ScriptedGenerator
from tests.qa.making import VERDICT, candidate
from tests.qa.scripted_reader import ScriptedReader

FINED = "How much was Reach Line fined?"


def read(words: str, *, support: float = 5.0, text: str = VERDICT) -> Candidate:
    start = text.index(words)
    found = candidate(text, score=1.0)
    return replace(found, answer=Span(start=start, end=start + len(words)), support=support, answerable=0.9)


def alone(found: Candidate) -> float:
    """The sentence without its passage convinces as much as with it."""
    return found.support


def test_of_several_sentences_the_one_with_the_surest_words_is_taken() -> None:
    weaker, surer = read("Reach Line", support=1.0), read("2.4 million florins", support=4.0)
    assert short_answer([weaker, surer], alone) is surer


@pytest.mark.parametrize(
    ("words", "said"),
    [("2.4 million", "2.4 million florins"), ("2.4 million florins", "2.4 million florins"), ("Reach", "Reach")],
)
def test_a_number_is_said_with_its_unit(words: str, said: str) -> None:
    found = short_answer([read(words)], alone)
    assert found is not None
    assert found.answer is not None
    assert found.answer.of(VERDICT) == said
    assert led_by(found, [read(words)]) == [found]


@pytest.fixture
def knowing(monkeypatch: pytest.MonkeyPatch) -> ScriptedReader:
    """The reader of the pipeline, which knows what the fine was."""
    reader = ScriptedReader(**{"2.4 million florins": 0.93})
    monkeypatch.setattr(pipeline, "packaged_reader", lambda: reader)
    return reader


def ask(corpus: Corpus, question: str, *, style: Style = Style.SHORT, reader: bool = True) -> Reply:
    generator = ScriptedGenerator("Reach Line was fined 2.4 million florins on Thursday. [1]", style=style)
    return QuestionAnswerer(corpus, QASettings(reader=reader), generator=generator).ask(question)


@pytest.mark.parametrize(
    ("words", "written"),
    [("2.4 million florins", "2.4 million florins."), ("endangering passengers.", "Endangering passengers.")],
)
def test_the_words_become_a_sentence(words: str, written: str) -> None:
    assert in_words(read(words)) == written


def test_words_that_the_reader_doubts_are_not_said() -> None:
    assert short_answer([read("2.4 million florins", support=-6.0)], alone) is None
    assert short_answer([candidate(VERDICT, score=1.0)], alone) is None
    assert short_answer([], alone) is None


def test_words_that_the_reader_doubts_when_it_reads_their_sentence_alone_are_not_said() -> None:
    found = read("2.4 million florins", support=8.0)
    assert short_answer([found], lambda _: -3.0) is found
    assert short_answer([found], lambda _: -8.0) is None


def test_a_short_answers_sentence_leads_and_what_the_reader_doubts_is_not_quoted_beside_it() -> None:
    doubted, found, other = (
        read("Reach Line", support=support, text=VERDICT + " So it goes." * number)
        for number, support in enumerate((-9.0, 4.0, -1.0))
    )
    assert beside(found, [doubted, found, other]) == [found, other]
    assert led_by(found, [doubted, found, other]) == [found, doubted, other]


def test_a_small_models_answer_is_the_readers_words_and_their_sentence(
    filled_corpus: Corpus, knowing: ScriptedReader
) -> None:
    reply = ask(filled_corpus, FINED)
    assert isinstance(reply, Answer)
    assert reply.text.startswith("2.4 million florins. Reach Line was fined 2.4 million florins on Thursday for")
    assert reply.model == NAME
    first, second, *_ = reply.citations
    assert first.quote == second.quote
    assert first.marker == second.marker == 1
    assert first.answer is not None
    text = filled_corpus.catalogue.article(first.passage.article_id).text
    assert first.answer.of(text) == "2.4 million florins"
    assert first.support == 0.93
    assert not uncovered(reply)
    assert all(exact_citations(reply, filled_corpus))


def test_a_large_model_writes_its_own_answer(filled_corpus: Corpus, knowing: ScriptedReader) -> None:
    reply = ask(filled_corpus, FINED, style=Style.FULL)
    assert isinstance(reply, Answer)
    assert reply.text == "Reach Line was fined 2.4 million florins on Thursday."
    assert reply.model != NAME


def test_switched_off_the_reader_is_not_asked(filled_corpus: Corpus, knowing: ScriptedReader) -> None:
    reply = ask(filled_corpus, FINED, reader=False)
    assert isinstance(reply, Answer)
    assert knowing.windows == []
    assert reply.model != NAME


def test_an_answer_as_long_as_its_sentence_is_not_said_twice(
    filled_corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ("Reach Line was fined 2.4 million florins on Thursday for endangering the passengers of the Skarrow Tern, "
             "and its former technical director")  # fmt: skip
    reader = ScriptedReader(**{whole: 0.9})
    monkeypatch.setattr(pipeline, "packaged_reader", lambda: reader)
    reply = ask(filled_corpus, FINED)
    assert isinstance(reply, Answer)
    assert reply.text.startswith(f"{whole} received")
