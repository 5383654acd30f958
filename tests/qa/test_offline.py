"""The acceptance of asking: with no network at all, the embedded model answers with cited sentences."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import Corpus, CorpusSettings, SentenceTransformerEmbedder, ingest
from corpus.settings import PROJECT_FOLDER
from tests.quality.sets import SAMPLES

WITHOUT_NETWORK = """
import ipaddress, runpy, socket, sys

def hook(event, arguments):
    if event == "socket.connect":
        host = arguments[1][0] if isinstance(arguments[1], tuple) else "unix"
        if host != "unix" and not ipaddress.ip_address(host).is_loopback:
            raise RuntimeError(f"reached for {host}")
    if event in ("socket.getaddrinfo", "socket.gethostbyname") and arguments[0] not in (None, "127.0.0.1", "localhost"):
        raise RuntimeError(f"looked up {arguments[0]}")

sys.addaudithook(hook)
sys.argv = ["qa", *sys.argv[1:]]
runpy.run_module("qa", run_name="__main__")
"""


@pytest.mark.models
@pytest.mark.timeout(180)
@pytest.mark.parametrize(("reader", "model"), [("on", "footnote-reader"), ("off", "embedded:smollm2-135m")])
def test_a_question_is_answered_without_any_network(
    own_home: Path,
    packaged_embedder: SentenceTransformerEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    reader: str,
    model: str,
) -> None:
    monkeypatch.setenv("FOOTNOTE_READER", reader)
    with Corpus(CorpusSettings(home=own_home), embedder=packaged_embedder) as corpus:
        ingest(corpus, [str(SAMPLES)])
    asked = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK, "ask", "How much was the ferry company Reach Line fined?", "--json"],
        cwd=PROJECT_FOLDER, capture_output=True, text=True, timeout=170, check=False,
    )  # fmt: skip
    assert asked.returncode == 0, asked.stderr
    reply = json.loads(asked.stdout)
    assert (reply["kind"], reply["model"]) == ("answer", model)
    assert "2.4 million florins" in reply["text"]
    text = Corpus(CorpusSettings(home=own_home)).catalogue.article(reply["citations"][0]["article_id"]).text
    assert all(text[c["quote"]["start"] : c["quote"]["end"]] == c["quote"]["text"] for c in reply["citations"])


def test_the_hook_does_stop_what_reaches_out() -> None:
    code = WITHOUT_NETWORK.replace(
        'runpy.run_module("qa", run_name="__main__")', 'socket.create_connection(("192.0.2.1", 80), 1)'
    )
    tried = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert "looked up 192.0.2.1" in tried.stderr
