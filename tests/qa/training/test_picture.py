"""The reliability diagram: dots where the stated probabilities and the shares that are true say."""

import re
from xml.etree import ElementTree

from qa.training.picture import LEFT, SIDE, TOP, reliability

SVG = "{http://www.w3.org/2000/svg}"


def test_a_bin_is_drawn_where_it_was_said_and_where_it_is_true() -> None:
    chances = [(0.25, True), (0.25, False)] * 10
    drawn = ElementTree.fromstring(reliability({"near <misses>": chances}))
    dots = [dot for dot in drawn.iter(f"{SVG}circle") if float(dot.get("cx", "0")) <= LEFT + SIDE]
    assert [(dot.get("cx"), dot.get("cy")) for dot in dots] == [(f"{LEFT + 0.25 * SIDE:.1f}", f"{TOP + SIDE / 2:.1f}")]
    assert "near <misses>, 20" in [text.text for text in drawn.iter(f"{SVG}text")]


def test_a_line_goes_through_the_bins_of_a_set_and_few_examples_are_hollow() -> None:
    drawn = reliability({"a": [(0.05, False)] * 30 + [(0.95, True)] * 3})
    assert len(re.findall(r'fill="none" stroke="#1f6f8b"', drawn)) == 1
    assert drawn.count('fill="white" stroke="#1f6f8b"') == 1
