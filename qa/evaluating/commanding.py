"""What `python -m qa eval` does for each of its options.

    QUESTIONS.jsonl      ask them, or go on with them, and print the figures
    --compare A B        two runs side by side
    --make OUT.jsonl     questions out of the reader's own articles

The result goes to stdout, everything else to stderr.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from corpus import Corpus
from corpus.terminal import DONE, MISUSED, fail, plain, progress_bar
from qa.evaluating.comparing import compare
from qa.evaluating.drawing import risk_curves
from qa.evaluating.gold import GoldFinder
from qa.evaluating.metering import Meter
from qa.evaluating.questioning import make_questions, written
from qa.evaluating.questions import read_questions
from qa.evaluating.running import Asker
from qa.evaluating.runs import ERROR, RunFile, read_run, run_of
from qa.evaluating.summing import Summary, summary_of
from qa.evaluating.tabulating import comparison_in_words, summary_in_words
from qa.generating import ChatModelGenerator
from qa.pipeline import QuestionAnswerer
from qa.settings import QASettings

MadeAnswerer = Callable[[Meter], QuestionAnswerer]


def compare_runs(options: argparse.Namespace) -> int:
    """Print two runs side by side; needs no corpus."""
    comparison = compare(*(read_run(path)[1] for path in options.compare))
    names = [str(path) for path in options.compare]
    if options.json:
        print(json.dumps({"first": names[0], "second": names[1], **comparison.as_json()}, ensure_ascii=False))
    else:
        print(comparison_in_words(names, comparison))
    return DONE


def make_set(corpus: Corpus, options: argparse.Namespace) -> int:
    """Write questions about the corpus to a file that is not there yet."""
    if options.make.exists():
        return fail(f"{str(options.make)!r} is there already; name another file, or remove it", MISUSED)
    made = make_questions(corpus, count=options.count, seed=options.seed)
    if not made:
        return fail("no sentence of your articles makes a question; `python -m corpus add` adds articles")
    try:
        options.make.write_text(written(made), encoding="utf-8")
    except OSError as error:
        return fail(f"{str(options.make)!r} cannot be written ({error.strerror}); name another file")
    kinds: dict[str, int] = {}
    for each in made:
        kinds[each.kind] = kinds.get(each.kind, 0) + 1
    if options.json:
        print(json.dumps({"path": str(options.make), "questions": len(made), "kinds": kinds}, ensure_ascii=False))
    else:
        told = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        print(f"{len(made)} questions in {plain(str(options.make))}: {told}")
    return DONE


def run_questions(
    corpus: Corpus, settings: QASettings, options: argparse.Namespace, answerer_with: MadeAnswerer
) -> int:
    """Ask the questions, those of an unfinished run excepted, and print the figures."""
    questions = read_questions(options.questions)
    run = run_of(options.questions, questions, corpus, settings, options.judge or "")
    file = RunFile.open(corpus.settings.home, run, fresh=options.fresh)
    _say_how_it_begins(file, options.fresh)
    judge = ChatModelGenerator(settings.model_copy(update={"model": options.judge})) if options.judge else None
    meter = Meter(ChatModelGenerator(settings))
    gold = GoldFinder(corpus, options.questions)
    asker = Asker(answerer_with(meter), corpus, gold, meter=meter, judge=judge)
    try:
        with progress_bar("asking") as progress:
            asker.ask_all(questions, file, progress)
    except KeyboardInterrupt:
        _say(f"{len(file.results)} of {len(questions)} are done; the same command goes on from there")
        raise
    summary = summary_of(file.results)
    plot = _drawn(file, summary)
    if options.json:
        told = {"kept": str(file.path), "plot": plot, **file.as_json()}
        print(json.dumps({**summary.as_json(), **told}, ensure_ascii=False))
    else:
        print(summary_in_words(file.run, summary))
    return _ended(file)


def _say_how_it_begins(file: RunFile, is_fresh: bool) -> None:
    if file.results and not is_fresh:
        _say(f"going on with the run of {file.run.started}: {len(file.results)} of {file.run.count} are done; "
             "--fresh begins anew")  # fmt: skip
    _say(f"each result is kept in {file.path}")


def _drawn(file: RunFile, summary: Summary) -> str | None:
    """Draw the curves beside the run; the picture's path, or None where there is nothing to draw."""
    if not summary.curves:
        return None
    path = file.path.with_suffix(".svg")
    title = f"{Path(file.run.questions).name}, {summary.counts['questions']:g} questions, {file.run.model}"
    path.write_text(risk_curves(summary.curves, title), encoding="utf-8")
    _say(f"the risk-coverage curve is in {path}")
    return str(path)


def _ended(file: RunFile) -> int:
    """Name what failed; the exit code."""
    failed = [result for result in file.results if result.kind == ERROR]
    for result in failed:
        _say(f"line {result.line} failed: {result.error}")
    return fail(f"{len(failed)} questions failed; the same command asks them again") if failed else DONE


def _say(text: str) -> None:
    print(plain(text), file=sys.stderr)
