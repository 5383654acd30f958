"""Which articles a question is put to: by publisher and by date of publication.

Applied before the search, so that a filter never empties a result that has hits further
down. An article without a date is outside every range of dates: nobody knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from corpus import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Publishers (any of them, case aside) and a range of dates, both ends included."""

    publishers: tuple[str, ...] = ()
    earliest: datetime | None = None
    latest: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.publishers or self.earliest or self.latest)

    def admits(self, article: Article) -> bool:
        """Whether the article is among those asked."""
        if self.publishers and (article.publisher or "").casefold() not in {
            name.casefold() for name in self.publishers
        }:
            return False
        if not self.earliest and not self.latest:
            return True
        if article.published is None:
            return False
        return not (self.earliest and article.published < self.earliest) and not (
            self.latest and article.published > self.latest
        )


def admitted(articles: Sequence[Article], filters: Filters) -> frozenset[str]:
    """The ids of the articles that the filters let through."""
    return frozenset(article.article_id for article in articles if filters.admits(article))
