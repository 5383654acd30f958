"""Reading in another process: whatever a document does to its reader, it costs that document and no other."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from corpus import Article, CorpusSettings, RawDocument, Rejection
from corpus import parsing as parser
from corpus.parsing import end_idle, parse
from tests.corpus.making import RAIN, RIVER

ROOT = Path(__file__).resolve().parents[2]
GOOD = RawDocument("good.txt", RAIN.encode())
# Minutes for any parser of trees: a million and more paragraphs that nobody closes.
SLOW = RawDocument("slow.html", b"<html><body><article>" + b"<p>x" * 1_250_000)
TABLE = RawDocument("table.csv", b"title,text\n" + b"".join(
    f"Report {number},{RAIN} {RIVER} It was day {number}.\n".encode() for number in range(3_000)
))  # fmt: skip


@pytest.fixture
def settings(own_home: Path) -> CorpusSettings:
    return CorpusSettings(home=own_home)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """No process of another test reads for this one, and this one's do not outlive it."""
    end_idle()
    yield
    end_idle()
    assert children() == []


def children() -> list[int]:
    """The readers this process has started and not yet buried; others' children, as a browser's, do not count.

    What is dead and not yet buried has no command line left: it counts.
    """
    own = Path(f"/proc/{os.getpid()}/task")
    started = [int(pid) for task in own.iterdir() for pid in (task / "children").read_text().split()]
    return [pid for pid in started if not (line := command_line(pid)) or b"corpus.parsing_child" in line]


