"""Hostile names of files and of an archive's members, files over the limit, and very many at once.

Nothing is ever written outside the data folder (`Trial` compares everything around it after
each), and no name is ever opened as a path.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from corpus import RawDocument
from corpus.report import Status
from tests.corpus.hostile.archives import named
from tests.corpus.hostile.case import first_words, prose
from tests.corpus.hostile.names import HOSTILE
from tests.corpus.hostile.tallying import tally_into
from tests.corpus.hostile.trying import Trial

ROOT = Path(__file__).resolve().parents[2]
MARK = f"out{uuid4().hex[:8]}"
WATCHED = (Path("/"), Path("/tmp"), Path("/etc"), Path.home(), ROOT, ROOT.parent, ROOT.parent.parent)
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
PATHS = [name for name in HOSTILE if "/" not in name and "\0" not in name and name not in ("", ".", "..")]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Trial]:
    with Trial(tmp_path_factory.mktemp("names")) as opened:
        yield opened
        tally_into(request.config, opened.fed)


def escaped() -> list[str]:
    """Files outside that bear this run's mark."""
    return [str(path) for folder in WATCHED for path in folder.iterdir() if MARK in path.name]


def test_there_are_more_than_a_hundred_hostile_names() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) > 100


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_member_of_an_archive_is_read_and_never_written(number: int, trial: Trial) -> None:
    _, data = named(number, MARK)
    fed = trial.add([RawDocument("bag.zip", data)], good=number % 10 == 0)
    assert escaped() == []
    assert len(fed.outcomes) == 1
    if fed.texts:
        assert fed.texts[0].startswith(first_words(100 + number))
        shown = fed.outcomes[0].source.removeprefix("bag.zip!")
        assert not any(unicodedata.category(char) in UNSEEN for char in shown)
        assert not shown.startswith(("/", "\\"))
        assert ".." not in shown.split("/")


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_uploaded_file_of_that_name_is_stored_and_never_opened_by_it(number: int, trial: Trial) -> None:
    name = HOSTILE[number].replace("{mark}", MARK)
    text = prose(300 + number, 3)
    fed = trial.add([RawDocument(name, text.encode())], good=number % 10 == 0)
    assert escaped() == []
    assert [outcome.status for outcome in fed.outcomes] == [Status.ADDED]
    assert fed.texts == [text]


@pytest.mark.parametrize("number", range(len(PATHS)))
def test_file_of_that_name_is_read_where_the_system_allows_it(number: int, trial: Trial) -> None:
    name = PATHS[number].replace("{mark}", MARK)
    try:
        path = trial.inbox / name
        path.write_text(prose(500 + number, 3))
    except (OSError, UnicodeEncodeError):
        pytest.skip("no file can be called so here")
    try:
        fed = trial.add([str(path)], good=number % 10 == 0)
    finally:
        path.unlink()
    assert len(fed.outcomes) == 1
    assert fed.texts == [prose(500 + number, 3)]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_path_of_that_name_that_is_not_there_is_refused(number: int, trial: Trial) -> None:
    name = HOSTILE[number]
    if name in ("~/{mark}.txt", ".", "..", "/proc/self/environ", "/dev/null", "/dev/stdout"):
        pytest.skip("it is there, or is a folder")
    fed = trial.add([name], good=False)
    assert len(fed.reasons) == 1


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero", "/dev/stdin", "/dev/urandom"])
def test_device_is_no_file(path: str, trial: Trial) -> None:
    assert trial.add([path]).reasons == ["it is not a regular file"]


def test_file_over_the_limit_is_refused_with_the_limit(trial: Trial) -> None:
    reason = "bytes, more than the limit of 25,000,000"
    assert reason in trial.add([RawDocument("large.txt", b"rain " * 5_200_000)]).reasons[0]
    path = trial.inbox / "large.txt"
    path.write_bytes(b"rain " * 5_200_000)
    assert reason in trial.add([str(path)]).reasons[0]
    path.unlink()


@pytest.mark.slow
def test_thousand_bad_files_at_once_cost_the_good_ones_among_them_nothing(trial: Trial) -> None:
    folder = trial.inbox / "thousand"
    folder.mkdir()
    kinds = (b"", b"%PDF-1.7\n", b"PK\x03\x04", bytes(range(256)), b"a", b"<html></html>", b"[", b"\xff\xfe", b"<rss/>")
    for number in range(1_000):
        data = prose(700 + number, 3).encode() if number % 10 == 0 else kinds[number % len(kinds)]
        (folder / f"{number}.bin").write_bytes(data)
    fed = trial.add([str(folder)])
    assert (len(fed.outcomes), len(fed.texts)) == (1_000, 100)
