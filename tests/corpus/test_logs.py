"""The log: a file that processes share, that stays small, and that never stops the program."""

import io
import logging
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from corpus import CorpusSettings, logs
from corpus.logs import configure, event
from corpus.settings import PROJECT_FOLDER
from tests.corpus.test_log_lines import taken_apart


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """After the test nothing is written any more."""
    hooks = sys.excepthook, threading.excepthook
    yield
    for handler in logs._installed:
        for logger in logs._loggers():
            logger.removeHandler(handler)
        handler.close()
    logs._installed.clear()
    sys.excepthook, threading.excepthook = hooks


@pytest.fixture
def settings() -> CorpusSettings:
    return CorpusSettings()


def lines(settings: CorpusSettings) -> list[dict[str, str]]:
    return [taken_apart(line) for line in settings.log_path.read_text().splitlines()]


def test_event_is_written_to_the_file_and_nowhere_else(
    settings: CorpusSettings, capfd: pytest.CaptureFixture[str]
) -> None:
    configure(settings, "corpus")
    event("article.stored", {"article": "0123456789abcdef", "passages": 3}, level="warning")
    (pairs,) = lines(settings)
    assert (pairs["event"], pairs["level"], pairs["program"]) == ("article.stored", "warning", "corpus")
    assert (pairs["article"], pairs["passages"]) == ("0123456789abcdef", "3")
    assert capfd.readouterr() == ("", "")


def test_nothing_is_written_nor_made_before_the_first_event(settings: CorpusSettings) -> None:
    event("lost")
    configure(settings, "corpus")
    assert not settings.home.exists()


def test_level_decides_what_is_written(settings: CorpusSettings) -> None:
    configure(settings.model_copy(update={"log_level": "warning"}), "corpus")
    event("told.info")
    event("told.warning", level="warning")
    event("told.error", level="error")
    assert [pairs["event"] for pairs in lines(settings)] == ["told.warning", "told.error"]
    configure(settings.model_copy(update={"log_level": "debug"}), "corpus")
    event("told.debug", level="debug")
    assert lines(settings)[-1]["event"] == "told.debug"


def test_configuring_again_writes_there_and_only_once(settings: CorpusSettings, tmp_path: Path) -> None:
    other = settings.model_copy(update={"home": tmp_path / "other"})
    for each in (settings, settings, other):
        configure(each, "corpus")
    event("told")
    assert not settings.log_path.exists()
    assert len(lines(other)) == 1


def test_warnings_of_other_libraries_are_written_and_what_is_less_is_not(settings: CorpusSettings) -> None:
    alone = logging.getLogger("alone")
    alone.propagate = False
    configure(settings.model_copy(update={"log_level": "debug"}), "ui")
    for logger in (logging.getLogger("library"), alone):
        logger.setLevel("DEBUG")
        logger.info("asked for a page")
        logger.warning("no answer after %d s", 30)
    assert [(pairs["logger"], pairs["message"]) for pairs in lines(settings)] == [
        ("library", "no answer after 30 s"), ("alone", "no answer after 30 s"),
    ]  # fmt: skip


def test_exception_of_a_thread_is_written_and_still_shown(settings: CorpusSettings) -> None:
    shown: list[object] = []
    threading.excepthook = shown.append
    configure(settings, "ui")
    thread = threading.Thread(target=lambda: {}["The ferry sank."])
    thread.start()
    thread.join()
    (pairs,) = lines(settings)
    assert (pairs["message"], pairs["error"], pairs["level"]) == ("a thread ended", "KeyError", "error")
    assert len(shown) == 1


def test_too_large_a_file_is_moved_aside_and_one_such_is_kept(
    settings: CorpusSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 1_000)
    configure(settings, "corpus")
    for number in range(100):
        event("told", {"number": number})
    names = {path.name: path.stat().st_size for path in settings.home.iterdir()}
    assert names.keys() == {"footnote.log", "footnote.log.1"}
    assert max(names.values()) < 1_200
    assert lines(settings)[-1]["number"] == "99"


