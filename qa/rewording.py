"""Other ways an article may write what a question writes: spellings, numbers, forms.

    "Who paid 2.4m in Kyiv for the ceasefire?"     2.4 million; kiev; cease fire

For the lexical search alone, which takes letters as they are. Each form is one word or a
phrase, and the same thing as what was written: of the scores of both only the better one
counts. Added up as if they were different words, they put passages that use both before
those with the answer. hit@1 with BM25 on OneStopQA's halves "tune" and "report" and on
52 of its questions rewritten by these rules: without 0.718, 0.691 and 0.712, added up
0.713, 0.684 and 0.865, the better one 0.718, 0.698 and 0.846.

Knows nothing about slips (`qa.spelling`) nor about other names of a thing (`qa.naming`).
"""

from dataclasses import dataclass

from corpus.vocabulary import Vocabulary
from qa.inflecting import other_forms
from qa.renumbering import other_numbers
from qa.respelling import joined, other_spellings
from qa.stemming import forms_of
from qa.terms import Token

MOST_WORDS = 24  # of one question; a pasted paragraph is found without
MOST_FORMS = 6  # of one word


@dataclass(frozen=True, slots=True)
class Rewording:
    """What the question writes and the other forms to search for."""

    written: str
    forms: tuple[str, ...]


def reworded(text: str, tokens: tuple[Token, ...], vocabulary: Vocabulary) -> list[Rewording]:
    """The other forms of a question's words and numbers; only words that have any."""
    found: dict[str, tuple[str, ...]] = {}
    for token in [token for token in tokens if token.is_content][:MOST_WORDS]:
        if token.language != "en":
            found[token.bare] = forms_of(token.bare, token.language, vocabulary)
            continue
        found[token.bare] = (*other_forms(token.bare), *other_spellings(token, vocabulary))
    for written, word in joined(tokens, text, vocabulary).items():
        found[written] = (*found.get(written, ()), word)
    for written, forms in other_numbers(text).items():
        found[written] = (*found.get(written, ()), *forms)
    return [Rewording(written, tuple(dict.fromkeys(forms))[:MOST_FORMS]) for written, forms in found.items() if forms]
