"""Which stored article a new text replaces: at its place, at an address it claims, behind a redirect, or none."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Article, Corpus, SourceRejected, ingest
from corpus.article import article_id_of
from corpus.candidates import Candidate
from corpus.ledger import Place
from corpus.placing import continued, improved, origin_of, sign_unsigned, with_variants
from corpus.storing import commit, prepare
from corpus.writing import Origin
from tests.corpus.making import counts, texts
from tests.corpus.newspaper import paragraphs

PAGE = "https://post.example/news/7"
OTHER = "https://post.example/amp/7"
FRONT = "https://post.example/news"


def report(number: int, *more: str, source: str = PAGE, title: str | None = None) -> Article:
    """A long report; those of two numbers have nothing in common, `more` makes a corrected one."""
    text = "\n\n".join([*paragraphs(number), *more])
    return Article(article_id=article_id_of(text), text=text, source=source, title=title)


def found(article: Article, *places: str, claims: tuple[str, ...] = ()) -> Candidate:
    """The article as found at the first place, to which the others are redirects' ends."""
    made = tuple(Place(source=source, is_alias=number > 0) for number, source in enumerate(places))
    return Candidate(article=article, places=made, claims=claims)


def store(corpus: Corpus, candidate: Candidate) -> Article:
    prepared = prepare(candidate.article, corpus, origin_of(candidate, corpus.catalogue))
    commit(corpus, prepared, corpus.embedder.embed(prepared.texts))
    return candidate.article


def replaced_by(corpus: Corpus, candidate: Candidate) -> tuple[str, ...]:
    return origin_of(candidate, corpus.catalogue).replacing


def test_another_text_at_the_same_place_replaces_it(corpus: Corpus) -> None:
    old = store(corpus, found(report(1), "/news/today.txt"))
    assert replaced_by(corpus, found(report(2), "/news/today.txt")) == (old.article_id,)
    assert replaced_by(corpus, found(report(2), "/news/other.txt")) == ()


def test_text_that_stands_at_two_places_is_replaced_where_the_last_of_them_changes(corpus: Corpus) -> None:
    old = store(corpus, found(report(1), "/a.txt"))
    corpus.catalogue.attach(old.article_id, origin_of(found(old, "/b.txt"), corpus.catalogue))
    assert replaced_by(corpus, found(report(2), "/a.txt")) == ()
    store(corpus, found(report(2), "/a.txt"))
    assert replaced_by(corpus, found(report(3), "/b.txt")) == (old.article_id,)


def test_two_files_of_one_text_that_both_change_leave_nothing_behind(corpus: Corpus, empty_folder: Path) -> None:
    """Both changes wait in one group: the second must not be judged by what the first has yet to store."""
    files = [empty_folder / "a.txt", empty_folder / "b.txt"]
    for file in files:
        file.write_text(report(1).text)
    assert counts(ingest(corpus, [str(empty_folder)])) == (1, 1, 0, 0)
    for number, file in enumerate(files, 2):
        file.write_text(report(number).text)
    assert counts(ingest(corpus, [str(empty_folder)])) == (1, 0, 1, 0)
    assert texts(corpus) == sorted([report(2).text, report(3).text])


def test_corrected_text_that_claims_a_known_address_replaces_what_stands_there(corpus: Corpus) -> None:
    old = store(corpus, found(report(1), PAGE))
    corrected = found(report(1, "Corrected on Monday."), f"{PAGE}?from=mail", claims=(PAGE,))
    assert replaced_by(corpus, corrected) == (old.article_id,)


def test_same_title_is_resemblance_enough_for_a_claim(corpus: Corpus) -> None:
    old = store(corpus, found(report(1, title="Storm at sea"), PAGE))
    assert replaced_by(corpus, found(report(2, title="Storm at sea"), OTHER, claims=(PAGE,))) == (old.article_id,)
    assert replaced_by(corpus, found(report(2, title="Another"), OTHER, claims=(PAGE,))) == ()


