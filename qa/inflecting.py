"""Forms of English nouns that no stemmer brings together: woman and women.

    other_forms("women")    woman

Regular forms the search finds by itself. Irregular verbs were tried, "pay" with "paid": BM25
adds up what both forms tell, and a passage with two forms of a common verb went before
the one with the answer. hit@1 on OneStopQA's halves fell from 0.718 and 0.691 to 0.703
and 0.670, with half the weight to 0.713 and 0.680.

Knows nothing about which form was meant.
"""

from functools import lru_cache

FORMS = """
child children
foot feet
goose geese
half halves
knife knives
leaf leaves
life lives
loaf loaves
man men
mouse mice
ox oxen
shelf shelves
thief thieves
tooth teeth
wife wives
wolf wolves
woman women
fireman firemen
fisherman fishermen
policeman policemen
spokesman spokesmen
spokeswoman spokeswomen
businessman businessmen
chairman chairmen
crisis crises
analysis analyses
basis bases
hypothesis hypotheses
criterion criteria
phenomenon phenomena
medium media
bacterium bacteria
"""


@lru_cache(maxsize=1)
def _lines() -> dict[str, tuple[str, ...]]:
    lines = [tuple(line.split()) for line in FORMS.strip().splitlines()]
    return {form: line for line in lines for form in line}


def other_forms(word: str) -> tuple[str, ...]:
    """The other forms of an irregular word; of "pays" those of "pay"."""
    plain = word.casefold()
    for base in (plain, plain.removesuffix("s"), plain.removesuffix("ing"), f"{plain.removesuffix('ing')}e"):
        if base in _lines():
            return tuple(form for form in _lines()[base] if form != plain)
    return ()
