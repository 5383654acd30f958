"""Answers with their footnotes, to be pasted or kept.

    copied(exchange)          one exchange as plain text, for the clipboard
    as_page(exchanges)        a web page that needs nothing else and can be printed
    as_markdown(exchanges)    a Markdown file with footnotes
    as_json(exchanges)        whole replies as `qa ask --json` prints them

Words of articles, questions and models stay words: in the page nothing runs and nothing is
loaded, in Markdown they are escaped, and the only links are the stored addresses of articles.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from qa import Abstention, Answer
from qa.serializing import reply_as_json
from ui import components, quote_wording, wording
from ui.asking import Stopped
from ui.exchanges import abstention_note, sentences_of, sentences_so_far
from ui.session import Exchange
from ui.sources import Quote, passages_of, quotes_in, quotes_of

STYLE = Path(__file__).parent / "assets" / "footnotes.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_MARKS = re.compile(r"([\\`*_\[\]<>#|~$&@]|(?<=http):|(?<=https):|(?<=www)\.|^[-+=]|^\d+(?=[.)]))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Noted:
    """An exchange as all forms tell it; the entries are quotes that its numbers name, or the nearest passages."""

    question: str
    sentences: tuple[components.Sentence, ...]
    note: str
    entries: tuple[Quote, ...]


def copied(exchange: Exchange) -> str:
    """The exchange as plain text; empty where there was no reply."""
    noted = _noted(exchange)
    if noted is None:
        return ""
    said = "".join(
        sentence["text"] + "".join(f" [{number}]" for number in sentence["numbers"]) for sentence in noted.sentences
    )
    sources = [
        "\n    ".join(filter(None, [f"{mark} {_quoted(entry)}".strip(), _origin(entry), _address(entry)]))
        for mark, entry in zip(_marks(noted), noted.entries, strict=True)
    ]
    return "\n\n".join(filter(None, [noted.question, said.strip() or noted.note, *sources])) + "\n"


def as_markdown(exchanges: Sequence[Exchange]) -> str:
    """The conversation as Markdown; each footnote is named after its question and number (`[^2-1]`)."""
    parts = []
    for place, noted in enumerate(_all_noted(exchanges), start=1):
        parts.append(f"## {_plain(noted.question)}")
        if noted.sentences:
            said = "".join(_lead(each["text"]) + _notes_of(place, each["numbers"]) for each in noted.sentences)
            parts.append(said.strip())
            parts += [f"[^{place}-{number}]: {_source(entry)}" for number, entry in enumerate(noted.entries, start=1)]
        else:
            parts.append(_plain(noted.note))
            parts += [f"- {_source(entry)}" for entry in noted.entries]
    return "\n\n".join(parts) + "\n"


def as_page(exchanges: Sequence[Exchange]) -> str:
    """The conversation as a web page of its own."""
    noted = _all_noted(exchanges)
    title = escape(noted[0].question) if noted else wording.APP_NAME
    body = "\n".join(_section(place, each) for place, each in enumerate(noted, start=1))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{title}</title><style>{STYLE.read_text("utf-8")}</style></head><body>
{body}
</body></html>
"""


def as_json(exchanges: Sequence[Exchange]) -> str:
    """The replies, whole, oldest first."""
    replies = [each.outcome for each in exchanges if isinstance(each.outcome, Answer | Abstention)]
    return json.dumps([reply_as_json(reply) for reply in replies], ensure_ascii=False, indent=1) + "\n"


def _all_noted(exchanges: Sequence[Exchange]) -> list[_Noted]:
    return [noted for exchange in exchanges if (noted := _noted(exchange)) is not None]


def _noted(exchange: Exchange) -> _Noted | None:
    match exchange.outcome:
        case Answer() as answer:
            quotes = quotes_of(answer.citations)
            return _Noted(exchange.question, tuple(sentences_of(answer, quotes)), "", tuple(quotes))
        case Abstention() as abstention:
            return _Noted(exchange.question, (), abstention_note(abstention), tuple(passages_of(abstention.evidence)))
        case Stopped(claims=claims) if claims:
            quotes = quotes_in(claims)
            proved = sentences_so_far(claims, quotes)
            apart = (components.Sentence(text=f" {each['text'].strip()}", numbers=each["numbers"]) for each in proved)
            return _Noted(exchange.question, tuple(apart), "", tuple(quotes))
    return None


def _marks(noted: _Noted) -> list[str]:
    return [f"[{number}]" if noted.sentences else "" for number in range(1, len(noted.entries) + 1)]


def _section(place: int, noted: _Noted) -> str:
    said = "".join(
        escape(each["text"]) + "".join(f'<sup><a href="#q{place}-{n}">{n}</a></sup>' for n in each["numbers"])
        for each in noted.sentences
    )
    items = "".join(
        f'<li id="q{place}-{number}">{escape(_quoted(entry))}<br><span class="by">{_linked(entry)}</span></li>'
        for number, entry in enumerate(noted.entries, start=1)
    )
    heading = "" if noted.sentences or not items else f"<p>{escape(wording.NEAREST_PASSAGES)}</p>"
    kind = "ol" if noted.sentences else "ul"
    sources = f'<div class="sources">{heading}<{kind}>{items}</{kind}></div>' if items else ""
    return f"<section><h2>{escape(noted.question)}</h2><p>{said or escape(noted.note)}</p>{sources}</section>"


def _linked(entry: Quote) -> str:
    address = _address(entry)
    title = escape(entry.title)
    linked = f'<a href="{escape(address)}" rel="noreferrer">{title}</a>' if address else title
    return f"{linked} · {escape(_spaced(entry.byline))}"


def _source(entry: Quote) -> str:
    address = f" <{_address(entry)}>" if _address(entry) else ""
    return f"{_plain(_quoted(entry))} {_plain(_origin(entry))}{address}"


def _notes_of(place: int, numbers: Sequence[int]) -> str:
    return "".join(f"[^{place}-{number}]" for number in numbers)


def _lead(text: str) -> str:
    """Escaped, with the white space it begins with, which parts it from the sentence before."""
    return " " * (text[:1].isspace()) + _plain(text.strip())


def _plain(text: str) -> str:
    """Text as Markdown that shows just that text."""
    return _MARKS.sub(r"\\\1", _spaced(" ".join(text.split())))


def _quoted(entry: Quote) -> str:
    return quote_wording.QUOTED.format(text=_spaced(" ".join(entry.text.split())))


def _origin(entry: Quote) -> str:
    return f"{entry.title} · {_spaced(entry.byline)}"


def _address(entry: Quote) -> str:
    """The stored address, where it is one of the web that can stand in a link as it is."""
    url = entry.url or ""
    return url if urlsplit(url).scheme in ("http", "https") and not re.search(r"[\s<>\"'\\]", url) else ""


def _spaced(text: str) -> str:
    return text.replace("\u00a0", " ")
