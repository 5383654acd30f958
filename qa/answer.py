"""What a question comes to: `Answer` or `Abstention`, with the evidence behind it.

    Imprint    what is known of the article behind a passage: version, pages, copies
    Evidence   what the generator was shown, in order; marker n is item n - 1
    Citation   ties one claim (a sentence of the answer) to one quote (words of an article)
    Understood how the question was read: what it leans on, its filters and slips
    Answer     text in which every sentence is covered by a citation's claim; `dropped` is what was left out
    Abstention a reasoned refusal; not an error

Not knowing is a value here, never an exception and never a phrase in the text. All
types are frozen: a step that changes something returns a new one.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from corpus import Passage, Span
from corpus.stories import Copy
from qa.conflicts import Conflict
from qa.filtering import Filters
from qa.scoping import Phrase
from qa.spelling import Correction
from qa.verdicts import DroppedClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What is known of the article a passage stands in, read when the passage is shown.

    `pages` holds where each page begins in the article's text, `published_certainty` is
    "sure", "likely" or "guess", and `also_in` names the other places where nearly the same
    text stands.
    """

    version: int = 1
    pages: tuple[int, ...] = ()
    published_certainty: str | None = None
    also_in: tuple[Copy, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The number, from 1, of the page with this character of the article; None where it has no pages."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPassage:
    """A passage as one stage ranked it; higher is better, stages are not comparable. Rank 1 is best."""

    passage: Passage
    score: float
    rank: int
    stage: str
    imprint: Imprint = Imprint()

    @property
    def page(self) -> int | None:
        """The page that the passage begins on; None where its article has no pages."""
        return self.imprint.page_of(self.passage.span.start)

    @property
    def also_in(self) -> tuple[Copy, ...]:
        """Where else the article's text stands."""
        return self.imprint.also_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the generator was shown, numbered from 1."""

    items: tuple[ScoredPassage, ...] = ()

    def numbered(self, marker: int) -> ScoredPassage | None:
        """The item shown under `marker`, or None where no such number was shown."""
        return self.items[marker - 1] if 1 <= marker <= len(self.items) else None

    def holding(self, article_id: str, span: Span) -> ScoredPassage | None:
        """The first item that this span of the article lies in, or None."""
        own = (item for item in self.items if item.passage.article_id == article_id)
        return next((item for item in own if item.passage.span.contains(span)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One claim of the answer carried by one quote of an article.

    `claim` is a span of the answer's text, `quote` a span of the article's text inside
    `passage`; `support` is how strongly the quote carries the claim, from 0 to 1. `answer` are
    the words of the quote that answer the question, where the reader found them. What is
    `attributed` was found for the claim afterwards: the model did not cite it.
    """

    marker: int
    claim: Span
    passage: Passage
    quote: Span
    support: float
    answer: Span | None = None
    attributed: bool = False
    imprint: Imprint = Imprint()

    def __post_init__(self) -> None:
        if not self.passage.span.contains(self.quote):
            raise ValueError(f"quote {self.quote} lies outside its passage {self.passage.span}")
        if self.answer is not None and not self.quote.contains(self.answer):
            raise ValueError(f"the answering words {self.answer} lie outside their quote {self.quote}")

    @property
    def quote_text(self) -> str:
        """The quoted words, as they stand in the article."""
        offset = self.passage.span.start
        return self.passage.text[self.quote.start - offset : self.quote.end - offset]

    @property
    def page(self) -> int | None:
        """The page that the quote begins on; None where its article has no pages."""
        return self.imprint.page_of(self.quote.start)

    @property
    def version(self) -> int:
        """Which text of its source the article is: an answer given before a correction cites the earlier one."""
        return self.imprint.version

    @property
    def published_certainty(self) -> str | None:
        """How sure the date of publication is: "sure", "likely", "guess"; None where there is no date."""
        return self.imprint.published_certainty

    @property
    def also_in(self) -> tuple[Copy, ...]:
        """Where else the article's text stands."""
        return self.imprint.also_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way to a reply: what it was, how long it took, how much it kept."""

    name: str
    seconds: float
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How the reply was reached."""

    steps: tuple[Step, ...] = ()


class Reason(StrEnum):
    """Why a question is not answered."""

    NO_PASSAGES = "no_passages"
    WEAK_EVIDENCE = "weak_evidence"
    UNSUPPORTED_ANSWER = "unsupported_answer"
    MODEL_DECLINED = "model_declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How a question was read: the articles it was put to, the words that said so, and the slips that were mended.

    `filters` are those in force, the reader's own among them; `phrases` have each what it became.
    `standing` is the question as it stands alone where it leaned on those before it, else empty;
    the phrases' places are then places in it. What `is_off_task` asks nothing of the articles.
    """

    standing: str = ""
    is_off_task: bool = False
    filters: Filters = field(default_factory=Filters)
    phrases: tuple[Phrase, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A text without markers in which every sentence carries at least one citation; `conflicts` are told in it.

    `answerability` is how probable it was, before anything was written, that the evidence answers.
    Where `is_cut`, the model reached its limit of length and might have said more.
    """

    question: str
    text: str
    citations: tuple[Citation, ...]
    evidence: Evidence
    model: str
    trace: Trace
    understood: Understood = Understood()
    answerability: float | None = None
    conflicts: tuple[Conflict, ...] = ()
    is_cut: bool = False
    dropped: tuple[DroppedClaim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """A refusal with its reason; `evidence` holds the nearest passages, `missing` words of the
    question that stand in no stored article, `answerability` as of an answer: None where nothing
    was searched."""

    question: str
    reason: Reason
    evidence: Evidence
    model: str
    trace: Trace
    missing: tuple[str, ...] = ()
    understood: Understood = Understood()
    answerability: float | None = None
    dropped: tuple[DroppedClaim, ...] = ()


Reply = Answer | Abstention


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRead:
    """First event of a stream: how the question was read, before anything is searched."""

    understood: Understood


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFound:
    """What the answer will rest on."""

    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAccepted:
    """One checked sentence of the answer with its citations, in order; `claim` counts from the answer's start."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Last event of a stream: the whole reply, equal to what `ask` returns."""

    reply: Reply


Event = QuestionRead | EvidenceFound | ClaimAccepted | Finished
