"""What the three commands have in common: errors in one line, progress on stderr.

Results go to stdout and nothing else does, so that `--json` can be piped. Exit codes
are part of the contract: 0 done, 1 the world failed, 2 misuse, 130 interrupted.
"""

import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from corpus.errors import CorpusError
from corpus.running import Progress

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
        code = fail(_misuse(error), MISUSED)
    sys.exit(code)


def plain(text: str) -> str:
    """Text on one line without control characters, which a terminal would obey."""
    return " ".join("".join(char if unicodedata.category(char)[0] != "C" else " " for char in text).split())


def _misuse(error: ValueError) -> str:
    """What was wrong, in one line; pydantic's ValidationError names the first setting it could not use."""
    problems: list[dict[str, Any]] = error.errors() if hasattr(error, "errors") else []
    if not problems:
        return f"a setting or argument cannot be used: {error}"
    first = problems[0]
    name = "_".join(["FOOTNOTE", *map(str, first["loc"])]).upper()
    return f"the setting {name}={first['input']!r} cannot be used ({first['msg'].lower()}); correct it or unset it"


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
