"""What the three commands have in common: errors in one line, progress on stderr.

Results go to stdout and nothing else does, so that `--json` can be piped. Exit codes
are part of the contract: 0 done, 1 the world failed, 2 misuse, 130 interrupted.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from corpus.errors import CorpusError
from corpus.ingest import Progress

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130


def run(command: Callable[[Sequence[str]], int], expected: tuple[type[Exception], ...] = (CorpusError,)) -> None:
    """Run a command on the process's arguments and leave with its exit code; no traceback for `expected`."""
    try:
        code = command(sys.argv[1:])
        sys.stdout.flush()
    except expected as error:
        code = fail(str(error))
    except KeyboardInterrupt:
        code = fail("interrupted; what was stored is kept", INTERRUPTED)
    except BrokenPipeError:  # `| head` closed the pipe: not our failure, and no more may be written
        sys.stderr.close()
        code = DONE
    except ValueError as error:
        # pydantic's ValidationError, a ValueError, names the setting and the value it was given
        code = fail(f"a setting or argument cannot be used: {error}", MISUSED)
    sys.exit(code)


def fail(message: str, code: int = FAILED) -> int:
    """Say on stderr what went wrong; the code to leave with."""
    print(f"error: {message}", file=sys.stderr)
    return code


@contextmanager
def progress_bar(description: str) -> Iterator[Progress]:
    """A bar on stderr that a terminal sees and a pipe does not."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(description, total=None)

        def show(done: int, total: int, source: str) -> None:
            name = escape(source[-50:]) if source else "finishing"
            bar.update(task, completed=done, total=total, description=f"{description} {name}")

        yield show
