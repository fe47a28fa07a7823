"""rules/toponyms.yaml: what the digest calls places that several sides name differently.

Only our own words: titles and quotes stay as they were written. The lexicon finds every spelling; this table says
which one we use, so that no side's word for a place becomes ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from monitor.text.fold import folded
from monitor.yamlfile import Strict, load

_LEAST = 4  # letters of a stem with `*` behind it


class ToponymEntry(Strict):
    """One place: `written` are spellings in texts, `Шуш*` with any ending; `id` its name in the lexicon, if it has one.

    `note` says where the neutral form comes from.
    """

    en: str = Field(min_length=1)
    ru: str = Field(min_length=1)
    az: str = Field(min_length=1)
    id: str = ""
    written: list[str] = Field(default_factory=list)
    note: str = Field(min_length=1)


class ToponymsFile(Strict):
    """The file."""

    version: Literal[1]
    places: dict[str, ToponymEntry] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Toponyms:
    """`by_id`: lexicon id -> language -> name; `by_stem`: the folded beginning of what is written -> the same.

    A stem that ends in a blank is a whole word or words.
    """

    by_id: Mapping[str, Mapping[str, str]]
    by_stem: Mapping[str, Mapping[str, str]]

    def of_id(self, name: str, language: str) -> str:
        """The neutral name of a dotted id, "" where the table has none."""
        return self.by_id.get(name, {}).get(language, "")

    def of_words(self, written: str, language: str) -> str:
        """The neutral name of a place as it stands in a text, the longest spelling first; "" where there is none."""
        words = _key(written)
        found = max((stem for stem in self.by_stem if words.startswith(stem)), key=len, default="")
        return self.by_stem[found].get(language, "") if found else ""


NO_TOPONYMS = Toponyms({}, {})


def load_toponyms(name: str, data: bytes) -> Toponyms:
    """The table of the file called `name`. Raises ConfigError with all its problems."""
    places = load(name, data, ToponymsFile).value.places
    by_id: dict[str, Mapping[str, str]] = {}
    by_stem: dict[str, Mapping[str, str]] = {}
    for place in places.values():
        said = {"en": place.en, "ru": place.ru, "az": place.az}
        if place.id:
            by_id[place.id] = said
        for written in place.written:
            stem = written.removesuffix("*")
            by_stem[_key(stem).rstrip() if stem != written and len(stem) >= _LEAST else _key(stem)] = said
    return Toponyms(by_id, by_stem)


def _key(text: str) -> str:
    """The folded words with one blank behind each."""
    return f"{' '.join(folded(text).replace('-', ' ').split())} "
