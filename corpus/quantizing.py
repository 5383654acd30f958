"""A model's folder made into one ONNX file that computes faster on this computer's processor, once.

    exported(folder, kind="embedder", cache=...)        the file, or None: go on with PyTorch

In a process of its own, since PyTorch and transformers take seconds and half a gigabyte
that whoever uses the file can do without, the model is exported and its weights are
rounded to eight bits, column by column. Whether the file is any good is then found out by
`corpus.proving`: it must agree with the model it was made of, and be faster. Where eight
bits do neither, the export in full precision is tried, and then nothing is. What was
decided, and by which figures, is noted beside the file.

    embedder         input_ids                                    -> the last layer's vectors, one a token
    cross-encoder    input_ids, attention_mask[, token_type_ids]  -> logits, one row a pair

A file is known by the digest of the weights, the versions of the libraries and what of
the processor matters, so that nothing old is ever used.

The only file that imports onnx (which onnxruntime.quantization does) and torch.onnx.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import warnings
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.caching import Entry, Made, user_cache
from corpus.logs import event
from corpus.settings import PROJECT_FOLDER, CorpusSettings
from corpus.weights import folder_of, mean_pooled, weights_in

Kind = Literal["embedder", "cross-encoder"]

MODEL = "model.onnx"
RECIPE = 3  # raised with every change of what is made, so that files made before are not used
LIBRARIES = ("torch", "transformers", "onnx", "onnxruntime", "tokenizers")
CPU_INFO = Path("/proc/cpuinfo")
# Of the processor: how fast it multiplies eight bits.
FLAGS = frozenset({"avx2", "avx512f", "avx512_vnni", "avx_vnni", "asimddp", "i8mm"})
OPSET = 17  # the newest that PyTorch's exporter by tracing writes, which unlike the other needs no onnxscript
NEEDED_BYTES = 3  # of the disk, in sizes of the weights: the export, its rounding and what lies there already
ENVIRONMENT = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "false"}
SECONDS = 600.0  # making MiniLM takes 15; a model of half a billion weights some minutes


def exported(folder: Path, *, kind: Kind, cache: Path | None = None) -> Path | None:
    """The ONNX file of a model's folder, made now where it is not there; None where PyTorch is to be used.

    `cache` is by default the user's own. Never raises for a model or a disk that will not
    do: what was in the way is in the log, and None is the way on.
    """
    entry = entry_of(folder, kind, cache)
    if entry is None:
        return None
    made = entry.look()
    if made is None:
        _make_apart(folder.resolve(), kind, entry)
        made = entry.look()
        event("engine.made", {"kind": kind, "engine": made.facts.get("engine") if made else None})
    return file_of(made) if made else None


def entry_of(folder: Path, kind: Kind, cache: Path | None = None) -> Entry | None:
    """Where a model's file lies or would lie; None for a folder that no file can be made of."""
    folder = folder.resolve()
    weights = weights_in(folder)
    if not weights or (kind == "embedder" and mean_pooled(folder) is None):
        return None
    parts = [
        kind,
        str(RECIPE),
        weights,
        platform.machine(),
        *_cpu(),
        *(f"{name}={_version(name)}" for name in LIBRARIES),
    ]
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    return Entry((cache or user_cache()) / "engines", f"{kind}-{key}")


def file_of(made: Made) -> Path | None:
    """The file that was decided for; None where it was decided for PyTorch."""
    return made.folder / MODEL if made.facts.get("engine") != "torch" else None


def export(folder: Path, kind: Kind, file: Path) -> None:
    """Write the model of `folder` to `file` as ONNX, in full precision."""
    import torch
    from transformers import AutoModel, AutoModelForSequenceClassification

    loader = AutoModel if kind == "embedder" else AutoModelForSequenceClassification
    model = loader.from_pretrained(str(folder), dtype=torch.float32, trust_remote_code=False).train(False)
    names = ["input_ids"] if kind == "embedder" else ["input_ids", "attention_mask"]
    if kind == "cross-encoder" and getattr(model.config, "type_vocab_size", 0) > 1:
        names.append("token_type_ids")

    class Called(torch.nn.Module):
        """The model with its inputs by position, as the exporter gives them."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *inputs: Any) -> Any:
            out = self.model(**dict(zip(names, inputs, strict=True)))
            return out.last_hidden_state if kind == "embedder" else out.logits

    example = torch.ones((2, 16), dtype=torch.long)
    sizes = {0: "texts", 1: "tokens"}
    output = "vectors" if kind == "embedder" else "logits"
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what tracing cannot follow; `corpus.proving` looks at what came out
        torch.onnx.export(
            Called(), (example,) * len(names), str(file), input_names=names, output_names=[output], dynamo=False,
            dynamic_axes={**dict.fromkeys(names, sizes), output: sizes if kind == "embedder" else {0: "texts"}},
            opset_version=OPSET,
        )  # fmt: skip


def round_to_eight_bits(file: Path, rounded: Path) -> None:
    """Write the model again with weights of eight bits, each column by a scale of its own.

    With one scale a matrix the vectors' cosine with the exact ones is 0.96, with one a
    column 0.995. Leaving layers exact was tried one kind at a time: only the second half of
    the feed-forward layers gains (0.997), and takes 40 % longer.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(str(file), str(rounded), weight_type=QuantType.QInt8, per_channel=True)


