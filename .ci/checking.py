"""Find out before the long steps what would make them fail, and afterwards whether the weights are the right ones.

Every check returns quietly or raises `SetupError`, whose text is the line a person sees: what happened, the
value, what to do next. Changes nothing on the disk.
"""

import errno
import hashlib
import importlib.util
import os
import shutil
import socket
import sys
from pathlib import Path

# Measured with the CPU build of torch: 2.5 GB installed, 0.6 GB of wheels while they are unpacked and the same in
# pip's cache; the rest is room for articles. With torch's CUDA packages: 7 GB, and twice 3.2 GB of wheels.
NEEDED_GB = 6.0
NEEDED_GB_WITH_CUDA = 13.0
NEEDED_GB_TO_GO_ON = 2.0
NEEDED_GB_VARIABLE = "FOOTNOTE_SETUP_NEEDS_GB"

# The compiled halves are named: a Python built without OpenSSL still has an `ssl.py`.
NEEDED_MODULES = ("venv", "ensurepip", "_ssl", "_sqlite3")


class SetupError(Exception):
    """The set-up cannot go on; the text says what to do."""


def check_modules() -> None:
    """Refuse a Python that cannot make a virtual environment or lacks a part Footnote needs."""
    missing = [name for name in NEEDED_MODULES if importlib.util.find_spec(name) is None]
    if missing:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise SetupError(
            f"the Python at {sys.executable!r} comes without {', '.join(missing)}; on Debian or Ubuntu run: "
            f"apt install {package}, elsewhere install a complete Python"
        )


def check_disk(folder: Path, needed_gb: float, *, advice: str = "free some space") -> float:
    """Return the free gigabytes at `folder`; refuse when fewer than `needed_gb` or than a person asked for."""
    wanted = os.environ.get(NEEDED_GB_VARIABLE, str(needed_gb))
    try:
        needed = float(wanted)
    except ValueError:
        raise SetupError(f"{NEEDED_GB_VARIABLE} is {wanted!r}; give a number of gigabytes, e.g. 6") from None
    free = shutil.disk_usage(folder).free / 1e9
    if free < needed:
        raise SetupError(
            f"the disk of this folder has {free:.1f} GB free, the set-up needs {needed:g} GB; {advice}, "
            f"or set {NEEDED_GB_VARIABLE} to ask for less"
        )
    return free


def check_port(given: str) -> None:
    """Refuse a port on which the app could not listen."""
    if not given.isdecimal() or not 1 <= int(given) <= 65535:
        raise SetupError(f"the port is {given!r}; give a number from 1 to 65535, e.g. make app PORT=8502")
    port = int(given)
    problem = _why_not_listening(port)
    if problem == errno.EACCES:
        raise SetupError(f"port {port} is reserved for the system; take a higher one: make app PORT=8501")
    if problem:
        raise SetupError(
            f"port {port} is taken by another program, perhaps a Footnote that is already running at "
            f"http://127.0.0.1:{port}; take another port: make app PORT={_free_port_above(port)}"
        )


def _why_not_listening(port: int) -> int:
    """Return the error number of listening on `port`, 0 when it is free."""
    with socket.socket() as probe:
        # Without this a port counts as taken for a minute after the app was stopped.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen()
        except OSError as problem:
            return problem.errno or errno.EADDRINUSE
    return 0


def _free_port_above(port: int) -> int:
    return next((other for other in range(port + 1, min(port + 100, 65536)) if not _why_not_listening(other)), 8601)


def read_checksums(table: Path) -> dict[str, str]:
    """Read a table in the format of `sha256sum` as file name -> checksum."""
    lines = (line.split(maxsplit=1) for line in table.read_text(encoding="utf-8").splitlines())
    return {name: checksum for checksum, name in lines}


def check_weights(site: Path, checksums: dict[str, str]) -> None:
    """Refuse model weights that are not byte for byte the published ones."""
    for name, expected in checksums.items():
        file = site / name
        if not file.is_file():
            raise SetupError(f"the model file {name!r} is missing; run: make clean, then the same command again")
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
        if found != expected:
            raise SetupError(
                f"the model file {name!r} has the SHA-256 {found}, not {expected}; do not use it, "
                "run: make clean, then the same command again"
            )