def test_line_goes_to_the_new_file_after_another_process_moved_the_old_one(settings: CorpusSettings) -> None:
    configure(settings, "corpus")
    event("before")
    settings.log_path.rename(settings.home / "footnote.log.1")
    event("after")
    assert [pairs["event"] for pairs in lines(settings)] == ["after"]


@pytest.mark.parametrize("home", ["/proc/none", "/dev/null/none"])
def test_log_that_cannot_be_written_stops_nothing(
    settings: CorpusSettings, home: str, capfd: pytest.CaptureFixture[str]
) -> None:
    configure(settings.model_copy(update={"home": Path(home)}), "corpus")
    event("lost")
    assert capfd.readouterr() == ("", "")


def test_value_that_cannot_be_shown_stops_nothing(settings: CorpusSettings) -> None:
    class Silent:
        def __str__(self) -> str:
            raise RuntimeError("no words")

    configure(settings, "corpus")
    event("lost", {"value": Silent()})
    event("told")
    assert [pairs["event"] for pairs in lines(settings)] == ["told"]


def test_line_cut_short_by_a_full_disk_spoils_no_other(
    settings: CorpusSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = [20, 0, 10_000]

    class Full(io.FileIO):
        def write(self, data: bytes) -> int:  # type: ignore[override]
            room = rooms.pop(0)
            if not room:
                raise OSError(28, "No space left on device")
            return super().write(bytes(data)[:room])

    monkeypatch.setattr(logs, "FileIO", Full)
    configure(settings, "corpus")
    for name in ("first", "second", "third"):
        event(name)
    torn, whole = settings.log_path.read_text().splitlines()
    assert torn.startswith("time=") and len(torn) == 20
    assert taken_apart(whole)["event"] == "third"


SHARING = """
import sys
from corpus import CorpusSettings, logs
logs.MAX_BYTES = 1_000_000
logs.configure(CorpusSettings(), sys.argv[1])
for number in range(2000):
    logs.event("told", {"number": number, "padding": "x" * (number % 300)})
"""


def test_lines_of_processes_that_share_the_file_never_mix_and_none_is_lost(settings: CorpusSettings) -> None:
    command = [sys.executable, "-c", SHARING]
    running = [subprocess.Popen([*command, name], cwd=PROJECT_FOLDER) for name in ("one", "two", "three")]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    written: dict[str, list[int]] = {"one": [], "two": [], "three": []}
    for path in (settings.home / "footnote.log.1", settings.log_path):
        for line in path.read_text().splitlines():
            pairs = taken_apart(line)
            number = int(pairs["number"])
            assert pairs["padding"] == "x" * (number % 300)
            written[pairs["program"]].append(number)
    assert all(numbers == list(range(2000)) for numbers in written.values())


def test_stderr_stays_as_it_was_and_the_file_has_it_too(settings: CorpusSettings) -> None:
    code = (
        "import logging; from corpus import CorpusSettings; from corpus.logs import configure\n"
        "configure(CorpusSettings(), 'corpus')\n"
        "logging.getLogger('library').warning('no answer')\n"
        "raise KeyError('The ferry sank.')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_FOLDER, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert re.match(r"no answer\nTraceback .*KeyError: 'The ferry sank\.'\n$", done.stderr, re.DOTALL)
    assert [pairs["message"] for pairs in lines(settings)] == ["<string>:3", "the program ended"]
    assert "ferry" not in settings.log_path.read_text()


def test_hidden_key_never_reaches_the_file(settings: CorpusSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "a plain canary")
    configure(settings, "qa")
    event("told", {"reason": "refused: a plain canary", "names": ["a plain canary"]})
    logging.getLogger("library").error("refused a plain canary")
    logging.getLogger("qa.generating").error("refused %s", SimpleNamespace(key="a plain canary"))
    assert len(lines(settings)) == 3
    assert "canary" not in settings.log_path.read_text()
