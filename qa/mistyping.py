"""How much must go wrong for one word to be written as another?

    effort("captian", "captain")    0.6, two letters swapped
    effort("skarow", "skarrow")     0.4, a doubled letter written once
    effort("galf", "gulf")          0.6, a vowel for a vowel
    effort("dog", "fog")            1.2, a neighbouring key, at the start

The least costly way of single slips, each weighed by how readily hands and ears make it;
an unlike letter is 1. With any one weight halved, or raised to 1, the slips understood by
`tests/quality/slipping.py` were at most 2 in 100 fewer, and of double slips 11 in 100
fewer. None was better than these in both and in what it took for a slip wrongly.

Knows nothing about which words there are.
"""

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
VOWELS = frozenset("aeiouy")
SOUNDS = frozenset(map(frozenset, ("ck", "cs", "sz", "gj", "ie", "vw", "fv", "dt", "bp", "mn", "kq", "xs", "td")))
SWAPPED, DOUBLED, VOWEL, SOUND, KEY, ADDED, CHANGED = 0.6, 0.4, 0.6, 0.7, 0.7, 0.8, 1.0
WRONG_START = 0.5  # on top; 0.3 and 0.8 understood as many


def effort(typed: str, meant: str) -> float:
    """How much had to go wrong for `meant` to be written `typed`; 1 is a letter for an unlike one."""
    before: list[float] = []
    row = [0.0]
    for column in range(1, len(meant) + 1):
        row.append(row[-1] + _left_out(meant, column - 1))
    for line in range(1, len(typed) + 1):
        older, before = before, row
        row = [before[0] + _put_in(typed, line - 1)]
        for column in range(1, len(meant) + 1):
            one, other = typed[line - 1], meant[column - 1]
            best = min(
                before[column - 1] + _changed(one, other),
                before[column] + _put_in(typed, line - 1),
                row[column - 1] + _left_out(meant, column - 1),
            )
            if line > 1 and column > 1 and one != other and typed[line - 2 : line] == meant[column - 2 : column][::-1]:
                best = min(best, older[column - 2] + SWAPPED)
            row.append(best)
    return row[-1] + (WRONG_START if typed[:1] != meant[:1] else 0.0)


def _put_in(word: str, place: int) -> float:
    """What it costs that `word` has this letter too many, or, of what was meant, that it lacks it."""
    return DOUBLED if word[place] in (word[place - 1 : place], word[place + 1 : place + 2]) else ADDED


_left_out = _put_in


def _changed(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in VOWELS and other in VOWELS:
        return VOWEL
    if frozenset((one, other)) in SOUNDS:
        return SOUND
    return KEY if _are_neighbours(one, other) else CHANGED


def _are_neighbours(one: str, other: str) -> bool:
    """Whether the keys touch: side by side, or in the next row half a key to the side."""
    places = [(row.index(key), ROWS.index(row)) for key in (one, other) for row in ROWS if key in row]
    if len(places) < 2:
        return False
    (column, row), (other_column, other_row) = sorted(places, key=lambda place: place[1])
    aside = other_column - column
    return (row == other_row and abs(aside) == 1) or (other_row == row + 1 and aside in (-1, 0))
