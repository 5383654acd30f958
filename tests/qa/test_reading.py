"""The reader at run time: where an answer may stand, what is read of a folder, what the packaged one says."""

import json
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from corpus import Span
from qa import reading
from qa.reading import (
    FOLDER,
    MODEL,
    RECORD,
    TOKENIZER,
    Encoded,
    Reader,
    ReaderNotAvailable,
    Window,
    best_span,
    packaged_reader,
    reader_problem,
)

TALKS = Window(
    header="Trump and Putin agree to begin talks | 18 March 2025",
    text="The call lasted about an hour. Finland's foreign minister, Elina Valtonen, said the truce was too short.",
)
# Ten tokens, of which the third to the tenth stand in the window, each a character wide.
TEN = Encoded(
    ids=list(range(10)), types=[0, 0, *[1] * 8], offsets=[(0, 0), (0, 0), *((at, at + 1) for at in range(8))],
    window=list(range(2, 10)),
)  # fmt: skip


def scores(**best: float) -> np.ndarray:
    made = np.zeros(10, dtype=np.float32)
    for place, value in best.items():
        made[int(place[1:])] = value
    return made


def test_the_likeliest_start_and_end_that_follow_each_other_are_the_answer() -> None:
    assert best_span(TEN, scores(t4=5.0), scores(t6=5.0), None) == (4, 6)
    assert best_span(TEN, scores(t6=5.0), scores(t4=4.0), None) == (6, 6)


def test_an_answer_stands_within_the_focus() -> None:
    starts, ends = scores(t4=5.0, t8=1.0), scores(t5=5.0, t9=1.0)
    assert best_span(TEN, starts, ends, Span(start=5, end=8)) == (8, 9)


def test_a_focus_without_a_word_has_no_answer() -> None:
    assert best_span(TEN, scores(), scores(), Span(start=20, end=30)) is None


def test_the_token_that_stands_for_none_is_never_the_answer() -> None:
    assert best_span(TEN, scores(t0=9.0, t3=1.0), scores(t0=9.0, t3=1.0), None) == (3, 3)


def test_a_folder_without_a_reader_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReaderNotAvailable, match="there is no reader in"):
        Reader(tmp_path)


@pytest.mark.models
def test_a_file_that_was_changed_is_not_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    shutil.copytree(FOLDER, folder)
    with (folder / MODEL).open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"\0\1\2\3")
    with pytest.raises(ReaderNotAvailable, match=r"'model.onnx' .* is not the file that was made"):
        Reader(folder)


@pytest.mark.models
def test_a_record_that_vouches_for_rubbish_is_an_error_of_loading(tmp_path: Path) -> None:
    (tmp_path / MODEL).write_bytes(b"rubbish")
    shutil.copyfile(FOLDER / TOKENIZER, tmp_path / TOKENIZER)
    (tmp_path / RECORD).write_text(json.dumps({"sha256": {}, "scale": 1.0, "shift": 0.0}), encoding="utf-8")
    with pytest.raises(ReaderNotAvailable, match="cannot be loaded"):
        Reader(tmp_path)


def test_without_its_file_there_is_no_reader_and_the_log_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    monkeypatch.setattr(reading, "event", lambda name, facts, level: said.append(f"{level} {name} {facts['reason']}"))
    reading._packaged.cache_clear()
    try:
        assert packaged_reader() is packaged_reader() is None
        assert reader_problem().startswith("there is no reader in")
    finally:
        reading._packaged.cache_clear()
    assert len(said) == 1
    assert said[0].startswith("warning reader.not_loaded there is no reader in")


@pytest.mark.models
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How long did the call last?", "about an hour"),
        ("Who is Finland's foreign minister?", "Elina Valtonen"),
        ("finland foreign minister name", "Elina Valtonen"),
    ],
)
def test_the_packaged_reader_finds_the_words(question: str, words: str) -> None:
    (found,) = Reader().read(question, [TALKS])
    assert found.span is not None
    assert found.span.of(TALKS.text) == words
    assert found.answerable > 0.5


@pytest.mark.models
@pytest.mark.parametrize(
    "question",
    ["Who is Sweden's foreign minister?", "When was the truce signed?", "What is the capital of Australia?"],
)
def test_the_packaged_reader_says_where_the_answer_is_not(question: str) -> None:
    assert Reader().read(question, [TALKS])[0].answerable < 0.5


@pytest.mark.models
def test_a_window_is_read_alike_alone_and_among_others() -> None:
    reader = Reader()
    other = Window(text="Rain fell all day.")
    alone = reader.read("How long did the call last?", [TALKS])
    assert reader.read("How long did the call last?", [other, TALKS, TALKS])[1:] == alone * 2


@pytest.mark.models
def test_no_windows_give_no_readings() -> None:
    assert Reader().read("Who?", []) == []


@pytest.mark.models
@pytest.mark.parametrize("text", ["", " ", "\u202e\u0000", "字" * 2_000, "word " * 3_000])
def test_a_strange_window_is_read_without_an_error(text: str) -> None:
    (found,) = Reader().read("Who opened the bridge?", [Window(text=text, header="t" * 3_000)])
    assert 0 <= found.answerable <= 1
    assert found.span is None or 0 <= found.span.start < found.span.end <= len(text)


@pytest.mark.models
def test_the_packaged_reader_is_small_and_loads_within_a_second() -> None:
    Reader()  # the libraries are loaded once
    began = time.perf_counter()
    Reader()
    assert time.perf_counter() - began < 1.0
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 25_000_000
