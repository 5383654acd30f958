"""Replies in words; nothing in an article may steer the terminal."""

from dataclasses import replace

import pytest

from corpus import Span
from corpus.stories import Copy
from qa.answer import Abstention, Answer, Evidence, Imprint, Reason, Trace, Understood
from qa.scoping import Phrase
from qa.spelling import Correction
from qa.wording import listed, plain, reading_of, reply_in_words, results_in_words
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


def copy(publisher: str | None, title: str | None = None) -> Copy:
    return Copy(article_id="b", title=title, publisher=publisher, source="/news/b.txt", url=None)


def test_a_quote_names_its_page_and_the_other_places_of_its_text() -> None:
    imprint = Imprint(pages=(0, 50, 100), also_in=(copy("Coast Daily"), copy("The Morning Ledger")))
    shown = reply_in_words(answer("Rain fell.", replace(citation("Rain fell."), imprint=imprint)))
    assert shown.split("\n")[3:5] == [
        "    Verdict, Keldmar Tribune, 2 July 2026, page 3",
        "    also in Coast Daily, The Morning Ledger",
    ]


def test_a_search_result_names_its_page_and_the_other_places_of_its_text() -> None:
    found = replace(scored("Rain fell."), imprint=Imprint(pages=(0,), also_in=(copy("Coast Daily"),)))
    assert results_in_words([found]) == (
        "1. Verdict, Keldmar Tribune, 2 July 2026, page 1\n    also in Coast Daily\n   Rain fell."
    )


def test_a_place_without_a_publisher_is_named_by_its_title_or_source_and_each_once() -> None:
    places = (copy("Coast Daily"), copy("Coast Daily"), copy(None, "Ferry fined"), copy(None))
    found = replace(scored("Rain fell."), imprint=Imprint(also_in=places))
    assert "also in Coast Daily, Ferry fined, /news/b.txt\n" in results_in_words([found])


@pytest.mark.parametrize(
    ("certainty", "day"), [("guess", "probably 2 July 2026"), ("likely", "2 July 2026"), ("sure", "2 July 2026")]
)
def test_only_a_guessed_date_is_called_probable(certainty: str, day: str) -> None:
    imprint = Imprint(published_certainty=certainty)
    shown = reply_in_words(answer("Rain fell.", replace(citation("Rain fell."), imprint=imprint)))
    assert f"Verdict, Keldmar Tribune, {day}\n" in shown


def test_a_citation_without_a_date_says_so() -> None:
    cited = citation("Rain fell.")
    shown = reply_in_words(answer("Rain fell.", replace(cited, passage=replace(cited.passage, published=None))))
    assert "Verdict, Keldmar Tribune, date unknown\n" in shown


def test_a_copys_name_cannot_steer_the_terminal() -> None:
    found = replace(scored("Rain fell."), imprint=Imprint(also_in=(copy(ESCAPES),)))
    assert f"also in {plain(ESCAPES)}\n" in results_in_words([found])


def phrase(text: str, kind: str, meaning: str, *, is_filter: bool) -> Phrase:
    return Phrase(span=Span(start=0, end=len(text)), text=text, kind=kind, meaning=meaning, is_filter=is_filter)


@pytest.mark.parametrize(
    ("read", "reading"),
    [
        (
            phrase("last week", "published", "16 to 22 November 2026", is_filter=True),
            "only 16 to 22 November 2026",
        ),
        (phrase("in March", "published", "March 2026", is_filter=False), "March 2026 first"),
        (phrase("recently", "published", "since 6 April 2026", is_filter=False), "those since 6 April 2026 first"),
        (phrase("the Gazette", "publisher", "North Reach Gazette", is_filter=True), "only North Reach Gazette"),
        (phrase("latest", "latest", "the newest articles first", is_filter=False), "the newest articles first"),
    ],
)
def test_reading_tells_a_filter_from_a_preference(read: Phrase, reading: str) -> None:
    assert reading_of(read) == reading


def test_how_the_question_was_read_stands_below_the_reply() -> None:
    slip = Correction(written="toed", meant="towed", others=("tower",), is_stored=True, span=Span(start=8, end=12))
    march = phrase("in March", "published", "March 2026", is_filter=False)
    understood = Understood(phrases=(march,), corrections=(slip,))
    shown = reply_in_words(replace(answer("Rain fell.", citation("Rain fell.")), understood=understood))
    assert shown.split("\n")[-2:] == [
        "(searched for towed and tower too, for toed)",
        "(“in March”: March 2026 first; --ignore 'in March' takes it back)",
    ]


@pytest.mark.parametrize(
    ("given", "text"), [((), ""), (("tower",), "tower"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_all_of_several_words_are_listed(given: tuple[str, ...], text: str) -> None:
    assert listed(given) == text


def test_a_greeting_is_told_what_footnote_does() -> None:
    greeted = replace(abstention(Reason.NO_PASSAGES), understood=Understood(is_off_task=True))
    assert reply_in_words(greeted) == "Footnote answers questions from your own articles, and quotes them. Ask one."
