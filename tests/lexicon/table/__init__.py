"""The inflection table: what the shipped lexicon must find, and what it must not, in every language, as data.

A file a language. A row: a text, the name it is about, whether it must be found, the source of the fact ("domain A" and
"domain C4" are the parts of the desk's notes on names; "general" is general knowledge). `<...>` marks what is to be found
in a longer text; without it the whole text is. A row that cannot pass stays, under `fails:`, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent
_HINTS = {"be_lacinka": "be", "az_cyr": "az"}


@dataclass(frozen=True, slots=True)
class Row:
    """`found`: the words that must be found as `name`, "" if `name` must not be found in `text` at all."""

    language: str
    text: str
    name: str
    found: str
    source: str
    fails: str = ""  # why the row cannot pass

    @property
    def hint(self) -> str:
        """What the outlet would write, as a source says it."""
        return _HINTS.get(self.language, self.language)

    def __str__(self) -> str:
        return f"{self.language} {'' if self.found else 'not '}{self.name} {' '.join(self.text.split())}"


@cache
def rows() -> tuple[Row, ...]:
    """All rows of all languages, in the order of the files."""
    return tuple(row for file in sorted(HERE.glob("*.yaml")) for row in _rows(file))


def _rows(file: Path) -> Iterator[Row]:
    for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
        unknown = set(entry) - {"name", "source", "must", "not", "fails"}
        assert not unknown, f"{file.name}: {entry['name']} has unknown keys {unknown}"
        fails: dict[str, str] = entry.get("fails", {})
        stale = set(fails) - {*entry.get("must", ()), *entry.get("not", ())}
        assert not stale, f"{file.name}: {entry['name']} excuses rows it does not have: {stale}"
        for typed in entry.get("must", ()):
            text, found = _marked(typed)
            yield Row(file.stem, text, entry["name"], found, entry["source"], fails.get(typed, ""))
        for text in entry.get("not", ()):
            yield Row(file.stem, text, entry["name"], "", entry["source"], fails.get(text, ""))


def _marked(typed: str) -> tuple[str, str]:
    before, mark, rest = typed.partition("<")
    found, end, after = rest.partition(">")
    return (before + found + after, found) if mark and end else (typed, typed)
