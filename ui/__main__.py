"""python -m ui: serve the app on this computer until Ctrl-C.

Options come from the repository's `.streamlit/config.toml`, which `streamlit run` reads
only in its own folder, so that the app is the same wherever it is started.
"""

import argparse
import socket
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

APP = Path(__file__).resolve().with_name("app.py")
CONFIG = APP.parent.parent / ".streamlit" / "config.toml"
DEFAULT_PORT = 8501


def main() -> int:
    """Serve the app; 0 after Ctrl-C, 1 where the port is taken, 2 on misuse."""
    port: int = _parser().parse_args().port
    options = dict(_options(tomllib.loads(CONFIG.read_text("utf-8"))))
    address = str(options["server_address"])
    problem = _why_taken(address, port)
    if problem:
        print(f"error: port {port} cannot be used ({problem}); try `python -m ui --port {port + 1}`", file=sys.stderr)
        return 1
    _serve({**options, "server_port": port, "logger_hideWelcomeMessage": True}, f"http://{address}:{port}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui", description="Footnote in the browser, on this computer only.")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help="where to serve it (default: %(default)s)")
    return parser


def _port(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, got {text!r}")
    return number


def _options(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The options of a configuration file under the names of Streamlit's flags, `server_port`."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _options(value, f"{prefix}{name}_")
        else:
            yield f"{prefix}{name}", value


def _why_taken(address: str, port: int) -> str:
    """Why the port cannot be bound, empty where it can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            return (error.strerror or str(error)).lower()
    return ""


def _serve(options: Mapping[str, Any], url: str) -> None:
    from streamlit.web import bootstrap  # a second to import, which `--help` need not wait for

    from corpus.tidying import keep_to_two_arenas

    keep_to_two_arenas()
    bootstrap.load_config_options(dict(options))
    print(f"Footnote is at {url}", flush=True)
    bootstrap.run(str(APP), False, [], dict(options))


if __name__ == "__main__":
    sys.exit(main())
