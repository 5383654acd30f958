"""Which of a print's paragraphs is its headline: the largest at the top, or the one the file's title names.

Knows nothing about PDF; paragraphs come from `corpus.extracting.rejoining`.
"""

import re

from corpus.extracting.extracted import PAGE_MARK
from corpus.extracting.rejoining import HEADING_SIZE, Paragraph
from corpus.extracting.vetting import can_be_title

TOP = 8  # paragraphs; a nameplate, a section, a date and a caption can stand above the headline
SPACES = re.compile(r"\s+")


def take_headline(paragraphs: list[Paragraph], *, named: str | None, size: float) -> str | None:
    """The headline, taken out of `paragraphs`; None where there is none.

    `named` is the title among the file's properties; it counts where page 1 says the same.
    `size` is that of the text.
    """
    top = [paragraph for paragraph in paragraphs if paragraph.page == 1][:TOP]
    largest = _largest(top, size)
    holding = [paragraph for paragraph in top if named and _plain(named) in _plain(paragraph.text)]
    found = next((paragraph for paragraph in holding if _plain(paragraph.text) == _plain(named or "")), None)
    if found is None and holding and largest not in holding:
        return named
    found = found or largest
    if found is None or len(paragraphs) < 2:  # all there is is no headline but the article
        return None
    position = paragraphs.index(found)
    marks = "".join(char for char in found.text if char == PAGE_MARK)
    del paragraphs[position]
    follower = paragraphs[min(position, len(paragraphs) - 1)]
    follower.text = marks + follower.text
    return found.text.replace(PAGE_MARK, "")


def _largest(paragraphs: list[Paragraph], size: float) -> Paragraph | None:
    """The first of the largest that are larger than the text."""
    titles = [
        paragraph for paragraph in paragraphs if paragraph.size > HEADING_SIZE * size and can_be_title(paragraph.text)
    ]
    return max(titles, key=lambda paragraph: paragraph.size, default=None)


def _plain(text: str) -> str:
    return SPACES.sub(" ", text.replace(PAGE_MARK, "")).strip().casefold()
