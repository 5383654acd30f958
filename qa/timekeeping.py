"""How long the steps of one question took."""

import time

from qa.answer import Step, Trace


class Laps:
    """Times the steps of one question."""

    def __init__(self) -> None:
        self._since = time.perf_counter()
        self._steps: list[Step] = []

    def end(self, name: str, kept: int) -> None:
        """Write down the step that ends now."""
        now = time.perf_counter()
        self._steps.append(Step(name=name, seconds=round(now - self._since, 4), kept=kept))
        self._since = now

    @property
    def trace(self) -> Trace:
        return Trace(steps=tuple(self._steps))
