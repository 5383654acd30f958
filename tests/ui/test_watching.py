"""What a run does is seen while it does it; afterwards its list stays until it is closed."""

from collections.abc import Callable
from threading import Event as Flag

import pytest

from corpus import Corpus, CorpusError, IngestReport, Offer, Outcome, RawDocument, Rejection, Status
from tests.ui.conftest import BRIDGE, FERRY, App
from tests.ui.test_articles import articles_page
from tests.ui.test_fields import outcomes, upload
from ui import adding, wording
from ui.watching import SHOWN, rows_of, summary


class Paused:
    """An `ingest` that tells of one article and goes on when it is let."""

    def __init__(self) -> None:
        self.go_on = Flag()
        self.told = Flag()

    def __call__(self, corpus: Corpus, sources: object, *, progress: Callable[..., None],
                 outcome: Callable[..., None], options: object) -> IngestReport:  # fmt: skip
        outcome(Outcome(source="a.txt", status=Status.ADDED, title="Rain", article_id="0" * 16))
        progress(1, 3, "![](http://evil.example) Snow")
        self.told.set()
        self.go_on.wait(20)
        try:
            progress(2, 3, "Hail")
        except KeyboardInterrupt:
            return IngestReport(added=1, interrupted=True)
        return IngestReport(added=3)


