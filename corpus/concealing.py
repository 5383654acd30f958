"""Take credentials out of a line of text before it is written down.

Addresses hold names and passwords, error messages hold keys, and a log is what people
send to others. What looks like a key is hidden, and so is every secret that this process
was told of, whatever it looks like; better to hide too much than one key too few.

Knows nothing about what the text is for.
"""

import os
import re

HIDDEN = "***"
MIN_SECRET_CHARS = 6  # of a secret known by its value: a shorter one would be found inside other words
MAX_CHARS = 20_000  # read at most; what is kept of a value is far shorter
SECRET_NAMES = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)$")  # of environment variables

_NAME = r"(?:key|token|secret|passw(?:or)?d|pwd|passphrase|signature|\bsig|auth|authorization|credential|cookie)"
_RULES = (
    # https://name:password@host; the last @ before the path ends it, since a password may hold one
    (re.compile(r"(?<=://)[^/\s?#]+@"), f"{HIDDEN}@"),
    (re.compile(r"\b(bearer|basic)\s{1,3}[\w.~+/=-]{6,}", re.IGNORECASE), rf"\1 {HIDDEN}"),
    # api_key=..., "password": "...", ?access_token=...
    (re.compile(rf"({_NAME}\w{{0,20}}[\"']?\s{{0,3}}(?:[=:]|%3D)\s{{0,3}})(?:\"[^\"]*\"|'[^']*'|[^\s&;,\"']+)",
                re.IGNORECASE), rf"\1{HIDDEN}"),
    # how the keys of well-known services begin
    (re.compile(r"\b(?:[sprg]k|gsk|hf|gh[opsu]|github_pat|xox[abeprs]|glpat|lsv2|pypi|npm)[-_][\w-]{16,}"), HIDDEN),
    (re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{12,}|\bAIza[\w-]{20,}|\beyJ[\w-]{10,}(?:\.[\w-]*)*"), HIDDEN),
)  # fmt: skip
_RUN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{24,}(?![A-Za-z0-9])")

_known: set[str] = set()


def hide(*secrets: str) -> None:
    """From now on `concealed` hides these wherever they stand, whatever they look like."""
    _known.update(secret for secret in secrets if len(secret) >= MIN_SECRET_CHARS)


def hide_environment() -> None:
    """Hide the values of all environment variables that are named as secrets are, `OPENAI_API_KEY`."""
    hide(*(value for name, value in os.environ.items() if SECRET_NAMES.search(name.upper())))


def concealed(text: str) -> str:
    """The text with `***` for what is, or looks like, a password or key."""
    text = text[:MAX_CHARS]
    for secret in sorted(_known, key=len, reverse=True):  # one may be the beginning of another
        text = text.replace(secret, HIDDEN)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return _RUN.sub(lambda run: HIDDEN if _looks_random(run[0]) else run[0], text)


def _looks_random(run: str) -> bool:
    """Whether a long run of letters and digits is a key: all three kinds mixed, or 32 hexadecimal digits.

    The ids of articles have 16 hexadecimal digits and the digests of files 64; both stay.
    """
    if len(run) == 32 and re.fullmatch(r"[0-9a-f]+", run, re.IGNORECASE):
        return True
    return all(re.search(kind, run) for kind in ("[a-z]", "[A-Z]", "[0-9]"))
