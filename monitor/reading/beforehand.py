"""The vocabulary of readers as it is looked for, worked out beforehand: its twelve thousand forms take 0.4 s to read.

vocabulary/ready.json is made by tests/tools/make_spellings.py and says of which files it was made: for any others it
counts for nothing, and the forms are read as ever. A test holds it to what reading them gives.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from monitor.lexicon.patterns import Pattern, Role

FILE = "ready.json"
Table = dict[str, tuple[Pattern, ...]]  # what an automaton is made of


class Meaning(NamedTuple):
    """What a hit stands for; patterns have its number as their owner."""

    name: str
    rejects: bool
    rest: str  # what follows the gap, as typed; "" if there is none


class Ready(NamedTuple):
    """`names`: of all cues, by name the file they stand in; `meanings` by number."""

    names: dict[str, str]
    meanings: list[Meaning]
    table: Table


def made_of(data: Mapping[str, bytes]) -> str:
    """What tells these files from any others."""
    digest = hashlib.sha256()
    for name, content in data.items():
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def ready(file: bytes, data: Mapping[str, bytes]) -> Ready | None:
    """What stands in `file`, None where it was made of other files than `data`."""
    found = json.loads(file)
    if found["made of"] != made_of(data):
        return None
    meanings: dict[Meaning, int] = {}
    sets: dict[frozenset[str], frozenset[str]] = {}  # a thousand rows have some twenty between them
    table: dict[str, list[Pattern]] = {}
    for name, rejects, rest, languages, endings, star, more, before, beginnings in found["rows"]:
        owner = meanings.setdefault(Meaning(name, rejects, rest), len(meanings))
        spoken, ends = frozenset(languages), None if endings is None else frozenset(endings)
        spoken, ends = sets.setdefault(spoken, spoken), ends and sets.setdefault(ends, ends)
        one = Pattern(owner, Role.STRONG, "name", (), spoken, ends, star, more, before)
        for beginning in beginnings.split("\t"):
            table.setdefault(beginning, []).append(one)
    once: dict[tuple[int, ...], tuple[Pattern, ...]] = {}
    same = {key: once.setdefault(tuple(map(id, patterns)), tuple(patterns)) for key, patterns in table.items()}
    return Ready(found["names"], list(meanings), same)


def content(
    data: Mapping[str, bytes], names: Mapping[str, str], meanings: Sequence[Meaning], table: Iterable[_Row]
) -> str:
    """The file's text, a line for all forms that differ in their letters alone, so that a change of it can be read."""
    alike: dict[Pattern, list[str]] = {}
    for beginning, patterns in table:
        for pattern in patterns:
            alike.setdefault(pattern, []).append(beginning)
    rows = sorted(_json([*meanings[one.owner], *_plain(one), "\t".join(sorted(of))]) for one, of in alike.items())
    lines = ",\n".join(rows)
    return f'{{"made of": {_json(made_of(data))},\n"names": {_json(names)},\n"rows": [\n{lines}]}}\n'


def _plain(one: Pattern) -> list[object]:
    endings = None if one.endings is None else sorted(one.endings)
    return [sorted(one.languages), endings, one.star, one.rest, one.before]


_Row = tuple[str, tuple[Pattern, ...]]
_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
