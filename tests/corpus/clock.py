"""A clock that a test sets: `Clock`. Knows nothing about what waits by it."""


class Clock:
    """Time that passes only in sleep, and is noted."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds

    def __call__(self) -> float:
        return self.now
