"""The commands that look after the store: check, stats, compact, export, import, reembed, rebuild.

Each takes the corpus and the parsed options and gives back the exit code. The JSON that
`--json` prints is a contract, documented in the README.
"""

import argparse
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from corpus.auditing import inspect_catalogue, inspect_embedder, inspect_originals
from corpus.compacting import compact
from corpus.errors import CorpusError
from corpus.exporting import export
from corpus.importing import import_from
from corpus.printing import print_json
from corpus.reembedding import reembed
from corpus.stats import print_stats, stats, stats_as_json
from corpus.store import Corpus
from corpus.terminal import DONE, FAILED, INTERRUPTED, fail, plain, progress_bar


def run_check(corpus: Corpus, options: argparse.Namespace) -> int:
    settings = corpus.settings
    looks: dict[str, Callable[[], tuple[str, ...] | None]] = {
        "catalogue": lambda: inspect_catalogue(settings.catalogue_path),
        "index": corpus.inspect_index,
        "originals": lambda: inspect_originals(settings.originals_folder, settings.catalogue_path),
        "embedder": lambda: inspect_embedder(corpus.catalogue, corpus.embedder),
    }
    found = {part: _looked(look) for part, look in looks.items()}
    is_well = not any(found.values())
    if options.json:
        print_json({"ok": is_well, **{part: None if said is None else list(said) for part, said in found.items()}})
        return DONE if is_well else FAILED
    for part, said in found.items():
        for line in ("not looked at: " + corpus.health().words,) if said is None else said or ("nothing wrong",):
            print(f"{part:<10} {plain(line)}")
    for part, remedy in REMEDIES.items():
        if found[part] and not (part == "index" and found["catalogue"]):
            print(f"note: {remedy}", file=sys.stderr)
    return DONE if is_well else FAILED


def _looked(look: Callable[[], tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """What one look found; that it failed is a finding as well, and the others go on."""
    try:
        return look()
    except (CorpusError, sqlite3.DatabaseError, OSError) as error:
        return (str(error),)


REMEDIES = {
    "catalogue": "the catalogue is the truth, and what is damaged in it cannot be made anew: copy the data folder, "
    "then `python -m corpus import` your last export into a new FOOTNOTE_HOME",
    "index": "`python -m corpus rebuild` makes the index anew; the app does so by itself when it starts",
    "originals": "`python -m corpus refresh --all` fetches pages again; the articles themselves are whole",
    "embedder": "`python -m corpus reembed` embeds the articles anew with the embedder that is set",
}


def run_stats(corpus: Corpus, options: argparse.Namespace) -> int:
    counted = stats(corpus)
    if options.json:
        print_json(stats_as_json(counted))
    else:
        print_stats(counted)
    return DONE


def run_rebuild(corpus: Corpus, options: argparse.Namespace) -> int:
    with progress_bar("Indexing") as progress:
        is_done = corpus.rebuild(progress)
    if not is_done:
        return fail(f"{corpus.health().words}; close that one and run `python -m corpus rebuild` again")
    articles, passages = corpus.catalogue.counts()
    if options.json:
        print_json({"articles": articles, "passages": passages})
    else:
        print(f"indexed {passages} passages of {articles} articles")
    return DONE


def run_reembed(corpus: Corpus, options: argparse.Namespace) -> int:
    with progress_bar("Embedding") as progress:
        done = reembed(corpus, progress=progress)
    if options.json:
        print_json({"articles": done.articles, "passages": done.passages, "seconds": done.seconds})
    elif not done.interrupted:
        print(f"embedded {done.passages} passages of {done.articles} articles with {corpus.embedder.name}")
    if done.interrupted:
        return fail("interrupted; what was embedded is kept, run it again to go on", INTERRUPTED)
    return DONE


def run_compact(corpus: Corpus, options: argparse.Namespace) -> int:
    before = stats(corpus).bytes_used["index"]
    with progress_bar("Indexing") as progress:
        done = compact(corpus.settings)
        left_out = list(done.problems)
        try:
            if not corpus.rebuild(progress):
                left_out.append(f"{corpus.health().words}, so it was left as it is")
        except CorpusError as error:
            left_out.append(f"the index was left as it is: {error}")
    after = stats(corpus).bytes_used["index"]
    whole = {"before": done.before + before, "after": done.after + after, "originals": done.originals}
    if options.json:
        print_json({**whole, "problems": left_out})
    else:
        print(f"{whole['before'] / 1e6:,.1f} MB before, {whole['after'] / 1e6:,.1f} MB now")
    for problem in left_out:
        print(f"note: {problem}", file=sys.stderr)
    return DONE


def run_export(corpus: Corpus, options: argparse.Namespace) -> int:
    with progress_bar("Exporting") as progress:
        done = export(corpus, Path(options.file), progress=progress)
    if options.json:
        print_json(asdict(done))
    else:
        earlier = f" and {done.versions} earlier versions" if done.versions else ""
        size = f"{done.bytes / 1e6:,.1f} MB, {done.seconds:.1f} s"
        print(f"exported {done.articles} articles{earlier} to {options.file} ({size})")
    return DONE


def run_import(corpus: Corpus, options: argparse.Namespace) -> int:
    try:
        with progress_bar("Importing") as progress:
            done = import_from(corpus, Path(options.file), progress=progress)
            corpus.catch_up(progress)
    except KeyboardInterrupt:
        return fail("interrupted; what was imported is kept, run it again to go on", INTERRUPTED)
    if options.json:
        print_json(asdict(done))
    else:
        earlier = f", {done.versions} earlier versions" if done.versions else ""
        print(f"added {done.articles} articles{earlier}, unchanged {done.unchanged} ({done.seconds:.1f} s)")
    say_what_is_pending(corpus)
    return DONE


def say_what_is_pending(corpus: Corpus) -> None:
    """Tell on stderr why articles are not in the index yet, where that is so."""
    health = corpus.health()
    if health.pending:
        print(f"note: {health.words}, so the articles enter it later; they are found all the same", file=sys.stderr)
