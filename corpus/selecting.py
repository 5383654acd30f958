"""The publishers that a search can be kept to: found in the catalogue's index, without reading an article.

Only newest versions count. Which articles are theirs is told by `corpus.columns`. Knows
nothing about questions.
"""

from corpus.database import Database


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
