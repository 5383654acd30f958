"""What this process and the one that parses say to each other: JSON and bytes, each with its length before it.

JSON, since whoever takes over a parser must not be able to hand back anything but data;
and every value is checked for its type, since what comes back is stored. Knows nothing
about processes; see `corpus.parsing`.
"""

import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from types import UnionType
from typing import Any, BinaryIO, get_args, get_origin, get_type_hints

from corpus.article import Article, article_id_of
from corpus.dating import Certainty
from corpus.extracting.extracted import Feed, FeedItem
from corpus.loading import RawDocument
from corpus.report import Offer, Rejection

LENGTH_BYTES = 8


@dataclass(frozen=True, slots=True)
class Begun:
    """The archive's member that is read next; `number` counts from 1."""

    number: int
    member: str


Item = Article | Feed | Rejection | Offer
KINDS: dict[str, type[Item]] = {"article": Article, "feed": Feed, "rejection": Rejection, "offer": Offer}
MOMENTS = ("published", "updated", "fetched")
TUPLES = ("authors", "pages", "more")


DONE = b""
"""The frame after the last item of a document."""


def frame(payload: bytes) -> bytes:
    return len(payload).to_bytes(LENGTH_BYTES, "big") + payload


READY = frame(b"ready")
"""What a new process says when it can be asked."""


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame's bytes; None where the stream has ended."""
    length = stream.read(LENGTH_BYTES)
    return stream.read(int.from_bytes(length, "big")) if len(length) == LENGTH_BYTES else None


def pack_document(document: RawDocument) -> dict[str, Any]:
    """Everything about a document but its bytes."""
    values = {name.name: getattr(document, name.name) for name in fields(document) if name.name != "data"}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def unpack_document(values: dict[str, Any], data: bytes) -> RawDocument:
    return RawDocument(data=data, **_restored(values))


def pack_item(item: Item) -> bytes:
    """One thing that was found in a document, as JSON."""
    kind = next(name for name, type_ in KINDS.items() if isinstance(item, type_))
    return json.dumps({"kind": kind, **asdict(item)}, default=datetime.isoformat).encode("ascii")


def unpack_begun(payload: bytes) -> Begun | None:
    """The member of an archive that comes next, where that is what the frame says."""
    if not payload.startswith(b'{"begun":'):
        return None
    values = json.loads(payload)
    return Begun(int(values["begun"]), str(values["member"]))


def unpack_item(payload: bytes) -> Item:
    """The thing that `pack_item` packed; ValueError where it is none."""
    try:
        values = json.loads(payload)
        kind = KINDS[values.pop("kind")]
        if kind is Feed:
            values["items"] = tuple(_made(FeedItem, item) for item in values["items"])
        item: Item = _made(kind, values)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an item ({type(error).__name__}: {error})") from error
    if isinstance(item, Article):
        _check_article(item)
    return item


def _made(kind: Any, values: dict[str, Any]) -> Any:
    """An object of this class whose fields all hold what their types promise."""
    made = kind(**_restored(values))
    for name, hint in get_type_hints(kind).items():
        if not _fits(getattr(made, name), hint):
            raise ValueError(f"{kind.__name__}.{name} is not of the type {hint}")
    return made


def _fits(value: object, hint: Any) -> bool:
    if isinstance(hint, UnionType):
        return any(_fits(value, each) for each in get_args(hint))
    if get_origin(hint) is tuple:
        return type(value) is tuple and all(_fits(each, get_args(hint)[0]) for each in value)
    if isinstance(value, datetime):
        return hint is datetime and value.utcoffset() == UTC.utcoffset(None)
    return type(value) is hint


def _check_article(article: Article) -> None:
    """What is true of every article that was just assembled, and would harm others where it is not."""
    if article.article_id != article_id_of(article.text):
        raise ValueError("the article's id is not that of its text")
    if article.version != 1 or article.raw is not None:
        raise ValueError("a new article has one version and no kept original yet")
    if list(article.pages) != sorted(article.pages) or not all(0 <= at <= len(article.text) for at in article.pages):
        raise ValueError("the article's pages do not lie in its text")
    if article.published_certainty not in (None, *Certainty):
        raise ValueError(f"no date is {article.published_certainty!r}")
    json.dumps(asdict(article), ensure_ascii=False, default=str).encode()  # half a surrogate pair cannot be stored


def _restored(values: dict[str, Any]) -> dict[str, Any]:
    restored = dict(values)
    for name in MOMENTS:
        if isinstance(restored.get(name), str):
            restored[name] = datetime.fromisoformat(restored[name])
    for name in TUPLES:
        if name in restored:
            restored[name] = tuple(restored[name])
    return restored
