"""A member's name as it may be shown: on one line, without the tricks that names in archives play.

    shown_name("../../etc/passwd\\n", number=1)  "etc/passwd"
    shown_name("C:\\\\news\\\\may.txt", number=2)    "news/may.txt"
    shown_name("", number=3)                     "member 3"

Names are shown, never used as paths: no member is ever written to disk.
"""

import re
import unicodedata

# Controls, marks that turn the direction of reading, halves of surrogate pairs, private use, unassigned.
UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
DRIVE = re.compile(r"\A[A-Za-z]:")
MAX_NAME_CHARS = 200
EXTENSION = re.compile(r"\.(\w{2,5})(?:[?#].*)?\Z", re.ASCII)


def shown_name(name: str, *, number: int) -> str:
    """The name with only what a reader should see; `member 3` where nothing is left."""
    seen = "".join(char for char in name if unicodedata.category(char) not in UNSEEN_CATEGORIES)
    parts = DRIVE.sub("", seen.replace("\\", "/")).split("/")
    kept = "/".join(part.strip() for part in parts if part.strip(" ."))
    if len(kept) > MAX_NAME_CHARS:
        kept = f"{kept[: MAX_NAME_CHARS // 2]}…{kept[-MAX_NAME_CHARS // 2 :]}"
    return kept or f"member {number}"


def extension_of(name: str) -> str:
    """What stands after the last dot of a name or address, in small letters; empty where nothing does."""
    found = EXTENSION.search(name)
    return found[1].lower() if found else ""
