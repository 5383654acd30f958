"""What a server may do to whoever asks it: be slow, lie about sizes, send bombs. All of it through `Fetcher`."""

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from corpus import CorpusSettings, SourceRejected
from corpus.fetching import Fetcher
from tests.corpus.website import Website, Wire

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
TEXT = b"Rain fell. " * 100


@pytest.fixture
def site() -> Iterator[Website]:
    with Website() as opened:
        yield opened


def fetcher(site: Website, *, seconds: float = 5, page: int = 100_000, file: int = 200_000) -> Fetcher:
    settings = CorpusSettings(allowed_hosts=(site.host,), fetch_delay=0, fetch_seconds=seconds)
    return Fetcher(settings.model_copy(update={"max_page_bytes": page, "max_file_bytes": file}))


def reason_for(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(SourceRejected) as caught:
        fetcher.fetch(address)
    return caught.value.reason


def never(wire: Wire) -> None:
    while wire.wait(1):
        pass


def drips_its_headers(wire: Wire) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while wire.wait(0.3):
        wire.send(b"x")


def drips_its_body(wire: Wire) -> None:
    wire.send(HEAD + b"Content-Length: 1000\r\n\r\n")
    while wire.wait(0.3):
        wire.send(b"x")


def drips_its_gzip(wire: Wire) -> None:
    wire.send(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 1000\r\n\r\n")
    for byte in gzip.compress(TEXT):
        if not wire.wait(0.3):
            return
        wire.send(bytes([byte]))


def promises_for_ever(wire: Wire) -> None:
    while wire.wait(0.05):
        wire.send(b"HTTP/1.1 103 Early Hints\r\n\r\n")


@pytest.mark.parametrize("slow", [never, drips_its_headers, drips_its_body, drips_its_gzip, promises_for_ever])
def test_slow_server_has_the_time_for_the_whole_and_no_more(slow: Callable[[Wire], None], site: Website) -> None:
    site.handle("/rain", slow)
    began = time.monotonic()
    assert reason_for(fetcher(site, seconds=0.8), site.address("/rain")) == "it did not finish within 0.8 seconds"
    assert 0.7 < time.monotonic() - began < 3


def test_slow_redirects_share_the_time(site: Website) -> None:
    def goes_on_slowly(wire: Wire) -> None:
        if wire.wait(0.3):
            wire.send(_found(int(wire.asked.path[1:]) + 1))

    for hop in range(5):
        site.handle(f"/{hop}", goes_on_slowly)
    began = time.monotonic()
    assert reason_for(fetcher(site, seconds=0.8), site.address("/0")).endswith("it did not finish within 0.8 seconds")
    assert time.monotonic() - began < 2.4


def _found(hop: int) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: /{hop}\r\nContent-Length: 0\r\n\r\n".encode()


def bomb(megabytes: int) -> bytes:
    packing = zlib.compressobj(9, wbits=31)
    return b"".join(packing.compress(bytes(1_000_000)) for _ in range(megabytes)) + packing.flush()


def test_bomb_stops_at_the_limit_and_takes_little_memory(site: Website) -> None:
    packed = bomb(300)
    assert len(packed) < 300_000  # 1 to 1,000
    site.put("/rain", packed, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    try:
        reason = reason_for(fetcher(site, page=10_000_000), site.address("/rain"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert reason == "it is larger than the limit of 10,000,000 bytes"
    assert peak < 25_000_000


def test_parts_without_content_count_as_what_they_take(site: Website) -> None:
    site.put("/rain", gzip.compress(b"") * 6_000, headers={"Content-Encoding": "gzip"})
    assert reason_for(fetcher(site), site.address("/rain")) == "it is larger than the limit of 100,000 bytes"


def test_page_as_large_as_the_limit_is_taken(site: Website) -> None:
    site.put("/rain", bytes(100_000))
    site.put_zipped("/packed", bytes(100_000))
    for path in ("/rain", "/packed"):
        assert len(fetcher(site).fetch(site.address(path)).data) == 100_000


@pytest.mark.parametrize(
    ("content_type", "limit"),
    [
        ("text/html", 100_000),
        ("text/csv", 100_000),
        ("application/xhtml+xml", 100_000),
        ("application/rss+xml", 100_000),
        ("application/xml", 100_000),
        ("application/feed+json", 100_000),
        ("application/ld+json", 100_000),
        ("", 100_000),
        ("application/pdf", 200_000),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", 200_000),
        ("application/octet-stream", 200_000),
    ],
)
def test_pages_and_files_have_limits_of_their_own(content_type: str, limit: int, site: Website) -> None:
    site.put("/rain", bytes(limit), content_type=content_type)
    assert len(fetcher(site).fetch(site.address("/rain")).data) == limit
    site.put("/rain", bytes(limit + 1), content_type=content_type)
    assert reason_for(fetcher(site), site.address("/rain")) == f"it is larger than the limit of {limit:,} bytes"


def sends_chunks_for_ever(wire: Wire) -> None:
    wire.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while wire.wait(0):
        wire.send(b"3e8\r\n" + bytes(1_000) + b"\r\n")


def sends_for_ever(wire: Wire) -> None:
    wire.send(HEAD + b"\r\n")
    while wire.wait(0):
        wire.send(bytes(10_000))


def says_a_terabyte(wire: Wire) -> None:
    wire.send(HEAD + b"Content-Length: 1000000000000\r\n\r\n")
    while wire.wait(0):
        wire.send(bytes(10_000))


@pytest.mark.parametrize("endless", [sends_chunks_for_ever, sends_for_ever, says_a_terabyte])
def test_endless_page_stops_at_the_limit(endless: Callable[[Wire], None], site: Website) -> None:
    site.handle("/rain", endless)
    assert (
        reason_for(fetcher(site, seconds=20), site.address("/rain")) == "it is larger than the limit of 100,000 bytes"
    )


def test_page_ends_where_its_server_said_it_would(site: Website) -> None:
    site.handle("/rain", lambda wire: wire.send(HEAD + b"Content-Length: 4\r\n\r\nRain and much more"))
    assert fetcher(site).fetch(site.address("/rain")).data == b"Rain"


CUT = {
    "in the body": HEAD + b"Content-Length: 1000\r\n\r\nRain",
    "in a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n3e8\r\nRain",
    "in the headers": HEAD,
    "at once": b"",
    "in what is packed": HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(TEXT)[:-4],
}


@pytest.mark.parametrize("answer", CUT.values(), ids=CUT)
def test_page_that_is_cut_short_is_refused(answer: bytes, site: Website) -> None:
    site.handle("/rain", lambda wire: wire.send(answer))
    assert reason_for(fetcher(site), site.address("/rain")) == "the connection ended early"


NOT_HTTP = {
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "no number": b"HTTP/1.1 abc OK\r\n\r\n",
    "endless headers": HEAD + b"X-Long: " + b"x" * 300_000,
    "two lengths": HEAD + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nRain.",
    "bad chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
}


@pytest.mark.parametrize("answer", NOT_HTTP.values(), ids=NOT_HTTP)
def test_answer_that_is_not_http_is_refused(answer: bytes, site: Website) -> None:
    site.handle("/rain", lambda wire: wire.send(answer))
    assert reason_for(fetcher(site), site.address("/rain")) == "the server's answer is not valid HTTP"


@pytest.mark.parametrize("packing", ["br", "zstd", "deflate", "compress", "gzip, gzip", "gzip, br", "nonsense"])
def test_packing_that_was_not_asked_for_is_refused(packing: str, site: Website) -> None:
    site.put("/rain", gzip.compress(TEXT), headers={"Content-Encoding": packing})
    reason = reason_for(fetcher(site), site.address("/rain"))
    assert reason == f"the server packed it in a way that cannot be unpacked ({packing})"


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "GZIP", "identity, gzip"])
def test_gzip_has_several_names_and_parts_and_something_behind_it(packing: str, site: Website) -> None:
    packed = gzip.compress(TEXT) + gzip.compress(b"Then sun.") + b"\0\0\0"
    site.put("/rain", packed, headers={"Content-Encoding": packing})
    assert fetcher(site).fetch(site.address("/rain")).data == TEXT + b"Then sun."


def test_what_only_claims_to_be_gzip_is_refused(site: Website) -> None:
    site.put("/rain", "Rain fell.", headers={"Content-Encoding": "gzip"})
    assert reason_for(fetcher(site), site.address("/rain")) == "what the server sent is damaged (it cannot be unpacked)"


def test_connection_is_closed_when_its_answer_is_known(site: Website) -> None:
    left = threading.Event()

    def until_left(wire: Wire) -> None:
        with suppress(ConnectionError):
            wire.send(_found(1))
            while wire.wait(0.01):
                wire.send(b"x")
            return
        left.set()

    site.handle("/0", until_left)
    site.put("/1", "Rain fell.")
    fetcher(site).fetch(site.address("/0"))
    assert left.wait(3)


def test_server_that_is_gone_is_named(site: Website) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    fetcher = Fetcher(CorpusSettings(allowed_hosts=(f"127.0.0.1:{port}",), fetch_delay=0, fetch_seconds=5))
    assert reason_for(fetcher, f"http://127.0.0.1:{port}/") == "the server refused the connection"
