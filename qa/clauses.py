"""The part of a sentence that says something of a value.

    clause("Nine people, not eleven, were hurt when it hit", "Nine people")   "Nine people were hurt"
    clause("The ministry said that 12 people died on Monday", "12 people")    "12 people died on Monday"

By commas and a few words; no grammar. English.
"""

import re

from corpus import Span

BREAK = re.compile(
    r",(?!\d)|[;()—–]|:(?!\d)"
    r"|\b(?:when|while|after|before|with|which|who|where|because|although|but|since|as)\b"
    r"|(?<=said|says|told|ound)\s+that\b",
    re.IGNORECASE,
)
ASIDE = re.compile(r"^\s*(?:not|an?|the|his|her|its|one of)\b", re.IGNORECASE)
VERB_ENDING = re.compile(r"\b(?:is|are|was|were|has|had|have|will|\w+ed)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{2,}")


def clause(sentence: str, value: Span) -> list[Span]:
    """The spans of the sentence that tell of the value: its own clause, and where that says nothing the next."""
    parts = _parts(sentence)
    at = next((number for number, part in enumerate(parts) if part.end > value.start), len(parts) - 1)
    found = [parts[at]]
    rest = sentence[parts[at].start : value.start] + sentence[value.end : parts[at].end]
    if not VERB_ENDING.search(rest) and len(WORD.findall(rest)) < 2:
        following = [part for part in parts[at + 1 :] if not ASIDE.match(part.of(sentence))]
        found += following[:1]
    return found


def _parts(sentence: str) -> list[Span]:
    spans, start = [], 0
    for found in [*BREAK.finditer(sentence), None]:
        end = found.start() if found else len(sentence)
        if sentence[start:end].strip():
            spans.append(Span(start=start, end=end))
        start = found.end() if found else end
    return spans or [Span(start=0, end=len(sentence))]
