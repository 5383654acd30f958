"""The types of a reply keep their promises."""

from dataclasses import FrozenInstanceError

import pytest

from corpus import Span
from qa.answer import Citation, Evidence, Reason
from tests.qa.making import VERDICT, citation, evidence, passage


@pytest.mark.parametrize("marker", [-1, 0, 3, 1_000_000_000])
def test_a_number_that_was_not_shown_points_nowhere(marker: int) -> None:
    assert evidence("Rain fell.", "Sun rose.").numbered(marker) is None


def test_marker_n_is_item_n() -> None:
    shown = evidence("Rain fell.", "Sun rose.")
    assert shown.numbered(2) is shown.items[1]


def test_a_quote_outside_its_passage_cannot_be_cited() -> None:
    with pytest.raises(ValueError, match="lies outside its passage"):
        Citation(
            marker=1, claim=Span(start=0, end=4), passage=passage(start=100), quote=Span(start=99, end=110), support=1.0
        )


def test_a_quotes_text_is_counted_from_the_article() -> None:
    assert citation("Rain fell.").quote_text == VERDICT


def test_replies_cannot_be_edited() -> None:
    with pytest.raises(FrozenInstanceError):
        evidence("Rain fell.").items = ()  # type: ignore[misc]


def test_evidence_is_empty_unless_given() -> None:
    assert Evidence().items == ()


def test_reasons_are_the_words_of_the_contract() -> None:
    assert [reason.value for reason in Reason] == [
        "no_passages", "weak_evidence", "unsupported_answer", "model_declined",
    ]  # fmt: skip
