"""When do two words name the same thing? Countries and their peoples, capitals that
stand for governments, short forms, spellings.

    same_name("Finland", "Finnish")       a country and its adjective
    same_name("Washington", "US")         a capital for its government, as news writes it
    same_name("Zelensky", "Zelenskyy")    two spellings
    is_short_for("EU", "the European Union")

Facts of the language only, no guesses about who is meant: "the president" is nobody
here. What a table does not know is told by spelling.
"""

from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import JaroWinkler

from qa.terms import Token, stem, tokens

# Countries whose adjective shares too few letters with the name, and capitals that stand
# for a government. One line is one thing.
SAME_THING = """
us usa u.s. u.s.a. united-states america american americans washington white-house
uk u.k. britain british britons united-kingdom london downing-street
eu e.u. european-union brussels
un u.n. united-nations
russia russian russians moscow kremlin
ukraine ukrainian ukrainians kyiv kiev
china chinese beijing
france french paris elysee
germany german germans berlin
spain spanish spaniards madrid
italy italian italians rome
poland polish poles warsaw
finland finnish finns helsinki
sweden swedish swedes stockholm
denmark danish danes copenhagen
norway norwegian norwegians oslo
netherlands dutch holland hague
belgium belgian belgians
switzerland swiss bern
austria austrian austrians vienna
greece greek greeks athens
turkey turkish turks turkiye ankara
ireland irish dublin
wales welsh
scotland scottish scots edinburgh
portugal portuguese lisbon
hungary hungarian hungarians budapest
czechia czech czechs prague
slovakia slovak slovaks bratislava
romania romanian romanians bucharest
bulgaria bulgarian bulgarians sofia
serbia serbian serbs serb belgrade
croatia croatian croats zagreb
bosnia bosnian bosnians sarajevo
slovenia slovenian slovene slovenes ljubljana
albania albanian albanians tirana
latvia latvian latvians riga
lithuania lithuanian lithuanians vilnius
estonia estonian estonians tallinn
belarus belarusian belarusians minsk
israel israeli israelis jerusalem
iran iranian iranians tehran
iraq iraqi iraqis baghdad
syria syrian syrians damascus
saudi-arabia saudi saudis riyadh
egypt egyptian egyptians cairo
india indian indians delhi
pakistan pakistani pakistanis islamabad
japan japanese tokyo
korea korean koreans seoul
philippines filipino filipinos philippine manila
thailand thai thais bangkok
vietnam vietnamese hanoi
australia australian australians canberra
new-zealand kiwi
canada canadian canadians ottawa
mexico mexican mexicans
brazil brazilian brazilians brasilia
argentina argentine argentinian argentinians
peru peruvian peruvians lima
cyprus cypriot cypriots nicosia
"""
MIN_SPELLING = 0.92  # Jaro-Winkler: Zelensky/Zelenskyy 0.98, Morvik/Morvig 0.93 are refused by the last-letter rule
MIN_SPELLING_CHARS = 6


@lru_cache(maxsize=1)
def _groups() -> dict[str, int]:
    groups: dict[str, int] = {}
    for number, line in enumerate(SAME_THING.strip().splitlines()):
        for word in line.split():
            groups[word.replace(".", "")] = number
    return groups


@lru_cache(maxsize=20_000)
def same_name(first: str, second: str) -> bool:
    """Whether two single words name the same thing."""
    if stem(first) == stem(second):
        return True
    group = _groups().get(_plain(first))
    if group is not None and group == _groups().get(_plain(second)):
        return True
    return _same_spelling(stem(first), stem(second))


def stands_in(name: str, text_tokens: tuple[Token, ...]) -> bool:
    """Whether a word of the text, or two words of it, or their initials, name `name`."""
    if any(same_name(name, token.text) for token in text_tokens):
        return True
    group = _groups().get(_plain(name))
    for first, second in pairwise(text_tokens):
        pair = f"{_plain(first.text)}-{_plain(second.text)}"
        if group is not None and _groups().get(pair) == group:
            return True
    return name.isupper() and 2 <= len(name) <= 5 and is_short_for(name, text_tokens)


def is_short_for(short: str, text_tokens: tuple[Token, ...]) -> bool:
    """Whether consecutive capitalised words begin with the letters of `short`."""
    capitals = [
        token.text[0] if token.is_capital else " " for token in text_tokens if token.is_capital or token.is_content
    ]
    return short.upper() in "".join(capitals)


def other_names(word: str) -> tuple[str, ...]:
    """Words an article may use instead of `word`, for the lexical search."""
    group = _groups().get(_plain(word))
    if group is None:
        return ()
    return tuple(
        other.replace("-", " ") for other, number in _groups().items() if number == group and other != _plain(word)
    )


def _plain(word: str) -> str:
    plain = word.casefold().replace("’", "'").replace(".", "")
    return plain[:-2] if plain.endswith("'s") else plain.rstrip("'")


def _same_spelling(first: str, second: str) -> bool:
    """Long words that differ by a doubled or dropped letter, not by an exchanged one: Morvik is not Morvig."""
    if min(len(first), len(second)) < MIN_SPELLING_CHARS or len(first) == len(second):
        return False
    return float(JaroWinkler.similarity(first, second)) >= MIN_SPELLING and first[0] == second[0]


def names_of(text: str) -> frozenset[str]:
    """Every capitalised word of a text, for a quick look whether a name occurs at all."""
    return frozenset(token.text for token in tokens(text) if token.is_capital)
