"""`python -m ui`: one line where the port is taken, the repository's options, a clean end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.__main__ import CONFIG, _options

ROOT = CONFIG.parent.parent


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ui", *arguments]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_taken_port_ends_in_one_line_that_says_what_to_do(taken_port: int) -> None:
    ended = subprocess.run(command("--port", str(taken_port)), cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert ended.stderr == (
        f"error: port {taken_port} cannot be used (address already in use); "
        f"try `python -m ui --port {taken_port + 1}`\n"
    )


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_what_is_no_port_is_misuse(port: str) -> None:
    ended = subprocess.run(command(f"--port={port}"), cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert "a port is a number from 1 to 65535" in ended.stderr


def test_app_serves_on_this_computer_from_any_folder_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FOOTNOTE_HOME": str(tmp_path / "home")}
    with subprocess.Popen(
        command("--port", str(port)), cwd=tmp_path, env=environment, text=True, stdout=-1, stderr=-1
    ) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline() == f"Footnote is at http://127.0.0.1:{port}\n"
        assert "<title>" in page(f"http://127.0.0.1:{port}")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert "Traceback" not in process.stderr.read()


def page(url: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return str(response.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")


def test_options_take_the_names_of_streamlits_flags() -> None:
    table = {"server": {"address": "127.0.0.1"}, "theme": {"sidebar": {"font": "serif"}}}
    assert dict(_options(table)) == {"server_address": "127.0.0.1", "theme_sidebar_font": "serif"}
