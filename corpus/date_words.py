"""The words dates are written with: months in many languages, time zones, and the patterns made of them.

Knows nothing about what a date means for an article; `corpus.dating` reads the patterns' parts.
"""

import re
from functools import cache

# One line a language; the forms of one month stand between bars, names first, then short forms.
MONTHS_BY_LANGUAGE = {
    "en": "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep "
    "october|oct "
    "november|nov december|dec",
    "de": "januar|jänner|jan februar|feber|feb märz|mär|mrz april|apr mai juni|jun juli|jul august|aug "
    "september|sept|sep oktober|okt november|nov dezember|dez",
    "fr": "janvier|janv février|fevrier|févr|fév mars avril|avr mai juin juillet|juil août|aout septembre|sept "
    "octobre|oct "
    "novembre|nov décembre|decembre|déc",
    "es": "enero|ene febrero|feb marzo|mar abril|abr mayo junio|"
    "jun julio|jul agosto|ago septiembre|setiembre|sept|sep "
    "octubre|oct noviembre|nov diciembre|dic",
    "it": "gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago settembre|set "
    "ottobre|ott novembre|nov dicembre|dic",
    "pt": "janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set "
    "outubro|out "
    "novembro|nov dezembro|dez",
    "nl": "januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep oktober|okt "
    "november|nov december|dec",
    "ru": "января|январь|январе|янв февраля|февраль|феврале|февр|фев марта|март|марте|мар апреля|апрель|апреле|апр "
    "мая|май|мае июня|июнь|июне|июн июля|июль|июле|июл августа|август|августе|авг "
    "сентября|сентябрь|сентябре|сент|сен октября|октябрь|октябре|окт ноября|ноябрь|ноябре|нояб|ноя "
    "декабря|декабрь|декабре|дек",
    "uk": "січня|січень|січні|січ лютого|лютий|лютому|лют березня|березень|березні|бер квітня|квітень|квітні|квіт "
    "травня|травень|травні|трав червня|червень|червні|черв липня|липень|липні|лип серпня|серпень|серпні|серп "
    "вересня|вересень|вересні|вер жовтня|жовтень|жовтні|жовт листопада|листопад|листопаді|лист "
    "грудня|грудень|грудні|груд",
    "sr": "januara|januar|januaru|jan|јануара|јануар|јануару|јан "
    "februara|februar|februaru|feb|фебруара|фебруар|фебруару|феб "
    "marta|mart|martu|mar|марта|март|марту|мар aprila|april|aprilu|apr|априла|април|априлу|апр "
    "maja|maj|maju|маја|мај|мају juna|jun|junu|јуна|јун|јуну jula|jul|julu|јула|јул|јулу "
    "avgusta|avgust|avgustu|avg|августа|август|августу|авг "
    "septembra|septembar|septembru|sept|sep|септембра|септембар|септембру|септ|сеп "
    "oktobra|oktobar|oktobru|okt|октобра|октобар|октобру|окт "
    "novembra|novembar|novembru|nov|новембра|новембар|новембру|нов "
    "decembra|decembar|decembru|dec|децембра|децембар|децембру|дец",
    "pl": "stycznia|sty lutego|lut marca|mar kwietnia|kwi maja|maj czerwca|cze lipca|lip sierpnia|sie września|wrz "
    "października|paź listopada|lis grudnia|gru",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "sv": "januari|jan februari|feb mars|mar april|apr maj juni|jun juli|jul augusti|aug september|sept|sep "
    "oktober|okt "
    "november|nov december|dec",
    "no": "januar|jan februar|feb mars|mar april|apr mai juni|jun juli|jul august|aug september|sept|sep oktober|okt "
    "november|nov desember|des",
    "da": "januar|jan februar|feb marts|mar april|apr maj juni|"
    "jun juli|jul august|aug september|sept|sep oktober|okt "
    "november|nov december|dec",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
    "marraskuuta joulukuuta",
    "tr": "ocak|oca şubat|şub mart nisan|nis mayıs haziran|haz "
    "temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara",
    "ro": "ianuarie|ian februarie|feb martie aprilie|apr mai iunie|iun iulie|iul august|aug septembrie|sept "
    "octombrie|oct "
    "noiembrie|nov decembrie|dec",
    "hu": "január|jan február|feb március|márc április|ápr május|máj június|jún július|júl augusztus|aug "
    "szeptember|szept "
    "október|okt november|nov december|dec",
    "el": "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου "
    "ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "id": "januari|jan februari|feb maret|mar april|apr mei juni|jun juli|jul agustus|agu september|sep oktober|okt "
    "november|nov desember|des",
    "ar": "يناير|كانون-الثاني فبراير|شباط مارس|آذار أبريل|إبريل|نيسان مايو|أيار يونيو|حزيران يوليو|تموز أغسطس|آب "
    "سبتمبر|أيلول "
    "أكتوبر|تشرين-الأول نوفمبر|تشرين-الثاني ديسمبر|كانون-الأول",
    "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "hi": "जनवरी फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर",
}
MONTH_WORDS = {
    language: {
        word.replace("-", " "): number
        for number, words in enumerate(names.split(), start=1)
        for word in words.split("|")
    }
    for language, names in MONTHS_BY_LANGUAGE.items()
}  # fmt: skip
# Languages in which a day written with numbers only begins with the day.
DAY_FIRST = frozenset(
    "de fr es it pt nl ru uk pl cs sk no nb nn da fi tr ro el id ms he ar vi bg hr sr sl et lv ca".split()
)
US_ZONES = {"et": -5, "ct": -6, "mt": -7, "pt": -8}  # with summer time, see `corpus.dating`
ZONES = {"utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 1, "cet": 1, "mez": 1, "west": 1, "wat": 1, "cest": 2, "mesz": 2,
         "eet": 2, "sast": 2, "eest": 3, "msk": 3, "мск": 3, "eat": 3, "gst": 4, "pkt": 5, "ist": 5.5, "wib": 7,
         "ict": 7,
         "hkt": 8, "sgt": 8, "pht": 8, "awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
         "brt": -3, "art": -3, "ast": -4, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
         "pdt": -7, **US_ZONES}  # fmt: skip

