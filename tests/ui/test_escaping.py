"""Hostile text, escaped, is parsed to that text and nothing else."""

import pytest
from markdown_it import MarkdownIt

from ui.escaping import WORD_JOINER, escaped

HOSTILE = [
    "![](http://evil.example/x.png)",
    "[click](javascript:alert(1))",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    ":material/home:",
    ":red[danger]",
    ":smile:",
    "$x^2$",
    "`code` and ``more``",
    "https://evil.example/path",
    "www.evil.example",
    "someone@evil.example",
    "[ref]: http://evil.example",
    "# Heading",
    "- list",
    "1. list",
    "> quote",
    "**bold** _italic_ ~~gone~~",
    "a | b",
    "&lt;b&gt; &#58;red[x]",
    "\\![](http://evil.example)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_of_an_escaped_text_is_that_text_in_one_paragraph(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(escaped(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children).replace(WORD_JOINER, "") == text


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        (":material/home:", ":material"),
        (":red[danger]", ":red"),
        (":smile:", ":smile"),
        ("https://evil.example", "://"),
        ("www.evil.example", "www."),
        ("a@b.example", "@b"),
        ("a -> b <- c -- d", "->"),
        ("a -> b <- c -- d", "--"),
    ],
)
def test_shapes_that_streamlit_looks_for_after_parsing_are_broken(text: str, shape: str) -> None:
    assert shape not in escaped(text).replace("\\", "")


def test_plain_words_stay_as_they_are() -> None:
    assert escaped("Ferry company fined") == "Ferry company fined"


def test_lines_are_joined() -> None:
    assert escaped("one\n\n    two\t three ") == "one two three"
