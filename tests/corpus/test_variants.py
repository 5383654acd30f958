"""Signatures that stay the same for years, bands that find copies, and the check that tells them from lookalikes."""

import subprocess
import sys

import pytest

from corpus.variants import MIN_SHINGLES, NUMBERS, are_variants, bands, resemblance, signature
from tests.quality.forms import FORMS, fillings

RAIN = (
    "Rain fell on the harbour town for three days and the river rose above the old stone quay. Nobody was hurt, "
    "Mayor Liv Aune said on Monday, but the market stayed closed and 140 families spent the night in the sports hall. "
    "Pumps arrived from Fennick in the evening. The fire brigade expects the water to fall by Wednesday."
)
FAIR = (
    "The autumn fair opened under a blue sky with a parade of 60 tractors and a speech that nobody could hear. Bakers "
    "from nine villages sold plum cake by the metre, and a goat named Gudrun won the jumping contest for the third "
    "year. Organisers counted 4,200 visitors before noon, more than ever on a first day."
)
CHINESE = (
    "连日大雨使港口小镇的河水漫过了旧石码头，市长星期一表示没有人员受伤，但集市仍然关闭，一百四十户居民在体育馆过夜。"
    "抽水设备傍晚从邻近城市运到，消防队预计水位将在星期三之前回落，铁路部门说通往首都的列车要到周末才能恢复运行。"
)


def test_a_signature_is_the_same_on_every_machine_and_in_every_version() -> None:
    """It is stored for years: should this fail, `VERSION` has to change and stored signatures to be made anew."""
    assert signature(RAIN)[:13].hex() == "013ed7f600a827340c7fc5f906"
    assert bands(signature(RAIN))[:2] == [-3858059471003298172, 8473482450840236659]


def test_a_signature_does_not_depend_on_the_order_python_keeps_sets_in() -> None:
    code = f"from corpus.variants import signature; print(signature({RAIN!r}).hex())"
    made = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert made == {signature(RAIN).hex() + "\n"}


def test_a_signature_has_a_version_and_128_numbers_and_64_bands_that_sqlite_can_hold() -> None:
    found = bands(signature(RAIN))
    assert len(signature(RAIN)) == 1 + 4 * NUMBERS
    assert len(found) == len(set(found)) == 64
    assert all(-(2**63) <= band < 2**63 for band in found) and any(band < 0 for band in found)


def test_equal_numbers_at_different_places_are_different_bands() -> None:
    assert len(set(bands(b"\x01" + b"\x00" * 4 * NUMBERS))) == 64


def test_case_accents_and_punctuation_do_not_matter() -> None:
    assert signature(RAIN.upper().replace(",", " –")) == signature(RAIN)
    assert signature(RAIN.replace("Aune", "Auné")) == signature(RAIN)


@pytest.mark.parametrize("text", ["", "Rain fell.", " ".join(RAIN.split()[:43])])
def test_a_text_too_short_to_compare_has_no_signature_and_no_variants(text: str) -> None:
    assert signature(text) == b""
    assert bands(b"") == []
    assert not are_variants(text, text)


def test_forty_four_words_are_enough() -> None:
    text = " ".join(RAIN.split()[:44])
    assert MIN_SHINGLES == 40 and signature(text) and are_variants(text, RAIN)


def test_resemblance_estimates_the_share_of_common_shingles() -> None:
    assert resemblance(signature(RAIN), signature(RAIN)) == 1.0
    assert resemblance(signature(RAIN), signature(FAIR)) == 0.0
    # RAIN alone has 55 shingles, FAIR 54, together 113: 55 of 113 are RAIN's, give or take twice the error of 0.044.
    assert resemblance(signature(RAIN), signature(f"{RAIN} {FAIR}")) == pytest.approx(55 / 113, abs=0.09)


@pytest.mark.parametrize("other", [b"", b"\x02" + b"\x00" * 512, b"\x01\x00"])
def test_signatures_that_cannot_be_compared_resemble_nothing(other: bytes) -> None:
    assert resemblance(signature(RAIN), other) == 0.0


def test_a_copy_with_an_addition_is_a_variant_and_another_article_is_not() -> None:
    assert are_variants(RAIN, f"Our reporter was there.\n\n{RAIN}\n\nMore on page 4.")
    assert not are_variants(RAIN, FAIR)


def test_the_order_of_the_two_does_not_matter() -> None:
    longer = f"{RAIN}\n\n{FAIR}"
    assert are_variants(RAIN, longer) and are_variants(longer, RAIN)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_filled_in_anew_is_no_variant_but_the_same_filling_is(form: str) -> None:
    first, second, _ = fillings(form)
    assert not are_variants(first, second)
    assert are_variants(first, f"{first} Printed in the evening edition.")


def test_a_report_with_one_corrected_number_stays_a_variant() -> None:
    assert are_variants(RAIN, RAIN.replace("140", "155"))


def test_chinese_is_compared_by_characters() -> None:
    assert are_variants(CHINESE, "本报讯。" + CHINESE)
    assert not are_variants(CHINESE, CHINESE[::-1])


@pytest.mark.parametrize("text", ["\ud800 " * 60, "نزل المطر على المدينة " * 20, "हिन्दी समाचार पत्र " * 30, "12 " * 100])
def test_any_text_has_a_signature_or_none(text: str) -> None:
    assert len(signature(text)) in (0, 513)
