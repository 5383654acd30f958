"""Every text is used, and the small functions that make texts of numbers and messages."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from ui import scope_wording, wording


@pytest.mark.parametrize("texts", [wording, scope_wording], ids=["wording", "scope_wording"])
def test_every_constant_is_used_by_the_app(texts: ModuleType) -> None:
    file = Path(str(texts.__file__))
    names = re.findall(r"^([A-Z_]+) = ", file.read_text("utf-8"), re.MULTILINE)
    code = "".join(path.read_text("utf-8") for path in file.parent.glob("*.py"))
    assert names
    assert [name for name in names if not re.search(rf"\b{file.stem}\.{name}\b", code)] == []


@pytest.mark.parametrize(("number", "text"), [(0, "0 articles"), (1, "1 article"), (1234, "1,234 articles")])
def test_counted_things_agree_with_their_number(number: int, text: str) -> None:
    assert wording.counted(number, "article") == text


def test_message_becomes_a_sentence() -> None:
    assert wording.sentence("no model file; run it again") == "No model file; run it again."
    assert wording.sentence("Is it there?") == "Is it there?"
