"""From extracted text to article: pages counted in the text that is stored, and the head read off."""

from datetime import UTC, datetime

import pytest

from corpus import Article, RawDocument, SourceRejected
from corpus.article import article_id_of
from corpus.assembling import assemble, source_of
from corpus.extracting import Extracted
from corpus.extracting.extracted import PAGE_MARK
from tests.corpus.making import RAIN, RIVER, SNOW

MARCH, MAY = datetime(2026, 3, 12, tzinfo=UTC), datetime(2026, 5, 1, 8, 30, tzinfo=UTC)
WRAPPED = (
    "The council of the harbour town decided on Monday that the old\n"
    "quay will be raised by half a metre before the winter storms, and\n"
    "that the money for it will come from the sale of the fish hall,\n"
    "which has stood empty since the last of the trawlers was sold."
)


def assembled(text: str, **found: object) -> Article:
    document = RawDocument("/news/quay.pdf", b"")
    return assemble(document, Extracted(text=text, **found), max_chars=10_000)  # type: ignore[arg-type]


def beginnings(article: Article) -> list[str]:
    """The first three words of each page, read from the stored text."""
    return [" ".join(article.text[start:].split()[:3]) for start in article.pages]


# Pages


def test_each_page_begins_with_its_own_first_words() -> None:
    article = assembled(f"{PAGE_MARK}{RAIN}\n\n{PAGE_MARK}{RIVER}\n\n{PAGE_MARK}{SNOW}")
    assert article.text == f"{RAIN}\n\n{RIVER}\n\n{SNOW}"
    assert beginnings(article) == ["Rain fell on", "The river rose", "Snow closed the"]
    assert [article.page_of(article.text.index(word)) for word in ("Rain", "quay", "Snow")] == [1, 2, 3]


def test_page_that_begins_in_the_middle_of_a_sentence_is_found_there() -> None:
    article = assembled(f"{PAGE_MARK}Rain fell on the harbour {PAGE_MARK}town for three days.")
    assert article.text == RAIN
    assert beginnings(article) == ["Rain fell on", "town for three"]


def test_pages_stay_right_where_hard_wrapped_lines_are_joined() -> None:
    article = assembled(f"{PAGE_MARK}{WRAPPED}\n\n{PAGE_MARK}{WRAPPED.replace('council', 'elders')}")
    assert "\n" not in article.text.split("\n\n")[0]
    assert beginnings(article) == ["The council of", "The elders of"]


def test_page_break_inside_a_hard_wrapped_paragraph_is_found() -> None:
    first, second = WRAPPED[: WRAPPED.index("quay")], WRAPPED[WRAPPED.index("quay") :]
    article = assembled(f"{PAGE_MARK}{first}{PAGE_MARK}{second}")
    assert beginnings(article) == ["The council of", "quay will be"]
    assert PAGE_MARK not in article.text


def test_pages_stay_right_where_unseen_characters_and_leftovers_go() -> None:
    article = assembled(
        f"{PAGE_MARK}Ra\u00adin\u200b fell on  the\u00a0harbour town.\nAdvertisement\n1\n2\n{PAGE_MARK}{RIVER}"
    )
    assert beginnings(article) == ["Rain fell on", "The river rose"]


def test_pages_are_counted_below_the_head() -> None:
    head = "Quay flooded again\nBy Mara Lind\nHarbour Post\n12 March 2026"
    article = assembled(f"{PAGE_MARK}{head}\n\n{RAIN}\n\n{PAGE_MARK}{RIVER}")
    assert (article.title, article.text) == ("Quay flooded again", f"{RAIN}\n\n{RIVER}")
    assert beginnings(article) == ["Rain fell on", "The river rose"]
    assert article.pages[0] == 0


def test_page_that_holds_only_the_head_begins_where_the_text_does() -> None:
    article = assembled(f"{PAGE_MARK}Quay flooded again\nBy Mara Lind\n12 March 2026\n\n{PAGE_MARK}{RAIN} {RIVER}")
    assert article.text == f"{RAIN} {RIVER}"
    assert article.pages == (0, 0)
    assert article.page_of(0) == 2


def test_text_above_the_first_mark_is_the_first_pages_too() -> None:
    article = assembled(f"{RAIN}\n\n{PAGE_MARK}{RIVER}\n\n{PAGE_MARK}{SNOW}")
    assert article.pages[0] == 0
    assert beginnings(article)[1] == "Snow closed the"


