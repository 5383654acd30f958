"""How a conflict is said: the articles' own words, the newest first, every version cited."""

from corpus import Span
from qa.answer import Evidence
from qa.candidates import Candidate
from qa.composing import Composer
from qa.telling import in_words, tell, versions_first
from tests.qa.telling_articles import Report, between

HURT = "How many people were hurt in the Norby fire?"
EIGHT = Report("Eight people were hurt in the Norby fire.")
FIVE = Report("Five people were hurt in the Norby fire.", "2026-05-06")
TOLD = (
    "“Five people” (Keldmar Tribune, 6 May 2026); an earlier report said “Eight people” (Keldmar Tribune, 4 May 2026)."
)


def evidence_of(*candidates: Candidate) -> Evidence:
    return Evidence(items=tuple(one.as_evidence(rank) for rank, one in enumerate(candidates, start=1)))


def test_a_change_is_told_with_the_newer_value_first() -> None:
    conflict = between(HURT, EIGHT, FIVE)
    assert conflict is not None
    assert in_words(conflict) == TOLD


def test_a_disagreement_is_told_as_one() -> None:
    conflict = between(HURT, EIGHT, Report(FIVE.text))
    assert conflict is not None
    assert in_words(conflict).startswith("Reports disagree: “")
    assert " and “" in in_words(conflict)


def test_reports_of_one_day_are_told_with_their_hours() -> None:
    conflict = between(HURT, Report(EIGHT.text, "2026-05-04T08:00:00"), Report(FIVE.text, "2026-05-04T19:00:00"))
    assert conflict is not None
    assert "4 May 2026, 19:00 UTC); an earlier" in in_words(conflict)


def test_the_sentence_is_one_claim_with_a_quote_of_each_version() -> None:
    conflict = between(HURT, EIGHT, FIVE)
    evidence = evidence_of(FIVE.candidate(), EIGHT.candidate())
    composer = Composer(evidence)
    (accepted,) = tell(conflict, evidence, composer)
    assert accepted.text == composer.text == TOLD
    assert [citation.claim for citation in accepted.citations] == [Span(start=0, end=len(TOLD))] * 2
    assert [citation.quote_text for citation in accepted.citations] == [FIVE.text, EIGHT.text]


def test_what_cannot_be_cited_is_not_told() -> None:
    evidence = evidence_of(FIVE.candidate())
    composer = Composer(evidence)
    assert list(tell(between(HURT, EIGHT, FIVE), evidence, composer)) == []
    assert list(tell(None, evidence, composer)) == []
    assert composer.is_empty


def test_the_versions_lead_what_is_shown_and_are_what_is_quoted() -> None:
    other, eight, five = Report("Rain fell in Norby.").candidate(), EIGHT.candidate(), FIVE.candidate()
    shown, quoted = versions_first(between(HURT, EIGHT, FIVE), [eight, five, other], [other, eight], [eight])
    assert [one.text for one in shown] == [five.text, eight.text, other.text]
    assert [one.text for one in quoted] == [five.text, eight.text]
    assert versions_first(None, [eight, other], [eight], [eight]) == ([eight], [eight])
