"""What the rules of endings say of the names that come with the program, worked out beforehand.

Thousands of names in twelve languages take a second at each start. ready.json is made by tests/tools/make_spellings.py;
what it lacks is worked out as ever, and a test holds it to the rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from monitor.lexicon.classes import Word
from monitor.lexicon.inflection.spelling import Phrase

FILE = "ready.json"
Asked = tuple[str, bool, str]  # language, whether it is a name, dictionary form


@lru_cache(maxsize=1)
def _ready() -> tuple[list[str], Mapping[str, Mapping[str, str]]]:
    """All classes of endings, and by language and kind each form's ways: "stem number stem number|stem number ..."."""
    found = json.loads((files("monitor.lexicon.inflection") / FILE).read_bytes())
    return found["endings"], found["names"]


def ready(asked: Asked) -> tuple[Phrase, ...] | None:
    """Every way to write a name, None for one that was not worked out beforehand."""
    language, proper, text = asked
    endings, names = _ready()
    ways = names.get(_key(language, proper=proper), {}).get(text)
    if ways is None:
        return None
    split = (way.split(" ") for way in ways.split("|"))
    return tuple([tuple([Word(way[at], endings[int(way[at + 1])]) for at in range(0, len(way), 2)]) for way in split])


def forget() -> None:
    """Let go of what only loading needs; it is read again when a name is."""
    _ready.cache_clear()


def all_ready() -> Iterable[Asked]:
    """Everything that was worked out beforehand."""
    for key, names in _ready()[1].items():
        language, _, kind = key.partition(" ")
        yield from ((language, kind == "name", text) for text in names)


def content(worked_out: Mapping[Asked, tuple[Phrase, ...]]) -> str:
    """The file's text, a line a name, so that a change of it can be read."""
    endings = list(dict.fromkeys(word.ending for ways in worked_out.values() for way in ways for word in way))
    number = {ending: n for n, ending in enumerate(endings)}
    groups: dict[str, list[str]] = {}
    for (language, proper, text), ways in sorted(worked_out.items()):
        flat = "|".join(" ".join(f"{word.stem} {number[word.ending]}" for word in way) for way in ways)
        row = f"{_json(text)}: {_json(flat)}"
        groups.setdefault(_key(language, proper=proper), []).append(row)
    names = ",\n".join(f"{_json(key)}: {{\n" + ",\n".join(rows) + "}" for key, rows in groups.items())
    return f'{{"endings": {_json(endings)},\n"names": {{\n{names}}}}}\n'


def _key(language: str, *, proper: bool) -> str:
    return f"{language} {'name' if proper else 'topic'}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
