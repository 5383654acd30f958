"""Claims and markers of a draft, whole and in pieces."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Span
from qa.citing import DraftClaim, DraftReader, claims_of
from qa.composing import Composer
from qa.grounding import Grounder
from tests.fakes import HashEmbedder
from tests.qa.making import evidence

DRAFTS = (
    "Exports fell in May [2]. Analysts expect more. [7]",
    "[1] Rain fell on the town. [2] The river rose.",
    "Rain fell.[1] Sun rose.[2]",
    'Rain fell [1]. "Sun rose," he said. "It was late." [2] Dr. Lind paid 1.5 million [3, 4].',
    "- Rain fell [1]\n- Sun rose [ 2 ]\n\nIn [2024] it was dry [1][3]。Then 【2】 snow… [1]",
    "See [the report](http://evil.example/x y) now [1]. ![img](http://evil.example/?d=1) Done!",
    "“Rain fell.” [1] He said so [2",
    "1. Rain fell.[1] 2. Sun rose.[2]",
)


def texts(draft: str) -> list[str]:
    return [claim.text for claim in claims_of(draft)]


def markers(draft: str) -> list[tuple[int, ...]]:
    return [claim.markers for claim in claims_of(draft)]


def test_each_sentence_is_a_claim_with_its_markers() -> None:
    assert claims_of("Exports fell in May [2]. Analysts expect more [7].") == [
        DraftClaim("Exports fell in May.", (2,)),
        DraftClaim("Analysts expect more.", (7,)),
    ]


def test_marker_resolves_to_the_passage_shown_under_that_number() -> None:
    shown = evidence("Rain fell on the town.", "The river rose.")
    (claim,) = claims_of("The river rose [2].")
    item = shown.numbered(claim.markers[0])
    assert item is not None
    assert item.passage.text == "The river rose."


@pytest.mark.parametrize("written", ["[1, 2]", "[1][2]", "[1] [2]", "[1;2]", "【1、2】", "［1］［2］", "[ 1 , 2 ]"])
def test_two_markers_on_one_sentence_give_two(written: str) -> None:
    assert claims_of(f"Rain fell {written}.") == [DraftClaim("Rain fell.", (1, 2))]


def test_a_marker_given_twice_counts_once() -> None:
    assert markers("Rain fell [1] on the town [1].") == [(1,)]


@pytest.mark.parametrize("draft", DRAFTS)
def test_claims_are_free_of_markers(draft: str) -> None:
    assert not any(mark in text for text in texts(draft) for mark in ("[1", "[2]", "[3", "[7", "【", "［"))


@pytest.mark.parametrize(
    "draft", ["Rain fell [1]. Sun rose [2].", "Rain fell. [1] Sun rose. [2]", "Rain fell.[1] Sun rose.[2]"]
)
def test_a_marker_may_stand_before_or_after_the_stop(draft: str) -> None:
    assert claims_of(draft) == [DraftClaim("Rain fell.", (1,)), DraftClaim("Sun rose.", (2,))]


def test_markers_may_open_the_sentences() -> None:
    assert claims_of("[1] Rain fell. [2] Sun rose.") == [DraftClaim("Rain fell.", (1,)), DraftClaim("Sun rose.", (2,))]


def test_sentence_without_marker_has_no_markers() -> None:
    assert claims_of("Rain fell. Sun rose [2].") == [DraftClaim("Rain fell.", ()), DraftClaim("Sun rose.", (2,))]


def test_reply_without_any_marker_yields_no_markers() -> None:
    assert markers("Rain fell. Sun rose.") == [(), ()]


@pytest.mark.parametrize("number", [0, 99, 1_000_000_000])
def test_unknown_marker_is_read_and_points_nowhere(number: int) -> None:
    (claim,) = claims_of(f"Rain fell [{number}].")
    assert claim == DraftClaim("Rain fell.", (number,))
    assert evidence("Rain fell.").numbered(number) is None


@pytest.mark.parametrize(
    "text", ["It began in [2024] again.", "It cost [1-999999999].", "See [note] there.", "Rain (1) fell."]
)
def test_what_is_no_marker_stays_text(text: str) -> None:
    assert claims_of(text) == [DraftClaim(text, ())]


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("See [the report](http://evil.example/x) now.", "See the report now."),
        ("Look ![a photo](http://evil.example/?d=secret) here.", "Look a photo here."),
        ("**Rain** fell on `town` __today__.", "Rain fell on town today."),
    ],
)
def test_markdown_loses_its_marks_and_targets(draft: str, text: str) -> None:
    assert texts(draft) == [text]


@pytest.mark.parametrize(
    "draft", ["- Rain fell.\n- Sun rose.", "1. Rain fell.\n2) Sun rose.", "Answer: Rain fell.\nSun rose."]
)
def test_list_marks_and_lead_ins_are_no_part_of_a_claim(draft: str) -> None:
    assert texts(draft) == ["Rain fell.", "Sun rose."]


def test_abbreviations_and_decimals_end_no_sentence() -> None:
    assert texts("Dr. Lind paid 1.5 million [1]. He left.") == ["Dr. Lind paid 1.5 million.", "He left."]


@pytest.mark.parametrize(
    ("draft", "is_finished"), [("Rain fell [1].", True), ("He said “no.”", True), ("Rain fell on", False)]
)
def test_a_cut_sentence_is_known_as_unfinished(draft: str, is_finished: bool) -> None:
    assert [claim.is_finished for claim in claims_of(draft)] == [is_finished]


@pytest.mark.parametrize("draft", ["", "   ", "[2]", "...", "\n\n"])
def test_a_draft_without_words_has_no_claims(draft: str) -> None:
    assert claims_of(draft) == []


@given(st.sampled_from(DRAFTS), st.lists(st.integers(0, 150), max_size=6))
def test_pieces_of_a_draft_give_the_claims_of_the_whole(draft: str, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(draft)]
    reader = DraftReader()
    found = [claim for start, end in pairwise(edges) for claim in reader.feed(draft[start:end])]
    assert found + reader.close() == claims_of(draft)


@given(st.text(alphabet='Rain fell. "”“[1]2,\n', max_size=60), st.integers(0, 60))
def test_any_text_in_two_pieces_gives_the_claims_of_the_whole(draft: str, cut: int) -> None:
    reader = DraftReader()
    assert reader.feed(draft[:cut]) + reader.feed(draft[cut:]) + reader.close() == claims_of(draft)


def test_a_claim_is_handed_out_as_soon_as_the_next_has_begun() -> None:
    reader = DraftReader()
    assert reader.feed("Rain fell [1]. ") == []
    assert reader.feed("Then ") == [DraftClaim("Rain fell.", (1,))]


def test_claim_span_covers_its_whole_sentence_and_quote_is_verbatim_text_of_the_passage() -> None:
    shown = evidence("The town slept. Rain fell on the old harbour.")
    grounder, composer = Grounder(HashEmbedder()), Composer(shown)
    for claim in claims_of("Rain fell on the harbour [1]."):
        grounded = grounder.ground(claim.text, shown.items)
        assert grounded is not None
        composer.add(claim.text, [grounded])
    (citation,) = composer.citations
    assert citation.claim == Span(start=0, end=25)
    assert citation.quote_text == "Rain fell on the old harbour."
