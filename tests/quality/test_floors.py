"""No change may make the answers worse than `floors.json` says.

    python -m tests.quality.test_floors --update      raises the floors to what is measured now

Every figure is a share between 0 and 1, higher is better. A floor is a measured value less
its set's tolerance: two questions of 40 for the project's own, a rounding for the public
sets' 149 to 291. `--update` never lowers one; who must, edits the file and says why in the commit.

The generator is mute, so that what is measured is the search, the abstention and the
quotes, not a model's mood.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from corpus import Corpus, Embedder, SentenceTransformerEmbedder
from qa.allowance import Allowance
from qa.evaluating.gold import Gold
from qa.evaluating.questions import KnownQuestion
from qa.evaluating.running import result_of
from qa.evaluating.scoring import reply_figures
from qa.evaluating.summing import counts_of
from qa.pipeline import QuestionAnswerer
from qa.prompting import Message, Style
from qa.reading import no_reader, packaged_reader
from tests.quality import sets
from tests.quality.ranking import (
    WITH_SPANS,
    Ranking,
    article_scores,
    passage_scores,
    sentence_rows,
    sentence_scores,
    stages,
)

FLOORS = Path(__file__).with_name("floors.json")
TOLERANCES = {"own": 0.05, "onestopqa": 0.02, "clapnq_dev": 0.02, "multihoprag_500": 0.02}
PUBLIC = ("onestopqa", "clapnq_dev", "multihoprag_500")
STAGES = ("lexical", "dense", "reciprocal ranks", "hybrid", "hybrid, read", "reread")

Figures = dict[str, float]


class Mute:
    """A generator that never has a word to say, so that the evidence speaks."""

    name = "mute"
    style = Style.SHORT

    def stream(self, prompt: Sequence[Message], allowance: Allowance | None = None) -> Iterator[str]:
        return iter(())


def own_figures(home: Path, embedder: Embedder) -> Figures:
    """Replies and rankings over the project's own questions, each half by itself."""
    corpus, questions = sets.load_own(home, embedder)
    figures: Figures = {}
    for half in ("tune", "report"):
        part = [question for question in questions if question.half == half]
        figures |= {f"own {half} {name}": value for name, value in _replies(corpus, part).items()}
        answerable = [question for question in part if question.answerable]
        figures |= {f"own {half} {name}": value for name, value in _passages(stages(corpus), answerable).items()}
        figures |= {f"own {half} {name}": value for name, value in _sentences(corpus, answerable).items()}
    corpus.close()
    return figures


def public_figures(name: str, home: Path, embedder: Embedder) -> Figures:
    """The search over one public set's half "report", stage by stage, so that each shows what it earns."""
    corpus, questions = sets.load_public(name, home, embedder)
    part = [question for question in questions if question.half == "report" and question.answerable]
    figures: Figures = {}
    rankings = stages(corpus)
    if name in WITH_SPANS:
        figures |= _passages(rankings, part)
        figures |= _sentences(corpus, part)
    for stage in STAGES:
        first_article, all_articles = article_scores(rankings[stage], part)
        figures |= {f"{stage} first article": first_article, f"{stage} all articles among ten": all_articles}
    corpus.close()
    return {f"{name} report {figure}": value for figure, value in figures.items()}


def below(figures: Figures, floors: Figures) -> list[str]:
    """The figures under their floors, in words."""
    return [
        f"{name}: {figures[name]:.3f} < {floors[name]:.3f}" for name in figures if figures[name] < floors.get(name, 0.0)
    ]


def raised(figures: Figures, floors: Figures) -> Figures:
    """The floors after an update: each figure less its tolerance, or the old floor where that is higher."""
    new = {name: round(value - TOLERANCES[name.split()[0]], 3) for name, value in figures.items()}
    return floors | {name: max(value, floors.get(name, 0.0)) for name, value in new.items()}


def _replies(corpus: Corpus, questions: Sequence[sets.Question]) -> Figures:
    answerer = QuestionAnswerer(corpus, generator=Mute())
    known = [KnownQuestion(question=q.question, answers=q.answers, answerable=q.answerable) for q in questions]
    replies = [(question, answerer.ask(question.question)) for question in known]
    counts = counts_of(
        [result_of(asked, reply, reply_figures(asked, reply, Gold(), corpus)) for asked, reply in replies]
    )
    assert counts["citations"] == counts["citations_exact"]
    return {
        "right": counts["right"] / counts["answerable"],
        "not refused in vain": 1 - counts["refused_in_vain"] / counts["answerable"],
        "abstained": counts["abstained"] / counts["unanswerable"],
    }


def _passages(rankings: Mapping[str, Ranking], questions: Sequence[sets.Question]) -> Figures:
    figures: Figures = {}
    for name in STAGES:
        first, five, reciprocal = passage_scores(rankings[name], questions)
        figures |= {f"{name} hit@1": first, f"{name} hit@5": five, f"{name} MRR@10": reciprocal}
    return figures


def _sentences(corpus: Corpus, questions: Sequence[sets.Question]) -> Figures:
    figures: Figures = {}
    for stage, reader in (("sentence", no_reader), ("read sentence", packaged_reader)):
        first, three, five = sentence_scores([rows for _, rows in sentence_rows(corpus, questions, reader)])
        figures |= {
            f"{stage} hit@1": float(first), f"{stage} hit@3": float(three), f"{stage} hit@5": float(five)
        }  # fmt: skip
    return figures


def _floors() -> Figures:
    floors: Figures = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return floors


@pytest.mark.models
@pytest.mark.timeout(300)
def test_the_projects_own_questions_are_answered_as_well_as_before(
    tmp_path: Path, packaged_embedder: SentenceTransformerEmbedder
) -> None:
    assert below(own_figures(tmp_path / "own", packaged_embedder), _floors()) == []


@pytest.mark.models
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", PUBLIC)
def test_public_sets_are_searched_as_well_as_before(
    name: str, tmp_path: Path, packaged_embedder: SentenceTransformerEmbedder
) -> None:
    if not sets.has(name):
        pytest.skip("the public sets are not here; FOOTNOTE_EVAL names their folder")
    assert below(public_figures(name, tmp_path / name, packaged_embedder), _floors()) == []


def test_a_figure_under_its_floor_is_named() -> None:
    assert below({"own a": 0.5, "own b": 0.7}, {"own a": 0.51, "own b": 0.7}) == ["own a: 0.500 < 0.510"]


def test_an_update_raises_floors_and_never_lowers_one() -> None:
    floors = {"own a": 0.5, "own b": 0.9, "onestopqa c": 0.1}
    assert raised({"own a": 0.8, "own b": 0.8, "own d": 0.35}, floors) == {
        "own a": 0.75,
        "own b": 0.9,
        "onestopqa c": 0.1,
        "own d": 0.3,
    }


def test_every_floor_is_a_share_of_a_known_set() -> None:
    assert len(_floors()) == 138
    assert all(name.split()[0] in TOLERANCES and 0 <= floor <= 1 for name, floor in _floors().items())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        embedder = SentenceTransformerEmbedder()
        figures = own_figures(Path(folder) / "own", embedder)
        for name in filter(sets.has, PUBLIC):
            figures |= public_figures(name, Path(folder) / name, embedder)
    floors = _floors()
    for name, value in figures.items():
        print(f"{name:36} {value:.3f}   floor {floors.get(name, 0.0):.3f}")
    if "--update" in sys.argv:
        FLOORS.write_text(json.dumps(raised(figures, floors), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
