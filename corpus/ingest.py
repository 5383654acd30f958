"""From sources to stored articles: load, extract, clean, split, embed, store.

One bad article in a thousand is a line in the report, not the end of the run. Articles
are embedded in groups, since a model is several times faster on a full batch, and
committed one by one; a run that is interrupted keeps what it committed, and the same
run started again goes on where it stopped, because a stored text is never embedded twice.
"""

import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus.article import Article, Passage, Span, article_id_of
from corpus.cleaning import clean, clean_address, clean_line
from corpus.embedding import Vectors
from corpus.errors import SourceRejected
from corpus.extracting import extract
from corpus.heading import read_head
from corpus.loading import RawDocument, find, read
from corpus.settings import CorpusSettings
from corpus.splitting import sentences_of, split
from corpus.store import Corpus

log = logging.getLogger(__name__)

MIN_LETTERS = 20
GROUP_TEXTS = 256  # eight batches of the embedder: enough for its sorting by length to pay

Source = str | RawDocument | Article
"""A path, the bytes of a document, or an article that a program made itself."""

Progress = Callable[[int, int, str], None]
"""Called with (documents done, documents known, the source at hand)."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A source that did not become an article, and why."""

    source: str
    reason: str


@dataclass(slots=True)
class IngestReport:
    """What one run did; a second run on the same input adds nothing."""

    loaded: int = 0
    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    variants: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    passages: int = 0
    seconds: float = 0.0
    article_ids: list[str] = field(default_factory=list)
    interrupted: bool = False

    def as_json(self) -> dict[str, object]:
        """The object that `corpus add --json` prints."""
        names = ("loaded", "added", "unchanged", "replaced", "variants", "rejected", "passages", "seconds")
        values = asdict(self)
        return {name: values[name] for name in names}


@dataclass(frozen=True, slots=True)
class _Prepared:
    article: Article
    passages: list[Passage]
    sentences: list[list[Span]]
    replacing: list[str]


def ingest(corpus: Corpus, sources: Iterable[Source], *, progress: Progress | None = None) -> IngestReport:
    """Add what `sources` (paths, folders, documents, articles) hold; Ctrl-C ends the run and keeps what is stored."""
    started = time.perf_counter()
    report = IngestReport()
    group: list[_Prepared] = []
    try:
        for document in _documents(sources, corpus.settings, report, progress):
            prepared = _prepare(document, corpus, report, {waiting.article.article_id for waiting in group})
            if prepared is not None:
                group.append(prepared)
            if sum(len(waiting.passages) + sum(map(len, waiting.sentences)) for waiting in group) >= GROUP_TEXTS:
                _store(corpus, group, report)
                group = []
        _store(corpus, group, report)
    except KeyboardInterrupt:
        report.interrupted = True
    corpus.catch_up()
    report.seconds = round(time.perf_counter() - started, 3)
    corpus.catalogue.record_run(json.dumps(report.as_json()))
    return report


def make_article(document: RawDocument, settings: CorpusSettings) -> Article:
    """The article in a raw document; SourceRejected where there is none."""
    found = extract(document.source, document.data)
    text = clean(found.text)
    _check_length(document.source, text, settings)
    head = read_head(text, title_known=found.title is not None)
    text = text[head.length :]
    return Article(
        article_id=article_id_of(text),
        text=text,
        source=document.source,
        url=clean_address(found.url),
        title=clean_line(found.title or head.title),
        publisher=clean_line(found.publisher or head.publisher),
        published=found.published or head.published,
        published_from=found.published_from or ("byline" if head.published else None),
        authors=tuple(filter(None, map(clean_line, found.authors or head.authors))),
        language=clean_line(found.language),
    )


def _check_length(source: str, text: str, settings: CorpusSettings) -> None:
    letters = sum(map(str.isalpha, text[:10_000]))
    if letters < MIN_LETTERS:
        raise SourceRejected(source, f"no article text found (only {letters} letters)")
    if len(text) > settings.max_article_chars:
        raise SourceRejected(
            source,
            f"its text has {len(text):,} characters, more than one article's {settings.max_article_chars:,}; "
            f"split it into articles, or raise FOOTNOTE_MAX_ARTICLE_CHARS",
        )


