"""The dialog in which the reader sets right what is known of an article; its text is left alone."""

import streamlit as st

from corpus import Article, ArticleNotFound, CorpusError
from corpus.editing import UNKNOWN, Edits, edit
from ui import resources, session, wording
from ui.escaping import escaped


@st.dialog(wording.CORRECT_TITLE, on_dismiss=lambda: session.set_correction(None))
def draw(article: Article) -> None:
    """Draw the fields with what is known; what was changed is stored at once."""
    before = shown(article)
    st.caption(wording.CORRECT_HINT)
    with st.form(f"correct-{article.article_id}", border=False):
        given = {
            "title": st.text_input(wording.TITLE_LABEL, before["title"], key="correct-title"),
            "publisher": st.text_input(wording.PUBLISHER_LABEL, before["publisher"], key="correct-publisher"),
            "published": st.text_input(wording.PUBLISHED_LABEL, before["published"], key="correct-published"),
            "authors": st.text_area(wording.AUTHORS_LABEL, before["authors"], height=90, key="correct-authors"),
            "url": st.text_input(wording.ADDRESS_LABEL, before["url"], key="correct-url"),
        }
        is_wanted = st.form_submit_button(wording.SAVE, type="primary", key="correct-save")
    if is_wanted:
        _save(article.article_id, edits_of(before, {name: value or "" for name, value in given.items()}))


def shown(article: Article) -> dict[str, str]:
    """What the fields hold at first; a time is written as it can be read back."""
    published = article.published
    is_day = published is not None and (published.hour, published.minute) == (0, 0)
    return {
        "title": article.title or "",
        "publisher": article.publisher or "",
        "published": f"{published:%Y-%m-%d}" if is_day else f"{published:%Y-%m-%d %H:%M} UTC" if published else "",
        "authors": "\n".join(article.authors),
        "url": article.url or "",
    }


def edits_of(before: dict[str, str], given: dict[str, str]) -> Edits | None:
    """What was changed between the two; an emptied field becomes unknown. None where nothing was."""
    changed = {name: value.strip() for name, value in given.items() if value.strip() != before[name].strip()}
    if not changed:
        return None
    words = {name: value or UNKNOWN for name, value in changed.items()}
    return Edits(
        title=words.get("title"),
        publisher=words.get("publisher"),
        published=words.get("published"),
        authors=changed["authors"].splitlines() if "authors" in changed else None,
        url=words.get("url"),
    )


def _save(article_id: str, edits: Edits | None) -> None:
    try:
        if edits:
            edit(resources.corpus(), article_id, edits)
    except ArticleNotFound:
        pass  # removed meanwhile, which the page behind says
    except (CorpusError, ValueError) as error:
        st.error(escaped(wording.sentence(str(error))))
        return
    session.set_correction(None)
    st.rerun()
