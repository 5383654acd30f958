"""From a web address to what its server sends: `Fetcher`.

Every hop of the way, a redirect as well as robots.txt, goes through the same steps: its spelling
is checked (`corpus.addressing`), its name looked up once and every number checked
(`corpus.reaching`), its host asked in turn and as its rules allow (`corpus.politeness`), and its
answer bounded in size and time (`corpus.requesting`). No cookies, no proxies, no passwords.

The only way to the web for the whole project. Says nothing about what a page holds.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from corpus.addressing import Target, check_address
from corpus.errors import SourceRejected
from corpus.politeness import AGENT, MAX_ROBOTS_BYTES, Politeness, resting_reason
from corpus.reaching import Deadline, Network, OutOfTime, Route, SystemNetwork, route_to
from corpus.settings import CorpusSettings

if TYPE_CHECKING:
    from corpus.requesting import Reply

VERSION = "0.1.0"
USER_AGENT = f"{AGENT}/{VERSION} (fetches single articles for one reader; obeys robots.txt)"
ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"
# From http to https, to "www", to the article's new place, and to consent and back: no good page needs more.
MAX_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (429, 503)
# A third of the usual time for a page, so that a host whose robots.txt hangs is named as such.
ROBOTS_SECONDS = 10.0
MAX_REST = 24 * 60 * 60.0  # a host that asks for more is asked again the next day
# What is read as text has the limit of a page, all else (PDF, Word) that of a file, as if the reader had saved it.
TEXTUAL = re.compile(r"text/|application/(?:.+\+)?(?:x?html|xml|json)\b|application/(?:javascript|ecmascript)")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent. `address` is where it was in the end; `fetched` is aware UTC.

    `content_type` is the media type alone and in lower case, `charset` the encoding the
    server named. With `not_modified` there is no `data`: what the reader has is still right.
    """

    asked: str
    address: str
    data: bytes
    content_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    fetched: datetime
    not_modified: bool = False


