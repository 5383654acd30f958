"""Set Footnote up: the part that any Python can read.

Called by the Makefile with whatever `python3` is on this machine. A Python that is too old cannot even
read the other files here, so this one is written for all of them (no annotations, no f-strings) and
either says in one line what to do or hands over to `steps.main`.

Knows nothing about what a set-up does; that is `steps`.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
CANDIDATES = ("python3.13", "python3.12", "python3.11", "python3.14")


def python_problem(version, find_newer):
    """Say why this Python cannot run Footnote, or return None."""
    if os.name == "nt":
        return "Footnote's set-up runs on Linux and macOS, this is Windows; run it inside WSL"
    if tuple(version[:2]) >= OLDEST:
        return None
    newer = find_newer()
    advice = "install Python 3.11 or newer, then name it: make app PYTHON=python3.12"
    if newer:
        advice = "a newer one is here, run: make app PYTHON=" + newer
    return "this is Python " + ".".join(map(str, version[:3])) + ", Footnote needs 3.11 or newer; " + advice


def newer_python():
    """Name a Python on the PATH that would do, or return None."""
    probe = "import sys; sys.exit(sys.version_info < (3, 11))"
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - pathlib and DEVNULL are too new for this file
        for name in CANDIDATES:
            try:
                if subprocess.call([name, "-c", probe], stdout=nowhere, stderr=nowhere) == 0:
                    return name
            except OSError:
                continue
    return None


if __name__ == "__main__":
    problem = python_problem(sys.version_info, newer_python)
    if problem:
        sys.exit("error: " + problem)
    try:
        import steps

        sys.exit(steps.main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.stderr.write("error: stopped before the end; run the same command again, it goes on from there\n")
        sys.exit(130)
