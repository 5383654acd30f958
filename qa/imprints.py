"""What stands on the article behind a passage: version, pages, how sure its date is, and its copies elsewhere.

Read when a ranking is final, since it costs two queries and a look at each article.
Knows nothing about how passages were ranked or what of them is shown.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus import Article, ArticleNotFound
from corpus.catalog import Catalogue
from corpus.stories import Copy
from qa.answer import Evidence, Imprint, ScoredPassage


def with_imprints(items: Sequence[ScoredPassage], catalogue: Catalogue) -> list[ScoredPassage]:
    """The same passages, each with its article's imprint; one whose article was removed meanwhile keeps none."""
    ids = list(dict.fromkeys(item.passage.article_id for item in items))
    copies = catalogue.stories.copies(ids)
    found = {article_id: _imprint(article_id, copies.get(article_id, []), catalogue) for article_id in ids}
    return [replace(item, imprint=found[item.passage.article_id]) for item in items]


def imprinted(evidence: Evidence, catalogue: Catalogue) -> Evidence:
    """The same evidence, each item with its article's imprint."""
    return Evidence(items=tuple(with_imprints(evidence.items, catalogue)))


def _imprint(article_id: str, copies: Sequence[Copy], catalogue: Catalogue) -> Imprint:
    try:
        article: Article = catalogue.article(article_id)
    except ArticleNotFound:
        return Imprint()
    return Imprint(
        version=article.version,
        pages=article.pages,
        published_certainty=article.published_certainty if article.published else None,
        also_in=tuple(sorted(copies, key=_alphabetically)),
    )


def _alphabetically(copy: Copy) -> tuple[bool, str, str]:
    """Publishers in order, those that are not known last; a run repeats."""
    return copy.publisher is None, (copy.publisher or copy.title or "").casefold(), copy.source
