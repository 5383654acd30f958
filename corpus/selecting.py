"""Which articles a search is kept to: found in the catalogue by publisher and date, without reading one.

`published` is stored as `datetime.isoformat()` writes it in UTC, and such texts sort as
the moments they name: "…T00:00:00+00:00" before "…T00:00:00.000001+00:00", since "+" is
before ".", and a fraction always has six digits. So a range of dates is a range of texts.

Only newest versions are selected, and an article without a date is in no range. Fast with
an index on publisher and date that holds the ids, too (`INDEXES`): an article's row is as
long as its text. Knows nothing about questions.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from corpus.database import SQL_VARIABLES, Database

# Each holds all that its queries read, the constant `newest` too, without which SQLite opens the article's own row.
INDEXES = (
    "CREATE INDEX articles_by_publisher ON articles (publisher, published, article_id, newest) WHERE newest IS NULL",
    "CREATE INDEX articles_by_published ON articles (published, article_id, newest) WHERE newest IS NULL",
)


def article_ids(
    database: Database,
    *,
    publishers: Sequence[str] = (),
    earliest: datetime | None = None,
    latest: datetime | None = None,
) -> frozenset[str]:
    """The ids of the articles by any of these publishers (case aside) and published from `earliest` to `latest`."""
    return frozenset(
        row[0]
        for condition, values in _conditions(database, publishers, earliest, latest)
        for row in database.rows(f"SELECT article_id FROM articles WHERE {condition}", values)
    )


def passage_numbers(
    database: Database,
    *,
    publishers: Sequence[str] = (),
    earliest: datetime | None = None,
    latest: datetime | None = None,
) -> list[int]:
    """The numbers of these articles' passages, in order."""
    found = [
        row[0]
        for condition, values in _conditions(database, publishers, earliest, latest)
        for row in database.rows(
            f"SELECT number FROM passages WHERE article_id IN (SELECT article_id FROM articles WHERE {condition})",
            values,
        )
    ]
    return sorted(found)


def publishers(database: Database) -> list[str]:
    """The publishers of all articles as they are written, in order, each once."""
    # From one name to the next through the index: as many steps as there are names, however many articles.
    rows = database.rows(
        "WITH RECURSIVE names (name) AS ("
        "SELECT min(publisher) FROM articles WHERE newest IS NULL UNION ALL "
        "SELECT (SELECT min(publisher) FROM articles WHERE newest IS NULL AND publisher > name) FROM names "
        "WHERE name IS NOT NULL) SELECT name FROM names WHERE name IS NOT NULL AND name != ''"
    )
    return [row[0] for row in rows]


def _conditions(
    database: Database, wanted: Sequence[str], earliest: datetime | None, latest: datetime | None
) -> list[tuple[str, list[Any]]]:
    """What an article's row must fulfil, in as many queries as the names take; none where nothing can."""
    condition, values = "newest IS NULL", []
    if earliest is not None:
        condition += " AND published >= ?"
        values.append(_stored(earliest))
    if latest is not None:
        condition += " AND published <= ?"
        values.append(_stored(latest))
    if not wanted:
        return [(condition, values)]
    # SQLite's own comparison knows no case but that of English.
    folded = {name.casefold() for name in wanted}
    names = [name for name in publishers(database) if name.casefold() in folded]
    batches = [names[first : first + SQL_VARIABLES] for first in range(0, len(names), SQL_VARIABLES)]
    return [(f"{condition} AND publisher IN ({','.join('?' * len(batch))})", [*values, *batch]) for batch in batches]


def _stored(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
