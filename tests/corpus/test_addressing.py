"""Addresses as text: their one spelling, and which of them are public. What is refused: `test_fetching_refusals`."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from corpus import SourceRejected
from corpus.addressing import canonical_address, check_address, is_public


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("HTTP://News.Example/Rain", "http://news.example/Rain"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:80/rain", "http://news.example/rain"),
        ("https://news.example:443/rain", "https://news.example/rain"),
        ("https://news.example:8080/rain", "https://news.example:8080/rain"),
        ("https://news.example:80/rain", "https://news.example:80/rain"),
        ("https://news.example/rain#comments", "https://news.example/rain"),
        ("https://news.example/rain/", "https://news.example/rain/"),
        ("https://news.example/rain?", "https://news.example/rain"),
        ("feed://news.example/rss", "http://news.example/rss"),
        ("https://bücher.example/regen", "https://xn--bcher-kva.example/regen"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("https://пример.example/дождь", "https://xn--e1afmkfd.example/%D0%B4%D0%BE%D0%B6%D0%B4%D1%8C"),
        ("https://news.example/caf%c3%a9", "https://news.example/caf%C3%A9"),
        ("https://news.example/café", "https://news.example/caf%C3%A9"),
        ("http://[2606:4700:0:0::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_each_address_has_one_spelling(address: str, canonical: str) -> None:
    assert canonical_address(address) == canonical


@pytest.mark.parametrize(
    "tracking",
    "utm_source=x utm_medium UTM_Campaign=y fbclid=1 gclid=2 mc_cid=3 mc_eid=4 igshid=5 at_medium=RSS ocid=socialflow"
    " at_campaign=KARANGA ns_mchannel=email cmp=share CMP=Share_iOS ito=amp smid=tw-share partner=rss yclid=6".split(),
)
def test_tracking_parameter_is_dropped(tracking: str) -> None:
    assert canonical_address(f"https://n.example/a?{tracking}") == "https://n.example/a"


@pytest.mark.parametrize(
    "chosen",
    "id=7 p=123 story=9 page=2 article=5 cid=8 ref=front source=feed date=2026-03-02 lang=en v=3 amp=1 q=rain"
    " storyId=4 newsid=1 campaign=elections".split(),
)
def test_parameter_that_can_choose_the_article_stays(chosen: str) -> None:
    assert canonical_address(f"https://n.example/a?{chosen}") == f"https://n.example/a?{chosen}"


def test_parameters_that_stay_keep_order_and_spelling() -> None:
    address = "https://n.example/a?b=2&utm_source=x&a=1&fbclid=y&b=3&q=r%2Bs+t"
    assert canonical_address(address) == "https://n.example/a?b=2&a=1&b=3&q=r%2Bs+t"


@pytest.mark.parametrize(
    "text", ["", "pasted", "/home/ann/rain.html", "http://", "mailto:ann@news.example", "http://[::1"]
)
def test_text_that_is_no_web_address_comes_back_as_it_is(text: str) -> None:
    assert canonical_address(text) == text


HOSTS = st.sampled_from(["news.example", "NEWS.example:80", "bücher.example:8080", "[::1]", "127.1", "a@b", "x:0443"])


@settings(deadline=None)  # the first example loads `idna`
@given(
    st.one_of(st.text(), st.builds("{}://{}/{}".format, st.sampled_from(["http", "HTTPS", "feed"]), HOSTS, st.text()))
)
def test_canonical_spelling_is_its_own_canonical_spelling(address: str) -> None:
    once = canonical_address(address)
    assert canonical_address(once) == once


def test_checked_address_comes_apart_as_it_is_sent() -> None:
    target = check_address("HTTPS://Bücher.example/späti?q=a b".replace(" ", "+"))
    assert (target.scheme, target.host, target.port) == ("https", "xn--bcher-kva.example", 443)
    assert target.path == "/sp%C3%A4ti?q=a+b"
    assert target.authority == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("allowed", "address"),
    [
        ("localhost", "http://localhost/"),
        ("LocalHost:8000", "http://localhost:8000/"),
        ("wiki", "http://wiki/rain"),
        ("wiki.internal:3000", "http://wiki.internal:3000/"),
        ("127.0.0.1", "http://127.0.0.1:8080/"),
        ("127.0.0.1:9000", "http://127.0.0.1:9000/"),
        ("::1", "http://[::1]/"),
        ("[::1]", "http://[::1]/"),
        ("[::1]:9000", "http://[0:0:0:0:0:0:0:1]:9000/"),
        ("news.example:8443", "https://news.example:8443/"),
    ],
)
def test_named_host_need_not_be_public(allowed: str, address: str) -> None:
    assert check_address(address, (allowed,)).is_allowed


@pytest.mark.parametrize(
    ("allowed", "address", "reason"),
    [
        ("127.0.0.1", "http://127.0.0.2/", "127.0.0.2 is not public; name it with --allow-host 127.0.0.2 if"),
        ("127.0.0.1:9000", "http://127.0.0.1/", "127.0.0.1 is not public"),
        ("127.0.0.1:9000", "http://127.0.0.1:9001/", "name it with --allow-host 127.0.0.1:9001 if it is yours"),
        ("127.0.0.1", "http://127.0.0.1:9000/", "its port 9000 is not one of web pages"),
        ("127.0.0.1", "http://127.1/", "unusual spelling of a number"),
        ("wiki", "http://wiki.internal/", "'wiki.internal' is not a public name"),
        ("news.example", "http://sub.news.example:25/", "its port 25 is not one of web pages"),
        ("[::1]:9000", "http://[::1]:9001/", "name it with --allow-host [::1]:9001 if it is yours"),
    ],
)
def test_naming_a_host_allows_that_host_and_port_only(allowed: str, address: str, reason: str) -> None:
    with pytest.raises(SourceRejected, match=re.escape(reason)):
        check_address(address, (allowed,))


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://n.example/", "only http and https addresses can be fetched, not 'ftp'"),
        ("n.example/rain", "only http and https addresses can be fetched; it has to begin with one of them"),
        (
            "http://ann:pass@n.example/",
            "the address holds a user name or password; take out what stands before the '@'",
        ),
        ("http://n.example/a b", "no address holds the character ' '; copy it again"),
        ("http://n.example/a\\b", "no address holds the character '\\\\'; copy it again"),
        ("http://n.example/\u200b", "no address holds the character '\\u200b'; copy it again"),
        ("http://n.example/" + "a" * 1_984, "the address has 2,001 characters, more than the limit of 2,000"),
        ("http:///rain", "the address names no host"),
        ("http://n.example./", "its host 'n.example.' ends with a dot; take the dot away"),
        ("http://-n.example/", "its host '-n.example' is not a valid name"),
        ("http://n.example:0/", "its port 0 does not exist"),
        ("http://n.example:99999/", "it is not a valid address; copy it again"),
        ("http://[fe80::1%eth0]/", "its host '[fe80::1%eth0]' is not a valid numeric address"),
        ("http://0x7f.1/", "its host '0x7f.1' is an unusual spelling of a number; write it in full"),
        ("http://wiki/", "its host 'wiki' is not a public name; name it with --allow-host wiki if it is yours"),
        (
            "http://10.0.0.1/",
            "its host's address 10.0.0.1 is not public; name it with --allow-host 10.0.0.1 if it is yours",
        ),
        (
            "http://n.example:25/",
            "its port 25 is not one of web pages; name it with --allow-host n.example:25 if it is yours",
        ),
    ],
)
def test_address_that_is_refused_is_told_why(address: str, reason: str) -> None:
    with pytest.raises(SourceRejected) as caught:
        check_address(address)
    assert (caught.value.source, caught.value.reason) == (address, reason)


def test_address_as_long_as_the_limit_is_taken() -> None:
    assert check_address("http://n.example/" + "a" * 1_983).host == "n.example"


@pytest.mark.parametrize(
    "ip",
    "8.8.8.8 93.184.215.14 1.1.1.1 172.15.255.255 172.32.0.1 100.63.255.255 100.128.0.1 198.17.255.255 223.255.255.254"
    " 2606:4700::1111 2a00:1450:4001:82b::200e 2620:fe::fe ::ffff:8.8.8.8 64:ff9b::8.8.8.8".split(),
)
def test_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    "ip",
    "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 168.63.129.16 169.254.169.254"
    " 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255"
    " 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255"
    " :: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1"
    " 64:ff9b::10.0.0.1 64:ff9b:1::8.8.8.8 100::1 2001::1 2001:0:7f00:1::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1"
    " 2002:7f00:1::1 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 2606:4700::1%1 fec0::1"
    " ff02::1 ff0e::1 4000::1".split(),
)
def test_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("text", ["", "news.example", "127.1", "2130706433", "0x7f.1", "[::1]", "8.8.8.8 ", "08.8.8.8"])
def test_what_is_no_number_is_not_public(text: str) -> None:
    assert not is_public(text)


def test_the_corpus_has_one_way_to_the_network() -> None:
    """Names go through one door and requests through another; a third would have none of the checks."""
    folder = Path(corpus.__file__).parent
    clients = re.compile(
        r"^\s*(?:import|from) (?:socket|ssl|http\.client|urllib\.request|urllib3|requests|aiohttp|httpx|httpcore)\b",
        re.M,
    )
    found = {path.name for path in folder.rglob("*.py") if clients.search(path.read_text("utf-8"))}
    assert found == {"reaching.py", "requesting.py"}
