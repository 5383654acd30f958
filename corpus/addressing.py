"""Web addresses as text: one spelling for each, and which of them may be fetched.

    canonical_address("HTTP://News.example:80/a?id=7&utm_source=x#top")  ->  "http://news.example/a?id=7"
    check_address("http://127.1/", ())                                   ->  SourceRejected
    is_public("::ffff:10.0.0.1")                                         ->  False

What looks harmless in one spelling is this machine in another, so only the plainest spelling
of a host passes. Opens nothing and looks no name up; where a name leads is `corpus.reaching`.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from corpus.errors import SourceRejected

# The standard of sitemaps allows 2,048 characters, so no address that a publisher announces is longer.
MAX_ADDRESS_CHARS = 2_000
DEFAULT_PORTS = {"http": 80, "https": 443}
SCHEMES = {"http": "http", "https": "https", "feed": "http"}
# Behind other ports are mail, databases and consoles, which may take a request for an order of their own.
WEB_PORTS = frozenset({80, 443, 8080})
# Names that lead to this machine or network; a name without a dot does too.
OWN_SUFFIXES = (".localhost", ".localdomain", ".local", ".internal", ".intranet", ".lan", ".home.arpa")

# Parameters that say how the reader came to the page. One that can choose the article ("id", "p", "story",
# "page", "cid", "ref", "source") stays, even though some publishers use it for tracking.
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_")
TRACKING = frozenset(
    "fbclid gclid dclid gbraid wbraid gclsrc msclkid yclid twclid ttclid li_fat_id igshid igsh mc_cid mc_eid mkt_tok"
    " _hsenc _hsmi __hstc __hssc hsctatracking vero_id oly_enc_id oly_anon_id _ga _gl sfmc_id wickedid"
    " at_medium at_campaign at_campaign_type at_link_type at_link_id at_link_origin at_format at_ptr_name"
    " at_bbc_team at_custom1 at_custom2 at_custom3 at_custom4 ns_source ns_mchannel ns_campaign ns_linkname ns_fee"
    " cmp cmpid ocid ito smid smtyp partner xtor wt_mc wt.mc_id ncid icid s_cid ref_src ref_url soc_src soc_trk"
    " guccounter guce_referrer guce_referrer_sig __twitter_impression taid srnd sref".split()
)

EMBEDDING_IPV4 = ipaddress.IPv6Network("64:ff9b::/96")  # how a network without IPv4 names every IPv4 host
# Of IPv6 only 2000::/3 is given out to hosts that all can reach. Inside it, and in IPv4, these are not; the
# `ipaddress` of Python 3.11 takes some of them for public.
GIVEN_OUT = ipaddress.IPv6Network("2000::/3")
NOT_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # for protocols
        "192.88.99.0/24",  # the gate of 6to4
        "168.63.129.16/32",  # the host below a virtual machine in Azure
        "2001::/23",  # for protocols, Teredo among them, which holds another address
        "2001:db8::/32",  # for examples
        "2002::/16",  # 6to4, which holds another address
        "3fff::/20",  # for examples
    )
)


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: `host` in ASCII and without brackets, `path` with the query, as they are sent.

    `is_allowed` says that the reader named this host, so that it need not be public.
    """

    scheme: str
    host: str
    port: int
    path: str
    is_allowed: bool = False

    @property
    def authority(self) -> str:
        """Host and port as a browser shows them: `news.example`, `[::1]:8080`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def canonical_address(address: str) -> str:
    """The one spelling of a web address under which its article is known; other text comes back as it is.

    Scheme and host in lower case and ASCII, no default port, no fragment, no tracking
    parameters; the parameters that stay keep their order, and a slash at the end stays.
    """
    try:
        target = _taken_apart(address)
    except SourceRejected:
        return address
    path, _, query = target.path.partition("?")
    kept = "&".join(part for part in query.split("&") if not _is_tracking(part))
    shown = f"{target.scheme}://{target.authority}{path}"
    return f"{shown}?{kept}" if kept else shown


def check_address(address: str, allowed_hosts: Collection[str] = ()) -> Target:
    """The parts of an address that may be fetched so far as its spelling tells.

    `allowed_hosts` are "name", "name:port" or a numeric address: exactly that host need not be
    public, and with its port in the entry, exactly that port need not be one of the web.

    Raises: SourceRejected for every other scheme, host and port, for credentials, and for
    characters that no address has.
    """
    target = _taken_apart(address)
    allowed = {_entry(entry) for entry in allowed_hosts}
    is_port_allowed = (target.host, target.port) in allowed
    is_allowed = is_port_allowed or (target.host, None) in allowed
    if not is_allowed:
        _check_host_is_public(address, target)
    if target.port not in WEB_PORTS and not is_port_allowed:
        raise SourceRejected(address, f"its port {target.port} is not one of web pages; {_how_to_allow(target)}")
    return replace(target, is_allowed=is_allowed)


def is_public(ip: str) -> bool:
    """Whether a numeric address is one that everyone on the internet can reach; False for what is none."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if address in EMBEDDING_IPV4:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)))
        if address not in GIVEN_OUT:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not any(address in network for network in NOT_PUBLIC if network.version == address.version)
    )


