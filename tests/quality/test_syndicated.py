"""Ten papers print one agency report, ten write about its subject: the first are linked, the others are not.

The texts in `syndicated/` had no part in setting the thresholds of `corpus.variants`.
"""

from itertools import combinations, product
from pathlib import Path

import pytest

from corpus.cleaning import clean
from corpus.variants import are_variants
from tests.quality.syndicating import linked, pairs, share_a_band

FOLDER = Path(__file__).parent / "syndicated"
COPIES, OWN_WORDS = (
    {path.stem: clean(path.read_text("utf-8")) for path in sorted((FOLDER / name).glob("*.txt"))}
    for name in ("copies", "own_words")
)


def groups(texts: dict[str, str]) -> list[set[str]]:
    """Texts linked to each other directly or through others, found by their bands first, as in a corpus."""
    found: list[set[str]] = [{name} for name in texts]
    for one, other in combinations(texts, 2):
        if share_a_band(texts[one], texts[other]) and are_variants(texts[one], texts[other]):
            joined = [group for group in found if one in group or other in group]
            found = [group for group in found if group not in joined] + [set().union(*joined)]
    return found


def test_the_set_has_ten_copies_and_ten_reports_in_own_words() -> None:
    assert (len(COPIES), len(OWN_WORDS)) == (10, 10)
    assert all(150 <= len(text.split()) <= 365 for text in (*COPIES.values(), *OWN_WORDS.values()))


def test_at_least_nine_of_ten_copies_are_linked_and_nothing_in_own_words_is() -> None:
    found = groups(COPIES | OWN_WORDS)
    largest = max(found, key=len)
    assert len(largest & COPIES.keys()) >= 9
    assert largest & OWN_WORDS.keys() == set()
    assert all(len(group) == 1 for group in found if group != largest)


@pytest.mark.parametrize("name", [name for name in COPIES if name != "01-agency"])
def test_each_copy_is_linked_to_the_agencys_report_itself(name: str) -> None:
    assert are_variants(COPIES["01-agency"], COPIES[name])


@pytest.mark.parametrize(("one", "other"), [*product(COPIES, OWN_WORDS), *combinations(OWN_WORDS, 2)])
def test_reports_in_own_words_are_not_linked(one: str, other: str) -> None:
    texts = COPIES | OWN_WORDS
    assert not are_variants(texts[one], texts[other])


def test_every_copy_is_found_by_the_bands_of_every_other() -> None:
    missed = [pair for pair in combinations(COPIES, 2) if not share_a_band(COPIES[pair[0]], COPIES[pair[1]])]
    assert missed == []


def test_bands_name_no_two_reports_in_own_words() -> None:
    """Reports of one event share names and facts, but few runs of five words."""
    assert [pair for pair in combinations(OWN_WORDS, 2) if share_a_band(OWN_WORDS[pair[0]], OWN_WORDS[pair[1]])] == []


def test_copies_and_lookalikes_made_by_rule_are_told_apart() -> None:
    good, bad = pairs()
    assert (linked(good, are_variants), linked(good, share_a_band)) == (1.0, 1.0)
    assert linked(bad, are_variants) == 0.0
    assert (len(good), len(bad)) == (220, 82)