def _documents(
    sources: Iterable[Source], settings: CorpusSettings, report: IngestReport, progress: Progress | None
) -> Iterator[RawDocument | Article]:
    """Every document that can be opened; what cannot goes into the report."""
    found: list[Source] = []
    for source in sources:
        try:
            found += map(str, find(source)) if isinstance(source, str) else [source]
        except SourceRejected as rejected:
            report.rejected.append(Rejection(rejected.source, rejected.reason))
    for done, item in enumerate(found):
        name = item if isinstance(item, str) else item.source
        if progress:
            progress(done, len(found), name)
        try:
            yield _opened(item, settings)
        except SourceRejected as rejected:
            report.rejected.append(Rejection(rejected.source, rejected.reason))
    if progress and found:
        progress(len(found), len(found), "")


def _opened(item: Source, settings: CorpusSettings) -> RawDocument | Article:
    """The document or article, read where only its path is known; SourceRejected where it is too large."""
    if isinstance(item, str):
        return read(Path(item), max_bytes=settings.max_file_bytes)
    if isinstance(item, RawDocument) and len(item.data) > settings.max_file_bytes:
        size = f"{len(item.data):,} bytes, more than the limit of {settings.max_file_bytes:,}"
        raise SourceRejected(item.source, f"it has {size}")
    return item


def _prepare(
    document: RawDocument | Article, corpus: Corpus, report: IngestReport, waiting: set[str]
) -> _Prepared | None:
    """The article cut and ready to embed, or None where it is stored already or cannot be one."""
    report.loaded += 1
    try:
        article = document if isinstance(document, Article) else make_article(document, corpus.settings)
    except SourceRejected as rejected:
        report.rejected.append(Rejection(rejected.source, rejected.reason))
        return None
    except Exception as error:  # a parser's surprise at one odd file must not cost the others
        log.exception("reading %r failed", document.source)
        report.rejected.append(Rejection(document.source, f"it could not be read ({type(error).__name__}: {error})"))
        return None
    earlier = corpus.catalogue.ids_from(document.source) if getattr(document, "is_place", False) else []
    if article.article_id in waiting or corpus.catalogue.has(article.article_id):
        _drop_others(corpus, article.article_id, earlier, report)
        return None
    passages = split(article, max_chars=corpus.settings.passage_chars)
    sentences = sentences_of(article.text, language=article.language or "en")
    inside = [[span for span in sentences if passage.span.contains(span)] for passage in passages]
    return _Prepared(article, passages, inside, replacing=earlier)


def _drop_others(corpus: Corpus, article_id: str, earlier: Sequence[str], report: IngestReport) -> None:
    """The text is stored already; what else came from the same place stands there no longer."""
    stale = [other for other in earlier if other != article_id]
    for other in stale:
        corpus.catalogue.remove(other)
    report.replaced += bool(stale)
    report.unchanged += not stale


def _store(corpus: Corpus, group: Sequence[_Prepared], report: IngestReport) -> None:
    """Embed a group in one go and commit its articles one by one."""
    if not group:
        return
    texts: list[str] = []
    for prepared in group:
        texts += [embedded_text(passage) for passage in prepared.passages]
        texts += [span.of(prepared.article.text) for spans in prepared.sentences for span in spans]
    vectors = corpus.embedder.embed(texts)
    row = 0
    for prepared in group:
        passage_vectors = vectors[row : row + len(prepared.passages)]
        row += len(prepared.passages)
        sentences: list[list[tuple[Span, Vectors]]] = []
        for spans in prepared.sentences:
            sentences.append(list(zip(spans, vectors[row : row + len(spans)], strict=True)))
            row += len(spans)
        corpus.store(prepared.article, prepared.passages, passage_vectors, sentences, replacing=prepared.replacing)
        report.added += not prepared.replacing
        report.replaced += bool(prepared.replacing)
        report.passages += len(prepared.passages)
        report.article_ids.append(prepared.article.article_id)


def embedded_text(passage: Passage) -> str:
    """What of a passage is embedded: its text below its article's title, which names what it is about."""
    return f"{passage.title}\n{passage.text}" if passage.title else passage.text
