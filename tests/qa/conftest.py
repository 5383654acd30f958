"""The small corpora that several tests of questions start from."""

import pytest

from corpus import Corpus
from tests.qa.making import add


@pytest.fixture
def weather(corpus: Corpus) -> dict[str, str]:
    """Three articles; their ids by title."""
    return add(
        corpus,
        rain="Rain fell on the harbour town of Varnholm for three days and nights.",
        river="The river rose above the old stone quay, said the Finnish engineers.",
        tram="A tram ticket will cost three florins from April, the council said.",
    )
