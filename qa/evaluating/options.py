"""The options of `python -m qa eval`, apart from what they ask for: every command reads them, and few evaluate."""

import argparse
from collections.abc import Callable
from pathlib import Path

DEFAULT_COUNT = 100


def add_options(command: argparse.ArgumentParser, count: Callable[[str], int]) -> None:
    """The options of `eval`, less those that it shares; `count` reads a number."""
    add = command.add_argument
    add("questions", type=Path, nargs="?", metavar="QUESTIONS.jsonl", help="questions with what is known of them")
    add("--model", metavar="SPEC", help="embedded, gguf:/path/model.gguf, or provider:name")
    add("--judge", metavar="SPEC", help="a model that says which answers are right, in a column of its own")
    add("--fresh", action="store_true", help="begin anew, though a run of the same was cut short")
    add("--compare", nargs=2, type=Path, metavar=("A", "B"), help="two runs, as --json printed or as kept")
    add("--make", type=Path, metavar="OUT.jsonl", help="write questions about your own articles")
    add("--count", type=count, default=DEFAULT_COUNT, metavar="N", help="with --make: how many (default 100)")
    add("--seed", type=int, default=0, metavar="N", help="with --make: another seed, other questions")


def wrong_options(options: argparse.Namespace) -> str:
    """Why these options do not go together; empty where they do."""
    tasks = sum(map(bool, (options.questions, options.compare, options.make)))
    return "" if tasks == 1 else "give one of QUESTIONS.jsonl, --compare A B and --make OUT.jsonl"
