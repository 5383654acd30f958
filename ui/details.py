"""What is known of an article and how: the facts below its title, its versions, where else it stands."""

from collections.abc import Iterator

from corpus import Article, Corpus
from corpus.cleaning import clean_address
from ui import phrasing, wording
from ui.article_data import Fact
from ui.sources import names_of


def facts_of(corpus: Corpus, article: Article) -> list[Fact]:
    """All facts in the order in which they are shown."""
    catalogue = corpus.catalogue
    facts = list(_own(article))
    others = [place.source for place in catalogue.ledger.places_of(article.article_id) if not place.is_alias]
    facts += [
        _fact(wording.ALSO_AT, source, href=_link(source))
        for source in others
        if source not in (article.source, article.url)
    ]
    for copy in catalogue.stories.copies([article.article_id]).get(article.article_id, []):
        if copy.article_id != article.article_id:
            text = f"{names_of([copy])[0]}: {copy.title or wording.UNTITLED}"
            facts.append(_fact(wording.COPIES, text, article_id=copy.article_id))
    versions = catalogue.stories.versions(article.article_id)
    for version in versions if len(versions) > 1 else ():
        text = wording.VERSION.format(version=version.version, moment=phrasing.moment(version.added))
        is_other = version.article_id != article.article_id
        facts.append(_fact(wording.VERSIONS, text, article_id=version.article_id if is_other else ""))
    return facts


def published_line(article: Article) -> str:
    """When it was published, where that was found and how sure it is.

    `12 March 2026, 08:30 UTC, from the page's metadata, sure`
    """
    if article.published is None:
        return wording.DATE_UNKNOWN
    parts = [phrasing.moment(article.published)]
    if article.published_from:
        parts.append(wording.DATE_SOURCES.get(article.published_from, article.published_from))
    if article.published_certainty and article.published_from != "given":
        parts.append(wording.CERTAINTIES.get(article.published_certainty, article.published_certainty))
    return ", ".join(parts)


def _own(article: Article) -> Iterator[Fact]:
    yield _fact(wording.PUBLISHED, published_line(article))
    if article.updated:
        yield _fact(wording.UPDATED, phrasing.moment(article.updated))
    if article.fetched:
        yield _fact(wording.FETCHED, phrasing.moment(article.fetched))
    if article.authors:
        yield _fact(wording.AUTHORS, ", ".join(article.authors))
    if article.language:
        yield _fact(wording.LANGUAGE, article.language)
    yield _fact(wording.SOURCE, article.source, href=_link(article.source))
    if article.url and article.url != article.source:
        yield _fact(wording.ADDRESS_LABEL, article.url, href=_link(article.url))


def _fact(label: str, text: str, *, href: str = "", article_id: str = "") -> Fact:
    return {"label": label, "text": text, "href": href, "article_id": article_id}


def _link(address: str) -> str:
    """The address where it is one of the web, else empty: a path is shown and leads nowhere."""
    return clean_address(address) or "" if address.startswith(("http://", "https://")) else ""
