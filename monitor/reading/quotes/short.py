"""Few words in marks, nearly all of them with a capital: mostly a title, a firm or a slogan, sometimes a sentence."""

from __future__ import annotations

import re

from monitor.reading.quotes.marks import Run
from monitor.reading.quotes.words import WORD, folded

_FEW = 6  # words
_SMALL = frozenset(
    map(
        folded,
        """
        a an the of and for with in on at to by from de du des la le les et à von der die das und für im in w z i na dla
        и в во на с со от из за для по о об й і ў у з са ад для па да та
        və ilə üçün ve ile için
        """.split(),  # noqa: SIM905  # a list in brackets and quotes would be harder to read
    )
)
_TURKIC_IS = re.compile(r"[\w’']{3,}[dt][ıiuü]r$", re.IGNORECASE)
_CALLED = ("!", "?", "…")
_TOLD = re.compile(r"[\s,]*[—–-]{1,2}\s|,\s")
_TURKIC_TOLD = re.compile(r"[\s,]*(?:dey(?:ə|ib|ir|ən)|diye|diyor|dedi|demiş)", re.IGNORECASE)


def is_name(words: str) -> bool:
    """Whether it looks like a title, a firm or a slogan: few words, nearly all of them with a capital."""
    found = WORD.findall(words[:200])
    if len(found) > _FEW:
        return False
    capitals = sum(word[0].isupper() for word in found)
    return len(found) > 1 and capitals > 1 and capitals * 3 >= len(found) * 2


def may_be_told(text: str, run: Run, *, turkic: bool) -> bool:
    """Whether words that look like a name are said all the same: a sentence, set off from the telling behind it.

    «Карабах — это Азербайджан», — / “Qarabağ Azərbaycandır” deyib.
    """
    words = text[run.start : run.end].rstrip()
    if not _is_sentence(words, turkic=turkic):
        return False
    inner, behind = words[-1:], text[run.closed + 1 : run.closed + 20]
    if inner == "," or inner in _CALLED or _TOLD.match(behind):
        return True
    return turkic and _TURKIC_TOLD.match(behind) is not None


def may_be_led_to(text: str, run: Run, *, turkic: bool) -> bool:
    """The same for words that end a sentence behind a colon: X said: “...”."""
    before = text[max(run.opened - 5, 0) : run.opened].rstrip(" \t\u00a0—–-")
    return before.endswith(":") and _is_sentence(text[run.start : run.end].rstrip(" .\u00a0"), turkic=turkic)


def _is_sentence(words: str, *, turkic: bool) -> bool:
    """A verb or "it" between the names, the Turkic "is" at the end, or a call."""
    found = WORD.findall(words[:200])
    if words[-1:] in _CALLED or (turkic and found and _TURKIC_IS.match(found[-1].rstrip("’'"))):
        return True
    return not turkic and any(word[0].islower() and folded(word) not in _SMALL for word in found[1:-1])
