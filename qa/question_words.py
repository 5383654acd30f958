"""What questions are asked with in other languages than English, and what their answers show.

The names of kinds are those of `qa.expecting`, which reads these tables; in each language the
first pattern that a question matches counts.
"""

import re

PATTERNS_BY_LANGUAGE = {
    "de": (
        ("amount", r"\bwie ?viel\b|\bwie (?:hoch|teuer|groß|weit|schnell|schwer|tief|breit)\b|\bwas kostet"),
        ("number", r"\bwie ?viele\b|\bwie (?:lange|alt|oft)\b"),
        ("time", r"\bwann\b|\b(?:an|in) welche[mr] (?:tag|jahr|monat|datum)\b"),
        ("place", r"\b(?:wo|wohin|woher)\b"),
        ("name", r"\b(?:wer|wem|wen|wessen)\b|\bwie heißt\b"),
        ("name", r"\bwelche[rsnm]? (?:firma|minister\w*|partei|verein|richter\w*)\b"),
        ("reason", r"\b(?:warum|wieso|weshalb|weswegen)\b|\baus welchem grund\b"),
        ("quotation", r"\bwas (?:sagte?|meinte?|erklärte?|forderte?|kritisierte?)\b"),
    ),
    "fr": (
        ("amount", r"\bcombien (?:coûte|ont coûté|a coûté|d['’]argent|d['’]euros)"),
        ("amount", r"\bquel(?:le)? (?:est |était )?(?:le |la )?(?:prix|somme|montant|hauteur|distance)\b"),
        ("number", r"\bcombien\b|\bquel âge\b"),
        ("time", r"\bquand\b|\b(?:quel jour|quelle date|quelle année|quel mois)\b"),
        ("place", r"\boù\b"),
        ("name", r"\bqui\b(?! sont)|\bcomment s['’]appelle|\bquel(?:le)? (?:entreprise|ministre|parti|club|juge)\b"),
        ("reason", r"\bpourquoi\b"),
        ("quotation", r"\bqu['’](?:a dit|a déclaré|a-t-(?:il|elle) dit)\b"),
    ),
    "es": (
        ("amount", r"\bcu[aá]nto\b|\bqu[eé] (?:precio|importe|distancia)\b"),
        ("number", r"\bcu[aá]nt[ao]s\b|\bqu[eé] edad\b"),
        ("time", r"\bcu[aá]ndo\b|\bqu[eé] (?:día|dia|fecha|año|mes)\b"),
        ("place", r"\b(?:ad)?[oó]nde\b|\bdónde\b|\bdonde\b"),
        ("name", r"\bqui[eé]n(?:es)?\b|\bcómo se llama|\bqu[eé] (?:empresa|ministr[oa]|partido|club|juez)\b"),
        ("reason", r"\bpor qu[eé]\b"),
        ("quotation", r"\bqu[eé] (?:dijo|dice|declaró|afirmó)\b"),
    ),
    "ru": (
        ("amount", r"\bсколько (?:стоит|стоил|денег|потрат|заплат)"),
        ("amount", r"\bкак(?:ова|ая) (?:цена|стоимость|сумма|длина|высота)"),
        ("number", r"\bсколько\b|\bкакой возраст\b|\bкак долго\b"),
        ("time", r"\bкогда\b|\b(?:в каком году|какого числа|в какой день|до какого числа)\b"),
        ("place", r"\b(?:где|куда|откуда)\b"),
        ("name", r"\b(?:кто|кого|кому|кем|чей|чья)\b|\bкак зовут\b"),
        ("name", r"\bкак(?:ая|ой) (?:компания|фирма|партия|министр|клуб)"),
        ("reason", r"\b(?:почему|зачем|отчего)\b"),
        ("quotation", r"\bчто (?:сказал|заявил|сообщил|ответил)"),
    ),
    "uk": (
        ("amount", r"\bскільки (?:кошту|грошей)|\bна скільки\b|\bяка (?:ціна|вартість|сума|довжина)"),
        ("number", r"\bскільки\b|\bякий вік\b|\bяк довго\b"),
        ("time", r"\bколи\b|\b(?:у якому році|якого числа)\b"),
        ("place", r"\b(?:де|куди|звідки)\b"),
        ("name", r"\b(?:хто|кого|кому|ким|чий|чия)\b|\bяк звати\b|\bяк(?:а|ий) (?:компанія|фірма|партія|міністр)"),
        ("reason", r"\b(?:чому|навіщо)\b"),
        ("quotation", r"\bщо (?:сказа|заяви|повідоми|відпові)"),
    ),
    "sr": (
        ("amount", r"\bkoliko (?:\w+ )?(?:kosta|staje|novca|para)|\bkolik[aiou] je\b|\bkoja je (?:cena|suma|duzina)"),
        ("number", r"\bkoliko\b"),
        ("time", r"\b(?:kada|kad)\b|\bkog datuma\b|\bkoje godine\b"),
        ("place", r"\b(?:gde|gdje|odakle|kuda)\b"),
        ("name", r"\b(?:ko|koga|kome|kim|ciji|cija)\b|\bkako se zove\b|\bkoj[aie] (?:firma|ministar|stranka|klub)\b"),
        ("reason", r"\b(?:zasto|zbog cega)\b"),
        ("quotation", r"\bsta (?:je |su )?(?:rekao|rekla|izjavi|kaze)"),
    ),
    "zh": (
        ("amount", r"多少钱|多少元|(?:投资|价格|造价|金额|票价).{0,4}多少|多(?:高|长|远|重|大面积)"),
        ("number", r"多少|几[个位座台名]|多大|多久"),
        ("time", r"什么时候|何时|哪[年天月]|几[月号点]|哪一[年天]"),
        ("place", r"哪里|哪儿|何地|在哪"),
        ("name", r"谁|哪位|哪家"),
        ("reason", r"为什么|为何|怎么会"),
        ("quotation", r"说了什么|怎么说"),
    ),
}  # fmt: skip
REASON_WORDS = frozenset(
    """weil wegen aufgrund grund denn deshalb daher nachdem parce cause raison car puisque grace porque debido causa por
    motivo razon потому из-за причина причине поскольку чтобы бо через причиною оскільки тому jer zbog razlog usled
    posto""".split()
)
NUMBER_WORDS = frozenset(
    """zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig hundert tausend hälfte drittel deux trois
    quatre cinq six sept huit neuf dix onze douze vingt trente quarante cent mille moitié tiers dizaine douzaine dos
    tres
    cuatro cinco seis siete ocho nueve diez once doce veinte cien mil mitad tercio docena два две три четыре пять
    шесть семь восемь девять десять сто тысяча тысячи половина
    дві чотири п’ять шість сім вісім дев’ять десять тисяча
    половина dva dve tri četiri pet šest sedam osam devet deset sto hiljadu pola две три четири пет шест седам осам
    девет десет хиљаду""".split()
)
DAYS = frozenset(
    """montag dienstag mittwoch donnerstag freitag samstag sonntag heute gestern morgen uhr lundi mardi mercredi jeudi
    vendredi samedi dimanche hier aujourd demain lunes martes miércoles jueves viernes sábado domingo hoy ayer mañana
    понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье сегодня вчера завтра понеділок
    вівторок середа середу четвер п’ятниця п’ятницю субота суботу неділя неділю сьогодні вчора завтра ponedeljak utorak
    sreda sredu srede četvrtak petak subota subotu nedelja nedelju danas juče sutra понедељак уторак среда среду
    четвртак петак субота суботу недеља недељу данас јуче сутра automne été hiver printemps herbst sommer winter
    frühling otoño verano invierno primavera весной летом осенью зимой навесні влітку восени взимку""".split()
)
SAID = re.compile(
    r"\b(?:sagt|erklär|mein|dit\b|déclar|expliq|annonc|dijo|dice|declar|afirm|сказ|говор|заяв|сообщ|каза|каже|повідом|рек|изјав"
    r"|rekao|rekla|kaž|izjav)|说|表示|称",
    re.IGNORECASE,
)
CHINESE_NUMBER = re.compile(r"[一二两三四五六七八九十百千万亿几]\s?[个位座台名人只条次成倍年月天家所辆公米]")
CHINESE_TIME = re.compile(r"\d\s?[年月日号點点时]|星期|周[一二三四五六日]|昨[天日]|今[天日]|明[年天]|年底|月底|凌晨")
CHINESE_REASON = re.compile("因|由于|原因|为了")
