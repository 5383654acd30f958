"""python -m corpus: add, refresh, list, show, edit and remove articles, follow feeds, look after the store.

The JSON that `--json` prints is a contract, documented in the README.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from corpus.terminal import DONE, FAILED, INTERRUPTED, fail, progress_bar, run

if TYPE_CHECKING:  # each command imports what it needs: `--help` waits for nothing, `list` not for what reads PDFs
    from corpus.candidates import Source
    from corpus.report import IngestReport
    from corpus.running import IngestOptions, OnOutcome, Progress
    from corpus.settings import CorpusSettings
    from corpus.store import Corpus

    Run = Callable[[Progress, OnOutcome | None, IngestOptions], IngestReport]


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(arguments)
    from corpus.logs import configure
    from corpus.settings import CorpusSettings

    settings = CorpusSettings()
    allowed = getattr(options, "allow_host", None) or ()
    settings = settings.model_copy(update={"allowed_hosts": (*settings.allowed_hosts, *allowed)})
    configure(settings, f"corpus {options.command}")
    with open_corpus(settings) as corpus:
        return COMMANDS[options.command](corpus, options)


def open_corpus(settings: "CorpusSettings") -> "Corpus":
    from corpus.store import Corpus

    return Corpus(settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m corpus", description="Your articles: add, refresh, list, correct.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {name: commands.add_parser(name, help=text) for name, text in HELP.items()}
    made["add"].add_argument(
        "source", nargs="+", metavar="SOURCE", help="a file, folder, address, feed, or - for stdin"
    )
    made["refresh"].add_argument(
        "--all", action="store_true", help="ask every page, not only those of the last 30 days"
    )
    for name in ("add", "refresh"):
        made[name].add_argument("--allow-host", action="append", metavar="HOST",
                                help="a host of your own network, name or name:port, that may be fetched")  # fmt: skip
        made[name].add_argument("--dry-run", action="store_true", help="show what would be stored, store nothing")
    made["add"].add_argument("--password", help="opens encrypted PDFs and archives")
    made["feeds"].add_argument("--remove", metavar="ADDRESS", help="forget a feed; its articles stay")
    for name in ("show", "edit"):
        made[name].add_argument("id", metavar="ID")
    made["remove"].add_argument("id", nargs="+", metavar="ID")
    made["edit"].add_argument("--published", metavar="DATE", help='e.g. 2026-03-12, or "unknown"')
    for name in ("export", "import"):
        made[name].add_argument("file", metavar="FILE")
    for field in ("title", "publisher", "url"):
        made["edit"].add_argument(f"--{field}", metavar="TEXT")
    made["edit"].add_argument("--author", action="append", metavar="NAME", help="once for each author")
    for command in made.values():
        command.add_argument("--json", action="store_true", help="print one JSON value and nothing else on stdout")
    return parser


def _add(corpus: "Corpus", options: argparse.Namespace) -> int:
    from corpus.ingest import ingest
    from corpus.loading import PASTED, RawDocument

    given: list[Source] = [
        RawDocument(PASTED, sys.stdin.buffer.read()) if source == "-" else source for source in options.source
    ]
    return _run("Adding", corpus, options, lambda progress, outcome, how: ingest(
        corpus, given, progress=progress, outcome=outcome, options=how
    ))  # fmt: skip


def _refresh(corpus: "Corpus", options: argparse.Namespace) -> int:
    from corpus.refreshing import refresh

    return _run("Refreshing", corpus, options, lambda progress, outcome, how: refresh(
        corpus, everything=options.all, progress=progress, outcome=outcome, options=how
    ))  # fmt: skip


def _reread(corpus: "Corpus", options: argparse.Namespace) -> int:
    from corpus.refreshing import reread

    return _run("Reading again", corpus, options, lambda progress, outcome, how: reread(
        corpus, progress=progress, outcome=outcome, options=how
    ))  # fmt: skip


def _run(name: str, corpus: "Corpus", options: argparse.Namespace, act: "Run") -> int:
    from corpus.printing import print_json, print_notes, print_outcome, print_report
    from corpus.running import IngestOptions
    from corpus.tending import say_what_is_pending

    is_dry = getattr(options, "dry_run", False)
    how = IngestOptions(password=getattr(options, "password", None), dry_run=is_dry)
    with progress_bar(name) as progress:
        report = act(progress, print_outcome if is_dry and not options.json else None, how)
    if options.json:
        print_json(report.as_json())
    else:
        print_report(report, is_dry=is_dry)
    print_notes(report)
    if not is_dry:
        say_what_is_pending(corpus)
    if report.interrupted:
        return fail("interrupted; the articles counted above are kept, run it again to go on", INTERRUPTED)
    if report.stopped:
        return fail(report.stopped)
    return FAILED if report.rejected else DONE


def _feeds(corpus: "Corpus", options: argparse.Namespace) -> int:
    from corpus.addressing import canonical_address
    from corpus.printing import feed_as_json, print_feeds, print_json

    ledger = corpus.catalogue.ledger
    if options.remove and not ledger.unsubscribe(canonical_address(options.remove)):
        return fail(f"no feed has the address {options.remove!r}; `python -m corpus feeds` shows them")
    feeds = ledger.subscriptions()
    if options.json:
        print_json([feed_as_json(feed) for feed in feeds])
    else:
        print_feeds(feeds)
    return DONE


def _list(corpus: "Corpus", options: argparse.Namespace) -> int:
    from corpus.printing import article_as_json, print_json, print_listing

    if options.json:
        print_json([article_as_json(article) for article in corpus.catalogue.articles()])
    else:
        print_listing(corpus.catalogue.listing())
    return DONE


def _show(corpus: "Corpus", options: argparse.Namespace) -> int:
    from corpus.printing import print_article, print_json, shown_as_json

    article = corpus.catalogue.article(options.id)
    if options.json:
        print_json(shown_as_json(article, corpus.catalogue))
    else:
        print_article(article, corpus.catalogue)
    return DONE


def _edit(corpus: "Corpus", options: argparse.Namespace) -> int:
    from corpus.editing import Edits, edit
    from corpus.printing import print_json, shown_as_json

    edits = Edits(
        title=options.title, publisher=options.publisher, published=options.published, authors=options.author,
        url=options.url,
    )  # fmt: skip
    article = edit(corpus, options.id, edits)
    if options.json:
        print_json(shown_as_json(article, corpus.catalogue))
    else:
        print(f"corrected {article.article_id}")
    return DONE


def _remove(corpus: "Corpus", options: argparse.Namespace) -> int:
    from corpus.printing import print_json

    for article_id in options.id:
        corpus.remove(article_id)
        if not options.json:
            print(f"removed {article_id}")
    if options.json:
        print_json({"removed": list(options.id)})
    return DONE


def _tend(corpus: "Corpus", options: argparse.Namespace) -> int:
    from corpus import tending

    commands = {
        "check": tending.run_check, "stats": tending.run_stats, "compact": tending.run_compact,
        "export": tending.run_export, "import": tending.run_import, "reembed": tending.run_reembed,
        "rebuild": tending.run_rebuild,
    }  # fmt: skip
    return commands[options.command](corpus, options)


COMMANDS = {
    "add": _add, "refresh": _refresh, "feeds": _feeds, "list": _list, "show": _show, "edit": _edit,
    "remove": _remove, "reread": _reread, "check": _tend, "stats": _tend, "compact": _tend, "export": _tend,
    "import": _tend, "reembed": _tend, "rebuild": _tend,
}  # fmt: skip
HELP = {
    "add": "add files, folders, web addresses, feeds, or pasted text from stdin (-)",
    "refresh": "read the feeds again, and pages that may have changed",
    "feeds": "list the feeds that are followed",
    "list": "list the articles, newest first",
    "show": "show one article with its text and where each fact comes from",
    "edit": "correct an article's title, date, publisher, authors or address by hand",
    "remove": "remove articles from every later answer",
    "reread": "extract the kept pages and uploads anew",
    "check": "look closely at catalogue, index and originals, and say what is wrong",
    "stats": "how many articles there are, how much room they take, how the index is",
    "compact": "give back the room of removed articles",
    "export": "write everything to one file, also while articles are added",
    "import": "add what an export holds",
    "reembed": "embed all articles anew, after FOOTNOTE_EMBEDDER was changed",
    "rebuild": "make the search index anew from the catalogue",
}

if __name__ == "__main__":
    run(main)
