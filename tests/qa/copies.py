"""One agency report as several papers print it, and another of the same agency; for tests of variants."""

from datetime import UTC, datetime

from corpus import Article, Corpus, ingest
from corpus.article import article_id_of

REPORT = (
    "The lighthouse on Gull Rock will be lit again in spring after eleven dark years, the harbour board decided on "
    "Monday. Keeper Alma Ruud will move into the restored tower with two assistants and a dog named Bosun. "
    "The restoration cost 940,000 florins, half of which came from a lottery among fishing families. "
    "Sailors had asked for the light since a trawler ran aground below the cliff in a November gale. "
    "Boats from the mainland will take visitors up to the gallery on the first Sunday of each month."
)
LOCAL = "Baker Olm Dreis of Tarnby promised a cake."  # short: a text a tenth longer counts as the whole one
OTHER_REPORT = (
    "The salt works at Hennick will close in autumn after two hundred years, their owner announced on Tuesday. "
    "Foreman Ketil Brandt will be the last to leave the boiling house, where forty people earned their bread. "
    "Cheaper salt from abroad had halved the price within a decade, the owner told the staff in the yard. "
    "The town council wants to turn the pans into a museum and has asked the ministry for a grant."
)
CUT = REPORT[: REPORT.index(" Sailors")]


def article_in(publisher: str | None, text: str = REPORT, *, day: int | None = 3) -> Article:
    """A paper's print of a text, published on a day of March 2026."""
    published = datetime(2026, 3, day, tzinfo=UTC) if day else None
    return Article(
        article_id=article_id_of(text), text=text, source=f"/news/{publisher}-{len(text)}.txt",
        title=f"As printed in {publisher}", publisher=publisher, published=published,
        published_from="given" if day else None, published_certainty="sure" if day else None,
    )  # fmt: skip


def print_in(corpus: Corpus, publisher: str | None, text: str = REPORT, *, day: int | None = 3) -> str:
    """Put a paper's print of a text into the corpus; the article's id."""
    article = article_in(publisher, text, day=day)
    report = ingest(corpus, [article])
    assert (report.added, report.rejected) == (1, [])
    return article.article_id


def with_byline(number: int) -> str:
    """The report as one more paper prints it, its own line at the end."""
    return f"{REPORT} Seen by reporter number {number}."
