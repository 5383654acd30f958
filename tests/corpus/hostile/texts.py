"""Text files that are empty, noise, in odd characters, or of an odd length (rows 13, 14, 24, 25, 31 and 35)."""

import random
from itertools import pairwise

from tests.corpus.hostile.case import REJECTED, SECRET, STORED, Case, constant, first_words, prose
from tests.corpus.hostile.pages import TOKENS

TYPES = "pdf docx html txt md eml mhtml zip csv json jsonl xml rss".split()
PROMISED = {
    "pdf": "PDF", "docx": "DOCX", "html": "HTML", "txt": "text file", "md": "text file", "eml": "e-mail",
    "mhtml": "saved page", "zip": "ZIP", "csv": "CSV", "json": "JSON", "jsonl": "JSON", "xml": "XML", "rss": "feed",
}  # fmt: skip
STARTS = {"pdf": b"%PDF-1.7\n", "docx": b"PK\x03\x04", "zip": b"PK\x03\x04"}
CHINESE = "大雨连续三天落在港口小镇河水漫过旧石码头市长说没有人受伤道路星期日重新开放"
GERMAN = "Über dem Hafen fiel drei Tage lang Regen, und die Bäche führten Schlamm. " * 6


def noise(seed: int, *, start: bytes = b"") -> bytes:
    return start + random.Random(seed).randbytes(1_000_000)


def odd(name: str, text: str | bytes, *, lacks: tuple[str, ...] = (), number: int = 40) -> Case:
    """A report with something strange in it; the report is read and the strange part cleaned."""
    return Case(row=25, name=f"{name}.txt", make=constant(text), ends=STORED, holds=(first_words(number),), lacks=lacks)


def tagged(text: str) -> str:
    return "".join(chr(0xE0000 + ord(char)) for char in text)


def between(what: str) -> str:
    """The report with something between its paragraphs, in its words and at both ends."""
    first, *rest = prose(40).split("\n\n")
    return "\n\n".join([first, what + rest[0][:30] + what + rest[0][30:], *rest[1:]]) + what


