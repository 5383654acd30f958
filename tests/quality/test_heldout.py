"""How well Footnote reads pages that nobody has tuned on, beside the same alternatives, and whether these are sound.

Nothing is tuned on these pages: no rule, pattern or threshold of the extractor may be chosen by looking at
them or at their scores page by page. That is why only the table is printed and no page is named in it. Once
a fault found here has been mended, the page belongs into `pages/`, and a new one into `heldout/`.
Knows nothing about how a page is read; readers, scores and checks are those of `test_pages`.
"""

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from statistics import fmean

import pytest

from tests.quality import test_pages as tuned
from tests.quality.pages_set import KnownPage, PageScore, Verdict, pages, scores_of, table

HELDOUT = pages(Path(__file__).with_name("heldout"))

# What the first run on finished code measured, less a little; they may rise and never fall.
LEAST_F1 = 0.985
LEAST_CLEAN = 9  # pages of which no boilerplate line came along
LEAST_TITLED = 12
LEAST_PUBLISHERS = 12
LEAST_CREDITED = 11  # pages with exactly the authors named
LEAST_DATED = 12  # pages whose time is right, or rightly unknown


@pytest.fixture(scope="module")
def footnote() -> list[PageScore]:
    return scores_of(tuned.read_by_footnote, HELDOUT)


def test_pages_nobody_tuned_on_are_compared_with_the_alternatives(
    footnote: Sequence[PageScore], capsys: pytest.CaptureFixture[str]
) -> None:
    systems = {
        "Footnote": footnote,
        "trafilatura": scores_of(tuned.read_by_trafilatura, HELDOUT),
        "html2text": scores_of(tuned.read_by_html2text, HELDOUT),
    }
    with capsys.disabled():
        print(f"\n{len(HELDOUT)} held-out pages; html2text takes text only\n{table(systems)}")
    assert fmean(page.f1 for page in footnote) >= LEAST_F1


def test_boilerplate_titles_names_and_times_of_pages_nobody_tuned_on_keep_their_floors(
    footnote: Sequence[PageScore],
) -> None:
    reached = {
        "clean": (sum(not page.leaked for page in footnote), LEAST_CLEAN),
        "titled": (sum(page.is_title_right for page in footnote), LEAST_TITLED),
        "publishers": (sum(page.is_publisher_right for page in footnote), LEAST_PUBLISHERS),
        "credited": (sum(page.are_authors_right for page in footnote), LEAST_CREDITED),
        "dated": (sum(page.published is Verdict.RIGHT for page in footnote), LEAST_DATED),
    }
    assert {name: (count, least) for name, (count, least) in reached.items() if count < least} == {}


@pytest.mark.parametrize("page", HELDOUT, ids=lambda page: page.name)
def test_a_held_out_page_is_as_sound_as_the_tuned_ones(page: KnownPage) -> None:
    tuned.test_a_page_holds_what_is_expected_of_it(page)
    tuned.test_a_page_tells_its_article_from_the_rest(page)
    tuned.test_a_careful_readers_reading_is_faultless_with_the_optional_lines_or_without(page)


def test_the_held_out_pages_are_twelve_and_share_no_paragraph_or_title_with_the_tuned_ones() -> None:
    assert len(HELDOUT) == 12
    assert [
        (new.name, old.name) for new, old in product(HELDOUT, pages())
        if new.title == old.title or set(new.text.split("\n\n")) & set(old.text.split("\n\n"))
    ] == []  # fmt: skip
