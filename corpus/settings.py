"""Where the corpus lives and how articles are cut: `CorpusSettings`.

Read from `FOOTNOTE_*` environment variables or a `.env` file in the project's
folder. Knows nothing about questions and models; those are `qa.settings`.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PROJECT_FOLDER = Path(__file__).resolve().parent.parent

# Characters. A passage of 700 is about 150 tokens, inside MiniLM's window of 256 even for
# names and numbers, which take more tokens a character than plain words do.
DEFAULT_PASSAGE_CHARS = 700
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


class CorpusSettings(BaseSettings):
    """The corpus's configuration; frozen, so that one run has one answer."""

    model_config = SettingsConfigDict(
        env_prefix="FOOTNOTE_", env_file=PROJECT_FOLDER / ".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    home: Path = PROJECT_FOLDER / "data"
    embedder: str = PACKAGED_EMBEDDER
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

    @field_validator("home")
    @classmethod
    def _in_full(cls, home: Path) -> Path:
        return home.expanduser()  # a shell does this, a .env file does not

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
