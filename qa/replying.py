"""A reply in the making: what is known of one question on its way, and the two ways in which it ends."""

from corpus.catalog import Catalogue
from qa.abstaining import Judgement
from qa.allowance import Allowance
from qa.answer import Abstention, Answer, Evidence, Finished, Reason
from qa.composing import Composer
from qa.conflicts import Conflict
from qa.imprints import imprinted
from qa.interpreting import Interpretation
from qa.timekeeping import Laps


class ReplyInMaking:
    """Gathers what a reply tells besides its text; `model` is who answers."""

    def __init__(
        self, asked: Interpretation, laps: Laps, allowance: Allowance, *, catalogue: Catalogue, model: str
    ) -> None:
        self.asked = asked
        self.laps = laps
        self.allowance = allowance
        self.nearest = Evidence()
        self.judgement: Judgement | None = None
        self._catalogue = catalogue
        self._model = model

    def abstention(self, reason: Reason, composer: Composer | None = None) -> Finished:
        """The end without an answer; what a model wrote in vain is in `composer`."""
        return Finished(
            reply=Abstention(
                question=self.asked.question,
                reason=reason,
                evidence=imprinted(self.nearest, self._catalogue),
                model=self._model,
                trace=self.laps.trace,
                missing=self._unmentioned(self.judgement.missing) if self.judgement else (),
                understood=self.asked.understood,
                answerability=self._answerability,
                dropped=composer.dropped if composer else (),
            )
        )

    def answer(
        self, evidence: Evidence, composer: Composer, *, conflict: Conflict | None, model: str | None = None
    ) -> Finished:
        """The end with what was composed; `model` where it was not the one that answers otherwise."""
        return Finished(
            reply=Answer(
                question=self.asked.question,
                text=composer.text,
                citations=composer.citations,
                evidence=evidence,
                model=model or self._model,
                trace=self.laps.trace,
                understood=self.asked.understood,
                answerability=self._answerability,
                conflicts=(conflict,) if conflict else (),
                dropped=composer.dropped,
                is_cut=composer.is_cut,
            )
        )

    @property
    def _answerability(self) -> float | None:
        return self.judgement.probability if self.judgement else None

    def _unmentioned(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the words that no stored passage holds; only its names and numbers where there are any."""
        absent = tuple(word for word in words if not self._catalogue.count_word(word))
        return tuple(word for word in absent if word[0].isupper() or word[0].isdigit()) or absent
