"""A reader that knows some words by heart, and says of every other window that nothing in it answers."""

from collections.abc import Sequence

from corpus import Span
from qa.reading import Reader, Reading, Window

BELIEVED = 0.97  # every claim is


class ScriptedReader(Reader):
    """Finds the words it was given, each with its probability, and keeps the windows it was shown."""

    def __init__(self, **answerable: float) -> None:
        self._known = {words.replace("_", " "): chance for words, chance in answerable.items()}
        self.windows: list[Window] = []

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        self.windows += windows
        return [self._of(window) for window in windows]

    def _of(self, window: Window) -> Reading:
        focus = window.focus or Span(start=0, end=len(window.text))
        for words, chance in self._known.items():
            start = window.text.find(words, focus.start, focus.end)
            if start >= 0:
                return Reading(
                    span=Span(start=start, end=start + len(words)), support=8.0, answerable=chance, supported=BELIEVED
                )
        return Reading(
            span=Span(start=focus.start, end=focus.start + 1), support=-8.0, answerable=0.02, supported=BELIEVED
        )
