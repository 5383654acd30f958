"""What the app says about the state of the index; all its other texts are in `ui.wording`."""

from corpus.health import State

LINES = {
    State.IDLE: "Opening the index…",
    State.CHECKING: "Checking the index… answers come from the catalogue meanwhile",
    State.REBUILDING: "Rebuilding the index…",
    State.READY: "Index ready",
    State.WAITING: "{words}",
    State.UNREACHABLE: "The Chroma server cannot be used; searching without it. {words}",
    State.FAILED: "The index cannot be used; searching without it. {words}",
}
REBUILDING_AT = "Rebuilding the index, {done}\u00a0of\u00a0{total}"
PENDING = "{passages} waiting to be indexed"
REBUILT = "It was made anew, because {problems}."
