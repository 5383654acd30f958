"""How well web pages are read: Footnote beside trafilatura alone and html2text, and whether the pages are sound.

The table goes to the terminal on every run: figures worth comparing are worth seeing.
"""

from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import combinations
from statistics import fmean

import pytest

from corpus.cleaning import clean
from corpus.extracting.html import extract_html
from tests.quality.pages_set import (
    KnownPage,
    PageScore,
    Reading,
    Verdict,
    pages,
    score,
    scores_of,
    squeezed,
    table,
    token_f1,
)

# What a reader of this product is owed. A passage quoted from a menu or a comment is worse than
# one that is missing, and so is a wrong date than none: hence two pages, and hence every one.
LEAST_F1 = 0.97
MOST_LEAKING = 2
LEAST_NAMED = 0.95
LEAST_DATED = 0.90

# Ruby repeats the sound of a word beside it; a raised number points at a note.
UNSHOWN = {"script", "style", "rt", "rp", "sup"}


def read_by_footnote(page: KnownPage) -> Reading:
    """What the product would store."""
    found = extract_html(page.html, address=page.address, fetched=page.fetched)
    if found is None:
        return Reading()
    return Reading(
        text=clean(found.text),
        title=found.title,
        publisher=found.publisher,
        published=found.published,
        authors=found.authors,
    )


def read_by_trafilatura(page: KnownPage) -> Reading:
    """What trafilatura takes on its own, which keeps no time of day."""
    from trafilatura import bare_extraction

    found = bare_extraction(page.html, url=page.address, with_metadata=True)
    assert not isinstance(found, dict)  # that is for who asks `as_dict`
    if found is None:
        return Reading()
    return Reading(
        text=found.text or "",
        title=found.title,
        publisher=found.sitename,
        published=datetime.fromisoformat(found.date).replace(tzinfo=UTC) if found.date else None,
        is_day=True,
        authors=tuple(found.author.split("; ")) if found.author else (),
    )


def read_by_html2text(page: KnownPage) -> Reading:
    """All that a browser would show, as text: what reading costs without any choice. It takes no metadata."""
    from html2text import HTML2Text

    reader = HTML2Text(bodywidth=0)
    reader.ignore_links = reader.ignore_images = reader.ignore_emphasis = True
    return Reading(text=reader.handle(page.html))


