"""Who wrote it, where only the line under the headline tells."""

import pytest
from lxml import html

from corpus.extracting.page_bylines import signed_by


def signed(below: str, *, headline: str = "<h1>Ferry stops for the winter</h1>") -> list[str]:
    head = "<head><title>Ferry stops for the winter | Harbour Post</title></head>"
    return signed_by(html.document_fromstring(f"<html>{head}<body>{headline}{below}<p>Boats rest.</p></body></html>"))


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("<p>By Mara Lind</p>", ["Mara Lind"]),
        ("<p>By Mara Lind and Jo de Vries in Oslo · 3 March 2026</p>", ["Mara Lind", "Jo de Vries"]),
        ("<p>By MARA LIND<br>Staff Writer</p>", ["MARA LIND"]),
        ("<div>Submitted by <span>Mara Lind</span> 2 hours ago</div>", ["Mara Lind"]),
        ("<p>Por <span>Ana Dias</span>, <span>Rui Paz</span>, HP Costa</p>", ["Ana Dias", "Rui Paz"]),
        ("<p>Von Jürgen Öz</p>", ["Jürgen Öz"]),
        ("<td>2026年3月12日 08:30 来源：临江网 记者：李小河 编辑：何苗</td>", ["李小河"]),
        ("<em>박서연 기자</em>", ["박서연"]),
    ],
)
def test_line_of_writers_names_people(below: str, names: list[str]) -> None:
    assert signed(below) == names


@pytest.mark.parametrize(
    "below",
    [
        "<p>By the time the last boat left, it was dark.</p>",
        "<p>By 2030 Nobody Will Sail</p>",
        "<div class='comment'><p>By Mara Lind</p></div>",
        "<p>Harbour Office</p>",
    ],
)
def test_other_lines_name_nobody(below: str) -> None:
    assert signed(below) == []


def test_headline_of_an_old_page_is_known_by_the_pages_title() -> None:
    old = "<font size='5'><b>Ferry stops for the winter</b></font><br>"
    assert signed("<font size='1'>By Mara Lind</font>", headline=old) == ["Mara Lind"]


def test_name_far_into_the_text_is_not_the_writers() -> None:
    paragraph = (
        "<p>" + "The boats will lie in the inner basin until the ice has gone and the crews are paid. " * 3 + "</p>"
    )
    assert signed(f"{paragraph}{paragraph}<p>By Mara Lind</p>") == []
