"""Text as Markdown that shows exactly that text: no link, image, icon, colour or formula.

For the few places where Streamlit takes nothing but Markdown (labels, alerts). A
backslash stops what the Markdown parser reads itself. Streamlit and its GitHub extension
look a second time, at the parsed text where the backslash is gone: `:material/x:`,
`:red[x]`, `:smile:`, bare addresses, arrows. An invisible word joiner inside each of
those keeps them from being found. It is not meant to be copied, so longer texts go to a
component or to `st.text`, which need no escaping.
"""

import re

WORD_JOINER = "\u2060"

_PUNCTUATION = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
_SECOND_LOOK = re.compile(r"(?<=[:@])|(?<=www)(?=\.)|(?<=[<>-])(?=[<>-])", re.IGNORECASE)
_WHITESPACE = re.compile(r"\s+")


def escaped(text: str) -> str:
    """`text` on one line as Markdown that renders as itself."""
    one_line = _WHITESPACE.sub(" ", text).strip()
    return _PUNCTUATION.sub(r"\\\1", _SECOND_LOOK.sub(WORD_JOINER, one_line))
