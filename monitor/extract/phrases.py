"""The words of what stands round an article, in en ru be az tr uk pl de, as a site prints them.

Written as people write them and folded once; no phrase here is one that an article's own sentence consists of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter

from monitor.text.fold import folded

# A line of nothing but these. Several in one line ("Latest See more") count as well.
_LABELS = {
    "read more": """
        read more | read on | continue reading | full story | more details | details | learn more | show more
        | load more
        | see more | view all | see all | more | next | previous | back to top | loading
        | читать далее | читать дальше | читать полностью | читать целиком | подробнее | подробности | показать ещё
        | загрузить ещё | ещё | все новости | далее | назад | наверх | загрузка
        | чытаць далей | чытаць цалкам | падрабязней | паказаць яшчэ | усе навіны
        | ətraflı | daha ətraflı | ardını oxu | davamı | davamını oxu | hamısı | bütün xəbərlər | yüklənir
        | devamını oku | devamı | haberin devamı | daha fazla | tümü | tüm haberler | yükleniyor
        | читати далі | детальніше | більше | усі новини | показати ще
        | czytaj dalej | czytaj więcej | więcej | wszystkie wiadomości
        | weiterlesen | mehr lesen | mehr | alle nachrichten""",
    "share line": """
        share | share this | share this article | share on facebook | share on twitter | share on x | share on telegram
        | share on whatsapp | tweet | print | print version | copy link | link copied | email | send | save | bookmark
        | add to favorites | pdf
        | поделиться | поделиться новостью | поделитесь | поделиться в соцсетях | распечатать | версия для печати
        | скопировать ссылку | ссылка скопирована | отправить | сохранить | в избранное
        | падзяліцца | падзяліцца навіной | версія для друку | скапіяваць спасылку
        | paylaş | paylaşın | çap et | çap versiyası | linki kopyala | link kopyalandı
        | paylaş | yazdır | bağlantıyı kopyala | kaydet
        | поділитися | роздрукувати | версія для друку | копіювати посилання
        | udostępnij | drukuj | kopiuj link | teilen | drucken | link kopieren""",
    "follow us": """
        follow us | follow | subscribe | subscribe now | subscribe to our newsletter | join us | newsletter | sign up
        | подписаться | подписывайтесь | подписаться на новости | подписка | рассылка | мы в соцсетях | мы в telegram
        | падпісацца | падпісвайцеся | мы ў сацсетках | рассылка навін
        | abunə ol | abunə olun | bizi izləyin | bizi izlə | abone ol | bizi takip edin | takip et
        | підписатися | підписуйтесь | ми в соцмережах | subskrybuj | obserwuj nas | abonnieren | folgen sie uns""",
    "advertisement": """
        advertisement | advertising | sponsored | реклама | на правах рекламы | рэклама | reklam | reklam alanı
        | reklama
        | werbung | anzeige""",
    "comments": """
        comments | leave a comment | add comment | no comments | post a comment
        | комментарии | комментировать | оставить комментарий | обсудить | нет комментариев
        | каментары | пакінуць каментар | şərhlər | şərh yaz | rəy yaz | yorumlar | yorum yap | yorum yaz
        | коментарі | залишити коментар | komentarze | skomentuj | kommentare""",
    "menu": """
        home | homepage | menu | search | log in | login | sign in | register | about us | contact us | contacts
        | archive | privacy policy | terms of use | skip to content | skip to main content | site map
        | главная | меню | поиск | войти | регистрация | о нас | контакты | архив | карта сайта | все рубрики
        | політыка прыватнасці | галоўная | пошук | увайсці | кантакты | пра нас
        | ana səhifə | axtarış | əlaqə | haqqımızda | arxiv | giriş | məxfilik siyasəti
        | ana sayfa | anasayfa | iletişim | hakkımızda | arşiv | giriş yap | künye
        | головна | увійти | контакти | про нас | strona główna | szukaj | kontakt | startseite | suche | impressum""",
    "sign-off": """
        all rights reserved | все права защищены | усе правы абаронены | bütün hüquqlar qorunur | tüm hakları saklıdır
        | всі права захищені | wszelkie prawa zastrzeżone | alle rechte vorbehalten
        | belta | белта | бэлта | azertac | azertag | azərtac | азертадж | trend | report | apa | тасс | tass
        | ria novosti
        | риа новости | interfax | интерфакс | anadolu ajansı | sputnik | reuters | afp | dpa | pap""",
}  # fmt: skip

# A line of nothing but one of these stands over other articles' headlines.
_HEADINGS = """
    read also | also read | read next | you may also like | you may also be interested in | see also | related
    | related news | related articles | related topics | similar news | more on this topic | more news | more from
    | latest | latest news | latest headlines | top news | top stories | most read | most viewed | most popular
    | popular
    | trending | editor's choice | editors' picks | other news | news feed | recommended | don't miss | in this section
    | читайте также | читайте ещё | также читайте | смотрите также | по теме | новости по теме | материалы по теме
    | ещё по теме | похожие новости | другие новости | последние новости | свежие новости | лента новостей | новости
    | новости партнёров | главные новости | самое читаемое | самое популярное | самое обсуждаемое | популярное
    | читаемое | топ новостей | рекомендуем | вам может быть интересно | выбор редакции | не пропустите | ещё новости
    | поддержите команду зеркала | поддержите команду «зеркала»
    | чытайце таксама | чытайце яшчэ | таксама чытайце | глядзіце таксама | па тэме | навіны па тэме | апошнія навіны
    | іншыя навіны | самае чытанае | самае папулярнае | папулярнае | стужка навін | рэкамендуем
    | oxuyun | həmçinin oxuyun | həmçinin bax | bunu da oxuyun | digər xəbərlər | son xəbərlər | oxşar xəbərlər
    | əlaqəli xəbərlər | mövzu üzrə | ən çox oxunan | ən çox oxunanlar | çox oxunanlar | xəbər lenti | günün xəbərləri
    | maraqlı xəbərlər | ən son | populyar | tövsiyə edirik
    | ayrıca okuyun | bunları da okuyun | ilgili haberler | benzer haberler | diğer haberler | son dakika
    | son haberler | en çok okunanlar | çok okunanlar | çok okunan haberler | öne çıkanlar | önerilen haberler
    | читайте також | читайте ще | дивіться також | останні новини | інші новини | новини за темою | популярне
    | найпопулярніше | найчитаніше | стрічка новин
    | czytaj także | czytaj też | zobacz także | zobacz też | przeczytaj także | przeczytaj też | polecamy | najnowsze
    | najczęściej czytane | najpopularniejsze | podobne artykuły
    | lesen sie auch | auch interessant | mehr zum thema | zum thema | meistgelesen | aktuelle nachrichten
    | weitere nachrichten | das könnte sie auch interessieren"""

# Begins a line whose rest is another article's headline, with or without a colon.
_ALSO = """
    read also | also read | see also | read next
    | читайте также | также читайте | читайте ещё | смотрите также | чытайце таксама | таксама чытайце | чытайце яшчэ
    | həmçinin oxuyun | bunu da oxuyun | həmçinin bax | ayrıca okuyun | bunları da okuyun | читайте також
    | дивіться також
    | czytaj także | czytaj też | zobacz także | zobacz też | przeczytaj także | lesen sie auch"""
# The same, but only before a colon or a mark like it.
_ALSO_COLON = """
    read more | more on this | more about this | related | related news | more details
    | подробнее | подробнее об этом | подробности | по теме | новости по теме | ранее по теме | материал по теме
    | падрабязней | падрабязнасці | па тэме
    | oxuyun | ətraflı | daha ətraflı | mövzu üzrə | okuyun | ilgili haber | детальніше | за темою | czytaj więcej
    | więcej
    | mehr zum thema | mehr dazu"""

_SHARED = """facebook twitter x telegram whatsapp viber vk vkontakte ok linkedin instagram youtube tiktok pinterest
    messenger skype threads reddit email e-mail print rss pdf mail pocket flipboard share on tweet copy link
    вконтакте одноклассники телеграм твиттер фейсбук дзен ватсап вайбер поделиться печать
    paylaş çap udostępnij teilen"""

_WEEKDAYS = """monday tuesday wednesday thursday friday saturday sunday
    понедельник вторник среда четверг пятница суббота воскресенье
    панядзелак аўторак серада чацвер пятніца субота нядзеля
    bazar ertəsi çərşənbə axşamı cümə şənbə
    pazartesi salı çarşamba perşembe cuma cumartesi pazar
    понеділок вівторок середа четвер п'ятниця неділя
    poniedziałek wtorek środa czwartek piątek sobota niedziela
    montag dienstag mittwoch donnerstag freitag samstag sonntag"""


def _fold_all(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(" ".join(phrase.split())) for phrase in text.split("|")))


def _any_of(phrases: Iterable[str]) -> str:
    """An alternation, the longest first, so that "read more" is not found as "read"."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def bare(line: str) -> str:
    """A folded line without marks at its ends: "read also" of "» read also:"."""
    return _ENDS.sub("", line)


