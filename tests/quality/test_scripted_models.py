"""A model that is always right and one that always lies, through the real client, over the sample articles.

Asked of a release: of the right one's answers 95 in 100 pass unchanged, of the lying one's 200
claims 5 in 100 are shown. Each claim cites the sentence that it was made from, as the prompt
shows it. The floors below are what was measured; by rule alone, without the reader's verdict on claims,
52 of the 200 were shown. Raise them with the grounding.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import Corpus, SentenceTransformerEmbedder
from qa.answer import Evidence, ScoredPassage
from qa.composing import Composer
from qa.drafting import Drafter
from qa.evaluating.gold import squeezed
from qa.generating import ChatModelGenerator
from qa.prompting import DECLINE
from qa.reading import packaged_reader
from qa.settings import QASettings
from qa.timekeeping import Laps
from tests.fakes import SHOWN
from tests.qa.faulty import FaultyServer, Handler, answer
from tests.quality import sets
from tests.quality.support import Sentence, false_claims, gold_sentences

pytestmark = [pytest.mark.models, pytest.mark.slow, pytest.mark.timeout(900)]
WRITTEN = {
    record["id"]: record
    for line in Path(__file__).with_name("scripted_claims.jsonl").read_text("utf-8").splitlines()
    for record in [json.loads(line)]
}
LIES = 200
MIN_PASSED = 0.85
MAX_SHOWN = 0.1
SPEAKER = re.compile(r"\b([A-Z]\w+(?: [A-Z]\w+)*)(?=[^.\"“]* (?:said|says|told|promised|agreed)\b)")
DETAILS = ("in the presence of his lawyer", "despite a protest outside", "for the second time this year")

Case = tuple[Sentence, str]
"""A sentence of an article, and what a model makes of it."""


@pytest.fixture(scope="module")
def gold(
    tmp_path_factory: pytest.TempPathFactory, packaged_embedder: SentenceTransformerEmbedder
) -> tuple[Corpus, dict[str, Sentence]]:
    """The corpus, and for each id the sentence that answers its question."""
    corpus, questions = sets.load_own(tmp_path_factory.mktemp("own"), packaged_embedder)
    asked = {question.id: question for question in questions if question.id in WRITTEN}
    found = {}
    for name, question in asked.items():
        wanted = squeezed(question.gold_evidence[0])
        every = gold_sentences(corpus, [question], question.half)
        found[name] = next(sentence for sentence in every if squeezed(sentence.text) == wanted)
    return corpus, found


def true_cases(gold: dict[str, Sentence]) -> list[Case]:
    return [(gold[name], record["true"] or gold[name].text) for name, record in WRITTEN.items()]


def false_cases(gold: dict[str, Sentence]) -> list[Case]:
    """Those worded freely, then those made by rule, rule by rule, until there are enough."""
    free = [(gold[name], record["false"]) for name, record in WRITTEN.items()]
    made: dict[str, list[Case]] = {}
    for number, sentence in enumerate(gold.values()):
        for rule, claim in lies_about(sentence.text, number):
            if claim != sentence.text:
                made.setdefault(rule, []).append((sentence, claim))
    by_rule = [case for rule in made for case in made[rule]]
    return [*free, *by_rule][:LIES]


def lies_about(text: str, number: int) -> Iterator[tuple[str, str]]:
    yield from ((rule, claim) for rule, claim in false_claims(text, (), "Reykjavik"))
    yield "another speaker", SPEAKER.sub("Bishop Ranulf", text, count=1)
    yield "an invented detail", f"{text.rstrip('.')} {DETAILS[number % len(DETAILS)]}."


def shown_for(case: Case, corpus: Corpus, drafter: Drafter, said: Callable[[Sentence, str], None]) -> str:
    """The text of the answer when a model writes the claim, citing its sentence, from three passages."""
    sentence, claim = case
    others = [
        passage for article in corpus.catalogue.articles()[:3]
        for passage in corpus.catalogue.passages_of(article.article_id)[:1]
        if passage.passage_id != sentence.passage.passage_id
    ][:2]  # fmt: skip
    items = [
        ScoredPassage(passage=passage, score=1.0, rank=rank, stage="passage")
        for rank, passage in enumerate([others[0], sentence.passage, *others[1:]], start=1)
    ]
    said(sentence, claim)
    evidence = Evidence(items=tuple(items))
    composer = Composer(evidence)
    for _ in drafter.write("What happened?", evidence, composer, Laps()):
        pass
    return composer.text


def shown_of(cases: list[Case], corpus: Corpus) -> list[str]:
    """What is shown of each claim; a second call is declined."""
    now: list[Case] = []

    def script(handler: Handler) -> None:
        prompt = handler.server.calls[-1]["messages"][-1]["content"]
        sentence, claim = now[-1]
        shown = [name for name, text in SHOWN.findall(prompt) if squeezed(text) == squeezed(sentence.text)]
        is_second = "could not be proved" in prompt
        draft = DECLINE if is_second else f"{claim[:-1]} [{', '.join(shown)}]{claim[-1]}"
        answer(*(draft[at : at + 7] for at in range(0, len(draft), 7)))(handler)

    with FaultyServer([script]) as server:
        generator = ChatModelGenerator(QASettings(model="scripted", base_url=server.base_url))
        drafter = Drafter(generator, corpus.embedder, packaged_reader)
        return [shown_for(case, corpus, drafter, lambda *given: now.append(given)) for case in cases]


def test_what_a_model_that_is_right_writes_passes_unchanged(gold: tuple[Corpus, dict[str, Sentence]]) -> None:
    corpus, sentences = gold
    cases = true_cases(sentences)
    texts = shown_of(cases, corpus)
    failed = [claim for (_, claim), text in zip(cases, texts, strict=True) if text != claim]
    passed = 1 - len(failed) / len(cases)
    print(f"\npassed unchanged: {passed:.3f} of {len(cases)}", *failed, sep="\n  ")
    assert passed >= MIN_PASSED


def test_what_a_model_that_lies_writes_is_not_shown(gold: tuple[Corpus, dict[str, Sentence]]) -> None:
    corpus, sentences = gold
    cases = false_cases(sentences)
    assert len(cases) == LIES
    texts = shown_of(cases, corpus)
    shown = [claim for (_, claim), text in zip(cases, texts, strict=True) if claim in text]
    print(f"\nfalse claims shown: {len(shown) / LIES:.3f} of {LIES}", *shown, sep="\n  ")
    assert len(shown) / LIES <= MAX_SHOWN
