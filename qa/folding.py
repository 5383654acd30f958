"""Variants of one text count as one article: the passages of one of them stand for all.

    ranking    Tribune 0.93   Courier 0.91   Gazette (another story) 0.70   Tribune 0.61
    folded     Courier 0.91   Gazette 0.70        where the Courier printed it first

Agency copy stands in many newspapers; without this a single report would fill every
place of a ranking. Which articles are variants the catalogue knows; where the others
stand is told beside the quote (`qa.imprints`).

Knows nothing about texts: articles that merely say the same are different stories.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from qa.answer import ScoredPassage

# Ten copies by rule of each sample article (cut, retitled, own intro, local paragraphs; see
# `tests.quality.syndicating`) and the project's own 92 answerable questions, and four questions
# about the added paragraphs. The variant that stands for its story holds the gold evidence, on the
# halves "tune" and "report", and the added paragraph, for a share of
#     0.82, 0.60, 1.00 of questions    where the one best passage decides
#     0.87, 0.78, 1.00                 the earliest of those within 0.95 of it
#     0.85, 0.79, 0.99                 of those within 0.9
#     0.90, 0.87, 0.96                 of those within 0.9 that are not a tenth shorter than the longest
#     0.91, 0.89, 0.89                 of those within 0.85 that are not
# The one best passage often is that of a copy cut short, which lacks what is asked next.
NEARLY_EQUAL = 0.9
NOT_CUT = 0.9
UNKNOWN = datetime.max.replace(tzinfo=UTC)  # an article without a date comes after all others

Variants = dict[str, list[ScoredPassage]]


def fold(ranking: Sequence[ScoredPassage], story_of: Mapping[str, str]) -> list[ScoredPassage]:
    """The ranking with the passages of one variant a story, ranked anew.

    `story_of` has the story of each article that has variants; a variant outside the ranking has no say.
    """
    stories: dict[str, Variants] = {}
    for item in ranking:
        article_id = item.passage.article_id
        if article_id in story_of:
            stories.setdefault(story_of[article_id], {}).setdefault(article_id, []).append(item)
    kept = {_standing_for(variants) for variants in stories.values()}
    left = [item for item in ranking if item.passage.article_id not in story_of or item.passage.article_id in kept]
    return [replace(item, rank=rank) for rank, item in enumerate(left, start=1)]


def _standing_for(variants: Variants) -> str:
    """The variant with the best passage; of nearly equal ones the earliest, then one whose publisher is known."""
    best = {article_id: max(item.score for item in items) for article_id, items in variants.items()}
    near = [article_id for article_id in variants if best[article_id] >= NEARLY_EQUAL * max(best.values())]
    reach = {article_id: max(item.passage.span.end for item in variants[article_id]) for article_id in near}
    whole = [article_id for article_id in near if reach[article_id] >= NOT_CUT * max(reach.values())]
    return min(whole, key=lambda article_id: (*_precedence(variants[article_id][0]), -best[article_id], article_id))


def _precedence(item: ScoredPassage) -> tuple[datetime, bool]:
    return item.passage.published or UNKNOWN, not item.passage.publisher
