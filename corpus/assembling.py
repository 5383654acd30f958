"""From what a format said to an article: cleaned, its head read off, its pages counted.

The last step that changes a text. What the format says of title and authors goes before
what the text's head says; a date beside the title goes before one that was only guessed.
Knows nothing about formats, and nothing about what is stored.
"""

from dataclasses import replace

from corpus.article import Article, article_id_of
from corpus.cleaning import clean, clean_address, clean_line
from corpus.dating import Certainty
from corpus.errors import SourceRejected
from corpus.extracting import Extracted
from corpus.extracting.extracted import PAGE_MARK
from corpus.heading import read_head
from corpus.loading import RawDocument

MIN_LETTERS = 20


def assemble(document: RawDocument, found: Extracted, *, max_chars: int) -> Article:
    """The article in an extracted text; SourceRejected where that is too short or too long for one."""
    source = source_of(document, found.member)
    text, pages = _cleaned(found.text)
    _check_length(source, text, max_chars)
    head = read_head(text, title_known=found.title is not None)
    text = text[head.length :]
    article = Article(
        article_id=article_id_of(text),
        text=text,
        source=source,
        url=clean_address(found.url) or clean_address(document.address),
        title=clean_line(found.title or head.title),
        publisher=clean_line(found.publisher or head.publisher),
        published=found.published,
        published_from=found.published_from,
        published_certainty=found.published_certainty,
        updated=found.updated,
        fetched=document.fetched,
        authors=tuple(filter(None, map(clean_line, found.authors or head.authors))),
        language=clean_line(found.language),
        pages=tuple(max(0, start - head.length) for start in pages),
        is_teaser=found.is_teaser,
    )
    is_doubtful = found.published is None or found.published_certainty == Certainty.GUESS
    if head.published and is_doubtful:
        return replace(
            article, published=head.published, published_from="byline", published_certainty=Certainty.LIKELY.value
        )
    if found.published and not found.published_certainty:
        return replace(article, published_certainty=Certainty.LIKELY.value)
    return article


def source_of(document: RawDocument, member: str) -> str:
    """The source of an article inside a document, e.g. `/news/may.zip!a/bridge.html`."""
    return f"{document.source}!{clean_line(member)}" if member else document.source


def _cleaned(text: str) -> tuple[str, tuple[int, ...]]:
    """The cleaned text without page marks, and where each page begins in it."""
    if PAGE_MARK not in text:
        return clean(text), ()
    pieces = clean(_with_marks_on_words(text), keeping=PAGE_MARK).split(PAGE_MARK)
    starts: list[int] = []
    length = len(pieces[0])
    for piece in pieces[1:]:
        starts.append(length)
        length += len(piece)
    if starts:
        starts[0] = 0  # what stands above the first mark is the first page's too
    return "".join(pieces), tuple(starts)


def _with_marks_on_words(text: str) -> str:
    """The text with each page mark on a line that has words.

    One that stands alone, as on an empty page, or beside a page's number would be cleaned
    away with its line, and all pages behind it would be counted one too low.
    """
    lines: list[str] = []
    waiting = 0
    for line in text.split("\n"):
        has_words = any(map(str.isalpha, line))
        marks = line.count(PAGE_MARK)
        lines.append(PAGE_MARK * waiting + line if has_words else line.replace(PAGE_MARK, ""))
        waiting = 0 if has_words else waiting + marks
    return "\n".join(lines).rstrip() + PAGE_MARK * waiting


def _check_length(source: str, text: str, max_chars: int) -> None:
    letters = sum(map(str.isalpha, text[:10_000]))
    if letters < MIN_LETTERS:
        raise SourceRejected(source, f"no article text found (only {letters} letters)")
    if len(text) > max_chars:
        raise SourceRejected(
            source,
            f"its text has {len(text):,} characters, more than one article's {max_chars:,}; "
            f"split it into articles, or raise FOOTNOTE_MAX_ARTICLE_CHARS",
        )
