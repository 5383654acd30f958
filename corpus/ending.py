"""What ends a run of adding early, as a line in its report: Ctrl-C, a full disk, an unusable catalogue.

Each article is committed by itself, so that nothing is undone by it. Any other error is a
mistake of ours and goes on. Knows nothing about what the run does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import CatalogueError, NoSpace
from corpus.report import IngestReport
from corpus.spacing import is_full, no_space


@contextmanager
def ending(report: IngestReport, home: Path) -> Iterator[None]:
    """Within it such an error is noted in `report` and goes no further; the first one's message stays."""
    try:
        yield
    except KeyboardInterrupt:
        report.interrupted = True
    except Exception as error:
        if not is_full(error) and not isinstance(error, CatalogueError):
            raise
        known = isinstance(error, CatalogueError | NoSpace)
        report.stopped = report.stopped or str(error if known else no_space(home, error))
