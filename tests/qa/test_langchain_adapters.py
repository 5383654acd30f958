"""Footnote inside LangChain's own chains."""

from langchain_core.runnables import RunnableLambda

from corpus import Corpus
from qa.langchain_adapters import FootnoteRetriever, answer_chain
from qa.pipeline import QuestionAnswerer
from tests.fakes import ScriptedGenerator
from tests.qa.copies import LOCAL, REPORT, print_in


def test_the_retriever_gives_documents_that_can_be_cited(filled_corpus: Corpus) -> None:
    documents = FootnoteRetriever(corpus=filled_corpus, k=2).invoke("How much was Reach Line fined?")
    assert len(documents) == 2
    first = documents[0]
    article = filled_corpus.catalogue.article(first.metadata["article_id"])
    assert article.title == "Ferry company fined 2.4 million florins, captain cleared"
    assert article.text[first.metadata["start"] : first.metadata["end"]] == first.page_content


def test_the_retrievers_documents_name_the_other_places_of_their_text(corpus: Corpus) -> None:
    print_in(corpus, "Tribune", day=1)
    print_in(corpus, "Courier", f"{REPORT} {LOCAL}")
    (document,) = FootnoteRetriever(corpus=corpus, k=5).invoke("What did the lighthouse cost?")
    assert [copy["publisher"] for copy in document.metadata["also_in"]] == ["Courier"]


def test_the_retriever_takes_a_batch_of_questions(filled_corpus: Corpus) -> None:
    found = FootnoteRetriever(corpus=filled_corpus, k=1).batch(["the ferry's captain", "the tram fare in Varnholm"])
    assert [documents[0].metadata["rank"] for documents in found] == [1, 1]
    assert found[0][0].id != found[1][0].id


def test_the_retriever_is_a_part_of_a_chain(filled_corpus: Corpus) -> None:
    chain = FootnoteRetriever(corpus=filled_corpus, k=3) | RunnableLambda(len)
    assert chain.invoke("the Tolm Bridge") == 3


def test_the_answer_chain_replies_as_the_command_line_does(filled_corpus: Corpus) -> None:
    generator = ScriptedGenerator("Captain Tomas Herlev was acquitted [1].")
    reply = answer_chain(QuestionAnswerer(filled_corpus, generator=generator)).invoke("Was Captain Herlev acquitted?")
    assert (reply["kind"], reply["text"]) == ("answer", "Captain Tomas Herlev was acquitted.")
    assert reply["citations"][0]["quote"]["text"] == "Captain Tomas Herlev was acquitted."
