"""Claims about passages of the public sets, true and false: which does the check of grounding let through?

    python -m tests.quality.claims [tune|report]

`claims.jsonl` holds 977 claims written by hand for 95 passages of the evaluation articles: true ones
close to the words, freely worded, or made of two sentences; false ones with another number, name
or date, with a negation, with another speaker, or with something the passage does not say. Printed
is the share accepted of each kind. The threshold is set on the half "tune", reported on "report".
"""

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Embedder, Passage, SentenceTransformerEmbedder, Span
from corpus.article import article_id_of
from corpus.dating import parse_date
from qa.answer import ScoredPassage
from qa.evaluating import measures
from qa.grounding import Grounder
from qa.reading import packaged_reader
from tests.quality import sets

FILE = Path(__file__).with_name("claims.jsonl")
SETS = ("onestopqa", "clapnq_dev", "multihoprag_500")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim about one passage, and whether the passage supports it."""

    text: str
    item: ScoredPassage
    kind: str
    is_true: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What the check said of a claim: how likely it is supported, and whether it is let through."""

    claim: Claim
    value: float
    is_accepted: bool


def load(half: str) -> list[Claim]:
    """The claims of one half, with their passages."""
    records = sets.lines_of(FILE)
    articles = {
        (name, article["id"]): article
        for name in SETS
        for article in sets.lines_of(sets.EVAL_FOLDER / name / "corpus.jsonl")
    }
    return [
        Claim(record["claim"], _passage(articles[record["set"], record["article"]], record), record["kind"], supported)
        for record in records
        if record["half"] == half
        for supported in [record["supported"]]
    ]


def judged(claims: Sequence[Claim], grounder: Grounder) -> list[Judged]:
    """Each claim checked against its passage."""
    found = [grounder.nearest(claim.text, claim.item) for claim in claims]
    return [
        Judged(claim, near.support.value if near else 0.0, near is not None and near.support.holds)
        for claim, near in zip(claims, found, strict=True)
    ]


def by_kind(found: Sequence[Judged]) -> dict[str, tuple[int, float]]:
    """For each kind the number of claims and the share accepted."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for each in found:
        kinds[each.claim.kind].append(each.is_accepted)
    return {kind: (len(accepted), sum(accepted) / len(accepted)) for kind, accepted in kinds.items()}


def accepted(found: Sequence[Judged], *, true: bool) -> float:
    """The share accepted of the true claims, or of the false ones."""
    some = [each.is_accepted for each in found if each.claim.is_true is true]
    return sum(some) / len(some)


def auroc(found: Sequence[Judged]) -> float:
    """How often a true claim is thought likelier than a false one; half where they are even."""
    return measures.auroc([(each.value, each.claim.is_true) for each in found])


def packaged_grounder(embedder: Embedder) -> Grounder:
    """The check as it is used for a large model."""
    return Grounder(embedder, packaged_reader)


def _passage(article: dict[str, str], record: dict[str, int]) -> ScoredPassage:
    span = Span(start=record["start"], end=record["end"])
    passage = Passage(
        passage_id=f"{article['id']}-{span.start}",
        article_id=article_id_of(article["text"]),
        span=span,
        text=span.of(article["text"]),
        ordinal=0,
        title=article.get("title") or None,
        published=parse_date(str(article.get("date") or "")),
    )
    return ScoredPassage(passage=passage, score=1.0, rank=1, stage="passage")


def main(half: str) -> None:
    found = judged(load(half), packaged_grounder(SentenceTransformerEmbedder()))
    print(f"half {half!r}: AUROC {auroc(found):.3f}")
    print(f"accepted: {accepted(found, true=True):.3f} of the true, {accepted(found, true=False):.3f} of the false")
    for kind, (count, share) in by_kind(found).items():
        print(f"    {kind:12} {share:.2f} of {count}")


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "report")
