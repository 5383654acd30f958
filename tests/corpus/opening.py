"""Shorthands to extract a document made in a test."""

from pathlib import Path

import pytest

from corpus import SourceRejected
from corpus.extracting import Extracted, Feed, Refused, extract
from corpus.loading import RawDocument

FILES = Path(__file__).parent / "files"


def all_in(data: bytes, source: str = "a.txt", *, password: str | None = None) -> list[Extracted | Feed | Refused]:
    return list(extract(RawDocument(source, data, password=password)))


def only(data: bytes, source: str = "a.txt", *, password: str | None = None) -> Extracted:
    """The one article in `data`."""
    [found] = all_in(data, source, password=password)
    assert isinstance(found, Extracted)
    return found


def texts_by_member(data: bytes, *, password: str | None = None) -> dict[str, str]:
    """What each member holds: its text, or why it was refused."""
    found = all_in(data, password=password)
    assert not any(isinstance(item, Feed) for item in found)
    return {
        item.member: item.reason if isinstance(item, Refused) else item.text
        for item in found
        if not isinstance(item, Feed)
    }


def reason_for(data: bytes, source: str = "a.txt", *, password: str | None = None) -> str:
    with pytest.raises(SourceRejected) as caught:
        all_in(data, source, password=password)
    return caught.value.reason


def ends_well(data: bytes, source: str = "a.txt") -> bool:
    """Whether extracting ends in articles or in a reason; anything else is an error of its own."""
    try:
        all_in(data, source)
    except SourceRejected as rejected:
        return bool(rejected.reason)
    return True
