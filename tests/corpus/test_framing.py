"""What two processes say to each other arrives as it was sent, and what was never sent so is refused."""

import io
import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, Offer, RawDocument, Rejection
from corpus.article import article_id_of
from corpus.extracting import Feed, FeedItem
from corpus.framing import (
    Item,
    frame,
    pack_document,
    pack_item,
    read_frame,
    unpack_document,
    unpack_item,
)
from tests.corpus.making import RAIN, article

MOMENTS = st.datetimes(timezones=st.just(UTC))
SEEN = st.text(st.characters(exclude_categories=["Cs"]))  # half a surrogate pair is tested below
LINES = st.none() | SEEN
ANY = st.text(st.characters())


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(SEEN.filter(bool))
    pages = draw(st.lists(st.integers(0, len(text)), max_size=4))
    return Article(
        article_id=article_id_of(text), text=text, source=draw(SEEN), url=draw(LINES), title=draw(LINES),
        publisher=draw(LINES), published=draw(st.none() | MOMENTS), published_from=draw(LINES),
        published_certainty=draw(st.sampled_from([None, "sure", "likely", "guess"])),
        updated=draw(st.none() | MOMENTS), fetched=draw(st.none() | MOMENTS),
        authors=tuple(draw(st.lists(SEEN, max_size=3))), language=draw(LINES), pages=tuple(sorted(pages)),
        is_teaser=draw(st.booleans()),
    )  # fmt: skip


FEED_ITEMS = st.builds(
    FeedItem, address=ANY, title=st.none() | ANY, published=st.none() | MOMENTS, updated=st.none() | MOMENTS,
    authors=st.lists(ANY, max_size=3).map(tuple), publisher=st.none() | ANY, language=st.none() | ANY, text=ANY,
)  # fmt: skip
FEEDS = st.builds(
    Feed, title=st.none() | ANY, items=st.lists(FEED_ITEMS, max_size=3).map(tuple),
    more=st.lists(ANY, max_size=3).map(tuple),
)  # fmt: skip
ITEMS = articles() | FEEDS | st.builds(Rejection, ANY, ANY) | st.builds(Offer, ANY, ANY, ANY)
DOCUMENTS = st.builds(
    RawDocument, source=ANY, data=st.binary(), is_place=st.booleans(), address=st.none() | ANY,
    fetched=st.none() | MOMENTS, charset=st.none() | ANY, password=st.none() | ANY,
)  # fmt: skip


@given(ITEMS)
def test_item_arrives_as_it_was_sent(item: Item) -> None:
    assert unpack_item(pack_item(item)) == item


@given(DOCUMENTS)
def test_document_arrives_as_it_was_sent(document: RawDocument) -> None:
    header = json.loads(json.dumps(pack_document(document)))
    assert "data" not in header
    assert unpack_document(header, document.data) == document


@given(st.lists(st.binary()))
def test_frames_are_read_one_after_another_until_the_stream_ends(payloads: list[bytes]) -> None:
    stream = io.BytesIO(b"".join(map(frame, payloads)))
    assert [read_frame(stream) for _ in payloads] == payloads
    assert read_frame(stream) is None


def test_frame_begins_with_its_length() -> None:
    assert frame(b"rain") == b"\0\0\0\0\0\0\0\x04rain"
    assert read_frame(io.BytesIO(b"\0\0\0")) is None


@pytest.mark.parametrize(
    "payload",
    [
        b"", b"nonsense", b"\xff\xfe", b"null", b"5", b'"rain"', b"[]", b"[1]", b"{}", b"[" * 100_000,
        b'{"kind": "article"}', b'{"kind": "spell", "source": "a"}', b'{"kind": ["article"]}', b'{"kind": null}',
        b'{"kind": "rejection", "source": "a"}', b'{"kind": "rejection", "source": "a", "reason": 5}',
        b'{"kind": "rejection", "source": "a", "reason": "b", "more": ["c"]}',
        b'{"kind": "feed", "title": null, "items": 5, "more": []}',
        b'{"kind": "feed", "title": null, "items": [5], "more": []}',
        b'{"kind": "feed", "title": null, "items": [], "more": [5]}',
        b'{"kind": "feed", "title": null, "items": [{"address": 5}], "more": []}',
        b'{"kind": "offer", "source": "a", "title": {"__class__": "b"}, "address": "c"}',
    ],
)  # fmt: skip
def test_payload_that_is_no_item_is_a_value_error(payload: bytes) -> None:
    with pytest.raises(ValueError):
        unpack_item(payload)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"article_id": "0123456789abcdef"}, "id is not that of its text"),
        ({"version": 7}, "one version"),
        ({"raw": "ab" * 32}, "no kept original"),
        ({"pages": [0, 9_999]}, "pages do not lie in its text"),
        ({"pages": [5, 0]}, "pages do not lie in its text"),
        ({"pages": [True]}, r"Article\.pages is not of the type"),
        ({"title": 5}, r"Article\.title is not of the type"),
        ({"text": 5}, r"Article\.text is not of the type"),
        ({"authors": [5]}, r"Article\.authors is not of the type"),
        ({"is_teaser": 1}, r"Article\.is_teaser is not of the type"),
        ({"published": "yesterday"}, "Invalid isoformat"),
        ({"published": "2026-03-12T08:30:00"}, "must be an aware UTC time"),
        ({"published_certainty": "absolutely"}, "no date is 'absolutely'"),
        ({"title": "\ud83d"}, "surrogates not allowed"),
    ],
)
def test_article_that_no_extraction_can_have_made_is_refused(changes: dict[str, Any], message: str) -> None:
    """Else a reader that was taken over could speak for a stored article or stop the run."""
    values = {"kind": "article", **asdict(article(RAIN)), **changes}
    with pytest.raises(ValueError, match=message):
        unpack_item(json.dumps(values).encode())


def test_time_of_another_zone_is_refused_in_a_feed() -> None:
    item = FeedItem(
        address="https://post.example/1", published=datetime(2026, 3, 12, tzinfo=timezone(timedelta(hours=2)))
    )
    with pytest.raises(ValueError, match=r"FeedItem\.published is not of the type"):
        unpack_item(pack_item(Feed(items=(item,))))


def test_text_keeps_every_odd_character() -> None:
    text = "Zoë’s \u2028 café 🌧 \U0010fffd \0 \x1b[31m"
    odd = replace(article(text), title="🏴\U000e0067")
    assert unpack_item(pack_item(odd)) == odd
