"""Inline styles that hide text, and those that only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.extracting.hiding import is_hiding


@pytest.mark.parametrize("style", [
    "display:none", "color:red; DISPLAY : NONE !important", "visibility:hidden", "opacity:0", "opacity: 0.01",
    "font-size:0", "font-size:1px", "font-size: 0em", "height:0;overflow:hidden", "max-height:1px; overflow: hidden",
    "position:absolute;left:-9999px", "position:absolute;top:-5000px", "text-indent:-9999em",
    "clip:rect(0,0,0,0)", "clip: rect(1px, 1px, 1px, 1px)", "clip-path: inset(50%)", "color:transparent",
    "color:#fff;background:#ffffff", "color:white;background-color:rgb(255, 255, 255)", "color: rgba(0,0,0,0)",
])  # fmt: skip
def test_style_that_hides_is_told(style: str) -> None:
    assert is_hiding(style)


@pytest.mark.parametrize("style", [
    "", "color:red", "display:block", "font-size:0.9em", "font-size:12px", "font-size:100%", "opacity:0.9", "height:0",
    "overflow:hidden", "height:400px;overflow:hidden", "left:-10px", "margin-top:-20px", "color:#fff;background:#000",
    "color:#fff", "background:url(x.png) white;color:white", "nonsense", ";;:", "clip:auto", "max-height:none",
])  # fmt: skip
def test_style_that_shows_is_let_be(style: str) -> None:
    assert not is_hiding(style)


@given(st.text(alphabet=":;#-.0123456789abcdefgh()%, px", max_size=60))
def test_no_style_is_too_odd(style: str) -> None:
    assert is_hiding(style) in (True, False)
