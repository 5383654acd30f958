"""python -m qa: ask questions, search passages, measure the replies to known questions.

The JSON that `--json` prints is a contract, documented in the README.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from time import perf_counter

from corpus import Corpus, CorpusError, CorpusSettings
from corpus.concealing import hide
from corpus.logs import configure, event
from corpus.terminal import DONE, FAILED, MISUSED, fail, plain, run
from qa.answer import Evidence, EvidenceFound, Finished
from qa.conversation import Turn
from qa.errors import QAError, QuestionRefused
from qa.evaluating.options import add_options, wrong_options
from qa.filtering import Filters
from qa.generating import Generator
from qa.pipeline import QuestionAnswerer
from qa.serializing import reply_as_event, reply_as_json, result_as_json
from qa.settings import QASettings
from qa.wording import evidence_in_words, reply_in_words, results_in_words

DEFAULT_K = 10
MAX_K = 1_000


@dataclass(frozen=True, slots=True)
class _Scope:
    """The articles that a question is put to, as the options say."""

    filters: Filters
    ignored: frozenset[str]

    @classmethod
    def of(cls, options: argparse.Namespace) -> "_Scope":
        filters = Filters(publishers=tuple(options.publisher), earliest=options.earliest, latest=options.latest)
        return cls(filters, frozenset(options.ignore))


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(arguments)
    if options.command == "eval":
        if wrong := wrong_options(options):
            return fail(wrong, MISUSED)
        if options.compare:
            from qa.evaluating.commanding import compare_runs

            return compare_runs(options)
    settings = QASettings(model=options.model) if getattr(options, "model", None) else QASettings()
    corpus_settings = CorpusSettings()
    configure(corpus_settings, "qa")
    hide(settings.api_key.get_secret_value() if settings.api_key else "")
    with Corpus(corpus_settings) as corpus:
        if options.command == "eval" or getattr(options, "question", "") == "-":
            corpus.keep_index()  # for many questions; for one, comparing all vectors takes less than opening it
        if options.command == "eval":
            return _evaluate(corpus, settings, options)
        answerer = QuestionAnswerer(corpus, settings)
        if options.command != "search" and answerer.problem:
            print(plain(answerer.problem), file=sys.stderr)
        try:
            if options.command == "ask":
                if options.question == "-":
                    history: list[Turn] | None = [] if options.conversation else None
                    return _ask_each(answerer, _Scope.of(options), history, as_json=options.json)
                return _ask(answerer, options.question, _Scope.of(options), as_json=options.json)
            return _search(answerer, options, _Scope.of(options))
        except QuestionRefused as refused:
            return fail(str(refused), MISUSED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m qa", description="Ask your articles; every sentence is cited.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="answer a question, or each line of stdin (-)")
    ask.add_argument("question", metavar="QUESTION", help="a question, or - for one question a line on stdin")
    ask.add_argument("--model", metavar="SPEC", help="embedded, gguf:/path/model.gguf, or provider:name")
    search = commands.add_parser("search", help="find passages, without an answer")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("-k", type=_count, default=DEFAULT_K, metavar="N", help=f"how many (default {DEFAULT_K})")
    for command in (ask, search):
        _add_filters(command)
    ask.add_argument("--conversation", action="store_true", help="with -: each question may lean on those before it")
    evaluation = commands.add_parser("eval", help="measure the replies to known questions, compare runs, make a set")
    add_options(evaluation, _count)
    for command in (ask, search, evaluation):
        command.add_argument("--json", action="store_true", help="print JSON and nothing else on stdout")
    return parser


def _add_filters(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--publisher", action="append", default=[], metavar="P", help="only this publisher (repeatable)")
    add("--from", dest="earliest", type=_day, metavar="DATE", help="published on this day or later")
    add("--to", dest="latest", type=_end_of_day, metavar="DATE", help="published on this day or earlier")
    add(
        "--ignore", action="append", default=[], metavar="WORDS",
        help="words of the question that are not to be read as a time or a publisher; '*' for all (repeatable)",
    )  # fmt: skip


def _ask(
    answerer: QuestionAnswerer, question: str, scope: "_Scope", history: list[Turn] | None = None, *, as_json: bool
) -> int:
    """Answer one question after those of `history`, where it has one, and add it to these.

    Where the model fails, what was found is shown all the same.
    """
    started = perf_counter()
    found = Evidence()
    try:
        for came in answerer.stream(question, scope.filters, ignored=scope.ignored, history=history or ()):
            if isinstance(came, EvidenceFound):
                found = came.evidence
            elif isinstance(came, Finished):
                reply = came.reply
    except (QAError, CorpusError) as error:  # by its class: the message may quote the question
        event("question.failed", {"error": type(error).__name__}, level="warning")
        if found.items and not as_json:
            print(evidence_in_words(found), flush=True)
        raise
    event("question.answered", reply_as_event(reply, perf_counter() - started))
    print(json.dumps(reply_as_json(reply), ensure_ascii=False) if as_json else reply_in_words(reply), flush=True)
    if history is not None:
        history.append(Turn.of(reply))
    return DONE


def _ask_each(answerer: QuestionAnswerer, scope: "_Scope", history: list[Turn] | None, *, as_json: bool) -> int:
    """One reply a line; a question that fails has an object of kind "error" in its place, and the rest go on."""
    code = DONE
    for line in sys.stdin.buffer:
        question = line.decode("utf-8", "replace").strip()
        if not question:
            continue
        try:
            _ask(answerer, question, scope, history, as_json=as_json)
        except (QAError, CorpusError) as error:
            code = fail(str(error), MISUSED if isinstance(error, QuestionRefused) else FAILED)
            if as_json:
                print(json.dumps({"question": question[:200], "kind": "error", "error": str(error)}), flush=True)
    return code


def _search(answerer: QuestionAnswerer, options: argparse.Namespace, scope: "_Scope") -> int:
    results = answerer.search(options.query, options.k, scope.filters, ignored=scope.ignored)
    if options.json:
        print(json.dumps([result_as_json(result) for result in results], ensure_ascii=False))
    else:
        print(results_in_words(results) or "nothing found; `python -m corpus list` shows your articles")
    return DONE


def _evaluate(corpus: Corpus, settings: QASettings, options: argparse.Namespace) -> int:
    from qa.evaluating import commanding

    if options.make:
        return commanding.make_set(corpus, options)

    def answerer_with(generator: Generator) -> QuestionAnswerer:
        answerer = QuestionAnswerer(corpus, settings, generator=generator)
        if answerer.problem:
            print(plain(answerer.problem), file=sys.stderr)
        return answerer

    return commanding.run_questions(corpus, settings, options, answerer_with)


def _day(text: str) -> datetime:
    try:
        return datetime.combine(datetime.fromisoformat(text).date(), time.min, UTC)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-03-12") from None


def _end_of_day(text: str) -> datetime:
    return datetime.combine(_day(text).date(), time.max, UTC)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_K:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {MAX_K}")
    return int(text)


if __name__ == "__main__":
    run(main, expected=(QAError, CorpusError))
