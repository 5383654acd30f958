"""Full stops that end no sentence: what `sentencex` cuts at, and a reader would not.

    "am Freitag, dem 3." + "April"       an ordinal
    "übernimmt die Fa." + "Brückner"     an abbreviation before a name
    "nagradu od 18 mil." + "dinara"      what goes on in small letters

A sentence too long costs a longer quote; one cut in two costs its answer. So parts are joined
where in doubt.
"""

import re

from corpus.date_words import MONTH_WORDS

# Abbreviations that a capital follows, since what they stand before is a name or a noun; without the full stop.
ABBREVIATIONS = {
    "en": "mr mrs ms dr prof gen sen gov rep col capt sgt rev hon messrs lt maj",
    "de": "dr prof fa hr fr st nr abs dipl ing bzw rd ca ggf evtl inkl zzgl vgl geb gest verh str sog abt inh jh kap "
    "max phil med rer nat",
    "fr": "m mm mme mmes mlle mgr dr pr st ste av bd",
    "es": "sr sra srta sres dr dra dña ud uds lic ing prof profa gral cnel pdte avda nº núm",
    "it": "sig dott prof avv ing on sen gen col mons",
    "pt": "sr sra dr dra prof profa eng exmo gen cel av",
    "nl": "dhr mevr mr dr prof ir ing drs gen",
    "pl": "dr prof mgr inż gen płk ks ul al św im",
    "ru": "г гг ул пр пл стр корп им акад проф доц ген чл д-р г-н г-жа св ист юр экон техн физ мед канд",
    "uk": "м вул просп пл ім акад проф доц ген св іст юр екон техн канд",
    "sr": "dr mr prof ing inž gen ul br sv tzv др мр проф инж ген ул бр св тзв",
}
_BEFORE_NAMES = {language: frozenset(words.split()) for language, words in ABBREVIATIONS.items()}
_LAST = re.compile(r"(?P<measured>\d\s)?\b(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?|\d{1,4})\.$")
_FIRST = re.compile(r"[–—]?\s*(?P<word>[^\W_]+)")
_INITIAL = re.compile(r"(?:^|[\s.«„“\"(])[^\W\d_]\.$")
WRITES_ORDINALS = frozenset("de sr hr bs sl cs sk pl da no nb nn fi hu tr et lv".split())
WRITES_INITIALS = frozenset({"ru", "uk"})  # before nearly every name; elsewhere "vitamin C." may be an end
LONGEST_BEFORE_DASH = 3  # letters: "and so on", which goes on; a longer word before a dash ends what somebody says


def goes_on(before: str, after: str, language: str) -> bool:
    """Whether the text `after` goes on with the sentence that `before` only seems to end."""
    last, first = _LAST.search(before), _FIRST.match(after)
    if last is None or first is None:
        return False
    word, following = last["word"], first["word"]
    if after.startswith(("–", "—")):
        return len(word) <= LONGEST_BEFORE_DASH and not word.isdecimal()
    if following.islower():
        return not before.islower()  # who writes no capitals at all begins sentences without
    if word.isdecimal():
        return language in WRITES_ORDINALS and following.casefold() in MONTH_WORDS.get(language, {})
    if not following[:1].isupper() or last["measured"]:
        return False
    return word.casefold() in _BEFORE_NAMES.get(language, ()) or (
        language in WRITES_INITIALS and bool(_INITIAL.search(before)) and word.isupper()
    )
