"""Columns in memory say the same as the catalogue, after whatever came and went."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from corpus import Article
from corpus.catalog import Catalogue
from corpus.columns import KEPT_SECONDS, Columns
from corpus.writing import Correction
from qa.filtering import Filters
from tests.corpus.making import article, unit, whole

MAY = datetime(2024, 5, 1, tzinfo=UTC)
NAMES = ("lengths", "articles", "vectors")


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite3")


def put(catalogue: Catalogue, stored: Article, number: float = 1) -> None:
    catalogue.put(stored, [whole(stored)], unit(1, number)[np.newaxis], [[]])


def told(number: int, publisher: str | None = None, published: datetime | None = None) -> Article:
    return replace(article(f"Rain {'fell ' * number}."), publisher=publisher, published=published)


def columns_of(catalogue: Catalogue) -> dict[str, list[object]]:
    """All columns, with publishers and articles by name since their codes depend on who came first."""
    table = catalogue.columns.current(*NAMES)
    return {"numbers": table.numbers.tolist()} | {name: table.columns[name].tolist() for name in ("lengths", "vectors")}


def admitted(catalogue: Catalogue, within: Filters | frozenset[str]) -> list[int]:
    table = catalogue.columns.current("articles")
    return [int(number) for number in table.numbers[catalogue.columns.mask(table, within)]]


def test_lengths_count_the_words_of_text_title_and_publisher(catalogue: Catalogue) -> None:
    put(catalogue, replace(article("Rain fell on us.", title="High water"), publisher="Post"))
    put(catalogue, article("word " * 20_000))
    assert catalogue.columns.current("lengths").columns["lengths"].tolist() == [7, 20_000]


def test_table_keeps_its_columns_until_something_changes(catalogue: Catalogue) -> None:
    put(catalogue, told(1))
    table = catalogue.columns.current(*NAMES)
    assert catalogue.columns.current("lengths") is table
    catalogue.set_fact("weather", "rain")
    assert catalogue.columns.current("lengths") is table
    put(catalogue, told(2))
    assert catalogue.columns.current("lengths").numbers.tolist() == [1, 2]


def test_columns_brought_up_to_date_are_those_read_anew(catalogue: Catalogue) -> None:
    chance = random.Random(7)
    stored: list[Article] = []
    for turn in range(25):
        if stored and chance.random() < 0.4:
            catalogue.remove(stored.pop(chance.randrange(len(stored))).article_id)
        else:
            stored.append(told(turn + 1, chance.choice(["Post", "Gazette"]), MAY))
            put(catalogue, stored[-1], turn)
        assert columns_of(catalogue) == columns_of(Catalogue(catalogue.path))


def test_columns_are_empty_where_everything_is_removed_and_full_again_after(catalogue: Catalogue) -> None:
    put(catalogue, told(1))
    catalogue.columns.current(*NAMES)
    catalogue.remove(told(1).article_id)
    assert len(catalogue.columns.current(*NAMES).numbers) == 0
    put(catalogue, told(2))
    assert columns_of(catalogue) == columns_of(Catalogue(catalogue.path))


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(publishers=("POST",)), [1, 4]),
        (Filters(publishers=("post", "gazette")), [1, 2, 4]),
        (Filters(publishers=("Herald",)), []),
        (Filters(earliest=MAY), [1, 2]),
        (Filters(latest=MAY), [1, 3]),
        (Filters(earliest=MAY, latest=MAY), [1]),
        (Filters(publishers=("Post",), latest=MAY + timedelta(days=9)), [1]),
        (Filters(earliest=MAY + timedelta(microseconds=1)), [2]),
    ],
)
def test_selection_admits_by_publisher_and_time(catalogue: Catalogue, filters: Filters, numbers: list[int]) -> None:
    published = [MAY, MAY + timedelta(days=1), MAY - timedelta(microseconds=1), None]
    for number, (name, moment) in enumerate(zip(["Post", "Gazette", None, "post"], published, strict=True), start=1):
        put(catalogue, told(number, name, moment))
    assert admitted(catalogue, filters) == numbers
    assert admitted(catalogue, frozenset(each.article_id for each in catalogue.articles() if filters.admits(each))) == (
        numbers
    )


def test_corrected_article_is_admitted_as_it_is_now(catalogue: Catalogue) -> None:
    before = told(1, "Post", MAY)
    put(catalogue, before)
    assert admitted(catalogue, Filters(publishers=("Post",))) == [1]
    after = replace(before, publisher="Herald", published=None)
    catalogue.revise(after, [whole(after)], unit(1, 0)[np.newaxis], [[]], correction=Correction(before=before))
    assert admitted(catalogue, Filters(publishers=("Post",))) == []
    assert admitted(catalogue, Filters(publishers=("herald",))) == [2]
    assert admitted(catalogue, Filters(latest=MAY + timedelta(days=9))) == []


def test_unknown_article_admits_nothing(catalogue: Catalogue) -> None:
    put(catalogue, told(1))
    assert admitted(catalogue, frozenset({"nope"})) == []


@pytest.mark.parametrize(("pause", "holds"), [(KEPT_SECONDS - 1, True), (KEPT_SECONDS + 1, False)])
def test_vectors_are_kept_for_a_while_after_a_filtered_search(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, pause: float, holds: bool
) -> None:
    now = [1_000.0]
    clock: Callable[[], float] = lambda: now[0]  # noqa: E731
    monkeypatch.setattr("corpus.columns.time.monotonic", clock)
    put(catalogue, told(1))
    catalogue.columns.current(*NAMES)
    admitted(catalogue, Filters(latest=MAY))
    now[0] += pause
    catalogue.columns.let_go("vectors")
    assert catalogue.columns.holds("vectors") is holds
    assert catalogue.columns.holds("lengths")


def test_vectors_that_nobody_filters_by_are_let_go_at_once(catalogue: Catalogue) -> None:
    put(catalogue, told(1))
    columns = Columns(catalogue._database)
    columns.current("vectors")
    columns.let_go("vectors")
    assert not columns.holds("vectors")
    assert columns.current("vectors").columns["vectors"].shape == (1, 2)
