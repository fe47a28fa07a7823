"""Which lines might be what stands round an article, told by their first words and a few words inside them.

A line that is not told here is nothing that phrases.py and notices.py know, so that their patterns need not run over
it: most articles have no such line at all. What is told is only looked at, by the rules themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from monitor.extract import notices
from monitor.extract.phrases import FIRST_WORDS

BETWEEN = "\x01"  # between folded lines: no folding takes it away or joins it with a letter
_FIRSTS = re.compile(rf"{BETWEEN}[^\w{BETWEEN}]*(\w*)")
# The longest line that might be known, by its first word.
_LONGEST = FIRST_WORDS | dict.fromkeys(notices.FIRST_WORDS, notices.LONGEST)


def told(forms: Sequence[str]) -> Iterable[int]:
    """The places of those folded lines that might be known."""
    joined = BETWEEN + BETWEEN.join(forms)
    firsts = _FIRSTS.findall(joined)
    if len(firsts) != len(forms):  # the text itself has that character
        return range(len(forms))
    inside = [word for word in notices.INSIDE if word in joined]
    return [
        place
        for place, (form, first) in enumerate(zip(forms, firsts, strict=True))
        if form and (_begins(first, len(form)) or (inside and any(map(form.__contains__, inside))))
    ]


def _begins(first: str, size: int) -> bool:
    if size <= _LONGEST.get(first, 0) or first[:1] in ("", "_"):
        return True
    return size <= notices.SHORT and (first[0].isdecimal() or first[:4] in notices.STEMS)
