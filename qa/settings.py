"""Which model answers and how long it may take: `QASettings`.

Read from `FOOTNOTE_*` environment variables or the project's `.env` file, like
`corpus.settings`, which says where the articles live.
"""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.settings import PROJECT_FOLDER

EMBEDDED_MODEL = "embedded"
DEFAULT_ANSWER_SECONDS = 60.0
DEFAULT_FIRST_TOKEN_SECONDS = 20.0
DEFAULT_MAX_QUESTION_CHARS = 2_000
DEFAULT_RERANK_SECONDS = 0.5  # a tenth of what an answer takes; a search, of some 0.05 s, notices it
# What a reranker's say counts beside the first stage's. Half and half favours neither; it was not measured, as no
# trained reranker could be had where the other thresholds were. Whoever sets one should try 0.3, 0.7 and 1 as well.
DEFAULT_RERANK_WEIGHT = 0.5


class QASettings(BaseSettings):
    """The configuration of asking; frozen, so that one run has one answer.

    `model` is "embedded", "gguf:/path/model.gguf" or any `init_chat_model` string such as
    "openai:NAME"; with `base_url` it is a name on that server, which is OpenAI-compatible unless the
    model is "anthropic:NAME" or "ollama:NAME". `context_tokens` is what prompt and draft may be
    together, None for what is known of the model. `reranker`
    is a cross-encoder's folder or name, empty for none; `reader` switches `qa.reading` off.
    """

    model_config = SettingsConfigDict(
        env_prefix="FOOTNOTE_", env_file=PROJECT_FOLDER / ".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    model: str = EMBEDDED_MODEL
    base_url: str | None = None
    api_key: SecretStr | None = None
    answer_seconds: float = Field(default=DEFAULT_ANSWER_SECONDS, gt=0)
    context_tokens: int | None = Field(default=None, ge=1_024)
    first_token_seconds: float = Field(default=DEFAULT_FIRST_TOKEN_SECONDS, gt=0)
    max_question_chars: int = Field(default=DEFAULT_MAX_QUESTION_CHARS, ge=10)
    reader: bool = True
    reranker: str = ""
    rerank_seconds: float = Field(default=DEFAULT_RERANK_SECONDS, gt=0, le=60)
    rerank_weight: float = Field(default=DEFAULT_RERANK_WEIGHT, ge=0, le=1)
