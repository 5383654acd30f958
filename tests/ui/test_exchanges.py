"""What an exchange hands to the component that draws it; the pages' tests see what becomes of it."""

import pytest

from corpus import Span
from qa import DroppedClaim, Verdict
from qa.conflicts import Conflict, ConflictKind, Version
from tests.qa.making import passage
from ui.exchanges import data_of, quote_list, show_dropped


def test_nothing_that_streamlit_takes_for_a_data_frame_is_in_it() -> None:
    # Of a list or dict it asks pandas, whose import is half of the wait for the first question.
    assert not [name for name, value in data_of("Why?").items() if isinstance(value, list | dict)]


def test_list_without_entries_is_left_out() -> None:
    empty = {"name": "quotes", "heading": "Quotes", "numbered": True, "folded": False, "entries": []}
    assert data_of("Why?", lists=[empty])["lists"] == ()  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("kind", "said"),
    [(ConflictKind.CHANGE, "Changed since an earlier report"), (ConflictKind.DISAGREEMENT, "Reports disagree")],
)
def test_quotes_that_tell_different_things_are_headed_so(kind: ConflictKind, said: str) -> None:
    wholes = [passage(article_id=its_id) for its_id in ("a", "b")]
    versions = [Version(passage=whole, quote=whole.span, words=Span(start=0, end=5)) for whole in wholes]
    assert quote_list([], [Conflict(kind=kind, versions=tuple(versions))])["heading"].startswith(said)
    assert quote_list([])["heading"] == "Quotes"


def test_sentences_left_out_stand_under_their_number_with_the_reasons_as_plain_text() -> None:
    data = data_of("Why?")
    markup = DroppedClaim(text="<b>He</b> [paid](http://x).", verdict=Verdict.UNCITED, reason="nothing comes near it")
    show_dropped(data, [markup])
    assert data["dropped_heading"] == "1 sentence of the model was left out"
    assert data["dropped"] == ({"text": "<b>He</b> [paid](http://x).", "reason": "Nothing comes near it."},)
    show_dropped(data, [markup, markup])
    assert data["dropped_heading"] == "2 sentences of the model were left out"


def test_nothing_left_out_has_no_heading() -> None:
    data = data_of("Why?")
    show_dropped(data, [])
    assert (data["dropped"], data["dropped_heading"]) == ((), "")
