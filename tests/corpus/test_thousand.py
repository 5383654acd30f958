"""A thousand articles, cut off by Ctrl-C three times at random: all are stored, none twice, none embedded twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus import Corpus, CorpusSettings
from corpus.ingest import GROUP_TEXTS
from tests.corpus.making import pending
from tests.corpus.newspaper import paragraphs
from tests.fakes import HashEmbedder

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 1_000
RUN = """
import json, sys, time
from corpus import Corpus, ingest
from tests.fakes import HashEmbedder

class Counting(HashEmbedder):
    def embed(self, texts):
        print(json.dumps({"embedding": len(texts)}), flush=True)
        time.sleep(0.02)  # a real one takes longer; an interruption has to be able to fall into it
        return super().embed(texts)

def progress(done, known, title):
    print(json.dumps({"done": done, "known": known, "title": title}), flush=True)

with Corpus(embedder=Counting()) as corpus:
    report = ingest(corpus, [sys.argv[1]], progress=progress)
print(json.dumps({"added": report.added, "unchanged": report.unchanged, "interrupted": report.interrupted}))
"""


def run_over(folder: Path, *, stop_after: float | None) -> list[dict[str, int]]:
    """What one run printed, interrupted as Ctrl-C would so many seconds after its first group."""
    command = [sys.executable, "-c", RUN, str(folder)]
    lines = []
    with subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            lines.append(json.loads(line))
            if stop_after is not None and "embedding" in lines[-1]:
                time.sleep(stop_after)
                process.send_signal(signal.SIGINT)
                stop_after = None
    assert process.returncode == 0
    return lines


@pytest.mark.slow
def test_thousand_articles_come_through_three_interruptions_once_each(own_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "thousand"
    folder.mkdir()
    for number in range(ARTICLES):
        text = f"Report number {number}\n\n" + "\n\n".join(paragraphs(number, sentences=6))
        (folder / f"{number:04}.txt").write_text(text)
    chance = random.Random()
    runs = [run_over(folder, stop_after=chance.uniform(0.05, 1.2)) for _ in range(3)] + [
        run_over(folder, stop_after=None)
    ]

    last = runs[-1][-1]
    assert (last["interrupted"], last["added"] + last["unchanged"]) == (False, ARTICLES)
    interrupted = sum(run[-1]["interrupted"] for run in runs)
    assert interrupted == 3
    assert sum(run[-1]["added"] for run in runs) <= ARTICLES
    with Corpus(CorpusSettings(home=own_home), embedder=HashEmbedder()) as corpus:
        texts = [article.text for article in corpus.catalogue.articles()]
        assert len(texts) == len(set(texts)) == ARTICLES
        vectors = corpus.catalogue._database.rows(
            "SELECT (SELECT count(*) FROM passages) + (SELECT count(*) FROM sentences)"
        )
        assert pending(corpus.catalogue) == ([], [])
    embedded = sum(line.get("embedding", 0) for run in runs for line in run)
    most_of_a_group = GROUP_TEXTS + 50  # a group is closed by the article that fills it
    assert vectors[0][0] <= embedded <= vectors[0][0] + interrupted * most_of_a_group

    for run in runs:
        bar = [(line["done"], line["known"]) for line in run if "done" in line]
        assert bar == sorted(bar)
        assert all(known == ARTICLES for _, known in bar)
