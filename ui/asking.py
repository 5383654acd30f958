"""A question on its way: `Asking` runs the stream in a thread of its own and keeps what came.

Streamlit ends a page's run when the reader clicks anywhere. An answer that lived in that
run would be lost with it, so it is collected here and every run of the page draws what
there is so far. Knows nothing about drawing.
"""

import logging
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Condition, Thread

from corpus import CorpusError
from corpus.log_lines import FIELDS
from corpus.logs import event
from qa import ClaimAccepted, Event, Evidence, EvidenceFound, Finished, QAError, QuestionRead, Reply
from qa.answer import Understood
from qa.serializing import reply_as_event

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a question got no reply: a message for the reader, or the id of a logged error; and what was found for it."""

    message: str = ""
    error_id: str = ""
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, slots=True)
class Stopped:
    """A question that the reader stopped, with what there was of its answer by then."""

    evidence: Evidence = field(default_factory=Evidence)
    claims: tuple[ClaimAccepted, ...] = ()
    understood: Understood = field(default_factory=Understood)


class Asking:
    """One question being answered; every property is safe to read while it is.

    `ignored` are the words that it was to leave alone.
    """

    def __init__(
        self,
        question: str,
        stream: Callable[[str], Iterator[Event]],
        *,
        ignored: frozenset[str] = frozenset(),
    ) -> None:
        self.question = question
        self.ignored = ignored
        self._stream = stream
        self._events: list[Event] = []
        self._outcome: Reply | Failure | Stopped | None = None
        self._changed = Condition()
        Thread(target=self._run, name="asking", daemon=True).start()

    @property
    def understood(self) -> Understood | None:
        """How the question was read, once that is known."""
        return next((event.understood for event in self._seen() if isinstance(event, QuestionRead)), None)

    @property
    def evidence(self) -> Evidence | None:
        """What the answer will rest on, once it is found."""
        return next((event.evidence for event in self._seen() if isinstance(event, EvidenceFound)), None)

    @property
    def claims(self) -> list[ClaimAccepted]:
        """The sentences accepted so far, in order."""
        return [event for event in self._seen() if isinstance(event, ClaimAccepted)]

    @property
    def outcome(self) -> Reply | Failure | Stopped | None:
        """What the question came to, once that is known."""
        with self._changed:
            return self._outcome

    @property
    def progress(self) -> int:
        """How much has come; a page that drew all of it waits for more than this."""
        with self._changed:
            return self._progress()

    def wait(self, progress: int, seconds: float) -> bool:
        """True as soon as more than `progress` has come, False where `seconds` passed without it."""
        with self._changed:
            return self._changed.wait_for(lambda: self._progress() > progress, timeout=seconds)

    def stop(self) -> None:
        """End the question with what has come; what still comes is dropped, the stream closed with it."""
        stopped = Stopped(self.evidence or Evidence(), tuple(self.claims), self.understood or Understood())
        if self._ended(stopped):
            event("question.stopped", {"claims": len(stopped.claims)})

    def _progress(self) -> int:
        return len(self._events) + (self._outcome is not None)

    def _seen(self) -> list[Event]:
        with self._changed:
            return list(self._events)

    def _run(self) -> None:
        reply: Reply | None = None
        failure: Failure | None = None
        started = time.perf_counter()
        try:
            for came in self._stream(self.question):
                if self.outcome is not None:  # stopped; leaving closes the stream
                    return
                if isinstance(came, Finished):
                    reply = came.reply
                else:
                    self._note(came)
            if reply is None:
                raise RuntimeError("the stream ended without a reply")
            event("question.answered", reply_as_event(reply, time.perf_counter() - started))
        except (QAError, CorpusError) as error:
            failure = Failure(message=str(error), evidence=self.evidence or Evidence())
            # By its class: the message may quote the question.
            event("question.failed", {"error": type(error).__name__}, level="warning")
        except Exception:
            failure = Failure(error_id=logged("a question failed"), evidence=self.evidence or Evidence())
        if outcome := failure or reply:
            self._ended(outcome)

    def _ended(self, outcome: Reply | Failure | Stopped) -> bool:
        """Whether this is what the question came to, which nothing was before."""
        with self._changed:
            is_first = self._outcome is None
            self._outcome = self._outcome or outcome
            self._changed.notify_all()
        return is_first

    def _note(self, came: Event) -> None:
        with self._changed:
            self._events.append(came)
            self._changed.notify_all()


def logged(what: str) -> str:
    """Write the exception at hand to the log; the id under which it can be found there."""
    error_id = uuid.uuid4().hex[:8]
    log.exception("error %s: %s", error_id, what, extra={FIELDS: {"error_id": error_id}})
    return error_id
