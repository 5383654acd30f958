"""Chinese and Japanese for full-text search, which finds words by the spaces between them.

    spaced("青川市 bus 3号线")     " 青  川  市  bus 3 号  线 "

Each character is set apart, in what is searched and in what is searched for, where several
become a phrase. Without that a whole clause is one word, and found by nothing but itself.
Korean has spaces.
"""

from corpus.languages import UNSPACED


def spaced(text: str) -> str:
    """The text with spaces around each character that stands for a word or a part of one."""
    return text if text.isascii() else UNSPACED.sub(r" \g<0> ", text)