class Fetcher:
    """Fetches from the web, politely; one `Fetcher` serves all threads, so that they wait for each other's hosts."""

    def __init__(
        self, settings: CorpusSettings, *, network: Network | None = None, politeness: Politeness | None = None
    ) -> None:
        self._settings = settings
        self._network = network or SystemNetwork()
        self._politeness = politeness or Politeness(settings.fetch_delay)

    def fetch(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What the server at `address` sends, or `not_modified` where it is what `etag` and `last_modified` name.

        Raises: SourceRejected, with `address` as its source, for everything else.
        """
        known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in known.items() if value and value.isascii() and value.isprintable()}
        deadline = Deadline(self._settings.fetch_seconds)
        try:
            target, reply = self._follow(address, deadline, lambda route: self._page(route, headers, deadline))
        except SourceRejected as error:
            on_the_way = "" if error.source == address else f"it redirects to {_shown(error.source)}, but "
            raise SourceRejected(address, on_the_way + error.reason) from error
        is_known = reply.status == 304
        content_type, charset = _content_type(reply)
        return Fetched(
            asked=address,
            address=target.address,
            data=reply.data,
            content_type=content_type,
            charset=charset,
            etag=reply.headers.get("etag") or (etag if is_known else None),
            last_modified=reply.headers.get("last-modified") or (last_modified if is_known else None),
            fetched=datetime.now(UTC),
            not_modified=is_known,
        )

    def _follow(self, address: str, deadline: Deadline, ask: Callable[[Route], "Reply"]) -> tuple[Target, "Reply"]:
        """Where the redirects end and what is answered there; each hop is checked anew and given to `ask`.

        Raises: SourceRejected whose source is the hop where the way ended.
        """
        passed: set[str] = set()
        was_own = True  # the reader's own word leads anywhere that the reader allowed
        while True:
            try:
                target = check_address(address, self._settings.allowed_hosts)
                _check_way(target, passed)
                route = route_to(target, self._network, deadline)
                if route.is_own and not was_own:
                    raise SourceRejected(address, "a page of the web may not lead into your own network")
                was_own = route.is_own
                reply = ask(route)
                following = _next(target, reply) if reply.status in REDIRECTS else None
            except SourceRejected as error:
                raise type(error)(address, error.reason) from error
            if following is None:
                return target, reply
            address = following

    def _page(self, route: Route, headers: Mapping[str, str], deadline: Deadline) -> "Reply":
        """The answer of one hop to a page: the page, a redirect, or "not modified"."""
        target = route.target
        self._politeness.check(target, lambda robots: self._robots(robots, deadline))
        with self._politeness.turn(target) as waited:
            deadline.postpone(waited)
            sent = {"User-Agent": USER_AGENT, "Accept": ACCEPT, **headers}
            reply = _requested(route, sent, deadline, self._limit)
        if reply.status in BUSY and (seconds := _retry_after(reply)):
            self._politeness.rest(target, status=reply.status, seconds=seconds)
            raise SourceRejected(target.address, resting_reason(reply.status, seconds))
        is_expected = reply.status in (200, 203, *REDIRECTS) or (reply.status == 304 and headers)
        if not is_expected:
            raise SourceRejected(target.address, f"the server answered {_named(reply.status)}")
        return reply

    def _robots(self, address: str, deadline: Deadline) -> tuple[int, bytes]:
        """Status and content of a robots.txt, after redirects; called while the host's page waits for it."""
        part = deadline.part(ROBOTS_SECONDS)

        def ask(route: Route) -> "Reply":
            with self._politeness.turn(route.target, is_paused=False) as waited:
                part.postpone(waited)
                return _requested(route, {"User-Agent": USER_AGENT}, part, None)

        try:
            _, reply = self._follow(address, part, ask)
        except OutOfTime:
            deadline.left()  # the time for the page was shorter: that says nothing about robots.txt
            reason = f"its robots.txt did not come within {ROBOTS_SECONDS:g} seconds; try again later"
            raise SourceRejected(address, reason) from None
        except SourceRejected as error:
            if error.source == address:
                raise
            reason = f"its robots.txt redirects to {_shown(error.source)}, but {error.reason}"
            raise SourceRejected(address, reason) from error
        return reply.status, reply.data

    def _limit(self, reply: "Reply") -> int:
        content_type, _ = _content_type(reply)
        is_text = content_type is None or TEXTUAL.match(content_type)
        return self._settings.max_page_bytes if is_text else self._settings.max_file_bytes


def _requested(
    route: Route, headers: Mapping[str, str], deadline: Deadline, limit: "Callable[[Reply], int] | None"
) -> "Reply":
    from corpus.requesting import request

    if limit is None:  # robots.txt: what is beyond the limit is left unread
        return request(route, headers, deadline=deadline, limit=lambda _: MAX_ROBOTS_BYTES, is_cut=True)
    return request(route, headers, deadline=deadline, limit=limit)


def _check_way(target: Target, passed: set[str]) -> None:
    if target.address in passed:
        raise SourceRejected(target.address, "its redirects go round in a circle")
    if len(passed) > MAX_REDIRECTS:
        raise SourceRejected(target.address, f"there are more than {MAX_REDIRECTS} redirects")
    passed.add(target.address)


def _next(target: Target, reply: "Reply") -> str:
    """The address that a redirect leads to, not yet checked."""
    location = reply.headers.get("location", "")
    if not location:
        raise SourceRejected(target.address, f"the server answered {_named(reply.status)} without saying where to")
    with suppress(UnicodeDecodeError):  # headers are read as Latin-1, but addresses that are not escaped are UTF-8
        location = location.encode("latin-1").decode("utf-8")
    if any(ord(character) < 32 for character in location):  # `urljoin` would drop some of them
        return location
    try:
        return urljoin(target.address, location.replace(" ", "%20"))  # as browsers do
    except ValueError:
        return location


def _shown(address: str) -> str:
    """An address that a server gave, short and without anything that changes how a line looks."""
    shown = address.encode("ascii", "backslashreplace").decode("ascii")
    return re.sub(r"[\x00-\x1f\x7f]", "?", shown[:200]) + ("..." if len(shown) > 200 else "")


def _named(status: int) -> str:
    """`404 (not found)`; the server's own words are not repeated."""
    try:
        return f"{status} ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return str(status)


def _content_type(reply: "Reply") -> tuple[str | None, str | None]:
    """The media type and the encoding of the text that the server named."""
    media_type, _, parameters = reply.headers.get("content-type", "").lower().partition(";")
    is_valid = re.fullmatch(r"[\w.+-]+/[\w.+-]+", media_type.strip(), re.ASCII)
    charset = re.search(r"(?:^|;)\s*charset\s*=\s*[\"']?([\w.:+-]+)", parameters, re.ASCII)
    return (media_type.strip() if is_valid else None), (charset[1] if charset else None)


def _retry_after(reply: "Reply") -> float:
    """How many seconds the server asks to be left alone for; 0 where it does not say."""
    asked = reply.headers.get("retry-after", "")
    try:
        seconds = (
            float(asked) if asked.isdecimal() else (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds()
        )
    except (ValueError, TypeError, OverflowError):  # no date; one without a time zone; one with a year of ten digits
        return 0.0
    return min(max(seconds, 0.0), MAX_REST)
