"""Feeds with entities, with too many items, without any, or that are something else (row 26)."""

from tests.corpus.feeds import item, rss
from tests.corpus.hostile.case import REJECTED, Case, constant
from tests.corpus.hostile.pages import page

LAUGHS = "<!DOCTYPE r [<!ENTITY a0 'haha'>" + "".join(
    f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 10)
) + "]>"  # fmt: skip
OUTSIDE = "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
REMOTE = "<!DOCTYPE r [<!ENTITY % a SYSTEM '{address}'> %a;]>"
XML = '<?xml version="1.0"?>'


def titled(title: str, *, before: str = "") -> bytes:
    """A feed of one item whose title and text are these words."""
    return rss(f"<item><title>{title}</title><link>https://news.example/a</link><description>{title}</description></item>",
               before=XML + before)  # fmt: skip


def many(count: int) -> bytes:
    return rss("".join(item(link=f"https://news.example/{number}") for number in range(count)))


# As files: a feed is added by its address, so a file that is one says that; what is none is refused as what it is.
CASES = [
    Case(row=26, name="laughs.xml", make=lambda: titled("&a9;", before=LAUGHS), ends=REJECTED),
    Case(row=26, name="outside.xml", make=lambda: titled("&a;", before=OUTSIDE), ends=REJECTED, lacks=("root:",)),
    Case(row=26, name="items-60000.xml", make=lambda: many(60_000), ends=REJECTED, reason="this is a feed of"),
    Case(row=26, name="empty.xml", make=lambda: rss(""), ends=REJECTED),
    Case(row=26, name="without-anything.xml", make=constant("<rss version='2.0'></rss>"), ends=REJECTED),
    Case(row=26, name="cut-off.xml", make=lambda: many(50)[:2_000], ends=REJECTED),
    Case(row=26, name="elements-1000000.xml", make=lambda: rss("<a/>" * 1_000_000), ends=REJECTED),
    Case(row=26, name="elements-in-elements.xml", make=lambda: rss("<a>" * 300_000), ends=REJECTED),
    Case(row=26, name="attributes.xml", ends=REJECTED,
         make=lambda: rss("<item " + " ".join(f"a{n}='1'" for n in range(100_000)) + ">")),
    Case(row=26, name="ampersands.xml", make=lambda: titled("&" * 3_000_000), ends=REJECTED, is_slow=True),
    Case(row=26, name="atom-of-nothing.xml", ends=REJECTED,
         make=constant("<feed xmlns='http://www.w3.org/2005/Atom'/>")),
    Case(row=26, name="other.xml", make=constant(XML + "<recipe><salt/></recipe>"), ends=REJECTED, reason="no feed"),
    Case(row=26, name="picture.svg", ends=REJECTED,
         make=constant("<svg onload='alert(1)'><script>alert(2)</script></svg>")),
    Case(row=26, name="sitemap-laughs.xml", ends=REJECTED, make=lambda: (
        XML + LAUGHS + "<urlset><url><loc>https://news.example/&a9;</loc></url></urlset>").encode()),
    Case(row=26, name="feed.json", ends=REJECTED, make=lambda: (
        '{"version": "https://jsonfeed.org/version/1.1", "items": [' + '{"url": {}},' * 9_000 + "7]}").encode()),
    Case(row=26, name="a-page-called-a-feed.rss", make=lambda: page(number=50)),
]  # fmt: skip
