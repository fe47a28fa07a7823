"""Edits of the text of sources.yaml that leave all else as it was typed: order, remarks, empty lines, line ends.

Of a file that is too long for one YAML tree only the part is looked at in which the entry stands (`longlist`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.config.longlist import divided
from monitor.errors import ConfigError, Problem
from monitor.model.limits import YAML_BYTES
from monitor.yamlfile import List, Map, Node, Scalar, tree
from monitor.yamlfile.writing import written

EMPTY = "version: 1\n\nsources:\n"
_MOST_ID = 48
_LINES = re.compile(r"[^\n]*\n|[^\n]+")  # as the tree counts them; `splitlines` ends one at U+2028 and others too
_LATIN = (
    "a b v g g d e e ie zh z i i i y k l m n o p r s t u u f kh ts ch sh shch _ y _ e yu ya e gh i o u ch sh l ss o d"
)
_LETTERS = dict(zip("абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюяəğıöüçşłßøđ", _LATIN.split(), strict=True))
_LETTERS = {letter: said.strip("_") for letter, said in _LETTERS.items()}

Fields = Mapping[str, str]  # keys of one entry in the order in which they are written; `#` is a remark above it


def id_of(title: str, address_host: str, taken: Collection[str]) -> str:
    """An id made of a title in Latin letters, else of the host; with a number where it is taken."""
    base = _plain(title) or _plain(address_host.removeprefix("www.")) or "feed"
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}_{number}"
    return found


def _plain(text: str) -> str:
    letters = "".join(_LETTERS.get(letter, letter) for letter in unicodedata.normalize("NFC", text).lower()[:200])
    plain = unicodedata.normalize("NFKD", letters.replace("'", "").replace("’", "").replace("ʼ", ""))
    words = re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return "_".join(words)[:_MOST_ID].strip("_")


def entry(fields: Fields, indent: str = "  ") -> list[str]:
    """The lines of one entry; what needs quotation marks gets them."""
    lines = [f"{indent}# {' '.join(remark.split())}" for remark in fields.get("#", "").split("\n") if remark.strip()]
    said = [f"{key}: {_value(key, value)}" for key, value in fields.items() if value and key != "#"]
    return [*lines, *(f"{indent}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(said))]


def _value(key: str, value: str) -> str:
    if key == "enabled":
        return value
    return value if key == "url" and re.fullmatch(r"https?://[\w./:?&=%+~-]*[\w/&=%+~-]", value) else written(value)


def added(name: str, text: str, entries: Sequence[Fields]) -> str:
    """`text` with these entries behind the last one. Raises ConfigError where it has no list to add to."""
    *_, last = _parts(text or EMPTY)
    return last.within(_added(name, last.text, entries, _newline(text)))


def _newline(text: str) -> str:
    """How lines end in the whole file: a part of it may have none that tells."""
    return "\r\n" if "\r\n" in text else "\n"


def _added(name: str, text: str, entries: Sequence[Fields], newline: str) -> str:
    found = _list_of(name, text)
    indent = " " * max(_dash(text, found.items[0]), 0) if found is not None and found.items else "  "
    new = [line for fields in entries for line in entry(fields, indent)]
    lines = _lines(text)
    after = _last_line(text, found) if found is not None and found.items else _line_of_key(name, text)
    if found is not None and not found.items:  # `sources: []`
        lines[after] = re.sub(r"\[\s*\]", "", lines[after]).rstrip() + newline
    while not (found is not None and found.items) and lines[after + 1 : after + 2] and _remark(lines[after + 1]):
        after += 1  # a heading that waits for its first entry
    if not lines[after].endswith("\n"):
        lines[after] += newline
    return "".join([*lines[: after + 1], *(line + newline for line in new), *lines[after + 1 :]])


def _remark(line: str) -> bool:
    """An indented remark, which belongs to what stands above it."""
    return line[:1] in " \t" and line.strip().startswith("#")


def removed(name: str, text: str, id_: str) -> str:
    """`text` without the lines of this entry; remarks beside it stay."""
    part, node, of = _entry_of(name, text, id_)
    return part.within(_removed(name, part, node, of))


def _removed(name: str, part: _PartOf, node: Map, of: int) -> str:
    text = part.text
    lines = _lines(text)
    first, last = node.line - 1, _last_line(text, node)
    rest = lines[:first] + lines[last + 1 :]
    if part.whole and of == 1:  # a list without entries is written as one
        key = _line_of_key(name, text)
        rest[key] = re.sub(r"(sources\s*:)", r"\1 []", rest[key], count=1)
    return "".join(rest)


def switched(name: str, text: str, id_: str, *, on: bool) -> str:
    """`text` with this entry enabled, or not."""
    part, node, _ = _entry_of(name, text, id_)
    return part.within(_switched(part.text, node, "true" if on else "false", _newline(text)))


def _switched(text: str, node: Map, said: str, newline: str) -> str:
    value = node.items.get("enabled")
    if isinstance(value, Scalar):
        return text[: value.start] + said + text[value.end :]
    if node.flow:
        close = text.rindex("}", node.start, node.end + 1)
        return f"{text[:close].rstrip().rstrip(',')}, enabled: {said}{text[close:]}"
    lines = _lines(text)
    last = _last_line(text, node)
    lines[last] = lines[last] if lines[last].endswith("\n") else lines[last] + newline
    lines.insert(last + 1, f"{' ' * (node.column - 1)}enabled: {said}{newline}")
    return "".join(lines)


def _list_of(name: str, text: str) -> List | None:
    root = tree(name, text)
    found = root.items.get("sources") if isinstance(root, Map) else None
    if isinstance(found, List):
        if found.flow and found.items:
            raise _refused(name, found.line, "the sources stand in brackets, where no entry can be added or taken out")
        return found
    return None


def _entry_of(name: str, text: str, id_: str) -> tuple[_PartOf, Map, int]:
    """The part in which the entry stands, the entry, and how many there are in that part."""
    for part in _parts(text):
        listed = _list_of(name, part.text) if id_ in part.text else None
        for node in listed.items if listed is not None else ():
            said = node.items.get("id") if isinstance(node, Map) else None
            if isinstance(node, Map) and isinstance(said, Scalar) and said.value == id_:
                return part, node, len(listed.items if listed is not None else ())
    raise _refused(name, 0, f"there is no source with the id '{id_}'")


@dataclass(frozen=True, slots=True)
class _PartOf:
    """Some of a file as one of its own, every line of it where it stands in the whole.

    It is `data[start:end]`; what stands before that in `text` makes a file of it, and is not in the whole.
    """

    text: str
    data: bytes = b""  # of the whole file, empty where the part is all of it
    start: int = 0
    end: int = 0

    @property
    def whole(self) -> bool:
        return not self.data

    def within(self, edited: str) -> str:
        """The whole file with this text in place of the part."""
        if self.whole:
            return edited
        head = self.text.removesuffix(self.data[self.start : self.end].decode())
        return self.data[: self.start].decode() + edited.removeprefix(head) + self.data[self.end :].decode()


def _parts(text: str) -> Iterator[_PartOf]:
    """The whole, unless it is longer than one tree may be and a plain list; the first part begins with the file."""
    data = text.encode()
    division = divided(data) if len(data) > YAML_BYTES else None
    if division is None:
        yield _PartOf(text)
        return
    at = division.starts[0]
    yield _PartOf(data[:at].decode(), data, 0, at)
    for piece in division.pieces():
        yield _PartOf(piece.placed().decode(), data, at, at + len(piece.data))
        at += len(piece.data)


def _line_of_key(name: str, text: str) -> int:
    root = tree(name, text)
    if not isinstance(root, Map) or "sources" not in root.keys:
        raise _refused(name, 0, "there is no `sources:` in the file; add the line, then try again")
    return root.keys["sources"].line - 1


def _lines(text: str) -> list[str]:
    """With their ends."""
    return _LINES.findall(text)


def _dash(text: str, node: Node) -> int:
    """The column, from 0, of the dash before an entry."""
    return _lines(text)[node.line - 1].find("-")


def _last_line(text: str, node: Node) -> int:
    """The line, from 0, on which what was typed for this node ends."""
    end = _end(node)
    return text.count("\n", 0, end) - (1 if text[end - 1 : end] == "\n" else 0)


def _end(node: Node) -> int:
    if isinstance(node, Scalar):
        return node.end
    if node.flow:
        return node.end
    inner = list(node.items.values()) if isinstance(node, Map) else list(node.items)
    keys = [key.end for key in node.keys.values()] if isinstance(node, Map) else []
    return max([*map(_end, inner), *keys], default=node.end)


def _refused(name: str, line: int, sentence: str) -> ConfigError:
    return ConfigError(Problem(name, line, 1 if line else 0, sentence))
