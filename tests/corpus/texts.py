"""News paragraphs in fourteen languages, written for the tests of encodings; some are only a line long."""

POLISH = (
    "Rada miejska w Żywcu przyjęła w środę uchwałę o budowie nowego wału przeciwpowodziowego. Prace mają się "
    "zacząć wczesną wiosną i potrwać dwa lata. Burmistrz zapewnił, że pieniądze znajdą się w przyszłorocznym "
    "budżecie, choć część radnych wątpi w to wyliczenie. „Nie możemy dłużej czekać, bo rzeka już trzeci raz "
    "wystąpiła z brzegów” – powiedział. Mieszkańcy ulicy Młyńskiej skarżą się, że od października nikt nie "
    "odpowiedział na ich pisma. Najstarsze domy stoją zaledwie dziesięć metrów od wody."
)
POLISH_SHORT = "Śnieg zasypał drogę do Zakopanego; gmina zamknęła dwie szkoły."
CZECH = (
    "Brněnský soud v úterý potvrdil pětiletý trest pro bývalého ředitele nemocnice. Podle obžaloby podepsal "
    "výhodné smlouvy s firmou, kterou řídil jeho příbuzný. Obhájce uvedl, že se klient cítí nevinen a že podá "
    "dovolání k Nejvyššímu soudu. Škoda přesáhla třicet milionů korun, z nichž se zatím vrátila necelá třetina. "
    "Nemocnice mezitím vyhlásila nové výběrové řízení na dodávku přístrojů."
)
HUNGARIAN = (
    "A győri önkormányzat csütörtökön úgy döntött, hogy ősztől ingyenes lesz a tömegközlekedés a tizenhat "
    "évesnél fiatalabbaknak. A szükséges összeget a helyi iparűzési adóból fedezik. Az ellenzéki képviselők "
    "szerint előbb az elöregedett buszokat kellett volna lecserélni. A polgármester azt ígérte, hogy jövőre "
    "húsz új, környezetkímélő járművet vesznek, és sűrítik a külvárosi járatokat is."
)
RUSSIAN = (
    "Власти Архангельска объявили в понедельник, что мост через Северную Двину закроют на ремонт до конца "
    "августа. Движение пустят по объездной дороге, а для пешеходов откроют паромную переправу. По словам "
    "инженеров, трещины в опорах обнаружили ещё прошлой осенью, однако деньги на работы нашлись только сейчас. "
    "Жители левого берега опасаются, что дорога на работу займёт вдвое больше времени. «Мы просим пустить "
    "дополнительные автобусы», — сказала учительница Елена Щукина."
)
RUSSIAN_SHORT = "Пожар на складе в Твери потушили к утру, пострадавших нет."
UKRAINIAN = (
    "У Чернівцях відкрили оновлений вокзал, який зачинили на ремонт три роки тому. Будівельники зберегли ліпнину "
    "на стелі та вітражі, а до колій проклали ліфти для людей на візках. Міський голова подякував залізничникам і "
    "пообіцяв, що їхній квиток на трамвай діятиме також у потягах. Пасажири кажуть, що в залі стало тепліше й тихіше."
)
GERMAN = (
    "Der Gemeinderat von Füssen hat am Dienstag beschlossen, die Brücke über den Lech für Lastwagen zu sperren. "
    "Gutachter hatten größere Risse in den Trägern gefunden. Die Umleitung führt über Roßhaupten und verlängert "
    "den Weg um zwölf Kilometer. „Das trifft uns hart“, sagte der Müller Jörg Weiß, dessen Betrieb täglich "
    "vierzig Fuhren erhält. Über die Kosten – geschätzt 3,5 Mio. € – wird im März verhandelt."
)
FRENCH = (
    "Le conseil régional a annoncé jeudi la réouverture de la ligne ferroviaire entre Guéret et Aubusson, fermée "
    "depuis l’été dernier à cause d’un éboulement. Les travaux ont coûté près de huit millions d’euros, dont la "
    "moitié a été payée par l’État. « Nous n’y croyions plus », confie une lycéenne qui devait se lever à cinq "
    "heures. Le premier train partira dès lundi, mais la cadence restera réduite jusqu’à Noël."
)
SPANISH = (
    "El ayuntamiento de Cádiz aprobó ayer un plan para plantar tres mil árboles en los barrios más calurosos. "
    "Según la concejala de Medio Ambiente, la sombra bajará la temperatura hasta cuatro grados en julio. Los "
    "vecinos llevaban años pidiéndolo. «¿Por qué tardaron tanto?», preguntó una señora. La oposición criticó que "
    "el riego dependerá de un depósito que aún no está construido."
)
SPANISH_SHORT = "Un niño de Logroño ganó el concurso de ortografía."
PORTUGUESE = "A câmara de Évora aprovou na terça-feira a recuperação das muralhas; as obras começarão em março."
SWEDISH = "Färjan mellan Öregrund och Gräsö ställdes in på söndagen sedan is hade skadat rodret. Två män räddades."
JAPANESE = (
    "北海道の小さな港町で火曜日、十五年ぶりに缶詰工場が再開した。地元の漁業組合が古い建物を買い取り、銀行から融資を受けて機械を"
    "新しくした。初日は三十人が働き、サバとイワシの缶詰を約二千個作ったという。組合長は「若い人が町に残る理由をつくりたい」と話し"
    "ている。町は来年度の予算で道路の補修費を出す方針だが、議会では反対の声も上がっている。"
)
JAPANESE_SHORT = "長野県の山で登山者二人が救助された。けがはないという。"
CHINESE = (
    "本报讯，市政府周三宣布，横跨清水河的新桥将于下月通车。工程历时四年，总投资十二亿元，比原计划多花了两成。负责人表示，"
    "超支主要是因为钢材涨价和两次洪水造成的停工。附近居民李先生说，以前过河要绕行四十分钟，现在只要五分钟。不过也有人担心，"
    "大货车会给老街带来噪音。交通部门承诺，夜间十点以后禁止重型车辆驶入。"
)
CHINESE_SHORT = "受台风影响，昨晚有六个航班被取消，机场今早恢复正常。"
