"""However a question is worded, the right article comes first: slips, keywords, times, publishers."""

from pathlib import Path

import pytest

from corpus import Corpus, SentenceTransformerEmbedder
from qa.interpreting import interpret
from qa.retrieving import HybridRetriever
from tests.quality import sets

LEAST = 0.85  # of the questions of each kind
KINDS = [
    (sets.SLIPS, "typo", 30),
    (sets.SLIPS, "keyword", 30),
    (sets.WORDED, "time", 30),
    (sets.WORDED, "publisher", 20),
]


def first_articles(corpus: Corpus, questions: list[sets.Question]) -> list[bool]:
    """For each question whether the first passage is of its article."""
    retriever = HybridRetriever(corpus)
    found = [(q, retriever.retrieve(interpret(q.question, corpus, now=q.now).query, 1)) for q in questions]
    return [bool(first) and first[0].passage.article_id in question.gold_ids for question, first in found]


@pytest.mark.models
@pytest.mark.timeout(120)
@pytest.mark.parametrize(("file", "kind", "count"), KINDS, ids=[kind for _, kind, _ in KINDS])
def test_the_right_article_comes_first(
    file: Path, kind: str, count: int, tmp_path: Path, packaged_embedder: SentenceTransformerEmbedder
) -> None:
    corpus, questions = sets.load_own(tmp_path, packaged_embedder, questions=file)
    asked = [question for question in questions if question.kind == kind]
    right = first_articles(corpus, asked)
    corpus.close()
    missed = [question.question for question, is_right in zip(asked, right, strict=True) if not is_right]
    print(f"{kind}: {sum(right)} of {len(right)}; missed: {missed}")
    assert len(right) == count
    assert sum(right) >= LEAST * count, missed
