"""A web page to its article: text, title, authors, publisher, dates, address and language.

What the page says in fields made for it (JSON-LD, then microdata, then `<meta>`) comes
first; the text comes from what a reader sees, by trafilatura. Scripts, hidden elements,
navigation and related links stay outside; what comes out is plain text, never markup.

The only file that imports trafilatura and lxml.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from corpus.dating import read_stamp
from corpus.extracting.extracted import Extracted
from corpus.extracting.jsonld import read_json_ld
from corpus.extracting.page_body import within_body
from corpus.extracting.page_boxes import drop_boxes, drop_links, unroll_layout
from corpus.extracting.page_dates import date_page
from corpus.extracting.page_lines import article_lines
from corpus.extracting.page_metadata import bylines_of, canonical_of, read_meta, read_microdata, titles_of
from corpus.extracting.page_names import LONGEST_TITLE, authors_of, publisher_of, title_of
from corpus.extracting.page_says import PageSays, words_of
from corpus.extracting.page_text import drop_boilerplate, drop_unseen, lines_of, standfirst_of, whole_of
from corpus.extracting.page_walls import is_list, is_made_of_teasers, is_wall

BODY_GAIN = 1.5  # 1.2 and 1.5 gave equal texts on 252 news pages, 2.5 lost two articles
WHOLE_GAIN = 1.3
SHORT = 100  # characters; a short report in Chinese or Japanese has 200
MAX_CHARS = 3_000_000  # twice that took 20 s where it was one table; an article's page is 1 MB at most


def extract_html(page: str, *, address: str | None = None, fetched: datetime | None = None) -> Extracted | None:
    """The article in `page`, or None where the page holds none: walls, error pages and lists of articles are none.

    `address` is where the page was fetched, `fetched` when: "2 hours ago" counts back from there.
    """
    tree = _parsed(page)
    if tree is None:
        return None
    said = _said(tree, address)
    language = _language(said)
    heading_texts = [title[:LONGEST_TITLE] for title in titles_of(tree)]
    publisher = publisher_of(said)
    title = title_of(heading_texts, said, publisher)
    url = canonical_of(tree, address, said[0].url)
    drop_unseen(tree)
    dates = date_page(said, _headline(tree, title), addresses=(url, address), fetched=fetched, language=language)
    authors = authors_of(
        [*(says.authors for says in said), bylines_of(tree)], [publisher, *(says.publisher for says in said)]
    )
    is_index = is_list(tree, title, address=url)
    standfirst = standfirst_of(tree, [says.summary for says in said])
    unroll_layout(tree)
    drop_boxes(tree)
    drop_boilerplate(tree)
    drop_links(tree)
    shown = within_body(tree, _lines(tree))
    if (
        sum(map(len, shown)) < SHORT and (again := _parsed(page)) is not None
    ):  # perhaps too much was taken for the page's
        drop_unseen(again)
        shown = max(shown, _lines(again), key=lambda lines: sum(map(len, lines)))
    lines = article_lines(
        _best_lines(tree, shown, said[0], standfirst), titles=[*heading_texts, title or ""], authors=authors
    )
    text = "\n\n".join(lines)
    if is_wall(lines, titles=heading_texts) or (is_index and not _is_article(said) and is_made_of_teasers(lines)):
        return None
    return Extracted(
        text=text,
        title=title,
        publisher=publisher,
        published=dates.published,
        published_from=dates.source,
        published_certainty=dates.certainty,
        updated=dates.updated,
        authors=authors,
        url=url,
        language=language,
    )


def _is_article(said: Sequence[PageSays]) -> bool:
    """Whether the page's fields call it one, by a time of publication or an article's node."""
    return any(says.published for says in said) or bool(said[0].title)


def to_utc(text: str) -> datetime | None:
    """A time as a machine writes it as aware UTC; None where it is not one or cannot be right."""
    stamp = read_stamp(text)
    return stamp.moment if stamp else None


def _parsed(page: str) -> Any | None:
    """The page's tree; None where it has none."""
    from lxml import etree, html

    try:
        return html.document_fromstring(
            page[:MAX_CHARS].encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", remove_comments=True)
        )
    except (etree.ParserError, ValueError):
        return None


def _said(tree: Any, address: str | None) -> list[PageSays]:
    blocks = tree.xpath("//script[contains(@type, 'ld+json')]/text()")
    json_ld = read_json_ld(blocks, address=address, titles=titles_of(tree))
    return [json_ld or PageSays(kind="json-ld"), read_microdata(tree), read_meta(tree)]


def _language(said: Sequence[PageSays]) -> str | None:
    for says in (said[2], said[0]):
        if says.language and (code := says.language.replace("_", "-").strip().lower()) and code[:2].isalpha():
            return code.split("-")[0][:3]
    return None


def _headline(tree: Any, title: str | None) -> Any | None:
    """The element that shows the title: where the byline stands."""
    for tags in ("//h1", "//h2 | //h3", "//*[contains(@class, 'title') or contains(@class, 'headline')]", "//td | //b"):
        for heading in tree.xpath(tags):
            if title and words_of("".join(heading.itertext())) == words_of(title):
                return heading
    ones = tree.xpath("//h1")
    if len(ones) > 1 and title:
        words = set(words_of(title).split())
        ones.sort(key=lambda one: -len(words.intersection(words_of("".join(one.itertext())).split())))
    return ones[0] if ones else None


def _lines(tree: Any) -> list[str]:
    import trafilatura

    document: Any = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, include_links=False, with_metadata=False
    )
    return list(lines_of(document.body)) if document is not None and document.body is not None else []


def _best_lines(tree: Any, shown: list[str], says: PageSays, standfirst: str | None) -> list[str]:
    """The text that readers see, or the page's own `articleBody` where that holds much more of it."""
    whole = whole_of(tree, shown)
    if sum(map(len, whole)) > WHOLE_GAIN * sum(map(len, shown)):
        shown = whole
    posts = [part for when, headline, text in says.posts for part in (when, headline, *text.split("\n"))]
    told = [line for line in map(_plain, [*(says.body or "").split("\n"), *posts]) if line]
    if sum(map(len, told)) > BODY_GAIN * sum(map(len, shown)):
        shown = told
    if standfirst and words_of(standfirst) not in words_of(" ".join(shown)):
        shown = [standfirst, *shown]
    return shown


def _plain(line: str) -> str:
    """A line of `articleBody` without the tags that some publishers leave in it."""
    from lxml import etree, html

    if "<" not in line:
        return " ".join(line.split())
    try:
        return " ".join(html.fromstring(f"<div>{line}</div>").text_content().split())
    except (etree.ParserError, ValueError):
        return ""
