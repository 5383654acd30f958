"""Whether a processor adds products of eight bits up so that they run over."""

from pathlib import Path

import pytest

from corpus import quantizing


@pytest.mark.parametrize(
    ("flags", "runs_over"), [("fma avx2", True), ("fma avx2 avx_vnni", False), ("sse2", False), ("asimddp", False)]
)
def test_eight_bits_run_over_where_only_avx2_adds_them_up(
    flags: str, runs_over: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpuinfo").write_text(f"flags : {flags}\n", "utf-8")
    monkeypatch.setattr(quantizing, "CPU_INFO", tmp_path / "cpuinfo")
    assert quantizing.runs_over() is runs_over
