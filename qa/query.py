"""A question as the searches read it: its words that count, what else they may be called, the articles it is put to.

Read once and handed on, so that every stage means the same words. `Query.of` reads the
words alone; slips, spellings, times and publishers need a corpus to be read against, which
is the business of `qa.interpreting`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from corpus.columns import Within
from qa.filtering import Filters
from qa.naming import other_names
from qa.parting import parts
from qa.terms import Token, stem, tokens

MAX_SEARCH_WORDS = 64  # a pasted paragraph as a question: more words only slow BM25 down

Group = tuple[str, ...]
"""A word of the question and what else the same thing may be called; the best of them counts."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question read once.

    `others` has, for a word as written, the other forms an article may have it in; `mended` is
    the text without slips, for the embedder; `aside` has stems that no evidence need mention, those
    of times and of what was put `beside` it out of the question before. The search is kept
    `within` some articles, and prefers those of `boosts`, or the newest.
    """

    text: str
    content: tuple[Token, ...]
    within: Within | None = None
    boosts: tuple[Filters, ...] = ()
    wants_latest: bool = False
    mended: str = ""
    others: Mapping[str, Group] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()
    beside: str = ""

    @classmethod
    def of(cls, text: str, within: Within | None = None) -> "Query":
        kept = {token.stem: token for token in reversed(tokens(text)) if token.is_content}
        content = sorted(kept.values(), key=lambda token: token.start)
        return cls(text, tuple(content[:MAX_SEARCH_WORDS]), within)

    @property
    def embedded(self) -> str:
        """What the embedder reads."""
        return self.mended or self.text

    @property
    def asked(self) -> str:
        """What is asked alone, without what was put beside it."""
        text = self.embedded.rstrip("?")
        return f"{text.removesuffix(f', {self.beside}')}?" if self.beside else self.embedded

    @property
    def parts(self) -> tuple["Query", ...]:
        """The things it asks about, each as a query of its own; none where it is about one."""
        of_parts = (Query.of(part, self.within) for part in parts(self.embedded))
        return tuple(replace(part, boosts=self.boosts, others=self.others) for part in of_parts)

    @property
    def search_words(self) -> list[Group]:
        """What the lexical search looks for."""
        groups = [self.forms(token) for token in self.content]
        known = {group[0] for group in groups}
        groups += [(written, *others) for written, others in self.others.items() if written not in known]
        return list(dict.fromkeys(groups))[:MAX_SEARCH_WORDS]

    def forms(self, token: Token) -> Group:
        """The word as written, the other names of a name, and its other forms."""
        names = other_names(token.text) if token.is_capital else ()
        return tuple(dict.fromkeys((token.bare, *names, *self.others.get(token.bare, ()))))

    def stems(self, token: Token) -> frozenset[str]:
        """The stems that count as this word; names of several words are left out."""
        return frozenset((token.stem, *(stem(form) for form in self.forms(token)[1:] if " " not in form)))
