"""Which outlets a text gives as its source: "BelTA reports", "со ссылкой на", "istinadən", "(BelTA)" in a dateline."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from monitor.stories.sourcewords import NAMED_BEFORE, NAMED_BEHIND
from monitor.stories.wording import CITES, ENDS, NAME, Wording, places
from monitor.text.fold import folded

_BEHIND, _BEFORE = 5, 3  # words between such a word and the outlet: "передает информационное агентство X"
_LONGEST = 4  # words of an outlet's name
_MOST = 20  # such words of a text that are looked at
_CITING = bytes(bool(kind & CITES) for kind in range(256))

_NO_CONSONANT = re.compile(r"[aeiouyаеиоуыэюяйьъіїє\W_\d]+")
_LATIN = str.maketrans("бвгґджзклмнпрстфхцчшщqwx", "bvggdjzklmnprstfhccssgvh")


@lru_cache(maxsize=8192)
def outlet_key(name: str) -> str:
    """What stays of an outlet's name in another script, case or spelling: its consonants ("BelTA", "БелТА": "blt")."""
    return _NO_CONSONANT.sub("", unicodedata.normalize("NFKD", folded(name))).translate(_LATIN)


def cited(text: Wording, dateline: Sequence[tuple[int, str]] = ()) -> frozenset[str]:
    """Keys (`outlet_key`) of the names beside a word of citing and in the dateline, and of each word of them."""
    found = list(_names(dateline))
    for at in islice(places(text.kinds, _CITING), _MOST):
        form = text.vocabulary.forms[text.words[at]]
        if form in NAMED_BEHIND:
            found += list(_names(text.part(at + 1, at + 1 + _BEHIND)))[:2]
        if form in NAMED_BEFORE:
            found += list(_names(text.part(max(0, at - _BEFORE - _LONGEST), at)))[-2:]
    return frozenset(key for name in found for key in map(outlet_key, (*name, "".join(name))) if len(key) > 1)


def _names(words: Sequence[tuple[int, str]]) -> Iterator[list[str]]:
    """Names that stand there, each once alone and once with the word behind it: its second word may be a small one."""
    name: list[str] = []
    for kind, form in words:
        if kind & NAME and len(name) < _LONGEST:
            name.append(form)
        elif name:
            yield name
            yield [*name, form]
            name = []
        if name and kind & ENDS:
            yield name
            name = []
    if name:
        yield name
