"""What an exchange hands to the component that draws it; the pages' tests see what becomes of it."""

from ui.exchanges import data_of


def test_nothing_that_streamlit_takes_for_a_data_frame_is_in_it() -> None:
    # Of a list or dict it asks pandas, whose import is half of the wait for the first question.
    assert not [name for name, value in data_of("Why?").items() if isinstance(value, list | dict)]


def test_list_without_entries_is_left_out() -> None:
    empty = {"name": "quotes", "heading": "Quotes", "numbered": True, "folded": False, "entries": []}
    assert data_of("Why?", lists=[empty])["lists"] == ()  # type: ignore[list-item]