class ShownText(HTMLParser):
    """All text of a page but scripts, styles, ruby and marks of notes, hidden parts included."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._unshown = 0
        self._parts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unshown += tag in UNSHOWN

    def handle_endtag(self, tag: str) -> None:
        self._unshown -= tag in UNSHOWN

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self._parts.append(data)

    @property
    def text(self) -> str:
        return without_spaces("".join(self._parts))


def without_spaces(text: str) -> str:
    """`text` without white space, since tags put some where a reader sees none and the other way round."""
    return squeezed(text).replace(" ", "")


@pytest.fixture(scope="module")
def footnote() -> list[PageScore]:
    return scores_of(read_by_footnote, pages())


def test_footnote_takes_articles_better_than_its_parts_and_alternatives(
    footnote: list[PageScore], capsys: pytest.CaptureFixture[str]
) -> None:
    systems = {
        "Footnote": footnote,
        "trafilatura": scores_of(read_by_trafilatura, pages()),
        "html2text": scores_of(read_by_html2text, pages()),
    }
    with capsys.disabled():
        print(f"\n{len(pages())} pages; html2text takes text only\n{table(systems)}")
        for page in footnote:
            if page.f1 < LEAST_F1 or page.leaked or page.published not in (Verdict.RIGHT, Verdict.UNKNOWN):
                print(f"  {page.name}: token F1 {page.f1:.3f}, date {page.published}, leaked {list(page.leaked)}")
    means = {name: fmean(page.f1 for page in scores) for name, scores in systems.items()}
    assert max(means, key=means.__getitem__) == "Footnote"


def test_the_articles_words_are_taken_and_no_others(footnote: list[PageScore]) -> None:
    assert fmean(page.f1 for page in footnote) >= LEAST_F1


def test_lines_around_the_article_stay_outside(footnote: list[PageScore]) -> None:
    leaking = {page.name: page.leaked for page in footnote if page.leaked}
    assert len(leaking) <= MOST_LEAKING, leaking


def test_the_title_is_the_one_on_the_page(footnote: list[PageScore]) -> None:
    wrong = [page.name for page in footnote if not page.is_title_right]
    assert len(wrong) <= (1 - LEAST_NAMED) * len(footnote), wrong


def test_the_publisher_is_named_as_the_page_names_it(footnote: list[PageScore]) -> None:
    wrong = [page.name for page in footnote if not page.is_publisher_right]
    assert len(wrong) <= (1 - LEAST_NAMED) * len(footnote), wrong


def test_a_time_of_publication_is_right_or_unknown_and_seldom_unknown(footnote: list[PageScore]) -> None:
    wrong = [page.name for page in footnote if page.published not in (Verdict.RIGHT, Verdict.UNKNOWN)]
    unknown = [page.name for page in footnote if page.published is Verdict.UNKNOWN]
    assert wrong == []
    assert len(unknown) <= (1 - LEAST_DATED) * len(footnote), unknown


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_holds_what_is_expected_of_it(page: KnownPage) -> None:
    shown = ShownText(page.html).text
    wanted = [page.title, *page.text.split("\n\n"), *page.optional, *page.boilerplate]
    assert [line for line in wanted if without_spaces(line) not in shown] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_tells_its_article_from_the_rest(page: KnownPage) -> None:
    text = squeezed(page.text).casefold()
    assert len(set(page.boilerplate)) >= 8
    assert [line for line in page.boilerplate if squeezed(line).casefold() in text] == []
    assert all(squeezed(line) for line in (*page.boilerplate, *page.optional))


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_careful_readers_reading_is_faultless_with_the_optional_lines_or_without(page: KnownPage) -> None:
    reading = Reading(text=page.text, title=page.title, published=page.published)
    full = Reading(text="\n\n".join([*page.optional, page.text]), title=page.title, published=page.published)
    for judged in (score(page, reading), score(page, full)):
        assert (judged.f1, judged.leaked, judged.published) == (1.0, (), Verdict.RIGHT)


def test_the_set_is_large_and_no_two_articles_share_a_paragraph() -> None:
    assert len(pages()) >= 40
    assert [
        (one.name, other.name) for one, other in combinations(pages(), 2)
        if set(one.text.split("\n\n")) & set(other.text.split("\n\n"))
    ] == []  # fmt: skip


def known(*, published: str | None = "2026-03-03T14:05:00+00:00", day_only: bool = False) -> KnownPage:
    """A page whose article is two words long."""
    return KnownPage(
        name="known", html="", address=None, fetched=None, title="It’s “out”", authors=("Ann Lee",),
        publisher="The Post", published=datetime.fromisoformat(published) if published else None,
        published_day_only=day_only, text="Prices rose", optional=("Photo: Lee",), boilerplate=("Read more",),
    )  # fmt: skip


def test_token_f1_weighs_what_is_missing_and_what_is_surplus() -> None:
    assert token_f1("a b c d", "c d e f") == 0.5  # two shared of four and four
    assert token_f1("Prices ROSE.", "prices rose") == 1.0
    assert token_f1("", "prices rose") == 0.0
    assert token_f1("日本語", "日本") == 0.8  # two characters shared of three and two


def test_an_optional_line_costs_nothing_whole_and_something_in_part() -> None:
    assert token_f1("Prices rose. Photo: Lee", "Prices rose", ["Photo: Lee"]) == 1.0
    assert token_f1("Prices rose. Photo", "Prices rose", ["Photo: Lee"]) == 0.8
    assert token_f1("Prices rose", "Photo: Lee Prices rose", ["Photo: Lee"]) == 1.0
    assert token_f1("Lee: Prices rose, said Lee", "Prices rose, said Lee", ["Lee"]) == 1.0


@pytest.mark.parametrize(
    ("expected", "day_only", "found", "is_day", "verdict"),
    [
        ("2026-03-03T14:05:00+00:00", False, "2026-03-03T15:05:00+01:00", False, Verdict.RIGHT),
        ("2026-03-03T14:05:00+00:00", False, "2026-03-03T00:00:00+00:00", False, Verdict.WRONG),
        ("2026-03-03T14:05:00+00:00", False, "2026-03-03T00:00:00+00:00", True, Verdict.DAY),
        ("2026-03-03T14:05:00+00:00", False, "2026-03-04T00:00:00+00:00", True, Verdict.WRONG),
        ("2026-03-03T00:00:00+00:00", True, "2026-03-03T09:30:00+00:00", False, Verdict.RIGHT),
        ("2026-03-03T00:00:00+00:00", True, "2026-03-02T09:30:00+00:00", False, Verdict.WRONG),
        ("2026-03-03T14:05:00+00:00", False, None, False, Verdict.UNKNOWN),
        (None, False, None, False, Verdict.RIGHT),
        (None, False, "2026-03-03T00:00:00+00:00", False, Verdict.WRONG),
    ],
)
def test_a_time_is_judged_by_the_instant_and_a_day_by_the_day(
    expected: str | None, day_only: bool, found: str | None, is_day: bool, verdict: Verdict
) -> None:
    published = datetime.fromisoformat(found) if found else None
    judged = score(known(published=expected, day_only=day_only), Reading(published=published, is_day=is_day))
    assert judged.published is verdict


def test_names_and_titles_are_compared_as_a_reader_would() -> None:
    judged = score(known(), Reading(text="Read\nMORE", title='It\'s "out"', publisher="post", authors=("ANN LEE",)))
    assert (judged.is_title_right, judged.is_publisher_right, judged.are_authors_right) == (True, True, True)
    assert judged.leaked == ("Read more",)
    assert score(known(), Reading(title="It's out", publisher="Times")).is_title_right is False
