"""Words and their endings: `stem~class` in a lexicon file is the stem with any one ending of that class, folded.

A class is written as a small regular expression and expanded to a finite set of strings when it is read: groups,
alternation, `?` and character classes, nothing endless. A file may bring classes of its own under `classes:`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

MAX_ENDINGS = 500

BUILT_IN: Mapping[str, str] = {
    # Russian and Belarusian
    "ov": "(?:а|у|ым|ом|е|і)?",  # surnames in -ов, -ев, -еў: Алиев, Аліев
    "in": "(?:а|у|ым|ом|е|і)?",  # surnames in -ин, -ін, -ын: Путин
    "ij": "(?:ий|ого|ему|ому|им|ом|і|ага|аму)",  # surnames in -ский, stem without the ending
    "c": "(?:а|у|ом|ам|е|ем|і)?",  # masculine, hard: Ильхам, Минск, Казахстан
    "m": "(?:а|у|ом|ам|е)?",  # the same without і, which would make Мінск the adjective Мінскі
    "ic": "(?:а|у|ем|ам|е|ы)?",  # -ич, -іч: Пиневич, Григорьевич
    "a": "(?:а|ы|и|у|е|ой|ою|ай|і)",  # feminine in -а, stem without it: Москв~a
    "i": "(?:ь|и|ью|і|сю|ссю)",  # Беларусь, stem without ь
    "ia": "(?:я|и|ю|ей|ею|і)",  # Грузия, stem without я
    "yja": "(?:я|і|ю|яй|яю)",  # Belarusian Грузія, stem without я
    "j": "(?:й|я|ю|ем|е|и|і)",  # Китай, Кітай, stem without й
    "bka": "(?:а|і|у|ам|ай|е|ы)",  # Belarusian Лукашэнка, stem without а
    # Ukrainian
    "uov": "(?:а|у|им|ом|і|ові|еві)?",  # Алієв
    "uko": "(?:о|а|у|ові|ом|е|и|ой)",  # Лукашенко, declined; colloquial Russian as well (stem without о)
    # Azerbaijani and Turkish: with an apostrophe in Turkish, with a hyphen after Azerbaijani abbreviations
    "tf": "(?:['-]?(?:n?in|[yn]?[ei]|[dt]en?|[dt]eki|y?le|[dt]ir))?",  # after a front vowel: Əliyev, Türkiye
    "tb": "(?:['-]?(?:n?[iu]n|[yn]?[aiu]|[dt]an?|[dt]aki|y?la|[dt][iu]r))?",  # after a back vowel: Lukaşenko, Bakı
    "tc": "(?:н?[иыу]н|[нй]?[аеиыу]|[дт][ае]н?|й?л[ае])?",  # Azerbaijani in the old Cyrillic spelling
    # English, German, French
    "s": "(?:'s|'|s)?",
    # Polish
    "plew": "(?:a|owi|em|ie)?",  # Alijew
    "pla": "(?:ka|ki|ce|ke|ko)",  # Łukaszenka, stem Łukaszen
    "pln": "(?:u|owi|em|ie)?",  # Azerbejdżan
    "plus": "(?:i|ia)?",  # Białoruś
}

# Names of these languages are declined at their end only; an ending inside a phrase is not looked for.
LAST_WORD_ONLY = frozenset({"tf", "tb", "tc", "s"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a form: its folded stem, then one of `ending` (a class expression, "" = none), or any letters."""

    stem: str
    ending: str = ""
    star: bool = False
    capitals: int = 0  # how many letters at its beginning must be capitals in the text
    exact: bool = False  # marked with =: never inflected


class BadEnding(ValueError):
    """A class that is not a finite set of endings; the message says why."""


@lru_cache(maxsize=16384)
def endings(expression: str) -> frozenset[str]:
    """Every string that `expression` stands for. Raises BadEnding."""
    parser = _Endings(expression)
    found = parser.choices()
    if parser.rest:
        raise BadEnding(f"'{parser.rest[0]}' has no meaning in a class of endings")
    return frozenset(map(sys.intern, found))  # hundreds of classes share a few hundred endings


class _Endings:
    """A reader of the part of regular expressions that stands for finitely many strings."""

    def __init__(self, expression: str) -> None:
        self.rest = expression

    def choices(self) -> set[str]:
        found = self._sequence()
        while self.rest.startswith("|"):
            self.rest = self.rest[1:]
            found |= self._sequence()
        return found

    def _sequence(self) -> set[str]:
        found = {""}
        while self.rest and self.rest[0] not in "|)":
            part = self._part()
            if self.rest.startswith("?"):
                self.rest = self.rest[1:]
                part = part | {""}
            found = {head + tail for head in found for tail in part}
            if len(found) > MAX_ENDINGS:
                raise BadEnding(f"more than {MAX_ENDINGS} endings")
        return found

    def _part(self) -> set[str]:
        first, self.rest = self.rest[0], self.rest[1:]
        if first == "[":
            inside, closed, self.rest = self.rest.partition("]")
            if not closed or not inside or "^" in inside:
                raise BadEnding("a character class must be closed, not empty and without ^")
            return set(inside) if "-" not in inside[1:-1] else _no_ranges()
        if first == "(":
            self.rest = self.rest.removeprefix("?:")
            found = self.choices()
            if not self.rest.startswith(")"):
                raise BadEnding("a bracket is not closed")
            self.rest = self.rest[1:]
            return found
        if first in "*+{}].^$\\?":
            raise BadEnding(f"'{first}' would stand for endlessly many endings, or none")
        return {first}


def _no_ranges() -> set[str]:
    raise BadEnding("write out the letters of a character class; ranges are not read")
