"""The errors: one class to catch, and messages that say what happened to what."""

import pytest

import corpus
from corpus import CorpusError, SourceRejected


@pytest.mark.parametrize(
    "name", ["SourceRejected", "ArticleNotFound", "CatalogueError", "IndexUnavailable", "EmbedderError"]
)
def test_every_error_of_the_corpus_is_a_corpus_error(name: str) -> None:
    assert issubclass(getattr(corpus, name), CorpusError)


def test_misuse_is_not_a_corpus_error() -> None:
    assert not issubclass(ValueError, CorpusError)
    assert not issubclass(CorpusError, ValueError)


def test_rejection_names_its_source_and_its_reason() -> None:
    rejected = SourceRejected("a.pdf", "the file is empty")
    assert str(rejected) == "'a.pdf' was not added: the file is empty"
    assert (rejected.source, rejected.reason) == ("a.pdf", "the file is empty")
