"""Question sets made from a corpus: places, near misses, and the same for the same seed."""

import json
from pathlib import Path

from corpus import Corpus
from qa.evaluating.gold import GoldFinder
from qa.evaluating.questioning import make_questions, written
from qa.evaluating.questions import read_questions
from tests.qa.making import add

TEXTS = {
    "bridge": "Ida Lind, 44, opened the new Tolm Bridge on Monday. It is long. "
    "The council of Varnholm paid 31 million florins for the work.",
    "ferry": "Twelve people were injured when the Skarrow Tern left Aldervane. "
    "The court told Reach Line to pay 2.4 million florins.",
    "tram": "Eastgate Depot was closed by the council in May 2024. A ticket of Varnholm Trams will cost 3.10 florins.",
}


def test_every_answer_stands_at_its_place_and_in_its_evidence(corpus: Corpus) -> None:
    add(corpus, **TEXTS)
    made = [each for each in make_questions(corpus, count=40, seed=1) if each.places]
    assert {each.kind for each in made} == {"who", "how many", "when", "gap"}
    for each in made:
        ((article_id, sentence, answer),) = each.places
        text = corpus.catalogue.article(article_id).text
        assert (sentence.of(text), answer.of(text)) == (each.evidence, each.answers[0])


def test_near_misses_ask_for_what_stands_in_no_article(corpus: Corpus) -> None:
    add(corpus, **TEXTS)
    made = make_questions(corpus, count=40, seed=1)
    near = [each for each in made if not each.places]
    text = " ".join(TEXTS.values()).casefold()
    assert len(near) == round(len(made) / 4)
    for each in near:
        assert each.changed is not None
        old, new = each.changed
        assert old.casefold() in text
        assert new.casefold() not in text
        assert new in each.question


def test_the_seed_decides_and_the_count_limits(corpus: Corpus) -> None:
    add(corpus, **TEXTS)
    sets = [make_questions(corpus, count=4, seed=seed) for seed in (1, 1, 2, 3, 4)]
    assert sets[0] == sets[1]
    assert any(each != sets[0] for each in sets[2:])
    assert {len(each) for each in sets} <= {3, 4}


def test_a_question_that_two_articles_answer_differently_is_not_asked(corpus: Corpus) -> None:
    for number in ("Twelve", "Nine"):
        add(corpus, **{number: f"{number} people were injured when the Skarrow Tern left Aldervane. So {number}."})
    assert [each for each in make_questions(corpus, count=9, seed=0) if each.kind == "how many"] == []


def test_the_file_is_one_that_eval_reads(corpus: Corpus, tmp_path: Path) -> None:
    add(corpus, **TEXTS)
    made = make_questions(corpus, count=40, seed=1)
    path = tmp_path / "made.jsonl"
    path.write_text(written(made), encoding="utf-8")
    finder = GoldFinder(corpus)
    for question, each, line in zip(read_questions(path), made, path.read_text("utf-8").splitlines(), strict=True):
        assert (question.question, question.answerable) == (each.question, bool(each.places))
        found = [(where, span.start, span.end + 1) for where, span in finder.find(question).spans]  # and the full stop
        assert found == [(where, sentence.start, sentence.end) for where, sentence, _ in each.places]
        assert [place["start"] for place in json.loads(line)["gold_spans"]] == [s.start for _, s, _ in each.places]


def test_an_empty_corpus_makes_nothing(corpus: Corpus) -> None:
    assert make_questions(corpus, count=10, seed=0) == []
