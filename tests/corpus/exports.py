"""What the tests of exports share: a corpus with some of everything, all that it holds, and forged files."""

import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus import Corpus, RawDocument, ingest
from corpus.article import article_id_of
from corpus.editing import Edits, edit
from corpus.ledger import Place, Subscription
from corpus.loading import kept
from tests.corpus.making import RAIN, SNOW

FEED = "https://post.example/feed.xml"
GONE = "https://post.example/gone"
PAGE = (
    b"<html><head><title>Trams return</title></head><body><article><p>The trams return to the iron bridge on Monday, "
    b"the council of Varn said after thirty years of argument about its piers.</p></article></body></html>"
)
SPEECH = (
    "The harbour council of Keldmar will spend nine million florins on a new breakwater, its chairman said on Tuesday "
    "evening after a vote that had been put off three times. Work is to begin before the autumn storms and to last "
    "two years, during which the ferries will leave from the northern quay and the fish market moves to the old mill."
)
MORE_RAIN = f"{RAIN} It stopped on Thursday."


def fill(corpus: Corpus, folder: Path) -> None:
    """A text with an earlier version, two variants, an upload with its original, a feed, a removed address."""
    folder.mkdir(exist_ok=True)
    rain = folder / "rain.txt"
    rain.write_text(RAIN)
    (folder / "speech.txt").write_text(SPEECH)
    (folder / "speech-again.txt").write_text(f"{SPEECH} {SNOW}")
    ingest(corpus, [str(folder)])
    rain.write_text(MORE_RAIN)
    ingest(corpus, [str(rain), RawDocument("trams.html", PAGE)])
    edit(corpus, article_id_of(SPEECH), Edits(title="Breakwater, at last"))
    ledger = corpus.catalogue.ledger
    ledger.subscribe(Subscription(address=FEED, title="The Post", etag='"7"', checked=datetime(2026, 3, 1, tzinfo=UTC)))
    ledger.note([
        Place(source=GONE, publisher="The Post", feed=FEED, checked=datetime(2026, 3, 1, tzinfo=UTC)),
        Place(source="https://post.example/speech", article_id=article_id_of(SPEECH), etag='"8"', feed=FEED),
    ])  # fmt: skip


def holdings(corpus: Corpus) -> dict[str, Any]:
    """Everything the corpus holds, in a form that can be compared."""
    catalogue = corpus.catalogue
    newest = catalogue.articles()
    ids = [each.article_id for each in newest]
    passages = [passage for each in ids for passage in catalogue.passages_of(each)]
    names = [passage.passage_id for passage in passages]
    vectors = dict(zip(*catalogue.vectors(names), strict=True))
    sentences = catalogue.sentences(names)
    story = catalogue.stories.story_of(ids)
    return {
        "articles": newest,
        "versions": {each: catalogue.stories.versions(each) for each in ids},
        "texts": [catalogue.article(old.article_id) for each in ids for old in catalogue.stories.versions(each)],
        "edited": {each: catalogue.edited(each) for each in ids},
        "stories": sorted(sorted(each for each in ids if story.get(each) == one) for one in set(story.values())),
        "places": {each: catalogue.ledger.places_of(each) for each in ids},
        "removed": catalogue.ledger.place(GONE),
        "feeds": [(feed.address, feed.title, feed.etag, feed.added, feed.checked)
                  for feed in catalogue.ledger.subscriptions()],
        "passages": passages,
        "vectors": {name: vectors[name].tobytes() for name in names},
        "sentences": {name: (sentences[name][0], sentences[name][1].tobytes()) for name in names},
        "originals": {each.raw: kept(corpus.settings.originals_folder, each.raw) for each in newest if each.raw},
    }  # fmt: skip


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def lines(path: Path, name: str) -> list[Any]:
    return [json.loads(line) for line in part(path, name).decode().splitlines()]


def forged(path: Path, parts: Mapping[str, bytes | None]) -> Path:
    """A copy of an export with other parts; None leaves one out."""
    made = path.with_name("forged.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        known = {name: old.read(name) for name in old.namelist()}
        for name, data in {**known, **parts}.items():
            if data is not None:
                new.writestr(name, data)
    return made


def with_line(path: Path, name: str, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy of an export in which `change` was done to the first line of a part."""
    first, *others = lines(path, name)
    change(first)
    return forged(path, {name: "".join(json.dumps(each) + "\n" for each in (first, *others)).encode()})


def with_manifest(path: Path, **changes: object) -> Path:
    record = json.loads(part(path, "manifest.json"))
    return forged(path, {"manifest.json": json.dumps({**record, **changes}).encode()})