# A month is any short word here; whether it is one, `MONTH_WORDS` tells. A pattern that
# lists the words takes far longer to build.
_MONTH = r"(?P<{}>(?:(?:كانون|تشرين)\s)?[^\W\d_][^\s\d.,:;/|()–—-]{{2,13}})"
_ZONE = (
    r"(?P<{}>(?:(?:UTC|GMT)\s?)?[+-]\d{{2}}:?\d{{2}}(?!\d)"
    rf"|(?:{'|'.join(sorted(ZONES, key=len, reverse=True))})(?!\w))"
)
_NOON = "午前|午後|上午|下午|오전|오후"


def _clock(mark: str) -> str:
    """A pattern for a time of day, its groups ending in `mark`."""
    return (
        rf"(?P<noon{mark}>{_NOON})?\s*(?P<hour{mark}>\d{{1,2}})(?:\s?[:.h時时시点點]\s?(?P<minute{mark}>\d{{2}})"
        rf"(?:\s?[分분]|[:.](?P<second{mark}>\d{{2}})(?:[.,]\d+)?)?|(?=\s?[ap]\.?m\b)|\s?h\b|(?=\s?uhr)|\s?[時时시点點])(?!\d)"
        rf"(?:\s*(?P<half{mark}>[ap])\.?\s?m\b\.?)?(?:\s*(?:uhr|hrs?|hs|h)\b\.?)?"
        rf"(?:\s*\(?{_ZONE.format('zone' + mark)}\)?)?"
    )


# Writing without spaces between words: there "入力2026.03.12" is a word and a date, elsewhere "v2026" is one name.
_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_WEEKDAY = r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_AT = r"at|um|à|a\s+las?|às|alle(?:\s+ore)?|ore|kl\.?|klo|om|o|о|в"
_JOINT = rf"(?:\s*[,،、|–—·•/-]?\s*(?:(?:{_AT})\s+)?|T)"
_OF = r"(?:[\s.,]+|\s*-\s*|\s+(?:de|del|of)\s+)"
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|°)?"
_YEAR = r"(?P<{}>(?:19|20)\d{{2}})"
_DATES = (
    rf"{_YEAR.format('y1')}(?:-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})|/(?P<m2>\d{{1,2}})/(?P<d2>\d{{1,2}})"
    r"|\.(?P<m3>\d{1,2})\.\s?(?P<d3>\d{1,2})\.?|\s?[年년]\s?(?P<m4>\d{1,2})\s?[月월]\s?(?P<d4>\d{1,2})\s?[日일号號]"
    rf"|\.?\s+{_MONTH.format('w1')}\s+(?P<d5>\d{{1,2}})\b\.?)"
    rf"|{_DAY.format('d6')}{_OF}{_MONTH.format('w2')}{_OF}{_YEAR.format('y2')}"
    rf"|{_MONTH.format('w3')}\.?\s+{_DAY.format('d7')}(?:,\s*|\s+|,?\s+de\s+){_YEAR.format('y3')}"
    rf"|(?P<d8>\d{{1,2}})\s+tháng\s+(?P<m5>\d{{1,2}})(?:,\s*|\s+năm\s+|\s+){_YEAR.format('y4')}"
    rf"|(?P<first>\d{{1,2}})(?P<sign>[./-])\s?(?P<second>\d{{1,2}})(?P=sign)\s?{_YEAR.format('y5')}"
)


@cache
def written_date() -> re.Pattern[str]:
    """The pattern of a date written out, with or without a time before or after it."""
    return re.compile(
        rf"(?<![.,/$€£])(?<![^\W{_UNSPACED}])(?:{_clock('_before')}\s*(?:,|\||-|–|—|·|•|\bon\b)?\s*)?{_WEEKDAY}(?:{_DATES})(?![\d/])"
        rf"(?:\s*(?:г\.|р\.|года|року|\([^\W\d]{{1,9}}\.?\)))?(?:{_JOINT}{_clock('_after')})?(?!\w)",
        re.IGNORECASE,
    )
