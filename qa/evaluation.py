"""How good are the replies to questions whose answers are known?

    {"question": "Who chairs the inquiry?", "answers": ["Thorvall"], "answerable": true}

An answer counts as right where one of the answers stands in its text or its quotes, case
and marks aside; a question without an answer, where the reply abstains. Citations are
checked against the stored articles: whatever else is wrong, these must be perfect.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus import Corpus
from qa.answer import Abstention, Answer, Reply
from qa.errors import QAError
from qa.pipeline import QuestionAnswerer


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownQuestion:
    """A question with the strings of which one must appear; none where the corpus does not answer."""

    question: str
    answers: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Counts over a set of questions, and the median seconds a question took."""

    answerable: int
    right: int
    right_in_text: int
    refused_in_vain: int
    unanswerable: int
    abstained: int
    citations: int
    citations_exact: int
    sentences_uncovered: int
    seconds: float


def read_questions(path: Path) -> list[KnownQuestion]:
    """The questions of a JSON Lines file; QAError names the line that cannot be read."""
    found = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QAError(f"the questions {str(path)!r} cannot be read ({error}); give a JSON Lines file") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                record = json.loads(line)
                given = record.get("answers") or []
                answers = tuple(map(str, [given] if isinstance(given, str) else given))
                found.append(
                    KnownQuestion(
                        question=str(record["question"]),
                        answers=answers,
                        answerable=bool(record.get("answerable", bool(answers))),
                    )
                )
            except (ValueError, KeyError, AttributeError, TypeError) as error:
                raise QAError(
                    f"line {number} of {str(path)!r} is no question ({error!r}); each line needs an object with "
                    f'"question", "answers" and "answerable"'
                ) from error
    return found


def evaluate(answerer: QuestionAnswerer, corpus: Corpus, questions: Sequence[KnownQuestion]) -> Scores:
    """The scores of all questions; asks each one."""
    replies = [(question, answerer.ask(question.question)) for question in questions]
    return score(replies, corpus)


def score(replies: Iterable[tuple[KnownQuestion, Reply]], corpus: Corpus) -> Scores:
    """The scores of replies that were given already."""
    given = list(replies)
    able = [(question, reply) for question, reply in given if question.answerable]
    answers = [reply for _, reply in given if isinstance(reply, Answer)]
    seconds = sorted(sum(step.seconds for step in reply.trace.steps) for _, reply in given)
    return Scores(
        answerable=len(able),
        right=sum(is_right(question, reply) for question, reply in able),
        right_in_text=sum(is_right(question, reply, in_quotes=False) for question, reply in able),
        refused_in_vain=sum(isinstance(reply, Abstention) for _, reply in able),
        unanswerable=len(given) - len(able),
        abstained=sum(isinstance(reply, Abstention) for question, reply in given if not question.answerable),
        citations=sum(len(answer.citations) for answer in answers),
        citations_exact=sum(exact for answer in answers for exact in exact_citations(answer, corpus)),
        sentences_uncovered=sum(len(uncovered(answer)) for answer in answers),
        seconds=seconds[len(seconds) // 2] if seconds else 0.0,
    )


def is_right(question: KnownQuestion, reply: Reply, *, in_quotes: bool = True) -> bool:
    """Whether one of the known answers stands in the reply's text, or in one of its quotes."""
    if isinstance(reply, Abstention):
        return False
    texts = [reply.text] + [citation.quote_text for citation in reply.citations if in_quotes]
    found = " ".join(map(_plain, texts))
    return any(f" {_plain(answer)} " in f" {found} " for answer in question.answers)


def exact_citations(answer: Answer, corpus: Corpus) -> Iterator[bool]:
    """For each citation whether its quote is, character for character, in the stored article."""
    for citation in answer.citations:
        article = corpus.catalogue.article(citation.passage.article_id)
        yield citation.quote.of(article.text) == citation.quote_text


def uncovered(answer: Answer) -> str:
    """The letters and digits of the answer's text that no citation's claim covers; none in a sound answer."""
    covered = {place for citation in answer.citations for place in range(citation.claim.start, citation.claim.end)}
    return "".join(char for place, char in enumerate(answer.text) if char.isalnum() and place not in covered)


def as_table(scores: Scores) -> str:
    """The scores in words, one a line."""
    values = asdict(scores)
    return "\n".join(f"{name.replace('_', ' '):20} {value}" for name, value in values.items())


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(char for char in composed if not unicodedata.combining(char))))
