"""One reply beside what is known of its question: a figure for each measure that applies.

An answer holds a known answer where that stands in its text or its quotes, case and marks
aside. Citations are checked against the stored articles: whatever else is wrong, these
must be perfect. What a question does not tell has no figure, and counts nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

from corpus import Corpus, Passage
from qa.answer import Abstention, Answer, Reply
from qa.evaluating.gold import Gold, holds
from qa.evaluating.measures import (
    all_among,
    contains,
    hit_at,
    precision_recall,
    rank_of_first,
    reciprocal_rank,
    token_f1,
)
from qa.evaluating.questions import KnownQuestion

DEPTH = 20  # passages that are looked at in a ranking
AMONG = 10
CONTAINS, QUOTES_GOLD, VERBATIM = "holds a known answer", "quotes the evidence", "verbatim"
HAS_EVIDENCE = "has evidence"  # in no group: says that the evidence is in the corpus, also of what was refused

# Each group of measures and its members, in the order in which they are shown.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "retrieval": (
        "passage hit@1", "passage hit@5", "passage MRR@10",
        "article hit@1", "article hit@5", "article MRR@10", "all gold articles@10",
    ),
    "answers": (CONTAINS, "holds it in its text", "token F1", "token F1 of the short answer"),
    "citations": ("precision", "recall", QUOTES_GOLD, VERBATIM),
    "abstention": ("answered, of answerable", "refused, of unanswerable"),
    "judge": ("judge says right",),
    "cost": ("seconds", "tokens read", "tokens written"),
}  # fmt: skip
Figures = dict[str, float]


def search_figures(found: Sequence[Passage], gold: Gold) -> Figures:
    """How well a ranking of passages finds the gold of a question."""
    figures: Figures = {}
    if gold.spans:
        figures |= ranking_figures("passage", [holds(passage, gold.spans) for passage in found])
    if gold.article_ids:
        articles = list(dict.fromkeys(passage.article_id for passage in found))
        figures |= ranking_figures("article", [article_id in gold.article_ids for article_id in articles])
        figures[f"all gold articles@{AMONG}"] = all_among(gold.article_ids, articles, AMONG)
    return figures


def ranking_figures(what: str, good: Sequence[bool]) -> Figures:
    """hit@1, hit@5 and MRR@10 of one ranking."""
    rank = rank_of_first(good)
    values = (hit_at(rank, 1), hit_at(rank, 5), reciprocal_rank(rank, AMONG))
    return dict(zip(ranking_names(what), values, strict=True))


def ranking_names(what: str) -> tuple[str, str, str]:
    """The names of a ranking's figures."""
    return f"{what} hit@1", f"{what} hit@5", f"{what} MRR@{AMONG}"


def reply_figures(question: KnownQuestion, reply: Reply, gold: Gold, corpus: Corpus) -> Figures:
    """How good a reply is, in each respect that the question tells of."""
    is_answer = isinstance(reply, Answer)
    figures: Figures = {}
    if question.answerable is False:
        figures["refused, of unanswerable"] = float(not is_answer)
    elif question.answerable:
        figures["answered, of answerable"] = float(is_answer)
    if gold.spans:
        figures[HAS_EVIDENCE] = 1.0
    if question.answers:
        figures[CONTAINS] = float(is_right(question, reply))
        figures["holds it in its text"] = float(is_right(question, reply, in_quotes=False))
        figures["token F1"] = _f1(reply.text if isinstance(reply, Answer) else "", question)
    if isinstance(reply, Answer) and reply.citations:
        figures |= _citation_figures(question, reply, gold, corpus)
    return figures


def is_right(question: KnownQuestion, reply: Reply, *, in_quotes: bool = True) -> bool:
    """Whether one of the known answers stands in the reply's text, or in one of its quotes."""
    if isinstance(reply, Abstention):
        return False
    texts = [reply.text] + [citation.quote_text for citation in reply.citations if in_quotes]
    return any(contains(" ".join(texts), answer) for answer in question.answers)


def exact_citations(answer: Answer, corpus: Corpus) -> Iterator[bool]:
    """For each citation whether its quote is, character for character, in the stored article."""
    for citation in answer.citations:
        article = corpus.catalogue.article(citation.passage.article_id)
        yield citation.quote.of(article.text) == citation.quote_text


def uncovered(answer: Answer) -> str:
    """The letters and digits of the answer's text that no citation's claim covers; none in a sound answer."""
    covered = {place for citation in answer.citations for place in range(citation.claim.start, citation.claim.end)}
    return "".join(char for place, char in enumerate(answer.text) if char.isalnum() and place not in covered)


def _citation_figures(question: KnownQuestion, answer: Answer, gold: Gold, corpus: Corpus) -> Figures:
    figures: Figures = {VERBATIM: fmean(map(float, exact_citations(answer, corpus)))}
    if gold.spans and question.answerable is not False:
        quotes = [(citation.passage.article_id, citation.quote) for citation in answer.citations]
        figures["precision"], figures["recall"] = precision_recall(quotes, gold.spans)
        figures[QUOTES_GOLD] = float(figures["precision"] > 0)
    words = [c.passage.part(c.answer) for c in answer.citations if c.answer is not None]
    if words and question.answers:
        figures["token F1 of the short answer"] = _f1(words[0], question)
    return figures


def _f1(said: str, question: KnownQuestion) -> float:
    return max(token_f1(said, answer) for answer in question.answers)
