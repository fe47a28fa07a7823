"""What stands round a text and says nothing: captions, credits, bylines, "read also", stamps, counters, labels.

Each pattern works on one folded line of bounded length. A line is blanked, not cut, so that offsets stay.
"""

from __future__ import annotations

import re

from monitor.extract.phrases import ALSO
from monitor.text.fold import folded

_LONGEST = 300  # characters of a line that is looked at
_CREDIT = (
    r"(?:photos?|pictures?|images?|фото\w*|фота\w*|foto\w*|fot\.|снимок|здымак|sekil|zdjecie|bild|video|видео|відео|"
    r"відэа)"
)
_CAPTION = re.compile(rf"(?<!\w){_CREDIT}\s*(?:by|из архива|courtesy of|[:©/|])|^\W*©")
_BYLINE = re.compile(
    r"^\W*(?:(?:reporting|editing|written|edited|compiled|text) by\b|by [^.,!?]{3,60}$|"
    r"(?:autho?r|автор\w*|аўтар|аутар|autor|muellif|yazar|muxbir|muhabir|korrespondent|корреспондент|кореспондент|"
    r"карэспандэнт|редактор|рэдактар|подготовил\w*|падрыхтава\w*|hazirladi|hazirlayan|источник|крынiца|крыніца|"
    r"джерело|source|menbe|kaynak|zrodlo|quelle|текст|text|metn)\s*[:–—|-].{0,80}$)"
)
_NAME_ALONE = re.compile(r"\W*(?:[^\W\d_]+[-'’.]?[^\W\d_]*\.?\s+){1,2}[^\W\d_]+(?:-[^\W\d_]+)?\W*")
_STAMP = re.compile(
    r"^\W*(?:(?:last )?(?:updated|modified|published)|обновлен\w*|опубликован\w*|абноулен\w*|апублiкаван\w*|"
    r"апублікаван\w*|yenilen\w+|yayimlan\w+|guncellen?me\w*|guncellendi|оновлен\w*|опублікован\w*|aktualizacja|"
    r"aktualisiert|veroffentlicht|derc edilib)(?!\w)\W*[^!?]{0,60}$"
)
_CLOCK = re.compile(r"^[^!?]{0,40}(?<!\d)\d{1,2}[:.]\d\d(?!\d)[^!?]{0,20}$")
_COUNTER = re.compile(
    r"^\W*(?:\d[\d .,]*\s*)?(?:views?|reads?|просмотр\w*|прочтен\w*|праглядау|праглядаў|oxunma\w*|baxis\w*|"
    r"goruntulenme|okunma|перегляд\w*|wyswietle\w*|aufrufe)\W*(?:\d[\d .,]*)?\W*$"
)
_LABEL = (
    r"(?:updat(?:ed?|ing)(?: ?\d+)?|обновл\w+|дополн\w+|абноулен\w*|yenilen\w+|yeniden|guncellen\w+|guncelleme|"
    r"оновлен\w*|доповнен\w*|aktualizacja|aktualisiert|photos?|фото\w*|фота\w*|foto\w*|video\w*|видео\w*|відео\w*|"
    r"відэа\w*|галерея|gallery|live|exclusive|эксклюзив|eksklyuziv|breaking|срочно|молния|tecili|son deqiqe)"
)
_LABELS_BEHIND = re.compile(rf"(?:\s*[-–—|/(\[,+]\s*|\s+(?:and|и|і|ve)\s+|\s+)?(?<!\w){_LABEL}[\s)\]]*$")
_LABELS_BEFORE = re.compile(rf"^\W*{_LABEL}\s*[\])]?\s*[:|–—)\]-]+\s*")
_MOST_LABELS = 5
_BARE_LABEL = re.compile(rf"[-–—|/(\[]\s*{_LABEL}|{_LABEL}\s*[)\]]")


def without_labels(title: str) -> str:
    """The folded title without "(PHOTO)", "- VİDEO", "UPDATED:" at its ends."""
    text = folded(title[:_LONGEST]) + title[_LONGEST:]
    for _ in range(_MOST_LABELS):
        shorter = _LABELS_BEFORE.sub("", text)
        if (behind := _LABELS_BEHIND.search(shorter)) and (_BARE_LABEL.search(behind[0]) or _shouted(title)):
            shorter = shorter[: behind.start()]
        if shorter == text or not shorter.strip():
            break
        text = shorter
    return text


def blanked(body: str) -> str:
    """The text with spaces in place of every line that says nothing."""
    lines = body.split("\n")
    whole = [line for line in lines if line.strip()]
    if len(whole) < 2:
        return body
    kept = [" " * len(line) if _says_nothing(line) else line for line in lines]
    first = next((n for n, line in enumerate(kept) if line.strip()), None)
    if first is not None and _is_caption(kept[first], [line for line in kept[first + 1 :] if line.strip()]):
        kept[first] = " " * len(kept[first])
    return "\n".join(kept)


def _shouted(title: str) -> bool:
    """Whether the last word stands in capitals below a title that does not: "… Bakıya gəlib FOTO"."""
    last = title.split()[-1:] or [""]
    return last[0].isupper() and not title.isupper()


def _says_nothing(line: str) -> bool:
    if not line.strip() or len(line) > _LONGEST:
        return False
    text = folded(line).strip()
    if any(pattern.search(text) for pattern in (_CAPTION, _BYLINE, _STAMP, _CLOCK, _COUNTER)):
        return True
    return bool(ALSO.match(text)) or (line.strip().istitle() and bool(_NAME_ALONE.fullmatch(line)))


def _is_caption(line: str, rest: list[str]) -> bool:
    """A first line that is no sentence, above a text of sentences, is what stands below the picture."""
    ended = line.rstrip().endswith((".", "!", "?", "…", ":", "»", "”", '"', ")"))
    return not ended and len(line) < _LONGEST and sum(each.rstrip().endswith((".", "!", "?", "…")) for each in rest) > 0
