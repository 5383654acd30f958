"""A page's head, microdata and RDFa to what they say of its article.

Knows nothing about parsing or visible text: it gets the parsed tree.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.extracting.page_bylines import signed_by
from corpus.extracting.page_names import ADDRESS, is_name
from corpus.extracting.page_says import PageSays, absolute, is_front_page
from corpus.extracting.page_sites import site_of

# Names are compared in small letters; the first that has a usable value wins.
PUBLISHED = (
    "article:published_time og:article:published_time og:published_time article:published article:published:time "
    "article_published_time http://ogp.me/ns/article#published_time datepublished rnews:datepublished parsely-pub-date "
    "cxenseparse:recs:publishtime cxenseparse:publishtime cxenseparse:recs:published_time dc.date.issued "
    "dcterms.issued "
    "dcsext.articlefirstpublished content:publishdate prism.publicationdate sailthru.date publish-date publish_date "
    "publishdate publisheddate published_at published pubdate pub_date publication_date originalpublicationdate "
    "article_date_original article:post_date release_date apub:time date.available dcterms.date dc.date "
    "dc.date.created dcterms.created date.created datecreated cms_creationdate article.published article:create_at "
    "ptime "
    "citation_online_date citation_publication_date og:pubdate date"
).split()
UPDATED = (
    "article:modified_time og:article:modified_time article:modified article:modified:time datemodified "
    "http://ogp.me/ns/article#modified_time rnews:datemodified og:updated_time cxenseparse:modified_time "
    "dcterms.modified "
    "dc.date.modified date.modified date.updated last-modified last_modified lastmod lastmodified lastupdate "
    "last_updated_date article.updated modified revised"
).split()
AUTHORS = (
    "author parsely-author dc.creator dcterms.creator sailthru.author cxenseparse:author byl "
    "article:author_name article:author og:article:author twitter:creator:name citation_author"
).split()
PUBLISHERS = "og:site_name dc.publisher dcterms.publisher publisher citation_journal_title application-name".split()
TITLES = "og:title twitter:title dc.title dcterms.title parsely-title sailthru.title".split()
LANGUAGES = "og:locale content-language language dc.language dcterms.language".split()
BYLINES = (
    "//*[@rel='author' or @itemprop='author' or contains(@class, 'author-name') or contains(@class, 'author__name') or "
    "contains(@class, 'authorName') or contains(@class, 'AuthorName') or contains(@class, 'byline-name') or "
    "contains(@class, 'byline__name') or @class='author' or @class='byline' or @class='fn' or @class='authors' or "
    "contains(concat(' ', @class, ' '), ' autor ') or contains(concat(' ', @class, ' '), ' autore ') or "
    "contains(concat(' ', @class, ' '), ' auteur ')]"
    "[not(self::meta) and not(self::link)]"
)
# The foot of an entry is the article's own: WordPress and Blogger sign there.
NOT_BYLINE = re.compile(
    r"comment|related|teaser|sidebar|(?<!entry-)(?<!post-)footer|recommend|bio\b|caption|credit", re.IGNORECASE
)
LONGEST_BYLINE = 80
MOST_BYLINES = 4
MAX_ITEMS = 2_000
LAST_FIRST = re.compile(r"^([^,]+),\s*([^,]+)$")
ARTICLE_ITEMS = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Posting|Report|Review)\b", re.IGNORECASE)
ITEM = "//*[@itemprop or (@property and not(self::meta and contains(@property, ':')))]"


def read_meta(tree: Any) -> PageSays:
    """What the `<meta>` fields say, and the address and language of the page."""
    fields: dict[str, list[str]] = {}
    for element in tree.xpath("//meta[@content]"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if (name := element.get(attribute)) and (value := element.get("content").strip()):
                fields.setdefault(name.strip().lower(), []).append(value)
    # Journals write "Last, First" for the indexes of papers, one field a person.
    fields["citation_author"] = [LAST_FIRST.sub(r"\2 \1", name) for name in fields.get("citation_author", ())]

    def all_of(names: Iterable[str]) -> list[str]:
        return [value for name in names for value in fields.get(name, ())]

    authors = next((fields[name] for name in AUTHORS if any(map(is_name, fields.get(name, ())))), [])
    return PageSays(
        kind="meta",
        title=next(iter(all_of(TITLES)), None),
        publisher=next((name for name in all_of(PUBLISHERS) if not ADDRESS.match(name)), None)
        or site_of(tree, authors=bylines_of(tree)),
        summary=next(iter(all_of(("og:description", "description"))), None),
        published=list(all_of(PUBLISHED)),
        updated=list(all_of(UPDATED)),
        authors=tuple(filter(is_name, authors)),
        language=_first(tree.xpath("//html/@lang | //html/@xml:lang")) or next(iter(all_of(LANGUAGES)), None),
    )


def read_microdata(tree: Any) -> PageSays:
    """What the microdata or RDFa of the page's article says: of the item that holds the headline, not of related "
    "ones."""
    says = PageSays(kind="microdata")
    authors: list[str] = []
    own = _own_item(tree)
    for element in tree.xpath(ITEM)[:MAX_ITEMS]:
        item = _item_of(element)
        holder = item if item is None or item is not element else _item_of(element.getparent())
        names = (element.get("itemprop") or element.get("property") or "").split()
        name = names[0].rpartition(":")[2].rpartition("/")[2] if names else ""
        is_own = own is None or holder is own or holder is None
        if is_own and name == "datePublished":
            says.published.append(_value(element))
        elif is_own and name == "dateModified":
            says.updated.append(_value(element))
        elif own is not None and holder is own:
            if name == "headline":
                says.title = says.title or _value(element)
            elif name == "author":
                authors += _names_in(element)
            elif name == "publisher":
                says.publisher = says.publisher or _first(_names_in(element))
    says.authors = tuple(dict.fromkeys(filter(is_name, authors)))
    return says


