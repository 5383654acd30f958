"""What a quote carries and what it does not; every pair was judged by a person."""

import pytest

from corpus import Span
from qa.grounding import Grounder
from tests.fakes import HashEmbedder
from tests.qa.making import VERDICT, scored

THANKS = "Vladimir Putin thanked Donald Trump for the prisoner exchange."
HEARING = "The court heard Captain Tomas Herlev for two days. He was acquitted of negligence on Thursday."


def failed_check(claim: str, quote: str = VERDICT, *, strict: bool = False) -> str | None:
    """The first check that does not hold between a claim and a quote that is its own passage."""
    return Grounder(HashEmbedder(), strict=strict).check(claim, quote, scored(quote).passage).failed


def test_a_claim_equal_to_its_quote_has_full_support() -> None:
    assert Grounder(HashEmbedder(), strict=True).check(VERDICT, VERDICT, scored().passage).value == 1.0


@pytest.mark.parametrize(
    "claim",
    [
        "Reach Line was fined 2.4 million florins.",
        "Reach Line was fined 2,400,000 florins on Thursday.",
        "On Thursday, Reach Line was fined for endangering passengers.",
        "A fine of 2.4 million florins was given to Reach Line for endangering passengers.",
    ],
)
def test_a_paraphrase_is_accepted(claim: str) -> None:
    assert failed_check(claim) is None


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Reach Line was fined 2.5 million florins.", "number"),
        ("Reach Line was fined 2.4 billion florins.", "number"),
        ("Reach Line was fined two florins.", "number"),
        ("Sund Line was fined 2.4 million florins.", "name"),
        ("Mayor Morvik was fined 2.4 million florins.", "name"),
        ("Reach Line was fined on Friday for endangering passengers.", "date"),
        ("Reach Line was fined in May for endangering passengers.", "date"),
        ("Reach Line was not fined on Thursday.", "negation"),
        ("Reach Line refused a fine of 2.4 million florins.", "negation"),
        ("Reach Line built a new ferry with passengers from every island.", "words"),
        ("Was it so?", "words"),
        ("", "words"),
        ("2.4 million.", "words"),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_one_changed_fact_is_refused(claim: str, check: str, strict: bool) -> None:
    assert failed_check(claim, strict=strict) == check


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The EU agreed to send ships.", "The US agreed to send ships."),
        ("Austria closed the northern border.", "Australia closed the northern border."),
        ("Helena Morvik opened the bridge.", "Helena Morvig opened the bridge."),
    ],
)
def test_a_name_that_only_looks_like_the_quotes_is_refused(claim: str, quote: str) -> None:
    assert failed_check(claim, quote) == "name"


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The European Union promised Kyiv two ships in spring.", "The EU promised Kyiv two ships in spring."),
        ("Washington agreed to send ships.", "The United States agreed to send ships."),
        ("Zelenskyy agreed to send ships.", "Zelensky agreed to send ships."),
        ("The fine was 105 florins.", "The fine was one hundred and five florins."),
        ("Reach Line's fine may be paid in May.", "Reach Line may pay the fine in May."),
    ],
)
def test_other_words_for_the_same_are_accepted(claim: str, quote: str) -> None:
    assert failed_check(claim, quote) is None


def test_two_words_that_turn_a_statement_round_cancel_each_other() -> None:
    assert failed_check("The mayor did not refuse the offer.", "The mayor refused the offer.") == "negation"
    assert failed_check("The mayor did not accept the offer.", "The mayor refused to accept the offer.") is None


def test_a_negation_far_from_the_claim_does_not_count() -> None:
    quote = "The fine was paid in two instalments after the long trial in Aldervane, and nobody appealed against it."
    assert failed_check("The fine was paid in two instalments.", quote) is None


@pytest.mark.parametrize("strict", [True, False])
def test_swapped_roles_are_refused(strict: bool) -> None:
    assert (
        failed_check("Donald Trump thanked Vladimir Putin for the prisoner exchange.", THANKS, strict=strict) == "order"
    )


def test_strict_mode_keeps_to_the_words_of_the_quote() -> None:
    claim = "A fine of 2.4 million florins was imposed upon the operator Reach Line."
    assert failed_check(claim, strict=False) is None
    assert failed_check(claim, strict=True) == "words"


