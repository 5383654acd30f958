"""A follow-up question, rewritten so that it stands alone.

    Who leads the ferry inquiry?        Ingrid Saldern leads it.
    And what did she say in March?      What did Ingrid Saldern say in March?
    Why?                                Why did Ingrid Saldern say in March?

By rule, for a model that is too small to be asked: what leans on the turns before is found
by its pronouns ("she", "it", "there"), by what is missing ("and in March?", "why?"), or by
"the" before a word of the last turn. Persons come in for "he" and "she"; where a pronoun may
stand for anything, the subject of the last question is put beside it, which the searches
read as well as a human does. A question that names what it asks about is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.answer import Answer, Reply
from qa.leaning import AUXILIARIES, DETERMINERS, ELSE, PREPOSITIONS, QUESTION_WORDS, leans
from qa.numbers import numbers
from qa.off_task import is_off_task
from qa.terms import TITLES, Token, names, tokens

SHORT_ANSWER_WORDS = 8  # what is longer would outweigh the question
KEPT_TURNS = 4  # further back a pronoun hardly reaches
PERSONS = frozenset("he him his she her hers himself herself".split())
POSSESSIVES = frozenset("his her hers its their theirs".split())
OPENING = re.compile(r"^(?:(?:and|or|but|so|ok|okay|then|also)\b[\s,]*)+", re.IGNORECASE)
GOING_ON = re.compile(r"^(?:and|but)\b", re.IGNORECASE)
ABOUT = re.compile(r"^(?:what|how) about\b\s*", re.IGNORECASE)
BARE = re.compile(
    r"^(?:by |since |until |for |from |to |with |at |in |on )?"
    r"(?:who|whom|whose|what|which|when|where|why|how(?: come| many| much| long| often| far| old| soon)?)"
    r"(?: exactly| not| then| else| so| one| ones)?$",
    re.IGNORECASE,
)
SOMEBODY = re.compile(r"\b(?:any|some)(?:body|one)\b", re.IGNORECASE)
CLAUSE = re.compile(r"(?<=\w)\s(?:when|after|before|because|while|which|who|if)\s.*")
MONTH_OR_DAY = re.compile(
    r"^(?:the\s+)?(?:(?:early|late|mid)[ -])?(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter|\d{4}|"
    r"last|next|this)\b",
    re.IGNORECASE,
)
BODIES = frozenset(  # names with one of these are of no person
    """party council ministry university court line lines company group bank agency commission union institute office
    department club city county river sea lake street port station house parliament senate committee times gazette
    post news press union nations states kingdom republic school hospital museum airport bridge island north south
    east west prize award""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question that stood alone, and the text of its answer; empty where there was none."""

    question: str
    answer: str = ""

    @classmethod
    def of(cls, reply: Reply) -> "Turn":
        """The turn that ended in this reply."""
        answer = reply.text if isinstance(reply, Answer) else ""
        return cls(question=reply.understood.standing or reply.question, answer=answer)


@dataclass(frozen=True, slots=True)
class Standing:
    """A question as it stands alone; `beside` is what of the question before was put at its end, if anything was."""

    text: str
    beside: str = ""


def standing(question: str, history: Sequence[Turn]) -> Standing:
    """The question as it stands alone; the question itself where it needs none of the turns before, oldest first."""
    turns = [turn for turn in history if not is_off_task(turn.question)][-KEPT_TURNS:]
    if not turns:
        return Standing(question)
    bare = _bare(question)
    rest = OPENING.sub("", bare)
    last = turns[-1]
    if BARE.match(rest):
        return Standing(_asked_of(rest, last))
    phrase = ABOUT.sub("", rest)
    if _is_phrase(phrase, opened=phrase != bare):
        return Standing(_instead(phrase, turns))
    text = _with_persons(rest, turns)
    goes_on = bool(GOING_ON.match(bare)) and not names(rest)
    told = f"{last.question} {last.answer}"
    if text == rest and not goes_on and not leans(rest, told):
        return Standing(question)
    if text != rest and not leans(text, told):
        return Standing(_as_question(text))
    topic = _topic(last.question)
    return Standing(_as_question(f"{text}, {topic}"), topic)


def _is_phrase(text: str, *, opened: bool) -> bool:
    """Whether a text is a piece of a question: "in March", or, after "and" or "what about", "the mayor"."""
    words = [token.text.casefold() for token in tokens(text)]
    if not words or words[0] in QUESTION_WORDS | AUXILIARIES or set(words) & AUXILIARIES:
        return False
    return opened if words[0] not in PREPOSITIONS else opened or len(words) <= 4


def _asked_of(word: str, last: Turn) -> str:
    """What the last question asked, asked otherwise: "why" of "Who won the vote?"."""
    first, _, rest = _without_question_word(last.question).partition(" ")
    asked = f"{word} {first.lower() if first.casefold() in AUXILIARIES else first} {rest}"
    answer = last.answer.split("\n")[0].strip(" .")
    if not 0 < len(answer.split()) <= SHORT_ANSWER_WORDS:
        return _as_question(asked)
    if SOMEBODY.search(asked) and names(f"Is {answer}"):
        return _as_question(SOMEBODY.sub(answer, asked))
    return _as_question(f"{asked}, {answer}")


def _instead(phrase: str, turns: Sequence[Turn]) -> str:
    """The last question with this phrase in the place of its like; at its end where it has no like."""
    last = _bare(turns[-1].question)
    first, _, rest = phrase.partition(" ")
    if first.casefold() in PREPOSITIONS and rest:
        is_time = bool(MONTH_OR_DAY.match(rest))
        for found in re.finditer(rf"\b(?:{'|'.join(PREPOSITIONS)})\s+((?:the\s+)?\w+(?:\s+[A-Z\d]\w*)*)", last):
            if bool(MONTH_OR_DAY.match(found.group(1))) is is_time and (
                is_time or (found.group().split()[0].casefold() == first.casefold() and _is_named(found.group(1)))
            ):
                return _as_question(last[: found.start()] + phrase + last[found.end() :])
        return _as_question(f"{last} {phrase}")
    named = names(last)
    if _is_named(phrase) and named:
        run = named[-1]
        return _as_question(last[: run[0].start] + phrase + last[run[-1].end :])
    return _as_question(f"{last}, {phrase}")


def _with_persons(text: str, turns: Sequence[Turn]) -> str:
    """The text with the person of the turns before in the place of "he" or "she", unless it names one itself."""
    person = next(_persons(turns), "")
    first_name = min((run[0].start for run in names(text)), default=len(text))
    pieces, place = [], 0
    read = tokens(text)
    for token, after in zip(read, [*read[1:], None], strict=True):
        if not person or token.text.casefold() not in PERSONS or token.start > first_name:
            continue
        owns = token.text.casefold() in POSSESSIVES and after is not None and not _ends_object(token, after)
        pieces += [text[place : token.start], f"{person}'s" if owns else person]
        place = token.end
    return "".join([*pieces, text[place:]])


def _ends_object(token: Token, after: Token) -> bool:
    """Whether "her" is an object ("accuse her of"), not an owner ("her lawyer")."""
    return token.text.casefold() == "her" and after.text.casefold() in PREPOSITIONS | AUXILIARIES | ELSE


def _persons(turns: Sequence[Turn]) -> Iterator[str]:
    """Names of persons, those likeliest meant first: the answer that is a name, whom was asked about, whom it names."""
    for turn in reversed(turns):
        said = turn.answer.split("\n")[0]
        opening = re.split(r"(?<=[.!?])\s", said, maxsplit=1)[0]
        texts = (opening, turn.question, said) if len(opening.split()) <= 6 else (turn.question, opening, said)
        for text in texts:
            named = (text[run[0].start : run[-1].end] for run in names(text) if _is_person(run))
            # "The Skarrow Tern" is none, with or without the article.
            yield from (name for name in named if not any(f"the {name}" in each.question for each in turns))
        if len(opening.split()) <= 3 and opening[:1].isupper() and not numbers(opening):
            yield opening.rstrip(".")


def _is_person(run: tuple[Token, ...]) -> bool:
    lowered = [token.text.casefold() for token in run]
    return (len(run) > 1 or lowered[0] in TITLES) and not BODIES & set(lowered)


def _topic(question: str) -> str:
    """What a question is about: from its first name or "the" on, less how it asks; what was put beside it, if so."""
    *_, beside = _bare(question).split(", ")
    words = beside.split()
    if beside == _bare(question) or not (words[0][0].isupper() or words[0].casefold() in DETERMINERS):
        words = _without_question_word(question).split()
    starts = [at for at, word in enumerate(words) if word[0].isupper() or word.casefold() in DETERMINERS]
    kept = words[starts[0] :] if starts else words
    while kept and kept[0].casefold() in AUXILIARIES:
        kept = kept[1:]
    return CLAUSE.sub("", " ".join(kept))


def _without_question_word(question: str) -> str:
    words = _bare(question).split()
    while words and re.sub(r"\W", "", words[0].casefold()) in QUESTION_WORDS | PREPOSITIONS | {"many", "much", "long"}:
        words = words[1:]
    return " ".join(words)


def _bare(question: str) -> str:
    return question.strip().rstrip("?!. ")


def _is_named(phrase: str) -> bool:
    return any(token.is_capital for token in tokens(phrase))


def _as_question(text: str) -> str:
    joined = " ".join(text.split()).rstrip("?!., ")
    return f"{joined[:1].upper()}{joined[1:]}?"
