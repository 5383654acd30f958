"""What the reader sees of a sentence, and what its word does to the ranking."""

from dataclasses import replace

import pytest

from corpus import Corpus, Span
from qa.candidates import Candidate
from qa.choosing import SentenceChooser
from qa.query import Query
from qa.rereading import reranked, reread, support_alone, window_of
from qa.retrieving import HybridRetriever
from tests.qa.making import add, candidate, passage, scored
from tests.qa.scripted_reader import ScriptedReader

STORY = (
    "The Tolm Bridge opened on Friday after long delays. It cost 318 million florins. "
    "Nobody from the ministry came to the ceremony. The weather was mild and dry."
)


def ranked(corpus: Corpus, question: str, reader: ScriptedReader) -> list[Candidate]:
    query = Query.of(question)
    return SentenceChooser(corpus, lambda: reader).rank(query, HybridRetriever(corpus).retrieve(query, 20))


def test_a_sentence_is_read_in_its_passage_under_title_and_day(corpus: Corpus) -> None:
    add(corpus, bridge=STORY)
    reader = ScriptedReader()
    ranked(corpus, "What did the bridge cost?", reader)
    (window,) = [each for each in reader.windows if each.focus and each.focus.of(each.text).startswith("It cost")]
    assert window.text == STORY
    assert window.header.startswith("bridge")


def test_a_passage_is_read_with_the_same_window_for_ranking_and_for_choosing(corpus: Corpus) -> None:
    add(corpus, bridge=STORY)
    reader = ScriptedReader()
    ranked(corpus, "What did the bridge cost?", reader)
    assert {(window.header, window.text) for window in reader.windows} == {(reader.windows[0].header, STORY)}
    assert reader.windows[0].focus is None


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


def test_what_is_read_counts_from_the_beginning_of_the_article() -> None:
    whole = passage("Wind came. Rain fell.", start=100)
    sentence = Span(start=111, end=121)
    assert window_of(whole, sentence).focus == Span(start=11, end=21)
    some = replace(candidate("Rain fell.", score=0.5), passage=whole, span=sentence)
    (read,) = reread(ScriptedReader(Rain=0.8), "What fell?", [some])
    assert read.answer == Span(start=111, end=115)


def test_a_sentence_read_alone_is_all_that_the_reader_sees() -> None:
    some = replace(candidate("Rain fell.", score=0.5), passage=passage("Wind came. Rain fell.", start=100),
                   span=Span(start=111, end=121))  # fmt: skip
    reader = ScriptedReader(Wind=0.9)
    assert support_alone(reader, "What came?", some) == -8.0
    assert [(window.text, window.header) for window in reader.windows] == [("Rain fell.", "Verdict | 2 July 2026")]


def test_a_passage_in_which_the_reader_sees_an_answer_goes_before_one_that_was_a_little_better() -> None:
    found = [
        replace(scored(text, article_id=text, rank=rank), score=1 - rank / 100)
        for rank, text in enumerate(("It was long.", "Aldo Ruiz spoke.", "Rain fell."), start=1)
    ]
    order = reranked(ScriptedReader(Aldo_Ruiz=0.95), Query.of("Who spoke?"), [*found[:2], replace(found[2], score=0.1)])
    assert [each.passage.text for each in order] == ["Aldo Ruiz spoke.", "It was long.", "Rain fell."]
    assert [each.rank for each in order] == [1, 2, 3]


def test_passages_below_those_read_stay_below(corpus: Corpus) -> None:
    found = [
        replace(scored(f"Rain {number}.", article_id=f"{number}", rank=number), score=1 / number)
        for number in range(1, 21)
    ]
    reader = ScriptedReader(**{"Rain 12": 0.99, "Rain 13": 0.99})
    order = [each.passage.text for each in reranked(reader, Query.of("Which rain?"), found)]
    assert order.index("Rain 12.") < 11
    assert order[12:] == [f"Rain {number}." for number in range(13, 21)]


def test_candidates_keep_their_order_when_read() -> None:
    some = [candidate(text, score=0.5) for text in ("Rain fell.", "Snow fell.", "Ash fell.")]
    assert [each.text for each in reread(ScriptedReader(), "What fell?", some)] == [each.text for each in some]


@pytest.mark.parametrize(
    ("story", "question"),
    [
        (STORY, "Wie viel hat die Brücke gekostet?"),
        ("Die Brücke hat 318 Mio. Gulden gekostet.", "What did Brücke cost?"),
    ],
)
def test_the_reader_is_not_asked_in_a_language_it_does_not_know(corpus: Corpus, story: str, question: str) -> None:
    add(corpus, bridge=story)
    reader = ScriptedReader()
    assert ranked(corpus, question, reader)
    assert reader.windows == []
