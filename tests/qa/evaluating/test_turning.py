"""Sentences turned into questions: each rule, and what each leaves alone."""

import pytest

from qa.evaluating.turning import turned

ARTICLE = "Ida Lind, 44, leads the port. Mayor Tomas Herlev spoke. Reach Line sails."


def made(sentence: str, article: str = ARTICLE) -> dict[str, tuple[str, str]]:
    """By kind, the question and the words of the sentence that answer it."""
    return {each.kind: (each.question, each.span.of(sentence)) for each in turned(sentence, article)}


@pytest.mark.parametrize(
    ("sentence", "kind", "question", "answer"),
    [
        ("Ida Lind opened the new Tolm Bridge on Monday.", "who", "Who opened the new Tolm Bridge on Monday?",
         "Ida Lind"),
        ("Mayor Tomas Herlev will meet the board of Reach Line.", "who", "Who will meet the board of Reach Line?",
         "Mayor Tomas Herlev"),
        ("Signe Orrell, 61, was the first to cross Tolm Bridge.", "who", "Who was the first to cross Tolm Bridge?",
         "Signe Orrell"),
        ("Twelve people were injured when the ship left Aldervane.", "how many",
         "How many people were injured when the ship left Aldervane?", "Twelve"),
        ("More than 1,200 young voters signed the appeal in Varnholm.", "how many",
         "How many young voters signed the appeal in Varnholm?", "More than 1,200"),
        ("Tolm Bridge was closed by the council in May 2024.", "when", "When was Tolm Bridge closed by the council?",
         "in May 2024"),
        ("The ferry was taken out of service at Aldervane on 14 May.", "when",
         "When was the ferry taken out of service at Aldervane?", "on 14 May"),
        ("The court told Reach Line to pay 2.4 million florins.", "gap",
         "Which number is missing: “The court told Reach Line to pay ___ million florins”?", "2.4"),
    ],
)  # fmt: skip
def test_a_fitting_sentence_becomes_a_question(sentence: str, kind: str, question: str, answer: str) -> None:
    assert made(sentence)[kind] == (question, answer)


@pytest.mark.parametrize(
    "sentence",
    [
        "Reach Line opened the new quay of Aldervane on Monday.",  # no person
        "Ida Lind and Tomas Herlev opened Tolm Bridge on Monday.",  # two subjects
        "Ida Lind named in the report was cleared by Aldervane's court.",  # "named" is not its verb
        "Twelve people injured near Tolm Bridge were taken to Varnholm.",
        "Three months later the council of Varnholm closed the quay.",  # counts no thing
        "The minister knew that Tolm Bridge was unsafe on Monday.",
        "Tolm Bridge was closed on Monday and opened in Varnholm on Friday.",  # which of them?
        "He told Reach Line in Varnholm to pay 12 florins.",  # who?
        "But Reach Line in Varnholm paid 12 florins to the town.",
        "“Reach Line paid 12 florins to the town of Varnholm.”",
        "Reach Line paid 12 florins in 3 parts to the town of Varnholm.",  # which number?
        "Reach Line has sailed from the town of Varnholm since 1998.",  # a year
        "Reach Line will sail from the town of Varnholm at 5 p.m.",
        "The council paid 12 florins to the town for it.",
        "Reach Line paid 12.",
        "Did Reach Line pay 12 florins to the town of Varnholm?",
    ],
)
def test_others_are_left_alone(sentence: str) -> None:
    assert made(sentence) == {}


def test_a_question_names_what_it_is_about() -> None:
    assert made("Ida Lind opened the long and narrow road.") == {}
