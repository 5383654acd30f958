"""Good files with some bytes changed, through the parsing process: articles or refusals in words, and nothing else.

Every format is tried with a few damages in each run and with 300 where slow tests run. Before
a release, with 10,000 of each (about an hour):

    HOSTILE_ROUNDS=10000 python -m pytest tests/corpus/test_hostile_damage.py -m slow --timeout 7200
"""

import os
import time

import pytest

from corpus import CorpusSettings, RawDocument
from corpus.article import Article
from corpus.extracting import Feed
from corpus.parsing import parse
from corpus.report import Offer, Rejection
from tests.corpus.hostile.damaging import GOOD, damaged, rezipped
from tests.corpus.hostile.trying import check_words

FEW = 15
ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "300"))
MAX_SECONDS = 30
UNFORESEEN = "it could not be read ("  # how the parsing process words an exception that no parser foresaw


def try_damages(kind: str, first: int, count: int) -> None:
    good = GOOD[kind]()
    settings = CorpusSettings()
    for seed in range(first, first + count):
        data = rezipped(good, seed) if kind.endswith("-inside") else damaged(good, seed)
        started = time.monotonic()
        for item in parse(RawDocument(f"damaged.{kind.partition('-')[0]}", data), settings):
            assert time.monotonic() - started < MAX_SECONDS, f"seed {seed}"
            assert isinstance(item, Article | Feed | Rejection | Offer)
            if isinstance(item, Rejection):
                assert UNFORESEEN not in item.reason, f"seed {seed}: {item.reason}"
                check_words([item.reason])
            started = time.monotonic()  # a mail can have a thousand parts, and each has its own time


@pytest.mark.parametrize("kind", GOOD)
def test_good_file_is_read(kind: str) -> None:
    items = list(parse(RawDocument(f"good.{kind}", GOOD[kind]()), CorpusSettings()))
    assert items
    assert not any(isinstance(item, Rejection) for item in items)


@pytest.mark.parametrize("kind", GOOD)
def test_few_damages_are_read_or_refused_in_words(kind: str) -> None:
    try_damages(kind, 0, FEW)


@pytest.mark.slow
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("kind", GOOD)
def test_many_damages_are_read_or_refused_in_words(kind: str) -> None:
    try_damages(kind, FEW, ROUNDS)
