"""Show how far a long step is, on one line.

On a terminal the line is renewed in place; elsewhere (a log, a CI run) it is printed every ten seconds.
Knows nothing about what the step does.
"""

import sys
import time

SECONDS_BETWEEN_LINES = 10
SECONDS_BETWEEN_RENEWALS = 0.5


class ProgressLine:
    """The line, with the seconds since it was made in front."""

    def __init__(self) -> None:
        self._begun = self._shown = time.monotonic()
        self._in_place = sys.stdout.isatty()

    def renew(self, text: str) -> None:
        """Show `text`, unless something was shown only a moment ago."""
        now = time.monotonic()
        if now - self._shown < (SECONDS_BETWEEN_RENEWALS if self._in_place else SECONDS_BETWEEN_LINES):
            return
        self._shown = now
        line = f"      {now - self._begun:.0f} s: {text}"
        print(f"\r\033[K{line}" if self._in_place else line, end="" if self._in_place else "\n", flush=True)

    def clear(self) -> None:
        """Take the line away, so that something lasting can be printed."""
        if self._in_place:
            print("\r\033[K", end="", flush=True)
