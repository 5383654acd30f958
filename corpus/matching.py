"""One catalogue, one embedder: which one made the stored vectors, and whether the one set now is the same.

Vectors of two models cannot be compared, and a search that does it finds nonsense without
an error. So the catalogue notes three facts beside its vectors:

    embedder            the name
    embedder_weights    the digest of its files, where there are any; empty otherwise
    embedder_probe      where there are none, its vector for `PROBE`

and a fourth, `vectors`, that changes each time another embedder takes over, so that who
holds copies of the vectors knows that they are out of date.

Knows nothing about how vectors are made, or made anew; see `corpus.reembedding`.
"""

import base64
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakKeyDictionary

from corpus.embedding import Embedder
from corpus.errors import EmbedderError
from corpus.rows import pack, unpack

EMBEDDER_FACT = "embedder"
WEIGHTS_FACT = "embedder_weights"
PROBE_FACT = "embedder_probe"
VECTORS_FACT = "vectors"

PROBE = "On Tuesday the harbour council of Keldmar voted, by nine to four, to rebuild the old breakwater."
# The packaged model's cosine with its own stored probe: 0.99999 alone and in batches of up to 64, with one thread and
# two; 0.99998 computed in float16. With its weights disturbed by a hundredth 0.9994, in eight bits 0.936.
SAME_COSINE = 0.999
SHOWN_DIGITS = 8  # of a digest
REMEDY = "run `python -m corpus reembed` to embed the articles anew"

Read = Callable[[str], str | None]


class Facts(Protocol):
    """A catalogue, as far as it matters here."""

    def fact(self, name: str) -> str | None: ...

    def counts(self) -> tuple[int, int]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An embedder, as far as it can be told from others."""

    name: str
    weights: str = ""
    probe: str = ""  # empty where the weights are known, and where no vector was computed yet

    def difference(self, now: "Identity") -> str:
        """Why what this embedder made is of no use to the one set `now`, in words; empty where it is."""
        if self.name != now.name:
            return (
                f"the stored articles were embedded by {self.name!r}, not by {now.name!r}, which is set now; "
                f"set FOOTNOTE_EMBEDDER={self.name}, or {REMEDY}"
            )
        if self.weights and now.weights:
            if self.weights == now.weights:
                return ""
            before, after = self.weights[:SHOWN_DIGITS], now.weights[:SHOWN_DIGITS]
            what = f"had other weights ({before}…) when it embedded the stored articles than it has now ({after}…)"
        elif self.probe and now.probe and not _is_near(self.probe, now.probe):
            what = "gives the same text another vector now than when it embedded the stored articles"
        else:
            return ""
        return f"the embedder {self.name!r} {what}; put its old weights back, or {REMEDY}"


_known: WeakKeyDictionary[Embedder, Identity] = WeakKeyDictionary()


def identity_of(embedder: Embedder) -> Identity:
    """Who the embedder is; embeds one sentence, once, where its weights are unknown."""
    known = _known.get(embedder)
    if known is None or known.name != embedder.name:
        weights = embedder.weights
        probe = "" if weights else base64.b64encode(pack(embedder.embed([PROBE])[0])).decode("ascii")
        _known[embedder] = known = Identity(name=embedder.name, weights=weights, probe=probe)
    return known


def check_embedder(catalogue: Facts, embedder: Embedder) -> None:
    """Nothing where the embedder may be used with the stored vectors, and an error where it may not.

    For who is about to search or store, and so has loaded the embedder. Two or three
    reads of the catalogue, 0.1 ms.

    Raises: EmbedderError.
    """
    if difference := _difference(catalogue, identity_of(embedder)):
        raise EmbedderError(difference)


def problem_of(catalogue: Facts, embedder: Embedder) -> str:
    """Why the embedder may not be used with the stored vectors, as far as is known without loading it."""
    return _difference(catalogue, _known.get(embedder) or Identity(name=embedder.name, weights=embedder.weights))


def claim(connection: sqlite3.Connection, identity: Identity) -> None:
    """The right to write vectors of this embedder in the caller's transaction; noted where nobody has it yet.

    Inside the transaction, since all articles may have been embedded anew by another
    embedder while the caller waited for the lock.

    Raises: EmbedderError where another embedder made the stored vectors.
    """
    stored = _stored(lambda name: _fact(connection, name))
    difference = stored.difference(identity) if stored else ""
    if difference and connection.execute("SELECT EXISTS (SELECT 1 FROM passages)").fetchone()[0]:
        raise EmbedderError(difference)
    if difference:
        take_over(connection, identity)
    elif stored is None or not (stored.weights or stored.probe):  # an earlier Footnote noted only the name
        _note(connection, identity)


def take_over(connection: sqlite3.Connection, identity: Identity) -> None:
    """Write down, in the caller's transaction, that all vectors are this embedder's from now on, and new."""
    _note(connection, identity)
    count = int(_fact(connection, VECTORS_FACT) or 0) + 1
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?,?)", (VECTORS_FACT, str(count)))


def _note(connection: sqlite3.Connection, identity: Identity) -> None:
    facts = {EMBEDDER_FACT: identity.name, WEIGHTS_FACT: identity.weights, PROBE_FACT: identity.probe}
    connection.executemany("INSERT OR REPLACE INTO facts VALUES (?,?)", facts.items())


def _difference(catalogue: Facts, now: Identity) -> str:
    """How the embedder differs from the one that made the vectors; empty where there are none."""
    stored = _stored(catalogue.fact)
    difference = stored.difference(now) if stored else ""
    return difference if difference and catalogue.counts()[1] else ""


def _stored(read: Read) -> Identity | None:
    name = read(EMBEDDER_FACT)
    if name is None:
        return None
    return Identity(name=name, weights=read(WEIGHTS_FACT) or "", probe=read(PROBE_FACT) or "")


def _fact(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def _is_near(one: str, other: str) -> bool:
    blobs = [base64.b64decode(each) for each in (one, other)]
    if len(blobs[0]) != len(blobs[1]):
        return False
    first, second = unpack(blobs)
    return float(first @ second) >= SAME_COSINE
