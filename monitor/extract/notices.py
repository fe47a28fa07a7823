"""Notices and furniture known by the build of one line: follow us, cookies, foreign agents, counters, rates.

Each pattern works on one folded line of bounded length; none repeats a repetition over the same characters.
"""

from __future__ import annotations

import re

_LONGEST_CALL = 400  # of what calls upon the reader
LONGEST = 1_000  # characters of a line that is looked at; notices are shorter

# What begins the outlet's own words to its readers below an article.
TO_READERS = frozenset(("follow us", "support notice", "cookie notice"))

_SITES = (
    r"(?:telegram\w*|телеграм\w*|тэлеграм\w*|facebook\w*|фейсбук\w*|фэйсбук\w*|twitter\w*|твиттер\w*|твітэр\w*|"
    r"instagram\w*|"
    r"инстаграм\w*|youtube\w*|whatsapp\w*|вконтакте|vk|viber\w*|вайбер\w*|tiktok\w*|тикток\w*|дзен\w*|dzen|"
    r"google (?:news|новост\w*)|"
    r"linkedin|threads|соцсет\w*|сацсет\w*|соцмереж\w*|social (?:media|networks?)|sosial (?:sebeke|media)\w*|"
    r"sosyal medya\w*|@\w+|rss)"
)
_PLATFORM = rf"(?:{_SITES}|newsletter|рассылк\w*|рассилк\w*|channels?|канал\w*|kanal\w*|x'[dt]\w*)"
_FOLLOW = re.compile(
    r"\W*(?:(?:(?:you can|please|do not forget to|don't forget to|for more news,?|"
    r"to stay updated,?)\s+){0,3}(?:also\s+)?(?:"
    rf"follow (?:us|our|@\w)|follow \w+ on {_SITES}|subscribe (?:to|on) (?:us|our|the)\s.{{0,60}}{_PLATFORM}|"
    rf"(?:(?:like|find|join) us|join our)\s.{{0,60}}{_PLATFORM})"
    rf"|stay (?:tuned|connected|informed)\b.{{0,80}}{_PLATFORM}"
    rf"|(?:подписывайтесь|подпишитесь|присоединяйтесь|следите за (?:нашими|нами|новостями)|читайте нас|больше новостей|"
    rf"самые (?:важные|свежие) новости|оперативные новости|все новости)\b.{{0,120}}?{_PLATFORM}"
    rf"|(?:падпісвайцеся|падпішыцеся|далучайцеся|сачыце за (?:намі|нашымі|навінамі)|чытайце нас|"
    rf"больш навін)\b.{{0,120}}?{_PLATFORM}"
    rf"|(?:підписуйтес[яь]|підпишіться|приєднуйтес[яь]|стежте за (?:нами|новинами)|читайте нас)\b.{{0,120}}?{_PLATFORM}"
    rf"|(?:наш|мы есть в|мы в|мы у|ми в) {_SITES}"
    rf"|(?:obserwuj|polub|dolacz do|subskrybuj|sledz)\b.{{0,120}}?{_PLATFORM}"
    rf"|(?:folgen sie uns|folge uns|abonnieren sie)\s.{{0,120}}?{_PLATFORM})"
)
_FOLLOW_AT_END = re.compile(r"\b(?:izleyin|abune olun|qosulun|takip edin|abone olun|takip edebilirsiniz)\W{0,9}\Z")
_FOLLOWED = re.compile(rf"\b(?:biz|{_PLATFORM})")
_SUPPORT = re.compile(
    r"\W*(?:(?:please )?(?:choose to )?support (?:us\b|our (?:work|journalis|team|newsroom|media)|the (?:team|"
    r"work) of\b|"
    r"(?:open|independent|free|quality|honest)\b.{0,60}(?:journalis|media|press))"
    r"|become (?:a|our) (?:patron|supporter|subscriber|member)\b|donate\b.{0,80}\b(?:us|our|journalism)\b"
    r"|by subscribing to our\b"
    r"|поддержите (?:нас\b|(?:наш\w* |независим\w+ )?(?:команд|редакци|журналист|зеркал|издани|медиа|сми\b))|"
    r"станьте (?:нашим )?(?:патроном|подписчиком)"
    r"|падтрымайце (?:нас\b|(?:наш\w* |незалежн\w+ )?(?:каманд|рэдакц|журналіст|люстэрк|выданн|медыя))"
    r"|підтримайте (?:нас\b|(?:наш\w* |незалежн\w+ )?(?:команд|редакц|журналіст|видання|медіа))"
    r"|(?:wesprzyj|wspieraj) (?:nas\b|nasz|niezalezn)|unterstutzen sie (?:uns\b|unser\w* (?:arbeit|redaktion|"
    r"journalis)|unabhangig))"
)
_COOKIES = re.compile(
    r"(?=.*(?:cookie|куки|kuki|cerez|файлы cookie))\W*(?:we use|this (?:web)?site uses|our (?:web)?site uses|"
    r"by (?:using|continuing)|"
    r"(?:please )?accept|мы используем|(?:наш|этот|данный) сайт использует|на (?:нашем )?сайте использу|продолжая|"
    r"сайт использует|"
    r"мы выкарыстоуваем|сайт выкарыст|bu sayt|saytimiz|sayt(?:da|imizda)|biz|sitemiz|bu (?:web )?site|"
    r"cerez|ми використовуємо|сайт використовує|ta strona|nasza strona|wir verwenden|diese (?:web)?site)"
)
_AGENT = re.compile(
    r"\W*(?:настоящ\w+ (?:материал|сообщени)\w*|данн\w+ (?:материал|сообщени)\w*|this (?:material|message|"
    r"news)\b.{0,80})"
    r".{0,100}(?:создан|произвед|распростран|направлен|подготовлен|produced|created|distributed|published|prepared)"
    r".{0,300}(?:иностранн\w+ агент|foreign agent)"
    r"|[\W\d]*\*.{0,200}(?:иностранн\w+ агент|иноагент|нежелательн\w+ организаци|экстремистск\w+ организаци|"
    r"foreign agent)"
    r"|\W*(?:внес[её]н\w* (?:минюстом )?в (?:реестр|список) (?:сми-)?ино)"
)
_RIGHTS = re.compile(
    r"\W*(?:©|\(c\)|copyright\b(?:\W*(?:©|\(c\)|\d{4}|by\b)|\W*(?:\w+\W+){0,2}(?:\w+\W*)?\Z))"
    r"|.{0,60}(?:all rights reserved|все права защищены|усе правы абаронены|butun huquqlar qorunur|"
    r"tum haklari saklidir|"
    r"всі права захищені|wszelkie prawa zastrzezone|alle rechte vorbehalten)"
    r"|(?:при .{0,40}(?:использовании|перепечатке|цитировании|копировании)|(?:использование|перепечатка) материалов)\s"
    r".{0,200}(?:гиперссылк|активн\w+ ссылк|ссылк\w+ .{0,60}обязательн)"
    r"|пры (?:.{0,40} )?(?:выкарыстанні|перадруку|цытаванні)\s.{0,200}(?:гіперспасылк|актыун\w+ спасылк|"
    r"спасылк\w+ .{0,60}абавязк)"
    r"|при (?:.{0,40} )?(?:використанні|передруку|цитуванні)\s.{0,200}(?:гіперпосиланн|посиланн\w+ .{0,60}обов'язков)"
    r"|.{0,160}(?:istinad (?:zeruridir|mutleqdir|vacibdir|olunmalidir)|kaynak gosterilmeden .{0,40}kullanilamaz)"
    r"|(?:when using|(?:any )?(?:use|reproduction) of) (?:the |any |our |these )?(?:materials?|content|information|"
    r"news|articles?)\b"
    r".{0,160}(?:hyperlink|link|reference|permission)\b.{0,60}(?:required|obligatory|mandatory|prohibited)"
)
_WIRE_END = re.compile(r"[-–—\s]+0[-–—\s]+|\W*(?:end|ends|конец)\W*")
_PHOTO = re.compile(
    r"\W*(?:photos?|фото\w{0,8}|foto\w{0,6}|фота|снимок|zdjecie|bild|image|video|видео|відэа)(?:\s+(?:by|credit|"
    r"courtesy(?: of)?)\b|\s*[:©])"
    r"[^.!?]{1,60}\.?"
)
_COUNTER = re.compile(
    r"[•·\W]*[•·📷📸👁🕒⏱]\s*\d{1,6}|\W*\d{1,3}\s*/\s*\d{1,3}\W*"
    r"|\W*(?:photos?|фото|foto|фота|gallery|фотогалерея|views?|просмотр\w*|прагляд\w*|перегляд\w*|baxis(?: sayi)?|"
    r"oxunub|oxunma(?: sayi)?|"
    r"okunma(?: sayisi)?|goruntulenme|wyswietlen\w*|aufrufe|comments?|комментари\w*|каментар\w*|"
    r"shares?)\s*[:(]?\s*\d[\d\s.,]{0,9}\)?\W*"
    r"|\W*\d[\d\s.,]{0,8}\s*(?:photos?|фото\w{0,8}|foto|views?|просмотр\w*|прагляд\w*|baxis|oxunma|okunma|comments?|"
    r"комментари\w*|shares?|"
    r"min(?:utes?)? read|мин\w* чтения)\W*"
)
_RATE_WORDS = frozenset(
    """
    usd eur rub rur byn azn uah pln try gbp cny kzt gel amd uzs chf jpy btc eth brent wti xau $ € ₽ ₼ £ ₺ br azeri light
    ▲ ▼ ↑ ↓ = : / - + доллар евро рубль dollar euro
    """.split()  # noqa: SIM905  # a list of forty in quotes would be harder to read
)
_RATE = re.compile(r"[+\u2212-]?\(?[+\u2212-]?\d{1,6}(?:[.,]\d{1,6})?%?\)?")
_EXACT_RATE = re.compile(r"\d[.,]\d{2,}")
_WEATHER = re.compile(r"[^\d.!?:]{0,30}[+\u2212–-]?\d{1,2}\s*°\s*[cс]?")

