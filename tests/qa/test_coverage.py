"""How much of a question a text holds."""

import math
from dataclasses import replace

import pytest

from corpus import Corpus
from qa.coverage import Coverage, Rarity, share_held, stems_of
from qa.query import Query
from qa.terms import tokens
from tests.qa.making import add


def test_a_rare_word_weighs_more_than_a_common_one(corpus: Corpus, weather: dict[str, str]) -> None:
    rarity = Rarity(corpus)
    # three passages; "said" in two, "tram" in one, "ferry" in none: log(1 + (3 - n + 0.5) / (n + 0.5))
    assert rarity.of(["said", "tram", "ferry"]) == {
        "said": pytest.approx(math.log(1 + 1.5 / 2.5)),
        "tram": pytest.approx(math.log(1 + 2.5 / 1.5)),
        "ferry": pytest.approx(math.log(1 + 3.5 / 0.5)),
    }


def test_rarity_follows_the_corpus(corpus: Corpus, weather: dict[str, str]) -> None:
    rarity = Rarity(corpus)
    before = rarity.of(["tram"])["tram"]
    corpus.remove(weather["tram"])
    assert rarity.of(["tram"])["tram"] > before


def test_a_corpus_that_hardly_changed_is_not_counted_anew(corpus: Corpus, weather: dict[str, str]) -> None:
    add(corpus, **{f"day{number}": f"On day {number} the quay was dry." for number in range(20)})
    rarity = Rarity(corpus)
    before = rarity.of(["tram"])["tram"]
    add(corpus, more="Another tram came.")
    assert rarity.of(["tram"])["tram"] == before


@pytest.mark.parametrize(
    ("text", "share"),
    [("the ferry of Finland", 1.0), ("the Finnish ferry", 1.0), ("a ferry", 0.75), ("us", 0.0), ("", 0.0)],
)
def test_the_share_of_weight_held_counts_names_under_their_other_names(text: str, share: float) -> None:
    ferry, finland = tokens("ferry Finland")
    assert share_held(Query.of("ferry Finland"), {ferry: 3.0, finland: 1.0}, tokens(text)) == share


def test_a_question_without_weight_is_held_by_nothing() -> None:
    assert share_held(Query.of("?"), {}, tokens("a ferry")) == 0.0


def test_coverage_is_the_share_of_the_weight_that_stands_in_the_text() -> None:
    query = Query.of("ferry Finland")
    weights = dict(zip(query.content, (3.0, 1.0), strict=True))
    assert Coverage(query, weights).of(stems_of("Two ferries met.")) == 0.75
    assert Coverage(query, weights).of(stems_of("The Finnish ferry.")) == 1.0
    assert Coverage(query, {}).of(stems_of("The Finnish ferry.")) == 0.0


def test_a_word_counts_in_each_form_that_was_read() -> None:
    query = replace(Query.of("ceasefire feery"), others={"feery": ("ferry",)})
    weights = dict.fromkeys(query.content, 1.0)
    assert Coverage(query, weights).of(stems_of("Two ferries met.")) == 0.5


def test_among_candidates_a_word_that_all_hold_tells_none_apart() -> None:
    query = Query.of("ferry captain")
    weights = dict.fromkeys(query.content, 1.0)
    texts = [stems_of(text) for text in ("The ferry sank.", "A ferry left.", "The ferry's captain spoke.")]
    telling = Coverage.among(query, weights, texts)
    assert telling.of(stems_of("ferry")) < 0.2
    assert telling.of(stems_of("captain")) > 0.8


def test_the_country_is_not_found_in_the_word_us() -> None:
    assert "us" in stems_of("The US left.")
    assert "us" not in stems_of("They told us.")
