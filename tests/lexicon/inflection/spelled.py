"""What `inflected` stands for, written out; tables of what must and must not be among it."""

from itertools import product
from typing import NamedTuple

from monitor.lexicon.classes import endings
from monitor.lexicon.inflection import inflected
from monitor.text.fold import folded


class Row(NamedTuple):
    """A dictionary form, and words or phrases (between |) that must and must not be forms of it."""

    typed: str
    must: str
    never: str = ""
    proper: bool = True

    def __str__(self) -> str:
        return self.typed


def topic(typed: str, must: str, never: str = "") -> Row:
    """A common noun, phrase or adjective."""
    return Row(typed, must, never, proper=False)


def spelled(language: str, text: str, *, proper: bool = True) -> set[str]:
    """Every folded spelling of the whole phrase."""
    return {
        " ".join(chosen)
        for way in inflected(language, text, proper=proper)
        for chosen in product(*([word.stem + ending for ending in endings(word.ending)] for word in way))
    }


def listed(text: str, *, phrases: bool) -> list[str]:
    """The forms in a table's cell: between spaces, or between | if they have several words."""
    return [part.strip() for part in (text.split("|") if phrases else text.split()) if part.strip()]


def check(language: str, row: Row) -> None:
    """Fail with the forms that are missing or wrong."""
    forms = spelled(language, row.typed, proper=row.proper)
    phrases = " " in row.typed
    missing = [form for form in listed(row.must, phrases=phrases) if folded(form) not in forms]
    wrong = [form for form in listed(row.never, phrases=phrases) if folded(form) in forms]
    assert (missing, wrong) == ([], []), f"{row.typed}: missing {missing}, wrong {wrong}, have {sorted(forms)}"