def test_lying_claim_takes_neither_the_article_nor_the_address(corpus: Corpus) -> None:
    first = store(corpus, found(report(1), PAGE, claims=(FRONT,)))
    second = found(report(2), OTHER, claims=(FRONT,))
    origin = origin_of(second, corpus.catalogue)
    assert (origin.replacing, [place.source for place in origin.places]) == ((), [OTHER])
    store(corpus, second)
    assert corpus.catalogue.ledger.standing_at([FRONT]) == {FRONT: first.article_id}


def test_page_that_was_only_claimed_by_another_text_does_not_replace_it(corpus: Corpus) -> None:
    store(corpus, found(report(1), claims=(FRONT,)))
    assert replaced_by(corpus, found(report(2), FRONT)) == ()


def test_upload_is_replaced_by_the_page_it_names(corpus: Corpus) -> None:
    upload = store(corpus, found(report(1, source="saved.html"), claims=(PAGE,)))
    assert replaced_by(corpus, found(report(1, "Corrected."), PAGE)) == (upload.article_id,)


def test_two_editions_that_name_one_address_do_not_replace_each_other_for_ever(corpus: Corpus) -> None:
    page, edition = report(1), report(1, "Read more in our app.", source=OTHER)
    candidates = found(edition, OTHER, claims=(PAGE,)), found(page, PAGE)
    store(corpus, candidates[1])
    replaced = []
    for _ in range(3):  # each round is what one refresh sees
        for candidate in candidates:
            replaced.append(replaced_by(corpus, candidate))
            store(corpus, candidate)
    assert replaced == [(page.article_id,), (), (), (), (), ()]
    assert corpus.catalogue.counts()[0] == 2


def test_address_whose_article_was_removed_is_not_claimed(corpus: Corpus) -> None:
    removed = store(corpus, found(report(1), PAGE))
    corpus.remove(removed.article_id)
    store(corpus, found(report(1, "App only."), OTHER, claims=(PAGE,)))
    assert corpus.catalogue.ledger.standing_at([PAGE]) == {}


def test_new_redirect_to_another_text_is_refused(corpus: Corpus) -> None:
    store(corpus, found(report(1), PAGE))
    with pytest.raises(SourceRejected, match=r"leads to another text at 'https://post\.example/news' now") as caught:
        origin_of(found(report(2), PAGE, FRONT), corpus.catalogue)
    assert caught.value.source == PAGE


def test_redirect_to_the_articles_new_address_is_followed(corpus: Corpus) -> None:
    old = store(corpus, found(report(1), PAGE))
    assert replaced_by(corpus, found(report(1, "Corrected."), PAGE, OTHER)) == (old.article_id,)


def test_page_behind_a_known_redirect_may_change_entirely(corpus: Corpus) -> None:
    old = store(corpus, found(report(1), PAGE, OTHER))
    assert replaced_by(corpus, found(report(2), PAGE, OTHER)) == (old.article_id,)


def test_short_link_is_followed_the_first_time(corpus: Corpus) -> None:
    origin = origin_of(found(report(1), "https://go.example/x1", PAGE), corpus.catalogue)
    assert [(place.source, place.is_alias) for place in origin.places] == [
        ("https://go.example/x1", False), (PAGE, True),
    ]  # fmt: skip


# Variants


def test_nearly_the_same_text_elsewhere_is_a_variant_and_a_replaced_one_is_not(corpus: Corpus) -> None:
    first = store(corpus, found(report(1), "/a.txt"))
    again = report(1, "A paragraph more.")
    elsewhere = origin_of(found(again, "/b.txt"), corpus.catalogue)
    assert with_variants(elsewhere, again, corpus.catalogue).variants == (first.article_id,)
    here = origin_of(found(again, "/a.txt"), corpus.catalogue)
    assert with_variants(here, again, corpus.catalogue).variants == ()


