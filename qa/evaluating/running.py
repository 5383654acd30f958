"""Asks the questions of a run one by one and keeps what comes of each.

    search      the ranking of passages, against the gold
    ask         the reply, against known answers and evidence
    judge       another model's verdict, where one was named
    keep        a line in the run's file, before the next question

A question that fails is kept as failed, the others go on, and the next run asks it again.
"""

from collections.abc import Sequence
from time import perf_counter

from corpus import Corpus
from corpus.running import Progress
from qa.answer import Answer, Reply
from qa.conversation import Turn
from qa.errors import QAError
from qa.evaluating.gold import Gold, GoldFinder
from qa.evaluating.judging import verdict
from qa.evaluating.metering import Meter
from qa.evaluating.questions import KnownQuestion
from qa.evaluating.runs import ABSTENTION, ANSWER, ERROR, Result, RunFile
from qa.evaluating.scoring import DEPTH, reply_figures, search_figures, uncovered
from qa.generating import Generator
from qa.pipeline import QuestionAnswerer

FAILED_BEFORE_GIVING_UP = 5  # questions in a row: a model that is gone stays gone, and each try costs seconds


class Asker:
    """Asks known questions of one corpus; `meter` is what the answerer writes with."""

    def __init__(
        self,
        answerer: QuestionAnswerer,
        corpus: Corpus,
        gold: GoldFinder,
        *,
        meter: Meter | None = None,
        judge: Generator | None = None,
    ) -> None:
        self._answerer = answerer
        self._corpus = corpus
        self._gold = gold
        self._meter = meter
        self._judge = judge

    def ask_all(self, questions: Sequence[KnownQuestion], file: RunFile, progress: Progress) -> None:
        """Ask what the file has no result for yet; QAError where one question after the other fails."""
        done = {result.line for result in file.results}
        failed = 0
        for number, question in enumerate(questions):
            if question.line not in done:
                progress(number, len(questions), question.question)
                result = self.ask(question)
                file.add(result)
                failed = failed + 1 if result.kind == ERROR else 0
                if failed == FAILED_BEFORE_GIVING_UP:
                    raise QAError(f"{failed} questions failed one after the other; the last said: {result.error}")

    def ask(self, question: KnownQuestion) -> Result:
        """The result of one question."""
        gold = self._gold.find(question)
        try:
            history = self._history(question)
            figures = self._searched(question, gold) if not history else {}
            if self._meter is not None:
                self._meter.taken()
            started = perf_counter()
            reply = self._answerer.ask(question.question, history=history)
            figures["seconds"] = round(perf_counter() - started, 4)
            if self._meter is not None:
                figures["tokens read"], figures["tokens written"] = self._meter.taken()
            figures |= reply_figures(question, reply, gold, self._corpus)
            judged = verdict(self._judge, question, reply) if self._judge is not None else None
        except QAError as error:
            return Result(line=question.line, question=question.question, type=question.kind,
                          answerable=question.answerable, kind=ERROR, error=str(error))  # fmt: skip
        if judged is not None:
            figures["judge says right"] = judged
        return result_of(question, reply, figures)

    def _searched(self, question: KnownQuestion, gold: Gold) -> dict[str, float]:
        if not gold.article_ids:
            return {}
        found = self._answerer.search(question.question, DEPTH)
        return search_figures([scored.passage for scored in found], gold)

    def _history(self, question: KnownQuestion) -> list[Turn]:
        """The conversation before it, each question as it was taken to stand alone."""
        turns: list[Turn] = []
        for asked, answer in question.said:
            turns.append(Turn(question=self._answerer.interpret(asked, history=turns).standing, answer=answer))
        return turns


def result_of(question: KnownQuestion, reply: Reply, figures: dict[str, float]) -> Result:
    """What is kept of a reply."""
    answer = reply if isinstance(reply, Answer) else None
    return Result(
        line=question.line,
        question=question.question,
        type=question.kind,
        answerable=question.answerable,
        kind=ANSWER if answer else ABSTENTION,
        reason=None if isinstance(reply, Answer) else reply.reason.value,
        text=answer.text if answer else "",
        quotes=tuple(citation.quote_text for citation in answer.citations) if answer else (),
        answerability=None if reply.answerability is None else round(reply.answerability, 4),
        citations=len(answer.citations) if answer else 0,
        uncovered=len(uncovered(answer)) if answer else 0,
        figures=figures,
    )
