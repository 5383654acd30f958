"""The packaged model in this process: started once, on loopback, behind a key."""

import json
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from qa import embedded
from qa.embedded import packaged_model, start
from qa.errors import ModelNotAvailable
from qa.generating import ChatModelGenerator
from qa.prompting import Style, build_prompt
from qa.settings import QASettings
from tests.qa.making import VERDICT, scored

MODELS = pytest.mark.models


def post(path: str, body: object, key: str | None) -> dict[str, object]:
    endpoint = start(packaged_model(), 2_048)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    address = endpoint.base_url.removesuffix("/v1") + path
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=20) as reply:
        content: dict[str, object] = json.load(reply)
    return content


@MODELS
def test_the_model_answers() -> None:
    prompt = build_prompt("Who was fined?", [scored()], Style.SHORT)
    draft = "".join(ChatModelGenerator(QASettings()).stream(prompt))
    assert len(draft.split()) > 3  # what it says is another matter; nothing of it is believed unchecked


@MODELS
def test_two_generators_share_one_server() -> None:
    for _ in range(2):
        ChatModelGenerator(QASettings()).warm()
    assert len([path for path, _ in embedded._running if path == packaged_model()]) == 1
    assert start(packaged_model(), 2_048) is start(packaged_model(), 2_048)


@MODELS
def test_it_listens_on_loopback_only() -> None:
    assert urlsplit(start(packaged_model(), 2_048).base_url).hostname == "127.0.0.1"
    listening = Path("/proc/net/tcp").read_text().split("\n")
    port = f"{urlsplit(start(packaged_model(), 2_048).base_url).port:04X}"
    assert [line.split()[1].split(":")[0] for line in listening if f":{port} 00000000:0000 0A" in line] == ["0100007F"]


@MODELS
@pytest.mark.parametrize("key", [None, "wrong"])
@pytest.mark.parametrize("path", ["/v1/chat/completions", "/completion", "/tokenize"])
def test_it_refuses_who_has_no_key(path: str, key: str | None) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        post(path, {"messages": [], "prompt": "a", "content": "a"}, key)
    refused.value.close()
    assert refused.value.code == 401


@MODELS
def test_the_longest_short_prompt_is_under_350_tokens() -> None:
    sentences = [
        VERDICT + " The court awarded them a total of 315,000 florins in compensation, the largest share to Quist."
    ] * 4
    prompt = build_prompt(
        "Who was fined by the court in Aldervane for endangering passengers?",
        [scored(text) for text in sentences],
        Style.SHORT,
    )
    assert sum(len(text) for text in sentences) <= 800
    text = "\n".join(message.text for message in prompt)
    counted = post("/tokenize", {"content": text}, start(packaged_model(), 2_048).key)["tokens"]
    assert isinstance(counted, list)
    assert 200 < len(counted) < 340  # the chat template adds ten


def test_a_file_that_is_no_model_is_not_available(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelNotAvailable, match="is it a complete GGUF file"):
        start(broken, 2_048)


def test_weights_that_are_not_installed_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "PACKAGED_MODULE", "no_such_weights")
    with pytest.raises(ModelNotAvailable, match=r"'no_such_weights'\) are not installed; run `make setup`"):
        packaged_model()


def test_a_folder_is_no_model_file(tmp_path: Path) -> None:
    with pytest.raises(ModelNotAvailable, match="there is no model file"):
        start(tmp_path, 2_048)
