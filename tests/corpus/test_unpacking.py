"""Counting what compressed files unpack to, before anything opens them."""

import io
import random
import zipfile

import pytest

from corpus.extracting.unpacking import has_huge_stream, zip_excess
from tests.corpus.making_files import one_page, with_content

ORDERS = b"BT /F1 10 Tf 50 700 Td (words) Tj ET\n"


def excess_of(parts: dict[str, bytes]) -> str | None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with zipfile.ZipFile(out) as archive:
        return zip_excess(archive)


@pytest.mark.parametrize(
    ("parts", "excess"),
    [
        ({"a.xml": b"Rain fell."}, None),
        ({"a.xml": b"a" * 900_000}, None),  # small, though it shrinks to a thousandth
        ({"a.png": random.Random(5).randbytes(2_000_000)}, None),
        ({"a.xml": b"a" * 1_100_000}, "it unpacks to more than 200 times its size"),
        ({"a.xml": b"a" * 20_000_001}, "its text unpacks to more than 20 MB"),
        ({f"{n}.png": bytes(25_000_001) for n in range(4)}, "it unpacks to more than 100 MB"),
    ],
)
def test_an_archive_that_unpacks_to_too_much_is_told(parts: dict[str, bytes], excess: str | None) -> None:
    assert excess_of(parts) == excess


@pytest.mark.parametrize(("count", "filters", "expected"), [(1_000, 1, False), (500_000, 1, True), (500_000, 2, True)])
def test_orders_that_unpack_to_too_much_are_told(count: int, filters: int, expected: bool) -> None:
    assert has_huge_stream(with_content(ORDERS * count, filters=filters)) is expected


def test_a_picture_may_unpack_to_more() -> None:
    data = with_content(ORDERS * 500_000).replace(b"<< /Length", b"<< /Subtype /Image /Length")
    assert not has_huge_stream(data)


def test_an_ordinary_print_is_no_bomb() -> None:
    assert not has_huge_stream(one_page("Rain fell on the hills."))
