"""Does an article say itself that what was known before has changed?

    revises("Nine people, not eleven, were hurt.")       True
    revises("The toll has risen to nine.")               True

Where no time of publication puts two reports in order, these words do.
"""

import re

REVISING = re.compile(
    r"\b(?:revis(?:ed|es)|correct(?:ed|s|ion)|updated?|retract(?:ed|s)|with(?:drew|drawn|draws)|postponed|put off)\b"
    r"|\b(?:has|have|was|were) since\b|\bnow (?:says?|stands?|puts?)\b"
    r"|\b(?:earlier|initial|first|previous|original) (?:reports?|figures?|counts?|statements?|estimates?|tally|toll)\b"
    r"|\bthan (?:first|initially|previously|originally) \w+"
    r"|\b(?:rose|risen|rises|raised|lower(?:ed|s)|climbed|gone up|cut) (?:the |its )?(?:\w+ )?(?:to|count|toll)\b"
    r"|,? not (?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty)\b",
    re.IGNORECASE,
)


def revises(text: str) -> bool:
    """Whether the words say that an earlier report is replaced."""
    return bool(REVISING.search(text))
