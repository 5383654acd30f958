"""Titles and authors that programs write into a file's properties, and those that people do."""

import pytest

from corpus.extracting.vetting import authors_or_none, title_or_none


@pytest.mark.parametrize(
    "title",
    ["", None, "untitled", "Untitled document", "Microsoft Word - rain.docx", "rain in the hills.indd", "Document 1",
     "C:\\texts\\rain", "file:///tmp/rain.html", "about:blank", "Rain", "Adobe InDesign 20.1", "a 1",
     "x" * 150 + " " + "y" * 150],
)  # fmt: skip
def test_a_title_that_a_program_wrote_is_none(title: str | None) -> None:
    assert title_or_none(title) is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Rain falls on the hills", "Rain falls on the hills"),
        (" Rain\n falls\ue000 ", "Rain falls"),
        ("War ends", "War ends"),
        ("港口将于五月开放", "港口将于五月开放"),
        ("Office workers return", "Office workers return"),
        ("Adobe raises its prices", "Adobe raises its prices"),
    ],
)
def test_a_title_that_a_person_wrote_is_kept_on_one_line(title: str, expected: str) -> None:
    assert title_or_none(title) == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Mara Lind", ("Mara Lind",)),
        ("Mara Lind, Ole Brekke", ("Mara Lind", "Ole Brekke")),
        ("Mara Lind and Ole Brekke", ("Mara Lind", "Ole Brekke")),
        ("Søren O’Hara-Lund", ("Søren O’Hara-Lund",)),
        ("anonymous", ()),
        ("Default User", ()),
        ("Adobe InDesign 20.1", ()),
        ("mlind", ()),
        ("Mara Lind; admin", ()),
        (None, ()),
    ],
)
def test_authors_are_first_and_last_names_or_nobody(author: str | None, expected: tuple[str, ...]) -> None:
    assert authors_or_none(author) == expected
