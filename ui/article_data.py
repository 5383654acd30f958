"""What the component that shows an article is given."""

from typing import TypedDict


class Piece(TypedDict):
    """A run of characters; `page` names the page that begins with it, and is empty inside one."""

    text: str
    marked: bool
    page: str


class Fact(TypedDict):
    """Something known of an article; `href` makes it a link, `article_id` a button that opens that article."""

    label: str
    text: str
    href: str
    article_id: str


class ArticleData(TypedDict):
    """An article as paragraphs of pieces, of which those of the quote are marked.

    `notices` are said above the text; `newest` names the article that the first one's button
    `open_newest` opens, where this is an earlier version. `correct` is the button to correct
    the facts, empty where that is not offered; `unfolded` shows them from the start.
    """

    title: str
    byline: str
    authors: str
    href: str
    link: str
    paragraphs: list[list[Piece]]
    token: str
    close: str
    about: str
    facts: list[Fact]
    unfolded: bool
    notices: list[str]
    newest: str
    open_newest: str
    correct: str
