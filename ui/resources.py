"""What all tabs share: the corpus, the model that answers, and the list of articles.

Made once and never changed afterwards. What goes wrong while making them becomes
`Unusable`, a message a reader can act on; it is not cached, so reloading tries again.
"""

import atexit
import gc
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Event as Flag
from threading import Thread

import streamlit as st
from pydantic import ValidationError

from corpus import Corpus, CorpusError, CorpusSettings
from corpus.concealing import hide
from corpus.logs import configure
from qa import QAError, QASettings, QuestionAnswerer
from ui import wording

log = logging.getLogger(__name__)

BEGINNING = datetime.min.replace(tzinfo=UTC)
SAMPLE_FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "sample"


class Unusable(Exception):
    """The corpus or the model cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as it stands in lists, without its text."""

    article_id: str
    title: str
    publisher: str | None
    published: datetime | None
    is_sample: bool
    added: datetime = BEGINNING
    version: int = 1
    copies: int = 0
    is_teaser: bool = False


class Step(StrEnum):
    """What is being made ready, in the order in which a question needs it."""

    SEARCH = "search"
    MODEL = "model"
    DONE = "done"


class Warming:
    """Makes search and then the model ready in the background.

    The page is there at once; a question asked meanwhile waits only for what it needs next.
    """

    def __init__(self, answerer: QuestionAnswerer) -> None:
        self._answerer = answerer
        self._done = Flag()
        self.step = Step.SEARCH
        self.problem = ""
        Thread(target=self._run, name="warming", daemon=True).start()

    @property
    def is_done(self) -> bool:
        return self._done.is_set()

    def _run(self) -> None:
        try:
            # A whole search, since it needs more than the index: the embedder, the words for slips, a reranker.
            self._answerer.search("warm", 1)
            self.step = Step.MODEL
            self._answerer.warm()
            self.problem = self._answerer.problem
        except (QAError, CorpusError) as error:
            self.problem = str(error)
        except Exception:
            log.exception("loading the models failed; the first question will try again")
        finally:
            _set_aside()
            self.step = Step.DONE
            self._done.set()


def _set_aside() -> None:
    """Spare the garbage collector what the models' libraries brought, some million objects that stay for good.

    With these a full collection takes most of a second, in the middle of whatever goes on,
    and comes the more seldom, so that memory grows; without, a few milliseconds.
    """
    gc.collect()
    gc.freeze()


def corpus() -> Corpus:
    """The reader's articles; Unusable where they cannot be opened."""
    try:
        return _corpus()
    except CorpusError as error:
        raise Unusable(str(error)) from error
    except ValidationError as error:
        raise Unusable(_setting_message(error)) from error


def answerer() -> QuestionAnswerer:
    """What answers questions; Unusable where no model can."""
    try:
        return _answerer()
    except (QAError, CorpusError) as error:
        raise Unusable(str(error)) from error
    except ValidationError as error:
        raise Unusable(_setting_message(error)) from error


def warming() -> Warming:
    """The loading of the models, begun by the first call."""
    return _warming()


def warm_again() -> None:
    """Have the models load anew, since what kept them from it is gone."""
    _warming.clear()


def articles() -> list[Listed]:
    """All articles, newest first, those without a date last."""
    return _articles(corpus().catalogue.state())


def _close(corpus: Corpus) -> None:
    corpus.close()
    atexit.unregister(corpus.close)


@st.cache_resource(show_spinner=False, on_release=_close)
def _corpus() -> Corpus:
    """The corpus, with a thread that keeps its index; closed when the app ends, by Ctrl-C or SIGTERM.

    An index that was not closed is compared with the catalogue when it is next opened.
    """
    settings = CorpusSettings()
    configure(settings, "ui")
    opened = Corpus(settings)
    atexit.register(opened.close)
    opened.keep_index()
    return opened


@st.cache_resource(show_spinner=False)
def _answerer() -> QuestionAnswerer:
    settings = QASettings()
    hide(settings.api_key.get_secret_value() if settings.api_key else "")
    return QuestionAnswerer(corpus(), settings)


@st.cache_resource(show_spinner=False)
def _warming() -> Warming:
    return Warming(answerer())


@st.cache_resource(show_spinner=False, max_entries=1)
def _articles(state: tuple[int, int]) -> list[Listed]:  # noqa: ARG001  (the key: it changes with the articles)
    return [
        Listed(
            article_id=article.article_id,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            is_sample=Path(article.source).is_relative_to(SAMPLE_FOLDER),
            added=article.added,
            version=article.version,
            copies=article.copies,
            is_teaser=article.is_teaser,
        )
        for article in corpus().catalogue.listing()
    ]


def _setting_message(error: ValidationError) -> str:
    """The first setting that cannot be used, without its value, which may be a key."""
    first = error.errors()[0]
    name = "_".join(["FOOTNOTE", *map(str, first["loc"])]).upper()
    return wording.SETTING_UNUSABLE.format(name=name, reason=first["msg"].lower())
