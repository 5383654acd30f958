"""An export read article by article, and checked whole before anything of it is used.

    check(archive, progress)      the ids of its articles, where all it holds fits together
    delivered(archive)            each article with its vectors

What one line may hold is checked by `corpus.parcels`, the file's outside by
`corpus.admitting`. Knows nothing about what is done with the articles.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from corpus.embedding import Vectors
from corpus.parcels import FEED_FIELDS, PLACE_FIELDS, Parcel, parcel_of, row_of
from corpus.portable import ARTICLES, FEEDS, PASSAGES, REMOVED, SENTENCES, PortableReader
from corpus.running import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One article of an export and the vectors of its passages and sentences."""

    parcel: Parcel
    vectors: Vectors
    sentences: Vectors


def check(archive: PortableReader, progress: Progress) -> frozenset[str]:
    """The ids of the searched articles where an export holds what it says and nothing else; reads all of it.

    Raises: ValueError, TypeError or KeyError, and what an unreadable archive raises.
    """
    manifest = archive.manifest
    total = manifest.articles + manifest.versions
    ids: set[str] = set()
    originals: set[str] = set()
    versions: set[str] = set()
    for number, read in enumerate(delivered(archive)):
        parcel = read.parcel
        progress(number, 2 * total, name_of(parcel))
        if parcel.article.article_id in ids or (parcel.newest and parcel.newest not in ids):
            raise ValueError(f"article {parcel.article.article_id} stands in it twice, or before its newest version")
        if parcel.newest is not None:
            versions.add(parcel.article.article_id)
        ids.add(parcel.article.article_id)
        if (digest := parcel.article.raw) and digest not in originals and archive.original(digest) is not None:
            originals.add(digest)
    removed = sum(1 for record in archive.records(REMOVED) if row_of(record, PLACE_FIELDS))
    feeds = sum(1 for record in archive.records(FEEDS) if row_of(record, FEED_FIELDS))
    for name, found in (("articles", len(ids - versions)), ("versions", len(versions)), ("originals", len(originals)),
                        ("removed", removed), ("feeds", feeds)):  # fmt: skip
        if found != getattr(manifest, name):
            raise ValueError(f"it says {getattr(manifest, name):,} {name} and holds {found:,}")
    return frozenset(ids - versions)


def delivered(archive: PortableReader) -> Iterator[Delivered]:
    """The articles with their vectors, in the order of the file."""
    manifest = archive.manifest
    with ExitStack() as stack:
        vectors = stack.enter_context(archive.vectors(PASSAGES, manifest.passages))
        sentences = stack.enter_context(archive.vectors(SENTENCES, manifest.sentences))
        for record in archive.records(ARTICLES):
            parcel = parcel_of(record)
            count = sum(len(spans) for spans in parcel.sentences)
            yield Delivered(parcel=parcel, vectors=vectors.take(len(parcel.passages)), sentences=sentences.take(count))
        if vectors.left or sentences.left:
            raise ValueError("it holds more vectors than its articles have passages and sentences")


def name_of(parcel: Parcel) -> str:
    """What a reader knows the article by."""
    return parcel.article.title or parcel.article.source
