"""Quotes of claims: those that the claim cites before any other, and what was found afterwards marked so."""

import pytest

from qa.attributing import Attributor
from qa.grounding import Grounder
from qa.sentence_ids import draw_ids
from tests.fakes import HashEmbedder
from tests.qa.making import evidence

SHOWN = evidence(
    "Rain fell on the old harbour town. It was late. Rain fell on the harbour for three days.",
    "Rain fell on the harbour, the mayor said.",
)
IDS = draw_ids(SHOWN.items, seed=4)
OLD_TOWN, LATE, THREE_DAYS, MAYOR = IDS
CLAIM = "Rain fell on the harbour."


def quotes(*ids: str, claim: str = CLAIM) -> tuple[list[str], bool]:
    attributor = Attributor(Grounder(HashEmbedder()), SHOWN, IDS, is_small=False)
    found = attributor.attribute(claim, ids)
    return [grounded.item.passage.part(grounded.quote) for grounded in found.grounds], found.is_found


@pytest.mark.parametrize("cited", [OLD_TOWN, THREE_DAYS, MAYOR])
def test_the_cited_sentence_is_the_quote_though_another_would_carry_the_claim_too(cited: str) -> None:
    assert quotes(cited) == ([IDS[cited].text], False)


def test_each_cited_sentence_that_carries_the_claim_is_quoted() -> None:
    assert quotes(MAYOR, THREE_DAYS) == ([IDS[MAYOR].text, IDS[THREE_DAYS].text], False)


def test_a_cited_sentence_that_does_not_carry_the_claim_is_left_out() -> None:
    assert quotes(LATE, MAYOR) == ([IDS[MAYOR].text], False)


def test_where_the_cited_sentence_fails_its_passage_is_asked_first_and_the_quote_is_marked_as_found() -> None:
    (quote,), is_found = quotes(LATE)
    assert quote in (IDS[OLD_TOWN].text, IDS[THREE_DAYS].text)
    assert is_found


@pytest.mark.parametrize("ids", [(), ("c99",)])
def test_a_claim_without_ids_that_were_shown_is_attributed_afterwards(ids: tuple[str, ...]) -> None:
    (quote,), is_found = quotes(*ids)
    assert "Rain fell" in quote
    assert is_found


def test_what_nothing_carries_has_no_quotes() -> None:
    assert quotes(MAYOR, claim="Snow buried the airport of Keldmar.") == ([], False)
