"""Follow-ups made to stand alone by rule; what a model made of them is checked."""

import pytest

from qa.answer import Abstention, Answer, Evidence, Reason, Reply, Trace, Understood
from qa.conversation import Turn, standing
from qa.rewriting import is_faithful

INQUIRY = Turn(question="Who leads the ferry inquiry?", answer="Ingrid Saldern. Ingrid Saldern leads the inquiry.")
SHIPS = Turn(question="How many ships docked at Aldervane in February?", answer="12")
TRAM = Turn(question="When does the new tram line in Ostry open?", answer="In May.")
TRUCE = Turn(question="Did Moscow refuse the truce?", answer="It refused to sign.")


@pytest.mark.parametrize(
    ("question", "turn", "meant"),
    [
        ("And what did she say in March?", INQUIRY, "What did Ingrid Saldern say in March?"),
        ("When was her deputy appointed?", INQUIRY, "When was Ingrid Saldern's deputy appointed?"),
        ("Who accused her of delay?", INQUIRY, "Who accused Ingrid Saldern of delay?"),
        ("Why?", TRUCE, "Why did Moscow refuse the truce, It refused to sign?"),
        ("And in March?", SHIPS, "How many ships docked at Aldervane in March?"),
        ("And at Varnholm?", SHIPS, "How many ships docked at Varnholm in February?"),
        ("What about Norway?", Turn(question="Who governs Finland?"), "Who governs Norway?"),
        (
            "What will she buy?",
            Turn(question="What did the Lantern Prize bring Ana Pires?"),
            "What will Ana Pires buy?",
        ),
        ("and who was the other one?", TRAM, "Who was the other one, the new tram line in Ostry open?"),
        ("What happened then?", TRAM, "What happened then, the new tram line in Ostry open?"),
        ("Who lives there?", TRAM, "Who lives there, the new tram line in Ostry open?"),
        (
            "how old was he?",
            Turn(
                question="Who was captain of the Skarrow Tern?",
                answer="Nobody at Skarrow Tern knew. Tomas Herlev sailed.",
            ),
            "How old was Tomas Herlev?",
        ),
        ("How much does it cost?", TRAM, "How much does it cost, the new tram line in Ostry open?"),
        ("Who pays for the line?", TRAM, "Who pays for the line, the new tram line in Ostry open?"),
        (
            "Why?",
            Turn(question="Was anybody sent off in the final?", answer="Idris Holm."),
            "Why was Idris Holm sent off in the final?",
        ),
        (
            "and was it raining?",
            Turn(question="How fast was the Skarrow Tern when it crashed?"),
            "Was it raining, the Skarrow Tern?",
        ),
        (
            "who paid for it?",
            Turn(question="What does it cost, the new tram line in Ostry?"),
            "Who paid for it, the new tram line in Ostry?",
        ),
    ],
)
def test_a_question_that_leans_on_the_last_one_is_made_to_stand_alone(question: str, turn: Turn, meant: str) -> None:
    assert standing(question, [turn]).text == meant


@pytest.mark.parametrize(
    "question",
    [
        "What is the population of Varnholm?",
        "What did Putin say about his call?",
        "Is it true that Putin refused the truce?",
        "How long did it take the Skarrow Tern to reach port?",
        "Which reports say that the mayor resigned this week?",
        "what did the court decide about Reach Line",
        "Is there a plan for new schools?",
        "How much does it cost to park downtown?",
        "What happened at one of the schools?",
        "What other reasons do banks give for higher fees?",
    ],
)
def test_a_question_that_names_what_it_asks_about_stays_as_it_was_typed(question: str) -> None:
    assert standing(question, [INQUIRY]).text == question


def test_what_was_put_beside_a_question_is_told_apart() -> None:
    assert standing("How much does it cost?", [TRAM]).beside == "the new tram line in Ostry open"
    assert standing("And what did she say in March?", [INQUIRY]).beside == ""


def test_a_question_that_opens_with_and_and_names_nothing_goes_on_with_the_last_subject() -> None:
    assert standing("And what did the minister promise?", [TRAM]).text == (
        "What did the minister promise, the new tram line in Ostry open?"
    )


def test_a_word_of_thanks_between_is_no_turn_to_lean_on() -> None:
    asked = standing("And in March?", [SHIPS, Turn(question="Thanks!")])
    assert asked.text == "How many ships docked at Aldervane in March?"


def test_without_a_turn_before_it_every_question_stands_alone() -> None:
    assert standing("Why?", []).text == "Why?"


def test_the_person_of_an_earlier_turn_is_found_where_the_last_one_has_none() -> None:
    turns = [INQUIRY, Turn(question="How many people were hurt?", answer="eleven")]
    assert standing("What did she say?", turns).text == "What did Ingrid Saldern say?"


@pytest.mark.parametrize(
    ("rewritten", "faithful"),
    [
        ("What did Ingrid Saldern say about it in March?", True),
        ("What did Ingrid Saldern tell Olav Reiss about it in March?", False),
        ("What did Ingrid Saldern say about it on 4 March?", False),
        ("Who leads the ferry inquiry?", False),
    ],
)
def test_a_models_rewriting_may_name_only_what_the_conversation_named(rewritten: str, *, faithful: bool) -> None:
    assert is_faithful(rewritten, "And what did she say about it in March?", [INQUIRY]) is faithful


def test_a_turn_has_the_standing_question_and_the_answers_text() -> None:
    understood = Understood(standing="Why did Moscow refuse the truce?")
    answered: Reply = Answer(
        question="Why?", text="It wanted more.", citations=(), evidence=Evidence(), model="m", trace=Trace(),
        understood=understood,
    )  # fmt: skip
    declined = Abstention(question="Why?", reason=Reason.WEAK_EVIDENCE, evidence=Evidence(), model="m", trace=Trace())
    assert Turn.of(answered) == Turn(question=understood.standing, answer="It wanted more.")
    assert Turn.of(declined) == Turn(question="Why?")
