"""Questions and articles in nine written languages, and what Footnote makes of them.

    python -m tests.quality.languages_set FOLDER [--details] [--embedder NAME]

`languages.jsonl` has questions over `languages/` in the articles' own language, and a few
across languages ("en>de"); they are asked of a corpus that holds the samples too. Printed
are, by language: questions that are answered somewhere, of these the right article first,
an answer in its quotes, declined in vain; questions that nothing answers, and declined.
FOLDER keeps the corpus between runs.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Corpus, CorpusSettings, Embedder, ingest
from qa.answer import Answer, Reply
from qa.pipeline import QuestionAnswerer
from qa.settings import QASettings
from tests.quality.sets import SAMPLES
from tests.quality.test_floors import Mute

ARTICLES = Path(__file__).with_name("languages")
FILE = Path(__file__).with_name("languages.jsonl")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the set with what came of it."""

    record: dict[str, Any]
    first: str
    reply: Reply

    @property
    def found(self) -> bool:
        return bool(self.first) and self.first == self.record["source"]

    @property
    def answered(self) -> bool:
        """Whether an answer stands in a quote of the right article."""
        return isinstance(self.reply, Answer) and any(
            Path(citation.passage.source).name == self.record["source"] and answer in citation.quote_text
            for citation in self.reply.citations
            for answer in self.record["answers"]
        )

    @property
    def declined(self) -> bool:
        return not isinstance(self.reply, Answer)


def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


def load(home: Path, embedder: Embedder | None = None, **settings: Any) -> Corpus:
    """The articles in all languages, and the samples, as a corpus in `home`."""
    corpus = Corpus(CorpusSettings(home=home, **settings), embedder=embedder)
    ingest(corpus, [str(ARTICLES), str(SAMPLES)])
    return corpus


def ask_all(corpus: Corpus, questions: Sequence[dict[str, Any]], settings: QASettings | None = None) -> Iterator[Asked]:
    """Each question put to the corpus, with nothing but its evidence to answer."""
    answerer = QuestionAnswerer(corpus, settings, generator=Mute())
    for record in questions:
        found = answerer.search(record["question"], 1)
        first = Path(found[0].passage.source).name if found else ""
        yield Asked(record, first, answerer.ask(record["question"]))


def figures(asked: Sequence[Asked]) -> Counter[str]:
    """How many of the questions, by what became of them."""
    counts: Counter[str] = Counter()
    for each in asked:
        if each.record["answerable"]:
            counts.update(asked=1, found=each.found, answered=each.answered, in_vain=each.declined)
        else:
            counts.update(unanswerable=1, declined=each.declined)
    return counts


def table(asked: Sequence[Asked]) -> str:
    """A line for each language, and one for all."""
    lines = [f"{'':9}{'asked':>8}{'first':>8}{'quoted':>8}{'in vain':>8}{'none':>8}{'declined':>9}"]
    for language in [*dict.fromkeys(each.record["language"] for each in asked), "all"]:
        part = figures([each for each in asked if language in (each.record["language"], "all")])
        columns = ("asked", "found", "answered", "in_vain", "unanswerable", "declined")
        lines.append(f"{language:9}" + "".join(f"{part[name]:8}" for name in columns))
    return "\n".join(lines)


def _details(each: Asked) -> str:
    kept = [citation.quote_text[:90] for citation in each.reply.citations] if isinstance(each.reply, Answer) else []
    why = "" if isinstance(each.reply, Answer) else f" {each.reply.reason} missing {each.reply.missing}"
    return f"{each.record['id']} {each.record['language']} {each.record['question']} -> {each.first}{why}\n    {kept}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--details", action="store_true", help="print what went wrong")
    parser.add_argument("--embedder", help="another embedder than the packaged one, as FOOTNOTE_EMBEDDER")
    parser.add_argument("--no-reader", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        settings = {"embedder": given.embedder} if given.embedder else {}
        corpus = load(given.folder or Path(temporary), **settings)
        asked = list(ask_all(corpus, records(), QASettings(reader=not given.no_reader)))
        corpus.close()
    print(table(asked))
    for each in asked:
        is_right = each.answered and each.found if each.record["answerable"] else each.declined
        if given.details and not is_right:
            print(_details(each))


if __name__ == "__main__":
    main()
