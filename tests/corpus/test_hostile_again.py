"""The same thing again: one article whatever leads to it, and an update that is never seen half done."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from threading import Event, Thread

import pytest

from corpus.report import Status
from tests.corpus.hostile import pages
from tests.corpus.hostile.case import prose
from tests.corpus.hostile.tallying import tally_into
from tests.corpus.hostile.trying import Trial
from tests.corpus.website import Website

TRACKED = ("?utm_source=letter", "?fbclid=7", "?gclid=a&utm_campaign=b", "#comments", "?utm_medium=x#top", "?")


@pytest.fixture(scope="module")
def site() -> Iterator[Website]:
    with Website() as opened:
        yield opened


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, site: Website) -> Iterator[Trial]:
    with Trial(tmp_path_factory.mktemp("again"), allowed_hosts=(site.host,)) as opened:
        yield opened
        tally_into(request.config, opened.fed)


def statuses(trial: Trial, *sources: str) -> list[Status]:
    return [outcome.status for outcome in trial.add(list(sources)).outcomes]


def test_same_address_twice_is_one_article(trial: Trial, site: Website) -> None:
    site.put("/twice", pages.article(200))
    assert statuses(trial, site.address("/twice")) == [Status.ADDED]
    assert statuses(trial, site.address("/twice")) == [Status.UNCHANGED]
    assert statuses(trial, site.address("/twice"), site.address("/twice")) == [Status.UNCHANGED]


@pytest.mark.parametrize("tail", TRACKED)
def test_what_only_tracks_the_reader_makes_no_second_article(tail: str, trial: Trial, site: Website) -> None:
    site.put("/tracked", pages.article(201))
    trial.add([site.address("/tracked")])
    before = trial.corpus.catalogue.counts()[0]
    fed = trial.add([site.address("/tracked") + tail], good=False)
    assert [outcome.status for outcome in fed.outcomes] == [Status.UNCHANGED]
    assert trial.corpus.catalogue.counts()[0] == before


def test_same_text_under_another_address_is_one_article(trial: Trial, site: Website) -> None:
    site.put("/here", pages.article(202))
    site.put("/there", pages.article(202))
    assert statuses(trial, site.address("/here")) == [Status.ADDED]
    assert statuses(trial, site.address("/there")) == [Status.UNCHANGED]


def test_updated_page_replaces_its_article_and_no_reader_sees_both_or_none(trial: Trial, site: Website) -> None:
    site.put("/updated", pages.page(number=203))
    [old] = trial.add([site.address("/updated")]).outcomes
    site.put("/updated", pages.page("<p>" + prose(204) + "</p>", number=205))
    looks: set[frozenset[str]] = set()
    with Reader(trial, old.article_id or "", looks):
        [new] = trial.add([site.address("/updated")], good=False).outcomes
    assert new.status is Status.REPLACED
    assert looks == {frozenset({old.article_id}), frozenset({new.article_id})}
    assert trial.corpus.catalogue.article(old.article_id or "").text
    listed = {each.article_id for each in trial.corpus.catalogue.listing()}
    assert (old.article_id in listed, new.article_id in listed) == (False, True)


class Reader:
    """In a `with`: another connection that looks, as often as it can, which articles have passages."""

    def __init__(self, trial: Trial, article_id: str, looks: set[frozenset[str]]) -> None:
        self._path = trial.settings.catalogue_path
        self._looks = looks
        self._others = self._with_passages() - {article_id}
        self._ended = Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._looks.add(frozenset(self._with_passages() - self._others))

    def _look(self) -> None:
        while not self._ended.wait(0.0005):
            self._looks.add(frozenset(self._with_passages() - self._others))

    def _with_passages(self) -> set[str]:
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)) as connection:
            return {row[0] for row in connection.execute("SELECT DISTINCT article_id FROM passages")}