def test_articles_of_an_older_catalogue_are_found_as_variants_once_they_are_signed(corpus: Corpus) -> None:
    first, second = report(1), report(1, "A paragraph more.", source="/b.txt")
    for each in (first, second):
        store(corpus, found(each))
    with corpus.catalogue._database.transaction() as connection:
        connection.execute("DELETE FROM bands")
        connection.execute("UPDATE articles SET signature = NULL, story = NULL")
    sign_unsigned(corpus.catalogue)
    assert corpus.catalogue.stories.unsigned() == []
    assert corpus.catalogue.stories.story_of([first.article_id, second.article_id]).keys() == {
        first.article_id, second.article_id,
    }  # fmt: skip


# What is known better


MARCH, APRIL = datetime(2026, 3, 12, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)


def dated(made: Article, published: datetime, certainty: str, where: str = "meta") -> Article:
    return replace(made, published=published, published_certainty=certainty, published_from=where)


def test_its_own_source_corrects_an_article_and_another_one_only_fills_in(corpus: Corpus) -> None:
    stored = report(1, title="Old")
    better = replace(stored, title="New", publisher="Post")
    assert improved(stored, better, edited=()) == better
    assert improved(stored, replace(better, source="/copy.txt"), edited=()) == replace(stored, publisher="Post")
    assert improved(stored, stored, edited=()) is None
    assert improved(stored, replace(stored, title=None), edited=()) is None


def test_what_was_set_by_hand_is_not_corrected() -> None:
    stored = report(1, title="By hand")
    assert improved(stored, replace(stored, title="By machine"), edited={"title"}) is None
    assert improved(replace(stored, title=None), stored, edited={"title"}) is None


@pytest.mark.parametrize(
    ("stored", "found_", "is_better"),
    [("sure", "guess", False), ("sure", "sure", True), ("guess", "likely", True), ("likely", "guess", False)],
)
def test_less_certain_date_never_takes_the_place_of_a_surer_one(stored: str, found_: str, is_better: bool) -> None:
    """A feed names the time to the minute; the page that is looked at later lets only guess a day."""
    before, after = dated(report(1), MARCH, stored, "feed"), dated(report(1), APRIL, found_, "url")
    assert improved(before, after, edited=()) == (after if is_better else None)


def test_another_source_replaces_only_a_guess() -> None:
    copy = replace(dated(report(1), APRIL, "sure"), source="/copy.txt")
    assert improved(dated(report(1), MARCH, "likely"), copy, edited=()) is None
    better = improved(dated(report(1), MARCH, "guess"), copy, edited=())
    assert better is not None
    assert (better.published, better.published_from, better.published_certainty) == (APRIL, "meta", "sure")


def test_new_version_keeps_what_only_the_feed_said_of_the_old_one(corpus: Corpus) -> None:
    old = replace(
        dated(report(1, title="Told by the feed"), MARCH, "sure", "feed"), publisher="Post", authors=("Mara",)
    )
    store(corpus, found(old, PAGE))
    new = report(1, "Corrected.")
    version, edited = continued(new, Origin(replacing=(old.article_id,)), corpus.catalogue)
    assert edited == ()
    assert version == replace(dated(new, MARCH, "sure", "feed"), title="Told by the feed", publisher="Post",
                              authors=("Mara",))  # fmt: skip


def test_another_report_in_the_same_file_takes_over_nothing(corpus: Corpus) -> None:
    old = store(corpus, found(dated(report(1, source="/today.txt", title="Old"), MARCH, "sure"), "/today.txt"))
    new = report(2, source="/today.txt")
    origin = origin_of(found(new, "/today.txt"), corpus.catalogue)
    assert origin.replacing == (old.article_id,)
    assert continued(new, origin, corpus.catalogue) == (new, ())


def test_article_made_by_a_program_with_a_strange_certainty_stops_nothing(corpus: Corpus) -> None:
    made = dated(report(1), MARCH, "quite")
    assert ingest(corpus, [made]).added == 1
    assert ingest(corpus, [dated(made, APRIL, "sure")]).revised == 1
