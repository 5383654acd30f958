"""A question for somebody's words is answered by the quotation beside the name."""

import pytest

from qa.speaking import quotation_of, speech_asked
from qa.terms import tokens

HALLAM = '"The quarter looks worse than it was," Chief Executive Brigid Hallam told analysts.'


def quoted(question: str, sentence: str) -> str | None:
    speech = speech_asked(question)
    assert speech is not None
    found = quotation_of(speech, sentence)
    return found.of(sentence) if found else None


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("What did Brigid Hallam tell analysts?", HALLAM, "The quarter looks worse than it was,"),
        ("what does Hallam say about the quarter?", HALLAM, "The quarter looks worse than it was,"),
        ("What did Quist say?", "Quist said: “I came to hear it.” Then he left.", "I came to hear it."),
        ("What did Brigid Hallam tell workers?", HALLAM, None),
        ("What did Lucan Abery tell analysts?", HALLAM, None),
        ("What did Hallam say?", '"Hallam is no friend of ours," said a broker.', None),
        ("What did Hallam say?", 'Hallam called it a "one-off" and said no more.', None),
        ("What did Hallam say?", 'Hallam left the "Golden Lantern Hotel" at noon.', None),
        ("What did Hallam say?", "Hallam said that the quarter looked worse than it was.", None),
    ],
)
def test_the_words_are_those_of_who_was_asked_about(question: str, sentence: str, words: str | None) -> None:
    assert quoted(question, sentence) == words


@pytest.mark.parametrize(
    "question",
    ["What did she say?", "Who told analysts?", "What did Hallam propose?", "What did the minister say about it?"],
)
def test_other_questions_are_not_for_the_words_of_somebody_with_a_name(question: str) -> None:
    assert speech_asked(question) is None


@pytest.mark.parametrize(
    ("sentence", "is_hers"),
    [
        ('"We will ring it again," Ms Ingram told parishioners.', True),
        ('"We will ring it again," Ingram told parishioners.', True),
        ('"We will ring it again," Paula Ingram told parishioners.', True),
        ('"We will ring it again," Peter Ingram told parishioners.', False),
        ('"We will ring it again," Mr Dace told parishioners.', False),
        ('"We will ring it again," Paula told parishioners.', False),
    ],
)
def test_the_surname_is_enough_where_the_article_has_the_name(sentence: str, is_hers: bool) -> None:
    speech = speech_asked("What did Paula Ingram tell parishioners?")
    assert speech is not None
    known = tokens(f"Canon Paula Ingram has kept the bell since 2004.\n{sentence}")
    assert (quotation_of(speech, sentence, known) is not None) == is_hers


def test_the_surname_is_not_enough_of_a_name_that_the_article_has_not() -> None:
    speech = speech_asked("What did Paula Ingram tell parishioners?")
    assert speech is not None
    sentence = '"We will ring it again," Ms Ingram told parishioners.'
    assert quotation_of(speech, sentence, tokens(f"Canon Ruth Ingram keeps the bell. {sentence}")) is None
