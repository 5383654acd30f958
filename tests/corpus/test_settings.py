"""Settings: from the environment or a `.env` file, checked, and frozen."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus import CorpusSettings
from corpus.settings import PACKAGED_EMBEDDER, PROJECT_FOLDER


def test_without_any_setting_articles_live_in_the_projects_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOOTNOTE_HOME")
    assert CorpusSettings().home == PROJECT_FOLDER / "data"
    assert CorpusSettings().embedder == PACKAGED_EMBEDDER


def test_catalogue_and_index_lie_below_home() -> None:
    settings = CorpusSettings(home=Path("/srv/news"))
    assert settings.catalogue_path == Path("/srv/news/catalogue.sqlite3")
    assert settings.index_folder == Path("/srv/news/index")


def test_environment_sets_each_field(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"HOME": "/srv/news", "EMBEDDER": "/models/other", "PASSAGE_CHARS": "500"}.items():
        monkeypatch.setenv(f"FOOTNOTE_{name}", value)
    settings = CorpusSettings()
    assert (settings.home, settings.embedder, settings.passage_chars) == (Path("/srv/news"), "/models/other", 500)


def test_dot_env_file_is_read_and_gives_way_to_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("FOOTNOTE_PASSAGE_CHARS=500\nFOOTNOTE_HOME=/from/file\nOTHER=x\n")
    monkeypatch.setitem(CorpusSettings.model_config, "env_file", tmp_path / ".env")
    monkeypatch.setenv("FOOTNOTE_HOME", "/from/environment")
    assert (CorpusSettings().passage_chars, CorpusSettings().home) == (500, Path("/from/environment"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("PASSAGE_CHARS", "99"), ("PASSAGE_CHARS", "many"), ("MAX_FILE_BYTES", "0"), ("MAX_ARTICLE_CHARS", "-1")],
)
def test_value_that_makes_no_sense_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"FOOTNOTE_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        CorpusSettings()


def test_settings_cannot_be_changed_in_a_run() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        CorpusSettings().passage_chars = 300  # type: ignore[misc]
