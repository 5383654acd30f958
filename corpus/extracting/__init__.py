"""From the bytes of a file to an article's text and metadata, one file a format.

    html.py      web pages
    pdf.py       PDF
    docx.py      Word
    mail.py      e-mails and saved pages (EML, MHTML)
    archive.py   ZIP archives of all the others
    tables.py    JSON, JSON Lines and CSV, an article a row
    feed.py      RSS, Atom, JSON feeds and sitemaps
    markdown.py  Markdown, with or without front matter
    text.py      everything else that is readable

The format is told by content (`sniffing`), never by a file's name.
"""

from corpus.extracting.extracted import Extracted, Feed, FeedItem, Refused
from corpus.extracting.sniffing import Format, extract

__all__ = ["Extracted", "Feed", "FeedItem", "Format", "Refused", "extract"]
