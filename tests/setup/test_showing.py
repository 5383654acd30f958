"""What a person reads while the set-up runs."""

from pathlib import Path
from types import ModuleType

import pytest


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", "0 packages found, 3 MB fetched"),
        ("Collecting a==1\n  Downloading a.whl (3 MB)\nProcessing /x/b.whl\n", "2 packages found, 3 MB fetched"),
        ("Collecting a\nInstalling collected packages: a, b, c\n", "unpacking package 2 of 3"),
    ],
)
def test_progress_is_one_short_line(ci: dict[str, ModuleType], tmp_path: Path, words: str, line: str) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "a.whl").write_bytes(b"0" * 3_000_000)
    assert ci["installing"].progress(words, tmp_path, 1) == line


@pytest.mark.parametrize(
    ("line", "with_cuda"),
    [
        ("Collecting nvidia-nccl-cu13==2.29.7", True),
        ("Processing /x/nvidia_cublas.whl", True),
        ("Collecting numpy", False),
    ],
)
def test_torch_with_cuda_is_recognised_in_what_pip_writes(
    ci: dict[str, ModuleType], line: str, with_cuda: bool
) -> None:
    assert bool(ci["installing"].CUDA.search(f"Collecting torch\n{line}\n")) is with_cuda


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("ERROR: [Errno 28] No space left on device", "free some space"),
        ("WARNING: Retrying (Retry(total=0\nERROR: No matching distribution found for a", "check the network"),
        ("ERROR: No matching distribution found for a==1", "take Python 3.11 to 3.14"),
        ("ERROR: ResolutionImpossible", "correct what it names"),
        ("", "it wrote nothing"),
    ],
)
def test_the_reason_of_a_failed_pip_says_what_to_do(ci: dict[str, ModuleType], words: str, advice: str) -> None:
    assert advice in ci["installing"].reason(words)
