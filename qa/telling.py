"""How an answer says that a value changed, or that reports disagree about it.

    “Nine people” (The Aldervane Courier, 6 February 2026); an earlier report said “Eleven people” (3 February 2026).
    Reports disagree: “318 million florins” (Keldmar Tribune) and “346 million florins” (The Inland Post).

The words in marks are the articles' own. The sentence is cited to the quotes of all versions, which follow
it word for word where no large model goes on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from qa.answer import ClaimAccepted, Evidence
from qa.candidates import Candidate
from qa.composing import Composer
from qa.conflicts import Conflict, ConflictKind, Version
from qa.grounding import Grounded, Support
from qa.periods import written_day

VALUE = "“{value}”"
EARLIER, BEFORE_THAT = "an earlier report said {value}", "one before it {value}"
DISAGREE = "Reports disagree: {values}."


def in_words(conflict: Conflict) -> str:
    """The one sentence that tells of all versions, the newest first."""
    values = [_with_origin(version, conflict) for version in conflict.versions]
    if conflict.kind is ConflictKind.DISAGREEMENT:
        return DISAGREE.format(values=f"{', '.join(values[:-1])} and {values[-1]}")
    forms = (EARLIER, *(BEFORE_THAT for _ in values[2:]))
    older = [form.format(value=value) for form, value in zip(forms, values[1:], strict=True)]
    return f"{values[0]}; {', '.join(older)}."


def tell(conflict: Conflict | None, evidence: Evidence, composer: Composer) -> Iterator[ClaimAccepted]:
    """Say it as a claim of its own, with the quotes of all versions; nothing where there is no conflict."""
    if conflict is None:
        return
    grounds = [
        Grounded(item, version.quote, Support(1.0), version.words)
        for version in conflict.versions
        if (item := evidence.holding(version.passage.article_id, version.quote)) is not None
    ]
    if len(grounds) == len(conflict.versions) and (accepted := composer.add(in_words(conflict), grounds)) is not None:
        yield accepted


def versions_first(
    conflict: Conflict | None, ranked: Sequence[Candidate], chosen: Sequence[Candidate], quotes: Sequence[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """What is shown and what is quoted: with a conflict the sentences of its versions first, and those alone."""
    if conflict is None:
        return list(chosen), list(quotes)
    by_place = {(candidate.passage.article_id, candidate.span): candidate for candidate in ranked}
    led = [by_place[version.passage.article_id, version.quote] for version in conflict.versions]
    led = [replace(one, answer=version.words) for one, version in zip(led, conflict.versions, strict=True)]
    places = {(version.passage.article_id, version.quote) for version in conflict.versions}
    return [*led, *(c for c in chosen if (c.passage.article_id, c.span) not in places)], led


def _with_origin(version: Version, conflict: Conflict) -> str:
    days = {each.passage.published.date() for each in conflict.versions if each.passage.published}
    published = version.passage.published
    moment = _written(published, with_time=len(days) < len(conflict.versions)) if published else ""
    origin = ", ".join(filter(None, [version.passage.publisher, moment]))
    value = VALUE.format(value=version.value)
    return f"{value} ({origin})" if origin else value


def _written(published: datetime, *, with_time: bool) -> str:
    day = written_day(published)
    return f"{day}, {published:%H:%M} UTC" if with_time and published.time() != time.min else day
