"""Words with which an outlet takes an article back, or says that it has corrected it, in ten languages.

An article about something that was withdrawn must not be taken for one: the words speak of an article, a text, a news
item, and open the title, or a short line that opens or ends the text.
"""

from __future__ import annotations

import re

from monitor.revising.wording import cited
from monitor.text.fold import folded

_LONGEST_LINE = 220
_NOTICE_LONGEST = 400
_LINES = 2  # at either end of the text
_REST_OF_TITLE = 25  # characters: "Article deleted from the code of ..." is news of an article
_SHORT_BODY = 400  # characters: of a body so short any line counts

_TEXT = {
    "en": (r"(?:(?:this|the|our) )?(?:article|story|text|report|news item|item|material|publication|dispatch|post)",
           (r"(?:has been|have been|was|is|were)?(?: \w+ly)? ?"
           r"(?:retracted|withdrawn|removed|deleted|taken down|unpublished|annulled|no longer available)")),
    "ru": ((r"(?:(?:этот|эта|данный|данная|настоящая) )?(?:материал|статья|новость|текст|публикация|заметка|сообщение|"
           r"информация)"),
           (r"(?:был[аои]? )?(?:снят[аоы]? с (?:публикации|сайта)|удален[аоы]?|отозван[аоы]?|аннулирован[аоы]?|"
           r"изъят[аоы]?|больше не(?:доступ\w+)?|недоступ\w+)")),
    "be": (r"(?:(?:гэты|гэта|гэтая|дадзены) )?(?:матэрыял|артыкул|навіна|тэкст|публікацыя|паведамленне)",
           r"(?:быу |была |было )?(?:зняты|знята|знятае|выдален[аы]?|адкліка\w+|ануляван[аы]?)(?: з \w+)?"),
    "uk": (r"(?:(?:цей|ця|даний) )?(?:матеріал|стаття|новина|текст|публікація|повідомлення)",
           r"(?:був |була |було )?(?:знято|знятий|знята|видален[оаий]+|відклика\w+)(?: з \w+)?"),
    "az": (r"(?:(?:bu|hemin) )?(?:xeber|meqale|material|metn|yazi|melumat|nesr)\w*",
           (r"(?:(?:sayt|saytdan|yayim|derc|nesr)\w* )?(?:silin\w+|cixaril\w+|geri goturul\w+|geri cagiril\w+|"
           r"legv (?:edil|olun)\w+|yigisdiril\w+|goturul\w+)")),
    "tr": (r"(?:(?:bu|ilgili|soz konusu) )?(?:haber|makale|yazi|metin|icerik|yayin)\w*",
           r"(?:yayindan |siteden |geri )*(?:kaldiril\w+|silin\w+|cekil\w+|cikaril\w+)"),
    "pl": (r"(?:(?:ten|ta|niniejszy) )?(?:artykul|tekst|material|wiadomosc|depesza|publikacja)",
           r"(?:zostal[ao]? |byl[ao]? )?(?:wycofan[aey]|usuniet[aey]|anulowan[aey])"),
    "de": (r"(?:(?:dieser|diese|der|die) )?(?:artikel|meldung|beitrag|text|bericht|nachricht)",
           r"(?:wurde |ist |wird )?(?:zuruckgezogen|entfernt|geloscht|widerrufen|nicht mehr verfugbar)"),
    "fr": (r"(?:(?:cet|cette|l'|la|le) ?)?(?:article|depeche|information|publication|texte)",
           r"(?:a ete |est )?(?:retire|supprime|annule)e?"),
    "kk": (r"(?:бул )?(?:материал|макала|жаналык|мақала|жаңалық)", r"(?:жойыл\w+|өшірілді|алынып тасталды|өшіріл\w+)"),
}  # fmt: skip
_SAID = re.compile("|".join(rf"(?:\W*(?:{noun})\W+(?:{verb})(?!\w))" for noun, verb in _TEXT.values()))
_TURNED = re.compile(  # "Retracted: ...", "Снято с публикации", "Silinib", "Просим аннулировать"
    r"\W*(?:(?:retraction|retracted|withdrawn|deleted|removed|kill(?:ed)?|bulletin kill|advisory kill|"
    r"отозвано|удалено|снято с публикации|снято|аннулировано|опровержение редакции|знята з публікацыі|знята|выдалена|"
    r"видалено|знято з публікації|silinib|silindi|yayimdan cixarilib|geri goturulub|yayindan kaldirildi|kaldirildi|"
    r"geri cekildi|wycofano|usunieto|zuruckgezogen|geloscht|retire|supprime)\s*(?:[:\])|.!–—-]|$)"
    r"|(?:please )?(?:disregard|kill) (?:this|the|our)? ?(?:article|story|item|report|dispatch)"
    r"|(?:просим|просьба) (?:считать )?(?:аннулировать|недействительн\w+|не использовать|снять с публикации))"
)
_NOTICE = re.compile(
    r"\W*(?:correction|corrected|clarification|editor'?s'? note|an earlier version of|a previous version of|"
    r"исправлен\w*|уточнен\w*|поправка|от редакции|в (?:предыдущей|первоначальной|ранней) версии|"
    r"выпраулен\w*|удакладнен\w*|ад рэдакцыі|у папярэдняй версіі|"
    r"виправлен\w*|уточнення|від редакції|у попередній версії|"
    r"duzelis|deqiqlesdirme|redaksiyadan|xeberin evvelki versiyasinda|duzeltme|editorun notu|haberin onceki|"
    r"sprostowanie|korekta|od redakcji|korrektur|berichtigung|anmerkung der redaktion|rectificatif|correctif)(?!\w)"
)


def withdrawn(title: str, body: str) -> str:
    """Its own words that take it back, as a phrase for "withdrawn: ..."; "" where it stands."""
    if _TURNED.match(folded(title[:_LONGEST_LINE])) or _alone(title, _REST_OF_TITLE):
        return f"its title says {cited(title)}"
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    looked = lines if len(body) <= _SHORT_BODY else [*lines[:_LINES], *lines[-_LINES:]]
    for line in looked:
        if _alone(line) or (
            len(body) <= _SHORT_BODY and len(lines) == 1 and _TURNED.match(folded(line[:_LONGEST_LINE]))
        ):
            return f"its text says {cited(line)}"
    return ""


def notice(line: str) -> str:
    """The line, where with it the outlet says that it has corrected the article; "" for any other."""
    line = line.strip()
    return line if len(line) <= _NOTICE_LONGEST and _NOTICE.match(folded(line)) else ""


def _alone(line: str, most: int = _LONGEST_LINE) -> bool:
    """Whether the line begins with it and says no more than so many characters beside."""
    found = _SAID.match(folded(line)) if len(line) <= _LONGEST_LINE else None
    return found is not None and len(line) - found.end() <= most
