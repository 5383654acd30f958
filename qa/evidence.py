"""What a model is shown, what a reader is shown, and what may be quoted word for word.

single_sentences   for a small model: the chosen sentences, within a budget
whole_passages     for a large one: the passages they stand in
quotable           the sentences that answer on their own where no draft survives
"""

from collections.abc import Callable, Sequence

from corpus import Article, ArticleNotFound
from qa.answer import Evidence, ScoredPassage
from qa.candidates import Candidate
from qa.citing import SENTENCE_STOP
from qa.coverage import is_inflected
from qa.expecting import expected
from qa.naming import stands_in
from qa.query import Query
from qa.terms import Token, names, tokens

# 350 tokens of prompt less 90 for the instruction and the question; a token is 4 characters
# and more of English. 80 prompt tokens a second make it three seconds at the most.
SENTENCE_BUDGET_CHARS = 800
MAX_SENTENCES = 4
MAX_PASSAGES = 6
MAX_PASSAGES_PER_ARTICLE = 2
NEAREST_SHOWN = 3

MAX_QUOTES = 3
# A further sentence is quoted too where it scores nearly as well as the first. Of the samples'
# 37 answerable questions of the half "tune" an answer stands in the quotes for 18 with a share of
# 0.9 (1.8 quotes an answer), 20 with 0.85 (2.2), 22 with 0.8 (2.3), 23 with 0.75 (2.4); of the 40 of
# the half "report" for 19, 21, 22 and 23.
QUOTE_SHARE = 0.75
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


def quotable(
    query: Query, chosen: Sequence[Candidate], article: Callable[[str], Article], *, is_sure: bool = False
) -> list[Candidate]:
    """The sentences to quote word for word, best first: whole ones that hold the kind
    of answer asked for, or any where `is_sure`, of articles about the names asked for.

    None where the best sentence that may be quoted scores far below the best there is.
    """
    whole = [candidate for candidate in chosen if _is_whole_sentence(candidate.text)]
    is_certain = expected(query.text).is_certain
    fit = [c for c in _about_names(query, whole, article) if c.holds_kind or is_sure or not is_certain]
    if not fit or fit[0].score < QUOTE_SHARE * whole[0].score:
        return []
    first, *others = fit
    near = [other for other in others if other.score >= QUOTE_SHARE * first.score]
    return [first, *near][:MAX_QUOTES]


def _about_names(query: Query, candidates: Sequence[Candidate], article: Callable[[str], Article]) -> list[Candidate]:
    """Those of articles that hold every name of the question; any one of them where no article holds all."""
    wanted = [token for run in names(query.text) for token in run]
    held = {
        article_id: _names_held(query, wanted, article, article_id)
        for article_id in {candidate.passage.article_id for candidate in candidates}
    }
    needed = len(wanted) if len(wanted) in held.values() else min(1, len(wanted))
    return [candidate for candidate in candidates if held[candidate.passage.article_id] >= needed]


def _names_held(query: Query, wanted: Sequence[Token], article: Callable[[str], Article], article_id: str) -> int:
    """How many of the names the article holds; -1 where it was removed while the question was being answered."""
    try:
        found = article(article_id)
    except ArticleNotFound:
        return -1
    words = tokens(f"{found.title or ''} . {found.publisher or ''} . {found.text}")
    return sum(stands_in(name.text, words) or is_inflected(query, name, words) for name in wanted)


def _is_whole_sentence(text: str) -> bool:
    return bool(SENTENCE_STOP.search(text)) and len(tokens(text)) >= MIN_QUOTE_WORDS
