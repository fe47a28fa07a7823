"""A long list of sources, piece by piece: as much memory as one piece takes, and most entries without a YAML tree.

A file is divided by its bytes: at the lines that begin an entry of `sources:`. No value can begin such a line, unless
the piece before it ends within that value and cannot be read. A piece of usual lines (`key: value` of letters and
ordinary marks, in quotation marks or not, a remark behind it or not; an entry in braces on one line) is read as YAML
would read them; any other, and any with a fault, goes through YAML like a short file at twice the price, and its faults
stand where they stand in the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.yamlfile.lookalikes import INVISIBLE
from monitor.yamlfile.nodes import core

PIECE = 64 * 1024  # bytes

_SOURCES = re.compile(rb"^sources:[ \t]*(?:#[^\n]*)?\r?\n", re.MULTILINE)
_FIRST = re.compile(rb"(?:[ ]*(?:#[^\n]*)?\r?\n)*( *)- ")
_HEAD = b"version: 1\nsources:\n"
_AFTER = re.compile(rb"^[^ \r\n#-]", re.MULTILINE)
# All of it possessive: no line takes longer than its letters.
_WORDS = r"\w" + re.escape("!$%&()*+./;<=>@^_`|~–—«»“”„’№- ")  # what means the same wherever it stands in a value
_DOUBLE = rf"\"(?P<double>[{_WORDS}':#?,{{}}\[\]]*+)\""
_SINGLE = rf"'(?P<single>(?:[{_WORDS}\":#?,{{}}\[\]\\]|'')*+)'"
_BARE = rf"\w(?:[{_WORDS}\"'?,{{}}\[\]]|:(?=\S)|(?<! )#)*+"
_BARE_IN_BRACES = rf"\w(?:[{_WORDS}\"']|:(?=[\w/])|(?<! )#)*+"  # without `?`: not all YAML readers think alike of it
_KEY = r"(?P<mark>[\"']?)(?P<key>[a-z_]++)(?P=mark): ++"
_REMARK = rf" *+(?:(?<= )#[{_WORDS}\"':#?,{{}}\[\]]*+)?"
_LINE = re.compile(rf"{_KEY}(?:{_DOUBLE}|{_SINGLE}|(?P<bare>{_BARE})){_REMARK}")
_PAIR = re.compile(rf" *+{_KEY}(?:{_DOUBLE}|{_SINGLE}|(?P<bare>{_BARE_IN_BRACES})) *+(?P<end>[,}}])")
_BEHIND = re.compile(_REMARK)
_INVISIBLE = frozenset(INVISIBLE)  # some of them are letters to a regular expression
_MAYBE = frozenset("0123456789tTfFnN")  # what is no text in YAML may begin so


@dataclass(frozen=True, slots=True)
class Piece:
    """Some entries: their bytes, and the line of the file on which they begin."""

    data: bytes
    line: int
    indent: int

    def plain(self) -> list[dict[str, object]] | None:
        """What YAML would read, where every line is a plain one; None = ask YAML."""
        try:
            text = self.data.decode()
        except UnicodeDecodeError:
            return None
        if not _INVISIBLE.isdisjoint(text):
            return None
        dash, deeper = f"{' ' * self.indent}- ", " " * (self.indent + 2)
        found: list[dict[str, object]] = []
        is_open = False
        for line in text.replace("\r\n", "\n").split("\n"):
            if line.startswith(dash):
                found.append({})
                is_open = not line.startswith("{", len(dash))
            elif not line or line.lstrip(" ").startswith("#"):
                continue
            elif not is_open or not line.startswith(deeper):
                return None
            if not (_take(found[-1], _LINE.fullmatch(line, len(dash))) if is_open else _in_braces(found[-1], line)):
                return None
        return found

    def alone(self) -> bytes:
        """As a file of its own."""
        return _HEAD + self.data

    def placed(self) -> bytes:
        """The same with every line where it stands in the whole file, the first two aside."""
        return b"\n" * (self.line - 1 - _HEAD.count(b"\n")) + _HEAD + self.data


def _take(entry: dict[str, object], said: re.Match[str] | None) -> bool:
    """Put a key and its value into the entry; False where only YAML can tell what it is."""
    if said is None or said["key"] in entry:
        return False
    double, single, bare = said.group("double", "single", "bare")
    if bare is None:  # in quotation marks, so always a text
        entry[said["key"]] = double if double is not None else single.replace("''", "'")
        return True
    bare = bare.rstrip(" ")
    entry[said["key"]] = core(bare) if bare[0] in _MAYBE else bare
    return True


def _in_braces(entry: dict[str, object], line: str) -> bool:
    """The same for a whole entry in braces."""
    at, goes_on = line.index("{") + 1, True
    while goes_on:
        said = _PAIR.match(line, at)
        if said is None or not _take(entry, said):
            return False
        at, goes_on = said.end(), said["end"] == ","
    return _BEHIND.fullmatch(line, at) is not None


@dataclass(frozen=True, slots=True)
class Division:
    """`frame`: the file with its first entry alone, all else of it on its own lines; `pieces`: the other entries."""

    frame: bytes
    starts: tuple[int, int, int]  # of the second entry, of what follows the list, and how far entries are indented
    data: bytes

    def pieces(self, size: int = PIECE) -> Iterator[Piece]:
        """In their order, each of about so many bytes."""
        start, end, indent = self.starts
        line = self.data.count(b"\n", 0, start) + 1
        entry = _entry(indent)
        while start < end:
            following = entry.search(self.data, min(start + size, end), end)
            stop = following.start() if following else end
            yield Piece(self.data[start:stop], line, indent)
            line += self.data.count(b"\n", start, stop)
            start = stop


def divided(data: bytes) -> Division | None:
    """None where the file is not plainly a list of entries under one `sources:`."""
    heads = list(_SOURCES.finditer(data))
    first = _FIRST.match(data, heads[0].end()) if len(heads) == 1 else None
    if first is None:
        return None
    indent = len(first[1])
    after = _AFTER.search(data, first.end())
    end = after.start() if after else len(data)
    second = _entry(indent).search(data, first.end(), end)
    if second is None:
        return None
    start = second.start()
    frame = data[:start] + b"\n" * data.count(b"\n", start, end) + data[end:]
    return Division(frame, (start, end, indent), data)


def _entry(indent: int) -> re.Pattern[bytes]:
    return re.compile(rb"^%b- " % (b" " * indent), re.MULTILINE)
