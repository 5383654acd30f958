"""Cut an article into passages of whole sentences, with exact spans.

    sentences_of("Dr. Lind paid 1.5 million. Why?")     spans 0-26 and 27-31
    split(article, max_chars=700)                       passages; what lies between two is white space

Sentence boundaries come from sentencex (Wikimedia), which knows abbreviations, initials,
decimals and quotations, each language's; what it cuts too early `corpus.sentence_ends` tells.
A line break always ends a sentence, so a heading without a full stop is one of its own.
Passages end at a paragraph's end where that leaves them at least half full. No overlap:
sentences are ranked on their own later, and passages that tile the article can be glued
back together, which is how the tests know that nothing is lost.

The only file that imports sentencex.
"""

import re
from collections.abc import Iterable, Iterator

from corpus.article import Article, Passage, Span, passage_id_of
from corpus.languages import language_of
from corpus.sentence_ends import goes_on

LINE = re.compile(r"[^\n]+")
WORD = re.compile(r"\S+\s*")
MAX_SENTENCE_CHARS = 1_000


def sentences_of(text: str, *, language: str | None = None) -> list[Span]:
    """The sentences of `text` in order, without the white space around them.

    In the language that the text shows; in `language`, or else in English, where it shows none.

    A "sentence" longer than `MAX_SENTENCE_CHARS` (a table, a text without full stops) is
    cut between words, or where it has none, anywhere.
    """
    shown = language_of(text) or (language or "en").partition("-")[0].lower()
    lines = ((line.start(), line.group()) for line in LINE.finditer(text))
    return [
        piece
        for start, line in lines
        for span in _whole(text, _parts(line, start, shown), shown)
        for piece in _cut(text, span)
    ]


def _parts(line: str, start: int, language: str) -> Iterator[Span]:
    """What sentencex takes for the sentences of a line that begins at `start`."""
    import sentencex

    for found in sentencex.get_sentence_boundaries(language, line):
        span = _trimmed(line, found["start_index"], found["end_index"])
        if span is not None:
            yield span.moved(start)


def _whole(text: str, parts: Iterable[Span], language: str) -> Iterator[Span]:
    """The parts of one line, those put together that a full stop cut in two."""
    whole: Span | None = None
    for part in parts:
        if whole is not None and goes_on(whole.of(text), part.of(text), language):
            whole = Span(start=whole.start, end=part.end)
            continue
        if whole is not None:
            yield whole
        whole = part
    if whole is not None:
        yield whole


def split(article: Article, *, max_chars: int) -> list[Passage]:
    """The article's passages, each at most `max_chars` long unless one sentence is longer."""
    sentences = sentences_of(article.text, language=article.language)
    return [_passage(article, span, ordinal) for ordinal, span in enumerate(_pack(article.text, sentences, max_chars))]


def _pack(text: str, sentences: list[Span], max_chars: int) -> Iterator[Span]:
    """Fill passages sentence by sentence; close one early at a paragraph's end past half its length."""
    start = end = -1
    for sentence in sentences:
        if start < 0:
            start, end = sentence.start, sentence.end
            continue
        is_full = sentence.end - start > max_chars
        ends_paragraph = "\n" in text[end : sentence.start] and end - start >= max_chars // 2
        if is_full or ends_paragraph:
            yield Span(start=start, end=end)
            start = sentence.start
        end = sentence.end
    if start >= 0:
        yield Span(start=start, end=end)


def _passage(article: Article, span: Span, ordinal: int) -> Passage:
    return Passage(
        passage_id=passage_id_of(article.article_id, span),
        article_id=article.article_id,
        span=span,
        text=span.of(article.text),
        ordinal=ordinal,
        source=article.source,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
    )


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else None


def _cut(text: str, span: Span) -> Iterator[Span]:
    if span.end - span.start <= MAX_SENTENCE_CHARS:
        yield span
        return
    start = span.start
    for word in WORD.finditer(text, span.start, span.end):
        if word.end() - start > MAX_SENTENCE_CHARS:
            yield from _chop(text, start, word.start())
            start = word.start()
    yield from _chop(text, start, span.end)


def _chop(text: str, start: int, end: int) -> Iterator[Span]:
    """Pieces of at most the limit, for a run without any white space."""
    for piece in range(start, end, MAX_SENTENCE_CHARS):
        span = _trimmed(text, piece, min(piece + MAX_SENTENCE_CHARS, end))
        if span is not None:
            yield span
