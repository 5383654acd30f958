"""Which title and author in a file's own properties may be believed.

Word processors and printers fill those fields by themselves: with a file's name, with
the name of a program, with "User". What looks like that is taken for nothing said.
Knows nothing about formats.
"""

import re

PRIVATE_USE = dict.fromkeys(range(57344, 63744))  # symbols without a meaning, and the mark of a page
MAX_TITLE_CHARS = 220
MIN_TITLE_LETTERS = 5  # "War ends" has seven; what is read off the scraps of a map has fewer
SPACELESS = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{5}")  # scripts that write words without spaces
PROGRAMS = (
    r"microsoft|word|office|adobe|acrobat|indesign|quark\w*|illustrator|libreoffice|openoffice|writer|pages|latex|tex"
    r"|chrom(?:e|ium)|mozilla|skia|cairo|quartz|reportlab|python-docx|pandoc|google docs|ghostscript|wps|pdf\w*"
)
# A program's name counts only where nothing else stands with it: "Adobe raises its prices" is a headline.
NOT_A_TITLE = re.compile(
    rf"^(?:untitled\b.*|(?:document|dokument|doc)\s*\d*|unspecified|title|no title|about:blank|word document"
    rf"|microsoft \w+ [-–] .*|(?:(?:{PROGRAMS})[\s\d.]*)+|(?:\S+://|file:|[a-z]:\\).*"
    r"|.*\.(?:docx?|odt|rtf|pdf|indd|qxp|tex|txt|html?|pages|dvi|p65|fm|cdr|ai))$",
    re.IGNORECASE,
)
NOT_A_NAME = re.compile(
    rf"\b(?:user|usuario|benutzer|utilisateur|admin\w*|author|anonymous|unknown|owner|default|editor|guest|root|{PROGRAMS})\b",
    re.IGNORECASE,
)
NAME = re.compile(r"^[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}$")


def title_or_none(text: str | None) -> str | None:
    """The title on one line, or None where a program or a file's name fills the field."""
    title = " ".join((text or "").translate(PRIVATE_USE).split())
    return title if can_be_title(title) and not NOT_A_TITLE.match(title) else None


def can_be_title(text: str) -> bool:
    """Whether these are words enough for a headline and not too many; one word is a nameplate or a section."""
    letters = sum(char.isalpha() for char in text)
    return (
        letters >= MIN_TITLE_LETTERS and len(text) <= MAX_TITLE_CHARS and (" " in text or bool(SPACELESS.search(text)))
    )


def authors_or_none(text: str | None) -> tuple[str, ...]:
    """The people a field names, where all of it are first and last names; else nobody."""
    names = [name.strip() for name in re.split(r"\s*[;,&]\s*|\s+and\s+", (text or "").translate(PRIVATE_USE))]
    names = [" ".join(name.split()) for name in names if name]
    return tuple(names) if all(NAME.match(name) and not NOT_A_NAME.search(name) for name in names) else ()
