"""Names of files that try to leave their folder, to be a device, or to look like another (rows 21 and 22).

{mark} becomes something that no other file is called, so that one that got out can be found.
"""

CLIMBING = (
    "../{mark}.txt", "../../{mark}.txt", "../../../../../../../../tmp/{mark}.txt", "..\\{mark}.txt",
    "..\\..\\..\\{mark}.txt", "a/../../{mark}.txt", "a/b/../../../{mark}.txt", "./../{mark}.txt", ".../{mark}.txt",
    "....//....//{mark}.txt", "..././{mark}.txt", "%2e%2e%2f{mark}.txt", "%2e%2e/{mark}.txt", "..%2f{mark}.txt",
    "..%5c{mark}.txt", "..%c0%af{mark}.txt", "..%252f{mark}.txt", "..\u2215{mark}.txt", "..\uff0f{mark}.txt",
    "\u2025/{mark}.txt", "a/\u202e/../{mark}.txt", "../home/catalogue.sqlite3", "../home/index/chroma.sqlite3",
    "home/../../{mark}.txt", "~/{mark}.txt", "~root/{mark}.txt", "$HOME/{mark}.txt", "${IFS}{mark}.txt",
)  # fmt: skip
ABSOLUTE = (
    "/tmp/{mark}.txt", "/{mark}.txt", "//{mark}.txt", "///tmp//{mark}.txt", "/proc/self/environ", "/dev/null",
    "/dev/stdout", "/etc/{mark}.txt", "C:\\{mark}.txt", "C:{mark}.txt", "c:/{mark}.txt",
    "\\\\server\\share\\{mark}.txt",
    "\\\\?\\C:\\{mark}.txt", "\\\\.\\PhysicalDrive0", "file:///tmp/{mark}.txt", "/tmp/../tmp/{mark}.txt",
)  # fmt: skip
DEVICES = (
    "CON", "con.txt", "PRN.txt", "AUX", "NUL", "NUL.txt", "COM1", "LPT1.pdf", "CONIN$", "CLOCK$", "{mark}.txt:stream",
    "{mark}.txt::$DATA", "desktop.ini", "Thumbs.db",
)  # fmt: skip
LOOKING = (
    "{mark}\u202etxt.exe", "{mark}\u200b.txt", "\u200e{mark}.txt", "{mark}\u2066.txt", "{mark}\r\n.txt", "{mark}\n.txt",
    "{mark}\t.txt", "{mark}\x1b[2J.txt", "{mark}\x07.txt", "{mark}\x7f.txt", "{mark}\x85.txt", "{mark} .txt",
    " {mark}.txt", "{mark}.txt ", "{mark}.txt.", "...", "..", ".", "....", " ", "\u3000", "\u00a0", "🦭🌧️.txt",
    "{mark}\U000e0041.txt",
    "e\u0301{mark}.txt", "\ufeff{mark}.txt", "\ufffe{mark}.txt", "<script>alert(1)</script>.txt",
    "<img src=x onerror=alert(1)>.txt", "'; drop table article; --.txt", "\" or 1=1 --.txt", "{mark}%s%n.txt",
    "{{{mark}}}.txt", "`id`.txt", "$(id).txt", "|id.txt", "-rf.txt", "--password=x.txt", "@{mark}.txt", "*.txt",
    "?.txt", "[a].txt", "![a](http://127.0.0.1:9/x).txt", "{mark}!line 1", "a!b!c.txt", "javascript:alert(1)",
    "data:text/html,x",
)  # fmt: skip
LONG = ("n" * 300 + ".txt", "ü" * 200 + ".txt", "a/" * 200 + "{mark}.txt", "x" * 60_000, "." * 5_000)
ODD = ("{mark}\0.txt", "\0", "a\0/../../{mark}.txt", "{mark}\ud800.txt", "\udcff{mark}.txt", "")

HOSTILE = (*CLIMBING, *ABSOLUTE, *DEVICES, *LOOKING, *LONG, *ODD)
