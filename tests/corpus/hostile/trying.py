"""One bad input at a time through the real way in, with everything measured that must not happen: `Trial`.

    with Trial(folder) as trial:
        fed = trial.add([path])       # 30 seconds, 1 GB and no trace outside the data folder, or the test fails
        fed.texts, fed.reasons

After each the same corpus has to take a good file within three seconds. Knows nothing about
what the inputs are.
"""

import logging
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Self

import pytest

from corpus import Corpus, CorpusSettings, gathering, ingest, visiting
from corpus.candidates import Source
from corpus.ingest import IngestOptions
from corpus.loading import RawDocument
from corpus.parsing import end_idle, parse
from corpus.report import Outcome, Status
from tests.corpus.hostile.case import EITHER, REJECTED, Case
from tests.corpus.hostile.watching import Watch
from tests.corpus.newspaper import paragraphs
from tests.fakes import HashEmbedder

MAX_SECONDS = 30
MAX_CHILD_MB = 1_024
# The largest file accepted is held three times on its way (file, frame, stored original); a bomb would be 300.
MAX_GROWTH_MB = 200
GOOD_SECONDS = 3
LONGEST_REASON = 400
# What a reader must never see: a class, a trace, a place in memory, a line of code.
TECHNICAL = re.compile(
    r"Traceback|\b\w*(?:Error|Exception)\b|<class|\bat 0x[0-9a-f]+|\bline \d+, column|NoneType|object has no|\.py\b"
    r"|\[Errno"
)
CRASHED = re.compile(r"its reader (?:crashed|stopped|answered)")


@dataclass(slots=True)
class Fed:
    """What became of the sources of one call: the stored texts, the refusals' words, and what it cost."""

    outcomes: list[Outcome] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    seconds: float = 0.0
    child_mb: int = 0
    growth_mb: int = 0

    @property
    def reasons(self) -> list[str]:
        return [outcome.detail for outcome in self.outcomes if outcome.status is Status.REJECTED]


class _Listener(logging.Handler):
    """Keeps what is said of exceptions, and every error."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info or record.levelno >= logging.ERROR:
            self.heard.append(f"{record.name}: {record.getMessage()}")


class Trial:
    """A corpus of its own below `folder`, into which bad inputs are put; the counts are kept in `fed`."""

    def __init__(self, folder: Path, *, allowed_hosts: Sequence[str] = (), fetch_seconds: float = 5) -> None:
        self.folder = folder
        self.inbox = folder / "inbox" / "deep" / "deeper"
        self.inbox.mkdir(parents=True)
        self.fed: list[Fed] = []
        self._goods = 0
        home = folder / "home"
        self.settings = CorpusSettings(
            home=home, allowed_hosts=tuple(allowed_hosts), fetch_delay=0, fetch_seconds=fetch_seconds
        )
        self.corpus = Corpus(self.settings, embedder=HashEmbedder())

    def __enter__(self) -> Self:
        self.corpus.__enter__()
        self._add_good()  # loads what is loaded once
        return self

    def __exit__(self, *details: object) -> None:
        self.corpus.__exit__(None, None, None)
        end_idle()

    def add(
        self, sources: Sequence[Source], *, password: str | None = None, seconds: float | None = None, good: bool = True
    ) -> Fed:
        """Add the sources and say what became of them; fails where that breaks a rule."""
        before, listener, fed = self._outside(), _Listener(), Fed()
        originals = self._originals()
        logging.getLogger().addHandler(listener)
        try:
            with _deadline(seconds), Watch() as watch:
                started = time.monotonic()
                options = IngestOptions(password=password)
                report = ingest(self.corpus, sources, outcome=fed.outcomes.append, options=options)
                fed.seconds = time.monotonic() - started
        finally:
            logging.getLogger().removeHandler(listener)
        fed.child_mb, fed.growth_mb = watch.child_mb, watch.growth_mb
        fed.texts = [
            self.corpus.catalogue.article(outcome.article_id).text for outcome in fed.outcomes if outcome.article_id
        ]
        self.fed.append(fed)
        assert listener.heard == []
        if not fed.texts:
            assert self._originals() == originals, "an original was kept of what was refused"
        assert len(report.rejected) == len(fed.reasons)
        assert self._outside() == before, "something was written outside the data folder"
        self._check_cost(fed)
        check_words(fed.reasons)
        if good:
            self._add_good()
        return fed

    def try_case(self, case: Case) -> Fed:
        """Add a case as a file, and check that it ended as it has to."""
        path = self.inbox / case.name
        path.write_bytes(case.make())
        try:
            fed = self.add([str(path)], password=case.password, seconds=case.seconds)
        finally:
            path.unlink()
        check_end(case, fed)
        return fed

    def _check_cost(self, fed: Fed) -> None:
        assert fed.seconds < MAX_SECONDS + 1
        assert fed.child_mb < MAX_CHILD_MB
        assert fed.growth_mb < MAX_GROWTH_MB

    def _add_good(self) -> None:
        self._goods += 1
        text = "\n\n".join(paragraphs(50_000 + self._goods, 3))
        started = time.monotonic()
        report = ingest(self.corpus, [RawDocument(f"good-{self._goods}.txt", text.encode())])
        assert (report.added + report.unchanged, report.rejected) == (1, [])
        if self._goods > 1:
            assert time.monotonic() - started < GOOD_SECONDS, "a good file had to wait"

    def _originals(self) -> set[str]:
        return {path.name for path in self.settings.originals_folder.rglob("*") if path.is_file()}

    def _outside(self) -> set[tuple[str, int, int]]:
        """All below the folder but the data folder: names, sizes, times of change."""
        found = set()
        for path in self.folder.rglob("*"):
            if not path.is_relative_to(self.settings.home):
                about = path.lstat()
                found.add((str(path), about.st_size, about.st_mtime_ns))
        return found


def check_end(case: Case, fed: Fed) -> None:
    """Fails where a case did not end as it has to."""
    assert fed.outcomes, "nobody said what became of it"
    if case.ends != EITHER:
        wanted = case.ends == REJECTED
        assert [outcome.status is Status.REJECTED for outcome in fed.outcomes] == [wanted] * len(fed.outcomes), fed
    for reason in fed.reasons:
        assert case.reason in reason
    whole = "\n".join(fed.texts)
    for part in case.holds:
        assert part in whole
    for part in case.lacks:
        assert part.casefold() not in whole.casefold()


def check_words(reasons: Sequence[str]) -> None:
    """Fails where a refusal is not words for a reader."""
    for reason in reasons:
        assert reason.strip(), "a refusal without a reason"
        assert len(reason) <= LONGEST_REASON
        assert "\n" not in reason
        assert not TECHNICAL.search(reason), reason
        assert not CRASHED.search(reason), reason


@contextmanager
def _deadline(seconds: float | None) -> Iterator[None]:
    """Inside the `with` one item may take so long, where that is not None."""
    if seconds is None:
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        for module in (gathering, visiting):
            patch.setattr(module, "parse", partial(parse, seconds=seconds))
        yield
