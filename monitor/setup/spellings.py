"""Spellings of names in dictionary form: kept in memory and in a file, worked out in a worker where they are new.

This process never loads the dictionaries. A file that cannot be read or written is said in the log and worked round.
Those of the shipped lexicon come with the program (spelled.json, made by tests/tools/make_spellings.py), as long as the
dictionaries are the ones it was made with.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from monitor import log
from monitor.errors import ConfigError, Problem
from monitor.lexicon.dictionaries import spelled, stamp
from monitor.lexicon.forms import Spellings
from monitor.model.limits import Limits
from monitor.workers import answers

FILE = "names.json"
AT_ONCE = 400  # names a worker gets at a time, under its limits of time and memory
MOST_KEPT = 50_000  # names in the file: beyond that, those nobody asks for any more go

Wanted = tuple[str, str]  # language and dictionary form
_KNOWN: dict[Wanted, str] = {}  # of this process, whatever file they came from: all spellings in one text, a line each
_READ: dict[Path, tuple[int, int]] = {}  # files read, with their time and size
SHIPPED = Path(__file__).with_name("spelled.json")


def known(wanted: Sequence[Wanted], folder: Path | None = None) -> Spellings:
    """What is known of `wanted` without asking the dictionaries."""
    for path in (folder / FILE if folder else None, SHIPPED):
        if path is not None and any(each not in _KNOWN for each in wanted):
            _read(path)
    return Joined({each: _KNOWN[each] for each in wanted if each in _KNOWN})


class Joined(Mapping[Wanted, tuple[str, ...]]):
    """Spellings of which each name's are one text, a line each: strings of their own take five times as much."""

    def __init__(self, lines: Mapping[Wanted, str]) -> None:
        self._lines = lines

    def __getitem__(self, wanted: Wanted) -> tuple[str, ...]:
        return tuple(self._lines[wanted].split("\n"))

    def __iter__(self) -> Iterator[Wanted]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __eq__(self, other: object) -> bool:
        return self._lines == other._lines if isinstance(other, Joined) else Mapping.__eq__(self, other)

    __hash__ = None  # type: ignore[assignment]  # as of a dict


def worked_out(wanted: Sequence[Wanted], folder: Path | None = None, limits: Limits | None = None) -> Spellings:
    """All of `wanted`; what is new is worked out in a worker, which takes seconds, and kept.

    Raises ConfigError where the dictionaries cannot be used.
    """
    found = known(wanted, folder)
    missing = [each for each in wanted if each not in found]
    if not missing:
        return found
    parts = [missing[at : at + AT_ONCE] for at in range(0, len(missing), AT_ONCE)]
    for part, answer in zip(parts, answers(limits or Limits(), spelled, [(part,) for part in parts]), strict=True):
        if answer.error:
            trouble = answer.error.removeprefix("parser fault: ").replace("the parser", "their process")
            sentence = f"names in Russian and Ukrainian cannot be declined: {trouble}"
            cure = "are pymorphy3 and its dictionaries installed, and is there memory left?"
            raise ConfigError(Problem("", 0, 0, sentence, cure))
        _KNOWN.update(zip(part, map("\n".join, answer.value), strict=True))
    if folder is not None:
        _write(folder / FILE, wanted)
    return Joined({each: _KNOWN[each] for each in wanted})


def _read(path: Path) -> None:
    try:
        found = path.stat()
        mark = (found.st_mtime_ns, found.st_size)
        if _READ.get(path) == mark:
            return
        _READ[path] = mark
        _KNOWN.update({each: "\n".join(ways) for each, ways in understood(json.loads(path.read_bytes())).items()})
    except FileNotFoundError:
        return
    except (OSError, ValueError, RecursionError) as fault:
        log.warning("kept names cannot be read; they are worked out anew", file=str(path), problem=str(fault))


def understood(content: object) -> dict[Wanted, tuple[str, ...]]:
    """The spellings in a file of this version; none of another's. Raises ValueError for what is no such file."""
    if not isinstance(content, dict) or not isinstance(content.get("names"), dict):
        raise ValueError("it is not a file of spellings")  # noqa: TRY004  # damage, not a programmer's mistake
    if content.get("made by") != stamp():
        return {}
    found: dict[Wanted, tuple[str, ...]] = {}
    for language, names in content["names"].items():
        for name, ways in names.items() if isinstance(names, dict) else ():
            if not isinstance(ways, list) or not ways or not all(isinstance(way, str) and way for way in ways):
                raise ValueError(f"the spellings of '{name}' are damaged")
            found[language, name] = tuple(ways)
    return found


def content(kept: Spellings) -> str:
    """The file's text: a line for each name, so that a change of it can be read."""
    lines: dict[str, list[str]] = {}
    for (language, name), ways in sorted(kept.items()):
        row = f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(ways, ensure_ascii=False)}"
        lines.setdefault(language, []).append(row)
    names = ",\n".join(f"{json.dumps(language)}: {{\n" + ",\n".join(rows) + "}" for language, rows in lines.items())
    return f'{{"made by": {json.dumps(stamp())},\n"names": {{\n{names}}}}}\n'


def _write(path: Path, wanted: Iterable[Wanted]) -> None:
    """As a whole or not at all; a folder that is not there yet is made only inside an existing state directory."""
    if not path.parent.parent.is_dir():
        return
    kept = Joined(_KNOWN if len(_KNOWN) <= MOST_KEPT else {each: _KNOWN[each] for each in wanted})
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(exist_ok=True)
        new.write_text(content(kept), encoding="utf-8")
        new.replace(path)
    except OSError as fault:
        sentence = "names in all their cases cannot be kept; the next start works them out again"
        log.warning(sentence, file=str(path), problem=str(fault))
