"""Splitting: whole sentences, exact spans, and nothing of the article lost."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Article, Passage, sentences_of
from corpus.cleaning import clean
from corpus.loading import read
from corpus.settings import CorpusSettings
from corpus.splitting import split
from tests.conftest import SAMPLES
from tests.corpus.making import article, make_article

SENTENCES = st.sampled_from(
    ["Rain fell.", "The river rose above the quay.", "Dr. Lind paid 1.5 million.", "“Why?” she asked.",
     "字" * 30 + "。", "Où est le café\u0301?", "👩\u200d🚒 came.", "No full stop", "x" * 1_300, "word " * 300]
)  # fmt: skip
TEXTS = st.lists(st.tuples(SENTENCES | st.text(max_size=20), st.sampled_from([" ", "\n", "\n\n"])), max_size=12).map(
    lambda parts: clean("".join(sentence + gap for sentence, gap in parts))
)


def texts_of(text: str) -> list[str]:
    return [span.of(text) for span in sentences_of(text)]


def glued(text: str, passages: list[Passage]) -> str:
    """The passages put together again with the white space that lies between them; fails on anything else."""
    ends = [0, *(passage.span.end for passage in passages)]
    starts = [*(passage.span.start for passage in passages), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    assert not "".join(gaps).strip()
    return gaps[0] + "".join(passage.text + gap for passage, gap in zip(passages, gaps[1:], strict=True))


def sample(file: str) -> Article:
    return make_article(read(SAMPLES / file, max_bytes=1_000_000), CorpusSettings())


@given(TEXTS.filter(bool), st.sampled_from([100, 250, 700]))
@settings(deadline=None)
def test_passages_glued_together_give_back_the_article(text: str, max_chars: int) -> None:
    assert glued(text, split(article(text), max_chars=max_chars)) == text


@given(TEXTS.filter(bool))
@settings(deadline=None)
def test_every_span_slices_exactly_its_text(text: str) -> None:
    for passage in split(article(text), max_chars=250):
        assert text[passage.span.start : passage.span.end] == passage.text


@given(TEXTS)
@settings(deadline=None)
def test_spans_increase_and_leave_no_word_out(text: str) -> None:
    spans = sentences_of(text)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert "".join("".join(texts_of(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("file", sorted(path.name for path in SAMPLES.iterdir()))
def test_sample_article_is_cut_into_whole_sentences(file: str) -> None:
    text = sample(file).text
    passages = split(sample(file), max_chars=700)
    assert glued(text, passages) == text
    assert {span.start for span in sentences_of(text)} >= {passage.span.start for passage in passages}
    assert max(len(passage.text) for passage in passages) <= 700


def test_example_of_the_module_holds() -> None:
    spans = sentences_of("Dr. Lind paid 1.5 million. Why?")
    assert [(span.start, span.end) for span in spans] == [(0, 26), (27, 31)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Lind met Mrs. Ask in St. Olaf Street.",
        "The U.S. envoy flew home.",
        "It opened on Jan. 5 as planned.",
        "J. R. Maddox designed it.",
        "Shares rose 3.5 percent to 4.20 florins.",
        "The limit was agreed at 4.20 a.m. on Wednesday.",
        "She lives in No. 10 with her son.",
    ],
)
def test_abbreviation_initial_or_decimal_does_not_end_a_sentence(sentence: str) -> None:
    assert texts_of(f"{sentence} Rain fell.") == [sentence, "Rain fell."]


def test_quotation_keeps_its_closing_mark() -> None:
    assert texts_of("“We won.” She smiled.") == ["“We won.”", "She smiled."]


def test_heading_without_a_full_stop_is_a_sentence_of_its_own() -> None:
    assert texts_of("School meals\n\nLunch is free.") == ["School meals", "Lunch is free."]


def test_offsets_count_characters_beyond_the_basic_plane_as_one() -> None:
    spans = sentences_of("🌧🌧 fell. Zoe\u0301 left.")
    assert [(span.start, span.end) for span in spans] == [(0, 8), (9, 19)]


def test_chinese_sentences_end_at_their_own_full_stop() -> None:
    text = "雨下了三天。河水上涨了。"
    spans = sentences_of(text, language="zh")
    assert [span.of(text) for span in spans] == ["雨下了三天。", "河水上涨了。"]


def test_repeated_sentences_get_their_own_spans() -> None:
    spans = sentences_of("Rain fell. Rain fell. Rain fell.")
    assert [span.start for span in spans] == [0, 11, 22]


@pytest.mark.parametrize("text", ["", " \n ", "\n\n"])
def test_white_space_holds_no_sentence(text: str) -> None:
    assert sentences_of(text) == []


def test_sentence_longer_than_a_thousand_characters_is_cut_between_words() -> None:
    text = "seven7 " * 200  # 1,400 characters; 142 words of 7 are 994
    assert [len(piece.split()) for piece in texts_of(text)] == [142, 58]


def test_text_without_spaces_is_cut_every_thousand_characters() -> None:
    assert [len(piece) for piece in texts_of("x" * 2_500)] == [1_000, 1_000, 500]


@pytest.mark.timeout(20)
def test_longest_article_on_one_line_is_cut_in_seconds() -> None:
    assert len(sentences_of("Rain fell today. " * 35_000)) == 35_000


def test_short_article_is_one_passage() -> None:
    passages = split(article("Rain fell. The river rose."), max_chars=700)
    assert [passage.text for passage in passages] == ["Rain fell. The river rose."]


def test_passages_are_filled_up_to_their_length() -> None:
    text = "The rain fell hard on Lind. " * 10  # sentences of 27 characters; three with their spaces are 83
    passages = split(article(text.strip()), max_chars=100)
    assert [len(passage.text) for passage in passages] == [83, 83, 83, 27]


def test_passage_past_half_its_length_ends_with_its_paragraph() -> None:
    text = "The rain fell hard on Lind. The river rose over it.\n\nNobody was hurt."
    assert [passage.text for passage in split(article(text), max_chars=100)] == text.split("\n\n")


def test_short_paragraphs_share_a_passage() -> None:
    text = "Rain fell.\n\nThe river rose."
    assert [passage.text for passage in split(article(text), max_chars=100)] == [text]


def test_passage_carries_what_its_article_says_of_itself() -> None:
    passage = split(sample("ferry-verdict.txt"), max_chars=700)[1]
    assert (passage.ordinal, passage.publisher) == (1, "Keldmar Tribune")
    assert passage.title == "Ferry company fined 2.4 million florins, captain cleared"


def test_splitting_twice_gives_the_same_ids() -> None:
    ids = [passage.passage_id for passage in split(sample("cup-final.txt"), max_chars=300)]
    assert ids == [passage.passage_id for passage in split(sample("cup-final.txt"), max_chars=300)]
    assert len(ids) == len(set(ids))
