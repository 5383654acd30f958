"""A process of its own that adds made-up articles one by one and says each as soon as it is stored.

python -m tests.corpus.adding_child HOME COUNT
"""

import sys
from pathlib import Path

from corpus import Corpus, CorpusSettings, ingest
from corpus.article import article_id_of
from tests.corpus.making import article
from tests.corpus.newspaper import paragraphs
from tests.fakes import HashEmbedder


def made_up(number: int) -> str:
    return "\n\n".join(paragraphs(number))


if __name__ == "__main__":
    with Corpus(CorpusSettings(home=Path(sys.argv[1])), embedder=HashEmbedder()) as corpus:
        for number in range(int(sys.argv[2])):
            ingest(corpus, [article(made_up(number), source=f"made-up/{number}")])
            print(article_id_of(made_up(number)), flush=True)
