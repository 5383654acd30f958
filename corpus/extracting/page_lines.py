"""Which lines of an article's text are the article's: bylines, dates, teasers and the site's own calls go.

A line goes only where it is clearly one of those; a doubtful line stays.
"""

import re
from collections.abc import Iterable, Sequence

from corpus.dating import find_date
from corpus.extracting.page_says import words_of

TEASER = re.compile(
    r"^(?:[•·▶►→>»*#-]\s*)*(?:read (?:more|also|next|the full story)|also read|see also|more on this|related(?: "
    r"articles?| stor(?:y|ies))?|"
    r"don'?t miss|watch(?: now| live)?|listen|recommended|editor'?s picks?|lesen sie auch|lesen sie (?:hier "
    r")?(?:mehr|weiter)|mehr zum thema|"
    r"auch interessant|mehr dazu|das könnte sie auch interessieren|lire aussi|à lire(?: aussi)?|voir aussi|lea "
    r"también|lee también|"
    r"le puede interesar|más información|leggi anche|approfondisci|leia (?:também|mais)|veja também|lees ook|les "
    r"også|läs (?:också|mer)|"
    r"læs også|lue myös|czytaj (?:także|też|więcej|również)|zobacz też|čtěte (?:také|také:)|читайте также|читать "
    r"далее|смотрите также|"
    r"читайте також|baca juga|simak juga|ilgili haber|"
    r"اقرأ أيضا|関連記事|こちらも読む|延伸閱讀|相关阅读|관련기사|xem thêm|"
    r"zum artikel)\s*(?:[:：|–—>»].*)?$",
    re.IGNORECASE | re.DOTALL,
)
CALL = re.compile(
    r"^(?:sign up (?:to|for)|subscribe (?:to|now|for)|get (?:the |our )?(?:daily|latest|weekly|free|"
    r"best)\b.{0,60}(?:news|newsletter|inbox|stories)|"
    r"follow us|join our|download (?:our|the) app|click here to|support our|advertisement\b|article content$|story "
    r"continues below|"
    r"(?:[^.]{3,80}\. )?(?:get our [^.]{3,80}newsletter|sign up to (?:receive|get) our|subscribe to our)\b|"
    r"(?:this article )?(?:continues|continue reading) (?:below|after)|continue reading$|already a (?:subscriber|"
    r"member)|log ?in$|leave a (?:comment|reply)$|"
    r"subscribers? only|register (?:now|for free)|to (?:continue|keep) reading|enter your email|by signing up|by "
    r"subscribing|you(?:'|’)ve reached|"
    r"share this|copy link|comments?$|\d+ comments?$|all rights reserved|©|copyright\b|\d+ min(?:ute)?s?(?: "
    r"read)?$|\d+ minuten lesezeit|"
    r"anzeige$|werbung$|abonnieren sie|jetzt abonnieren|jetzt testen|weiterlesen mit|publicité$|publicidad$|"
    r"pubblicità$|reklame?$|"
    r"abonnez-vous|suscríbe(?:te|ase)|iscriviti|externer inhalt|link zum .{0,20}-inhalt|有料会員|この記事は会員限定|"
    r"fehler gefunden|ihre meinung ist uns wichtig|our website is the "
    r"place for|recommended videos?$|the post .{5,200} appeared first on)",
    re.IGNORECASE,
)
LONGEST_CALL = 260
BYLINE = re.compile(r"^(?:by|von|par|por|di|door|av|af|words by|text)\b:?\s", re.IGNORECASE)
HEAD_LINES = 6


def article_lines(lines: Iterable[str], *, titles: Sequence[str], authors: Sequence[str]) -> list[str]:
    """The lines that are the article's."""
    names = {words_of(title) for title in titles}
    people = {words_of(author) for author in authors} - {""}
    kept: list[str] = []
    is_head = True
    for number, line in enumerate(lines):
        if _is_around(line) or (number < HEAD_LINES and is_head and _is_heading(line, names, people)):
            continue
        is_head = is_head and len(line) < 100
        kept.append(line)
    while kept and (words_of(kept[-1]) in people or _is_last(kept[-1])):
        kept.pop()
    return kept


def _is_around(line: str) -> bool:
    return (bool(TEASER.match(line)) and len(line) < LONGEST_CALL) or (
        bool(CALL.match(line)) and len(line) < LONGEST_CALL
    )


def _is_heading(line: str, titles: set[str], people: set[str]) -> bool:
    """Whether a line at the head is the title, with or without what stands above it, a byline or a date."""
    words = words_of(line)
    if any(
        words == title or (len(title) > 20 and words.endswith(title) and len(words) < len(title) + 80)
        for title in titles
    ):
        return True
    if len(line) > 100:
        return False
    date = find_date(line)
    is_byline = words in people or (
        BYLINE.match(line) and (any(person in words for person in people) or len(words.split()) <= 5)
    )
    return bool(is_byline) or bool(date and len(line) - len(date.group()) < 50 and not line.endswith("."))


def _is_last(line: str) -> bool:
    """A signature such as "(dpa)" or "SDA/sep" below the text, or where to write to the reporter."""
    if re.fullmatch(r"[^.!?:@]{0,40}\s[\w.+-]+@[\w.-]+\.\w+", line):
        return True
    return bool(re.fullmatch(r"\(?[a-zA-Z]{2,5}(?:[/,]\s?[a-zA-Z]{2,6})*\)?|©.{0,80}", line))
