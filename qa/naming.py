"""When do two words name the same thing? Countries and their peoples, capitals that
stand for governments, short forms, spellings.

    same_name("Finland", "Finnish")       a country and its adjective
    same_name("Washington", "US")         a capital for its government, as news writes it
    same_name("Zelensky", "Zelenskyy")    two spellings
    is_short_for("EU", "the European Union")

Facts of the language only, no guesses about who is meant: "the president" is nobody
here. What a table does not know is told by spelling. Finding evidence wants all of
this; a place in a claim is checked `exact`: who was in Ukraine was not therefore in Kyiv.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from qa.terms import STOP_WORDS, Token, stem, without_accents

# Countries whose adjective shares too few letters with the name; behind the bar, capitals and
# houses that stand for a government. One line is one thing.
SAME_THING = """
us usa u.s. u.s.a. united-states america american americans | washington white-house
uk u.k. britain british britons united-kingdom | london downing-street
eu e.u. european-union | brussels
un u.n. united-nations
russia russian russians | moscow kremlin
ukraine ukrainian ukrainians | kyiv
china chinese | beijing
france french | paris elysee
germany german germans | berlin
spain spanish spaniards | madrid
italy italian italians | rome
poland polish poles | warsaw
finland finnish finns | helsinki
sweden swedish swedes | stockholm
denmark danish danes | copenhagen
norway norwegian norwegians | oslo
netherlands dutch holland | hague
belgium belgian belgians
switzerland swiss | bern
austria austrian austrians | vienna
greece greek greeks | athens
turkey turkish turks turkiye | ankara
ireland irish | dublin
wales welsh
scotland scottish scots | edinburgh
portugal portuguese | lisbon
hungary hungarian hungarians | budapest
czechia czech czechs | prague
slovakia slovak slovaks | bratislava
romania romanian romanians | bucharest
bulgaria bulgarian bulgarians | sofia
serbia serbian serbs serb | belgrade
croatia croatian croats | zagreb
bosnia bosnian bosnians | sarajevo
slovenia slovenian slovene slovenes | ljubljana
albania albanian albanians | tirana
latvia latvian latvians | riga
lithuania lithuanian lithuanians | vilnius
estonia estonian estonians | tallinn
belarus belarusian belarusians | minsk
israel israeli israelis | jerusalem
iran iranian iranians | tehran
iraq iraqi iraqis | baghdad
syria syrian syrians | damascus
saudi-arabia saudi saudis | riyadh
egypt egyptian egyptians | cairo
india indian indians | delhi
pakistan pakistani pakistanis | islamabad
japan japanese | tokyo
korea korean koreans | seoul
philippines filipino filipinos philippine | manila
thailand thai thais | bangkok
vietnam vietnamese | hanoi
australia australian australians | canberra
new-zealand kiwi
canada canadian canadians | ottawa
mexico mexican mexicans
brazil brazilian brazilians | brasilia
argentina argentine argentinian argentinians
peru peruvian peruvians | lima
cyprus cypriot cypriots | nicosia
"""
DEMONYM = re.compile(r"(?<=[aeio])n|ian|ean|ese|ish")  # what may follow a country's name: Georgia, Georgian
MIN_SPELLING_CHARS = 6


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[int, bool]]:
    """For each word its line in the table, and whether it stands for it as a capital does."""
    groups: dict[str, tuple[int, bool]] = {}
    for number, line in enumerate(SAME_THING.strip().splitlines()):
        own, _, seats = line.partition("|")
        groups |= {word.replace(".", ""): (number, False) for word in own.split()}
        groups |= dict.fromkeys(seats.split(), (number, True))
    return groups


def _group(word: str, *, exact: bool) -> int | None:
    number, is_seat = _groups().get(word, (None, False))
    return None if exact and is_seat else number


@lru_cache(maxsize=20_000)
def same_name(first: str, second: str, *, exact: bool = False) -> bool:
    """Whether two single words name the same thing; `exact` leaves out capitals for governments."""
    if stem(first) == stem(second):
        return first.isupper() == second.isupper() or _plain(first) not in STOP_WORDS  # "US" is not "us"
    if _plain(first) == _plain(second):
        return True
    one, other = _group(_plain(first), exact=False), _group(_plain(second), exact=False)
    if one is not None and other is not None:
        return one == other and (
            not exact or one == _group(_plain(first), exact=True) == _group(_plain(second), exact=True)
        )
    return _same_spelling(*sorted((_spelling(first), _spelling(second)), key=len))


def stands_in(name: str, text_tokens: tuple[Token, ...], *, exact: bool = False) -> bool:
    """Whether a word of the text, or two words of it, or their initials, name `name`."""
    if any(same_name(name, token.text, exact=exact) for token in text_tokens):
        return True
    group = _group(_plain(name), exact=exact)
    for first, second in pairwise(text_tokens):
        pair = f"{_plain(first.text)}-{_plain(second.text)}"
        if group is not None and _group(pair, exact=exact) == group:
            return True
    return name.isupper() and 2 <= len(name) <= 5 and is_short_for(name, text_tokens)


def short_form_stands_in(name: Sequence[str], text_tokens: tuple[Token, ...], *, exact: bool = False) -> bool:
    """Whether a text has a name of several words as one: "EU" or, unless `exact`, "Brussels" for "European Union"."""
    group = _group("-".join(map(_plain, name)), exact=exact)
    initials = "".join(word[0] for word in name).casefold()
    return any(
        (group is not None and _group(_plain(token.text), exact=exact) == group)
        or (len(name) > 1 and token.is_acronym and _plain(token.text) == initials)
        for token in text_tokens
    )


def is_short_for(short: str, text_tokens: tuple[Token, ...]) -> bool:
    """Whether consecutive capitalised words begin with the letters of `short`."""
    capitals = [
        token.text[0] if token.is_capital else " " for token in text_tokens if token.is_capital or token.is_content
    ]
    return short.upper() in "".join(capitals)


def other_names(word: str) -> tuple[str, ...]:
    """Words an article may use instead of `word`, for the lexical search."""
    group = _group(_plain(word), exact=False)
    if group is None:
        return ()
    return tuple(
        other.replace("-", " ") for other, (number, _) in _groups().items() if number == group and other != _plain(word)
    )


def _plain(word: str) -> str:
    plain = word.casefold().replace("’", "'").replace(".", "")
    plain = plain[:-2] if plain.endswith("'s") else plain.rstrip("'")
    return "kyiv" if plain == "kiev" else plain


def _spelling(word: str) -> str:
    """A word without what spellings of one name differ in: doubled letters, and y for i."""
    return re.sub(r"(.)\1+", r"\1", without_accents(_plain(word)).replace("y", "i"))


def _same_spelling(short: str, long: str) -> bool:
    """Zelensky is Zelenskyy and Georgian goes with Georgia; Morvik is neither Morvig nor Morvikson."""
    if len(short) < MIN_SPELLING_CHARS or not long.startswith(short):
        return False
    return short == long or bool(DEMONYM.fullmatch(long, len(short)))
