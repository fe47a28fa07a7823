"""Which outlets a text gives as its source: "BelTA reports", "со ссылкой на", "istinadən"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from monitor.model.story import Material
from monitor.text.fold import folded

_CUE = re.compile(
    r"""(?<!\w)(?:
    report(?:s|ed)\b(?:\s(?:by|citing))?|citing|according\sto|has\slearned|told|source|via
    |со\sссылкой\sна|сообща(?:ет|ют)|переда(?:ет|ют)|пишет|информирует|по\s(?:данным|информации|сообщению)|источник
    |istinad(?:en|la)|melumatina\sgore|xeber\sver(?:ir|ib)|bildirir|menbe|yazir
    |паведамля(?:е|юць)|перадае|піша|са\sспасылкай\sна|паводле|крыніца|па\s(?:даных|інфармацыі)
    |dayandirarak|bildirdi(?:gine)?|haberine\sgore|aktardi(?:gina)?|gore|kaynak
    |unter\sberufung\sauf|berichtet|meldet|quelle|selon|rapporte|citant
    |повідомляє|передає|з\sпосиланням\sна|jak\s(?:podaje|informuje)|powolujac\ssie\sna
    )(?!\w)""",
    re.VERBOSE,
)
_NAME = re.compile(
    r"[«\"“„]([^«»\"“”„\n]{2,40})[»\"”“]|([^\W\d_a-zа-яё][\w.-]{1,30}(?:\s[^\W\d_a-zа-яё][\w.-]{1,30}){0,2})"
)
_AROUND = 45  # letters before and behind a cue in which the outlet stands
_MOST_CUES = 12
_READ = 20_000  # letters: a source is named at the beginning or at the end, of a long text both are read
_VOWELS = re.compile(r"[aeiouyаеиоуыэюяйьъіїє\W_\d]+")
_LATIN = dict(zip("бвгджзклмнпрстфхцчшщ", "bvgdjzklmnprstfhccss", strict=True))
_LATIN_SOUNDS = str.maketrans({"q": "g", "w": "v", "x": "h"})


@lru_cache(maxsize=4096)
def outlet_key(name: str) -> str:
    """What stays of an outlet's name in another script or case: its consonants ("BelTA", "БелТА" -> "blt")."""
    form = folded(name)
    form = "".join(_LATIN.get(letter, letter) for letter in unicodedata.normalize("NFKD", form))
    return _VOWELS.sub("", form).translate(_LATIN_SOUNDS)


def cited(material: Material) -> frozenset[str]:
    """Keys (`outlet_key`) of what the text names beside a word of citing; people and offices may be among them."""
    found: set[str] = set()
    body = (
        material.body
        if len(material.body) <= _READ
        else f"{material.body[: _READ // 2]}\n{material.body[-_READ // 2 :]}"
    )
    plain = body.lower().translate(_SAME_LENGTH)
    for number, cue in enumerate(_CUE.finditer(plain)):
        if number == _MOST_CUES:
            break
        around = body[max(0, cue.start() - _AROUND) : cue.start()], body[cue.end() : cue.end() + _AROUND]
        for part in around:
            for name in _NAME.finditer(part):
                found.add(outlet_key(name[1] or name[2]))
    return frozenset(key for key in found if len(key) > 1)


_SAME_LENGTH = str.maketrans("əışğçöüёў", "eisgcouеу")
