"""How a name is written in a lexicon file, read into words with their endings.

`Ильхам~c Алиев~ov` is a stem and an ending class for each word, `Минск* групп*` lets any letters follow, `=Minsk` and
`Minsk` are exact. Capitals count as written: a word typed with a capital must have one in the text too, an abbreviation
(Aİİ, МАЗ) all of its capitals; a word typed small may stand either way. `case:` of an entry changes that: `upper` asks
for all leading capitals, `abbreviations` (the rule for topics) for those of abbreviations only, `any` for none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from monitor.lexicon.classes import BUILT_IN, BadEnding, endings
from monitor.text.fold import folded

Case = Literal["proper", "upper", "abbreviations", "any"]
_ABBREVIATION = re.compile(r"[^\W\d_]{2,6}")


class BadForm(ValueError):
    """A form that cannot be looked for; `suggestion` may hold a cure."""

    def __init__(self, sentence: str, suggestion: str = "") -> None:
        self.suggestion = suggestion
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a form: its folded stem, then one of `ending` (a class expression, "" = none), or any letters."""

    stem: str
    ending: str = ""
    star: bool = False
    capitals: int = 0  # how many letters at its beginning must be capitals in the text


@dataclass(frozen=True, slots=True)
class Form:
    """One way a name is written. `languages`: looked for only in texts of these, empty = in all."""

    text: str
    words: tuple[Word, ...]
    languages: frozenset[str] = frozenset()

    @property
    def capitals(self) -> tuple[int, ...]:
        """Capitals asked of each word, empty if of none."""
        asked = tuple(word.capitals for word in self.words)
        return asked if any(asked) else ()


def form(
    text: str,
    case: Case = "proper",
    languages: frozenset[str] = frozenset(),
    classes: Mapping[str, str] = BUILT_IN,
) -> Form:
    """Read one form. Raises BadForm for an empty or one-letter name, an unknown class, a stray mark."""
    exact = text.startswith("=")
    words = tuple(_word(word, case, classes, exact=exact) for word in text.removeprefix("=").split())
    if not words:
        raise BadForm("a name must not be empty")
    if sum(letter.isalnum() for word in words for letter in word.stem) < 2:
        raise BadForm(f"'{text}' is too short: a name of one letter would be found everywhere")
    return Form(text, words, languages)


def literal(text: str) -> Form:
    """Quoted text of a rule: letter for letter but for folding, with `*` for any letters. Raises BadForm."""
    return form(" ".join(text.split()), "any", classes={})


def _word(typed: str, case: Case, classes: Mapping[str, str], *, exact: bool) -> Word:
    if exact:
        return Word(folded(typed), capitals=_capitals(typed, case))
    stem, mark, name = typed.partition("~")
    star = typed.endswith("*")
    if star:
        stem = typed[:-1]
    if "*" in stem or (star and mark):
        raise BadForm(f"in '{typed}' the * does not stand at the end of a word", "write the stem, then *")
    ending = ""
    if mark and classes:
        if name not in classes:
            raise BadForm(f"'{name}' is no class of endings", _nearest(name, classes))
        ending = classes[name]
        try:
            endings(ending)
        except BadEnding as fault:
            raise BadForm(f"the class '{name}' cannot be used: {fault}") from None
    elif mark:
        stem = typed
    if not folded(stem).strip():
        raise BadForm(f"'{typed}' has no letters before its ending")
    return Word(folded(stem), ending, star, _capitals(stem, case))


def _capitals(stem: str, case: Case) -> int:
    """Capitals that the text must show: those of an abbreviation always, the first one of a proper name."""
    letters = [letter for letter in stem if letter.isalpha()]
    leading = next((n for n, letter in enumerate(letters) if not letter.isupper()), len(letters))
    short = len(letters) == leading and _ABBREVIATION.fullmatch("".join(letters)) is not None
    if case == "any":
        return 0
    if short or case == "upper":
        return leading
    return min(leading, 1) if case == "proper" else 0


def _nearest(name: str, classes: Mapping[str, str]) -> str:
    return "known classes: " + ", ".join(sorted(classes)) if name else "write the class after ~"
