"""Replies in words; nothing in an article may steer the terminal."""

from dataclasses import replace

import pytest

from qa.answer import Abstention, Answer, Evidence, Reason, Trace
from qa.wording import plain, reply_in_words, results_in_words
from tests.qa.making import VERDICT, citation, evidence, passage, scored

ESCAPES = "\x1b[31mred\x1b]0;title\x07\x9b2J\r\x08\u202eabc\u2066"


def answer(text: str, *citations: object) -> Answer:
    return Answer(
        question="?", text=text, citations=citations, evidence=evidence(VERDICT), model="scripted", trace=Trace()
    )  # type: ignore[arg-type]


def abstention(reason: Reason, *missing: str, shown: Evidence | None = None) -> Abstention:
    return Abstention(
        question="?", reason=reason, evidence=shown or Evidence(), model="scripted", trace=Trace(), missing=missing
    )


def test_an_answer_is_shown_with_markers_quotes_and_model() -> None:
    shown = reply_in_words(answer("Rain fell.", citation("Rain fell.")))
    assert shown == (f"Rain fell. [1]\n\n[1] “{VERDICT}”\n    Verdict, Keldmar Tribune, 2 July 2026\n\n(scripted)")


def test_each_claim_is_followed_by_its_own_markers() -> None:
    text = "Rain fell. Sun rose."
    first, second = citation("Rain fell.", marker=2), citation("Sun rose.", marker=1, start=11)
    assert reply_in_words(answer(text, first, second)).startswith("Rain fell. [2] Sun rose. [1]\n")


def test_two_markers_of_one_claim_are_in_order() -> None:
    both = (citation("Rain fell.", marker=1), citation("Rain fell.", marker=2))
    assert reply_in_words(answer("Rain fell.", *both)).startswith("Rain fell. [1] [2]\n")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_words(reason: Reason) -> None:
    assert len(reply_in_words(abstention(reason))) > 20


def test_an_abstention_says_what_is_missing_and_shows_the_nearest_passages() -> None:
    shown = reply_in_words(abstention(Reason.WEAK_EVIDENCE, "Oslo", "1999", shown=evidence("Rain fell.")))
    assert "None of your articles mentions: Oslo, 1999." in shown
    assert "1. Verdict, Keldmar Tribune, 2 July 2026\n   Rain fell." in shown


def test_what_would_steer_a_terminal_is_taken_out() -> None:
    assert plain(ESCAPES) == "[31mred ]0;title 2J abc"


def test_no_control_character_of_an_article_reaches_the_terminal() -> None:
    hostile = replace(
        scored(), passage=replace(passage(), text=ESCAPES.ljust(len(VERDICT)), title=ESCAPES, publisher=ESCAPES)
    )
    cited = replace(citation("Rain fell."), passage=hostile.passage, quote=hostile.passage.span)
    texts = [
        results_in_words([hostile]),
        reply_in_words(answer("Rain\x1b fell.", cited)),
        reply_in_words(abstention(Reason.WEAK_EVIDENCE, ESCAPES, shown=Evidence(items=(hostile,)))),
    ]
    assert not [char for text in texts for char in text if char != "\n" and not char.isprintable()]


def test_no_results_are_no_words() -> None:
    assert results_in_words([]) == ""


def test_a_passage_without_title_and_date_says_so() -> None:
    bare = replace(
        scored("Rain fell."), passage=replace(passage("Rain fell."), title=None, publisher=None, published=None)
    )
    assert results_in_words([bare]) == "1. Untitled, date unknown\n   Rain fell."
