"""A ranking that says each thing once and lets no article take every place.

    near-duplicate passages    the same words in another article: only the first stays
    one article's passages     two come first; the others follow the rest of the ranking

A question about one article is left its passages: its two best are then both ahead of
whatever any other article has. Articles that are variants as a whole are `qa.folding`'s
business; here are single passages that reports of different days share.

Knows nothing about questions.
"""

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import ScoredPassage
from qa.coverage import stems_of
from qa.numbers import numbers

PER_ARTICLE = 2
REACH = 2  # times k: passages of other articles are fetched from no further down
# Of the words of two passages, all together, how many stand in both. A background paragraph carried from report to
# report has 0.93 to 1.0 of them, two passages of different texts on one event at most 0.45: of the samples, OneStopQA
# and MultiHop-RAG the 20 first passages of each question.
SAME_WORDS = 0.9


def spread(ranking: Sequence[ScoredPassage], k: int) -> list[ScoredPassage]:
    """The first `k`, near-duplicates once, at most two an article before all others; ranked anew."""
    kept = _told_once(ranking, REACH * k)
    about = _article_asked_about(kept)
    first: list[ScoredPassage] = []
    later: list[ScoredPassage] = []
    taken: dict[str, int] = {}
    for item in kept:
        article_id = item.passage.article_id
        taken[article_id] = taken.get(article_id, 0) + 1
        (first if article_id == about or taken[article_id] <= PER_ARTICLE else later).append(item)
    return [replace(item, rank=rank) for rank, item in enumerate([*first, *later][:k], start=1)]


def _told_once(ranking: Sequence[ScoredPassage], limit: int) -> list[ScoredPassage]:
    kept: list[tuple[ScoredPassage, frozenset[str]]] = []
    for item in ranking:
        if len(kept) >= limit:
            break
        stems = stems_of(item.passage.text)
        if not any(_say_the_same(item, stems, *other) for other in kept):
            kept.append((item, stems))
    return [item for item, _ in kept]


def _say_the_same(one: ScoredPassage, stems: frozenset[str], other: ScoredPassage, other_stems: frozenset[str]) -> bool:
    """Nearly the same words and just the same numbers: "eleven hurt", later "fourteen hurt", are two reports."""
    here, there = len(stems), len(other_stems)
    if here < SAME_WORDS * there or there < SAME_WORDS * here or one.passage.article_id == other.passage.article_id:
        return False
    shared = len(stems & other_stems)
    if shared < SAME_WORDS * (here + there - shared):
        return False
    return numbers(one.passage.text) == numbers(other.passage.text)


def _article_asked_about(ranking: Sequence[ScoredPassage]) -> str | None:
    """The article whose two best passages lead the ranking, or None."""
    leading = {item.passage.article_id for item in ranking[:PER_ARTICLE]}
    return leading.pop() if len(leading) == 1 else None
