"""The house rules that can be read off the code: who imports whom, what opens what, how long things are."""

import ast
import importlib
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {"corpus": set(), "qa": {"corpus"}, "ui": {"corpus", "qa"}}  # and what each may import
MODULES = sorted(path.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TOOLS = sorted(
    path.relative_to(ROOT).as_posix() for folder in ("tests", ".ci") for path in (ROOT / folder).rglob("*.py")
)

# Each third-party library and the only files that may import it; a folder stands for all below it.
DOORS = {
    "certifi": {"corpus/reaching.py"},
    "chromadb": {"corpus/index.py", "corpus/connecting.py"},
    "dateparser": {"corpus/dating.py"},
    "dateutil": {"corpus/dating.py"},
    "docx": {"corpus/extracting/docx.py"},
    "feedparser": {"corpus/extracting/feed.py"},
    "httpcore": {"corpus/requesting.py"},
    "idna": {"corpus/addressing.py"},
    "filelock": {"corpus/owning.py"},
    "langchain": {"qa/clients.py"},
    "langchain_chroma": {"corpus/index.py"},
    "langchain_core": {"qa/langchain_adapters.py"},
    "langchain_openai": {"qa/clients.py"},
    "lxml": {"corpus/extracting/html.py", "corpus/extracting/feed_items.py", "corpus/extracting/feed_links.py",
             "corpus/extracting/sitemap.py"},
    "markdown_it": {"corpus/extracting/markdown.py"},
    "numpy": {"corpus/onnx_embedding.py", "corpus/pooling.py", "corpus/proving.py", "corpus/torch_embedding.py",
              "corpus/columns.py", "corpus/weighing.py",
              "corpus/exact.py", "corpus/portable.py", "corpus/rows.py",
              "corpus/variants.py",
              "qa/aligning.py", "qa/candidates.py", "qa/choosing.py", "qa/grounding.py", "qa/reading.py"},
    "onnxruntime": {"corpus/onnx_embedding.py", "corpus/quantizing.py"},
    "rapidfuzz": {"corpus/vocabulary.py"},
    "protego": {"corpus/politeness.py"},
    "pypdfium2": {"corpus/extracting/pdf.py"},
    "puremagic": {"corpus/extracting/sniffing.py"},
    "pydantic": {"corpus/settings.py", "qa/settings.py", "qa/clients.py", "qa/langchain_adapters.py",
                 "ui/records.py", "ui/resources.py"},
    "pydantic_settings": {"corpus/settings.py", "qa/settings.py"},
    "rich": {"corpus/terminal.py"},
    "sentence_transformers": {"corpus/torch_embedding.py"},
    "sentencex": {"corpus/splitting.py"},
    "snowballstemmer": {"qa/terms.py"},
    "streamlit": {"ui/"},
    "tokenizers": {"corpus/onnx_embedding.py"},
    "torch": {"corpus/quantizing.py", "corpus/torch_embedding.py", "qa/training/"},
    "trafilatura": {"corpus/extracting/html.py"},
    "transformers": {"corpus/quantizing.py", "corpus/torch_embedding.py", "qa/training/model.py"},
    "xllamacpp": {"qa/embedded.py"},
    "yaml": {"corpus/extracting/markdown.py"},
}  # fmt: skip
MODEL_LIBRARIES = ("torch", "transformers", "sentence_transformers", "chromadb", "langchain", "xllamacpp", "streamlit")
# Two open connections, one names their answers, and the app looks whether its own port is free.
REACHING = {"corpus/fetching.py", "corpus/reaching.py", "corpus/requesting.py", "ui/__main__.py"}
OPENING_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


def tree_of(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text("utf-8"))


def imports_of(module: str) -> Iterator[str]:
    """The names of the top-level packages that `module` imports, wherever in the file."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            yield (node.module or "").partition(".")[0]


def functions_of(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree_of(module)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls_in(module: str) -> set[str]:
    """The names of all functions and methods called, without what stands before the last dot."""
    called = (node.func for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call))
    return {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in called}


def test_the_packages_are_found() -> None:
    assert {"corpus/store.py", "qa/pipeline.py", "ui/app.py", "corpus/extracting/html.py"} <= set(MODULES)


@pytest.mark.parametrize("package", PACKAGES)
def test_ui_imports_qa_imports_corpus_and_never_back(package: str) -> None:
    imported = {name for module in MODULES if module.startswith(f"{package}/") for name in imports_of(module)}
    assert imported & (PACKAGES.keys() | {"tests"}) - {package} <= PACKAGES[package]


def test_each_third_party_library_has_one_door() -> None:
    ours = PACKAGES.keys() | sys.stdlib_module_names
    used = {(library, module) for module in MODULES for library in imports_of(module) if library not in ours}
    assert [
        f"{library} in {module}" for library, module in sorted(used)
        if not module.startswith(tuple(DOORS.get(library, ["nowhere"])))
    ] == []  # fmt: skip


def test_the_app_does_without_what_trains_the_reader() -> None:
    training = re.compile(r"import qa\.training|from qa(?:\.training| import training)")
    outside = [module for module in MODULES if not module.startswith("qa/training/")]
    assert [module for module in outside if training.search((ROOT / module).read_text("utf-8"))] == []


def test_every_door_leads_somewhere() -> None:
    used = {library for module in MODULES for library in imports_of(module)}
    assert DOORS.keys() - used == set()


@pytest.mark.parametrize("package", ["corpus", "qa"])
def test_importing_a_package_loads_no_model_library(package: str) -> None:
    code = f"import sys, {package}; print([name for name in {MODEL_LIBRARIES} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("module", [*MODULES, *TOOLS])
def test_no_file_exceeds_250_lines(module: str) -> None:
    assert len((ROOT / module).read_text("utf-8").splitlines()) <= 250


@pytest.mark.parametrize("module", [*MODULES, *TOOLS])
def test_no_function_exceeds_50_lines_or_6_parameters(module: str) -> None:
    for function in functions_of(module):
        names = [
            argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
        ]
        assert (function.end_lineno or 0) - function.lineno < 50, function.name
        assert len([name for name in names if name not in ("self", "cls")]) <= 6, function.name


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(tree_of(module))


def _is_own(module: str) -> bool:
    return module.split(".")[0] in PACKAGES


@pytest.mark.parametrize("package", ["corpus", "qa", "corpus.extracting"])
def test_public_names_are_exactly_those_in_all(package: str) -> None:
    tree = tree_of(package.replace(".", "/") + "/__init__.py")
    own = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and _is_own(node.module or "")]
    imported = [alias.name for node in own for alias in node.names]
    public = importlib.import_module(package).__all__
    assert sorted(imported) == sorted(public)
    assert len(public) == len(set(public))


@pytest.mark.parametrize("package", PACKAGES)
def test_readme_map_names_every_module_and_no_other(package: str) -> None:
    _, *sections = re.split(r"^\*\*(\w+)\*\*", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE)
    section = dict(zip(sections[::2], sections[1::2], strict=True))[package]
    modules = {Path(module).name for module in MODULES if module.startswith(f"{package}/")} - {"__init__.py"}
    assert set(re.findall(r"`(\w+\.py)`", section)) == modules


@pytest.mark.parametrize("module", MODULES)
def test_nothing_that_runs_data_as_code_is_called(module: str) -> None:
    assert calls_in(module) & {"eval", "exec", "compile_command", "unsafe_load", "full_load", "__import__"} == set()
    assert set(imports_of(module)) & {"pickle", "marshal", "shelve", "dill"} == set()
    assert "yaml.load(" not in (ROOT / module).read_text("utf-8")


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith("ui/")])
def test_the_app_never_draws_html_of_an_article(module: str) -> None:
    text = (ROOT / module).read_text("utf-8")
    assert not re.search(r"unsafe_allow_(?:html|javascript)\s*=\s*True", text)


def test_only_loading_opens_a_readers_file() -> None:
    """The index and the embedder read files of their own, an archive opens members in memory, an export is one file."""
    opening = {module for module in MODULES if module.startswith("corpus/") and calls_in(module) & OPENING_CALLS}
    assert opening == {"corpus/loading.py", "corpus/index.py", "corpus/fingerprints.py", "corpus/caching.py",
                       "corpus/quantizing.py", "corpus/weights.py",
                       "corpus/portable.py", "corpus/extracting/archive.py"}  # fmt: skip


def test_only_the_fetching_files_reach_the_web() -> None:
    """One way out: `corpus.fetching`, over the connection that `requesting` and `reaching` make."""
    libraries = {"socket", "ssl", "http", "urllib3", "requests", "httpx", "httpcore", "aiohttp", "ftplib", "smtplib"}
    reaching = {module for module in MODULES if set(imports_of(module)) & libraries}
    assert reaching == REACHING
    for module in MODULES:
        text = (ROOT / module).read_text("utf-8")
        assert not re.search(r"urllib\.request|urlopen|urlretrieve|fetch_url|\.from_url\(|pandas|webbrowser", text), (
            module
        )


def test_only_the_visitor_asks_for_an_address() -> None:
    using = {module for module in MODULES if re.search(r"\bFetcher\(", (ROOT / module).read_text("utf-8"))}
    assert using == {"corpus/visiting.py"}


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.com", 443), ("2001:db8::1", 80, 0, 0)])
def test_no_test_can_reach_past_this_machine(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as connection, pytest.raises(AssertionError, match="this machine only"):
        connection.connect(address)


def test_a_test_may_use_loopback() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), 5) as client:
        assert client.getpeername()[0] == "127.0.0.1"


def test_settings_of_the_machine_do_not_reach_a_test(tmp_path: Path) -> None:
    ours = {name: value for name, value in os.environ.items() if name.startswith("FOOTNOTE_")}
    assert ours == {"FOOTNOTE_HOME": str(tmp_path / "home"), "FOOTNOTE_READER": "off"}
