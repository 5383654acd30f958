"""The app, top to bottom: the frame, the resources, what must come first, the sidebar, the page that was chosen."""

import sys
from pathlib import Path

# `streamlit run ui/app.py` puts `ui/` on the path and not the repository, so that `import ui`
# and `import qa` would fail; `python -m ui` does not need this.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import streamlit as st

from ui import articles, components, conversation, keeping, reembedding, resources, sidebar, wording
from ui.asking import logged
from ui.escaping import escaped

SIDEBAR_WIDTH = 260

st.set_page_config(
    page_title=wording.APP_NAME,
    page_icon=str(components.ICON),
    layout="wide",
    initial_sidebar_state=SIDEBAR_WIDTH,
)
st.html(components.PAGE_STYLE)

pages = [conversation.page(), articles.page()]
chosen = st.navigation(pages, position="hidden")

# Draw the page

try:
    resources.corpus()
except resources.Unusable as error:
    st.error(escaped(wording.sentence(str(error))), title=wording.CORPUS_UNUSABLE)
    st.button(wording.RELOAD)
    st.stop()
try:
    if reembedding.is_needed():
        reembedding.draw()
    else:
        keeping.take_reply()
        sidebar.draw(pages, chosen)
        chosen.run()
except Exception:
    st.error(wording.PAGE_UNEXPECTED.format(error_id=logged("a page failed")))
