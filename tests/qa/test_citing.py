"""Claims and markers of a draft, whole and in pieces."""

import time
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

KNOWN = frozenset({"k47", "m36", "x92"})
DRAFTS = (
    "Exports fell in May [k47]. Analysts expect more. [m36]",
    "[k47] Rain fell on the town. [m36] The river rose.",
    "Rain fell.[k47] Sun rose.[m36]",
    'Rain fell [k47]. "Sun rose," he said. "It was late." [m36] Dr. Lind paid 1.5 million [x92, 4].',
    "- Rain fell (k47)\n- Sun rose [ m36 ]\n\nIn [2024] it was dry [k47][x92]。Then 【m36】 snow… [1]",
    "See [the report](http://evil.example/x y) now [k47]. ![img](http://evil.example/?d=1) Done!",
    "“Rain fell.” [k47] He said so [m3",
    "1. Rain fell.[k47] 2. Sun rose.[m36]",
    "**Rain** fell **[k47]**. The `sun` rose [[m36]]. It was [k47](http://evil.example/) late.",
)
CHARS = 200_000


def texts(draft: str) -> list[str]:
    return [claim.text for claim in claims_of(draft, KNOWN)]


def ids(draft: str) -> list[tuple[str, ...]]:
    return [claim.ids for claim in claims_of(draft, KNOWN)]


def test_each_sentence_is_a_claim_with_its_ids() -> None:
    assert claims_of("Exports fell in May [k47]. Analysts expect more [m36].", KNOWN) == [
        DraftClaim("Exports fell in May.", ("k47",)),
        DraftClaim("Analysts expect more.", ("m36",)),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "[k47, m36]", "[k47][m36]", "[k47] [m36]", "[k47;m36]", "【k47、m36】", "［k47］［m36］", "[ k47 , m36 ]",
        "(k47, m36)",
        "（k47）【m36】", "[K47, M36]", "[k47 and m36]", "[ids: k47, m36]", "[^k47][^m36]", "[[k47]] [[m36]]",
        "【k47†source】[m36]",
        "(k47) (m36)", "[k47](m36)", "[sentences k47 & m36]", "**[k47]** `[m36]`",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["Rain fell {}. Sun rose.", "Rain fell. {} Sun rose.", "Rain fell.{} Sun rose."])
def test_two_ids_on_one_sentence_are_read_in_every_form(written: str, place: str) -> None:
    assert claims_of(place.format(written), KNOWN) == [
        DraftClaim("Rain fell.", ("k47", "m36")),
        DraftClaim("Sun rose."),
    ]


def test_a_stop_beside_a_marker_ends_its_sentence_whatever_stands_before() -> None:
    assert texts("It fell in May [k47]. Analysts wait. It fell in May. [k47] Analysts wait.") == [
        "It fell in May.", "Analysts wait.", "It fell in May.", "Analysts wait."
    ]  # fmt: skip
    assert texts("Mr. [k47] lind paid.") == ["Mr. lind paid."]


def test_a_marker_before_a_closing_mark_leaves_no_gap() -> None:
    assert texts('He said "rain fell. [k47]" She left.') == ['He said "rain fell."', "She left."]


def test_an_id_may_stand_inside_a_sentence() -> None:
    assert claims_of("Rain fell [k47], and the sun [m36] rose.", KNOWN) == [
        DraftClaim("Rain fell, and the sun rose.", ("k47", "m36"))
    ]


def test_an_id_given_twice_counts_once() -> None:
    assert ids("Rain fell [k47] on the town [k47].") == [("k47",)]


@pytest.mark.parametrize("draft", DRAFTS)
def test_claims_are_free_of_markers(draft: str) -> None:
    assert not any(mark in text for text in texts(draft) for mark in ("k47", "m36", "x92", "[1", "【", "［", "http"))


@pytest.mark.parametrize(
    "draft",
    ["Rain fell [k47]. Sun rose [m36].", "Rain fell. [k47] Sun rose. [m36]", "Rain fell.[k47] Sun rose.[m36]",
     "[k47] Rain fell. [m36] Sun rose.", "[k47] Rain fell.\n[m36] Sun rose.", "- [k47] Rain fell.\n- [m36] Sun rose."],
)  # fmt: skip
def test_an_id_may_stand_before_or_after_the_stop_or_open_the_sentence(draft: str) -> None:
    assert claims_of(draft, KNOWN) == [DraftClaim("Rain fell.", ("k47",)), DraftClaim("Sun rose.", ("m36",))]


def test_sentence_without_ids_has_none() -> None:
    assert claims_of("Rain fell. Sun rose [m36].", KNOWN) == [
        DraftClaim("Rain fell."),
        DraftClaim("Sun rose.", ("m36",)),
    ]


@pytest.mark.parametrize("written", ["c99", "0", "1", "99", "1000000000"])
def test_what_was_not_shown_is_dropped_and_told(written: str) -> None:
    assert claims_of(f"Rain fell [{written}]. Sun rose [k47, {written}].", KNOWN) == [
        DraftClaim("Rain fell.", (), (written,)),
        DraftClaim("Sun rose.", ("k47",), (written,)),
    ]


