"""Spans that are right by construction."""

from hypothesis import given
from hypothesis import strategies as st

from corpus import Span
from qa.answer import Evidence
from qa.composing import Composer
from qa.grounding import Grounded, Support
from tests.qa.making import VERDICT, evidence


def grounded(shown: Evidence, number: int = 1) -> Grounded:
    item = shown.items[number - 1]
    return Grounded(item, item.passage.span, Support(0.8))


def test_a_new_answer_is_empty() -> None:
    composer = Composer(evidence(VERDICT))
    assert (composer.is_empty, composer.text, composer.citations) == (True, "", ())


def test_claims_follow_each_other_with_one_space() -> None:
    shown = evidence(VERDICT)
    composer = Composer(shown)
    composer.add("Rain fell.", [grounded(shown)])
    composer.add("Sun rose.", [grounded(shown)])
    assert composer.text == "Rain fell. Sun rose."
    assert [citation.claim for citation in composer.citations] == [Span(start=0, end=10), Span(start=11, end=20)]


def test_a_claim_with_two_grounds_has_two_citations_on_one_span() -> None:
    shown = evidence(VERDICT, "Rain fell.")
    accepted = Composer(shown).add("Rain fell.", [grounded(shown, 2), grounded(shown, 1)])
    assert accepted is not None
    assert [citation.marker for citation in accepted.citations] == [2, 1]
    assert {citation.claim for citation in accepted.citations} == {Span(start=0, end=10)}


def test_the_same_claim_is_taken_once() -> None:
    shown = evidence(VERDICT)
    composer = Composer(shown)
    composer.add("Rain fell.", [grounded(shown)])
    assert composer.add("Rain fell.", [grounded(shown)]) is None
    assert composer.text == "Rain fell."


def test_quote_and_support_are_those_that_were_found() -> None:
    shown = evidence(VERDICT)
    accepted = Composer(shown).add("Rain fell.", [grounded(shown)])
    assert accepted is not None
    assert (accepted.citations[0].quote_text, accepted.citations[0].support) == (VERDICT, 0.8)


@given(st.lists(st.text(min_size=1), max_size=8))
def test_every_citations_span_slices_exactly_its_claim(claims: list[str]) -> None:
    shown = evidence(VERDICT)
    composer = Composer(shown)
    accepted = [event for claim in claims if (event := composer.add(claim, [grounded(shown)])) is not None]
    assert [citation.claim.of(composer.text) for citation in composer.citations] == [event.text for event in accepted]
    assert [event.text for event in accepted] == list(dict.fromkeys(claims))
