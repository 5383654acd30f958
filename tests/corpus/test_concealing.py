"""No password and no key is left in a text, and what only resembles one stays."""

import pytest

from corpus import concealing
from corpus.concealing import concealed, hide, hide_environment

# Put together here, so that no tool takes them for keys that were left in the code.
KEY = "sk-" + "proj-" + "Ab3dEf6hIj9kLm2nOp5qRs8t"


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concealing, "_known", set())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://mara:ferry7@news.example/a", "https://***@news.example/a"),
        ("http://mara:fe@rry@news.example:81/a?b=c@d", "http://***@news.example:81/a?b=c@d"),
        ("at https://token@a.example and ftp://x:y@b.example", "at https://***@a.example and ftp://***@b.example"),
        ("https://a.example/?page=2&api_key=tern&x=1", "https://a.example/?page=2&api_key=***&x=1"),
        ("https://a.example/?Access_Token=tern", "https://a.example/?Access_Token=***"),
        ('{"password": "two words", "port": 1}', '{"password": ***, "port": 1}'),
        ("Authorization: Bearer tern.harbour-12", "Authorization: *** ***"),
        (f"the key {KEY} was refused", "the key *** was refused"),
        ("ghp_" + "a1B2" * 9, "***"),
        ("AKIA" + "Q7" * 8, "***"),
        ("AIza" + "Sy-a_" * 7, "***"),
        ("eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.c2ln-x", "***"),
        ("id " + "Zx9" * 10 + " end", "id *** end"),
        ("0123456789abcdef" * 2, "***"),
    ],
)
def test_what_is_or_looks_like_a_key_is_hidden(text: str, shown: str) -> None:
    assert concealed(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "/home/mara/news/skating-championships-2026-results.html",
        "https://news.example/2026/03/ferry-company-fined?page=2#comments",
        "article 0123456789abcdef",
        "original " + "0123456789abcdef" * 4,
        "mara@news.example wrote",
        "12 passages at 08:30, disk full",
        "internationalisation and counterrevolutionaries",
    ],
)
def test_what_is_no_key_stays(text: str) -> None:
    assert concealed(text) == text


def test_known_secret_is_hidden_wherever_it_stands_and_whatever_it_looks_like() -> None:
    hide("ferry boat", "ferry boat at noon")
    assert concealed("the ferry boat at noon, the ferry boat") == "the ***, the ***"


def test_very_short_secret_does_not_eat_other_words() -> None:
    hide("", "tern")
    assert concealed("a modern eastern tern") == "a modern eastern tern"


def test_keys_of_the_environment_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "harbour light")
    monkeypatch.setenv("HARBOUR", "breakwater")
    hide_environment()
    assert concealed("harbour light at the breakwater") == "*** at the breakwater"


def test_endless_text_is_cut_and_done_in_no_time() -> None:
    assert len(concealed("key" * 1_000_000)) == 20_000