def test_numbers_are_ids_where_numbers_were_shown() -> None:
    assert claims_of("Rain fell [1][3].", {"1", "2"}) == [DraftClaim("Rain fell.", ("1",), ("3",))]


@pytest.mark.parametrize(
    "text",
    ["It began in [2024] again.", "It cost [1-999999999].", "See [note] there.", "Rain (1) fell.",
     "The jet (f16) fell.",
     "At the [G20] it rained.", "Rain [ and ] sun.", "Rain fell (it was late, k47 and all)."],
)  # fmt: skip
def test_what_is_no_marker_stays_text(text: str) -> None:
    assert claims_of(text, KNOWN) == [DraftClaim(text)]


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
    "draft",
    ["- Rain fell.\n- Sun rose.", "* Rain fell.\n* Sun rose.", "1. Rain fell.\n2) Sun rose.",
     "Answer: Rain fell.\nSun rose."],
)  # fmt: skip
def test_list_marks_and_lead_ins_are_no_part_of_a_claim(draft: str) -> None:
    assert texts(draft) == ["Rain fell.", "Sun rose."]


def test_abbreviations_and_decimals_end_no_sentence() -> None:
    assert texts("Dr. Lind paid 1.5 million [k47]. He left.") == ["Dr. Lind paid 1.5 million.", "He left."]


@pytest.mark.parametrize(
    ("draft", "is_finished"), [("Rain fell [k47].", True), ("He said “no.”", True), ("Rain fell on", False)]
)
def test_a_cut_sentence_is_known_as_unfinished(draft: str, is_finished: bool) -> None:
    assert [claim.is_finished for claim in claims_of(draft, KNOWN)] == [is_finished]


@pytest.mark.parametrize("draft", ["", "   ", "[k47]", "[2]", "...", "\n\n", "[k", "(("])
def test_a_draft_without_words_has_no_claims(draft: str) -> None:
    assert [claim.text for claim in claims_of(draft, KNOWN)] in ([], ["[k"])


@given(st.sampled_from(DRAFTS), st.lists(st.integers(0, 150), max_size=6))
def test_pieces_of_a_draft_give_the_claims_of_the_whole(draft: str, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(draft)]
    reader = DraftReader(KNOWN)
    found = [claim for start, end in pairwise(edges) for claim in reader.feed(draft[start:end])]
    assert found + reader.close() == claims_of(draft, KNOWN)


@pytest.mark.parametrize("draft", DRAFTS)
def test_a_draft_in_single_characters_gives_the_claims_of_the_whole(draft: str) -> None:
    reader = DraftReader(KNOWN)
    assert [claim for char in draft for claim in reader.feed(char)] + reader.close() == claims_of(draft, KNOWN)


@given(st.text(alphabet='Rain fell. "”“[k47](2),\n', max_size=60), st.integers(0, 60))
def test_any_text_in_two_pieces_gives_the_claims_of_the_whole(draft: str, cut: int) -> None:
    reader = DraftReader(KNOWN)
    assert reader.feed(draft[:cut]) + reader.feed(draft[cut:]) + reader.close() == claims_of(draft, KNOWN)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["Rain fell on the old harbour [k47]. ", "He said “it rained. ", 'He said "it rained. ', "rain fell ", "Dr. ",
     "A. B. ",
     "[", "[k47 ", "(k47, ", " ", "\n", "rain.", ". ", "[k47]", "*", "[a](", "a\n"],
)  # fmt: skip
def test_the_time_for_a_draft_grows_with_its_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        draft, reader = (unit * (length // len(unit) + 1))[:length], DraftReader(KNOWN)
        started = time.process_time()
        for char in draft:
            reader.feed(char)
        reader.close()
        return time.process_time() - started

    # Four times as much may take eight times as long, not sixteen; a tenth of a second is no measure of anything.
    assert seconds(CHARS) < max(8 * seconds(CHARS // 4), 0.8)


def test_a_claim_is_handed_out_as_soon_as_the_next_has_begun() -> None:
    reader = DraftReader(KNOWN)
    assert reader.feed("Rain fell [k47]. ") == []
    assert reader.feed("Then ") == [DraftClaim("Rain fell.", ("k47",))]


def test_claim_span_covers_its_whole_sentence_and_quote_is_verbatim_text_of_the_passage() -> None:
    shown = evidence("The town slept. Rain fell on the old harbour.")
    grounder, composer = Grounder(HashEmbedder()), Composer(shown)
    for claim in claims_of("Rain fell on the harbour [k47].", KNOWN):
        grounded = grounder.ground(claim.text, shown.items)
        assert grounded is not None
        composer.add(claim.text, [grounded])
    (citation,) = composer.citations
    assert citation.claim == Span(start=0, end=25)
    assert citation.quote_text == "Rain fell on the old harbour."
