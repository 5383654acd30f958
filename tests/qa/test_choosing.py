"""From passages to their best sentences."""

from corpus import Corpus
from qa.candidates import Candidate
from qa.choosing import SentenceChooser, choose
from qa.query import Query
from qa.retrieving import HybridRetriever
from tests.qa.making import add, candidate

STORY = (
    "The Tolm Bridge opened on Friday after long delays. It cost 318 million florins. "
    "Nobody from the ministry came to the ceremony. The weather was mild and dry."
)


def ranked(corpus: Corpus, question: str) -> list[Candidate]:
    query = Query.of(question)
    return SentenceChooser(corpus).rank(query, HybridRetriever(corpus).retrieve(query, 20))


def orthogonal(number: int) -> tuple[float, ...]:
    return tuple(float(place == number) for place in range(12))


def test_the_sentence_that_answers_is_first(corpus: Corpus) -> None:
    add(corpus, bridge=STORY)
    assert (
        ranked(corpus, "When did the Tolm Bridge open?")[0].text
        == "The Tolm Bridge opened on Friday after long delays."
    )


def test_a_sentence_of_the_kind_asked_for_says_so(corpus: Corpus) -> None:
    add(corpus, bridge=STORY)
    kinds = {found.text: found.holds_kind for found in ranked(corpus, "How many florins did it cost?")}
    assert kinds["It cost 318 million florins."]
    assert not kinds["The weather was mild and dry."]


def test_every_sentence_of_the_passages_is_ranked_with_falling_scores(corpus: Corpus) -> None:
    add(corpus, bridge=STORY)
    found = ranked(corpus, "What did the bridge cost?")
    assert len(found) == 4
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)


def test_every_candidate_is_exactly_a_stretch_of_its_article(corpus: Corpus) -> None:
    ids = add(corpus, bridge=STORY)
    text = corpus.catalogue.article(ids["bridge"]).text
    assert all(found.span.of(text) == found.text for found in ranked(corpus, "the bridge"))


def test_without_passages_there_are_no_candidates(corpus: Corpus) -> None:
    assert ranked(corpus, "the bridge") == []


def test_a_candidate_becomes_a_passage_of_one_sentence() -> None:
    shown = candidate("Rain fell.", score=0.7).as_evidence(3)
    assert (shown.passage.text, shown.score, shown.rank, shown.stage) == ("Rain fell.", 0.7, 3, "sentence")


def test_no_more_are_chosen_than_asked_for() -> None:
    many = [candidate(f"Rain fell {n}.", score=9 - n, article_id=f"a{n}", vector=orthogonal(n)) for n in range(6)]
    assert [item.text for item in choose(many, 2)] == ["Rain fell 0.", "Rain fell 1."]


def test_near_duplicates_are_chosen_once() -> None:
    first = candidate("Rain fell.", score=3, vector=(1, 0))
    again = candidate("Rain fell!", score=2, article_id="b", vector=(1, 0.1))
    other = candidate("Sun rose.", score=1, article_id="c", vector=(0, 1))
    assert choose([first, again, other], 3) == [first, other]


def test_a_fourth_sentence_of_one_article_only_fills_up() -> None:
    same = [candidate(f"Rain fell {n}.", score=9 - n, article_id="a", vector=orthogonal(n)) for n in range(5)]
    other = candidate("Sun rose.", score=1, article_id="b", vector=orthogonal(7))
    assert choose([*same, other], 4) == [*same[:3], other]
    assert choose([*same, other], 5) == [*same[:4], other]


def test_nothing_chosen_from_nothing() -> None:
    assert choose([], 5) == []


def test_a_question_about_two_things_has_a_sentence_of_each_first(corpus: Corpus) -> None:
    add(
        corpus,
        tessel="Tessel made a profit of 39 million florins. The profit of Tessel fell. Tessel sells theodolites.",
        reach="Reach Line has had a good year. Its profit was 6.8 million florins, Reach Line said.",
    )
    found = ranked(corpus, "Did Tessel and Reach Line both make a profit?")
    assert {item.passage.title for item in found[:2]} == {"tessel", "reach"}
