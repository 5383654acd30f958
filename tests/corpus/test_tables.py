"""Articles in rows: JSON Lines, JSON and CSV, and prose that only looks like them."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.extracting import Extracted, tables
from corpus.extracting.tables import is_table
from tests.corpus.opening import all_in, ends_well, only, reason_for, texts_by_member

RAIN = "Rain fell on the harbour town for three days."
RIVER = "The river, brown and fast, rose above the old stone quay."


def lines(*rows: object) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()


# JSON


def test_each_line_is_an_article() -> None:
    assert texts_by_member(lines({"text": RAIN}, {"text": RIVER})) == {"line 1": RAIN, "line 2": RIVER}


def test_bad_line_costs_only_itself() -> None:
    found = texts_by_member(lines({"text": RAIN}, '{"text": "The riv', "", [1], {"title": "Quay"}, {"text": RIVER}))
    assert found == {
        "line 1": RAIN,
        "line 2": "line 2: not valid JSON",
        "line 4": "line 4: not an object with named fields",
        "line 5": "line 5: no text found; the text is read from a column named text, body, content or articleBody",
        "line 6": RIVER,
    }


def test_first_line_may_be_the_bad_one() -> None:
    assert texts_by_member(lines('{"text": ', {"text": RAIN})) == {"line 1": "line 1: not valid JSON", "line 2": RAIN}


def test_array_of_objects_is_one_article_each() -> None:
    data = json.dumps([{"body": RAIN}, 7, {"content": RIVER}], indent=2).encode()
    assert texts_by_member(data) == {
        "item 1": RAIN, "item 2": "item 2: not an object with named fields", "item 3": RIVER,
    }  # fmt: skip


def test_array_with_an_object_on_a_line_of_its_own_is_an_array() -> None:
    assert texts_by_member(b'[\n{"text": "Rain fell."}\n]') == {"item 1": "Rain fell."}


def test_list_inside_an_object_is_found() -> None:
    data = json.dumps({"status": "ok", "articles": [{"content": RAIN}, {"content": RIVER}]}).encode()
    assert texts_by_member(data) == {"item 1": RAIN, "item 2": RIVER}


@pytest.mark.parametrize("indent", [None, 2])
def test_one_object_is_one_article(indent: int | None) -> None:
    found = only(json.dumps({"headline": "Quay floods", "articleBody": RAIN}, indent=indent).encode())
    assert (found.title, found.text, found.member) == ("Quay floods", RAIN, "")


def test_object_without_text_is_refused_as_a_whole() -> None:
    assert reason_for(b'{"title": "Quay"}') == (
        "no text found in this JSON; the text is read from a column named text, body, content or articleBody"
    )


@pytest.mark.parametrize("data", [b'[{"text": "Rain fell', b'{"text":\n"Rain"\n', b'{"text": nope}'])
def test_json_cut_off_is_not_valid(data: bytes) -> None:
    assert reason_for(data).startswith("this is not valid JSON")


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "data", [b"[" * 500_000, b'{"a":' * 200_000, b"[[" + b"9" * 100_000 + b"]]", b'{"text": "\\ud800"}']
)
def test_hostile_json_ends_in_a_reason(data: bytes) -> None:
    assert ends_well(data)


# Fields


def test_fields_are_known_by_their_usual_names() -> None:
    row = {
        "Headline": "Quay floods", "article_body": RAIN, "Link": "https://a.example/1", "Outlet": "Harbour Post",
        "publication-date": "2025-03-12T08:30:00+02:00", "dateModified": "2025-03-13",
        "byline": "By Mara Lind and Tove Ask",
        "lang": "en", "views": 12,
    }  # fmt: skip
    found = only(json.dumps(row).encode())
    assert (found.title, found.url, found.publisher, found.language) == (
        "Quay floods", "https://a.example/1", "Harbour Post", "en",
    )  # fmt: skip
    assert found.authors == ("Mara Lind", "Tove Ask")
    assert found.published == datetime(2025, 3, 12, 6, 30, tzinfo=UTC)
    assert (found.published_from, found.published_certainty) == ("field", "sure")
    assert found.updated == datetime(2025, 3, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment", "certainty"),
    [
        ("2025-03-12", datetime(2025, 3, 12, tzinfo=UTC), "likely"),
        ("12 March 2025", datetime(2025, 3, 12, tzinfo=UTC), "likely"),
        ("2025-03-12 08:30:00", datetime(2025, 3, 12, 8, 30, tzinfo=UTC), "likely"),
        ("Wed, 12 Mar 2025 08:30:00 +0200", datetime(2025, 3, 12, 6, 30, tzinfo=UTC), "sure"),
        (1_741_761_000, datetime(2025, 3, 12, 6, 30, tzinfo=UTC), "sure"),
        ("soon", None, None),
        (True, None, None),
        ("9999-12-31T23:59:59-12:00", None, None),
    ],
)
def test_time_is_sure_where_its_zone_is_known(written: object, moment: datetime | None, certainty: str | None) -> None:
    found = only(json.dumps({"text": RAIN, "date": written}).encode())
    assert (found.published, found.published_certainty) == (moment, certainty)


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        (["Mara Lind", "Tove Ask"], ("Mara Lind", "Tove Ask")), ("Mara Lind, Tove Ask", ("Mara Lind", "Tove Ask")),
        ("Lind, Mara; Ask, Tove", ("Lind, Mara", "Ask, Tove")),
        ([{"@type": "Person", "name": "Mara Lind"}], ("Mara Lind",)),
        ("Von Jörg Weiß und Ana Cruz", ("Jörg Weiß", "Ana Cruz")), ("", ()), ([None, 3], ()),
        ("Mara Lind | Mara Lind", ("Mara Lind",)),
    ],
)  # fmt: skip
def test_authors_are_read_in_every_form(written: object, authors: tuple[str, ...]) -> None:
    assert only(json.dumps({"text": RAIN, "authors": written}).encode()).authors == authors


def test_markup_in_a_text_becomes_paragraphs() -> None:
    body = f"<p>{RAIN}</p>\n<p>The <b>river</b> rose &amp; fell.<script>alert(1)</script></p>"
    assert only(json.dumps({"body": body}).encode()).text.split("\n") == [RAIN, "The river rose & fell."]


def test_long_text_with_markup_loses_nothing() -> None:
    body = f"<p>{RAIN}</p>" * 10_000
    assert only(json.dumps({"body": body}).encode()).text.count(RAIN) == 10_000


def test_sign_of_less_than_in_a_text_is_no_markup() -> None:
    assert only(json.dumps({"text": "2 < 3 and 5 > 4, he said."}).encode()).text == "2 < 3 and 5 > 4, he said."


# CSV


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_each_row_is_an_article_whatever_parts_the_columns(sign: str, encoding: str) -> None:
    rows = ["Title|Date|Text", f'Quay|2025-03-12|"{RIVER}"', '"A ""new"" quay"||"Two\nlines, here"']
    found = all_in("\n".join(rows).replace("|", sign).encode(encoding))
    articles = [(item.title, item.text, item.member) for item in found if isinstance(item, Extracted)]
    assert articles == [("Quay", RIVER, "line 2"), ('A "new" quay', "Two\nlines, here", "line 3")]


def test_bad_row_costs_only_itself() -> None:
    data = b"title,text\na,Rain fell.\nb,It rose,twice\nc,\n\nd,It fell.\ne,Dry.\nf,Dry.\ng,Dry.\nh,Dry.\n"
    found = texts_by_member(data)
    assert found["line 3"] == "line 3: it has 3 columns where the header has 2"
    assert found["line 4"].startswith("line 4: no text found")
    assert (found["line 2"], found["line 6"], found["line 10"]) == ("Rain fell.", "It fell.", "Dry.")


def test_table_without_text_is_refused_with_its_columns() -> None:
    data = b"id,title,price\n1,Quay,10\n2,River,20\n3,Rain,30\n"
    assert reason_for(data) == (
        "this table has no column of text; found id, title, price; "
        "the text is read from a column named text, body, content or articleBody"
    )


def test_large_field_is_read() -> None:
    text = "Rain fell. " * 50_000
    assert only(f'title,text\nQuay,"{text}"\n'.encode()).text == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        RIVER,
        f"{RIVER}\n{RIVER}\n{RIVER}\n{RIVER}",
        f"Title, date, text\n\n{RIVER}\n{RAIN}",
        f"Rain, wind, hail\n\n{RIVER}\n{RAIN}\nOslo, Bergen",
        "Text; title\n\nThe mayor spoke; nobody listened; it rained.\nThen, again, rain.",
        f"By Mara Lind, Tove Ask\n{RAIN}\n{RIVER}\n{RAIN}",
        f"{{Correction}} {RAIN}",
        f"[Update] {RAIN}",
        f"[1] {RAIN}\n[2] {RIVER}",
        f"Oslo, Monday, noon.\n{RAIN}",
        "a,b\n",
        "text\nRain fell.\n",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert not is_table(text)
    assert only(text.encode()).text == text


# Limits


def test_rows_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    found = texts_by_member(lines({"text": RAIN}, {"text": RIVER}, {"text": RAIN}, {"text": RAIN}))
    assert found == {"line 1": RAIN, "line 2": RIVER, "line 3": "only 2 rows of a file are read; split the file"}


def test_endless_bad_rows_are_not_all_listed() -> None:
    found = all_in(lines({"text": RAIN}, *["{"] * 5_000))
    assert len(found) == 1_002
    assert getattr(found[-1], "reason", "").startswith("1,000 rows cannot be read; those behind line 1001")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["a," * 5_000_000, 'title,text\n"' + "x\n" * 5_000_000, "," * 10_000_000, '{"' + "a" * 10_000_000]
)
def test_large_oddity_is_decided_quickly(text: str) -> None:
    assert ends_well(text.encode())


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["title,text\n", "title;text\na;", '{"text": "', '[{"text": "a"},', '{"a":1}\n']),
    st.text(max_size=200),
)
def test_whatever_follows_a_tables_start_it_ends_in_articles_or_a_reason(start: str, rest: str) -> None:
    assert ends_well((start + rest).encode("utf-8", "surrogatepass"))
