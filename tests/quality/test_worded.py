"""Questions worded with a time or a publisher: what is read off them keeps the article that answers.

Each has the moment it is asked at (`now`). Only the reading of the words is looked at here, not the search.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from corpus import Article, Corpus, CorpusSettings, ingest
from qa.scoping import Scope, read_scope
from tests.fakes import HashEmbedder
from tests.quality.sets import SAMPLES

WORDED = [json.loads(line) for line in Path(__file__).with_name("worded.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Article]:
    with Corpus(CorpusSettings(home=tmp_path_factory.mktemp("home")), embedder=HashEmbedder()) as corpus:
        ingest(corpus, [str(SAMPLES)])
        return {Path(article.source).name: article for article in corpus.catalogue.articles()}


def read(record: dict[str, Any], articles: dict[str, Article]) -> Scope:
    publishers = tuple(sorted({article.publisher for article in articles.values() if article.publisher}))
    return read_scope(record["question"], now=datetime.fromisoformat(record["now"]), publishers=publishers)


def test_there_are_enough_of_each_kind_in_each_half() -> None:
    halves = [(record["kind"], record["half"]) for record in WORDED]
    assert {kind: halves.count(kind) for kind in set(halves)} == {
        ("time", "tune"): 15, ("time", "report"): 15, ("publisher", "tune"): 10, ("publisher", "report"): 10,
    }  # fmt: skip


def test_every_quoted_sentence_stands_in_its_article(articles: dict[str, Article]) -> None:
    for record in WORDED:
        for evidence in record["gold_evidence"]:
            assert evidence in articles[record["source"]].text, record["id"]


@pytest.mark.parametrize("record", WORDED, ids=lambda record: str(record["id"]))
def test_no_filter_leaves_out_the_article_that_answers(record: dict[str, Any], articles: dict[str, Article]) -> None:
    assert read(record, articles).filters.admits(articles[record["source"]])


@pytest.mark.parametrize("record", WORDED, ids=lambda record: str(record["id"]))
def test_the_words_of_every_question_are_read_and_point_at_its_article(
    record: dict[str, Any], articles: dict[str, Article]
) -> None:
    scope = read(record, articles)
    article = articles[record["source"]]
    assert scope.wants_latest or scope.filters or any(boost.admits(article) for boost in scope.boosts)


def test_publishers_that_are_asked_are_filters_for_nearly_all(articles: dict[str, Article]) -> None:
    scopes = [read(record, articles) for record in WORDED if record["kind"] == "publisher"]
    assert sum(bool(scope.filters.publishers) for scope in scopes) == 18  # "did the Courier give" is not known
