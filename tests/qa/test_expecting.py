"""What kind of answer a question asks for, and whether a sentence holds one."""

import pytest

from qa.expecting import Kind, expected, holds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who is the mayor of Varnholm?", Kind.NAME),
        ("Which company was fined?", Kind.NAME),
        ("How long did the call last?", Kind.NUMBER),
        ("How many people voted?", Kind.NUMBER),
        ("What percentage voted?", Kind.AMOUNT),
        ("How much did it cost?", Kind.AMOUNT),
        ("What was the fine?", Kind.ANYTHING),
        ("When does the toll end?", Kind.TIME),
        ("On what day did it open?", Kind.TIME),
        ("Where did they meet?", Kind.PLACE),
        ("In which city is the court?", Kind.PLACE),
        ("Why was it late?", Kind.REASON),
        ("What did the minister say about tolls?", Kind.QUOTATION),
        ("Was the captain acquitted?", Kind.ANYTHING),
        ("", Kind.ANYTHING),
    ],
)
def test_the_question_tells_the_kind_of_its_answer(question: str, kind: Kind) -> None:
    assert expected(question) is kind


def test_a_number_that_the_question_gave_is_no_answer() -> None:
    assert not holds(Kind.NUMBER, "All 9 were hurt.", "How many of the 9 passengers were hurt?")
    assert holds(Kind.NUMBER, "Only 3 of the 9 were hurt.", "How many of the 9 passengers were hurt?")


def test_a_name_that_the_question_gave_is_no_answer() -> None:
    assert not holds(Kind.NAME, "In the end the captain of Reach Line left.", "Who left Reach Line?")
    assert holds(Kind.NAME, "In the end Tomas Herlev left.", "Who left Reach Line?")


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (Kind.TIME, "It opened on Friday."),
        (Kind.TIME, "It opened in 2026."),
        (Kind.PLACE, "They met in Ostermere."),
        (Kind.REASON, "It closed because of ice."),
        (Kind.QUOTATION, "“We waited,” he added."),
        (Kind.QUOTATION, "He said they had waited."),
        (Kind.ANYTHING, "Yes."),
    ],
)
def test_a_sentence_of_the_kind_asked_for_is_recognised(kind: Kind, sentence: str) -> None:
    assert holds(kind, sentence, "?")


@pytest.mark.parametrize(
    "kind", [Kind.NUMBER, Kind.AMOUNT, Kind.TIME, Kind.NAME, Kind.PLACE, Kind.REASON, Kind.QUOTATION]
)
def test_a_sentence_without_the_kind_asked_for_is_told_apart(kind: Kind) -> None:
    assert not holds(kind, "it was quiet again.", "?")


@pytest.mark.parametrize(
    ("question", "kind", "sentence"),
    [
        ("Wie viele Mitglieder stimmten für den Plan?", Kind.NUMBER, "Dafür stimmten 27 der Mitglieder."),
        ("Quand le pont rouvrira-t-il ?", Kind.TIME, "Le pont est fermé jusqu’en juin."),
        ("¿Quién es la alcaldesa?", Kind.NAME, "La alcaldesa es Inés Robledo."),
        ("Почему открытие перенесли?", Kind.REASON, "Открытие перенесли из-за дождя, потому что было сыро."),
        ("Хто став директором?", Kind.NAME, "Директором призначили Богдана Остапчука."),
        ("Када ће бити отворен мост?", Kind.TIME, "Мост ће бити отворен 3. априла."),
        ("Kada će biti otvoren most?", Kind.TIME, "Most će biti otvoren u petak."),
        ("三号线什么时候通车？", Kind.TIME, "三号线于4月3日通车。"),
        ("市长是谁？", Kind.NAME, "市长周明远在通车仪式上讲话。"),
    ],
)
def test_other_languages_ask_for_the_same_kinds(question: str, kind: Kind, sentence: str) -> None:
    assert expected(question) == kind
    assert holds(kind, sentence, question)
