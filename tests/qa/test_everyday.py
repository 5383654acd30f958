"""Everyday English: what every paper prints is not a slip."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import EmbedderError
from qa import everyday
from qa.everyday import everyday_by_initial, everyday_words, is_everyday

WORDS = "truck Slovenia Australia organise organize colour harbour studied tables invited Tuesday which naïve".split()
SLIPS = "captian nigth teh wich Waht Zelenksy toed breakwter recieve seperate goverment".split()


@pytest.mark.parametrize("word", WORDS)
def test_everyday_word_is_known_in_any_form(word: str) -> None:
    assert is_everyday(word)


@pytest.mark.parametrize("word", SLIPS)
def test_slip_is_no_everyday_word(word: str) -> None:
    assert not is_everyday(word)


def test_words_stand_under_their_first_letter() -> None:
    assert {word[0] for word in everyday_by_initial()["q"]} == {"q"}
    assert sum(map(len, everyday_by_initial().values())) == len(everyday_words())


@pytest.fixture
def without_list(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def missing() -> Path:
        raise EmbedderError("the packaged embedder is not installed")

    monkeypatch.setattr(everyday, "packaged_weights", missing)
    everyday_words.cache_clear()
    yield
    everyday_words.cache_clear()


def test_without_the_list_only_stop_words_are_everyday(without_list: None) -> None:
    assert is_everyday("which")
    assert not is_everyday("truck")
