"""What a model is shown, what a reader is shown, and what may be quoted word for word.

single_sentences   for a small model: the chosen sentences, within a budget
whole_passages     for a large one: the passages they stand in
quotable           the sentences that answer on their own where no draft survives
"""

from collections.abc import Sequence

from qa.answer import Evidence, ScoredPassage
from qa.choosing import Candidate
from qa.citing import SENTENCE_STOP
from qa.terms import tokens

# 350 tokens of prompt less 90 for the instruction and the question; a token is 4 characters
# and more of English. 80 prompt tokens a second make it three seconds at the most.
SENTENCE_BUDGET_CHARS = 800
MAX_SENTENCES = 4
MAX_PASSAGES = 6
MAX_PASSAGES_PER_ARTICLE = 2
NEAREST_SHOWN = 3

MAX_QUOTES = 3
# A further sentence is quoted too where it scores nearly as well as the first. On the half
# "tune" of the sample questions an answer stands in the quotes for 0.59 with one quote, 0.81
# with this share and 0.84 with always three, which reads as a list.
QUOTE_SHARE = 0.85
MIN_QUOTE_WORDS = 4


def single_sentences(chosen: Sequence[Candidate]) -> Evidence:
    """The chosen sentences, as many as the budget holds and at least one."""
    items: list[ScoredPassage] = []
    used = 0
    for candidate in chosen[:MAX_SENTENCES]:
        used += len(candidate.text)
        if items and used > SENTENCE_BUDGET_CHARS:
            break
        items.append(candidate.as_evidence(len(items) + 1))
    return Evidence(items=tuple(items))


def whole_passages(chosen: Sequence[Candidate], limit: int = MAX_PASSAGES) -> Evidence:
    """The passages of the chosen sentences, in their order, at most two of one article."""
    items: list[ScoredPassage] = []
    seen: set[str] = set()
    for candidate in chosen:
        passage = candidate.passage
        from_article = sum(item.passage.article_id == passage.article_id for item in items)
        if passage.passage_id not in seen and from_article < MAX_PASSAGES_PER_ARTICLE and len(items) < limit:
            seen.add(passage.passage_id)
            items.append(ScoredPassage(passage=passage, score=candidate.score, rank=len(items) + 1, stage="passage"))
    return Evidence(items=tuple(items))


def quotable(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The sentences to quote word for word, best first: whole sentences, no headings."""
    whole = [candidate for candidate in chosen if _is_whole_sentence(candidate.text)]
    if not whole:
        return []
    first, *others = whole
    near = [other for other in others if other.score >= QUOTE_SHARE * first.score and other.holds_kind]
    return [first, *near][:MAX_QUOTES]


def _is_whole_sentence(text: str) -> bool:
    return bool(SENTENCE_STOP.search(text)) and len(tokens(text)) >= MIN_QUOTE_WORDS
