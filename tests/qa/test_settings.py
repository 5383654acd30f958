"""The configuration of asking, from the environment."""

import pytest
from pydantic import ValidationError

from qa.settings import QASettings


def test_the_embedded_model_answers_unless_told_otherwise() -> None:
    settings = QASettings()
    assert (settings.model, settings.base_url, settings.api_key) == ("embedded", None, None)
    assert (settings.answer_seconds, settings.first_token_seconds, settings.max_question_chars) == (60, 20, 2_000)
    assert (settings.reranker, settings.rerank_seconds, settings.rerank_weight) == ("", 0.5, 0.5)


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_MODEL", "openai:gpt")
    monkeypatch.setenv("FOOTNOTE_ANSWER_SECONDS", "7.5")
    settings = QASettings()
    assert (settings.model, settings.answer_seconds) == ("openai:gpt", 7.5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("answer_seconds", 0),
        ("first_token_seconds", -1),
        ("max_question_chars", 9),
        ("rerank_seconds", 0),
        ("rerank_weight", 1.1),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(name: str, value: int) -> None:
    with pytest.raises(ValidationError, match=name):
        QASettings(**{name: value})


def test_settings_cannot_be_edited() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        QASettings().model = "other"


def test_the_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_API_KEY", "sk-canary-123")
    assert "canary" not in f"{QASettings()!r} {QASettings()}"