CASES = [
    *(Case(row=13, name=f"empty.{kind}", make=constant(b""), ends=REJECTED, reason="the file is empty")
      for kind in TYPES),
    *(Case(row=13, name=f"blank.{kind}", make=constant(b" \r\n\t\n"), ends=REJECTED, reason="the file is empty")
      for kind in ("txt", "html", "csv")),
    *(Case(row=14, name=f"noise-{seed}.{kind}", make=lambda seed=seed: noise(seed), ends=REJECTED,
           reason=f"not a valid {PROMISED[kind]}") for kind in TYPES for seed in (1, 2)),
    *(Case(row=14, name=f"noise-after-start.{kind}", make=lambda start=start: noise(3, start=start), ends=REJECTED,
           reason="not a valid") for kind, start in STARTS.items()),
    *(Case(row=14, name=f"noise-{name}.txt", make=constant(start + random.Random(9).randbytes(2_000)), ends=REJECTED)
      for name, start in {"png": b"\x89PNG\r\n\x1a\n", "gif": b"GIF89a", "elf": b"\x7fELF", "gzip": b"\x1f\x8b\x08\0",
                          "7z": b"7z\xbc\xaf\x27\x1c", "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\0"}.items()),
    Case(row=14, name="zeros.txt", make=lambda: bytes(1_000_000), ends=REJECTED),
    Case(row=14, name="rich-text.txt", make=constant("{\\rtf1\\ansi Rain fell.}"), ends=REJECTED, reason="RTF files"),
    Case(row=24, name="wrong-label.html", ends=STORED, holds=("Bäche führten",), make=lambda: (
        "<html><head><meta charset=iso-8859-5></head><body><article><p>" + GERMAN + "</p></article></body></html>"
    ).encode()),
    Case(row=24, name="utf16-without-mark.txt", make=lambda: GERMAN.encode("utf-16-le"), ends=STORED,
         holds=("Bäche führten",)),
    Case(row=24, name="half-utf8.txt", make=lambda: GERMAN.encode() + b"\xe2\x82", ends=STORED,
         holds=("Bäche führten",)),
    odd("nul", between("\0"), lacks=("\0",)),
    odd("controls", between("\x07\x08\x1b[2J\x7f"), lacks=("\x1b", "\x07", "\x7f")),
    odd("zero-width", between("\u200b\u2060\ufeff"), lacks=("\u200b", "\u2060", "\ufeff")),
    odd("bidi", between("\u202e\u2066\u2069\u200f"), lacks=("\u202e", "\u2066", "\u200f")),
    odd("tags", between(tagged(SECRET)), lacks=(SECRET, *tagged(SECRET))),
    odd("selectors", between("\ufe01\U000e0101"), lacks=("\ufe01", "\U000e0101")),
    odd("surrogates", between("\ud800\udfff").encode("utf-8", "surrogatepass")),
    odd("surrogates-of-utf16", prose(40).encode("utf-16-le")[:200] + b"\0\xd8" + prose(40).encode("utf-16-le")[200:]),
    odd("no-characters", between("\ufffe\uffff\U0010ffff"), lacks=("\ufffe", "\uffff", "\U0010ffff")),
    odd("private", between("\ue000\uf8ff"), lacks=("\ue000", "\uf8ff")),
    odd("mojibake", between("Ã¼ber die BrÃ¼cke â€œnieâ€\x9d")),
    odd("stacked-marks", between("a" + "\u0301" * 3_000)),
    odd("line-breaks", between("\u2028\u2029\x85\v\f\r"), lacks=("\u2028", "\u2029", "\x85")),
    odd("mixed-encodings", prose(40).encode() + b"\n\n" + "Größe der Bäche".encode("cp1252")),
    Case(row=25, name="only-unseen.txt", make=constant("\u200b\u2060" * 900), ends=REJECTED),
    Case(row=25, name="only-tags.txt", make=constant(tagged(SECRET * 9)), ends=REJECTED),
    Case(row=25, name="only-emoji.txt", make=constant("🦭🌧️" * 300), ends=REJECTED, reason="no"),
    Case(row=31, name="line-5-mb.txt", make=lambda: ("rain fell and " * 360_000).encode(), ends=REJECTED,
         reason="more than one article's 600,000"),
    Case(row=31, name="letters-5-mb.txt", make=lambda: b"a" * 5_000_000, ends=REJECTED,
         reason="more than one article's 600,000"),
    Case(row=31, name="line-590-kb.txt", make=lambda: ("rain fell and " * 42_000).encode(), ends=STORED),
    Case(row=31, name="word-of-500000.txt", make=lambda: b"a" * 500_000, ends=STORED),
    Case(row=31, name="line-breaks-5-mb.txt", make=lambda: b"a\n" * 2_500_000, is_slow=True),
    Case(row=31, name="dots.txt", make=lambda: ("a. " * 190_000).encode(), ends=STORED),
    Case(row=31, name="brackets.txt", make=lambda: ("[(" * 250_000 + prose(41)).encode()),
    Case(row=31, name="hashes.md", make=lambda: ("# " * 250_000 + "\n" + prose(42)).encode()),
    Case(row=31, name="quotes-in-quotes.md", make=lambda: ("# Rain\n\n" + ">" * 100_000 + " " + prose(43)).encode()),
    Case(row=31, name="stars.md", make=lambda: ("# Rain\n\n" + "*a_" * 20_000 + "\n\n" + prose(44)).encode()),
    Case(row=31, name="links.md", make=lambda: ("# Rain\n\n" + "[a](" * 20_000 + "\n\n" + prose(45)).encode()),
    Case(row=31, name="front-matter-laughs.md", make=lambda: (
        "---\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n" for before, name in pairwise("abcdefghi"))
        + "title: *i\n---\n\n" + prose(46)).encode()),
    Case(row=31, name="front-matter-object.md", lacks=("root:",), make=lambda: (
        "---\ntitle: !!python/object/apply:os.system ['id']\n---\n\n" + prose(47)).encode()),
    Case(row=31, name="json-in-json.json", make=lambda: b'{"text":' * 100_000 + b"1" + b"}" * 100_000),
    Case(row=31, name="arrays.json", make=lambda: b"[" * 200_000),
    Case(row=31, name="number-100000.json", make=lambda: b'[{"text": "Rain fell.", "n": ' + b"9" * 100_000 + b"}]"),
    Case(row=31, name="columns-100000.csv", make=lambda: (",".join(map(str, range(100_000))) + "\n").encode() * 9),
    Case(row=31, name="cell-5-mb.csv", make=lambda: b'title,text\nRain,"' + b"x " * 2_500_000 + b'"\n'),
    Case(row=31, name="rows-3000.csv", make=lambda: b"title,text\n" + b"a,b\n" * 3_000),
    Case(row=31, name="parts-in-parts.eml", make=lambda: b"MIME-Version: 1.0\nFrom: a@b.example\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2_000)) + b"\n\nRain.\n"),
    Case(row=31, name="boundaries.eml", make=lambda: b"MIME-Version: 1.0\nFrom: a@b.example\nContent-Type: "
         b"multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 300_000, ends=REJECTED, reason="more than 100,000 parts"),
    Case(row=31, name="header-5-mb.eml",
         make=lambda: b"MIME-Version: 1.0\nSubject: " + b"=?utf-8?b?" * 400_000 + b"\n\nR"),
    Case(row=31, name="one-character.txt", make=constant("a"), ends=REJECTED, reason="no article text found"),
    Case(row=31, name="chinese-without-spaces.txt", make=lambda: (CHINESE * 400).encode(), ends=STORED,
         holds=(CHINESE,)),
    Case(row=31, name="thai-without-spaces.txt", make=lambda: ("ฝนตกที่ท่าเรือเป็นเวลาสามวัน" * 500).encode(), ends=STORED),
    *(Case(row=35, name=f"token-{number}.txt", ends=STORED, holds=(token,), make=constant(
        prose(60 + number) + f"\n\nThe clerk wrote {token} on the wall of the hall, and nobody answered."))
      for number, token in enumerate(TOKENS)),
]  # fmt: skip
