"""One reply beside what is known of its question."""

from dataclasses import replace

import pytest

from corpus import Corpus, Span
from qa.answer import Abstention, Answer, Reason, Trace
from qa.evaluating.gold import Gold
from qa.evaluating.questions import KnownQuestion
from qa.evaluating.scoring import is_right, reply_figures, search_figures, uncovered
from qa.pipeline import QuestionAnswerer
from tests.fakes import ScriptedGenerator
from tests.qa.making import VERDICT, citation, evidence, passage


def answer(text: str) -> Answer:
    return Answer(question="?", text=text, citations=(citation(text),), evidence=evidence(VERDICT), model="m",
                  trace=Trace())  # fmt: skip


def abstention() -> Abstention:
    return Abstention(question="?", reason=Reason.WEAK_EVIDENCE, evidence=evidence(), model="m", trace=Trace())


def known(*answers: str) -> KnownQuestion:
    return KnownQuestion(question="?", answers=answers, answerable=bool(answers))


@pytest.mark.parametrize("expected", ["Rain", "RAIN FELL", "rain, fell!", "snow"])
def test_an_answer_is_found_case_and_marks_aside(expected: str) -> None:
    assert is_right(known("sleet", expected), answer("The Rain fell.")) is (expected != "snow")


def test_a_part_of_a_word_is_no_answer() -> None:
    assert not is_right(known("rain"), answer("The train left."))


def test_an_answer_may_stand_in_a_quote() -> None:
    assert is_right(known("2.4 million"), answer("It was fined."))
    assert not is_right(known("2.4 million"), answer("It was fined."), in_quotes=False)


def test_an_abstention_is_never_right() -> None:
    assert not is_right(known("rain"), abstention())


def test_letters_that_no_claim_covers_are_named() -> None:
    reply = answer("Rain fell.")
    assert uncovered(reply) == ""
    assert uncovered(replace(reply, text="Rain fell. So 9!")) == "So9"


def test_a_refusal_counts_for_what_cannot_be_answered_and_against_what_can(corpus: Corpus) -> None:
    assert reply_figures(known(), abstention(), Gold(), corpus) == {"refused, of unanswerable": 1.0}
    assert reply_figures(known("rain"), abstention(), Gold(), corpus) == {
        "answered, of answerable": 0.0,
        "holds a known answer": 0.0,
        "holds it in its text": 0.0,
        "token F1": 0.0,
    }


def test_what_a_question_does_not_tell_has_no_figure(corpus: Corpus) -> None:
    unknown = KnownQuestion(question="?")
    assert reply_figures(unknown, abstention(), Gold(), corpus) == {}
    assert search_figures([passage()], Gold()) == {}


def test_citations_are_checked_against_stored_articles_and_gold(filled_corpus: Corpus) -> None:
    question = KnownQuestion(question="Was Captain Herlev acquitted?", answers=("acquitted",), answerable=True)
    generator = ScriptedGenerator("Tomas Herlev was acquitted [1].")
    reply = QuestionAnswerer(filled_corpus, generator=generator).ask(question.question)
    assert isinstance(reply, Answer)
    (cited,) = reply.citations
    article_id, quote = cited.passage.article_id, cited.quote
    elsewhere = Span(start=quote.end + 1, end=quote.end + 9)
    right = reply_figures(question, reply, Gold(spans=((article_id, quote), (article_id, elsewhere))), filled_corpus)
    wrong = reply_figures(question, reply, Gold(spans=(("another", quote),)), filled_corpus)
    assert (right["precision"], right["recall"], right["quotes the evidence"]) == (1.0, 0.5, 1.0)
    assert (wrong["precision"], wrong["recall"], wrong["quotes the evidence"]) == (0.0, 0.0, 0.0)
    assert right["verbatim"] == wrong["verbatim"] == 1.0


def test_a_quote_that_is_not_in_its_article_is_not_verbatim(filled_corpus: Corpus) -> None:
    article = filled_corpus.catalogue.articles()[0]
    made_up = passage("x" * 20, article_id=article.article_id)
    cited = replace(citation("It was."), passage=made_up, quote=made_up.span)
    reply = replace(answer("It was."), citations=(cited,))
    assert reply_figures(known("x"), reply, Gold(), filled_corpus)["verbatim"] == 0.0


def test_a_ranking_is_scored_by_passages_and_by_articles() -> None:
    found = [passage(article_id="b"), passage(article_id="a", start=500), passage(article_id="a", start=0)]
    figures = search_figures(found, Gold(article_ids=frozenset("ac"), spans=(("a", Span(start=10, end=50)),)))
    assert (figures["passage hit@1"], figures["passage hit@5"], figures["passage MRR@10"]) == (0.0, 1.0, 1 / 3)
    assert (figures["article hit@1"], figures["article MRR@10"]) == (0.0, 0.5)
    assert figures["all gold articles@10"] == 0.0


def test_the_short_answer_is_scored_by_itself(filled_corpus: Corpus) -> None:
    reply = QuestionAnswerer(filled_corpus, generator=ScriptedGenerator("Tomas Herlev was acquitted [1].")).ask(
        "Was Captain Herlev acquitted?"
    )
    assert isinstance(reply, Answer)
    (cited,) = reply.citations
    at = cited.passage.text.index("acquitted") + cited.passage.span.start
    pointed = replace(cited, answer=Span(start=at, end=at + len("acquitted")))
    figures = reply_figures(known("acquitted"), replace(reply, citations=(pointed,)), Gold(), filled_corpus)
    assert figures["token F1 of the short answer"] == 1.0
    assert figures["token F1"] == pytest.approx(2 / 5)
