"""Results as figures, tables, curves and differences."""

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from corpus import Corpus
from qa.errors import QAError
from qa.evaluating.comparing import compare
from qa.evaluating.drawing import risk_curves
from qa.evaluating.measures import RiskPoint
from qa.evaluating.runs import Result, run_of
from qa.evaluating.summing import counts_of, curve_of, summary_of
from qa.evaluating.tabulating import comparison_in_words, summary_in_words
from qa.settings import QASettings
from tests.qa.evaluating.making import result

RIGHT, WRONG = {"holds a known answer": 1.0}, {"holds a known answer": 0.0}
MIXED = [
    result(1, score=0.9, figures=RIGHT | {"verbatim": 1.0, "seconds": 1.0}, citations=2),
    result(2, score=0.7, figures=WRONG | {"verbatim": 0.5, "seconds": 3.0}, citations=2),
    result(3, score=0.2, answered=False, figures=WRONG | {"seconds": 2.0}),
    result(4, score=0.1, answered=False, answerable=False, figures={"refused, of unanswerable": 1.0}),
    Result(line=5, question="?", kind="error", error="gone"),
]


def test_results_are_counted_by_kind() -> None:
    counts = counts_of(MIXED)
    assert (counts["questions"], counts["failed"], counts["answerable"], counts["unanswerable"]) == (5, 1, 3, 1)
    assert (counts["right"], counts["refused_in_vain"], counts["abstained"]) == (1, 1, 1)
    assert (counts["citations"], counts["citations_exact"], counts["seconds"]) == (4, 3, 2.0)


def test_a_measure_is_the_mean_over_those_that_have_it() -> None:
    groups = summary_of(MIXED).groups
    verbatim = groups["citations"]["verbatim"]
    assert (verbatim.value, verbatim.n) == (0.75, 2)
    assert (groups["answers"]["holds a known answer"].value, groups["answers"]["holds a known answer"].n) == (1 / 3, 3)
    assert "retrieval" not in groups
    assert groups["abstention"]["AUROC, answerable"].value == 1.0
    assert groups["abstention"]["AUROC, right by answer"].value == 1.0


def test_a_curve_ends_where_questions_were_refused_and_goes_on_at_worst() -> None:
    curve = curve_of(MIXED, "holds a known answer")
    assert curve is not None
    assert curve.points == (
        RiskPoint(threshold=0.9, coverage=0.25, risk=0.0),
        RiskPoint(threshold=0.7, coverage=0.5, risk=0.5),
    )
    assert [(point.coverage, point.risk) for point in curve.at_worst] == [(0.75, 2 / 3), (1.0, 0.75)]
    assert curve.reached == 0.5


def test_an_answer_to_what_cannot_be_answered_is_wrong() -> None:
    curve = curve_of([result(1, figures=RIGHT), result(2, answerable=False)], "holds a known answer")
    assert curve is not None
    assert curve.points[-1].risk == 0.5


def test_without_scores_or_known_answers_there_is_no_curve() -> None:
    assert curve_of([result(1, score=None, figures=RIGHT)], "holds a known answer") is None
    assert curve_of([result(1)], "holds a known answer") is None
    assert summary_of([]).groups == {}


def test_the_table_has_a_line_for_each_measure(corpus: Corpus) -> None:
    summary = summary_of(MIXED)
    table = summary_in_words(run_of(Path("q.jsonl"), [], corpus, QASettings(), ""), summary)
    assert "5 questions (3 answerable, 1 not, 1 failed), 0 articles, embedded" in table
    (line,) = [line for line in table.splitlines() if line.startswith("  holds a known answer")]
    assert line.split()[-5:] == ["0.333", "0.061", "to", "0.792", "3"]
    assert sum(line.startswith("  ") for line in table.splitlines()) >= sum(map(len, summary.groups.values()))


def test_figures_are_written_as_plain_json() -> None:
    written = json.loads(json.dumps(summary_of(MIXED).as_json(), allow_nan=False))
    assert written["right"] == 1
    assert written["measures"]["cost"]["seconds"] == {"value": 2.0, "low": 1.0, "high": 3.0, "n": 3}
    assert written["curves"]["no known answer in it"]["points"][0] == {"threshold": 0.9, "coverage": 0.25, "risk": 0.0}


def test_curves_are_drawn_for_light_and_dark_with_names_as_text() -> None:
    picture = risk_curves(summary_of(MIXED).curves, "<q> & “runs”")
    root = Xml.fromstring(picture)
    texts = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "<q> & “runs”" in texts
    assert "no known answer in it: 50% of the 50% that are answered" in texts
    assert "prefers-color-scheme: dark" in picture
    assert picture.count("stroke-dasharray") == 1


def test_two_runs_are_compared_question_by_question() -> None:
    first = [result(n, figures={"holds a known answer": float(n > 8), "precision": 1.0}) for n in range(1, 13)]
    second = [result(n, figures={"holds a known answer": float(n > 1)}) for n in (*range(12, 0, -1), 99)]
    comparison = compare(first, second)
    told = comparison.groups["answers"]["holds a known answer"]
    assert (comparison.shared, comparison.only_first, comparison.only_second) == (12, 0, 1)
    assert (told.first, told.second, told.difference.n) == (4 / 12, 11 / 12, 12)
    assert told.difference.beyond_chance
    assert "citations" not in comparison.groups
    table = comparison_in_words(["a", "b"], comparison)
    assert "12 questions in both, 1 in one only and left out" in table
    (line,) = [line for line in table.splitlines() if line.startswith("  holds a known answer")]
    assert line.endswith("beyond chance")
    assert line.split()[4:7] == ["0.333", "0.917", "+0.583"]


def test_a_run_against_itself_differs_in_nothing() -> None:
    same = compare(MIXED, MIXED)
    assert same.shared == 4
    changes = [each.difference for some in same.groups.values() for each in some.values()]
    assert {(change.value, change.low, change.high, change.beyond_chance) for change in changes} == {(0, 0, 0, False)}


def test_equal_questions_are_matched_in_their_order() -> None:
    first = [result(1, question="Who?", figures=RIGHT), result(2, question="Who?", figures=WRONG)]
    assert compare(first, first[::-1]).groups["answers"]["holds a known answer"].difference.value == 0


def test_runs_that_share_no_question_cannot_be_compared() -> None:
    with pytest.raises(QAError, match="share no question"):
        compare([result(1)], [result(2)])
