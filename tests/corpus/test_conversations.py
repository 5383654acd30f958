"""Conversations outlive the process, are found by their words, and end with their last exchange."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import ConversationNotFound
from corpus.catalog import Catalogue
from corpus.conversations import CONVERSATION_ID, Conversations, new_id

FERRY, BRIDGE = "0123456789abcdef", "fedcba9876543210"


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def kept(catalogue: Catalogue) -> Conversations:
    """Two conversations, that about the bridge changed last."""
    kept = catalogue.conversations
    kept.add(FERRY, name="The ferry", texts=("Who was fined?", "Reach Line was fined."), record="one")
    kept.add(BRIDGE, name="Zürich", texts=("What did the bridge cost?", "318 million florins."), record="two")
    return kept


def names(kept: Conversations, search: str = "") -> list[str]:
    return [each.name for each in kept.latest(search)]


def test_conversation_is_there_when_the_catalogue_is_opened_again(catalogue: Catalogue, kept: Conversations) -> None:
    kept.add(FERRY, name="not its name any more", texts=("Why?",), record="three")
    catalogue.close()
    again = Catalogue(catalogue.path)
    assert again.conversations.conversation(FERRY).name == "The ferry"
    assert [(each.number, each.record) for each in again.conversations.exchanges(FERRY)] == [(1, "one"), (2, "three")]
    again.close()


def test_the_one_that_was_added_to_last_comes_first(kept: Conversations) -> None:
    assert names(kept) == ["Zürich", "The ferry"]
    kept.add(FERRY, name="", texts=("Why?",), record="three")
    kept.rename(BRIDGE, "Zürich's bridge")
    assert names(kept) == ["The ferry", "Zürich's bridge"]
    assert [each.exchanges for each in kept.latest()] == [2, 1]
    assert names(kept)[:1] == [each.name for each in kept.latest(limit=1)]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("fined", ["The ferry"]),
        ("REACH line", ["The ferry"]),
        ("ferry reach", ["The ferry"]),
        ("zürich FLORINS", ["Zürich"]),
        ("ferry florins", []),
        ("100%", []),
        ("' OR 1 --", []),
        ("  ", ["Zürich", "The ferry"]),
    ],
)
def test_conversation_is_found_by_words_of_its_name_questions_and_answers(
    kept: Conversations, search: str, found: list[str]
) -> None:
    assert names(kept, search) == found


def test_number_of_a_dropped_exchange_is_not_given_again(kept: Conversations) -> None:
    second = kept.add(FERRY, name="", texts=(), record="three")
    kept.drop(FERRY, second)
    assert kept.add(FERRY, name="", texts=(), record="four") == second + 1
    assert [each.record for each in kept.exchanges(FERRY)] == ["one", "four"]


def test_conversation_ends_with_its_last_exchange(kept: Conversations) -> None:
    kept.drop(FERRY, 1)
    kept.drop(FERRY, 1)
    assert names(kept) == ["Zürich"]
    with pytest.raises(ConversationNotFound, match=FERRY):
        kept.conversation(FERRY)


def test_deleted_conversation_is_gone_with_its_exchanges(kept: Conversations) -> None:
    kept.remove(FERRY)
    assert names(kept, "fined") == []
    assert kept.exchanges(FERRY) == []
    for change in (lambda: kept.remove(FERRY), lambda: kept.rename(FERRY, "x")):
        with pytest.raises(ConversationNotFound):
            change()


def test_what_goes_on_in_a_deleted_conversation_is_kept_as_a_new_one(kept: Conversations) -> None:
    kept.remove(FERRY)
    assert kept.add(FERRY, name="Why?", texts=("Why?",), record="three") == 1
    assert names(kept) == ["Why?", "Zürich"]


def test_ids_are_of_the_form_that_an_address_may_name() -> None:
    first, second = new_id(), new_id()
    assert first != second
    assert CONVERSATION_ID.fullmatch(first)
