"""The head of a plain-text article: what is taken for metadata, and above all what is not."""

from datetime import UTC, datetime

import pytest

from corpus.heading import read_head
from corpus.loading import read
from corpus.settings import CorpusSettings
from tests.conftest import SAMPLES
from tests.corpus.making import make_article

BODY = "The first cars crossed the bridge on Friday, seven months later than planned.\n\nIt cost 318 million florins."
TITLE = "Bridge to open in May"
MARCH_12 = datetime(2025, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "head",
    [
        f"{TITLE}\nBy Mara Lind\nThe Harbour Post\n12 March 2025",
        f"{TITLE}\nBy Mara Lind\nThe Harbour Post | 12 March 2025",
        f"{TITLE}\n\nThe Harbour Post, 12 March 2025\n\nBy Mara Lind",
        f"{TITLE}\nBy Mara Lind, The Harbour Post, March 12, 2025",
        f"{TITLE}\nThe Harbour Post · Mara Lind · 12 March 2025".replace("Mara", "By Mara"),
        f"{TITLE}\nPublisher: The Harbour Post\nBy Mara Lind\nPublished: 12 March 2025",
        f"Title: {TITLE}\nSource: The Harbour Post\nAuthor: Mara Lind\nDate: 2025-03-12",
        f"{TITLE}\nThe Harbour Post\nWritten by Mara Lind\nWednesday, 12 March 2025",
    ],
)
def test_title_author_publisher_and_date_are_read(head: str) -> None:
    found = read_head(f"{head}\n\n{BODY}")
    assert (found.title, found.publisher, found.published) == (TITLE, "The Harbour Post", MARCH_12)
    assert found.authors == ("Mara Lind",)


@pytest.mark.parametrize(
    "head", [f"{TITLE}\nBy Mara Lind\n12 March 2025", TITLE, f"{TITLE}\n\nThe Harbour Post, 12 March 2025"]
)
def test_article_begins_right_below_its_head(head: str) -> None:
    text = f"{head}\n\n{BODY}"
    assert text[read_head(text).length :] == BODY


def test_two_authors_are_two_names() -> None:
    assert read_head(f"{TITLE}\nBy Mara Lind and Tove Ask\n\n{BODY}").authors == ("Mara Lind", "Tove Ask")


def test_initials_belong_to_a_name() -> None:
    assert read_head(f"{TITLE}\nBy E. M. Strand\n\n{BODY}").authors == ("E. M. Strand",)


def test_title_may_ask_a_question() -> None:
    assert read_head(f"Who pays for the bridge?\n\n{BODY}").title == "Who pays for the bridge?"


@pytest.mark.parametrize(
    "first",
    [
        "The first cars crossed the bridge on Friday.",
        'The minister said: "We will not pay."',
        "“We will not pay.”",
        "The council met on Monday (its third meeting this week.)",
        "These were the rules:",
        "word " * 45 + "end",
        "Bridge",
    ],
    ids=["sentence", "quotation", "curly-quotation", "brackets", "colon", "too-long", "one-word"],
)
def test_first_sentence_is_not_taken_for_a_title(first: str) -> None:
    found = read_head(f"{first}\n\nThe river rose above the quay.")
    assert (found.title, found.length) == (None, 0)


def test_first_line_that_goes_on_below_is_not_a_title() -> None:
    assert read_head("The first cars crossed\nthe bridge on Friday.").title is None


@pytest.mark.parametrize(
    "line",
    ["The first cars crossed.", "What do the poles tell you?", "School meals will be free", "in May 2025 it rained",
     "On 12 March 2025 the bridge was opened by the mayor", "By the sea it is colder than in town"],
)  # fmt: skip
def test_line_of_the_article_below_the_title_stays_in_the_text(line: str) -> None:
    text = f"{TITLE}\n\n{line}\n\n{BODY}"
    assert text[read_head(text).length :] == f"{line}\n\n{BODY}"


def test_subheading_below_the_head_stays_in_the_text() -> None:
    text = f"{TITLE}\nBy Mara Lind\n12 March 2025\n\nSchool Meals\n\n{BODY}"
    found = read_head(text)
    assert text[found.length :] == f"School Meals\n\n{BODY}"
    assert found.publisher is None


def test_name_that_stands_apart_with_no_date_near_it_is_no_publisher() -> None:
    text = f"{TITLE}\n\nSchool Meals\n\n{BODY}"
    assert (read_head(text).publisher, text[read_head(text).length :]) == (None, f"School Meals\n\n{BODY}")


def test_name_right_below_the_title_is_the_publisher() -> None:
    assert read_head(f"{TITLE}\nKeldmar Press Bureau\n14 January 2025\n\n{BODY}").publisher == "Keldmar Press Bureau"


def test_time_zone_is_not_taken_for_a_publisher() -> None:
    found = read_head(f"{TITLE}\n12 March 2025, 08:30 CET\n\n{BODY}")
    assert (found.publisher, found.published) == (None, datetime(2025, 3, 12, 7, 30, tzinfo=UTC))


def test_impossible_date_stays_in_the_text() -> None:
    text = f"{TITLE}\n31 February 2025\n\n{BODY}"
    assert "31 February 2025" in text[read_head(text).length :]


