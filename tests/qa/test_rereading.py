"""What the reader sees of a sentence, and what its word does to the ranking."""

from corpus import Corpus
from qa.candidates import Candidate
from qa.choosing import SentenceChooser
from qa.query import Query
from qa.rereading import reread, window_of
from qa.retrieving import HybridRetriever
from tests.qa.making import add, candidate
from tests.qa.scripted_reader import ScriptedReader

STORY = (
    "The Tolm Bridge opened on Friday after long delays. It cost 318 million florins. "
    "Nobody from the ministry came to the ceremony. The weather was mild and dry."
)


def ranked(corpus: Corpus, question: str, reader: ScriptedReader) -> list[Candidate]:
    query = Query.of(question)
    return SentenceChooser(corpus, lambda: reader).rank(query, HybridRetriever(corpus).retrieve(query, 20))


def test_a_sentence_is_read_between_its_neighbours_under_title_and_day(corpus: Corpus) -> None:
    add(corpus, bridge=STORY)
    reader = ScriptedReader()
    ranked(corpus, "What did the bridge cost?", reader)
    (window,) = [each for each in reader.windows if each.focus and each.focus.of(each.text).startswith("It cost")]
    assert window.text == STORY[: STORY.index(" The weather")]
    assert window.header.startswith("bridge")


def test_the_first_and_the_last_sentence_have_one_neighbour(corpus: Corpus) -> None:
    add(corpus, bridge=STORY)
    reader = ScriptedReader()
    ranked(corpus, "What did the bridge cost?", reader)
    texts = [window.text for window in reader.windows]
    assert STORY[: STORY.index(" Nobody")] in texts
    assert STORY[STORY.index("Nobody") :] in texts


def test_what_the_reader_found_is_told_in_characters_of_the_article(corpus: Corpus) -> None:
    ids = add(corpus, bridge=STORY)
    found = ranked(corpus, "What did the bridge cost?", ScriptedReader(**{"318 million florins": 0.9}))
    (cost,) = [each for each in found if each.text.startswith("It cost")]
    assert cost.answer is not None
    assert cost.answer.of(corpus.catalogue.article(ids["bridge"]).text) == "318 million florins"
    assert cost.answerable == 0.9


def test_a_sentence_in_which_the_reader_finds_the_answer_comes_first(corpus: Corpus) -> None:
    add(corpus, bridge=STORY)
    assert not ranked(corpus, "Was it nice at the Tolm Bridge?", ScriptedReader())[0].text.startswith("The weather")
    lifted = ranked(corpus, "Was it nice at the Tolm Bridge?", ScriptedReader(**{"mild and dry": 0.99}))
    assert lifted[0].text == "The weather was mild and dry."


def test_scores_fall_from_those_that_were_read_to_those_that_were_not(corpus: Corpus) -> None:
    add(corpus, bridge=" ".join(f"The Tolm Bridge carried {number} lorries in a week." for number in range(2, 40)))
    scores = [each.score for each in ranked(corpus, "How many lorries?", ScriptedReader())]
    assert len(scores) == 38
    assert scores == sorted(scores, reverse=True)


def test_a_question_longer_than_the_reader_knows_is_not_read(corpus: Corpus) -> None:
    add(corpus, bridge=STORY)
    reader = ScriptedReader()
    long = (
        "Which bridge, that the Tribune and the Gazette and the Post and the Herald and the Star wrote about, opened on"
    )
    assert len(ranked(corpus, f"{long} that opened on a Friday after long delays?", reader)) == 4
    assert reader.windows == []


def test_a_candidate_without_neighbours_is_read_alone() -> None:
    alone = candidate("Rain fell.", score=0.5)
    window = window_of(alone)
    assert window.text == "Rain fell."
    assert window.header == "Verdict | 2 July 2026"


def test_candidates_keep_their_order_when_read() -> None:
    some = [candidate(text, score=0.5) for text in ("Rain fell.", "Snow fell.", "Ash fell.")]
    assert [each.text for each in reread(ScriptedReader(), "What fell?", some)] == [each.text for each in some]
