"""Which articles a question is put to: by publisher and by date of publication.

Applied before the search, so that a filter never empties a result that has hits further
down: the corpus finds the articles by the same rule as `Filters.admits` (it takes `Filters`
as they are). An article without a date is outside every range of dates: nobody
knows.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Published(Protocol):
    """Anything with a publisher and a date: an article, a passage of it."""

    @property
    def publisher(self) -> str | None: ...

    @property
    def published(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Publishers (any of them, case aside) and a range of dates, both ends included."""

    publishers: tuple[str, ...] = ()
    earliest: datetime | None = None
    latest: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.publishers or self.earliest or self.latest)

    def admits(self, article: Published) -> bool:
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

    def narrowed(self, other: "Filters") -> "Filters":
        """What both admit, as far as there is such a thing: where one says nothing the other holds, and where both
        name publishers or their dates do not meet, this one does."""
        firsts = [each for each in (self.earliest, other.earliest) if each]
        lasts = [each for each in (self.latest, other.latest) if each]
        earliest, latest = max(firsts, default=None), min(lasts, default=None)
        if earliest and latest and earliest > latest:
            earliest, latest = self.earliest, self.latest
        return Filters(publishers=self.publishers or other.publishers, earliest=earliest, latest=latest)