@pytest.mark.parametrize("text", [TITLE, f"{TITLE}\nBy Mara Lind", f"{TITLE}\nBy Mara Lind\n12 March 2025\n"])
def test_text_that_is_all_head_keeps_every_line(text: str) -> None:
    assert read_head(text).length == 0


def test_title_the_format_named_is_not_looked_for_again() -> None:
    found = read_head("School meals become free\n\nLunch is free from May.", title_known=True)
    assert (found.title, found.length) == (None, 0)


def test_title_the_format_named_is_dropped_from_the_text_above_a_byline() -> None:
    text = f"{TITLE}\nBy Mara Lind\n\n{BODY}"
    assert text[read_head(text, title_known=True).length :] == BODY


@pytest.mark.parametrize(
    ("file", "publisher", "author", "first_words"),
    [
        ("bridge-opens-tribune.txt", "Keldmar Tribune", "Judit Farrow", "The first cars crossed"),
        ("tessel-earnings.txt", "The Ledger & Exchange", "Freya Collingham", "Tessel Instruments, the Varnholm"),
        ("cod-quota-ucn.txt", "Keldmar Press Bureau", "E. M. Strand", "The Union of Coastal Nations"),
        ("north-reach-election.txt", "North Reach Gazette", "Sigrun Aldous", "The Coastal Alliance became"),
        ("sundvarn-flood-wall.md", "The Inland Post", "Ansel Brody", "Excavators began digging"),
        ("ferry-inquiry-opens.md", "Keldmar Tribune", "Rurik Sandal", "A retired appeal judge"),
        ("lynx-korr-forest.html", "North Reach Gazette", "Tamsin Gorrick", "Two male and two female"),
        ("bridge-opens-inland-post.html", "The Inland Post", "Ansel Brody", "Fennick hung flags"),
    ],
)
def test_head_of_a_sample_article_is_read(file: str, publisher: str, author: str, first_words: str) -> None:
    article = make_article(read(SAMPLES / file, max_bytes=1_000_000), CorpusSettings())
    assert (article.publisher, article.authors) == (publisher, (author,))
    assert article.text.startswith(first_words)


@pytest.mark.parametrize("file", sorted(path.name for path in SAMPLES.iterdir()))
def test_every_sample_article_has_a_title_a_publisher_and_a_date(file: str) -> None:
    article = make_article(read(SAMPLES / file, max_bytes=1_000_000), CorpusSettings())
    assert article.title
    assert article.publisher
    assert article.published


@pytest.mark.parametrize("rest", ["The Harbour Post | 12 March 2026", "By Jane Doe", "12 March 2026"])
def test_a_title_in_capitals_is_a_title_and_no_publisher(rest: str) -> None:
    head = read_head(f"Senate Passes Budget Bill\n{rest}\n\nThe Senate voted on Thursday to pass it.")
    assert head.title == "Senate Passes Budget Bill"
    assert head.publisher in (None, "The Harbour Post")


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By our transport desk", ()),
        ("By the news team", ()),
        ("By Jorun Pell and agencies", ("Jorun Pell",)),
        ("By staff and agencies", ()),
        ("By Mara Lind, our harbour correspondent", ("Mara Lind",)),
    ],
)
def test_byline_without_a_person_still_belongs_to_the_head(byline: str, authors: tuple[str, ...]) -> None:
    head = read_head(f"Bridge to open in May\n{byline}\nThe Harbour Post | 12 March 2026\n\nThe bridge opens in May.")
    assert (head.title, head.publisher, head.authors) == ("Bridge to open in May", "The Harbour Post", authors)
    assert head.published is not None


def test_sentence_that_begins_with_by_stays_in_the_text() -> None:
    text = "Bridge to open in May\n\nBy the end of the year the bridge will be paid for.\n\nIt opens in May."
    assert text[read_head(text).length :].startswith("By the end of the year")


@pytest.mark.parametrize(
    ("head", "publisher", "authors"),
    [
        (
            "Мост открыли весной\nАвтор: Кирилл Дорофеев\nВечерний город, 12.03.2025",
            "Вечерний город",
            ("Кирилл Дорофеев",),
        ),
        ("Most je otvoren\nPiše: Snežana Đurić\nJutarnji list, 12. mart 2025.", "Jutarnji list", ("Snežana Đurić",)),
        ("El puente abre ya\nPor Lucía Benavente\nEl Faro | 12/03/2025", "El Faro", ("Lucía Benavente",)),
        ("青川市地铁三号线通车\n记者 吴晓岚\n青川晚报 2025年3月12日", "青川晚报", ("吴晓岚",)),
    ],
)
def test_heads_in_other_languages_are_read(head: str, publisher: str, authors: tuple[str, ...]) -> None:
    body = {"М": "Мост был закрыт, и его открыли.", "M": "Most je bio zatvoren, i sada je otvoren.",
            "E": "El puente estaba cerrado y ya no lo está.",
            "青": "青川市地铁三号线于星期三正式通车。全线长二十公里。"}  # fmt: skip
    found = read_head(f"{head}\n\n{body[head[0]]}")
    assert (found.publisher, found.published, found.authors) == (publisher, MARCH_12, authors)
    assert found.title == head.split("\n")[0]
