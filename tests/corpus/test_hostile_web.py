"""Hostile addresses, servers and pages through the real way in: refused in time, and nothing kept.

Names that change their number between check and connection cannot be made here, since
adding uses the machine's own network; `test_fetching_refusals` has them.
"""

import json
from collections.abc import Callable, Iterator

import pytest

from corpus.report import Status
from tests.corpus.feeds import item, rss
from tests.corpus.hostile import feeds, pages, pdfs, words
from tests.corpus.hostile.case import first_words
from tests.corpus.hostile.servers import BOMBS, REFUSED
from tests.corpus.hostile.tallying import tally_into
from tests.corpus.hostile.trying import Trial
from tests.corpus.hostile.walls import WALLS, wall
from tests.corpus.internet import sockets_used
from tests.corpus.spellings import HOSTILE
from tests.corpus.website import Website

HALF = "\ud800"
# A line break behind a whole and public address is trimmed, as it comes with copying; nothing hostile is left then.
TRIMMED = "http://news.example/\n"
SENDABLE = [spelling for spelling in HOSTILE if HALF not in spelling and spelling != TRIMMED]
FETCH_SECONDS = 2.0
MAX_BOMB_MB = 50
HOPS = (
    "http://127.0.0.1:{port}/", "http://127.1:{port}/", "http://[::1]:{port}/", "http://localhost:{port}/",
    "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::ffff:127.0.0.1]:{port}/",
    "//127.0.0.1:{port}/", "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:{port}/",
    "javascript:alert(1)",
    "data:text/html,<p>Rain.</p>", "http://user:word@127.0.0.1:{port}/", "http://", "\x00", "http://[bad/",
)  # fmt: skip
WRONG_TYPES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "pdf-as-html": ("text/html", pdfs.article), "word-as-text": ("text/plain; charset=utf-16", words.article),
    "html-as-pdf": ("application/pdf", pages.article), "html-as-picture": ("image/png", pages.article),
    "html-as-json": ("application/json", pages.article), "html-as-nonsense": (";;;=\xff", pages.article),
    "html-as-nothing": ("", pages.article), "html-as-feed": ("application/rss+xml", pages.article),
    "html-as-program": ("application/octet-stream", pages.article), "pdf-as-word": ("application/msword", pdfs.article),
}  # fmt: skip
NO_ARTICLES: dict[str, tuple[str, bytes]] = {
    "picture-as-html": ("text/html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9),
    "noise-as-html": ("text/html; charset=utf-8", bytes(range(256)) * 40),
    "program-as-pdf": ("application/pdf", b"\x7fELF" + bytes(range(256)) * 9),
    "nothing-as-html": ("text/html", b""),
    "blanks-as-text": ("text/plain", b" \n" * 400),
    "script-as-html": ("text/html", b"function a() { return 1; }"),
    "json-as-html": ("text/html", json.dumps({"error": "no such thing", "code": 7}).encode()),
    "cut-pdf": ("application/pdf", pdfs.cut(0.5)),
}


@pytest.fixture(scope="module")
def secret() -> Iterator[Website]:
    """A website that nobody may reach."""
    with Website() as opened:
        opened.put("/", pages.article(90))
        yield opened


@pytest.fixture(scope="module")
def site() -> Iterator[Website]:
    with Website() as opened:
        yield opened


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, site: Website) -> Iterator[Trial]:
    with Trial(tmp_path_factory.mktemp("web"), allowed_hosts=(site.host,), fetch_seconds=FETCH_SECONDS) as opened:
        yield opened
        tally_into(request.config, opened.fed)


def only_reason(trial: Trial, address: str) -> str:
    fed = trial.add([address])
    assert [outcome.status for outcome in fed.outcomes] == [Status.REJECTED]
    assert fed.seconds < FETCH_SECONDS + 2
    return fed.reasons[0]


def test_no_hostile_spelling_reaches_anything(trial: Trial, secret: Website) -> None:
    with sockets_used() as used:
        for spelling in SENDABLE:
            fed = trial.add([spelling.replace("{port}", str(secret.port))], good=False)
            assert [outcome.status for outcome in fed.outcomes] == [Status.REJECTED], spelling
    assert used == []
    assert secret.connections == 0


def test_address_with_half_of_a_character_is_refused(trial: Trial) -> None:
    assert only_reason(trial, next(spelling for spelling in HOSTILE if HALF in spelling))


@pytest.mark.parametrize("hop", HOPS, ids=range(len(HOPS)))
def test_redirect_into_this_machine_or_to_no_page_is_refused_there(
    hop: str, trial: Trial, site: Website, secret: Website
) -> None:
    answer = f"HTTP/1.1 302 Found\r\nLocation: {hop.replace('{port}', str(secret.port))}\r\n\r\n".encode("latin-1")
    path = f"/hop-{HOPS.index(hop)}"
    site.handle(path, lambda wire: wire.send(answer))
    assert only_reason(trial, site.address(path))
    assert secret.connections == 0


