"""The letters of forty languages by how often they are written, to tell one encoding from another.

Only what lies outside ASCII is listed, most frequent first; that is what encodings
disagree about. A rank stands for a frequency (Zipf's law), which is exact enough: a
wrong encoding shows letters that the language has not got at all. For Chinese, Japanese
and Korean the most frequent characters are listed, and of the others whether their
national standard counts them as common.

Knows nothing about bytes or encodings.
"""

import math
from collections.abc import Callable
from functools import cache

PUNCTUATION = "\u00a0’“”–—„«»…‘•€°§£©®·½²³´×™¿¡‚‹›¶†"
WIDE_PUNCTUATION = "，。、「」“”：；（）《》・！？『』【】—…－～　‘’〈〉％．０１２３４５６７８９"

LATIN = {
    "de": "üäößéèàáç", "fr": "éèàêçôâîûùœïëæüö", "es": "óíáéñúüç", "pt": "ãçáéíóõêâúàô", "it": "èàùòìéóí",
    "sv": "äåöéüàá", "da": "øåæéöäü", "fi": "äöåšž", "nl": "ëéïèóüöçáê", "is": "áíðéóöæúþý",
    "ca": "àóéíèçòúüï", "ga": "éáíóúñç", "et": "äõüöšž", "en": "éèñçöüáíóàêïôäå",
    "pl": "łęóążśćńźéüö", "cs": "íáéěýžřšůčúóťďňöüä", "sk": "áíéýčžľšúťóňôäďĺŕěřů", "hu": "éáőöóüíúűäăș",
    "hr": "čćšžđéüö", "sl": "čšžćđéö", "ro": "ăîâşţșțéö", "sq": "ëçéö",
    "tr": "ıüşçğöİâîûé", "lt": "ėšžųįąūčęŠŽéö", "lv": "āīēšņūļģķžčŠŽéö",
}  # fmt: skip
OWN_SCRIPT = {
    "ru": "оеаитнсрвлкмдпуяыьгзбчйхжшюцщэфъё", "uk": "оанивтерсілкдумпзьягбчйхжїцшєющфґё",
    "bg": "аиоетнрсвлкдпмзяъугбчщжцхшфйюьё", "sr": "аоиенрстјвкдумплзбгчшцћжђњљхфџ",
    "be": "аніеролстыкдвмуяпзьбгчйшўхжцюэфёщ",
    "el": "αοιετσνηυρπκμλςωίόγάέδθφχβήύώξζψϊΐϋΰΆΈΌΉΊΎΏ",
    "he": "יוהלארתבמשנםדקעחפטצכגסזןךץףװ", "ar": "اليمونرتبةعدسفهكقأحجشصىطخذضإزثئءغؤظآ،؟ًّ",
    "fa": "ايینردمهتبوسشزخکكآفقگعلپحجغصطذژضظثچئ،", "th": "านรอก่เงม้ยลวดทสตะปบคิีัแจพหขใช์ไโถผึณศธซญฉภฐ็ฟุูืๆฯำ",
}  # fmt: skip
CHINESE = (
    "的一是在不了有人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
    "法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前"
    "外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系"
    "军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见"
    "计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处府研警局市名亿万报记网称元今据省道受银住价亡村涨暴"
)
TRADITIONAL = (
    "的一是在不了有人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學"
    "法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前"
    "外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系"
    "軍很情者最立代想已通並提直題黨程展五果料象員位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計"
)
KANA = "のにはたをとがてしでいるなれっかられさもりこまうくすきよけんあそだつどめえせおわみやちじばげべごろほ"
KATAKANA = "ーンスルトリアイラックドシレジタフロカプマグコテサバニオメキデムパウチダィャュョェモツワビハナポボミ"
KANJI = (
    "日年人大一国本会中長出三時行東市分後前社政者地事新場部的方力府万月同円定民下間法開業目党見発対自合回実相金京員性"
    "立山高内上選十手生全経議気関主入取明代学通理小動化数不当作理員連首度区強機問最県都海警公計約決水川安村住雨台調表予"
)
HANGUL = (
    "이다는의에을를가고지은로하사도한기서자인대그어리아시정나해일보부전과수있것들만라게제상원여장으비성조주관국오경동"
    "공미연무스선했안구우위신화식당년말거내분었습니까지면계소유중야물학려민방회생세음중던실개통업와러할마치운월문"
)


@cache
def costs_of(language: str) -> Callable[[str], float]:
    """A function that tells how surprising a character beyond ASCII is in `language`, in nats."""
    if language in ASIAN:
        return ASIAN[language]
    letters = LATIN.get(language) or OWN_SCRIPT[language]
    table = _ranked(letters, 0.80)
    table |= {
        letter.upper(): cost + 3.0  # one letter in twenty is a capital
        for letter, cost in _ranked(letters, 0.80).items()
        if letter.upper() not in table and len(letter.upper()) == 1
    }
    table |= _ranked(PUNCTUATION, 0.15)

    def cost(char: str) -> float:
        if char in table:
            return table[char]
        if not char.isprintable() or "\u2500" <= char < "\u2600":  # controls; lines and boxes of old screens
            return 16.0
        return 12.0 if char.isalpha() else 10.0

    return cost


def _ranked(characters: str, mass: float) -> dict[str, float]:
    """The cost of each character where together they make up `mass` of all, by Zipf's law."""
    whole = sum(1 / rank for rank in range(1, len(characters) + 1))
    return {char: -math.log(mass / (rank * whole)) for rank, char in reversed(list(enumerate(characters, 1)))}


def _asian(groups: dict[str, float], *, standard: str, common: range, share: float) -> Callable[[str], float]:
    """Costs from lists of characters and their share of a text, then from the standard's own order."""
    table: dict[str, float] = {}
    for characters, mass in groups.items():
        table |= {char: cost for char, cost in _ranked(characters, mass).items() if char not in table}
    in_common = -math.log(share / (len(common) * 94))

    @cache
    def cost(char: str) -> float:
        if char in table:
            return table[char]
        try:
            first = char.encode(standard)[0]
        except UnicodeEncodeError:
            return 18.0 if ord(char) < 0xAC00 else 22.0  # a script or sign that the language does not write
        if first < 0x80 or len(char.encode(standard)) == 1:
            return 16.0  # half-width katakana: what a wrong encoding shows, seldom what a person writes
        return in_common if first in common else in_common + 5.0

    return cost


ASIAN: dict[str, Callable[[str], float]] = {
    "zh": _asian({CHINESE: 0.55, WIDE_PUNCTUATION: 0.12}, standard="gb2312", common=range(0xB0, 0xD8), share=0.30),
    "zh-hant": _asian(
        {TRADITIONAL: 0.50, WIDE_PUNCTUATION: 0.12}, standard="big5", common=range(0xA4, 0xC7), share=0.30
    ),
    "ja": _asian(
        {KANA: 0.45, WIDE_PUNCTUATION: 0.10, KATAKANA: 0.12, KANJI: 0.15},
        standard="shift_jis", common=range(0x88, 0x99), share=0.15,
    ),
    "ko": _asian({HANGUL: 0.70, WIDE_PUNCTUATION: 0.03}, standard="euc_kr", common=range(0xB0, 0xC9), share=0.20),
}  # fmt: skip
