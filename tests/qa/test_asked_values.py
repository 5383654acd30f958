"""Which values of the articles' sentences answer what is asked."""

import pytest

from corpus import ArticleNotFound
from qa.asked_values import CONSIDERED, SURE, Told, values_asked_for
from tests.qa.telling_articles import Report

HURT = "How many people were hurt in the Norby fire?"
OPENS = "When will the Harrow museum open?"


def values(question: str, *reports: Report) -> list[Told]:
    articles = {report.article.article_id: report.article for report in reports}
    return values_asked_for(question, [report.candidate() for report in reports], articles.__getitem__)


def words(question: str, text: str) -> list[str]:
    return [told.telling.words for told in values(question, Report(text))]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (HURT, "Nine people were hurt in the Norby fire.", ["Nine people"]),
        (HURT, "Nine fire engines came to the people who were hurt in Norby.", []),
        (HURT, "Nine people came too late.", []),
        ("How many trees fell in Norby?", "In Norby 40 trees fell, and 9 lorries were hit.", ["40 trees"]),
        ("How much did the Norby bridge cost?", "The Norby bridge cost 2.4 million florins.", ["2.4 million florins"]),
        ("How much did the Norby bridge cost?", "The Norby bridge, which cost much, is 40 metres long.", []),
        ("How long is the Norby bridge?", "The Norby bridge is 40 metres long.", ["40 metres"]),
        ("Why did the Norby bridge fall?", "The Norby bridge fell after 40 years.", []),
    ],
    ids=["people", "engines", "nothing of it", "counted", "amount", "no amount", "extent", "no figure asked for"],
)
def test_a_figure_counts_where_it_is_of_what_is_asked(question: str, text: str, expected: list[str]) -> None:
    assert words(question, text) == expected


def test_a_figure_counts_only_where_most_of_the_question_stands() -> None:
    assert words(HURT, "Nine people were hurt on a ferry.") == []


def test_days_and_names_are_what_the_reader_found_and_is_sure_of() -> None:
    report = Report("The Harrow museum will open on 3 May.", answer="3 May", support=SURE)
    (told,) = values(OPENS, report)
    assert told.telling.words == "3 May"
    assert told.is_sure
    assert told.words.of(report.text) == "3 May"


def test_what_the_reader_found_must_be_of_the_kind_that_is_asked_for() -> None:
    assert values(OPENS, Report("The Harrow museum will open with a concert.", answer="a concert")) == []
    assert values("Who opens the Harrow museum?", Report("The Harrow museum is opened by them.", answer="them")) == []


def test_doubtful_words_count_where_nearly_the_whole_question_stands() -> None:
    sentence = "The Harrow museum will open on 3 May."
    assert values(OPENS, Report(sentence, answer="3 May", support=SURE - 8))
    assert not values(OPENS, Report("It is the 3 May that Harrow waits for.", answer="3 May", support=SURE - 8))


def test_an_article_removed_meanwhile_has_no_values() -> None:
    def gone(article_id: str) -> None:
        raise ArticleNotFound(article_id)

    assert values_asked_for(HURT, [Report("Nine people were hurt in Norby.").candidate()], gone) == []  # type: ignore[arg-type]


def test_only_the_first_sentences_are_considered() -> None:
    report = Report("Nine people were hurt in the Norby fire.")
    candidates = [Report("It rained.").candidate()] * CONSIDERED + [report.candidate()]
    articles = {each.article.article_id: each.article for each in (report, Report("It rained."))}
    assert values_asked_for(HURT, candidates, articles.__getitem__) == []


def test_figures_differ_where_rounding_does_not_explain_it() -> None:
    nine, about_nine, ten = (
        values(HURT, Report(f"{count} people were hurt in the Norby fire."))[0]
        for count in ("Nine", "About nine", "Ten")
    )
    assert nine.differs_from(ten)
    assert not nine.differs_from(about_nine)
    assert nine.is_same_as(about_nine)


def test_an_article_knows_a_figure_that_stands_anywhere_in_it() -> None:
    both = Report("Nine people were hurt in the Norby fire. Ten people were hurt in the fire of Sandby.")
    ten = values(HURT, Report("Ten people were hurt in the Norby fire."))[0]
    assert values(HURT, both)[0].knows(ten)
    assert not ten.knows(values(HURT, both)[0])
