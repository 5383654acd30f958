"""Copies and lookalikes made by rule from the sample articles: the data that set the thresholds of `corpus.variants`.

    python -m tests.quality.syndicating

prints, for thresholds around the ones in use, the share of copies linked and of lookalikes
linked, and the same for the bands. The hand-made set in `tests/quality/syndicated` has no part
in it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus import settings, variants
from corpus.cleaning import clean
from tests.quality.forms import filled_forms

SAMPLES = Path(settings.__file__).parent / "sample" / "articles"
SWEEPS = {
    "MIN_CONTAINED": (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6),
    "MAX_OTHER_SLOTS": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9),
    "MIN_OTHER_SLOTS": (1, 2, 3, 4, 6),
}
HOUSE_STYLE = {
    " million": "m",
    " metres": "m",
    " kilometres": "km",
    " percent": "%",
    " per cent": "%",
    "said": "says",
    " on Thursday": " Thursday",
    " on Friday": " Friday",
    " on Monday": " Monday",
    "January": "Jan.",
    "February": "Feb.",
    "November": "Nov.",
    "didn't": "did not",
    "Minister": "minister",
    "Captain": "Capt.",
    "Transport Ministry": "transport ministry",
    "transport ministry": "Transport Ministry",
    "two": "2",
    "nine": "9",
    "three": "3",
    "seven": "7",
    "about": "some",
    " which ": " that ",
    "'s lawyer": "'s counsel",
}
FIGURES_OF_A_FORM = 6  # with fewer, an article is no form to be filled in
OWN_INTRO = (
    "People in the capital were talking of little else when the news came through, and our reporters spent the day "
    "asking readers in the market hall and on the early tram what they made of it all. Few were surprised."
)
LOCAL = (
    "In our own valley the news was received with a shrug. The mayor of Lower Harn said the village had other worries, "
    "among them the school roof, the bakery that is to close at Easter and a bus that comes when it likes.",
    "Readers who wish to comment can reach the newsroom by letter or by telephone until six in the evening.",
)


def sample_texts() -> list[str]:
    """The bodies of the sample articles, in the order of their names."""
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    return [clean(text.partition("\n\n")[2]) for text in texts]


def copies(text: str) -> Iterator[tuple[str, str]]:
    """The text as other papers would print it, each time with the name of the rule."""
    paragraphs = text.split("\n\n")
    half = (len(paragraphs) + 1) // 2
    yield "unchanged", text
    yield "own headline and byline", "\n\n".join(["A day to remember\nBy our own correspondent\nHarn Gazette", text])
    yield "own intro", "\n\n".join([OWN_INTRO, *paragraphs[1:]])
    yield "one paragraph changed", "\n\n".join([*paragraphs[:2], LOCAL[0], *paragraphs[3:]])
    yield "cut to half", "\n\n".join(paragraphs[:half])
    yield "house style", in_house_style(text)
    yield "local paragraphs", "\n\n".join([*paragraphs, *LOCAL])
    yield "cut, local paragraph", "\n\n".join([*paragraphs[:half], LOCAL[0]])
    yield "cut, house style", in_house_style("\n\n".join(paragraphs[:half]))
    yield "own intro, house style", in_house_style("\n\n".join([OWN_INTRO, *paragraphs[1:]]))
    yield "other order", "\n\n".join([paragraphs[1], paragraphs[0], *reversed(paragraphs[2:])])


def lookalikes(text: str, other: str) -> Iterator[tuple[str, str]]:
    """Texts that are no copies of `text` though they share words with it; `other` is another article."""
    quotes = re.findall(r"[^.!?\n]{40,}[.!?][\"”]?", text)[:2]
    yield "another article", other
    yield "follow-up quoting two sentences", "\n\n".join([other, " ".join(quotes)])
    yield "other numbers", with_other_numbers(text)
    yield "other numbers and names", with_other_names(with_other_numbers(text))


def in_house_style(text: str) -> str:
    """The text in another paper's spelling."""
    return re.sub("|".join(map(re.escape, HOUSE_STYLE)), lambda found: HOUSE_STYLE[found.group()], text)


def with_other_numbers(text: str) -> str:
    """The text with every number in figures replaced."""
    return re.sub(r"\d+", lambda number: str(int(number.group()) * 3 + 7), text)


def with_other_names(text: str) -> str:
    """The text with every capitalised word inside a sentence replaced."""
    return re.sub(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*", lambda name: f"{name.group()[::-1].title()}", text)


def pairs() -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """All copies and all lookalikes as (rule, text, text)."""
    texts = sample_texts()
    good = [(rule, text, made) for text in texts for rule, made in copies(text)]
    bad = [
        (rule, text, made)
        for number, text in enumerate(texts)
        for rule, made in lookalikes(text, texts[number - 1])
        if made != text and not (rule.startswith("other") and len(re.findall(r"\d+", text)) < FIGURES_OF_A_FORM)
    ]
    return good, [*bad, *filled_forms()]


def linked(pairs: Sequence[tuple[str, str, str]], check: Callable[[str, str], bool]) -> float:
    """The share of pairs that `check` accepts."""
    return sum(check(text, other) for _, text, other in pairs) / len(pairs)


def share_a_band(text: str, other: str) -> bool:
    """Whether an indexed look-up finds one by the other."""
    return not set(variants.bands(variants.signature(text))).isdisjoint(variants.bands(variants.signature(other)))


def main() -> None:
    good, bad = pairs()
    for label, part in (("copy", good), ("lookalike", bad)):
        for rule in dict.fromkeys(pair[0] for pair in part):
            of_rule = [pair for pair in part if pair[0] == rule]
            shares = f"linked {linked(of_rule, variants.are_variants):.2f}, band {linked(of_rule, share_a_band):.2f}"
            print(f"{label:10} {rule:32} {shares} of {len(of_rule)}")
    for constant, values in SWEEPS.items():
        kept = getattr(variants, constant)
        for value in values:
            setattr(variants, constant, value)
            shares = (
                f"copies {linked(good, variants.are_variants):.3f}, lookalikes {linked(bad, variants.are_variants):.3f}"
            )
            print(f"{constant} {value}: {shares}{' <- in use' if value == kept else ''}")
        setattr(variants, constant, kept)


if __name__ == "__main__":
    main()
