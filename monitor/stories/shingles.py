"""What two texts of one origin share however they were edited: sampled hashes of word shingles, and the words in order.

A shingle is three words, numbers all alike. One in eight is kept, by its hash, so that two texts keep the same ones.
"""

from __future__ import annotations

import re
from array import array
from operator import xor

from monitor.model.story import Marks, Material
from monitor.stories.citing import cited
from monitor.stories.wording import Wording, worded
from monitor.text.fold import folded

ONE_IN = 8
AT_LEAST = 16  # shingles of a text, as far as it has them: an edit must not take all of a short one
SHORT = 8  # words of a body; below, the title is part of the text
LEAD = 40  # words at the beginning, of which every second shingle is kept: a summary takes them alone
_BELOW = 2**64 // ONE_IN
_BELOW_IN_LEAD = 2**64 // 2
_DATELINE = re.compile(
    r"\W{0,3}\w[^\n]{0,100}?(?:[.)/»\"]\s{0,3}(?:[-\u2013\u2014:]\s{0,3})?|\s[-\u2013\u2014]\s)(?=[«\"“„]?[^\W\d_a-zа-я])"
)
_FIRST_WORD = re.compile(r"\W{0,3}([^\W\d_]{3,})")


def marks(material: Material) -> Marks:
    """What tells whether this text is another one's copy."""
    body = without_dateline(material.body)
    named = _named(material)
    wording = worded(body, named)
    if len(wording.shorts) < SHORT:
        wording = worded(f"{material.title}\n{body}", named)
    places = sorted(wording.values)
    words = array("H", [short - 1 for short in wording.shorts])
    for place in places:
        words[place] += 1
    return Marks(
        shingles=_sampled(wording),
        text=words.tobytes(),
        values="\n".join([wording.values[place] for place in places]),
        cites=cited(material),
        words=len(material.body.split()),
    )


def _named(material: Material) -> dict[str, str]:
    """By folded word the name that it is part of, "=" before its id; "" where it is part of several."""
    found: dict[str, str] = {}
    for mention in material.mentions:
        for word in folded(mention.surface).split():
            known = found.setdefault(word, f"={mention.name}")
            if known != f"={mention.name}":
                found[word] = ""
    return found


def without_dateline(body: str) -> str:
    """The text without "MINSK, 13 November (BelTA)." at its beginning: whoever takes a text over takes that away."""
    first = _FIRST_WORD.match(body)
    if first and first[1].isupper() and (line := _DATELINE.match(body)):
        return body[line.end() :]
    return body


def _sampled(wording: Wording) -> tuple[int, ...]:
    hashes = list(map(xor, map(xor, wording.firsts, wording.seconds[1:]), wording.thirds[2:]))
    lead = [each for each in hashes[:LEAD] if each < _BELOW_IN_LEAD]
    kept = sorted({*lead, *[each for each in hashes[LEAD:] if each < _BELOW]})
    if len(kept) < AT_LEAST:
        kept = sorted(set(hashes))[:AT_LEAST]
    return tuple(kept)
