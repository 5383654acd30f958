"""Made articles: the same each time, with the words, names and vectors that real ones have."""

from collections import Counter

import numpy as np
import pytest

from tests.bench.imitating import imitate
from tests.bench.inventing import draw, publisher, publisher_of, vary, word_of
from tests.bench.making import Base, ask, make, sample_articles, varied
from tests.soak.reports import Wide


@pytest.fixture(scope="module")
def base() -> Base:
    return Base.read(is_small=True)


def test_an_article_is_the_same_each_time_and_another_for_each_number(base: Base) -> None:
    made = [make(number, base).article for number in range(50)]
    assert made == [make(number, base).article for number in range(50)]
    assert len({article.article_id for article in made}) == 50


def test_new_words_keep_coming(base: Base) -> None:
    words = [set(make(number, base).article.text.split()) for number in range(80)]
    first, all_of_them = set().union(*words[:40]), set().union(*words)
    assert len(all_of_them) > 1.3 * len(first)


def test_a_hundred_questions_about_one_article_differ(base: Base) -> None:
    made = make(7, base)
    questions = {ask(7, base, turn) for turn in range(100)}
    assert len(questions) > 90
    assert all(word in made.article.text for word in ask(7, base, 1).removeprefix("What about ")[:-1].split())


def test_no_two_ranks_have_one_word() -> None:
    assert len({word_of(rank) for rank in range(1, 20_001)}) == 20_000


def test_common_words_come_often_and_most_come_once() -> None:
    from random import Random

    chance = Random(1)
    counts = Counter(draw(chance) for _ in range(5_000))
    assert counts[word_of(1)] > 3
    assert sum(count == 1 for count in counts.values()) > len(counts) / 2


def test_the_first_publisher_has_twice_the_articles_of_the_second() -> None:
    from random import Random

    chance = Random(1)
    counts = Counter(publisher_of(chance) for _ in range(20_000))
    assert len(counts) == 40
    assert counts[publisher(1)] / counts[publisher(2)] == pytest.approx(2, rel=0.1)


def test_a_name_stays_the_same_within_an_article_and_numbers_keep_their_length() -> None:
    from random import Random

    names: dict[str, str] = {}
    said = vary("When Dahl met Herlev, Dahl had 2400 florins.", Random(3), names, {"florins": 9})
    assert list(names) == ["Dahl", "Herlev"]
    assert said.startswith(f"When {names['Dahl']} met {names['Herlev']}, {names['Dahl']} had ")
    assert said.endswith(" florins.") and len(said.split()[-2]) == 4


def test_each_turn_has_another_text_of_the_same_article() -> None:
    article = sample_articles()[0]
    texts = {varied(article, turn).text for turn in range(5)} | {article.text}
    assert len(texts) == 6


def test_made_vectors_are_units_near_those_of_the_sentences_they_come_from(base: Base) -> None:
    made = make(3, base)
    real = Wide().embed(base.sentences)
    vectors = imitate(made.sentences, made, real)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    own = (vectors * real[list(made.origins)]).sum(axis=1)
    assert float(np.median(own)) == pytest.approx(0.78, abs=0.02)
    assert (imitate(made.sentences, made, real) == vectors).all()
