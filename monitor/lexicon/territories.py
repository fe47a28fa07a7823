"""Every state of the world by its ISO code, in twelve languages, so that any pair can be watched without an entry.

territories.json is generated from CLDR (tests/tools/make_territories.py) and holds dictionary forms; they are inflected
like those of the lexicon files. rules/lexicon/countries.yaml adds to what is here by `iso:`.

A state whose name is an everyday word of some language is not found by that word there (ORDINARY): a false alarm in
every second article is worse than a state that must be written out by the one analyst who watches it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from monitor.lexicon.forms import ANY_LANGUAGE, Form, form
from monitor.lexicon.names import NameDef
from monitor.text.fold import folded

# ISO code and language -> what is looked for instead of the name of CLDR; () = nothing.
ORDINARY: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("GU", "*"): ("=US territory of Guam",),  # GUAM is an organisation of four states of the region
    ("TG", "ru"): ("=Республика Того", "=Республики Того", "=Республике Того", "=Республику Того"),  # того: of that
    ("TG", "be"): ("=Рэспубліка Тога", "=Рэспублікі Тога"),
    ("YT", "be"): (),  # маеце: you have
    ("DM", "fr"): ("la Dominique",),  # a first name
    ("MU", "fr"): ("île Maurice",),  # a first name
    ("RE", "*"): ("La Réunion", "=Île de La Réunion"),  # réunion, reunion: a meeting
    ("JE", "*"): ("=Bailiwick of Jersey", "=island of Jersey"),  # a dress, and half of New Jersey
    ("GH", "ka"): (),  # is it so?
    ("TD", "ka"): (),  # go in!
    ("ML", "ka"): (),
    ("CU", "pl"): ("=Kuby", "=Kubie", "=Republika Kuby"),  # Kuba is Jakub
    ("TG", "uk"): ("=Республіка Того", "=Республіки Того"),
    ("TG", "kk"): ("=Того Республикасы",),
    ("CG", "ru"): ("=Конго", "=Республика Конго", "=Республики Конго"),
    ("CD", "kk"): ("=Конго Демократиялық Республикасы",),  # the other Congo bears the short name
    ("ML", "uk"): ("=Республіка Малі",),  # малі: small, of several
    ("ML", "be"): ("=Рэспубліка Малі",),
    ("GN", "tr"): ("=Gine Cumhuriyeti",),  # again
    ("ML", "az"): ("=Mali",),  # with endings: maliyyə, maliye, finance
    ("ML", "tr"): ("=Mali",),
    ("CN", "az"): ("=Çin", "=Çinin", "=Çinə", "=Çində", "=Çindən", "=Çinlə"),  # çini: a tile
    ("CN", "tr"): ("=Çin", "=Çin'in", "=Çin'e", "=Çin'i", "=Çin'de", "=Çin'den", "=Çin'le"),
    ("GH", "az"): ("=Qana", "=Qananın", "=Qanada"),  # qana: to blood
    ("MA", "tr"): ("=Fas", "=Fas'ın", "=Fas'a", "=Fas'ta", "=Fas'tan"),
}
# Names that count only in texts of their own language, for what they mean in another.
OWN_LANGUAGE = frozenset({
    ("CN", "pl"),  # Chin: of China, and a surname
    ("TG", "pl"), ("TG", "az"),
    ("IN", "pl"),  # Indie: a kind of music
    ("ML", "ru"), ("ML", "kk"),  # мали: had, in Ukrainian
    ("CU", "az"), ("CU", "tr"), ("CU", "de"),  # Kuba is Jakub in Polish
    ("OM", "be"),  # аман: safe, in Kazakh
    ("BJ", "tr"),
})  # fmt: skip
_ASIDE = re.compile(r"\s*\(([^)]*)\)")


@lru_cache(maxsize=1)
def territories() -> tuple[NameDef, ...]:
    """One NameDef a country: `country.<english name>`, its forms in all languages of the file."""
    rows: dict[str, dict[str, str]] = json.loads((files("monitor.lexicon") / "territories.json").read_bytes())
    taken = {language: frozenset(row[language] for row in rows.values()) for language in rows["AZ"]}
    return tuple(_country(code, names, taken) for code, names in rows.items())


def _country(code: str, names: Mapping[str, str], taken: Mapping[str, frozenset[str]]) -> NameDef:
    forms: dict[tuple[str, str], Form] = {}
    for language, name in names.items():
        for typed in _typed(code, name, language, taken[language]):
            own = frozenset({language}) if (code, language) in OWN_LANGUAGE else ANY_LANGUAGE
            forms[language, typed] = form(typed, languages=own, language=language)
    slug = re.sub("[^a-z0-9]+", "_", folded(_ASIDE.sub("", names["en"]))).strip("_")
    strong = tuple(("name", each) for each in forms.values())
    return NameDef(f"country.{slug}", "country", (), code, code, (), strong)  # type: ignore[arg-type]


def _typed(code: str, name: str, language: str, taken: frozenset[str]) -> Iterator[str]:
    """The name as a lexicon file would have it; one word in brackets is another name, unless of another state."""
    instead = ORDINARY.get((code, "*"), ORDINARY.get((code, language)))
    if instead is not None:
        yield from instead
        return
    for bracket in _ASIDE.findall(name):
        if bracket.istitle() and bracket.isalpha() and bracket not in taken:
            yield bracket
    plain = _ASIDE.sub("", name).replace("’", "'").replace("ʼ", "'").replace("&", "and")
    yield f"={plain}" if "," in plain or " - " in plain or " – " in plain else plain
