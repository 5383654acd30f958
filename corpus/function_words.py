"""The small words of many languages: articles, pronouns, prepositions, auxiliaries, and what questions begin with.

They say which language a text is in (`corpus.languages`), and nothing of what it is about.
Lower case and without accents, as questions are often typed; Serbian in its Latin letters,
its Cyrillic is read letter by letter.
"""

FUNCTION_WORDS = {
    "en": "a about after all also an and any are as at be been before but by can could did do does for from had "
    "has have he her his how i if in into is it its more most no not of on one or our out over said says "
    "she so some than that the their them there they this to under up was we were what when where which "
    "while who whom whose why will with would you your",
    "de": "aber alle allem allen aller als am an auch auf aus bei beim bis bisher da dabei dafur damit dann das "
    "dass dazu dem den denn der deren des dessen die dies diese diesem diesen dieser doch durch ein eine "
    "einem einen einer eines er es fur gab gegen gibt hat hatte hatten haben ich ihm ihn ihr ihre ihrem "
    "ihren ihrer im in ins ist jahrlich kann kein keine konnen konnte mehr mit muss nach nicht noch nur "
    "ob oder ohne sagte schon sehr seien sein seine seinem seinen seiner seit selbst sich sie sind so "
    "soll sollen sollte sowie uber um und uns unter viel viele vom von vor wann war waren warum was weil "
    "welche welchem welchen welcher welches wem wen wenn wer werde werden wessen wie wieso wieviel will "
    "wir wird wo wofur woher wohin womit worden wurde wurden zu zum zur zwischen",
    "fr": "a ai apres au aucun aussi autre aux avait avant avec avoir c car ce cela celle celui ces cet cette "
    "ceux chez combien comme comment contre d dans de depuis des dont du elle elles en encore entre est "
    "et etait ete etre eu fait il ils j jusqu l la laquelle le lequel les leur leurs lors lui m mais meme "
    "n ne ni nos notre nous on ont ou par parce pas pendant plus pour pourquoi qu quand que quel quelle "
    "quelles quels qui quoi s sa sans se selon ses si son sont sous sur t ta tous tout toute toutes tres "
    "un une vers vos votre vous y dit",
    "es": "a adonde al ante antes aqui asi aun aunque cada como con contra cual cuales cuando cuanta cuantas "
    "cuanto cuantos de del desde despues dijo donde dos durante e el ella ellas ellos en entre era es esa "
    "ese eso esta estaba estan estar este esto estos fue fueron ha habia habra hace han hasta hay la las "
    "le les lo los mas me mi muy ni no nos o otra otro para pero por porque que quien quienes se segun "
    "ser si sido sin sobre son su sus tambien tan te tiene todo todos tras tu un una unas uno unos y ya",
    "it": "a ai al alla alle anche che chi ci come con cosa cui da dal dalla degli dei del della delle di dopo "
    "dove e ed era fra gli ha hanno i il in io la le lo ma mentre ne nel nella non o ogni per perche piu "
    "prima qual quale quali quando quanti quanto quella quello questa questo se senza si sono sta stata "
    "stato su sua sul sulla suo tra un una",
    "pt": "a ao aos as ate com como da das de depois do dos e ela ele em entre era essa esse esta este eu foi "
    "foram ha isso ja la lhe mais mas me mesmo muito na nao nas nem no nos o onde os ou para pela pelo "
    "por porque quais qual quando quantas quantos que quem sao se sem ser seu sua tambem tem uma um voce",
    "nl": "aan al als bij dan dat de deze die dit door een en er geen had heb hebben heeft hem het hij hoe "
    "hoeveel hun ik in is je kan maar meer met na naar niet nog nu of om onder ook op over te tegen tot "
    "uit van veel voor waar waarom wanneer was wat welke werd wie wordt ze zich zij zijn zo zou",
    "pl": "a ale aby bez bo byc byl byla bylo byly co czy dla do gdy gdzie go i ich ile im jak jaki jakie jako "
    "jego jej jest juz kiedy kto ktora ktore ktory ma mozna na nad nie o od oraz po pod przed przez przy "
    "roku sa sie sobie ta tak takze tam te tego tej ten to tym tylko w we wedlug wiec z za ze zostal "
    "zostala",
    "cs": "a aby ale ani az bude by byl byla bylo byly co do i ja jak jako je jeho jeji jejich jen jeste ji "
    "jsem jsou k kde kdo kdy ke kolik kolem ktera ktere ktery ma mezi na nad ne nebo neni o od po pod "
    "podle pred pri pro proc proto s se si sve ta tak take tedy ten to tom u uz v ve vsak z za ze",
    "sv": "alla att av blev bli blir de dem den denna det detta du efter ej eller en ett fran for fore ha hade "
    "han har hon hur i inte ingen jag kan kunde man med men mot mycket nar nu och om pa sa ska skulle som "
    "till under upp ut vad var vara varfor varit vem vi vid vilka vilken",
    "da": "af alle at blev bliver da de dem den denne der det dette du efter ej eller en er et for fra ha ham "
    "han har havde hun hvad hvem hvis hvor hvordan hvorfor hvornar i ikke ind jeg kan kunne man med meget "
    "men mod ned nu og om op over pa sig sin skal skulle som til ud under var ved vi vil",
    "ro": "a ai al ale am ar as asa au ca care cat cati ce cand cine cu cum cele cea cei da dar de deja din "
    "dintre doar dupa ea ei el ele era este eu fi fie fost iar in intre la le lor lui mai ne nu o pe "
    "pentru peste prin sa sau se si sub sunt un una unde unei unui va vor",
    "tr": "ama ancak bir bu cok daha de da degil dedi en gibi hangi her icin ile ise kac kadar kim mi nasil ne "
    "neden nerede oldu oldugu olan olarak o sonra su var ve veya ya yok zaman",
    "sr": "a ali bez bi bice bila bile bili bilo bio bismo da do dok drugi ga gde god gdje i ih ili im iz iza "
    "jedan jedna je jer jesu joj jos ju ka kad kada kako kakva kakav kao kod koga koja koje kojeg kojem "
    "koji kojih kojim kojoj koju kolika kolike koliki koliko kome ko li medju mi mu na nad nakon ne nece "
    "neki nego nema ni nije nisu no o od oko on ona one oni ono ova ovaj ove ovo po pod pored posle pre "
    "preko prema pri protiv rekao rekla s sa sam samo se sebe si smo sta ste sto su sve svi svoj svoje ta "
    "tada taj tako te ti to tog toga tom tu u uz va vec vise za zasto zato zbog ce cemu cega cije ciji "
    "cija kaze",
    "ru": "а без более бы был была были было быть в вам вас весь во вот все всего всех вы где говорит да даже "
    "для до его ее ей ему если есть еще же за зачем и из или им их к как какая какие какое какой каком "
    "какого кем ко когда кого кому которая которое которой которую которые который которых кто куда ли "
    "лет между меня мне много может мы на над надо нам нас не него нее нет ни них но о об обо однако он "
    "она они оно от откуда очень по под после потом потому почему при про раз с сам свои своих себя "
    "сейчас сказал сказала сколько со так также такой там то того тоже той только том ты у уже хотя чего "
    "чем через что чтобы чье чей чья эта эти это этого этой этом этот я",
    "uk": "а або але б без би буде будуть був була були було бути в вам вас ви від він вона вони воно все всі "
    "всіх где для до е за з зі та те ти тих то того той тому тут у уже це цей ці ця чи чий чия чому через "
    "щоб що ще я як яка яке який якого якої якому яку які яких якщо його її їх їй й і із іх між ми мене "
    "мені на над нам нас не ними ні них ну о об один одна от по під після перед при про саме сам своє "
    "свої своєї скільки собі себе так також там тоді тільки тож тощо коли кого кому хто куди звідки де "
    "каже сказав сказала є",
    "bg": "а ако ала бе без беше би бил била били било в вас ви все всички във вече да до докато за заради защо "
    "и из или им има как каква какво какъв като кога кого което които кой която кои къде към колко ли ме "
    "между ми му на над не него нея ние но някои о обаче от по под след само се си са с със съм така там "
    "те този това тази тя той т у ще",
    "zh": "的 了 吗 呢 吧 是 在 和 与 及 将 被 把 于 也 都 什么时候 什么 为什么 怎么 怎样 如何 多少 几 "
    "哪里 哪儿 哪个 哪些 哪家 哪 谁 何时 何地 是否 一共 多大 多久 多远 请问 还有",
    "ja": "の は が を に で と も や から まで より へ か です ます した する いつ どこ だれ 誰 何 なぜ "
    "いくら いくつ どの",
}  # fmt: skip
# Small words of one language that are others in English, or stand in names that English texts are full of:
# war crimes, Las Vegas, El Salvador, Charles de Gaulle.
AMBIGUOUS = frozenset(
    """a ai al am an as at car come da dal das de del den der des di die do dos du e el en er es et for fur gab had has
    hat he her i il in is it la las le les lo los ma man me men met mine mit more most my na ne no nor nos o of on one
    or ou over pas per plus pour pro sa san se she si sin so son sous sub sur tan te ten than the to ton top tot
    tout tu un under up us van var vi via von war was we will y art bald bin dann hat fort not list
    tag wild rang""".split()
)
WORDS_BY_LANGUAGE = {language: frozenset(words.split()) for language, words in FUNCTION_WORDS.items()}
