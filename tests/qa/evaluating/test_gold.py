"""Where the gold of a question stands in a corpus."""

from pathlib import Path

import pytest

from corpus import Corpus, Span
from qa.evaluating.gold import Gold, GoldFinder, holds, located, squeezed
from qa.evaluating.questions import KnownQuestion
from tests.qa.evaluating.making import question_file
from tests.qa.making import passage

RIVER = "The river rose above the old stone quay"


def test_evidence_is_found_whatever_its_typography() -> None:
    text = "He said: “Don’t\nwait – rain is  near.” So they left."
    span = located("don't wait - RAIN is near", text)
    assert span is not None
    assert span.of(text) == "Don’t\nwait – rain is  near"


@pytest.mark.parametrize("evidence", ["snow", "", "…"])
def test_evidence_that_is_not_there_is_nowhere(evidence: str) -> None:
    assert located(evidence, "Rain fell.") is None


def test_a_place_is_right_behind_letters_that_fold_to_two() -> None:
    text = "Die große Straße brannte. Rain fell."
    span = located("rain fell", text)
    assert span is not None
    assert span.of(text) == "Rain fell"


@pytest.mark.parametrize("name", ["river", "river.txt", "id"])
def test_an_article_is_named_by_title_source_or_id(name: str, corpus: Corpus, weather: dict[str, str]) -> None:
    asked = KnownQuestion(question="?", articles=(weather["river"] if name == "id" else name,), evidence=(RIVER,))
    gold = GoldFinder(corpus).find(asked)
    assert gold.article_ids == {weather["river"]}
    ((article_id, span),) = gold.spans
    assert span.of(corpus.catalogue.article(article_id).text) == RIVER


def test_evidence_alone_tells_its_article(corpus: Corpus, weather: dict[str, str]) -> None:
    gold = GoldFinder(corpus).find(KnownQuestion(question="?", evidence=(RIVER.upper(),)))
    assert gold.article_ids == {weather["river"]}


def test_evidence_too_short_to_tell_tells_nothing(corpus: Corpus, weather: dict[str, str]) -> None:
    assert GoldFinder(corpus).find(KnownQuestion(question="?", evidence=("the old",))) == Gold()


def test_what_is_not_in_the_corpus_has_no_gold(corpus: Corpus, weather: dict[str, str]) -> None:
    assert GoldFinder(corpus).find(KnownQuestion(question="?", articles=("moon.txt",), evidence=("x" * 30,))) == Gold()


def test_ids_of_articles_beside_the_questions_are_known(
    corpus: Corpus, weather: dict[str, str], tmp_path: Path
) -> None:
    text = corpus.catalogue.article(weather["river"]).text
    question_file(tmp_path / "corpus.jsonl", {"id": "set-7", "text": text}, {"id": "set-8", "text": "Elsewhere."})
    finder = GoldFinder(corpus, tmp_path / "queries.jsonl")
    assert finder.find(KnownQuestion(question="?", articles=("set-7", "set-8"))).article_ids == {weather["river"]}


def test_another_file_of_that_name_is_passed_over(corpus: Corpus, weather: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text("not JSON", "utf-8")
    assert GoldFinder(corpus, tmp_path / "queries.jsonl").find(KnownQuestion(question="?", articles=("a",))) == Gold()


def test_a_passage_holds_the_evidence_by_half() -> None:
    whole = passage("x" * 100, article_id="a", start=0)
    assert holds(whole, [("a", Span(start=50, end=150))])
    assert not holds(whole, [("a", Span(start=51, end=151))])
    assert not holds(whole, [("b", Span(start=0, end=10))])
    assert holds(whole, [("a", Span(start=0, end=10)), ("b", Span(start=0, end=500))])


def test_squeezing_leaves_letters_and_digits() -> None:
    assert squeezed("“A_b” – 1.2 Ç\n") == "ab12ç"
