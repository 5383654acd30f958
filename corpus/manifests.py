"""What an export says of itself, as `manifest.json` holds it, and back.

What is read back is checked: the format and its version, each field's type, no number negative.
Knows nothing about the file that it stands in; see `corpus.portable`.
"""

import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any

FORMAT, FORMAT_VERSION = "footnote-export", 1
MAX_COUNT = 1_000_000_000
WORDS = ("embedder", "weights", "probe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an export says of itself; `weights` or `probe` is empty where it is not known."""

    embedder: str
    weights: str
    probe: str
    dimension: int
    articles: int
    versions: int
    passages: int
    sentences: int
    removed: int
    feeds: int
    originals: int


def record_of(manifest: Manifest) -> dict[str, Any]:
    """The manifest as what JSON can hold, with the format and the moment."""
    return {"format": FORMAT, "version": FORMAT_VERSION, "written": datetime.now(UTC).isoformat(), **asdict(manifest)}


def manifest_of(data: bytes) -> Manifest:
    """The manifest's fields, checked; those that are not known are passed over."""
    record = json.loads(data)
    if record["format"] != FORMAT:
        raise ValueError("it is no export of Footnote")
    if record["version"] != FORMAT_VERSION:
        raise ValueError(f"it has version {record['version']!r} of the format, this program reads {FORMAT_VERSION}")
    manifest = Manifest(**{each.name: record[each.name] for each in fields(Manifest)})
    for name, value in asdict(manifest).items():
        is_right = isinstance(value, str) if name in WORDS else _is_count(value)
        if not is_right:
            raise ValueError(f"its manifest says {name} {value!r:.80}")
    return manifest


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < MAX_COUNT
