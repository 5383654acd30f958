"""A set of questions about the reader's own articles, made by rule: no model, and the same for the same seed.

    made = make_questions(corpus, count=100, seed=0)
    written(made)                  the text of a JSON Lines file

Answerable ones come from sentences (`qa.evaluating.turning`), with the sentence as evidence
and the place of the answer. Unanswerable ones are such questions with one name or number
changed to one that stands in no article: near misses, the hardest to refuse.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from corpus import Article, Corpus, Span
from corpus.splitting import sentences_of
from qa.evaluating.gold import squeezed
from qa.evaluating.turning import GAP, Turned, telling_names, telling_numbers, turned

UNANSWERABLE_SHARE = 0.25
GAPS_SHARE = 0.5  # at most: they are many, and of one kind
STARTS, MIDDLES, ENDS = ("Bra Dre Fal Gor Hest Jor Kel Lom Mar Nov Orr Pel Ras Sel Tov Ulm Vek Wen Zar".split(),
                         "an el ik or um ast end il".split(), "berg dal sen vik mar ton ova ek".split())  # fmt: skip
TRIES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeQuestion:
    """A question about an article; the spans are places in its text. Without a place, no article answers it."""

    question: str
    kind: str
    answers: tuple[str, ...] = ()
    places: tuple[tuple[str, Span, Span], ...] = ()
    evidence: str = ""
    changed: tuple[str, str] | None = None

    def as_json(self, number: int) -> dict[str, object]:
        """One line of a question file."""
        return {
            "id": f"made-{number}",
            "question": self.question,
            "answers": list(self.answers),
            "answerable": bool(self.places),
            "type": self.kind,
            "gold_ids": [article_id for article_id, _, _ in self.places],
            "gold_evidence": [self.evidence] if self.places else [],
            "gold_spans": [
                {"article_id": article_id, "start": sentence.start, "end": sentence.end,
                 "answer": {"start": answer.start, "end": answer.end}}
                for article_id, sentence, answer in self.places
            ],
            "changed": {"from": self.changed[0], "to": self.changed[1]} if self.changed else None,
        }  # fmt: skip


def make_questions(corpus: Corpus, *, count: int, seed: int) -> list[MadeQuestion]:
    """At most `count` questions, a quarter of them unanswerable, spread over the articles."""
    chance = random.Random(seed)
    articles = [article for article in corpus.catalogue.articles() if (article.language or "en").startswith("en")]
    articles.sort(key=lambda article: article.article_id)
    unique = _merged([made for article in articles for made in _of(article)])
    gaps = [made for made in unique if made.kind == GAP]
    others = [made for made in unique if made.kind != GAP]
    wanted = max(1, round(count * (1 - UNANSWERABLE_SHARE)))
    asked = _spread(others, wanted, chance)
    asked += _spread(gaps, min(wanted - len(asked), round(wanted * GAPS_SHARE)), chance)
    text = "\n".join(f"{article.title or ''}\n{article.text}" for article in articles).casefold()
    near = _changed(chance.sample(others, len(others)) + chance.sample(gaps, len(gaps)), corpus, text, chance)
    share = round(len(asked) * UNANSWERABLE_SHARE / (1 - UNANSWERABLE_SHARE))
    return asked + list(islice(near, min(share, count - len(asked))))


def written(made: Sequence[MadeQuestion]) -> str:
    """The question file's text."""
    lines = (json.dumps(each.as_json(number), ensure_ascii=False) for number, each in enumerate(made, start=1))
    return "".join(f"{line}\n" for line in lines)


def _of(article: Article) -> Iterator[MadeQuestion]:
    spans = sentences_of(article.text, language=article.language)
    for span in spans:
        sentence = span.of(article.text)
        yield from (_placed(made, article.article_id, sentence, span) for made in turned(sentence, article.text))


def _placed(made: Turned, article_id: str, sentence: str, span: Span) -> MadeQuestion:
    return MadeQuestion(
        question=made.question, kind=made.kind, answers=made.answers, evidence=sentence,
        places=((article_id, span, made.span.moved(span.start)),),
    )  # fmt: skip


def _merged(made: Sequence[MadeQuestion]) -> list[MadeQuestion]:
    """One question where several articles have the same sentence; none where they answer it differently."""
    groups: dict[str, list[MadeQuestion]] = {}
    for each in made:
        groups.setdefault(squeezed(each.question), []).append(each)
    return [
        MadeQuestion(
            question=some[0].question, kind=some[0].kind, answers=some[0].answers, evidence=some[0].evidence,
            places=tuple(place for each in some for place in each.places),
        )
        for some in groups.values()
        if len({each.answers for each in some}) == 1
    ]  # fmt: skip


def _spread(made: Sequence[MadeQuestion], count: int, chance: random.Random) -> list[MadeQuestion]:
    """Some of them by chance, one of each article before a second of any."""
    by_article: dict[str, list[MadeQuestion]] = {}
    for each in chance.sample(list(made), len(made)):
        by_article.setdefault(each.places[0][0], []).append(each)
    rounds = zip_longest(*chance.sample(list(by_article.values()), len(by_article)))
    return [each for some in rounds for each in some if each is not None][: max(count, 0)]


def _changed(made: Sequence[MadeQuestion], corpus: Corpus, text: str, chance: random.Random) -> Iterator[MadeQuestion]:
    """Each question with one name or number changed to one that no article has."""
    for each in made:
        places = telling_names(each.question) + telling_numbers(each.question)
        place = chance.choice(places)
        old = place.of(each.question)
        new = _absent(old, corpus, text, chance)
        if new:
            question = each.question[: place.start] + new + each.question[place.end :]
            yield MadeQuestion(question=question, kind=f"{each.kind}, near miss", changed=(old, new))


def _absent(old: str, corpus: Corpus, text: str, chance: random.Random) -> str:
    """A name of as many words, or a number of as many digits, that stands in no article; empty where none is found."""
    for _ in range(TRIES):
        if old[0].isdigit():
            new = "".join(str(chance.randint(1, 9)) if sign.isdigit() else sign for sign in old)
        else:
            new = " ".join(_invented(chance) for _ in old.split())
        if new.casefold() not in text and not any(corpus.catalogue.count_word(word) for word in new.split()):
            return new
    return ""


def _invented(chance: random.Random) -> str:
    return chance.choice(STARTS) + chance.choice(MIDDLES) + chance.choice(ENDS)
