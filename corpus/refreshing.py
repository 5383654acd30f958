"""Looking again: feeds for new articles, pages for corrections, kept originals for a better extraction.

Addresses are asked with what they said the last time, so that one that has not changed
costs a request without a body. Knows nothing about how articles are read and stored.
"""

from datetime import UTC, datetime, timedelta

from corpus.candidates import Kept, Source, Visit
from corpus.ingest import ingest
from corpus.loading import RawDocument, kept
from corpus.report import IngestReport
from corpus.running import IngestOptions, OnOutcome, Progress
from corpus.store import Corpus

# Newspapers correct within days; a month takes in the late ones, and keeps a year's corpus from being
# asked for page by page each morning.
CHANGING_DAYS = 30


def refresh(
    corpus: Corpus,
    *,
    everything: bool = False,
    progress: Progress | None = None,
    outcome: OnOutcome | None = None,
    options: IngestOptions | None = None,
) -> IngestReport:
    """Read every feed again, and every page of the last 30 days; all pages with `everything`."""
    ledger = corpus.catalogue.ledger
    since = None if everything else datetime.now(UTC) - timedelta(days=CHANGING_DAYS)
    visits: list[Source] = [
        Visit(address=feed.address, etag=feed.etag, last_modified=feed.last_modified) for feed in ledger.subscriptions()
    ]
    visits += [
        Visit(address=page.source, etag=page.etag, last_modified=page.last_modified)
        for page in ledger.pages(since=since)
    ]
    return ingest(corpus, visits, progress=progress, outcome=outcome, options=options)


def reread(
    corpus: Corpus,
    *,
    progress: Progress | None = None,
    outcome: OnOutcome | None = None,
    options: IngestOptions | None = None,
) -> IngestReport:
    """Extract every kept original once more; what comes out otherwise than before becomes a new version."""
    sources: list[Source] = []
    for listed in corpus.catalogue.listing():
        article = corpus.catalogue.article(listed.article_id)
        data = kept(corpus.settings.originals_folder, article.raw) if article.raw else None
        if data is not None:
            document = RawDocument(article.source, data, address=article.url, fetched=article.fetched)
            sources.append(Kept(document, article.article_id))
    return ingest(corpus, sources, progress=progress, outcome=outcome, options=options)