def not_public(ip: str, target: Target) -> str:
    """The reason for a target whose numeric address is not public."""
    return f"its host's address {ip} is not public; {_how_to_allow(target)}"


def _how_to_allow(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    entry = host if target.port in WEB_PORTS else f"{host}:{target.port}"
    return f"name it with --allow-host {entry} if it is yours"


def _taken_apart(address: str) -> Target:
    """The parts of an address, whatever its host and port are; SourceRejected where it is no http address."""
    if len(address) > MAX_ADDRESS_CHARS:
        raise SourceRejected(
            address, f"the address has {len(address):,} characters, more than the limit of {MAX_ADDRESS_CHARS:,}"
        )
    # Before it is taken apart: `urlsplit` silently drops line ends and tabs, and so may whoever reads it next.
    for character in address:
        if character == "\\" or unicodedata.category(character)[0] in "CZ":
            raise SourceRejected(address, f"no address holds the character {character!r}; copy it again")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise SourceRejected(address, "it is not a valid address; copy it again") from error
    if parts.scheme not in SCHEMES:
        given = f", not {parts.scheme!r}" if parts.scheme else "; it has to begin with one of them"
        raise SourceRejected(address, f"only http and https addresses can be fetched{given}")
    if "@" in parts.netloc:
        raise SourceRejected(address, "the address holds a user name or password; take out what stands before the '@'")
    scheme = SCHEMES[parts.scheme]
    if port == 0:
        raise SourceRejected(address, "its port 0 does not exist")
    path = _as_sent(parts.path or "/") + (f"?{_as_sent(parts.query)}" if parts.query else "")
    return Target(scheme, _host(address, parts.netloc, parts.hostname or ""), port or DEFAULT_PORTS[scheme], path)


def _host(address: str, netloc: str, host: str) -> str:
    """The host in lower-case ASCII, a numeric one only in its usual spelling."""
    if not host:
        raise SourceRejected(address, "the address names no host")
    if netloc.startswith("["):
        try:
            return str(ipaddress.IPv6Address(host if "%" not in host else ""))
        except ValueError as error:
            raise SourceRejected(address, f"its host '[{host}]' is not a valid numeric address") from error
    name = _in_ascii(address, host)
    if name.endswith("."):
        raise SourceRejected(address, f"its host {host!r} ends with a dot; take the dot away")
    # Whoever sees a number in the last part reads the whole as a number, in one of a dozen ways.
    if re.fullmatch(r"\d+|0x[0-9a-f]*", name.rpartition(".")[2]):
        try:
            is_usual = str(ipaddress.IPv4Address(name)) == host
        except ValueError:
            is_usual = False
        if not is_usual:
            raise SourceRejected(address, f"its host {host!r} is an unusual spelling of a number; write it in full")
    return name


def _in_ascii(address: str, host: str) -> str:
    import idna

    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        name = ""
    labels = name.removesuffix(".").split(".")
    if len(name) > 253 or not all(re.fullmatch(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", label) for label in labels):
        raise SourceRejected(address, f"its host {host!r} is not a valid name")
    return name


def _check_host_is_public(address: str, target: Target) -> None:
    try:
        ipaddress.ip_address(target.host)
    except ValueError:
        if "." not in target.host or target.host.endswith(OWN_SUFFIXES):
            reason = f"its host {target.host!r} is not a public name; {_how_to_allow(target)}"
            raise SourceRejected(address, reason) from None
    else:
        if not is_public(target.host):
            raise SourceRejected(address, not_public(target.host, target))


def _entry(entry: str) -> tuple[str, int | None]:
    """An entry of `allowed_hosts` as host and port."""
    try:
        return str(ipaddress.ip_address(entry.strip("[]"))), None
    except ValueError:
        host, _, port = entry.lower().rpartition(":") if re.search(r":\d{1,5}$", entry) else (entry.lower(), "", "")
    try:
        host = str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        if not host.isascii():
            host = _in_ascii(entry, host)
    return host, int(port) if port else None


def _as_sent(part: str) -> str:
    """A path or query with everything escaped that may not be sent as it is, and the escapes in one spelling."""
    escaped = quote(part, safe="/?:@!$&'()*+,;=-._~%[]|")
    return re.sub(r"%[0-9a-f]{2}", lambda found: found[0].upper(), escaped, flags=re.IGNORECASE)


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)
