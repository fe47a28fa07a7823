"""Every state of the world by its ISO code, so that any pair can be watched without an entry.

territories.json is generated from CLDR (tests/tools/make_territories.py) and holds dictionary forms. Endings are added
only where a rule is safe; a name that declines otherwise is found in its dictionary form until an analyst writes it out
in rules/lexicon/countries.yaml with `iso:`, which adds to what is here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from monitor.lexicon.forms import Form, form
from monitor.lexicon.names import NameDef
from monitor.text.fold import folded

_BACK_VOWELS, _FRONT_VOWELS = "aıouâ", "eəiöüî"
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчш")
_ASIDE = re.compile(r"\s*\(([^)]*)\)")


@lru_cache(maxsize=1)
def territories() -> tuple[NameDef, ...]:
    """One NameDef a country: `country.<english name>`, aliases its folded names."""
    rows = json.loads((files("monitor.lexicon") / "territories.json").read_bytes())
    return tuple(_country(code, names) for code, names in rows.items())


def _country(code: str, names: dict[str, str]) -> NameDef:
    forms = {typed: form(typed) for language, name in names.items() for typed in _typed(name, language)}
    strong: list[tuple[str, Form]] = [("name", each) for each in forms.values()]
    slug = re.sub("[^a-z0-9]+", "_", folded(_ASIDE.sub("", names["en"]))).strip("_")
    return NameDef(f"country.{slug}", "country", (), code, code, (), tuple(strong))  # type: ignore[arg-type]


def _typed(name: str, language: str) -> Iterator[str]:
    """The name in the notation of lexicon files; what stands in brackets is another name if it is one word."""
    for bracket in _ASIDE.findall(name):
        if bracket.istitle() and bracket.isalpha():
            yield _with_ending(bracket, language)
    yield _with_ending(_ASIDE.sub("", name).replace("’", "'"), language)


def _with_ending(name: str, language: str) -> str:
    last = name.rsplit(maxsplit=1)[-1]
    if not last.replace("-", "").replace("'", "").isalpha() or " - " in name:
        return f"={name}"
    if language == "en":
        return f"{name}~s"
    if language in ("az", "tr"):
        return _turkic(name, last)
    if " " in name or not last[0].isupper():
        return f"={name}"  # its parts agree in case: Южная Корея, Южной Кореи
    return _slavic(name, language)


def _turkic(name: str, last: str) -> str:
    """The ending follows the last vowel. Names of up to four letters stay bare: `Maliye` is finance, not Mali."""
    vowels = [letter for letter in last.lower() if letter in _BACK_VOWELS + _FRONT_VOWELS]
    if len(last) <= 4 or not vowels:
        return f"={name}"
    return f"{name}~{'tb' if vowels[-1] in _BACK_VOWELS else 'tf'}"


def _slavic(name: str, language: str) -> str:
    """-ия, -а, -й and hard consonants decline alike everywhere; -ь, -о, -е and plurals are left alone."""
    if name.endswith(("ия", "ія", "ыя")):
        return f"{name[:-1]}~{'yja' if language == 'be' else 'ia'}"
    if name.endswith("а") and len(name) > 3:
        return f"{name[:-1]}~a"
    if name.endswith("й"):
        return f"{name[:-1]}~j"
    return f"{name}~c" if name[-1] in _CONSONANTS and len(name) > 3 else f"={name}"
