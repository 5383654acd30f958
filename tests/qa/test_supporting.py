"""The reader's verdict on a claim, weighed with what the rules see."""

from collections.abc import Sequence

from corpus import sentences_of
from qa.grounding import Grounder
from qa.reading import Reader, Reading, Window
from qa.supporting import probability, promising
from tests.fakes import HashEmbedder
from tests.qa.making import scored

TEXT = "It rained all night. The captain of the ferry was cleared by his judges. Nobody appealed."
FREE = "Judges found no fault with the man who steered the ship."
CLEARED = "The captain of the ferry was cleared by his judges."


class Believing(Reader):
    """Takes as supported what stands in a window with the word it was given."""

    def __init__(self, word: str, chance: float = 0.95) -> None:
        self._word, self._chance = word, chance

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        return [
            Reading(span=None, support=0.0, answerable=0.0, supported=self._chance if self._word in each.text else 0.01)
            for each in windows
        ]


def test_a_claim_in_other_words_is_carried_by_the_sentence_the_reader_believes() -> None:
    grounded = Grounder(HashEmbedder(), lambda: Believing("captain")).ground(FREE, [scored(TEXT)])
    assert grounded is not None
    assert "cleared by his judges" in grounded.quote.of(TEXT)
    assert Grounder(HashEmbedder()).ground(FREE, [scored(TEXT)]) is None


def test_a_claim_that_the_reader_does_not_believe_is_not_carried_whatever_its_words() -> None:
    claim = "The captain of the ferry cleared his judges."
    assert Grounder(HashEmbedder(), lambda: Believing("sunshine")).ground(claim, [scored(TEXT)]) is None


def test_a_number_or_name_that_stands_nowhere_is_refused_though_the_reader_believes_it() -> None:
    grounder = Grounder(HashEmbedder(), lambda: Believing("captain"))
    assert grounder.check("Seven judges cleared the captain.", CLEARED, scored(TEXT).passage).failed == "number"
    assert grounder.check("Judge Rusk cleared the captain.", CLEARED, scored(TEXT).passage).failed == "name"
    assert grounder.check("The captain of the ferry was not cleared by his judges.", CLEARED,
                          scored(TEXT).passage).failed == "negation"  # fmt: skip


def test_what_a_small_model_wrote_is_checked_by_rule_alone() -> None:
    strict = Grounder(HashEmbedder(), lambda: Believing("captain"), strict=True)
    assert strict.ground(FREE, [scored(TEXT)]) is None


def test_in_another_language_the_reader_is_not_asked() -> None:
    german = "Der Kapitän der Fähre wurde von seinen Richtern freigesprochen. Niemand legte Berufung ein."
    claim = "Das Schiff ist in der Nacht auf dem Meer gesunken."
    assert Grounder(HashEmbedder(), lambda: Believing("Kapitän")).ground(claim, [scored(german)]) is None


def test_denying_and_other_words_make_a_claim_less_likely() -> None:
    reader, passage = Believing("captain"), scored(TEXT).passage
    plain = probability(reader, "The captain was cleared by judges.", CLEARED, passage)
    assert probability(reader, "The captain was never cleared by judges.", CLEARED, passage) < plain
    assert probability(reader, "The captain was cleared by judges quickly.", CLEARED, passage) < plain


def test_quotes_of_a_passage_that_says_nothing_of_it_are_not_looked_at() -> None:
    item = scored(TEXT)
    spans = sentences_of(TEXT)
    assert promising(Believing("sunshine"), FREE, item.passage, spans) == []
    assert len(promising(Believing("captain"), FREE, item.passage, spans)) == 2
