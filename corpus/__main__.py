"""python -m corpus: add, list, show, remove and re-index articles.

The JSON that `--json` prints is a contract, documented in the README.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from corpus.article import Article
from corpus.ingest import IngestReport, ingest
from corpus.loading import PASTED, RawDocument
from corpus.settings import CorpusSettings
from corpus.store import Corpus
from corpus.terminal import DONE, FAILED, INTERRUPTED, fail, plain, progress_bar, run


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(arguments)
    with Corpus(CorpusSettings()) as corpus:
        if options.command == "add":
            return _add(corpus, options.source, as_json=options.json)
        if options.command == "list":
            return _list(corpus.catalogue.articles(), as_json=options.json)
        if options.command == "show":
            return _show(corpus.catalogue.article(options.id), as_json=options.json)
        if options.command == "remove":
            return _remove(corpus, options.id, as_json=options.json)
        return _rebuild(corpus, as_json=options.json)


def article_as_json(article: Article) -> dict[str, Any]:
    """The object that `list --json` and `show --json` print."""
    return {
        "article_id": article.article_id,
        "version": article.version,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "authors": list(article.authors),
        "language": article.language,
        "text": article.text,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m corpus", description="Your articles: add, list, show, remove.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = commands.add_parser("add", help="add files, folders, or pasted text from stdin (-)")
    add.add_argument("source", nargs="+", metavar="SOURCE", help="a file, a folder, or - for text on stdin")
    list_ = commands.add_parser("list", help="list the articles, newest first")
    show = commands.add_parser("show", help="show one article with its text")
    show.add_argument("id", metavar="ID")
    remove = commands.add_parser("remove", help="remove articles from every later answer")
    remove.add_argument("id", nargs="+", metavar="ID")
    rebuild = commands.add_parser("rebuild", help="make the search index anew from the catalogue")
    for command in (add, list_, show, remove, rebuild):
        command.add_argument("--json", action="store_true", help="print one JSON value and nothing else on stdout")
    return parser


def _add(corpus: Corpus, sources: Sequence[str], *, as_json: bool) -> int:
    given = [RawDocument(PASTED, sys.stdin.buffer.read()) if source == "-" else source for source in sources]
    with progress_bar("Adding") as progress:
        report = ingest(corpus, given, progress=progress)
    if as_json:
        _print_json(report.as_json())
    else:
        _print_report(report)
    for rejection in report.rejected:
        print(f"rejected {rejection.source!r}: {rejection.reason}", file=sys.stderr)
    if not corpus.catch_up():
        print("note: a running Footnote owns the index and will take the articles in", file=sys.stderr)
    if report.interrupted:
        return fail("interrupted; the articles counted above are kept, run it again to go on", INTERRUPTED)
    return FAILED if report.rejected else DONE


def _list(articles: Sequence[Article], *, as_json: bool) -> int:
    if as_json:
        _print_json([article_as_json(article) for article in articles])
        return DONE
    for article in articles:
        day = article.published.date().isoformat() if article.published else "no date   "
        print(f"{article.article_id}  {day}  {article.publisher or 'unknown publisher'}: {_title(article)}")
    if not articles:
        print("no articles yet; add some with `python -m corpus add FILE_OR_FOLDER`", file=sys.stderr)
    return DONE


def _show(article: Article, *, as_json: bool) -> int:
    if as_json:
        _print_json(article_as_json(article))
        return DONE
    print(_title(article))
    for name, value in article_as_json(article).items():
        if name not in ("title", "text") and value:
            print(f"  {name}: {plain(', '.join(value) if isinstance(value, list) else str(value))}")
    print(f"\n{article.text}")
    return DONE


def _remove(corpus: Corpus, article_ids: Sequence[str], *, as_json: bool) -> int:
    for article_id in article_ids:
        corpus.remove(article_id)
        if not as_json:
            print(f"removed {article_id}")
    if as_json:
        _print_json({"removed": list(article_ids)})
    return DONE


def _rebuild(corpus: Corpus, *, as_json: bool) -> int:
    if not corpus.rebuild():
        return fail("a running Footnote owns the index; close it and run `python -m corpus rebuild` again")
    articles, passages = corpus.catalogue.counts()
    if as_json:
        _print_json({"articles": articles, "passages": passages})
    else:
        print(f"indexed {passages} passages of {articles} articles")
    return DONE


def _print_report(report: IngestReport) -> None:
    counts = f"added {report.added}, replaced {report.replaced}, unchanged {report.unchanged}"
    print(f"{counts}, rejected {len(report.rejected)} ({report.passages} passages, {report.seconds:.1f} s)")


def _title(article: Article) -> str:
    return article.title or article.text[:80]


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))


if __name__ == "__main__":
    run(main)
