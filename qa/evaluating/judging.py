"""Is a reply right, in the eyes of another model? One more column, mixed with no other figure.

A judge errs and favours models like itself (Zheng et al., 2023); it is asked only where
one was named, and where an answer is known that it can compare the reply with.
"""

import re

from qa.answer import Answer, Reply
from qa.evaluating.questions import KnownQuestion
from qa.generating import Generator
from qa.prompting import build_judge_prompt

VERDICT = re.compile(r"\W*(yes|no)\b", re.IGNORECASE)


def verdict(judge: Generator, question: KnownQuestion, reply: Reply) -> float | None:
    """1 where the judge says that the answer says the same as a known one, 0 where it says no.

    None where there is nothing to judge, or the judge says neither. ModelError where it fails.
    """
    if not isinstance(reply, Answer) or not question.answers:
        return None
    pieces = judge.stream(build_judge_prompt(question.question, question.answers, reply.text))
    said = "".join(piece for piece in pieces if isinstance(piece, str))  # a verdict is its first word, cut or not
    found = VERDICT.match(said)
    return None if found is None else float(found[1].casefold() == "yes")