def test_six_redirects_and_a_circle_are_refused(trial: Trial, site: Website) -> None:
    for number in range(6):
        site.redirect(f"/way-{number}", f"/way-{number + 1}")
    site.put("/way-6", pages.article(91))
    site.redirect("/round", "/and-round")
    site.redirect("/and-round", "/round")
    assert "there are more than 5 redirects" in only_reason(trial, site.address("/way-0"))
    assert "circle" in only_reason(trial, site.address("/round"))


@pytest.mark.parametrize("name", REFUSED)
def test_server_that_stalls_or_lies_is_left_in_time(name: str, trial: Trial, site: Website) -> None:
    site.handle(f"/{name}", REFUSED[name])
    assert only_reason(trial, site.address(f"/{name}"))


@pytest.mark.parametrize("name", BOMBS)
def test_packed_body_is_cut_at_the_limit_without_filling_memory(name: str, trial: Trial, site: Website) -> None:
    site.handle(f"/bomb-{name}", BOMBS[name]())
    assert only_reason(trial, site.address(f"/bomb-{name}"))
    assert trial.fed[-1].growth_mb < MAX_BOMB_MB


@pytest.mark.parametrize("status", [204, 206, 300, 400, 401, 402, 403, 404, 410, 418, 429, 451, 500, 503, 599])
def test_answer_that_is_no_page_is_refused_by_its_number(status: int, trial: Trial, site: Website) -> None:
    site.put(f"/status-{status}", pages.article(92), status=status)
    assert only_reason(trial, site.address(f"/status-{status}")).startswith(f"the server answered {status}")


@pytest.mark.parametrize("name", WALLS)
def test_wall_before_an_article_is_no_article_and_nothing_is_kept(name: str, trial: Trial, site: Website) -> None:
    site.put(f"/wall-{name}", wall(name))
    assert "no article text found" in only_reason(trial, site.address(f"/wall-{name}"))


@pytest.mark.parametrize("name", WRONG_TYPES)
def test_page_of_a_wrong_type_is_told_by_its_content(name: str, trial: Trial, site: Website) -> None:
    content_type, make = WRONG_TYPES[name]
    number = 100 + list(WRONG_TYPES).index(name)
    site.put(f"/type-{name}", make(number), content_type=content_type)
    fed = trial.add([site.address(f"/type-{name}")])
    assert [outcome.status for outcome in fed.outcomes] == [Status.ADDED]
    assert first_words(number) in fed.texts[0]


@pytest.mark.parametrize("name", NO_ARTICLES)
def test_what_is_no_article_is_refused_whatever_type_it_bears(name: str, trial: Trial, site: Website) -> None:
    content_type, data = NO_ARTICLES[name]
    site.put(f"/none-{name}", data, content_type=content_type)
    assert only_reason(trial, site.address(f"/none-{name}"))


def test_page_over_the_limit_is_refused_with_the_limit(trial: Trial, site: Website) -> None:
    site.put("/large", b"<p>" + b"rain " * 2_200_000)
    assert only_reason(trial, site.address("/large")) == "it is larger than the limit of 10,000,000 bytes"


@pytest.mark.parametrize("path", ["cut-off", "without-anything", "elements-in-elements", "attributes", "other", "empty",
                                  "atom-of-nothing", "laughs", "outside", "feed", "sitemap-laughs"])  # fmt: skip
def test_bad_feed_names_nothing(path: str, trial: Trial, site: Website) -> None:
    case = next(case for case in feeds.CASES if case.name.startswith(path))
    site.put(f"/{path}.xml", case.make().replace(b"news.example", site.host.encode()), content_type="text/xml")
    fed = trial.add([site.address(f"/{path}.xml")])
    assert fed.texts == []


def test_feed_fetches_no_entity(trial: Trial, site: Website, secret: Website) -> None:
    site.put("/remote.xml", feeds.titled("a", before=feeds.REMOTE.format(address=secret.address("/x.dtd"))))
    trial.add([site.address("/remote.xml")])
    assert secret.connections == 0


def test_hostile_links_of_a_feed_are_dropped_and_the_good_one_is_read(
    trial: Trial, site: Website, secret: Website
) -> None:
    site.put("/good-one", pages.article(130))
    links = ("javascript:alert(1)", "data:text/html,a", "file:///etc/passwd", secret.address("/"), "http://[bad",
             "http://10.0.0.1/", "", "vbscript:a", "mailto:a@b.example", site.address("/good-one"))  # fmt: skip
    site.put("/links.xml", rss("".join(item(link=link) for link in links)), content_type="application/rss+xml")
    fed = trial.add([site.address("/links.xml")])
    [stored] = [outcome for outcome in fed.outcomes if outcome.status is not Status.REJECTED]
    assert stored.source == site.address("/good-one")
    assert secret.connections == 0
    assert trial.corpus.catalogue.article(stored.article_id or "").published is None


@pytest.mark.slow
def test_feed_of_60000_items_is_read_in_part_and_in_time(trial: Trial, site: Website) -> None:
    site.put("/many.xml", feeds.many(60_000).replace(b"news.example", b"10.0.0.1"), content_type="text/xml")
    fed = trial.add([site.address("/many.xml")])
    assert len(fed.outcomes) == 5_000
    assert fed.texts == []