# Somebody is told of who says so: a sentence of the article, whomever it calls upon to follow or to join.
_SAID = re.compile(
    r"\b(?:said|told|stated|announced|asked|advised|сказал\w*|сообщил\w*|заявил\w*|отметил\w*|подчеркнул\w*|"
    r"добавил\w*|попросил\w*|призвал\w*|обещал\w*|сказа[ул]\w*|паведамі[ул]\w*|заяві[ул]\w*|адзначы[ул]\w*|"
    r"dedi|deyib|bildirib|bildirdi|soyledi|belirtti|seslendi|acikladi|vurguladi|"
    r"сказав|сказала|повідоми[вл]\w*|заяви[вл]\w*|powiedzia\w+|oswiadczy\w+|sagte\w*|erklarte\w*)\b"
)

# A word to the reader is two things at once: the reader is spoken to, and it is about the outlet; or it is thanks.
READER = re.compile(r"\b(?:you|your|our|вы|вас|вам|ваш\w*|наш\w*|нас|siz\w*|biz\w*|wy|nasz\w*|sie|ihr\w*|unser\w*)\b")
OUTLET = re.compile(
    r"\b(?:news|newspaper|subscri\w*|journalis\w*|website|newsletter|readers?|новост\w*|подпис\w*|журналист\w*|"
    r"сайт\w*|читател\w*|"
    r"редакци\w*|навін\w*|падпіс\w*|журналіст\w*|чытач\w*|рэдакцы\w*|xeber\w*|abune\w*|jurnalist\w*|oxucu\w*|haber\w*|"
    r"abone\w*|"
    r"gazeteci\w*|okur\w*|новин\w*|підпис\w*|читач\w*|wiadomosc\w*|czytelni\w*|nachrichten|leser\w*|abonn\w*)\b"
)
THANKS = re.compile(
    r"\W*(?:thank you|thanks|спасибо|дзякуем|дзякуи|дзякуй|tesekkur\w*|дякуємо|dziekujemy|danke)\b.{0,30}"
)