@pytest.fixture
def paused(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Paused:
    """A run that has told of one article and waits."""
    paused = Paused()
    monkeypatch.setattr(adding, "ingest", paused)
    adding.add(["/news"])
    assert paused.told.wait(20)
    return paused


def test_run_that_goes_on_shows_its_articles_and_the_next_one_as_text(
    open_app: Callable[..., App], paused: Paused
) -> None:
    app = open_app(articles_page)
    assert outcomes(app) == [("being added", "![](http://evil.example) Snow"), ("added", "Rain")]
    assert app.components("outcomes")[0]["rows"][1]["article_id"] == ""
    bar = app.test.get("progress")[0].proto
    assert bar.value == 33
    assert bar.text.startswith("Adding \\!\\[\\]")
    paused.go_on.set()


def test_run_that_goes_on_is_told_of_on_every_page(open_app: Callable[..., App], paused: Paused) -> None:
    assert "Adding articles: 1 of 3" in open_app().texts
    paused.go_on.set()


def test_stop_ends_the_run_and_says_that_what_was_added_stays(open_app: Callable[..., App], paused: Paused) -> None:
    app = open_app(articles_page)
    app.test.button(key="stop").click().run()
    assert wording.STOPPING in app.texts
    paused.go_on.set()
    app.finish()
    assert wording.STOPPED in app.texts
    assert "1 added" in app.texts


def test_question_is_answered_while_a_run_goes_on(open_app: Callable[..., App], filled: Corpus, paused: Paused) -> None:
    app = open_app()
    app.ask("Who was fined 2.4 million florins on Thursday?")
    assert app.components("exchange")[-1]["sentences"]
    paused.go_on.set()


def test_list_of_the_last_run_stays_until_it_is_closed(open_app: Callable[..., App], corpus: Corpus) -> None:
    upload(open_app(articles_page), ("ferry.txt", FERRY))
    app = open_app(articles_page)
    assert outcomes(app) == [("added", "Ferry company fined 2.4 million florins")]
    app.test.button(key="dismiss").click().run()
    assert outcomes(app) == []


def test_article_is_opened_from_the_list_of_a_run(open_app: Callable[..., App], corpus: Corpus) -> None:
    app = open_app(articles_page)
    upload(app, ("ferry.txt", FERRY))
    app.click("outcomes", "opened", corpus.catalogue.articles()[0].article_id)
    assert app.components("article")[0]["title"] == "Ferry company fined 2.4 million florins"


def test_rejected_file_is_named_first_with_its_reason_and_as_text(open_app: Callable[..., App], corpus: Corpus) -> None:
    name = "![](http://evil.example)<img src=x>.pdf"
    app = open_app(articles_page)
    upload(app, ("ferry.txt", FERRY), (name, b"%PDF-1.7 broken"))
    assert [status for status, _ in outcomes(app)] == ["not added", "added"]
    assert outcomes(app)[0][1] == name
    assert "evil" not in "".join(element.value for element in app.test.markdown)


def test_password_opens_what_was_rejected_for_want_of_one(
    open_app: Callable[..., App], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[object, object]] = []

    def ingest(corpus: Corpus, sources: object, *, options: object, **others: object) -> IngestReport:
        given.append((sources, getattr(options, "password", None)))
        return IngestReport(
            rejected=[Rejection("a.pdf", "it is encrypted and needs a password")] if not given[1:] else []
        )

    document = RawDocument("a.pdf", b"%PDF-locked")
    monkeypatch.setattr(adding, "ingest", ingest)
    adding.add([document, RawDocument("b.pdf", b"%PDF-open")])
    app = open_app(articles_page)
    app.finish()
    app.test.text_input(key="password-field-0").set_value("tern")
    app.test.button(key="unlock-0").click().run()
    app.finish()
    assert given[1] == ((document,), "tern")
    assert not [field for field in app.test.text_input if field.key == "password-field-0"]


def test_feed_that_a_page_names_is_followed_at_a_click(
    open_app: Callable[..., App], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = Offer("https://a.example/1", "The *Courier*", "https://a.example/feed")
    given: list[object] = []

    def ingest(corpus: Corpus, sources: object, **others: object) -> IngestReport:
        given.append(sources)
        return IngestReport(added=1, offers=[offer, offer])

    monkeypatch.setattr(adding, "ingest", ingest)
    adding.add(["https://a.example/1"])
    app = open_app(articles_page)
    app.finish()
    assert [button.label for button in app.test.button if button.key == "follow-0"] == ["Follow The \\*Courier\\*"]
    assert not [button for button in app.test.button if button.key == "follow-1"]
    app.test.button(key="follow-0").click().run()
    app.finish()
    assert given[1] == ("https://a.example/feed",)


def test_run_that_failed_says_why_and_can_be_tried_again(
    open_app: Callable[..., App], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:

        def fail(*arguments: object, **options: object) -> None:
            raise CorpusError("the disk is full; free some space")

        patched.setattr(adding, "ingest", fail)
        adding.add([RawDocument("bridge.txt", BRIDGE)])
        app = open_app(articles_page)
        app.finish()
        assert "The disk is full" in app.texts
    app.test.button(key="try-again").click().run()
    app.finish()
    assert outcomes(app) == [("added", "Tolm Bridge opens after seven-month delay")]


def test_row_says_where_the_article_stands_and_where_else() -> None:
    outcome = Outcome(
        source="https://a.example/1", status=Status.VARIANT, title="Rain", detail="Post, Gazette", article_id="0" * 16
    )
    assert rows_of([outcome]) == [
        {"kind": "variant", "status": "added", "title": "Rain", "detail": "also in Post, Gazette · https://a.example/1",
         "article_id": "0000000000000000"}
    ]  # fmt: skip


def test_long_list_is_cut_and_says_so(
    open_app: Callable[..., App], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ingest(corpus: Corpus, sources: object, *, outcome: Callable[..., None], **others: object) -> IngestReport:
        for number in range(SHOWN + 2):
            outcome(Outcome(source=f"{number}.txt", status=Status.UNCHANGED, title=f"Rain {number}"))
        return IngestReport(unchanged=SHOWN + 2)

    monkeypatch.setattr(adding, "ingest", ingest)
    adding.add(["/news"])
    app = open_app(articles_page)
    app.finish()
    assert len(outcomes(app)) == SHOWN
    assert app.components("outcomes")[0]["more"] == "and 2 sources more"


@pytest.mark.parametrize(
    ("report", "text"),
    [
        (IngestReport(added=3, unchanged=1), "3 added, 1 already there"),
        (IngestReport(replaced=1, rejected=[Rejection("a", "b")]), "1 new version, 1 not added"),
        (IngestReport(replaced=2, not_modified=1200), "2 new versions, 1,200 not changed since the last visit"),
        (IngestReport(), ""),
    ],
)
def test_summary_counts_what_is_not_zero(report: IngestReport, text: str) -> None:
    assert summary(report) == text
