"""From the bytes of a file to an article's text and metadata, one file a format.

    html.py      web pages, by trafilatura
    markdown.py  Markdown, with or without front matter
    text.py      everything else that is readable

The format is told by content (`sniffing`), never by a file's name.
"""

from corpus.extracting.extracted import Extracted
from corpus.extracting.sniffing import Format, extract

__all__ = ["Extracted", "Format", "extract"]
