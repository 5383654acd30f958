"""Articles in nine written languages: heads, whole sentences, exact quotes, right articles, answers quoted."""

from pathlib import Path

import pytest

from corpus import Article, Corpus, CorpusSettings, SentenceTransformerEmbedder, ingest
from corpus.languages import language_of
from corpus.splitting import sentences_of
from qa.answer import Answer
from tests.fakes import HashEmbedder
from tests.quality.languages_set import ARTICLES, ask_all, figures, load, records, table

# Kept as one with the sentence before: "80 см. Его ...", "с 1998 г. Станцию ..."; "1998 г. Москва" goes on.
JOINED = {"l045", "l048"}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Article]:
    with Corpus(CorpusSettings(home=tmp_path_factory.mktemp("home")), embedder=HashEmbedder()) as corpus:
        ingest(corpus, [str(ARTICLES)])
        return {Path(article.source).name: article for article in corpus.catalogue.articles()}


def test_every_head_is_read(articles: dict[str, Article]) -> None:
    assert len(articles) == 18
    assert [name for name, each in articles.items() if not (each.title and each.publisher and each.published)] == []


def test_every_article_shows_its_language(articles: dict[str, Article]) -> None:
    assert [name for name, each in articles.items() if language_of(each.text) != name[:2]] == []


def test_sentences_with_answers_are_cut_where_a_reader_would(articles: dict[str, Article]) -> None:
    cut = {name: {span.of(each.text) for span in sentences_of(each.text)} for name, each in articles.items()}
    missed = {each["id"] for each in records() for gold in each["gold_evidence"] if gold not in cut[each["source"]]}
    assert missed == JOINED


@pytest.mark.models
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_each_language_is_answered(tmp_path: Path, packaged_embedder: SentenceTransformerEmbedder) -> None:
    corpus = load(tmp_path, packaged_embedder)
    asked = list(ask_all(corpus, records()))
    texts = {article.article_id: article.text for article in corpus.catalogue.articles()}
    corpus.close()
    print(table(asked))
    for each in asked:
        for citation in each.reply.citations if isinstance(each.reply, Answer) else ():
            assert citation.quote.of(texts[citation.passage.article_id]) == citation.quote_text
    own = [each for each in asked if ">" not in each.record["language"]]
    for language in {each.record["language"] for each in own}:
        part = figures([each for each in own if each.record["language"] == language])
        assert part["found"] >= part["asked"] - 1, language
        assert part["answered"] >= part["asked"] - 2, language
