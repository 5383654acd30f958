"""The statements that a sentence joins, each as a sentence of its own, so that each is judged by itself.

    parts_of("Rain fell, and the river rose.")       "Rain fell."  "The river rose."
    parts_of("Dahl resigned and left Norway.")       "Dahl resigned."  "Dahl left Norway."
    parts_of("Dahl said that rain fell and ended.")  none: what he said cannot be taken from him

By rule, and rather none than wrong ones: each part has a verb of its own and a subject, or
follows at once the verb of a short subject, which is then repeated in the same words. A part
that opens with a pronoun cannot stand alone. English.
"""

import re
from collections.abc import Sequence

from qa.numbers import is_number_word
from qa.terms import Token, tokens

MAX_SUBJECT_WORDS = 5
JOINT = re.compile(r"\s*;\s+|,?\s+(?:and|but|while|whereas)\s+")
SEMICOLON = re.compile(r"^\s*;")
AUXILIARIES = frozenset(
    "is are was were has have had does do did will would can could shall should may might must".split()
)
PAST = frozenset(
    """became began bore bought broke brought built came caught chose cost cut dealt drew drove ate fell felt fled flew
    forgot fought found froze gave got grew hid hit held hung hurt kept knew laid lay led left lent lost made meant met
    paid put quit ran rang rose sang sank sat saw sent set shook shot shut slept slid sold sought spent spoke spread
    stole stood stuck struck swore taught threw told took tore thought understood went withdrew woke won wore wrote
    says wants plans expects remains needs gets goes makes takes costs leads holds runs includes means shows opens
    closes rises falls begins ends continues lies stands""".split()
)
# What binds the words behind it to something before: taken out of it, they say more than was said.
BINDING = re.compile(
    r"\b(?:that|if|unless|because|when|whether|after|before|although|though|until|since|who|whom|whose|which|where|so|"
    r"between|both|either|neither|say|says|said|saying|claim\w*|alleg\w*|argu\w*|told|tells|report\w*|deny|denies|denied|"
    r"suggest\w*|warn\w*|believ\w*|according)\b",
    re.IGNORECASE,
)
PRONOUNS = frozenset("he she it they we i you this that these those one who which there".split())
DETERMINERS = frozenset("the a an his her its their our my this that these those of in on at for by with to".split())


def parts_of(sentence: str) -> tuple[str, ...]:
    """The statements of a sentence; none where it makes one, or cannot be taken apart for certain."""
    joint = next((found for found in JOINT.finditer(sentence) if _is_joint(sentence, found)), None)
    if joint is None:
        return ()
    first, second = sentence[: joint.start()].strip(" ,"), sentence[joint.end() :].strip()
    whole = _with_subject(first, second)
    rest = parts_of(whole) or (whole,)
    return (as_sentence(first), *(as_sentence(part) for part in rest))


def _is_joint(sentence: str, found: re.Match[str]) -> bool:
    before, after = sentence[: found.start()], sentence[found.end() :]
    is_bound = not SEMICOLON.match(found.group()) and BINDING.search(before)
    if (
        is_bound
        or before.count("“") > before.count("”")
        or before.count('"') % 2
        or before.count("(") > before.count(")")
    ):
        return False
    first, second = _verb(before), _verb(after)
    if first is None or second is None or first == 0:
        return False
    words = tokens(after)
    if words[0].text.casefold() in PRONOUNS:
        return False
    return second > 0 or _subject(before) != ""


def _with_subject(first: str, second: str) -> str:
    """The second part with the first one's subject where it begins with its verb."""
    return second if _verb(second) else f"{_subject(first)} {second}"


def _subject(text: str) -> str:
    """The words before the verb; empty where they are many, or others share the verb ("was fined and jailed")."""
    words, verb = tokens(text), _verb(text)
    if not verb or verb > MAX_SUBJECT_WORDS or words[verb].text.casefold() in AUXILIARIES:
        return ""
    subject = text[: words[verb].start].strip()
    return "" if "," in subject or words[0].text.casefold() in PRONOUNS else subject


def _verb(text: str) -> int | None:
    """The place of the first word that is surely a verb with a time."""
    words = tokens(text)
    return next((place for place in range(len(words)) if _is_verb(words, place)), None)


def _is_verb(words: Sequence[Token], place: int) -> bool:
    word = words[place].text.casefold()
    if words[place].is_capital and place:
        return False
    before = words[place - 1].text.casefold() if place else ""
    if before in DETERMINERS or (place and is_number_word(words[place - 1])):
        return False
    return word in AUXILIARIES or word in PAST or (word.endswith("ed") and len(word) > 4 and word != "hundred")


def as_sentence(part: str) -> str:
    """Words that stand alone as a sentence: with a capital and a full stop."""
    text = part.strip(" ,;:")
    return f"{text[:1].upper()}{text[1:]}" + "." * (text[-1:] not in tuple(".!?…"))
