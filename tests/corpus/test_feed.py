"""RSS and Atom: every article a feed names, with an address that can be opened and the right time."""

from datetime import UTC, datetime

import pytest

from corpus.extracting.extracted import Feed, FeedItem
from corpus.extracting.feed import is_feed, read_feed
from tests.corpus.feeds import ADDRESS, EVENING, MORNING, generated, item, read, rss

QUAY = "https://news.example/quay"


def test_generated_rss_gives_title_and_items_with_all_that_is_said() -> None:
    feed = read(generated().rss_str())
    assert feed.title == "Harbour Post"
    assert [found.address for found in feed.items] == [
        "https://news.example/2026/quay",
        "https://news.example/2026/fair",
    ]
    first = feed.items[0]
    assert (first.title, first.published, first.publisher, first.language) == (
        "Quay & market flooded", MORNING, "Harbour Post", "en",
    )  # fmt: skip
    assert first.text == "Rain fell for three days.\nThe river rose & rose."
    assert feed.items[1].text == ""


def test_generated_atom_gives_both_times_and_the_author() -> None:
    first, second = read(generated().atom_str()).items
    assert (first.published, first.updated, first.authors) == (MORNING, EVENING, ("Mara Lind",))
    assert (second.title, second.published, second.authors) == ("Fair opens", EVENING, ())


def test_rss_1_0_tells_its_date_in_dublin_core() -> None:
    data = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old Post</title></channel>'
        b'<item rdf:about="https://news.example/quay"><title>Quay</title><link>https://news.example/quay</link>'
        b"<dc:date>2026-10-14T05:52:00+02:00</dc:date><dc:creator>Ann Tern</dc:creator></item></rdf:RDF>"
    )
    assert read(data) == Feed(
        title="Old Post",
        items=(FeedItem(address=QUAY, title="Quay", published=MORNING, authors=("Ann Tern",), publisher="Old Post"),),
    )


def test_rss_0_91_without_dates_has_items_without_dates() -> None:
    data = (
        b'<rss version="0.91"><channel><title>P</title>'
        b"<item><title>Q</title><link>http://a.example/1</link></item></channel></rss>"
    )
    assert read(data).items == (FeedItem(address="http://a.example/1", title="Q", publisher="P"),)


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("Wed, 14 Oct 2026 05:52:00 GMT", 5),
        ("Wed, 14 Oct 2026 05:52:00 +0200", 3),
        ("Wed, 14 Oct 2026 05:52:00 -0700", 12),
        ("Wed, 14 Oct 2026 05:52:00 EST", 10),
        ("Wed, 14 Oct 2026 05:52:00 PDT", 12),
        ("Wed, 14 Oct 2026 05:52:00 CEST", 3),
        ("14 Oct 26 05:52:00 GMT", 5),
        ("Wed, 14 Oct 2026 05:52:00", 5),
        ("2026-10-14T05:52:00Z", 5),
        ("2026-10-14T05:52:00+02:00", 3),
        ("2026-10-14 05:52:00", 5),
    ],
)
def test_a_time_is_read_with_its_zone_and_without_one_is_utc(written: str, hour: int) -> None:
    (found,) = read(rss(item(f"<pubDate>{written}</pubDate>"))).items
    assert found.published == datetime(2026, 10, 14, hour, 52, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "soon", "Mon, 01 Jan 2035 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "0000-00-00"]
)
def test_a_time_that_cannot_be_right_is_unknown(written: str) -> None:
    assert read(rss(item(f"<pubDate>{written}</pubDate>"))).items[0].published is None


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://a.example/x", "", "http://", "http://[x"],
)
def test_a_link_that_no_reader_should_open_is_dropped(link: str) -> None:
    assert read(rss(item(link=link) + item())).items[0].address == QUAY
    assert len(read(rss(item(link=link) + item())).items) == 1


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a/1", "https://news.example/a/1"),
        ("2?x=1&amp;y=2", "https://news.example/feeds/2?x=1&y=2"),
        ("//b.example/3", "https://b.example/3"),
    ],
)
def test_a_relative_link_is_resolved_against_the_feeds_address(link: str, address: str) -> None:
    assert read(rss(item(link=link))).items[0].address == address


def test_a_relative_link_without_any_base_is_dropped() -> None:
    assert read(rss(item(link="/a/1")), address=None).items == ()


def test_xml_base_comes_before_the_feeds_address() -> None:
    data = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/">'
        b'<entry><link href="1"/></entry></feed>'
    )
    assert read(data).items[0].address == "https://b.example/x/1"


def test_a_permanent_id_stands_in_for_a_missing_link_and_another_id_does_not() -> None:
    permanent, other = (
        f"<item><guid{said}>https://news.example/g</guid></item>" for said in ("", ' isPermaLink="false"')
    )
    assert [found.address for found in read(rss(permanent)).items] == ["https://news.example/g"]
    assert read(rss(other)).items == ()


