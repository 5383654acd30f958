"""Pages that hold no article: cookie walls, log-ins, captchas, error pages and lists of articles.

A page is refused only where all its text is short and speaks of nothing else, or where
nearly all of it is links: an article about captchas is an article.

Knows nothing about parsing and about where the page came from.
"""

import re
from collections.abc import Sequence
from typing import Any

from corpus.extracting.page_says import is_front_page, words_of

LONGEST_WALL = 1_500  # characters; the longest consent page looked at had 1 300, a stub with a pitch can be longer
SHORTEST_TEXT = 40  # characters; what is shorter is a label
WALL = re.compile(
    r"(?:enable|activate|turn on|requires?|need|without) (?:javascript|js|cookies)|javascript (?:is|must be|has "
    r"been) (?:disabled|enabled|required)|"
    r"(?:javascript|cookies?) (?:aktivieren|einschalten)|activer javascript|verify (?:that )?you(?:'re| are) (?:a "
    r")?(?:not a robot|human)|"
    r"are you a (?:robot|human)|(?:i'm|i am|you are) not a robot|unusual (?:traffic|activity)|complete the "
    r"(?:captcha|security check)|captcha|"
    r"checking (?:your browser|if the site connection)|just a moment|access (?:to this page has been )?denied|"
    r"request (?:was )?blocked|"
    r"performance & security by|attention required|ddos protection|security check|"
    r"we (?:and our (?:\d+ )?partners )?(?:use|store)[^.]{0,40}cookies|accept (?:all )?cookies|cookie (?:settings|"
    r"preferences|policy)|"
    r"manage (?:your )?(?:consent|privacy|cookies)|(?:your )?privacy (?:choices|preferences)|(?:wir|diese website) "
    r"(?:nutzen|verwenden|verwendet|nutzt)[^.]{0,40}cookies|"
    r"mit werbung|contentpass|pur-abo|zustimmung|nous utilisons[^.]{0,40}cookies|nos partenaires|utilizamos "
    r"cookies|utilizziamo[^.]{0,20}cookie|"
    r"(?:sign|log) ?in to (?:continue|your account|read)|log ?in or (?:register|sign up)|forgot(?:ten)? (?:your "
    r")?password|create an account|"
    r"anmelden|einloggen|passwort vergessen|mot de passe oublié|(?:olvid(?:aste|ado|ó) (?:tu|su)|restablecer) "
    r"contraseña|inici(?:e|ar|a) sesión|password dimenticata|accedi per|esqueceu a senha|wachtwoord vergeten|"
    r"zaloguj się|nie pamiętasz hasła|забыли пароль|войдите, чтобы|"
    r"(?:wij|we) gebruiken[^.]{0,40}cookies|alle cookies accepteren|accepteer alle cookies|używamy[^.]{0,20}cookie|"
    r"zaakceptować wszystkie|usamos cookies|vi använder[^.]{0,20}cookies|мы используем[^.]{0,40}cookie|"
    r"page (?:you (?:requested|are looking for|were looking for) )?(?:could not be|cannot be|can't be|was not|not|"
    r"isn't) (?:found|available)|"
    r"page (?:not found|doesn't exist|does not exist|no longer exists)|error 404|404 (?:error|not found|page)|no "
    r"longer available|has been (?:removed|deleted)|"
    r"seite (?:wurde )?nicht gefunden|page introuvable|página no encontrada|pagina non trovata|страница не найдена|"
    r"找不到|ページが見つかりません|"
    r"(?:internal server error|service unavailable|bad gateway|temporarily unavailable)|outdated browser|browser "
    r"is (?:not supported|out of date)|"
    r"not available in your (?:country|region)|unavailable (?:due to )?legal "
    r"reasons|subscribe to (?:continue|read)|continue reading your article",
    re.IGNORECASE,
)
WALL_TITLE = re.compile(
    r"^(?:just a moment|attention required|access denied|are you a robot|403\b|404\b|error\b|page not found|not "
    r"found|seite nicht gefunden|"
    r"sign in|log ?in|login|anmelden|cookie|consent|before you continue|bevor sie|datenschutz|security check|"
    r"verify|captcha|"
    r"subscribe|site maintenance|service unavailable|bot "
    r"verification|robot check|page introuvable|página no encontrada)",
    re.IGNORECASE,
)
LONG_LINE = 220  # characters; summaries in lists of articles are one or two sentences
MANY_TEASERS = 8
SECTION_WORDS, SECTION_CHARS = 4, 30  # "Latest world news"; a headline is longer, also in Chinese


def is_wall(lines: Sequence[str], *, titles: Sequence[str]) -> bool:
    """Whether the page's text only says why there is no article to read."""
    text = " ".join(lines)
    if len(text) < SHORTEST_TEXT:
        return True
    if len(text) > LONGEST_WALL:
        return False
    speaking = [line for line in lines if WALL.search(line)]
    if any(WALL_TITLE.match(title) for title in titles[:3]) and (speaking or len(text) < LONGEST_WALL / 3):
        return True
    return sum(map(len, speaking)) >= 0.5 * len(text)


def is_list(tree: Any, title: str | None, *, address: str | None) -> bool:
    """Whether the page shows many headings that lead to articles "
    "and has a section's short name or a site's address."""
    teasers = tree.xpath("//body//h2[.//a or ancestor::a] | //body//h3[.//a or ancestor::a] | //body//article[.//a]")
    if len(teasers) < MANY_TEASERS:
        return False
    name = words_of(title)
    is_short = len(name.split()) <= SECTION_WORDS and len(name) <= SECTION_CHARS
    return is_short or bool(address and is_front_page(address))


def is_made_of_teasers(lines: Sequence[str]) -> bool:
    """Whether a text has no run of prose: its lines are titles and one-sentence summaries."""
    return sum(len(line) >= LONG_LINE for line in lines) < 3
