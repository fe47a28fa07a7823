"""Characters that are not what they look like: Cyrillic letters in Latin words, blanks that are no blanks."""

from __future__ import annotations

INVISIBLE = {"\u00a0": "no-break space", "\u202f": "narrow no-break space", "\u2007": "no-break space"}
INVISIBLE |= {"\u200b": "zero-width space", "\u00ad": "soft hyphen"}
INVISIBLE |= dict.fromkeys("\u200c\u200d\u200e\u200f\u2060\ufeff", "zero-width character")
LOOK_ALIKE = str.maketrans("аеорсухіјѕԁһкмтвнАВЕКМНОРСТУХІЈЅ", "aeopcyxijsdhkmtbhABEKMHOPCTYXIJS")


def latin_twin(word: str) -> str:
    """The word in Latin letters that looks the same, "" if no letter of it only looks Latin."""
    latin = word.translate(LOOK_ALIKE)
    return latin if latin != word and latin.isascii() else ""


def look_alike(word: str) -> tuple[str, str]:
    """The sentence and the cure for a word with a twin."""
    latin = latin_twin(word)
    which = next(at for at, letter in enumerate(word) if letter != latin[at])
    sentence = (
        f"'{word}' has a Cyrillic {word[which]} (its letter {which + 1}) that looks like the Latin {latin[which]}"
    )
    return sentence, f"did you mean '{latin}'?"


def invisible(word: str) -> tuple[int, str] | None:
    """Where the first invisible character of the word stands, and what it is called; None if there is none."""
    if word.isascii():
        return None
    return next(((at, INVISIBLE[letter]) for at, letter in enumerate(word) if letter in INVISIBLE), None)