_ENDS = re.compile(r"\A\W+|\W+\Z")
HEADINGS = frozenset(bare(phrase) for phrase in _fold_all(_HEADINGS))
LABELS = {phrase: kind for kind, text in reversed(_LABELS.items()) for phrase in _fold_all(text)}
LABEL_LINE = re.compile(rf"\W*(?>(?>{_any_of((*LABELS, *HEADINGS))})(?!\w)\W*)+")
FIRST_LABEL = re.compile(rf"\W*({_any_of((*LABELS, *HEADINGS))})(?!\w)")
ALSO = re.compile(
    rf"\W{{0,4}}(?:(?:{_any_of(_fold_all(_ALSO))})(?!\w)|(?:{_any_of(_fold_all(_ALSO_COLON))})\s*[:>»→])\s*(?=\S)"
)
SHARED = frozenset(folded(word) for word in _SHARED.split())
_DAYS = {folded(word) for word in _WEEKDAYS.split()}
LONGEST_WEEKDAY = max(map(len, _DAYS))
WEEKDAY = re.compile(rf"(?:{_any_of(_DAYS)})(?!\w)")

LONGEST_LABEL = 120  # characters of a line that consists of labels
LONGEST_ALSO = 220  # of one that begins with such a phrase and goes on with a headline


# What a line of phrases begins with, behind marks; the longest such line.
BEGINNINGS = (
    dict.fromkeys((*LABELS, *HEADINGS), LONGEST_LABEL)
    | dict.fromkeys((*_fold_all(_ALSO), *_fold_all(_ALSO_COLON)), LONGEST_ALSO)
    | dict.fromkeys(SHARED, 1_000)
)
_WORD = re.compile(r"\w+")
# The same by first words alone.
FIRST_WORDS = {
    found[0]: longest
    for phrase, longest in sorted(BEGINNINGS.items(), key=itemgetter(1))
    if (found := _WORD.search(phrase))
}
