"""What is told of the article behind a passage: its pages, version, the certainty of its date, its copies."""

from corpus import Article, Corpus, RawDocument, ingest
from corpus.article import article_id_of
from corpus.ledger import Place
from corpus.stories import Copy
from qa.answer import Abstention, Answer, Imprint, ScoredPassage
from qa.evaluating.scoring import exact_citations
from qa.imprints import with_imprints
from qa.pipeline import QuestionAnswerer
from qa.prompting import DECLINE
from qa.serializing import reply_as_json
from tests.fakes import ScriptedGenerator
from tests.qa.copies import LOCAL, OTHER_REPORT, REPORT, print_in
from tests.qa.making import scored

GRANT = "What has the council asked the ministry for?"
COST = "How many florins did the restoration of the lighthouse cost?"
DRAFT = "The restoration cost 940,000 florins [1]."
FIRST = f"Title: Lighthouse\n\n{REPORT}".encode()
CORRECTED = FIRST.replace(b"940,000", b"960,000")


def search(corpus: Corpus, question: str) -> list[ScoredPassage]:
    return QuestionAnswerer(corpus, generator=ScriptedGenerator()).search(question, 5)


def answer(corpus: Corpus, question: str, draft: str) -> Answer:
    reply = QuestionAnswerer(corpus, generator=ScriptedGenerator(draft)).ask(question)
    assert isinstance(reply, Answer), reply
    return reply


def printed(corpus: Corpus) -> Article:
    """An article of three pages: the lighthouse, the salt works, and from the museum on."""
    text = f"{REPORT}\n\n{OTHER_REPORT}"
    pages = (0, text.index("The salt works"), text.index("to turn the pans"))
    article = Article(article_id=article_id_of(text), text=text, source="/news/weekly.pdf", title="Weekly", pages=pages)
    assert ingest(corpus, [article]).added == 1
    return article


def test_a_citation_names_the_page_that_its_quote_begins_on(corpus: Corpus) -> None:
    printed(corpus)
    assert [citation.page for citation in answer(corpus, COST, DRAFT).citations] == [1]
    # The sentence begins on the second page and ends on the third.
    asked = answer(corpus, GRANT, "The town council has asked the ministry for a grant [1].")
    assert [citation.page for citation in asked.citations] == [2]


def test_an_article_without_pages_has_no_page_numbers(corpus: Corpus) -> None:
    print_in(corpus, "Tribune")
    assert [item.page for item in search(corpus, COST)] == [None]
    assert [citation.page for citation in answer(corpus, COST, DRAFT).citations] == [None]


def test_pages_are_counted_as_the_article_counts_them() -> None:
    imprint = Imprint(pages=(0, 100, 250))
    assert [imprint.page_of(offset) for offset in (0, 99, 100, 249, 250, 9_999)] == [1, 1, 2, 2, 3, 3]


def test_a_citation_names_the_version_it_is_from_and_still_opens_after_a_correction(corpus: Corpus) -> None:
    ingest(corpus, [RawDocument("lighthouse.txt", FIRST, is_place=True)])
    before = answer(corpus, COST, DRAFT)
    ingest(corpus, [RawDocument("lighthouse.txt", CORRECTED, is_place=True)])
    after = answer(corpus, COST, DRAFT.replace("940", "960"))
    versions = [[(c["version"], c["quote"]["text"]) for c in reply_as_json(reply)["citations"]]
                for reply in (before, after)]  # fmt: skip
    sentence = "The restoration cost 940,000 florins, half of which came from a lottery among fishing families."
    assert versions == [[(1, sentence)], [(2, sentence.replace("940", "960"))]]
    assert set(exact_citations(before, corpus)) == {True}


def test_the_certainty_of_a_date_is_the_articles(corpus: Corpus) -> None:
    print_in(corpus, "Tribune")
    print_in(corpus, "Hennick Post", OTHER_REPORT, day=None)
    found = {item.passage.publisher: item.imprint.published_certainty for item in search(corpus, COST)}
    assert found == {"Tribune": "sure", "Hennick Post": None}


def test_copies_are_named_in_the_order_of_their_publishers(corpus: Corpus) -> None:
    print_in(corpus, "Tribune", day=1)
    print_in(corpus, "Gazette", f"{REPORT} The board met in the old net loft.")
    unknown = print_in(corpus, None, f"{REPORT} A bell rang.")
    courier = print_in(corpus, "Courier", f"{REPORT} {LOCAL}")
    (item,) = search(corpus, COST)
    assert [copy.publisher for copy in item.also_in] == ["Courier", "Gazette", None]
    assert item.also_in[0] == Copy(
        article_id=courier, title="As printed in Courier", publisher="Courier",
        source=f"/news/Courier-{len(REPORT) + 1 + len(LOCAL)}.txt", url=None,
    )  # fmt: skip
    assert item.also_in[2].article_id == unknown


def test_the_very_text_at_another_address_is_a_copy_too(corpus: Corpus) -> None:
    first = print_in(corpus, "Tribune")
    address = "https://news.example/gull"
    corpus.catalogue.ledger.note([Place(source=address, article_id=first, publisher="Coast Daily")])
    (item,) = search(corpus, COST)
    assert [(copy.article_id, copy.publisher, copy.url) for copy in item.also_in] == [(first, "Coast Daily", address)]


def test_articles_of_two_stories_name_each_other_nowhere(corpus: Corpus) -> None:
    print_in(corpus, "Tribune")
    print_in(corpus, "Courier", OTHER_REPORT)
    assert [item.also_in for item in search(corpus, COST)] == [(), ()]


def test_a_removed_copy_is_named_no_more(corpus: Corpus) -> None:
    print_in(corpus, "Tribune", day=1)
    courier = print_in(corpus, "Courier", f"{REPORT} {LOCAL}")
    assert [len(item.also_in) for item in search(corpus, COST)] == [1]
    corpus.remove(courier)
    assert [item.also_in for item in search(corpus, COST)] == [()]


def test_a_passage_whose_article_was_removed_meanwhile_has_a_plain_imprint(corpus: Corpus) -> None:
    assert with_imprints([scored()], corpus.catalogue) == [scored()]


def test_the_evidence_behind_an_abstention_names_its_copies_too(corpus: Corpus) -> None:
    print_in(corpus, "Tribune", day=1)
    print_in(corpus, "Courier", f"{REPORT} {LOCAL}")
    reply = QuestionAnswerer(corpus, generator=ScriptedGenerator(DECLINE)).ask("Who won the Nobel Prize in chemistry?")
    assert isinstance(reply, Abstention)
    assert [[copy.publisher for copy in item.also_in] for item in reply.evidence.items] == [["Courier"]]
