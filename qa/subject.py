"""A follow-up stays with what was spoken of: passages of other articles that merely fit its few words are left out."""

from collections.abc import Callable
from functools import cache

from corpus import Article, ArticleNotFound
from qa.answer import ScoredPassage
from qa.query import Query
from qa.terms import stems, tokens

# Of what was put beside the question. Of the 44 follow-ups over the samples 36 end well with a third or a half of it,
# 35 with two thirds and without this, 34 with all; `tests/quality/test_followups.py` asks them.
HELD = 0.5


def on_subject(query: Query, passages: list[ScoredPassage], article: Callable[[str], Article]) -> list[ScoredPassage]:
    """The passages of articles that tell of what was put beside the question; all of them where none does."""
    wanted = {token.stem for token in tokens(query.beside) if token.is_content}
    if not wanted:
        return passages

    @cache
    def is_on_it(article_id: str) -> bool:
        try:
            stored = article(article_id)
        except ArticleNotFound:  # removed while the question is being answered
            return False
        return len(wanted & stems(f"{stored.title or ''} . {stored.text}")) >= HELD * len(wanted)

    return [found for found in passages if is_on_it(found.passage.article_id)] or passages
