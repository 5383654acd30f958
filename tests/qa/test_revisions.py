"""The words by which an article says that what was known has changed."""

import pytest

from qa.revisions import revises


@pytest.mark.parametrize(
    "text",
    [
        "Nine people, not eleven, were hurt.",
        "The authority has since put the figure at nine.",
        "It had a magnitude of 6.1, a revised report says.",
        "The toll has risen to nine.",
        "The coast guard corrected an earlier statement.",
        "The haul was larger than first said.",
    ],
)
def test_an_article_that_replaces_an_earlier_report_says_so(text: str) -> None:
    assert revises(text)


@pytest.mark.parametrize("text", ["Nine people were hurt.", "It was not a storm.", "She came first.", "He did not go."])
def test_other_sentences_replace_nothing(text: str) -> None:
    assert not revises(text)
