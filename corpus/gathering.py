"""From sources to candidates for the catalogue: files opened, addresses visited, all of it parsed.

    a file, a folder, a document    what it holds
    an address                      the page's article, or the articles that the feed there names
    a visit                         the same, asked with what the last answer said (`etag`)
    a kept original                 what it holds, instead of what was read from it before

Stores nothing and knows nothing of what is stored.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.article import Article
from corpus.candidates import Candidate, Gathered, Kept, Source, Unopened, Visit
from corpus.errors import SourceRejected
from corpus.extracting import Feed
from corpus.ledger import Ledger, Place
from corpus.loading import RawDocument, find, is_address, printable, read
from corpus.parsing import parse
from corpus.report import Rejection
from corpus.settings import CorpusSettings
from corpus.visiting import Visitor, claims_of

ROW = re.compile(r"(?:.*/)?line \d+")  # the member that a row of a table is, in an archive too


class Gatherer:
    """Gathers from any number of sources; `known` counts the documents that have come into view so far."""

    def __init__(self, settings: CorpusSettings, ledger: Ledger, *, password: str | None = None) -> None:
        self._files = 0
        self._settings = settings
        self._password = password
        self._visitor = Visitor(settings, ledger, password=password)

    @property
    def known(self) -> int:
        return self._files + self._visitor.known

    def gather(self, sources: Sequence[Source]) -> Iterator[Gathered]:
        """What the sources hold, in their order; whatever cannot be had is a `Rejection` among the rest."""
        found: list[Path | Source] = []
        for source in sources:
            try:
                found += find(source) if isinstance(source, str) and not is_address(source) else [source]
            except SourceRejected as rejected:
                yield Unopened(Rejection(rejected.source, rejected.reason))
        self._files += len(found)
        for each in found:
            try:
                yield from self._from(each)
            except SourceRejected as rejected:
                yield Unopened(Rejection(rejected.source, rejected.reason))

    def _from(self, source: Path | Source) -> Iterator[Gathered]:
        if isinstance(source, Article):
            yield Candidate(article=source)
        elif isinstance(source, Path):
            yield from self._read(read(source, max_bytes=self._settings.max_file_bytes))
        elif isinstance(source, RawDocument):
            yield from self._read(source)
        elif isinstance(source, Kept):
            for item in self._read(source.document):
                yield replace(item, instead_of=source.article_id) if isinstance(item, Candidate) else item
        else:
            visit = source if isinstance(source, Visit) else self._visitor.as_known(source)
            yield from self._visitor.visit(visit)

    def _read(self, document: RawDocument) -> Iterator[Gathered]:
        document = replace(document, source=printable(document.source))
        size, limit = len(document.data), self._settings.max_file_bytes
        if size > limit:
            raise SourceRejected(document.source, f"it has {size:,} bytes, more than the limit of {limit:,}")
        if self._password and not document.password:
            document = replace(document, password=self._password)
        for item in parse(document, self._settings):
            if isinstance(item, Feed):
                reason = f"this is a feed of {len(item.items):,} articles; add its address instead of the file"
                yield Rejection(document.source, reason)
            elif isinstance(item, Article):
                yield _candidate(document, item)
            else:
                yield item


def _candidate(document: RawDocument, article: Article) -> Candidate:
    """An article of a document: a file's place is its path, and a member's its path inside."""
    is_alone = article.source == document.source
    inside, member = f"{document.source}!", article.source.removeprefix(f"{document.source}!")
    if not is_alone and not article.source.startswith(inside):  # a reader that was taken over could name any path
        raise SourceRejected(document.source, "its reader answered for another source")
    is_row = not is_alone and ROW.fullmatch(member)  # rows move when one is put in above them
    places = (Place(source=article.source, publisher=article.publisher),) if document.is_place and not is_row else ()
    original = document.data if is_alone and not document.is_place else None  # an upload: nobody else keeps it
    return Candidate(article=article, places=places, claims=claims_of(article), original=original)
