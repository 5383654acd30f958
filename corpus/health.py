"""How the index is: `Health`, in a word for programs and in words for readers.

Knows nothing about how that is found out; see `corpus.keeping`.
"""

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """What the keeper of the index is doing. Searching works in every one of them."""

    IDLE = "idle"  # not opened yet
    CHECKING = "checking"
    REBUILDING = "rebuilding"
    READY = "ready"
    WAITING = "waiting"  # another process owns it
    UNREACHABLE = "unreachable"  # it is on a server, which does not answer
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The state of the index, said in words; `problems` are what was found the last time it was looked at.

    While it is made anew, `done` of `total` passages are in it.
    """

    state: State
    words: str
    problems: tuple[str, ...] = ()
    pending: int = 0
    done: int = 0
    total: int = 0