# Longest line, kind, pattern, and of what one stands in every line that fits, () = nothing can be said; the first that
# fits. To look for these words costs a tenth of what the pattern does, which goes through the line from many places.
_NOTICES = (
    (300, "follow us", _FOLLOW, ()),
    (400, "support notice", _SUPPORT, ()),
    (600, "cookie notice", _COOKIES, ("cookie", "куки", "kuki", "cerez")),
    (LONGEST, "foreign-agent notice", _AGENT, ("материал", "сообщени", "this ", "*", "ино")),
    (
        400, "sign-off", _RIGHTS,
        ("©", "(c)", "copyright", " reserved", " защищены", " абаронены", " qorunur", " saklidir", " захищені",
         " zastrzezone", " vorbehalten", "при ", "материалов", "пры ", "istinad ", "kaynak ", "when using", " of "),
    ),
)  # fmt: skip
_WHOLE = (
    (30, "sign-off", _WIRE_END),
    (80, "photo credit", _PHOTO),
    (60, "counter", _COUNTER),
    (80, "rates or weather", _WEATHER),
)
SHORT = 80  # the longest that is looked at as a whole

# Of these, every line that is a notice or a piece of furniture has one: the word that it begins with, behind marks;
FIRST_WORDS = frozenset(
    """
    you please do don for to also follow subscribe like find join stay подписывайтесь подпишитесь присоединяйтесь
    следите читайте больше самые оперативные все падпісвайцеся падпішыцеся далучайцеся сачыце чытайце больш
    підписуйтеся підписуйтесь підпишіться приєднуйтеся приєднуйтесь стежте наш мы ми obserwuj polub dolacz subskrybuj
    sledz folgen folge abonnieren
    choose support become donate by поддержите станьте падтрымайце підтримайте wesprzyj wspieraj unterstutzen
    c copyright при использование перепечатка пры when any use reproduction
    """.split()  # noqa: SIM905  # a list of seventy in quotes would be harder to read
)
# a word inside it;
INSIDE = (
    "cookie", "куки", "kuki", "cerez", "*", "иностранн", "иноагент", "foreign agent", "нежелательн", "экстремистск",
    "внесен", "©", "all rights", "все права", "усе правы", "butun huq", "tum haklari", "всі права", "wszelkie pr",
    "alle recht", "istinad ", "kaynak gost", "izleyin", "abune olun", "abone olun",
    "qosulun", "takip ed", "°",
)  # fmt: skip
# in a short line a digit, or these, where its first word begins: four letters, or all of a shorter one.
STEMS = (
    frozenset(
        word[:4]
        for word in """
    end ends конец photo фото foto фота снимок zdjecie bild image video видео відэа gallery views просмотр прагляд
    перегляд baxis oxunub oxunma okunma goruntulenme wyswietlen aufrufe comments комментари каментар shares
    """.split()  # noqa: SIM905  # as above
    )
    | {word[:4] for word in _RATE_WORDS}
)


