"""A prompt made to fit: counted before it is sent, and less told where it is too long.

Whole pieces of evidence go, the last first; none is cut, since half a sentence says something else.
Where the model's own tokenizer cannot be asked, its tokens are estimated, rather too many than too few.
"""

import math
import re
from collections.abc import Callable, Sequence

from qa.prompting import Message, Prompt

Count = Callable[[Sequence[Message]], int]

RUN = re.compile(r"[A-Za-z]+|[^A-Za-z\s]|\s+")
# Against the tokenizer of SmolLM2, whose small vocabulary makes more tokens than a large model's: three letters a
# token, any other character and each byte beyond ASCII one, and a tenth on top give 1.35 to 1.9 times the true count
# for the 28 sample articles, 1.0 or more for sentences in German, Finnish, Greek, Russian, Arabic, Hindi and Chinese
# and for rows of numbers. With four letters a token German and Finnish came out at 0.8.
LETTERS_PER_TOKEN = 3
MARGIN = 1.1
TOKENS_PER_MESSAGE = 8  # the template's own marks


def trimmed(prompt: Sequence[Message], room: int, count: Count) -> Sequence[Message] | None:
    """The prompt with as many of its parts as fit into `room` tokens; None where not one does."""
    while count(prompt) > room:
        shorter = prompt.shorter() if isinstance(prompt, Prompt) else None
        if shorter is None:
            return None
        prompt = shorter
    return prompt


def estimated_tokens(prompt: Sequence[Message]) -> int:
    """No fewer tokens than the prompt has, for nearly every tokenizer and text."""
    tokens = sum(_tokens(run) for message in prompt for run in RUN.findall(message.text))
    return math.ceil(tokens * MARGIN) + TOKENS_PER_MESSAGE * len(prompt)


def _tokens(run: str) -> int:
    if run.isspace():
        return len(run) - 1 + run.count("\n")  # one space belongs to the word behind it
    return math.ceil(len(run) / LETTERS_PER_TOKEN) if run.isalpha() and run.isascii() else len(run.encode())
