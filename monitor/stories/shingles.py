"""What two texts of one origin share however they were edited: sampled hashes of word shingles, and the words in order.

A shingle is three words, numbers all alike. One in eight is kept, by its hash, so that two texts keep the same ones.
"""

from __future__ import annotations

import re
from itertools import compress

from monitor.model.story import Marks, Material
from monitor.stories.citing import cited
from monitor.stories.wording import Wording, worded
from monitor.text.fold import folded

_RATES = (32, 64, 128, 256)  # of 256 shingles are kept: one in eight, more where that is too few
AT_LEAST = 16  # shingles of a text, as far as it has them: an edit must not take all of a short one
SHORT = 8  # words of a body; below, the title is part of the text
LEAD = 40  # words at the beginning, of which more shingles are kept: a summary takes them alone
IN_LEAD = 128  # of 256
_BELOW = {below: bytes(lot < below for lot in range(256)) for below in _RATES}
_DATELINE = re.compile(
    r"\W{0,3}\w[^\n]{0,100}?(?:[.)/»\"]\s{0,3}(?:[-\u2013\u2014:]\s{0,3})?|\s[-\u2013\u2014]\s)(?=[«\"“„]?[^\W\d_a-zа-я])"
)
_FIRST_WORD = re.compile(r"\W{0,3}([^\W\d_]{3,})")


def marks(material: Material) -> Marks:
    """What tells whether this text is another one's copy."""
    body = without_dateline(material.body)
    named = _named(material)
    wording = worded(body, named)
    if len(wording.words) < SHORT:
        wording = worded(f"{material.title}\n{body}", named)
    places = sorted(wording.values)
    text = bytearray(2 * len(wording.words))
    text[::2], text[1::2] = wording.lower, wording.upper
    for place in places:
        text[2 * place] |= 1
    dateline = worded(material.body[: len(material.body) - len(body)]) if len(body) < len(material.body) else None
    return Marks(
        shingles=_sampled(wording),
        text=bytes(text),
        values="\n".join([wording.values[place] for place in places]),
        cites=cited(wording, dateline.part(0, len(dateline.words)) if dateline else ()),
        words=material.body.count(" ") + 1 if material.body else 0,
    )


def _named(material: Material) -> dict[str, str]:
    """By folded word the name that it is part of, "=" before its id; "" where it is part of several."""
    found: dict[str, str] = {}
    for surface, name in {(mention.surface, mention.name) for mention in material.mentions}:
        for word in folded(surface).replace("'", " ").split():
            known = found.setdefault(word, f"={name}")
            if known != f"={name}":
                found[word] = ""
    return found


def without_dateline(body: str) -> str:
    """The text without "MINSK, 13 November (BelTA)." at its beginning: whoever takes a text over takes that away."""
    first = _FIRST_WORD.match(body)
    if first and first[1].isupper() and (line := _DATELINE.match(body)):
        return body[line.end() :]
    return body


def _sampled(wording: Wording) -> tuple[int, ...]:
    """Hashes of those shingles whose words' bits say so, in one stroke over the bytes of the whole text."""
    words, size = wording.words, len(wording.words) - 2
    if size < 1:
        return ()
    mixed = int.from_bytes(wording.upper, "little")
    lots = (mixed ^ (mixed >> 8) ^ (mixed >> 16)).to_bytes(size + 2, "little")[:size]
    lead, rest = lots[:LEAD].translate(_BELOW[IN_LEAD]), lots[LEAD:]
    for below in _RATES:
        chosen = (lead if below <= IN_LEAD else lots[:LEAD].translate(_BELOW[below])) + rest.translate(_BELOW[below])
        if chosen.count(1) >= AT_LEAST:
            break
    first, second, third = wording.vocabulary.first, wording.vocabulary.second, wording.vocabulary.third
    at = compress(range(size), chosen)
    return tuple(sorted({first[words[each]] ^ second[words[each + 1]] ^ third[words[each + 2]] for each in at}))
