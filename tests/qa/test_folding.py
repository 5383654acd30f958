"""Variants of one text take one place in a ranking, and what is left out is never the last of its story."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus import Corpus, ingest
from qa.answer import Answer, ScoredPassage
from qa.filtering import Filters
from qa.folding import fold
from qa.pipeline import QuestionAnswerer
from qa.query import Query
from qa.retrieving import CANDIDATES, HybridRetriever
from tests.fakes import ScriptedGenerator
from tests.qa.copies import CUT, LOCAL, OTHER_REPORT, REPORT, article_in, print_in, with_byline
from tests.qa.making import add, passage

COST = "How many florins did the restoration of the lighthouse cost?"
DRAFT = "The restoration cost 940,000 florins [1]."
A_AND_B = {"a": "one", "b": "one"}


def found(
    article_id: str, score: float, *, day: int | None = 3, publisher: str | None = "Tribune", start: int = 0
) -> ScoredPassage:
    """One line of a ranking; all passages are equally long."""
    published = datetime(2026, 3, day, tzinfo=UTC) if day else None
    bare = replace(passage(article_id=article_id, start=start), published=published, publisher=publisher)
    return ScoredPassage(passage=bare, score=score, rank=1, stage="test")


def left(ranking: list[ScoredPassage], stories: dict[str, str]) -> list[str]:
    return [item.passage.article_id for item in fold(ranking, stories)]


def publishers(corpus: Corpus, question: str, k: int, filters: Filters | None = None) -> list[str | None]:
    answerer = QuestionAnswerer(corpus, generator=ScriptedGenerator())
    return [item.passage.publisher for item in answerer.search(question, k, filters)]


def test_of_two_variants_the_one_with_the_best_passage_is_left() -> None:
    assert left([found("a", 1.0, day=9), found("b", 0.5, day=1), found("a", 0.4)], A_AND_B) == ["a", "a"]
    assert left([found("b", 1.0, day=9), found("a", 0.5, day=1), found("b", 0.4)], A_AND_B) == ["b", "b"]


def test_articles_without_variants_and_other_stories_stay_in_their_order() -> None:
    ranking = [found("a", 1.0), found("x", 0.9), found("b", 0.3), found("c", 0.2), found("y", 0.1)]
    assert left(ranking, {"a": "one", "b": "one", "c": "two"}) == ["a", "x", "c", "y"]


def test_ranks_count_from_one_again() -> None:
    folded = fold([found("a", 1.0), found("b", 0.5), found("x", 0.4)], A_AND_B)
    assert [(item.rank, item.score) for item in folded] == [(1, 1.0), (2, 0.4)]


def test_of_nearly_equal_variants_the_earliest_is_left() -> None:
    assert left([found("a", 1.0, day=9), found("b", 0.95, day=2)], A_AND_B) == ["b"]


def test_a_variant_without_a_date_comes_after_those_with_one() -> None:
    assert left([found("a", 1.0, day=None), found("b", 0.95)], A_AND_B) == ["b"]


def test_of_equally_early_variants_one_with_a_known_publisher_is_left() -> None:
    assert left([found("a", 1.0, publisher=None), found("b", 0.95)], A_AND_B) == ["b"]
    assert left([found("a", 1.0, day=2, publisher=None), found("b", 0.95)], A_AND_B) == ["a"]


def test_what_is_equal_in_all_goes_by_score_and_then_by_id() -> None:
    assert left([found("b", 1.0), found("a", 0.95)], A_AND_B) == ["b"]
    assert left([found("b", 1.0), found("a", 1.0)], A_AND_B) == ["a"]


def test_an_early_variant_that_was_cut_short_does_not_stand_for_the_whole_text() -> None:
    ranking = [found("a", 1.0, day=1), found("b", 0.95, day=9), found("b", 0.6, start=400)]
    assert left(ranking, A_AND_B) == ["b", "b"]


def test_nothing_folds_to_nothing() -> None:
    assert fold([], A_AND_B) == []


def test_copies_leave_room_for_other_articles(corpus: Corpus) -> None:
    for number, publisher in enumerate(["Tribune", "Courier", "Gazette", "Herald"], start=1):
        print_in(corpus, publisher, with_byline(number), day=9 - number)
    print_in(corpus, "Hennick Post", OTHER_REPORT)
    assert publishers(corpus, COST, 2) == ["Herald", "Hennick Post"]


def test_agency_reports_of_two_stories_are_both_found(corpus: Corpus) -> None:
    print_in(corpus, "Northern Press Agency", REPORT)
    print_in(corpus, "Northern Press Agency", OTHER_REPORT)
    assert publishers(corpus, COST, 5) == ["Northern Press Agency"] * 2


def test_more_copies_than_are_looked_at_still_leave_room_for_other_articles(corpus: Corpus) -> None:
    copies = [article_in(f"Paper {number}", with_byline(number)) for number in range(CANDIDATES + 10)]
    assert ingest(corpus, copies).variants == len(copies) - 1
    add(corpus, pans="A museum in the salt pans of Hennick would cost millions of florins, said the council.")
    found = HybridRetriever(corpus).retrieve(Query.of(COST), 2)
    assert [item.passage.title for item in found][1:] == ["pans"]


def test_a_variant_that_a_filter_keeps_out_does_not_take_the_others_with_it(corpus: Corpus) -> None:
    print_in(corpus, "Tribune", day=1)
    print_in(corpus, "Courier", f"{REPORT} {LOCAL}", day=9)
    assert publishers(corpus, COST, 5) == ["Tribune"]
    assert publishers(corpus, COST, 5, Filters(publishers=("Courier",))) == ["Courier"]
    assert publishers(corpus, COST, 5, Filters(earliest=datetime(2026, 3, 5, tzinfo=UTC))) == ["Courier"]


def test_a_removed_variant_leaves_its_place_to_the_next(corpus: Corpus) -> None:
    first = print_in(corpus, "Tribune", day=1)
    print_in(corpus, "Courier", f"{REPORT} {LOCAL}", day=9)
    corpus.remove(first)
    assert publishers(corpus, COST, 5) == ["Courier"]


def test_what_only_one_variant_holds_is_found_in_it(corpus: Corpus) -> None:
    print_in(corpus, "Tribune", day=1)
    print_in(corpus, "Courier", f"{REPORT} {LOCAL}", day=9)
    print_in(corpus, "Gazette", CUT, day=2)
    question = "What did the baker Olm Dreis of Tarnby promise?"
    draft = "Baker Olm Dreis promised a cake [1]."
    reply = QuestionAnswerer(corpus, generator=ScriptedGenerator(draft)).ask(question)
    assert isinstance(reply, Answer), reply
    assert [(citation.passage.publisher, citation.quote_text) for citation in reply.citations] == [("Courier", LOCAL)]


@pytest.mark.parametrize("publisher", ["Tribune", "Courier"])
def test_an_answer_cites_one_variant_and_names_the_others(corpus: Corpus, publisher: str) -> None:
    print_in(corpus, "Tribune", day=2)
    print_in(corpus, "Courier", f"{REPORT} {LOCAL}", day=9)
    print_in(corpus, "Gazette", CUT, day=4)
    answerer = QuestionAnswerer(corpus, generator=ScriptedGenerator(DRAFT))
    reply = answerer.ask(COST, Filters(publishers=(publisher,)))
    assert isinstance(reply, Answer), reply
    others = sorted({"Tribune", "Courier", "Gazette"} - {publisher})
    assert [
        (citation.passage.publisher, [copy.publisher for copy in citation.also_in]) for citation in reply.citations
    ] == [(publisher, others)]
    assert {item.passage.publisher for item in reply.evidence.items} == {publisher}
