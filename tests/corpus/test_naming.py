"""Names of members: shown without tricks, and never empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.extracting.naming import extension_of, shown_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd\n", "etc/passwd"), ("C:\\news\\may.txt", "news/may.txt"), ("", "member 3"),
        ("...", "member 3"), ("\0\u202e", "member 3"), ("\ud800a.txt", "a.txt"),
        ("\\\\host\\share\\a.txt", "host/share/a.txt"),
    ],
)  # fmt: skip
def test_name_loses_its_tricks(name: str, shown: str) -> None:
    assert shown_name(name, number=3) == shown


@given(st.text(max_size=400))
def test_shown_name_is_one_short_line_that_leads_nowhere(name: str) -> None:
    shown = shown_name(name, number=1)
    assert 0 < len(shown) <= 201
    assert len(shown.splitlines()) == 1
    assert not {"..", ""} & set(shown.split("/"))


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.PDF", "pdf"), ("https://a.example/b.html?x=1.txt", "html"), ("a", ""), ("a.b c", ""), ("tar.gz", "gz")],
)
def test_extension_is_what_follows_the_last_dot(name: str, extension: str) -> None:
    assert extension_of(name) == extension
