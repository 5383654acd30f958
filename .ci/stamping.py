"""Remember what a set-up has done, in one small file inside `.venv`.

    {"python": "3.11", "done": {"libraries": "5f1c..."}, "weights": {"...gguf": [98000000, 17e17]}, "samples": ""}

A stamp that is missing, unreadable or of another Python counts as empty: everything is done again, which costs time
and breaks nothing. Knows nothing about steps beyond their names.
"""

import hashlib
import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


@dataclass
class Stamp:
    """What is done: step -> hash of the files that ordered it, and each checked model file's size and time."""

    python: str = THIS_PYTHON
    done: dict[str, str] = field(default_factory=dict)
    weights: dict[str, list[int]] = field(default_factory=dict)
    samples: str = ""

    @classmethod
    def read(cls, file: Path) -> "Stamp":
        """Return the stamp in `file`, or an empty one."""
        try:
            stamp = cls(**json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return cls()
        return stamp if stamp.python == THIS_PYTHON else cls()

    def write(self, file: Path) -> None:
        """Replace `file` at once, so that no reader ever sees half a stamp."""
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self)), encoding="utf-8")
        draft.replace(file)


def hash_of(*files: Path) -> str:
    """Return one hash of the contents of `files`."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def sizes_and_times(site: Path, names: list[str]) -> dict[str, list[int]]:
    """Return what changes when a model file is replaced: cheap to read, unlike its checksum."""
    found = {name: (site / name).stat() for name in names if (site / name).is_file()}
    return {name: [status.st_size, status.st_mtime_ns] for name, status in found.items()}
