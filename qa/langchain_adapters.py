"""Footnote as parts of LangChain: a retriever, and a chain from question to cited reply.

    FootnoteRetriever(corpus=corpus, k=5).invoke("Who chairs the inquiry?")   -> list[Document]
    answer_chain(answerer).invoke("Who chairs the inquiry?")                  -> the reply as JSON

A document's metadata holds the article's id and the passage's span, so that a chain made
of other parts can still cite exactly.
"""

from datetime import UTC, datetime
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from corpus import Corpus
from qa.imprints import with_imprints
from qa.interpreting import interpret
from qa.pipeline import QuestionAnswerer
from qa.retrieving import HybridRetriever
from qa.serializing import reply_as_json, result_as_json

DEFAULT_K = 5


class FootnoteRetriever(BaseRetriever):
    """The hybrid search as a LangChain retriever; at most `k` documents, best first."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    k: int = DEFAULT_K

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        asked = interpret(query, self.corpus, now=datetime.now(UTC))
        found = with_imprints(HybridRetriever(self.corpus).retrieve(asked.query, self.k), self.corpus.catalogue)
        documents = []
        for scored in found:
            metadata = result_as_json(scored)
            text = metadata.pop("text")
            documents.append(Document(page_content=text, metadata=metadata, id=scored.passage.passage_id))
        return documents


def answer_chain(answerer: QuestionAnswerer) -> Runnable[str, dict[str, Any]]:
    """A runnable from a question to its reply, the object of `qa ask --json`."""
    return RunnableLambda(lambda question: reply_as_json(answerer.ask(question)), name="footnote")