def make(folder: Path, kind: Kind, into: Path) -> dict[str, Any]:
    """Write the best file for this processor into the folder `into`; what was decided, and why."""
    from corpus.proving import decide

    files = {engine: into / f"{engine}.onnx" for engine in ("onnx-int8", "onnx-float32")}
    try:
        export(folder, kind, files["onnx-float32"])
        round_to_eight_bits(files["onnx-float32"], files["onnx-int8"])
        decision = decide(folder, kind, files)
    except (MemoryError, OSError):  # the computer's fault and not the model's: tried again next time
        raise
    except Exception as error:  # a model that the libraries cannot export, said in whatever way they have
        decision = {"engine": "torch", "reason": f"{type(error).__name__}: {error}"[:500]}
    for path in list(into.iterdir()):
        if path == files.get(decision["engine"]):
            path.rename(into / MODEL)
        else:
            path.unlink()
    return decision


def _make_apart(folder: Path, kind: Kind, entry: Entry) -> None:
    """Make it in a process of its own, and say in the log what was in the way."""
    command = [sys.executable, "-m", "corpus.quantizing", kind, str(folder), str(entry.cache)]
    try:
        entry.cache.mkdir(parents=True, exist_ok=True)
        problem = _lack_of_room(folder, entry.cache)
        if not problem:
            if sys.stderr.isatty():
                sys.stderr.write("fitting the model to this computer, once; this takes about 20 seconds\n")
            done = subprocess.run(  # noqa: S603 - our own module
                command, cwd=PROJECT_FOLDER, env={**os.environ, **ENVIRONMENT}, capture_output=True, text=True,
                timeout=SECONDS, check=False,
            )  # fmt: skip
            problem = (done.stderr.strip().splitlines() or ["no reason given"])[-1][:300] if done.returncode else ""
    except OSError as error:
        problem = str(error)
    except subprocess.TimeoutExpired:
        problem = f"it took longer than {SECONDS:.0f} seconds"
        with suppress(OSError):  # nobody is to wait for it a second time
            entry.made_by(lambda _: {"engine": "torch", "reason": problem})
    if problem:
        event("engine.not_made", {"kind": kind, "reason": problem}, level="warning")


def _lack_of_room(folder: Path, cache: Path) -> str:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    free = shutil.disk_usage(cache).free
    return f"{free} bytes are free in the cache folder, {NEEDED_BYTES * size} are needed" * (free < NEEDED_BYTES * size)


def _version(library: str) -> str:
    with suppress(PackageNotFoundError):
        return version(library)
    return "none"


def _cpu() -> list[str]:
    with suppress(OSError):
        found = re.search(r"^(?:flags|Features)\s*:(.*)$", CPU_INFO.read_text("utf-8", "replace"), re.MULTILINE)
        return sorted(FLAGS.intersection(found[1].split())) if found else []
    return []


def main(arguments: list[str]) -> None:
    """Make the file of one model, `KIND FOLDER CACHE`; without arguments that of the embedder that is set."""
    if not arguments:
        settings = CorpusSettings()
        exported(folder_of(settings.embedder), kind="embedder", cache=settings.cache)
        return
    kind, folder = next(each for each in get_args(Kind) if each == arguments[0]), Path(arguments[1])
    entry = entry_of(folder, kind)
    if entry is not None:
        Entry(Path(arguments[2]), entry.key).made_by(lambda into: make(folder, kind, into))


if __name__ == "__main__":
    main(sys.argv[1:])
