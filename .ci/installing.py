"""Make the virtual environment and let pip fill it, while a person can see that something happens.

pip's own words go to a log file; what is shown is made from them. A failed pip is explained by its log:
`reason` names the cause that a person can do something about.

Does not decide what is installed or when; that is `steps`.
"""

import contextlib
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

from checking import NEEDED_GB_WITH_CUDA, SetupError, check_disk
from showing import ProgressLine

# What pip writes when a download fails; after its retries it then claims that no such version exists.
NO_NETWORK = re.compile(r"Retrying \(|Connection ?Error|name resolution|Read timed out|ProxyError|SSLError")

# On Linux the public index serves torch with CUDA; only a person can say where the small build is to be had.
CUDA = re.compile(r"^(?:Collecting|Processing) .*nvidia", re.MULTILINE)
WITHOUT_CUDA = "let PIP_EXTRA_INDEX_URL or PIP_FIND_LINKS name a place of PyTorch's CPU builds"


def venv_python(venv: Path) -> Path:
    """Return the environment's own Python."""
    return venv / "bin" / "python"


def site_packages(venv: Path) -> Path:
    """Return the folder into which pip puts packages."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(venv)}))


def make_venv(venv: Path) -> None:
    """Make the environment, unless a usable one of this Python version is there."""
    python = venv_python(venv)
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    if python.exists() and subprocess.run([python, "-c", probe], capture_output=True).returncode == 0:
        return
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", venv], capture_output=True, text=True)
    if made.returncode != 0:
        words = (made.stderr + made.stdout).strip().splitlines() or ["no reason given"]
        raise SetupError(
            f"the virtual environment {venv.name!r} could not be made: {words[-1]}; "
            "check that this folder can be written, then run the same command again"
        )


def drop_half_installed(site: Path) -> None:
    """Forget packages whose installation was cut off, so that pip installs them again.

    pip writes RECORD last; without it the package looks installed and may lack files.
    """
    for info in site.glob("*.dist-info"):
        if not (info / "RECORD").exists():
            shutil.rmtree(info)


def pip_install(venv: Path, arguments: list[str], *, log: Path, folder: Path) -> None:
    """Run `pip install` in `folder` and show how far it is; raise `SetupError` when it fails."""
    # Wheels are unpacked beside the environment: a small /tmp cannot spoil the set-up, the free space that
    # was checked is the space that is used, and the size of this folder is how much came in.
    incoming = venv / "incoming"
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir()
    started = log.stat().st_size if log.exists() else 0
    pip = _start_pip(venv, arguments, log=log, folder=folder, incoming=incoming)
    try:
        _watch(pip, venv, log=log, started=started, incoming=incoming)
    finally:
        _end(pip)
        shutil.rmtree(incoming, ignore_errors=True)
    if pip.returncode != 0:
        where = log.relative_to(folder)
        raise SetupError(f"{reason(_read_from(log, started))}; then run the same command again (log: {where})")


def progress(words: str, incoming: Path, installed: int) -> str:
    """Put what pip has written so far into one short line."""
    unpacking = re.search(r"^Installing collected packages: (.+)$", words, re.MULTILINE)
    if unpacking:
        total = unpacking[1].count(",") + 1
        return f"unpacking package {min(installed + 1, total)} of {total}"
    found = len(re.findall(r"^(?:Collecting|Processing) ", words, re.MULTILINE))
    return f"{found} packages found, {_size(incoming) / 1e6:.0f} MB fetched"


def reason(words: str) -> str:
    """Say in one sentence why pip failed and what to do."""
    errors = re.findall(r"^ERROR: (.+)$", words, re.MULTILINE) or words.strip().splitlines() or ["it wrote nothing"]
    first = repr(errors[0][:200])
    if "No space left on device" in words:
        return "the disk became full while packages were unpacked; free some space"
    if NO_NETWORK.search(words):
        return f"packages could not be downloaded ({first}); check the network, or the proxy settings"
    if "No matching distribution" in words:
        here = f"{platform.system()} {platform.machine()} with Python {platform.python_version()}"
        advice = "take Python 3.11 to 3.14 on Linux or on a Mac with Apple silicon"
        return f"there is no build of a package for {here} ({first}); {advice}"
    return f"pip failed with {first}; correct what it names"


def _start_pip(venv: Path, arguments: list[str], *, log: Path, folder: Path, incoming: Path) -> subprocess.Popen[bytes]:
    """Start pip with its words going to the end of `log` and its temporary files into `incoming`."""
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    with log.open("ab") as sink:
        return subprocess.Popen(
            [venv_python(venv), "-m", "pip", "install", *quiet, *arguments],
            cwd=folder,
            env={**os.environ, "TMPDIR": str(incoming), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )


def _watch(pip: subprocess.Popen[bytes], venv: Path, *, log: Path, started: int, incoming: Path) -> None:
    """Show how far pip is until it ends."""
    line = ProgressLine()
    already = _count_packages(venv)
    cuda_was_told = False
    while pip.poll() is None:
        time.sleep(0.25)
        words = _read_from(log, started)
        if not cuda_was_told and CUDA.search(words):
            cuda_was_told = True
            line.clear()
            print(
                f"      torch comes with CUDA here: 2.7 GB more to download; to avoid it, stop and {WITHOUT_CUDA}",
                flush=True,
            )
            check_disk(venv, NEEDED_GB_WITH_CUDA, advice=f"free some space, or {WITHOUT_CUDA}")
        line.renew(progress(words, incoming, _count_packages(venv) - already))
    line.clear()


def _end(pip: subprocess.Popen[bytes]) -> None:
    """End pip if it still works, since nobody waits for it any more."""
    if pip.poll() is None:
        pip.terminate()
        pip.wait()


def _read_from(log: Path, start: int) -> str:
    with log.open("rb") as content:
        content.seek(start)
        return content.read().decode("utf-8", "replace")


def _count_packages(venv: Path) -> int:
    return sum(1 for _ in site_packages(venv).glob("*.dist-info"))


def _size(folder: Path) -> int:
    """Add up the files below `folder`, some of which may vanish meanwhile."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                total += Path(path, name).lstat().st_size
    return total