def test_empty_pages_are_counted() -> None:
    article = assembled(f"{PAGE_MARK}{RAIN}\n\n{PAGE_MARK}\n\n{PAGE_MARK}{RIVER}\n{PAGE_MARK}")
    assert (len(article.pages), article.text) == (4, f"{RAIN}\n\n{RIVER}")
    assert article.page_of(article.text.index("river")) == 3


def test_number_printed_on_top_of_a_page_does_not_take_its_mark_along() -> None:
    article = assembled(f"{PAGE_MARK}{RAIN}\n\n{PAGE_MARK}2\n-\n{RIVER}\n\n{PAGE_MARK}3\n-\n{SNOW}")
    assert beginnings(article) == ["Rain fell on", "The river rose", "Snow closed the"]


def test_article_without_marks_has_no_pages() -> None:
    assert assembled(RAIN).pages == ()
    assert assembled(RAIN).page_of(3) is None


def test_same_text_is_one_article_whether_or_not_it_has_pages() -> None:
    assert assembled(f"{PAGE_MARK}{RAIN}").article_id == assembled(RAIN).article_id == article_id_of(RAIN)


# Metadata


def test_what_the_format_says_goes_before_the_head() -> None:
    text = f"Quay flooded again\nBy Mara Lind\nHarbour Post\n12 March 2026\n\n{RAIN}"
    said = assembled(text, title="The flood", authors=("Tove Ask",), publisher="The Post")
    assert (said.title, said.authors, said.publisher) == ("The flood", ("Tove Ask",), "The Post")
    unsaid = assembled(text)
    assert (unsaid.title, unsaid.authors, unsaid.publisher) == ("Quay flooded again", ("Mara Lind",), "Harbour Post")


@pytest.mark.parametrize(
    ("certainty", "expected"),
    [
        ("guess", (MARCH, "byline", "likely")),
        ("likely", (MAY, "url", "likely")),
        ("sure", (MAY, "url", "sure")),
        (None, (MAY, "url", "likely")),
    ],
)
def test_date_beside_the_title_goes_before_a_guess_only(
    certainty: str | None, expected: tuple[datetime, str, str]
) -> None:
    text = f"Quay flooded again\nBy Mara Lind\n12 March 2026\n\n{RAIN}"
    article = assembled(text, published=MAY, published_from="url", published_certainty=certainty)
    assert (article.published, article.published_from, article.published_certainty) == expected


def test_nobody_said_when() -> None:
    article = assembled(RAIN)
    assert (article.published, article.published_from, article.published_certainty) == (None, None, None)


def test_lines_are_cleaned_and_empty_ones_are_none() -> None:
    article = assembled(
        RAIN, title="The\u200b \n flood", publisher="\u202e", authors=("", " Mara\tLind "), url="javascript:1"
    )
    assert (article.title, article.publisher, article.authors, article.url) == ("The flood", None, ("Mara Lind",), None)


def test_address_of_a_page_stands_in_for_the_one_it_does_not_name() -> None:
    document = RawDocument("https://post.example/1", b"", address="https://post.example/one", fetched=MAY)
    article = assemble(document, Extracted(text=RAIN), max_chars=10_000)
    assert (article.source, article.url, article.fetched) == (
        "https://post.example/1", "https://post.example/one", MAY,
    )  # fmt: skip
    assert assemble(document, Extracted(text=RAIN, url="https://post.example/own"), max_chars=99).url == (
        "https://post.example/own"
    )


def test_member_is_named_behind_its_document() -> None:
    document = RawDocument("/news/may.zip", b"")
    assert source_of(document, "") == "/news/may.zip"
    assert source_of(document, "a/\u202ebridge\n.html") == "/news/may.zip!a/bridge .html"


# Length


@pytest.mark.parametrize("text", ["", "   ", "12 34 56", "Only nineteen letters.", "- 1 - 2 -"])
def test_too_few_letters_are_no_article(text: str) -> None:
    with pytest.raises(SourceRejected, match="no article text found"):
        assembled(text)


def test_twenty_letters_are_enough() -> None:
    assert assembled("Twenty letters are enough.").text == "Twenty letters are enough."
    assert assembled("漁業組合が古い建物を買い取り機械を新しくした。").text


def test_text_over_the_limit_says_what_to_do() -> None:
    with pytest.raises(SourceRejected, match="more than one article's 10,000; split it into articles, or raise FOOT"):
        assembled("Rain fell. " * 1_000)
    assert len(assembled("Rain fell. " * 900).text) == 9_899
