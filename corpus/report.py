"""What a run of adding did: `IngestReport`, made of one `Outcome` a source.

Knows nothing about how articles get in; see `corpus.ingest`.
"""

from dataclasses import asdict, dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Rejection:
    """A source that did not become an article, and why."""

    source: str
    reason: str


class Status(StrEnum):
    """What became of one source."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    VARIANT = "variant"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one source, as soon as that is known.

    `detail` is the reason of a rejection, and for a variant the publishers it also stands with.
    """

    source: str
    status: Status
    title: str = ""
    detail: str = ""
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that the page at `source` names: a site whose articles could be followed."""

    source: str
    title: str
    address: str


@dataclass(slots=True)
class IngestReport:
    """What one run did; a second run on the same input adds nothing.

    `loaded` documents were read; each was added, unchanged, replaced an earlier version, or
    was rejected. `variants` of those added or replaced stand nearly alike elsewhere.
    `revised` of the unchanged have new metadata. `not_modified` addresses were asked and
    said that nothing had changed, so that nothing was loaded. `stopped` is the message of what
    ended the run early, such as a full disk; what it had stored by then stays.
    """

    loaded: int = 0
    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    variants: int = 0
    revised: int = 0
    not_modified: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    passages: int = 0
    seconds: float = 0.0
    article_ids: list[str] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    interrupted: bool = False
    stopped: str = ""

    def as_json(self) -> dict[str, object]:
        """The object that `corpus add --json` prints."""
        names = ("loaded", "added", "unchanged", "replaced", "variants", "revised", "not_modified", "rejected",
                 "passages", "seconds", "offers")  # fmt: skip
        values = asdict(self)
        return {name: values[name] for name in names} | {"stopped": self.stopped or None}
