"""What is no question to the articles: a greeting, a word about Footnote itself, a task for a writing machine.

    is_off_task("Thanks!")                        True
    is_off_task("Write a poem about the ferry")   True
    is_off_task("Who wrote the poem?")            False

Only whole texts of a few known forms count, for a question wrongly turned away is worse than
a search that finds nothing.
"""

import re

LONGEST = 300  # characters; what is longer says something that may be searched for

_GREETING = r"(?:hi|hello|hey|howdy|good (?:morning|day|afternoon|evening)|greetings)(?: (?:there|footnote|all))?"
_THANKS = (
    r"(?:(?:many )?thanks|thank you|thx|cheers|great|perfect|cool|ok|okay|bye|goodbye)"
    r"(?: (?:a lot|so much|very much|you))?"
)
_ABOUT = (
    r"(?:who|what) are you|who (?:made|built|trained|created) you|what(?: is|'s) your name|how do you work"
    r"|what (?:can|do) you do|what can i ask(?: you)?|are you (?:an? )?(?:ai|bot|robot|human|chatgpt|gpt|person)"
    r"|(?:what|which) (?:language )?model (?:are you|do you use|is this)|help(?: me)?"
    r"|what (?:is|are) (?:your )?(?:system )?(?:prompt|instructions)"
)
_TASK = (
    r"(?:(?:please|can you|could you|would you|now|i want you to|you must) )*(?:"
    r"(?:write|compose|make|create|generate|give me|tell me|sing|draft)(?: me| us)? (?:an?|some|the|one|another) "
    r"(?:\w+ ){0,2}"
    r"(?:poem|song|joke|story|haiku|limerick|essay|tweet|script|program|code|function|rap|sonnet|recipe)\b.*"
    r"|(?:ignore|forget|disregard|override) (?:all |any |the |your |these |those )*"
    r"(?:previous |prior |above |earlier )*(?:instructions?|rules?|prompts?|articles?)\b.*"
    r"|(?:pretend|act|roleplay|behave) (?:to be|as|like|that)\b.*"
    r"|(?:repeat|print|show|reveal|tell me|output) (?:me )?(?:your|the) (?:system )?(?:prompt|instructions|rules)\b.*"
    r")"
)
_MARKS = re.compile(r"[\s.,;:!?…👋🙏]+$")
_WHOLE = re.compile(
    rf"(?:{_GREETING}|{_THANKS}|(?:{_GREETING}[,!.]? )?(?:{_ABOUT})|{_TASK})", re.IGNORECASE | re.DOTALL
)


def is_off_task(text: str) -> bool:
    """Whether a text asks nothing that articles could answer."""
    plain = _MARKS.sub("", " ".join(text.replace("’", "'").split()))
    return len(plain) <= LONGEST and _WHOLE.fullmatch(plain) is not None