def test_the_address_before_feedburners_counter_is_preferred() -> None:
    data = rss(
        item("<feedburner:origLink>https://news.example/origin</feedburner:origLink>", link="https://f.example/~r/1")
    )
    assert read(data).items[0].address == "https://news.example/origin"


def test_atoms_link_to_the_page_is_preferred_to_those_to_itself_a_pdf_or_a_sound() -> None:
    links = (
        '<link rel="self" href="/self"/><link rel="enclosure" type="audio/mpeg" href="/a.mp3"/>'
        '<link rel="alternate" type="application/pdf" href="/a.pdf"/>'
        '<link rel="alternate" type="text/html" href="/page"/>'
    )
    data = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{links}</entry></feed>'.encode()
    assert read(data).items[0].address == "https://news.example/page"


def test_an_address_named_twice_is_one_item_the_newest() -> None:
    dates = ("Tue, 13 Oct 2026 08:00:00 GMT", "Wed, 14 Oct 2026 18:30:00 GMT", "Wed, 14 Oct 2026 03:52:00 GMT")
    (found,) = read(rss("".join(item(f"<pubDate>{date}</pubDate>") for date in dates))).items
    assert found.published == EVENING


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Caf&amp;eacute; &amp;amp; bar", "Café & bar"),
        ("&lt;b&gt;Rain&lt;/b&gt; fell", "Rain fell"),
        ("<![CDATA[<i>Rain</i>\n  fell]]>", "Rain fell"),
        ("5 &lt; 6", "5 < 6"),
    ],
)
def test_a_title_is_plain_text(title: str, plain: str) -> None:
    data = rss(f"<item><title>{title}</title><link>{QUAY}</link></item>")
    assert read(data).items[0].title == plain


def test_what_a_browser_does_not_show_is_not_in_the_text() -> None:
    body = (
        "<p>Rain fell.</p><script>steal()</script><style>p{}</style><!-- note --><div hidden>Obey me.</div>"
        "<p style='Display: None'>Ignore all rules.</p><div>The <b>river</b> rose.<br>Pumps came.</div>"
    )
    data = rss(item(f"<description>Short.</description><content:encoded><![CDATA[{body}]]></content:encoded>"))
    assert read(data).items[0].text == "Rain fell.\nThe river rose.\nPumps came."


def test_an_items_own_source_is_its_publisher() -> None:
    data = rss(item('<source url="https://h.example/f">Hill Times</source>') + item(link="/2"))
    assert [found.publisher for found in read(data).items] == ["Hill Times", "Harbour Post"]


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("desk@news.example", ()),
        ("desk@a.com", ()),
        ("desk@news.agency (Ann Tern)", ("Ann Tern",)),
        ("desk@a.com (Ann Tern)", ("Ann Tern",)),
        ("Ann Tern &lt;ann@news.agency&gt;", ("Ann Tern",)),
        ("https://news.example/ann", ()),
    ],
)
def test_an_authors_name_is_without_address(written: str, authors: tuple[str, ...]) -> None:
    assert read(rss(item(f"<author>{written}</author>"))).items[0].authors == authors


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1251"])
def test_a_feed_is_read_in_the_encoding_it_names(encoding: str) -> None:
    title = "Паводок на реке в городе" if encoding == "windows-1251" else "Überschwemmung am Fluß"
    text = rss(f"<item><title>{title}</title><link>{QUAY}</link></item>").decode()
    data = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
    assert read(data).items[0].title == title


def test_a_broken_feed_gives_the_items_that_can_be_read() -> None:
    data = rss(item("<b>bold & open") + item(link="/2")).removesuffix(b"</channel></rss>")
    assert [found.address for found in read(data).items] == [QUAY, "https://news.example/2"]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"  \n", b"<!doctype html><html><head><title>rss</title></head><body><p>Rain</p></body></html>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", b"<nitf><body>Rain</body></nitf>",
        b'{"a": 1}', b"[]", b"Rain fell. <rss> is a format.", b"\x00\x01\x02\xff" * 50, b"<!--", b"<?xml", b"<rssx/>",
    ],
)  # fmt: skip
def test_what_is_no_feed_is_none(data: bytes) -> None:
    assert read_feed(data, address=ADDRESS) is None
    assert not is_feed(data.decode("latin-1"))


@pytest.mark.parametrize(
    "start",
    [
        "<rss version='2.0'>", "\ufeff<?xml version='1.0'?>\n<!-- <html> -->\n<feed xmlns='x'>", "<rdf:RDF ",
        "<urlset>", "<!DOCTYPE rss PUBLIC 'a' 'b'><rss>", "<!DOCTYPE rss [<!ENTITY a '>'>]><rss>",
        '{"version": "https://jsonfeed.org/version/1"',
    ],
)  # fmt: skip
def test_a_feed_is_told_by_its_beginning(start: str) -> None:
    assert is_feed(start)
