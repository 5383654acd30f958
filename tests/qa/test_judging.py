"""Verdicts on a model's sentences, with the reason in words."""

import pytest

from qa.attributing import Attributor
from qa.citing import DraftClaim
from qa.explaining import REASONS, explain
from qa.grounding import Grounder
from qa.judging import ClaimJudge, Judged
from qa.sentence_ids import draw_ids
from qa.verdicts import Verdict
from tests.fakes import HashEmbedder
from tests.qa.making import VERDICT, evidence, passage

SHOWN = evidence(
    "Reach Line was fined 2.4 million florins on Thursday. Mayor Lind opened the Tolm Bridge.",
    "The council met in Varnholm on Monday.",
)
IDS = draw_ids(SHOWN.items, seed=5)
FINE, BRIDGE, COUNCIL = IDS


def judged(text: str, *ids: str) -> Judged:
    grounder = Grounder(HashEmbedder())
    attributor = Attributor(grounder, SHOWN, IDS, is_small=False)
    return ClaimJudge(grounder, attributor, list(IDS.values())).judge(DraftClaim(text, ids))


def shown(found: Judged) -> list[str]:
    return [text for text, _ in found.shown]


def reason(found: Judged) -> str:
    assert found.dropped is not None
    return found.dropped.reason


def test_a_supported_sentence_is_shown_whole() -> None:
    found = judged("Reach Line was fined 2.4 million florins.", FINE)
    assert (found.verdict, shown(found), found.dropped) == (
        Verdict.SUPPORTED, ["Reach Line was fined 2.4 million florins."], None,
    )  # fmt: skip


def test_an_unsupported_sentence_is_held_against_what_it_cites() -> None:
    found = judged("Reach Line was fined 14 million florins.", FINE)
    assert (found.verdict, shown(found)) == (Verdict.UNSUPPORTED, [])
    assert found.dropped is not None
    assert found.dropped.quote_text == IDS[FINE].text
    assert found.dropped.reason == "the number 14,000,000 does not stand in the quote"


def test_a_sentence_that_cites_nothing_and_has_no_support_is_uncited() -> None:
    found = judged("Mayor Haske opened the Tolm Bridge.")
    assert (found.verdict, reason(found)) == (Verdict.UNCITED, "the name Haske does not stand in the quote")
    assert found.dropped is not None
    assert found.dropped.quote_text == IDS[BRIDGE].text


def test_where_nothing_comes_near_there_is_no_quote() -> None:
    found = judged("Snow buried an airport.")
    assert found.dropped is not None
    assert (found.dropped.passage, found.dropped.quote_text) == (None, "")
    assert found.dropped.reason == "nothing in the evidence comes near it"


def test_two_statements_that_are_both_carried_are_shown_in_one_sentence_with_both_quotes() -> None:
    text = "Reach Line was fined 2.4 million florins, and Mayor Lind opened the Tolm Bridge."
    found = judged(text, FINE, BRIDGE)
    assert (found.verdict, shown(found)) == (Verdict.SUPPORTED, [text])
    ((_, attribution),) = found.shown
    assert {grounded.item.passage.part(grounded.quote) for grounded in attribution.grounds} <= {
        IDS[FINE].text, IDS[BRIDGE].text, SHOWN.items[0].passage.text,
    }  # fmt: skip


def test_of_two_statements_of_which_one_is_carried_only_that_one_is_shown() -> None:
    found = judged("Reach Line was fined 2.4 million florins, and Mayor Lind fled to Brazil.", FINE, BRIDGE)
    assert (found.verdict, shown(found)) == (Verdict.PARTLY, ["Reach Line was fined 2.4 million florins."])
    assert reason(found).startswith("of “Mayor Lind fled to Brazil.”: ")


def test_the_second_statement_takes_the_subject_of_the_first_in_the_same_words() -> None:
    found = judged("Mayor Lind fled and opened the Tolm Bridge.", BRIDGE)
    assert shown(found) == ["Mayor Lind opened the Tolm Bridge."]


def test_a_statement_that_leans_on_the_other_by_a_pronoun_is_not_shown_alone() -> None:
    found = judged("Mayor Haske fled 14 times, and he opened the Tolm Bridge.", BRIDGE)
    assert (found.verdict, shown(found)) == (Verdict.UNSUPPORTED, [])


def test_a_sentence_that_was_cut_off_says_so() -> None:
    assert reason(judged("Reach Line was fined", FINE)) == "it does not come to its end"


@pytest.mark.parametrize("failed", [*REASONS, "a check of tomorrow"])
def test_every_check_that_can_fail_has_words(failed: str) -> None:
    assert len(explain(failed, "It fell.", VERDICT, passage()).split()) >= 5


def test_what_is_missing_is_named() -> None:
    assert explain("date", "It fell in May.", VERDICT, passage()) == "the date May does not stand in the quote"
    assert explain("number", "It fell by 3 and 5.", VERDICT, passage()) == (
        "the numbers 3 and 5 do not stand in the quote"
    )
