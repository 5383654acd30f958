"""How a run of adding is steered and watched: what it is told, and whom it tells.

Knows nothing about what a run does; see `corpus.ingest`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.report import Outcome

Progress = Callable[[int, int, str], None]
"""Called with (documents done, documents known, the title or source at hand)."""

OnOutcome = Callable[[Outcome], None]
"""Called with what became of each source, as soon as that is certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """How a run goes: `password` opens encrypted files; a `dry_run` stores nothing.

    `stopping` is asked while the run waits; where it says yes, the run ends as by Ctrl-C.
    """

    password: str | None = None
    dry_run: bool = False
    stopping: Callable[[], bool] = bool
