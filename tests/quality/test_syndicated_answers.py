"""Ten papers print one agency report, ten write about its subject: a reply cites one of the first and names the rest.

With the real embedder and a mute generator, so that the evidence speaks. The texts in
`syndicated/` had no part in setting any threshold.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Article, Corpus, CorpusSettings, SentenceTransformerEmbedder, ingest
from qa.answer import Answer
from qa.evaluating.scoring import exact_citations
from qa.filtering import Filters
from qa.pipeline import QuestionAnswerer
from qa.serializing import reply_as_json
from qa.wording import reply_in_words
from tests.quality.test_floors import Mute

pytestmark = [pytest.mark.models, pytest.mark.timeout(300)]

FOLDER = Path(__file__).parent / "syndicated"
AGENCY = "Nordgard Press Agency"
MIN_LINKED = 9
WALK = "How far did the passengers walk to the road?"
# Each asks for what most of the ten papers print; one of the ten reports in own words has the rain too.
QUESTIONS = {
    "How many millimetres of rain did the weather station at Kvister measure?": "143",
    "How fast was the train running when it struck the mud near Kvister tunnel?": "40",
    WALK: "600",
}


SAME_TEXT = "Brennmoor Courier"


@pytest.fixture(scope="module")
def corpus(
    tmp_path_factory: pytest.TempPathFactory, packaged_embedder: SentenceTransformerEmbedder
) -> Iterator[Corpus]:
    home = tmp_path_factory.mktemp("syndicated")
    with Corpus(CorpusSettings(home=home), embedder=packaged_embedder) as opened:
        report = ingest(opened, [str(FOLDER)])
        assert (report.added, report.unchanged, report.rejected) == (19, 1, [])  # one changed only the headline
        yield opened


@pytest.fixture(scope="module")
def copies(corpus: Corpus) -> dict[str, Article]:
    """The ten papers' prints of the report, by article id."""
    return {
        article.article_id: article
        for article in corpus.catalogue.articles()
        if Path(article.source).parent.name == "copies"
    }


@pytest.fixture(scope="module")
def linked(corpus: Corpus, copies: dict[str, Article]) -> set[str]:
    """The copies that are linked to the agency's own."""
    agency = next(article_id for article_id, article in copies.items() if article.publisher == AGENCY)
    stories = corpus.catalogue.stories.story_of(list(copies))
    return {article_id for article_id, story in stories.items() if story == stories[agency]}


def ask(corpus: Corpus, question: str, filters: Filters | None = None) -> Answer:
    reply = QuestionAnswerer(corpus, generator=Mute()).ask(question, filters)
    assert isinstance(reply, Answer), reply
    assert set(exact_citations(reply, corpus)) == {True}
    return reply


def test_nine_of_ten_copies_are_linked_and_no_report_in_own_words(
    corpus: Corpus, copies: dict[str, Article], linked: set[str]
) -> None:
    assert len(copies) == 9
    assert len(linked) + 1 >= MIN_LINKED  # the tenth has the agency's very text and is the same article
    own_words = [article.article_id for article in corpus.catalogue.articles() if article.article_id not in copies]
    assert len(own_words) == 10
    assert corpus.catalogue.stories.story_of(own_words) == {}


@pytest.mark.parametrize(("question", "answer"), QUESTIONS.items())
def test_an_answer_cites_one_copy_and_names_the_others(
    corpus: Corpus, linked: set[str], question: str, answer: str
) -> None:
    reply = ask(corpus, question)
    cited = [citation for citation in reply.citations if citation.passage.article_id in linked]
    assert any(answer in citation.quote_text for citation in cited)
    (one,) = {citation.passage.article_id for citation in cited}
    for citation in cited:
        assert {copy.article_id for copy in citation.also_in} - {one} == linked - {one}
        assert SAME_TEXT in {copy.publisher for copy in citation.also_in}
    assert {item.passage.article_id for item in reply.evidence.items} & linked == {one}


def test_the_other_papers_are_named_in_json_and_in_words(
    corpus: Corpus, copies: dict[str, Article], linked: set[str]
) -> None:
    reply = ask(corpus, next(iter(QUESTIONS)))
    first = next(each for each in reply_as_json(reply)["citations"] if each["article_id"] in linked)
    others = [copies[article_id] for article_id in linked if article_id != first["article_id"]]
    others_ids = {other.article_id for other in others}
    assert {copy["article_id"] for copy in first["also_in"]} - {first["article_id"]} == others_ids
    (line,) = {line.strip() for line in reply_in_words(reply).splitlines() if line.strip().startswith("also in ")}
    assert [other for other in others if str(other.publisher or other.title) not in line] == []
    assert SAME_TEXT in line


def test_a_reader_of_one_paper_is_answered_from_that_paper(corpus: Corpus, linked: set[str]) -> None:
    for publisher in (AGENCY, "The Varnholm Standard", "Evening Lantern"):
        reply = ask(corpus, WALK, Filters(publishers=(publisher,)))
        assert {citation.passage.publisher for citation in reply.citations} == {publisher}
        of_copies = [citation for citation in reply.citations if citation.passage.article_id in linked]
        assert {len(citation.also_in) for citation in of_copies} == {len(linked)}


def test_reports_in_own_words_are_shown_beside_the_copies(corpus: Corpus, linked: set[str]) -> None:
    found = QuestionAnswerer(corpus, generator=Mute()).search("the landslip on the Oskdal railway", 10)
    articles = {item.passage.article_id for item in found}
    assert len(articles & linked) == 1
    assert len(articles - linked) >= 5
