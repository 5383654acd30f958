"""What one question may still cost: calls of the model, and seconds in all.

A question may have the model called to rewrite it and to answer it, and either call may fail and be
made again. All of them draw on one allowance, so that the limits hold whatever happens.
"""

import time

CALLS = 3


class Allowance:
    """Counts down from `seconds` and `calls`; what a part of it spends is spent."""

    def __init__(self, seconds: float, calls: int = CALLS, *, whole: "Allowance | None" = None) -> None:
        self.deadline = time.monotonic() + seconds
        self._calls = calls
        self._whole = whole

    @property
    def seconds(self) -> float:
        """Those that are left; none once the deadline has passed."""
        return max(0.0, self.deadline - time.monotonic())

    @property
    def calls(self) -> int:
        """Those that are left."""
        return self._calls if self._whole is None else min(self._calls, self._whole.calls)

    def admits(self, wait: float = 0.0) -> bool:
        """Whether there is a call left, and time for it after waiting so many seconds."""
        return self.calls > 0 and wait < self.seconds

    def spend(self) -> None:
        """Count one call."""
        self._calls -= 1
        if self._whole is not None:
            self._whole.spend()

    def part(self, share: float, calls: int = 1) -> "Allowance":
        """What a step may cost that the question can do without: a share of the seconds, and a call."""
        return Allowance(self.seconds * share, calls, whole=self)
