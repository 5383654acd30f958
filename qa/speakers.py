"""Who said it? A claim that gives one person's words to another is not supported.

    other_speaker("Kakali said it rained.", '"It rained," said Costas, a fisherman.')     True
    other_speaker("Kakali said it rained.", "It rained, she said.")                       False: it may be her

Only where the claim says who spoke, and the quote's own sentence says who did: by a verb of saying
with a name or a noun beside it, or by "according to".
"""

import re

from qa.naming import stands_in
from qa.terms import Token, tokens

SAYING = frozenset(
    """say says said tell tells told add adds added explain explains explained state states stated claim claims claimed
    argue argues argued announce announces announced report reports reported note notes noted warn warns warned insist
    insists insisted admit admits admitted complain complains complained remark remarks remarked declare declares
    declared believe believes believed think thinks thought point points pointed suggest suggests suggested maintain
    maintains maintained reckon reckons reckoned write writes wrote comment comments commented put puts estimate
    estimates estimated find finds found felt feel feels describe describes described conclude concludes concluded
    recall recalls recalled predict predicts predicted acknowledge acknowledged deny denies denied indicate indicates
    indicated""".split()
)
ALWAYS_SAYING = frozenset("say says said told added explained stated insisted remarked declared announced".split())
NOT_NAMED = frozenset("he she they it who i we you one this that which there".split())
QUOTED = re.compile(r"[\"“][^\"”“]*[\"”]")
ACCORDING = re.compile(r"\baccording to ([^,.;]+)", re.IGNORECASE)
BESIDE = 7  # words of a speaker's name and office that may stand beside the verb


def other_speaker(claim: str, quote: str) -> bool:
    """Whether the claim gives to one speaker what the quote gives to another."""
    claimed, told = _speaker_claimed(claim), _speaker_told(quote)
    if not claimed or not told:
        return False
    return not any(stands_in(token.text, told) for token in claimed)


def _speaker_claimed(claim: str) -> tuple[Token, ...]:
    """The words of whoever the claim says spoke; none where it says nothing of that."""
    if found := ACCORDING.search(claim):
        return _content(tokens(found.group(1)))
    read = tokens(claim)
    for place, token in enumerate(read[: BESIDE + 3]):
        if place and token.text.casefold() in SAYING:
            return _content(read[:place])
    return ()


def _speaker_told(quote: str) -> tuple[Token, ...]:
    """The words beside the quote's verb of saying; none where it has no such verb or only a pronoun there."""
    if found := ACCORDING.search(quote):
        return _content(tokens(found.group(1)))
    outside = QUOTED.sub(lambda match: " " * len(match.group()), quote)
    read = tokens(outside)
    for place, token in enumerate(read):
        if token.text.casefold() not in ALWAYS_SAYING:
            continue
        before, after = read[max(0, place - BESIDE) : place], read[place + 1 : place + 1 + BESIDE]
        if any(near.text.casefold() in NOT_NAMED for near in (*before[-1:], *after[:1])):
            return ()
        return _content((*before, *after))
    return ()


def _content(read: tuple[Token, ...]) -> tuple[Token, ...]:
    return tuple(token for token in read if token.is_content)
