"""Every question of the project's own set, with the real embedder: whatever is said, it is cited exactly.

Asked with the embedded model, about a second a question, and with a generator whose
drafts are worthless, so that the evidence is quoted.
"""

from collections.abc import Iterator, Sequence

import pytest

from corpus import Corpus, SentenceTransformerEmbedder
from qa.allowance import Allowance
from qa.answer import Answer, Reply
from qa.evaluating.scoring import exact_citations, uncovered
from qa.generating import ChatModelGenerator, Generator
from qa.pipeline import QuestionAnswerer
from qa.prompting import Message, Style
from qa.settings import QASettings
from tests.quality import sets

pytestmark = [pytest.mark.models, pytest.mark.slow, pytest.mark.timeout(600)]


class Worthless:
    """Drafts that no article supports, and one that is cut off."""

    name = "worthless"

    def __init__(self, style: Style) -> None:
        self.style = style

    def stream(self, prompt: Sequence[Message], allowance: Allowance | None = None) -> Iterator[str]:
        yield "The emperor of Ruritania paid 987 ducats to 'Question' [1]. Nobody"


@pytest.fixture(scope="module")
def own(
    tmp_path_factory: pytest.TempPathFactory, packaged_embedder: SentenceTransformerEmbedder
) -> tuple[Corpus, list[sets.Question]]:
    return sets.load_own(tmp_path_factory.mktemp("own"), packaged_embedder)


def assert_sound(reply: Reply, corpus: Corpus) -> None:
    if isinstance(reply, Answer):
        assert reply.text
        assert uncovered(reply) == "", reply
        assert set(exact_citations(reply, corpus)) == {True}, reply


@pytest.mark.parametrize("style", list(Style))
def test_worthless_drafts_leave_only_exact_quotes(own: tuple[Corpus, list[sets.Question]], style: Style) -> None:
    corpus, questions = own
    answerer = QuestionAnswerer(corpus, generator=Worthless(style))
    replies = [answerer.ask(question.question) for question in questions]
    for reply in replies:
        assert_sound(reply, corpus)
    texts = [reply.text for reply in replies if isinstance(reply, Answer)]
    assert len(texts) > len(questions) / 2
    assert not [text for text in texts if "Ruritania" in text or "ducats" in text]


def test_the_embedded_models_replies_are_covered_by_exact_quotes(own: tuple[Corpus, list[sets.Question]]) -> None:
    corpus, questions = own
    generator: Generator = ChatModelGenerator(QASettings())
    answerer = QuestionAnswerer(corpus, generator=generator)
    for question in questions:
        assert_sound(answerer.ask(question.question), corpus)
