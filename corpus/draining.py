"""The index brought in line with the catalogue, and searched as if it already were.

    drain    tells the index what is pending, batch by batch, each settled when it is in
    search   the index's nearest, with what is pending added and what is gone left out

Knows nothing about who owns the index or whether it is sound.
"""

from collections.abc import Callable
from threading import Lock

from corpus.catalog import Catalogue
from corpus.embedding import Vectors
from corpus.exact import nearest
from corpus.index import VectorIndex, WritableIndex
from corpus.running import Progress

# Passages told to the index in one call. Searches wait for such a call: with 100 a tenth of a second, with 500 half
# a second, and 10,000 passages take 12 s with either.
BATCH = 100
# Passages that the index dropped and whose room it keeps: with half of 10,000 dropped it has 64 MB still, made anew in
# 7 s it has 34. The process keeps their vectors in memory as well. Made anew after 500 when these are half of what was
# told, 2,000 articles that came and went took 170 to 178 MB; a small index takes a tenth of a second to make.
MOST_DROPPED = 500
MOST_WAIT_SECONDS = 1.0  # for the index, while it is told something; comparing all vectors needs no index
MOST_PENDING = 1_000  # beyond which comparing all vectors is as fast as asking the index for so many more


def drain(
    index: WritableIndex,
    catalogue: Catalogue,
    access: Lock,
    *,
    progress: Progress | None = None,
    stopping: Callable[[], bool] = bool,
) -> int:
    """Tell the index all that is pending, or what can be told until `stopping`; how many passages that was."""
    total = sum(catalogue.pending_counts())
    done = 0
    while not stopping() and (batch := catalogue.pending(BATCH)):
        if batch.removed:
            with access:
                index.remove(batch.removed)
                # Begun anew where nothing is left: of 3,000 passages dropped to the last one and told again, HNSW
                # loses 12 to 25 for good in every other trial, of those dropped to a hundredth none in 21.
                if index.count() == 0:
                    index.clear()
        if batch.passages:
            with access:
                index.upsert(batch.passages, batch.vectors)
        catalogue.settle(batch)
        done += len(batch.numbers) + len(batch.removed)
        if progress is not None:
            progress(done, max(total, done), "")
    return done


def search(
    index: VectorIndex, catalogue: Catalogue, access: Lock, vector: Vectors, k: int
) -> list[tuple[str, float]] | None:
    """The `k` nearest passages of the catalogue as (passage id, cosine); None where too much is pending or in the way.

    What is pending is read before the index is asked: what is settled in between is then
    found twice and counted once, and never missed.
    """
    gone = set(catalogue.removed(MOST_PENDING + 1))
    ids, vectors = catalogue.pending_vectors(MOST_PENDING + 1)
    if len(gone) + len(ids) > MOST_PENDING:
        return None
    stale = gone.union(ids)  # a passage whose article was corrected is in the index as it was before
    if not access.acquire(timeout=MOST_WAIT_SECONDS):
        return None
    try:
        held = index.search(vector, k + len(stale))
    finally:
        access.release()
    found = [pair for pair in held if pair[0] not in stale] + nearest(ids, vectors, vector, k)
    return sorted(found, key=lambda pair: -pair[1])[:k]


def is_worn(catalogue: Catalogue) -> bool:
    """Whether the index dropped so much that making it anew gives back most of its room."""
    dropped = catalogue.dropped_count()
    return dropped >= MOST_DROPPED and dropped >= catalogue.counts()[1]
