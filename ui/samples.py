"""The sample articles that come with Footnote: saying that they are samples, adding and removing them."""

from contextlib import suppress

import streamlit as st

from corpus import ArticleNotFound, CorpusError
from ui import adding, resources, wording
from ui.escaping import escaped


def draw_notice() -> None:
    """Say which articles are samples; nothing where there are none."""
    listed = resources.articles()
    count = sum(article.is_sample for article in listed)
    if count:
        only_samples = count == len(listed)
        st.caption(wording.SAMPLE_NOTICE if only_samples else wording.SAMPLE_NOTICE_MIXED.format(samples=count))


def draw_removal() -> None:
    """A button that removes the samples; nothing where there are none."""
    if any(article.is_sample for article in resources.articles()):
        st.button(wording.REMOVE_SAMPLES, on_click=remove, key="remove-samples")


def remove() -> None:
    """Take every sample out of the corpus."""
    corpus = resources.corpus()
    try:
        for article in resources.articles():
            if article.is_sample:
                with suppress(ArticleNotFound):  # removed elsewhere meanwhile
                    corpus.remove(article.article_id)
    except CorpusError as error:
        st.error(escaped(wording.sentence(str(error))))


def draw_offer() -> None:
    """A button that adds the samples, where this installation has them."""
    if resources.SAMPLE_FOLDER.is_dir() and st.button(wording.ADD_SAMPLES, key="add-samples"):
        adding.add([str(resources.SAMPLE_FOLDER)])
        st.rerun()