def command_line(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def is_good(settings: CorpusSettings) -> bool:
    """Whether an innocent document is read as it should be."""
    (article,) = parse(GOOD, settings)
    return isinstance(article, Article) and article.text == RAIN


def warm(settings: CorpusSettings) -> int:
    """The id of a process that is ready and waits."""
    assert is_good(settings)
    (pid,) = children()
    return pid


def test_documents_one_after_another_are_read_by_one_process(settings: CorpusSettings) -> None:
    pid = warm(settings)
    assert is_good(settings)
    assert list(parse(RawDocument("empty.txt", b""), settings)) == [
        Rejection("empty.txt", "the file is empty")
    ]  # fmt: skip
    assert children() == [pid]


def test_reading_that_takes_too_long_is_a_rejection_and_the_next_document_is_read_at_once(
    settings: CorpusSettings,
) -> None:
    slow_reader = warm(settings)
    started = time.monotonic()
    items = list(parse(SLOW, settings, seconds=1))
    assert items == [Rejection("slow.html", "reading it took longer than 1 seconds")]
    assert time.monotonic() - started < 4
    started = time.monotonic()
    assert is_good(settings)
    assert time.monotonic() - started < 3
    assert slow_reader not in children()


def test_reader_that_is_killed_costs_the_rest_of_its_document_only(settings: CorpusSettings) -> None:
    pid = warm(settings)
    items = parse(TABLE, settings)
    assert isinstance(next(items), Article)
    os.kill(pid, signal.SIGKILL)
    rest = list(items)
    assert isinstance(rest[-1], Rejection)
    assert rest[-1].reason.startswith("its reader crashed (exit -9)")
    assert all(isinstance(item, Article) for item in rest[:-1])
    assert is_good(settings)


def test_process_that_was_killed_while_it_waited_is_not_asked(settings: CorpusSettings) -> None:
    os.kill(warm(settings), signal.SIGKILL)
    time.sleep(0.1)  # for the kernel to have done it
    assert is_good(settings)


@pytest.mark.slow
def test_document_that_needs_more_than_a_gigabyte_is_a_rejection(settings: CorpusSettings) -> None:
    warm(settings)
    hungry = RawDocument("hungry.md", b"# Title\n\n" + b"*a* **b** [c](d)\n\n" * 400_000)
    assert list(parse(hungry, settings, seconds=60)) == [
        Rejection("hungry.md", "reading it needs more than 1 GB of memory")
    ]
    assert is_good(settings)


def test_interruption_of_the_terminal_does_not_reach_the_reader(settings: CorpusSettings) -> None:
    """Ctrl-C goes to a whole group of processes; the reader is in one of its own, and ignores it besides."""
    pid = warm(settings)
    assert os.getpgid(pid) != os.getpgid(0)
    os.kill(pid, signal.SIGINT)
    assert is_good(settings)
    assert children() == [pid]


def test_ended_processes_leave_neither_a_zombie_nor_an_open_pipe(settings: CorpusSettings) -> None:
    before = open_files()
    warm(settings)
    end_idle()
    assert children() == []
    assert open_files() == before
    list(parse(SLOW, settings, seconds=0.2))
    assert children() == []
    assert open_files() == before


def test_document_that_is_dropped_half_way_ends_its_process(settings: CorpusSettings) -> None:
    pid = warm(settings)
    items = parse(TABLE, settings)
    next(items)
    assert children() == [pid]
    items.close()  # type: ignore[attr-defined]
    assert children() == []


def test_two_threads_read_at_once_each_its_own(settings: CorpusSettings) -> None:
    read: dict[int, list[str]] = {}

    def over(number: int) -> None:
        data = "\n".join(f'{{"text": "{RAIN} Number {number}, row {row}."}}' for row in range(200)).encode()
        read[number] = [
            item.text for item in parse(RawDocument("rows.jsonl", data), settings) if isinstance(item, Article)
        ]

    threads = [Thread(target=over, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == {number: [f"{RAIN} Number {number}, row {row}." for row in range(200)] for number in range(3)}
    assert len(children()) == parser.KEPT_IDLE


def test_slow_consumer_loses_nothing(settings: CorpusSettings) -> None:
    """More is waiting than a pipe holds; the time a reader may take does not run while nobody asks."""
    items = parse(TABLE, settings, seconds=1)
    first = next(items)
    time.sleep(7)  # the process ends itself five seconds after it should have been ended
    assert isinstance(first, Article)
    assert sum(isinstance(item, Article) for item in items) == 2_999


HARMFUL = """
import os, signal, sys
from corpus import parsing_child
from corpus.extracting import Extracted

def harmful(document, *_):
    what = document.data.decode()
    if what == "print":
        print("noise" * 1000, flush=True)
        os.write(1, b"more noise")
        os.write(2, b"and more")
    elif what == "write":
        with open(os.environ["TARGET"], "w") as file:
            file.write("taken over")
    elif what == "memory":
        bytearray(2 << 30)
    elif what == "files":
        [os.open("/dev/null", os.O_RDONLY) for _ in range(1000)]
    elif what == "raise":
        raise LookupError("odd\\x1b[31m")
    elif what == "exit":
        os._exit(7)
    yield Extracted(text="Rain fell on the harbour town for three days.")

parsing_child.extract = harmful
parsing_child.main()
"""


@pytest.fixture
def harmful(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The real process around an extractor that does harm; the file that it tries to write."""
    target = tmp_path / "target"
    monkeypatch.setenv("TARGET", str(target))
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda _, **how: real([sys.executable, "-c", HARMFUL], **how))
    return target


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ("print", None),
        ("write", "it could not be read (OSError: [Errno 27] File too large)"),
        ("memory", "reading it needs more than 1 GB of memory"),
        ("files", "it could not be read (OSError: [Errno 24] Too many open files: '/dev/null')"),
        ("raise", "it could not be read (LookupError: odd\x1b[31m)"),
        ("exit", "its reader crashed (exit 7), as damaged or hostile files can make it"),
    ],
)
def test_extractor_that_does_harm_costs_its_document(
    settings: CorpusSettings, harmful: Path, harm: str, reason: str | None
) -> None:
    items = list(parse(RawDocument("bad.txt", harm.encode()), settings))
    if reason:
        assert items == [Rejection("bad.txt", reason)]
    assert [item.text for item in parse(GOOD, settings) if isinstance(item, Article)] == [RAIN]
    assert reason or [item.text for item in items if isinstance(item, Article)] == [RAIN]
    assert not harmful.exists() or harmful.read_bytes() == b""
