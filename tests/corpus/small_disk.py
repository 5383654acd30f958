"""A disk of a few megabytes that really fills up: a tmpfs, where this machine lets us mount one."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BLOCK = 4_096


class SmallDisk:
    """A mounted tmpfs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._padding = folder / "padding"

    @property
    def free(self) -> int:
        return shutil.disk_usage(self.folder).free

    def fill(self) -> None:
        """Take what is left, to the last block."""
        with self._padding.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * BLOCK)
            except OSError:
                return

    def grow(self, megabytes: int) -> None:
        """Take the padding away and make the disk larger: somebody has freed some space."""
        self._padding.unlink(missing_ok=True)
        _run("mount", "-o", f"remount,size={megabytes}m", str(self.folder))


@contextmanager
def small_disk(folder: Path, *, bytes_: int) -> Iterator[SmallDisk]:
    """A disk of that size at `folder` until the end; the test is skipped where nothing may be mounted."""
    folder.mkdir(parents=True)
    try:
        _run("mount", "-t", "tmpfs", "-o", f"size={bytes_}", "small", str(folder))
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no disk can be mounted here ({error})")
    try:
        yield SmallDisk(folder)
    finally:
        _run("umount", "--lazy", str(folder))  # lazily: a failed test may hold files open


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=30)
