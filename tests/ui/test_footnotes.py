"""A conversation that is pasted or kept has every quote, and words stay words."""

import json
import re
from dataclasses import replace

import pytest

from corpus import Passage, Span
from qa import Abstention, Answer, Evidence, Reason, ScoredPassage
from qa.answer import Citation, Trace
from tests.qa.making import VERDICT, passage
from ui.asking import Failure
from ui.footnotes import as_json, as_markdown, as_page, copied
from ui.session import Exchange

QUESTION = "How much was the company fined?"
TEXT = "Reach Line was fined. It was 2.4 million florins."
ADDRESS = "https://tribune.example/verdict?id=1&page=2"
HOSTILE = (
    "<img src=http://evil.example/a.png> ![x](http://evil.example/b) [y](javascript:alert(1)) `c` *d* www.evil.example"
)


def answered(whole: Passage, question: str = QUESTION, text: str = TEXT) -> Exchange:
    """An answer of two claims, the first carried by the passage's first words, the second by all of them."""
    middle = text.index(". ") + 1
    quotes = (Span(start=0, end=10), whole.span)
    claims = (Span(start=0, end=middle), Span(start=middle + 1, end=len(text)))
    citations = tuple(
        Citation(marker=1, claim=claim, passage=whole, quote=quote, support=1.0)
        for claim, quote in zip(claims, quotes, strict=True)
    )
    return Exchange(
        question,
        Answer(question=question, text=text, citations=citations, evidence=Evidence(), model="m", trace=Trace()),
    )


def declined(whole: Passage) -> Exchange:
    found = Evidence(items=(ScoredPassage(passage=whole, score=1.0, rank=1, stage="test"),))
    return Exchange(
        QUESTION,
        Abstention(question=QUESTION, reason=Reason.WEAK_EVIDENCE, evidence=found, model="m", trace=Trace()),
    )


@pytest.fixture
def stored() -> Passage:
    return replace(passage(VERDICT), url=ADDRESS)


def test_copied_text_has_the_numbers_behind_its_sentences_and_the_quotes_below(stored: Passage) -> None:
    assert copied(answered(stored)) == (
        "How much was the company fined?\n\n"
        "Reach Line was fined. [1] It was 2.4 million florins. [2]\n\n"
        f"[1] “Reach Line”\n    Verdict · Keldmar Tribune, 2 July 2026\n    {ADDRESS}\n\n"
        f"[2] “{VERDICT}”\n    Verdict · Keldmar Tribune, 2 July 2026\n    {ADDRESS}\n"
    )


def test_copied_abstention_says_why_and_has_the_nearest_passages(stored: Passage) -> None:
    lines = copied(declined(stored)).splitlines()
    assert lines[2] == "Your articles come near this question, but none of them answers it."
    assert lines[4] == f"“{VERDICT}”"


def test_failure_is_neither_copied_nor_kept(stored: Passage) -> None:
    failed = Exchange("Why?", Failure(message="the model is away"))
    assert copied(failed) == ""
    assert as_page([failed, answered(stored)]).count("<h2>") == 1
    assert as_markdown([failed, answered(stored)]).count("## ") == 1
    assert len(json.loads(as_json([failed, answered(stored)]))) == 1


def test_markdown_has_a_footnote_for_each_quote_named_after_its_question(stored: Passage) -> None:
    written = as_markdown([answered(stored), answered(stored, "And then?")])
    assert "Reach Line was fined.[^1-1] It was 2.4 million florins.[^1-2]" in written
    assert f"[^2-1]: “Reach Line” Verdict · Keldmar Tribune, 2 July 2026 <{ADDRESS}>" in written
    assert set(re.findall(r"\[\^[\d-]+\](?!:)", written)) == set(re.findall(r"(\[\^[\d-]+\]):", written))


def test_page_has_a_target_for_each_number_and_only_stored_addresses_as_links(stored: Passage) -> None:
    page = as_page([answered(stored), declined(stored)])
    links = re.findall(r'href="([^"]*)"', page)
    assert [link for link in links if link.startswith("#")] == ["#q1-1", "#q1-2"]
    assert {link for link in links if not link.startswith("#")} == {ADDRESS.replace("&", "&amp;")}
    assert all(f'id="{link[1:]}"' in page for link in links if link.startswith("#"))
    assert "<script" not in page and "default-src 'none'" in page


def test_json_is_what_the_command_line_prints(stored: Passage) -> None:
    (reply,) = json.loads(as_json([answered(stored)]))
    assert (reply["question"], reply["kind"], len(reply["citations"])) == (QUESTION, "answer", 2)


def test_words_of_articles_and_questions_are_neither_markup_nor_links() -> None:
    whole = replace(passage(HOSTILE, title=HOSTILE), publisher=HOSTILE, url="javascript:alert(1)")
    exchange = answered(whole, HOSTILE, f"{HOSTILE}. {HOSTILE}")
    page, written = as_page([exchange]), as_markdown([exchange])
    assert not re.search(r"<(?:img|a (?!href=\"#q))", page)
    assert page.count("&lt;img") >= 5
    assert not re.search(r"(?<!\\)[<`*]|(?<!\\)\[(?!\^1-)|http:|(?<!\\)www\.", written)
    assert "javascript:" not in copied(exchange).replace(HOSTILE, "")


@pytest.mark.parametrize("url", ["ftp://a.example/b", "https://a.example/<b>", "https://a.example/b c", None, ""])
def test_address_that_is_none_of_the_web_is_left_out(url: str | None) -> None:
    assert "a.example" not in as_page([answered(replace(passage(VERDICT), url=url))])
