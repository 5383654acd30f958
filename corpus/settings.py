"""Where the corpus lives and how articles are cut: `CorpusSettings`.

Read from `FOOTNOTE_*` environment variables or a `.env` file in the project's
folder. Knows nothing about questions and models; those are `qa.settings`.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PROJECT_FOLDER = Path(__file__).resolve().parent.parent

# Characters. The passage with the answer is first and among five, on OneStopQA's half "tune", for 0.76 and 0.96 of
# questions with 700, for 0.80 and 0.99 with 1,000; that is 210 tokens, inside MiniLM's window of 256 but for texts full
# of names and numbers.
DEFAULT_PASSAGE_CHARS = 1_000
# The longest news features run to some 60,000 characters; ten times that is no article.
DEFAULT_MAX_ARTICLE_CHARS = 600_000
DEFAULT_MAX_FILE_BYTES = 25_000_000
# Of a page from the web, after unpacking. The largest articles, with their scripts and styles, have 5 MB.
DEFAULT_MAX_PAGE_BYTES = 10_000_000
DEFAULT_FETCH_SECONDS = 30.0  # in all: name, connection, redirects, body
DEFAULT_FETCH_DELAY = 1.0  # seconds between two requests to one host
# Free space below which nothing is added: SQLite and Chroma write journals as large as what they change, and a
# full disk stops searching as well. A thousand articles with their pages and vectors take about 60 MB.
DEFAULT_MIN_FREE_BYTES = 500_000_000
PACKAGED_EMBEDDER = "packaged:all-MiniLM-L6-v2"
Engine = Literal["auto", "torch", "onnx"]


class CorpusSettings(BaseSettings):
    """The corpus's configuration; frozen, so that one run has one answer."""

    model_config = SettingsConfigDict(
        env_prefix="FOOTNOTE_", env_file=PROJECT_FOLDER / ".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    home: Path = PROJECT_FOLDER / "data"
    embedder: str = PACKAGED_EMBEDDER
    engine: Engine = "auto"  # what computes the embedder's vectors: the fastest there is, or the one that is named
    cache: Path | None = None  # where files made for this computer are kept; None for the user's own cache
    passage_chars: int = Field(default=DEFAULT_PASSAGE_CHARS, ge=100, le=5_000)
    max_article_chars: int = Field(default=DEFAULT_MAX_ARTICLE_CHARS, ge=1_000)
    max_file_bytes: int = Field(default=DEFAULT_MAX_FILE_BYTES, ge=1_000)

    min_free_bytes: int = Field(default=DEFAULT_MIN_FREE_BYTES, ge=0)
    chroma_url: str = ""  # of a Chroma server that holds the index; empty for a folder of this computer
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    max_page_bytes: int = Field(default=DEFAULT_MAX_PAGE_BYTES, ge=1_000)
    fetch_seconds: float = Field(default=DEFAULT_FETCH_SECONDS, gt=0, le=300)
    fetch_delay: float = Field(default=DEFAULT_FETCH_DELAY, ge=0, le=60)
    # Hosts of an intranet, "name", "name:port" or an address, that may be fetched although they are not public.
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()

    @field_validator("home", "cache")
    @classmethod
    def _in_full(cls, folder: Path | None) -> Path | None:
        return folder.expanduser() if folder else None  # a shell does this, a .env file does not

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _one_by_one(cls, hosts: object) -> object:
        return tuple(hosts.replace(",", " ").split()) if isinstance(hosts, str) else hosts

    @property
    def catalogue_path(self) -> Path:
        return self.home / "catalogue.sqlite3"

    @property
    def originals_folder(self) -> Path:
        return self.home / "originals"

    @property
    def index_folder(self) -> Path:
        return self.home / "index"

    @property
    def log_path(self) -> Path:
        return self.home / "footnote.log"
