"""The article is cut where the quote begins and ends, and nothing of it is lost."""

from collections.abc import Callable

import pytest

from corpus import Article, Corpus, Span
from tests.ui.conftest import FERRY, App, revised
from ui import wording
from ui.reader import paragraphs_of

TEXT = "One. Two.\n\nThree.\n\n\nFour."


def marked(text: str, quote: Span | None) -> list[str]:
    return [piece["text"] for pieces in paragraphs_of(text, quote) for piece in pieces if piece["marked"]]


def test_text_without_quote_is_paragraphs_of_one_piece() -> None:
    assert paragraphs_of("One.\n\nTwo.", None) == [
        [{"text": "One.", "marked": False, "page": ""}],
        [{"text": "Two.", "marked": False, "page": ""}],
    ]


def test_quote_is_a_piece_of_its_own() -> None:
    assert paragraphs_of(TEXT, Span(start=5, end=9))[0] == [
        {"text": "One. ", "marked": False, "page": ""},
        {"text": "Two.", "marked": True, "page": ""},
    ]


def test_quote_across_paragraphs_is_marked_in_each() -> None:
    assert marked(TEXT, Span(start=5, end=17)) == ["Two.", "Three."]


def test_quote_counts_code_points() -> None:
    assert marked("🚢 sank. It rained.", Span(start=8, end=18)) == ["It rained."]


def test_pieces_hold_every_word_of_the_text() -> None:
    text = FERRY.decode()
    pieces = [piece["text"] for pieces in paragraphs_of(text, Span(start=40, end=200)) for piece in pieces]
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_any_quote_is_marked_whole() -> None:
    for start in range(len(TEXT)):
        for end in range(start + 1, len(TEXT) + 1):
            wanted = Span(start=start, end=end).of(TEXT).split()
            assert "".join(" " + piece for piece in marked(TEXT, Span(start=start, end=end))).split() == wanted


def test_page_number_stands_where_its_page_begins() -> None:
    pieces = [piece for paragraph in paragraphs_of(TEXT, None, (0, 5, 17)) for piece in paragraph]
    assert [(piece["page"], piece["text"]) for piece in pieces] == [
        ("page 1", "One. "),
        ("page 2", "Two."),
        ("", "Three."),
        ("", "\n"),
        ("page 3", "Four."),
    ]


def test_page_that_begins_inside_a_quote_leaves_both_parts_marked() -> None:
    assert paragraphs_of("One. Two.", Span(start=0, end=9), (0, 5))[0] == [
        {"text": "One. ", "marked": True, "page": "page 1"},
        {"text": "Two.", "marked": True, "page": "page 2"},
    ]


def opened(app: App, article: Article, quote: Span | None = None) -> App:
    from ui.session import Opened

    app.test.session_state["opened-chat"] = Opened(article.article_id, quote)
    app.test.run()
    return app


def test_opened_article_shows_its_head_and_the_marked_quote(open_app: Callable[[], App], filled: Corpus) -> None:
    article = filled.catalogue.articles()[0]
    start = article.text.index("Captain")
    app = opened(open_app(), article, Span(start=start, end=start + 34))
    data = app.components("article")[0]
    assert data["title"] == "Ferry company fined 2.4 million florins"
    assert (data["byline"], data["authors"]) == ("Keldmar Tribune, 2\u00a0July\u00a02026", "Rurik Sandal")
    assert [piece["text"] for pieces in data["paragraphs"] for piece in pieces if piece["marked"]] == [
        "Captain Tomas Herlev was acquitted"
    ]


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://tribune.example/ferry", "https://tribune.example/ferry"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("//tribune.example/ferry", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_become_a_link(
    open_app: Callable[[], App], filled: Corpus, url: str | None, href: str
) -> None:
    article = Article(article_id="0" * 16, text="Rain fell on the roofs.", source="rain.html", url=url)
    filled.catalogue.put(article, [], filled.embedder.embed(["x"])[:0], [])
    assert opened(open_app(), article).components("article")[0]["href"] == href


def test_closing_takes_the_article_away(open_app: Callable[[], App], filled: Corpus) -> None:
    app = opened(open_app(), filled.catalogue.articles()[0])
    app.click("article", "closed", True)
    assert app.components("article") == []


def test_article_that_was_removed_meanwhile_is_explained(open_app: Callable[[], App], filled: Corpus) -> None:
    article = filled.catalogue.articles()[0]
    app = opened(open_app(), article)
    filled.remove(article.article_id)
    app.test.run()
    assert "has been removed" in app.texts
    assert app.components("article") == []


def test_earlier_version_still_opens_and_leads_to_the_newest(open_app: Callable[[], App], corpus: Corpus) -> None:
    old, new = revised(corpus)
    app = opened(open_app(), old, Span(start=0, end=10))
    data = app.components("article")[0]
    assert data["paragraphs"][0][0] == {"text": "Reach Line", "marked": True, "page": ""}
    assert data["notices"] == [wording.OLD_VERSION]
    assert data["correct"] == ""
    app.click("article", "opened", new.article_id)
    data = app.components("article")[0]
    assert data["notices"] == []
    assert "appealed" in data["paragraphs"][-1][-1]["text"]


def test_article_that_no_button_names_is_not_opened(open_app: Callable[[], App], filled: Corpus) -> None:
    ferry, bridge = filled.catalogue.articles()
    app = opened(open_app(), ferry)
    app.click("article", "opened", bridge.article_id)
    assert app.components("article")[0]["title"] == "Ferry company fined 2.4 million florins"


def test_text_of_a_feed_is_called_that(open_app: Callable[[], App], filled: Corpus) -> None:
    article = Article(article_id="0" * 16, text="Rain fell on the roofs.", source="rain", is_teaser=True)
    filled.catalogue.put(article, [], filled.embedder.embed(["x"])[:0], [])
    assert opened(open_app(), article).components("article")[0]["notices"] == [wording.TEASER]