def kind_of(text: str, folded: str) -> str:
    """What notice or piece of furniture the line is; "" if it is none."""
    if text.startswith(("«", '"', "“", "„")):  # somebody speaks
        return ""
    found = _kind_of(folded)
    return "" if found and len(folded) <= _LONGEST_CALL and _SAID.search(folded) else found


def _kind_of(folded: str) -> str:
    size = len(folded)
    if size <= 300 and _FOLLOW_AT_END.search(folded, max(0, size - 40)) and _FOLLOWED.search(folded):
        return "follow us"
    for most, kind, pattern, words in _NOTICES:
        if size <= most and (not words or any(map(folded.__contains__, words))) and pattern.match(folded):
            return kind
    if size > SHORT:
        return ""
    whole = (kind for most, kind, pattern in _WHOLE if size <= most and pattern.fullmatch(folded))
    return next(whole, "") or ("rates or weather" if _is_rates(folded) else "")


def _is_rates(folded: str) -> bool:
    """Only currencies and numbers, as in "USD 1.7000 EUR 1.9244": no row of a table, whose cells are divided."""
    if "|" in folded or not _EXACT_RATE.search(folded):
        return False
    words = folded.split()
    named = [word for word in words if word in _RATE_WORDS and word[0].isalpha()]
    return bool(named) and all(word in _RATE_WORDS or _RATE.fullmatch(word) for word in words)
