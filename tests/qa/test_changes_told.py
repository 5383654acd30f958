"""The whole flow where two articles give two values: told first, cited to both, whichever model goes on."""

import pytest

from corpus import Corpus, RawDocument, ingest
from qa.answer import Answer
from qa.conflicts import ConflictKind
from qa.evaluating.scoring import exact_citations, uncovered
from qa.pipeline import QuestionAnswerer
from qa.prompting import DECLINE, Style
from qa.settings import QASettings
from tests.fakes import ScriptedGenerator
from tests.qa.making import add

QUESTION = "How many people were hurt in the Norby fire?"
EIGHT = "Eight people were hurt in the Norby fire. The roof of the hall fell in."
FIVE = "Five people, not eight, were hurt in the Norby fire. One of them has gone home."


@pytest.fixture
def telling_two(corpus: Corpus) -> Corpus:
    add(corpus, first=EIGHT, second=FIVE)
    return corpus


def ask(corpus: Corpus, *drafts: str, style: Style) -> Answer:
    generator = ScriptedGenerator(*drafts, style=style)
    reply = QuestionAnswerer(corpus, QASettings(reader=False), generator=generator).ask(QUESTION)
    assert isinstance(reply, Answer), reply
    assert not uncovered(reply)
    assert all(exact_citations(reply, corpus))
    return reply


def test_a_change_leads_the_answer_and_both_sentences_follow(telling_two: Corpus) -> None:
    reply = ask(telling_two, style=Style.SHORT)
    first, rest = reply.text.split(".", maxsplit=1)
    assert first.startswith("“Five people” (2 March 2026); an earlier report said “Eight people”")
    assert rest.index("Five people, not eight") < rest.index("Eight people were hurt")
    (conflict,) = reply.conflicts
    assert conflict.kind is ConflictKind.CHANGE


@pytest.mark.parametrize("draft", ["Five people were hurt in the Norby fire [1].", DECLINE])
def test_a_large_model_goes_on_after_it(telling_two: Corpus, draft: str) -> None:
    reply = ask(telling_two, draft, DECLINE, style=Style.FULL)
    assert reply.text.startswith("“Five people”")
    assert len(reply.conflicts) == 1
    assert {citation.quote_text[:4] for citation in reply.citations} == {"Five", "Eigh"}


def test_an_article_that_was_corrected_is_in_no_conflict_with_its_earlier_version(corpus: Corpus) -> None:
    for text in (EIGHT, FIVE):
        whole = f"Title: Fire in Norby\nDate: 2026-03-02\n\n{text} Nobody knows yet how it began, the police said."
        ingest(corpus, [RawDocument("fire.txt", whole.encode(), is_place=True)])
    reply = ask(corpus, DECLINE, style=Style.SHORT)
    assert reply.text.startswith("Five people, not eight")
    assert reply.conflicts == ()
