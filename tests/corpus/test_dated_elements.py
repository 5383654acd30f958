"""Dates that an element beside the headline carries for machines, or shows in its own way."""

from datetime import UTC, datetime

import pytest

from corpus.extracting.html import extract_html

MOMENT = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)
FETCHED = datetime(2026, 3, 10, 10, 30, tzinfo=UTC)
TEXT = (
    "<p>Rain fell on the harbour town for three days and the river rose above the old stone quay.</p>"
    "<p>Nobody was hurt, the mayor said on Monday, but the market stayed closed.</p>"
)


def dated(below: str = "", *, above: str = "", after: str = "", lang: str = "en") -> datetime | None:
    article = f"<article class='hentry'>{above}<h1>Quay flooded again</h1>{below}{TEXT}{after}</article>"
    page = f"<html lang='{lang}'><head><title>Quay flooded again</title></head><body>{article}</body></html>"
    found = extract_html(page, address=None, fetched=FETCHED)
    assert found is not None
    return found.published


@pytest.mark.parametrize(
    "below",
    [
        "<time datetime='2026-03-10T09:30:00+01:00'>Tuesday</time>",
        "<abbr title='2026-03-10T09:30:00+01:00'>9:30</abbr>",
        "<span data-timestamp='1773131400'></span>",
        "<span data-published-epoch='1773131400000'>today</span>",
        "<span data-date-time='2026-03-10 08:30:00'>10 March</span>",
        "<span class='date'>10 March 2026, 08:30</span>",
        "<p>08:30 GMT, 10 March 2026</p>",
        "<div class='meta'>Submitted by <b>Mara Lind</b> 2 hours ago</div>",
        "<footer class='node__meta'>Submitted by Mara Lind <i>2 hours ago</i></footer>",
        "<ul><li class='date'>10 March 2026 08:30</li></ul>",
    ],
)
def test_moment_below_the_headline_is_kept_to_the_minute(below: str) -> None:
    assert dated(below) == MOMENT


@pytest.mark.parametrize(
    ("lang", "below"),
    [
        ("ko", "<div>입력<span data-date-time='2026-03-10 08:30:00'>2026.03.10.</span></div>"),
        ("ko", "<div>입력2026.03.10. 오전 8:30</div>"),
        ("ja", "<p>2026年３月１０日 8時30分</p>"),
        ("ar", "<p>١٠ مارس ٢٠٢٦، ٠٨:٣٠</p>"),
    ],
)
def test_digits_and_times_of_other_scripts_are_read(lang: str, below: str) -> None:
    assert dated(below, lang=lang) == MOMENT


def test_date_alone_above_the_headline_is_its() -> None:
    assert dated(above="<h3>10 March 2026</h3>") == datetime(2026, 3, 10, tzinfo=UTC)


def test_time_that_the_entry_marks_at_its_foot_is_its() -> None:
    foot = (
        "<footer class='entry-footer'><time class='published' datetime='2026-03-10T08:30:00Z'>10 March</time>"
        "<time class='updated' datetime='2026-03-10T09:00:00Z'>10 March</time></footer>"
    )
    assert dated(after=foot) == MOMENT
    assert dated("<p>10 March 2026</p>", after=foot) == MOMENT


@pytest.mark.parametrize(
    "after",
    [
        "<div class='related'><time class='published' datetime='2026-03-01T08:30:00Z'>1 March</time></div>",
        "<article class='teaser'><time class='entry-date' datetime='2026-03-01T08:30:00Z'>1 March</time></article>",
        "<div><h3>Bus times</h3><p>Last checked 2 March 2026 by Maureen</p></div>",
        "<span data-modified-time='1773131400'>updated</span>",
    ],
)
def test_time_of_something_else_is_none(after: str) -> None:
    assert dated(after=after) is None