def test_a_claim_far_in_meaning_is_refused() -> None:
    claim = "The wind in the north said that the long night on the sea was cold."
    quote = "The north wind. The sea, cold. The night, long. " + "Grain prices in every market doubled again. " * 12
    assert failed_check(claim, quote) == "meaning"


def test_a_name_may_stand_in_the_passage_where_the_quote_has_a_pronoun() -> None:
    grounded = Grounder(HashEmbedder()).ground("Herlev was acquitted of negligence.", [scored(HEARING)])
    assert grounded is not None
    assert grounded.quote.of(HEARING) == HEARING


def test_a_name_from_elsewhere_does_not_stand_for_a_pronoun() -> None:
    assert Grounder(HashEmbedder()).ground("Quist was acquitted of negligence.", [scored(HEARING)]) is None


def test_a_name_in_the_passage_does_not_help_a_quote_without_pronoun() -> None:
    text = "Osric Dahl left the court. Captain Tomas Herlev was acquitted of negligence."
    assert Grounder(HashEmbedder()).ground("Osric Dahl was acquitted of negligence.", [scored(text)]) is None


def test_a_pronoun_after_another_name_stands_for_that_name() -> None:
    text = "Osric Dahl left. In the end Captain Herlev was acquitted by his judges of negligence at sea in February."
    claim = "Osric Dahl was acquitted by judges of negligence at sea in February."
    assert Grounder(HashEmbedder()).ground(claim, [scored(text)]) is None


def test_a_claim_over_two_sentences_is_quoted_with_both() -> None:
    text = "It rained. The bridge opened on Friday. The toll is 4.50 florins for every car. Nobody came."
    claim = "The bridge opened on Friday and the toll is 4.50 florins for every car."
    grounded = Grounder(HashEmbedder()).ground(claim, [scored(text)])
    assert grounded is not None
    assert grounded.quote.of(text) == "The bridge opened on Friday. The toll is 4.50 florins for every car."


def test_the_best_of_several_passages_is_quoted() -> None:
    near, exact = (
        scored("Reach Line was fined on Thursday.", rank=1),
        scored("Reach Line was fined.", rank=2, article_id="b"),
    )
    grounded = Grounder(HashEmbedder()).ground("Reach Line was fined.", [near, exact])
    assert grounded is not None
    assert grounded.item is exact


def test_of_equal_passages_the_first_is_quoted() -> None:
    first, second = scored(rank=1), scored(rank=2, article_id="b")
    grounded = Grounder(HashEmbedder()).ground(VERDICT, [first, second])
    assert grounded is not None
    assert grounded.item is first


def test_a_quote_counts_characters_of_the_article() -> None:
    item = scored("It rained. The toll is 4.50 florins.")
    grounded = Grounder(HashEmbedder()).ground("The toll is 4.50 florins.", [item])
    assert grounded is not None
    assert grounded.quote == Span(start=11, end=36)


def test_without_evidence_nothing_is_supported() -> None:
    assert Grounder(HashEmbedder()).ground(VERDICT, []) is None


def test_a_capital_as_a_place_is_not_its_country() -> None:
    assert failed_check("Rubio met ministers in Kyiv.", "Rubio met ministers in Ukraine.") == "name"
    assert failed_check("Rubio met ministers in Kyiv.", "Rubio met ministers in Kiev.") is None


def test_a_passive_claim_may_name_its_actor_last() -> None:
    assert failed_check("Donald Trump was thanked by Vladimir Putin for the prisoner exchange.", THANKS) is None


@pytest.mark.parametrize(
    ("claim", "quote", "check"),
    [
        ("Exports rose sharply in May.", "Exports fell sharply in May.", "opposite"),
        ("The court convicted the captain.", "The court acquitted the captain.", "opposite"),
        ("The bridge cost 5 million euros.", "The bridge cost 5 million dollars.", "unit"),
        ("Turnout rose by 5 points.", "Turnout rose by 5 percent.", "unit"),
        ("The captain was guilty of neglect.", "Prosecutors alleged the captain was guilty of neglect.", "hedge"),
        ("The minister will resign.", "The minister will resign if the vote is lost.", "hedge"),
        ("The toll is €4.", "The toll is 4 euros.", None),
    ],
)
def test_a_word_that_turns_the_statement_is_noticed(claim: str, quote: str, check: str | None) -> None:
    assert failed_check(claim, quote) == check
