"""What the commands have in common: exit codes, one line on stderr, nothing but results on stdout."""

import sys
from collections.abc import Callable, Sequence

import pytest

from corpus import CatalogueError, CorpusSettings
from corpus.terminal import progress_bar, run


def leave(command: Callable[[Sequence[str]], int], *arguments: str, monkeypatch: pytest.MonkeyPatch) -> object:
    """The exit code of the process that runs `command`."""
    monkeypatch.setattr(sys, "argv", ["footnote", *arguments])
    with pytest.raises(SystemExit) as caught:
        run(command)
    return caught.value.code


def raising(error: BaseException) -> Callable[[Sequence[str]], int]:
    def command(arguments: Sequence[str]) -> int:
        raise error

    return command


def test_command_gets_the_arguments_and_its_code_is_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    assert leave(len, "add", "a.txt", "--json", monkeypatch=monkeypatch) == 3


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (CatalogueError("the disk is full"), 1, "error: the disk is full\n"),
        (KeyboardInterrupt(), 130, "error: interrupted; what was stored is kept\n"),
        (ValueError("passage_chars is 9"), 2, "error: a setting or argument cannot be used: passage_chars is 9\n"),
    ],
)
def test_failure_is_one_line_on_stderr_and_a_code(
    error: BaseException, code: int, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave(raising(error), monkeypatch=monkeypatch) == code
    assert tuple(capsys.readouterr()) == ("", message)


def test_setting_that_cannot_be_used_is_named_with_its_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOOTNOTE_PASSAGE_CHARS", "many")
    assert leave(lambda _: CorpusSettings().passage_chars, monkeypatch=monkeypatch) == 2
    message = capsys.readouterr().err
    assert message.startswith("error: the setting FOOTNOTE_PASSAGE_CHARS='many' cannot be used (")
    assert message.count("\n") == 1


def test_mistake_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["footnote"])
    with pytest.raises(ZeroDivisionError):
        run(raising(ZeroDivisionError()))


def test_progress_says_nothing_where_no_terminal_listens(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Adding") as progress:
        progress(0, 2, "/news/[bold]rain.txt")
        progress(2, 2, "")
    assert tuple(capsys.readouterr()) == ("", "")
