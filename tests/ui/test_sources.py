"""Quotes are numbered once each, in order of use; bylines say what is known."""

from dataclasses import replace
from datetime import UTC, datetime

from corpus import Passage, Span
from corpus.stories import Copy
from qa import Citation, Evidence, ScoredPassage
from qa.answer import Imprint
from ui.sources import byline, names_of, numbers_of, passages_of, quotes_of, shortened

TEXT = "Rain fell. The river rose."


def passage(article_id: str = "a", title: str | None = "Flood") -> Passage:
    return Passage(
        passage_id=f"{article_id}:0-26",
        article_id=article_id,
        span=Span(start=0, end=26),
        text=TEXT,
        ordinal=0,
        title=title,
        publisher="Tribune",
        published=datetime(2026, 7, 2, tzinfo=UTC),
    )


def citation(quote: tuple[int, int], article_id: str = "a") -> Citation:
    return Citation(
        marker=1,
        claim=Span(start=0, end=5),
        passage=passage(article_id),
        quote=Span(start=quote[0], end=quote[1]),
        support=1.0,
    )


def test_quote_carries_its_words_title_and_byline() -> None:
    quote = quotes_of([citation((0, 10))])[0]
    assert (quote.text, quote.title, quote.byline) == ("Rain fell.", "Flood", "Tribune, 2\u00a0July\u00a02026")


def test_the_words_that_answer_are_told_by_their_place_in_the_quote() -> None:
    quote = quotes_of([replace(citation((11, 26)), answer=Span(start=21, end=25))])[0]
    assert quote.text[slice(*quote.answer)] == "rose"


def test_quote_without_such_words_marks_none() -> None:
    assert quotes_of([citation((11, 26))])[0].answer == (0, 0)


def test_quote_that_the_model_did_not_cite_is_labelled() -> None:
    assert quotes_of([replace(citation((0, 10)), attributed=True)])[0].byline == (
        "Tribune, 2\u00a0July\u00a02026 · found by Footnote, not cited by the model"
    )


def test_quote_behind_two_sentences_is_listed_once() -> None:
    quotes = quotes_of([citation((0, 10)), citation((11, 26)), citation((0, 10))])
    assert [quote.text for quote in quotes] == ["Rain fell.", "The river rose."]


def test_same_span_of_two_articles_is_two_quotes() -> None:
    assert len(quotes_of([citation((0, 10), "a"), citation((0, 10), "b")])) == 2


def copy(publisher: str | None, source: str = "https://echo.example/rain") -> Copy:
    return Copy(article_id="b", title="Rain", publisher=publisher, source=source, url=None)


def test_quote_says_its_page_and_where_else_its_article_stands() -> None:
    copies = tuple(map(copy, ["Tribune", "Post", "Gazette", "Post", "Courier", None]))
    quoted = replace(citation((11, 26)), imprint=Imprint(pages=(0, 11), also_in=copies))
    assert quotes_of([quoted])[0].byline == (
        "Tribune, 2\u00a0July\u00a02026 · page 2 · also in Post, Gazette, Courier and 1 more"
    )


def test_copy_without_a_publisher_has_the_name_of_its_host_or_file() -> None:
    assert names_of([copy(None), copy(None, "/news/rain.txt")]) == ["echo.example", "/news/rain.txt"]


def test_numbers_are_the_places_in_the_list_ascending() -> None:
    citations = [citation((0, 10)), citation((11, 26)), citation((0, 10), "b")]
    assert numbers_of([citations[2], citations[0]], quotes_of(citations)) == [1, 3]


def test_passages_keep_the_order_of_the_evidence() -> None:
    items = tuple(
        ScoredPassage(passage=passage(article_id), score=1.0, rank=rank, stage="test")
        for rank, article_id in enumerate("ba", start=1)
    )
    assert [found.article_id for found in passages_of(Evidence(items=items))] == ["b", "a"]


def test_passage_without_title_is_called_untitled() -> None:
    item = ScoredPassage(passage=passage(title=None), score=1.0, rank=1, stage="test")
    assert passages_of(Evidence(items=(item,)))[0].title == "Untitled article"


def test_byline_says_what_is_not_known() -> None:
    assert byline(None, None) == "unknown publisher, date unknown"


def test_guessed_day_is_called_probable() -> None:
    day = datetime(2026, 7, 2, tzinfo=UTC)
    assert byline("Tribune", day, "guess") == "Tribune, probably 2\u00a0July\u00a02026"
    assert byline("Tribune", day, "likely") == "Tribune, 2\u00a0July\u00a02026"


def test_long_passage_is_cut_between_words() -> None:
    assert shortened("The river rose again", limit=12) == "The river …"
    assert shortened("The river\nrose", limit=14) == "The river rose"
