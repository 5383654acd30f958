"""Two quiet charts above the list: the articles over time, and by publisher.

They are given to Streamlit's Vega as numbers and labels; nothing of an article is read
as an expression there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from ui import wording
from ui.resources import Listed

FEWEST = 10  # articles; fewer are seen at a glance
MOST_MONTHS = 36  # beyond, their bars are thinner than their gaps, and years are counted
MOST_PUBLISHERS = 6
HEIGHT = 165  # room for the labels of all publishers
LONGEST_NAME = 32
COLOUR = "#8fa9c6"
QUIET = "#5a5c62"


def draw(articles: Sequence[Listed]) -> None:
    """Draw both, folded away at a click; nothing for a handful of articles."""
    dated = [article.published for article in articles if article.published]
    if len(articles) < FEWEST or not dated:
        return
    with st.expander(wording.CHARTS, expanded=True):
        over_time, by_publisher = st.columns([3, 2], gap="medium")
        unit, times = counts_over_time(dated)
        with over_time, st.container(gap="xxsmall"):
            heading = wording.CHART_TIME.format(unit=unit)
            st.caption(heading)
            st.vega_lite_chart(_upright(times), width="stretch", height=HEIGHT, alt=heading)
            if len(dated) < len(articles):
                undated = wording.counted(len(articles) - len(dated), "article")
                st.caption(wording.CHART_UNDATED.format(articles=undated))
        with by_publisher, st.container(gap="xxsmall"):
            st.caption(wording.CHART_PUBLISHERS)
            publishers = counts_by_publisher(articles)
            st.vega_lite_chart(_lying(publishers), width="stretch", height=HEIGHT, alt=wording.CHART_PUBLISHERS)


def counts_over_time(moments: Sequence[datetime]) -> tuple[str, list[tuple[str, int]]]:
    """`month` or `year`, and how many there are in each from the first to the last, empty ones too."""
    months = Counter(moment.year * 12 + moment.month - 1 for moment in moments)
    first, last = min(months), max(months)
    if last - first < MOST_MONTHS:
        return "month", [(_month(number), months[number]) for number in range(first, last + 1)]
    years = Counter(moment.year for moment in moments)
    return "year", [(str(year), years[year]) for year in range(min(years), max(years) + 1)]


def counts_by_publisher(articles: Sequence[Listed]) -> list[tuple[str, int]]:
    """The publishers with most articles, and all others together at the end."""
    counted = Counter(article.publisher or wording.PUBLISHER_UNKNOWN for article in articles).most_common()
    rest = sum(count for _, count in counted[MOST_PUBLISHERS:])
    return counted[:MOST_PUBLISHERS] + ([(wording.CHART_OTHERS, rest)] if rest else [])


def _month(number: int) -> str:
    return f"{datetime(number // 12, number % 12 + 1, 1):%b %Y}"


def _upright(counts: Sequence[tuple[str, int]]) -> dict[str, Any]:
    axis = {"title": None, "labelAngle": 0, "labelOverlap": "greedy", "ticks": False}
    return _bars(counts, label={"axis": axis, "channel": "x"}, number="y")


def _lying(counts: Sequence[tuple[str, int]]) -> dict[str, Any]:
    axis = {"title": None, "labelLimit": 130, "labelOverlap": False, "ticks": False, "domain": False}
    return _bars(counts, label={"axis": axis, "channel": "y"}, number="x")


def _bars(counts: Sequence[tuple[str, int]], *, label: dict[str, Any], number: str) -> dict[str, Any]:
    numbers = {"title": None, "tickMinStep": 1, "tickCount": 3, "format": ",d", "domain": False, "ticks": False}
    return {
        "data": {"values": list(_values(counts))},
        "mark": {"type": "bar", "color": COLOUR, "cornerRadiusEnd": 2},
        "encoding": {
            label["channel"]: {"field": "name", "type": "ordinal", "sort": None, "axis": label["axis"]},
            number: {"field": "articles", "type": "quantitative", "axis": numbers},
            "tooltip": [{"field": "name", "title": " "}, {"field": "articles", "title": "articles"}],
        },
        "config": {"axis": {"labelColor": QUIET, "gridColor": "#eceae2"}, "view": {"stroke": None}},
    }


def _values(counts: Sequence[tuple[str, int]]) -> Iterator[dict[str, Any]]:
    for name, count in counts:
        short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        yield {"name": short, "articles": count}
