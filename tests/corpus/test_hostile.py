"""Bad files through the real way in: each is stored or refused in words, in 30 seconds and 1 GB, and harms no other."""

from collections.abc import Iterator

import pytest

from tests.corpus.hostile import archives, feeds, pages, pdfs, texts, words
from tests.corpus.hostile.case import Case
from tests.corpus.hostile.tallying import tally_into
from tests.corpus.hostile.trying import Trial
from tests.corpus.hostile.watching import limits_of, parsing_children

CASES = [*pdfs.CASES, *words.CASES, *archives.ODD, *pages.CASES, *feeds.CASES, *texts.CASES]


def marked(case: Case) -> object:
    marks = [pytest.mark.slow] if case.is_slow else []
    return pytest.param(case, id=case.called, marks=marks)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Trial]:
    with Trial(tmp_path_factory.mktemp("hostile")) as opened:
        yield opened
        tally_into(request.config, opened.fed)


def test_there_are_more_than_two_hundred_bad_files_and_no_row_is_left_out() -> None:
    assert len({case.called for case in CASES}) == len(CASES) > 200
    assert {case.row for case in CASES} == {*range(13, 22), *range(24, 28), 31, 32, 35}


def test_parsing_process_is_held_to_its_limits_by_the_kernel(trial: Trial) -> None:
    limits = [limits_of(child) for child in parsing_children()]
    assert [limit["Max address space"] for limit in limits] == [str(1 << 30)] * len(limits)
    assert [limit["Max file size"] for limit in limits] == ["0"] * len(limits)
    assert limits


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_bad_file_is_stored_or_refused_in_words_and_harms_no_other(case: Case, trial: Trial) -> None:
    trial.try_case(case)