def titles_of(tree: Any) -> list[str]:
    """What the page calls itself: its first headings, then `og:title` and its like, then `<title>`."""
    headings = [_line(heading) for heading in tree.xpath("//h1")[:4]]
    metas = [
        element.get("content", "").strip()
        for name in TITLES
        for element in tree.xpath("//meta[@property=$name or @name=$name]", name=name)
    ]
    return [
        title for title in [*headings, *metas, *(_line(title) for title in tree.xpath("//head/title")[:1])] if title
    ]


def canonical_of(tree: Any, address: str | None, said: str | None) -> str | None:
    """The article's own address: the canonical link, else `og:url`, else what JSON-LD says, else where it was "
    "fetched."""
    links = tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    metas = tree.xpath("//meta[@property='og:url' or @name='og:url']/@content")
    for link in (*links[:1], *metas[:1], said):
        full = absolute(link, address)
        if full and not (is_front_page(full) and address and not is_front_page(address)):
            return full
    return absolute(address, None)


def bylines_of(tree: Any) -> list[str]:
    """The names that links, classes and attributes mark as the author's; none where they are too many to be one "
    "article's."""
    names: list[str] = []
    for element in tree.xpath(BYLINES):
        line = _line(element)
        holders = (
            f"{holder.get('class', '')} {holder.get('id', '')}" for holder in (element, *element.iterancestors())
        )
        if len(line) <= LONGEST_BYLINE and is_name(line) and not any(map(NOT_BYLINE.search, holders)):
            names.append(line)
    names = names if len(set(names)) <= MOST_BYLINES else []
    return names or signed_by(tree)


def _own_item(tree: Any) -> Any | None:
    """The article's item: the one around the first heading, else the only one."""
    items = [item for item in tree.xpath("//*[@itemscope or @typeof]") if _is_article(item)]
    for item in items:
        if item.xpath(".//h1 | .//*[@itemprop='headline']"):
            return item
    return items[0] if len(items) == 1 else None


def _is_article(item: Any) -> bool:
    return bool(ARTICLE_ITEMS.search(f"{item.get('itemtype', '')} {item.get('typeof', '')}"))


def _item_of(element: Any) -> Any | None:
    """The nearest item the element lies in, itself included."""
    while element is not None and not (element.get("itemscope") is not None or element.get("typeof")):
        element = element.getparent()
    return element


def _value(element: Any) -> str:
    """What the element says to machines, or shows. Blogger's `<abbr>` shows "18:30" and has the moment in its title."""
    title = element.get("title") if element.tag == "abbr" else None
    return (element.get("content") or element.get("datetime") or title or _line(element)).strip()


def _names_in(element: Any) -> list[str]:
    named = element.xpath(".//*[@itemprop='name' or @property='name']")
    return [value for value in (_value(part) for part in named or [element]) if value]


def _line(element: Any) -> str:
    return " ".join("".join(_visible(element)).split())


def _visible(element: Any) -> Iterator[str]:
    """The element's texts without the readings that stand above Japanese words and their brackets."""
    for text in element.xpath(".//text()[not(ancestor::rt or ancestor::rp)]"):
        yield str(text)


def _first(values: Any) -> Any | None:
    return next(iter(values), None)
