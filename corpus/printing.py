"""Articles, reports and feeds as a terminal shows them, and as the JSON that programs read.

The JSON is a contract, documented in the README.
"""

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from corpus.article import Article
from corpus.catalog import Catalogue, Listed
from corpus.ledger import Subscription
from corpus.report import IngestReport, Outcome
from corpus.terminal import plain

STATUS_WIDTH = 9


def article_as_json(article: Article) -> dict[str, Any]:
    """The object that `list --json` prints for each article."""
    return {
        "article_id": article.article_id,
        "version": article.version,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "published": _iso(article.published),
        "published_from": article.published_from,
        "published_certainty": article.published_certainty,
        "updated": _iso(article.updated),
        "fetched": _iso(article.fetched),
        "authors": list(article.authors),
        "language": article.language,
        "pages": list(article.pages),
        "is_teaser": article.is_teaser,
        "text": article.text,
    }


def shown_as_json(article: Article, catalogue: Catalogue) -> dict[str, Any]:
    """The object that `show --json` prints: the article, its versions, and where else it stands."""
    versions = catalogue.stories.versions(article.article_id)
    return article_as_json(article) | {
        "versions": [
            {"article_id": each.article_id, "version": each.version, "added": _iso(each.added),
             "is_newest": each.is_newest}
            for each in versions
        ],
        "also_in": [
            {"article_id": copy.article_id, "title": copy.title, "publisher": copy.publisher, "source": copy.source,
             "url": copy.url}
            for copy in catalogue.stories.copies([article.article_id]).get(article.article_id, [])
        ],
    }  # fmt: skip


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))


def print_listing(listing: Sequence[Listed]) -> None:
    for listed in listing:
        day = listed.published.date().isoformat() if listed.published else "no date   "
        notes = [f"version {listed.version}"] * (listed.version > 1) + ["teaser"] * listed.is_teaser
        notes += [f"also in {listed.copies} more"] * (listed.copies > 0)
        note = f"  ({', '.join(notes)})" if notes else ""
        publisher = listed.publisher or "unknown publisher"
        print(f"{listed.article_id}  {day}  {_on_one_line(publisher)}: {_on_one_line(listed.title)}{note}")
    if not listing:
        print("no articles yet; add some with `python -m corpus add FILE_FOLDER_OR_ADDRESS`", file=sys.stderr)


def print_article(article: Article, catalogue: Catalogue) -> None:
    """The article with its metadata, each with where it comes from, and its text."""
    print(plain(article.title or article.text[:80]))
    for name, value in _facts(article, catalogue):
        print(f"  {name}: {plain(value)}")
    print(f"\n{article.text}")


def print_outcome(outcome: Outcome) -> None:
    """One line of what `add --dry-run` would do."""
    detail = f"  ({plain(outcome.detail)})" if outcome.detail else ""
    print(f"{outcome.status.value:<{STATUS_WIDTH}}  {plain(outcome.source)}  {plain(outcome.title)}{detail}")


def print_report(report: IngestReport, *, is_dry: bool = False) -> None:
    counts = [f"added {report.added}", f"replaced {report.replaced}", f"unchanged {report.unchanged}"]
    counts += [f"variants {report.variants}"] * (report.variants > 0)
    counts += [f"with new metadata {report.revised}"] * (report.revised > 0)
    counts += [f"not modified {report.not_modified}"] * (report.not_modified > 0)
    counts.append(f"rejected {len(report.rejected)}")
    start = "nothing stored; would be: " if is_dry else ""
    print(f"{start}{', '.join(counts)} ({report.passages} passages, {report.seconds:.1f} s)")


def print_notes(report: IngestReport) -> None:
    """Rejections and offers, on stderr."""
    for rejection in report.rejected:
        print(f"rejected {rejection.source!r}: {plain(rejection.reason)}", file=sys.stderr)
    for address, title in {offer.address: offer.title for offer in report.offers}.items():
        print(f"note: {plain(title or 'a feed')} can be followed: python -m corpus add {address!r}", file=sys.stderr)


def feed_as_json(feed: Subscription) -> dict[str, Any]:
    return {
        "address": feed.address,
        "title": feed.title,
        "articles": feed.articles,
        "added": _iso(feed.added),
        "checked": _iso(feed.checked),
    }


def print_feeds(feeds: Sequence[Subscription]) -> None:
    for feed in feeds:
        checked = feed.checked.strftime("%Y-%m-%d %H:%M UTC") if feed.checked else "never"
        print(f"{plain(feed.title or 'untitled feed')}: {feed.articles} articles, checked {checked}")
        print(f"  {plain(feed.address)}")
    if not feeds:
        print("no feeds yet; add one with `python -m corpus add https://...`", file=sys.stderr)


def _on_one_line(text: str) -> str:
    """As `plain`, which looks at every character: for 10,000 titles 0.1 s, where there is nothing to take out."""
    return " ".join(text.split()) if text.isprintable() else plain(text)


def _facts(article: Article, catalogue: Catalogue) -> list[tuple[str, str]]:
    facts = [
        ("id", article.article_id),
        ("source", article.source),
        ("address", article.url or ""),
        ("publisher", article.publisher or "unknown"),
        ("authors", ", ".join(article.authors)),
        ("published", _published(article)),
        ("updated", _minute(article.updated)),
        ("fetched", _minute(article.fetched)),
        ("language", article.language or ""),
        ("pages", str(len(article.pages)) if article.pages else ""),
        ("text", "the feed's own; the article itself could not be had" if article.is_teaser else ""),
    ]
    versions = catalogue.stories.versions(article.article_id)
    if len(versions) > 1:
        newest = next(each for each in versions if each.is_newest)
        others = ", ".join(f"{each.version} is {each.article_id}" for each in versions)
        is_old = newest.article_id != article.article_id
        facts.append(("version", f"{article.version}{', replaced since' if is_old else ''}; {others}"))
    for copy in catalogue.stories.copies([article.article_id]).get(article.article_id, []):
        facts.append(("also in", f"{copy.publisher or 'unknown publisher'} ({copy.url or copy.source})"))
    return [(name, value) for name, value in facts if value]


def _published(article: Article) -> str:
    if article.published is None:
        return "unknown"
    where = f"from {article.published_from}" if article.published_from else "nobody said where"
    certainty = f", {article.published_certainty}" if article.published_certainty else ""
    return f"{_minute(article.published)} ({where}{certainty})"


def _minute(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC") if moment else ""


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
