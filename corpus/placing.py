"""How a new article stands to those already stored: unchanged, a new version, better known, or a variant.

    the same text                        one article; it gains the place
    another text at the same place       a new version; the old one stays for old citations
    another text that claims the place   the same, where the texts resemble each other: pages
                                         that all name the front page as their own are common
    another text behind a new redirect   refused, unless the texts resemble each other: a page
                                         that is taken down often leads to the front page
    nearly the same text elsewhere       a variant

Decides and changes nothing, but for the signatures that articles of an older catalogue lack.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace

from corpus.article import Article
from corpus.candidates import Candidate
from corpus.catalog import Catalogue
from corpus.dating import Certainty
from corpus.errors import ArticleNotFound, SourceRejected
from corpus.ledger import Place
from corpus.loading import is_address
from corpus.variants import are_variants, bands, resemblance, signature
from corpus.writing import Origin

# Shares of common five-word runs. A corrected article keeps most of its sentences and one rewritten
# in part about half; of 79,800 pairs of different articles in MultiHop-RAG's 400 none has 0.1.
MIN_CLAIMED_RESEMBLANCE = 0.2
METADATA = ("title", "publisher", "published", "updated", "authors", "language", "url")
CERTAINTIES = {Certainty.GUESS.value: 0, None: 1, Certainty.LIKELY.value: 2, Certainty.SURE.value: 3}


def names_of(candidate: Candidate, catalogue: Catalogue) -> set[str]:
    """All articles and places that storing this candidate reads or changes."""
    places = {*candidate.claims, *(place.source for place in candidate.places)}
    standing = catalogue.ledger.standing_at(sorted(places)).values()
    return {candidate.article.article_id, *places, *standing, *_before(candidate)}


def origin_of(candidate: Candidate, catalogue: Catalogue) -> Origin:
    """Where a candidate was found and which stored articles it replaces; its variants are found by `with_variants`.

    Raises: SourceRejected where a known address now leads to another one, with another text.
    """
    article = candidate.article
    signed = signature(article.text)
    own = [place.source for place in candidate.places]
    known = catalogue.ledger.places([*own, *candidate.claims])
    stood = {source: place.article_id for source, place in known.items() if place.article_id}
    here = {*_before(candidate), *(stood[source] for source in own if source in stood)}
    _check_redirect(candidate, signed, stood, catalogue)

    # A text that stood here before says nothing new of what stands at the address it claims. Without this
    # rule a page and its other edition, which both name one address, would replace each other for ever.
    is_news = not here and not catalogue.has(article.article_id)
    claims = [
        source
        for source in candidate.claims
        if source not in known
        or stood.get(source) in (article.article_id, *here)
        or (is_news and source in stood and _resembles(article, signed, stood[source], catalogue))
    ]
    places = {*own, *claims}
    replaced = [before for before in _before(candidate) if before != article.article_id]
    for source in (*own, *claims):
        other = stood.get(source, article.article_id)
        if other in (article.article_id, *replaced) or _stands_elsewhere(other, places, catalogue):
            continue
        if source in own and known[source].is_alias and not _resembles(article, signed, other, catalogue):
            continue  # the other one only claimed this place
        replaced.append(other)
    aliases = [Place(source=claim, is_alias=True, publisher=article.publisher) for claim in claims]
    return Origin(
        places=(*candidate.places, *aliases), replacing=tuple(replaced), signature=signed, bands=tuple(bands(signed))
    )


def with_variants(origin: Origin, article: Article, catalogue: Catalogue) -> Origin:
    """The origin with the stored articles that are nearly the same text."""
    found = []
    for other in catalogue.stories.candidates(origin.bands):
        is_other = other != article.article_id and other not in origin.replacing
        if is_other and are_variants(article.text, catalogue.article(other).text):
            found.append(other)
    return replace(origin, variants=tuple(sorted(found)))


def sign_unsigned(catalogue: Catalogue) -> None:
    """Give each stored article the signature by which its variants are found; in an older catalogue it has none."""
    for article_id in catalogue.stories.unsigned():
        with suppress(ArticleNotFound):  # removed just now
            article = catalogue.article(article_id)
            signed = signature(article.text)
            origin = with_variants(Origin(signature=signed, bands=tuple(bands(signed))), article, catalogue)
            catalogue.sign(article_id, origin)


def continued(article: Article, origin: Origin, catalogue: Catalogue) -> tuple[Article, tuple[str, ...]]:
    """A new version with what was known of the one before and it does not say, and what of that was set by hand.

    What the reader set by hand stays. Only of the same article: a file that holds another
    report today than yesterday takes over nothing.
    """
    for other in (*origin.replacing, article.article_id):
        try:
            stored = catalogue.article(other)
        except ArticleNotFound:
            continue
        if not _is_same_article(article, stored, origin.signature):
            continue
        edited = catalogue.edited(other)
        names = [
            name for name in METADATA if name in edited or (name != "updated" and _is_better(stored, article, name))
        ]
        return _with(article, stored, names), tuple(sorted(edited))
    return article, ()


def improved(stored: Article, found: Article, *, edited: Collection[str]) -> Article | None:
    """The stored article with what was found out since; None where that is nothing.

    The source that an article came from may correct it; another source of the same text
    only fills in what is missing. Neither puts a less certain date in the place of a surer
    one. What the reader set by hand stays.
    """
    is_its_source = stored.source == found.source
    changed = []
    for name in METADATA:
        may_correct = is_its_source and bool(getattr(found, name))
        if name == "published":
            may_correct = may_correct and _certainty(found) >= _certainty(stored)
        if name not in edited and getattr(found, name) != getattr(stored, name):
            changed += [name] * (may_correct or _is_better(found, stored, name))
    return _with(stored, found, changed) if changed else None


def _before(candidate: Candidate) -> tuple[str, ...]:
    return (candidate.instead_of,) if candidate.instead_of else ()


def _with(article: Article, other: Article, names: Collection[str]) -> Article:
    """The article with these fields of the other; where a date comes from goes with it."""
    more = ("published_from", "published_certainty") if "published" in names else ()
    changes = {name: getattr(other, name) for name in (*names, *more)}
    return replace(article, **changes)


def _is_better(one: Article, other: Article, name: str) -> bool:
    """Whether only the first says something, or the other only guessed."""
    if not getattr(one, name):
        return False
    is_guessed = name == "published" and _certainty(other) == 0 < _certainty(one)
    return not getattr(other, name) or is_guessed


def _certainty(article: Article) -> int:
    return CERTAINTIES.get(article.published_certainty, CERTAINTIES[None])


def _check_redirect(candidate: Candidate, signed: bytes, stood: dict[str, str], catalogue: Catalogue) -> None:
    """Refuse another text behind a redirect that did not lead to the article before."""
    if not candidate.places:
        return
    first, *others = (place.source for place in candidate.places)
    before = stood.get(first)
    for source in others:
        is_new = before not in (None, candidate.article.article_id) and stood.get(source) != before
        if before and is_new and not _resembles(candidate.article, signed, before, catalogue):
            raise SourceRejected(
                first, f"it leads to another text at {source!r} now; the article stays as it is, add that address if "
                "you want the other one"
            )  # fmt: skip


def _is_same_article(article: Article, stored: Article, signed: bytes) -> bool:
    if stored.is_teaser or article.article_id == stored.article_id:
        return True
    is_same_page = is_address(article.source) and article.source == stored.source
    return is_same_page or _is_alike(article, signed, stored)


def _resembles(article: Article, signed: bytes, other_id: str, catalogue: Catalogue) -> bool:
    return _is_alike(article, signed, catalogue.article(other_id))


def _is_alike(article: Article, signed: bytes, other: Article) -> bool:
    has_title = bool(article.title) and article.title == other.title
    return has_title or resemblance(signed, signature(other.text)) >= MIN_CLAIMED_RESEMBLANCE


def _stands_elsewhere(article_id: str, places: Collection[str], catalogue: Catalogue) -> bool:
    """Whether a stored article still stands at a place other than these."""
    return any(place.source not in places and not place.is_alias for place in catalogue.ledger.places_of(article_id))
