"""Edits of the text of sources.yaml that leave all else as it was typed: order, remarks, empty lines, line ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from monitor.errors import ConfigError, Problem
from monitor.yamlfile import List, Map, Node, Scalar, tree
from monitor.yamlfile.writing import written

EMPTY = "version: 1\n\nsources:\n"
_MOST_ID = 48
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
    text = text or EMPTY
    found = _list_of(name, text)
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = " " * max(_dash(text, found.items[0]), 0) if found is not None and found.items else "  "
    new = [line for fields in entries for line in entry(fields, indent)]
    lines = text.splitlines(keepends=True)
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
    node = _entry_of(name, text, id_)
    lines = text.splitlines(keepends=True)
    first, last = node.line - 1, _last_line(text, node)
    rest = lines[:first] + lines[last + 1 :]
    listed = _list_of(name, text)
    if listed is not None and len(listed.items) == 1:  # a list without entries is written as one
        key = _line_of_key(name, text)
        rest[key] = re.sub(r"(sources\s*:)", r"\1 []", rest[key], count=1)
    return "".join(rest)


def switched(name: str, text: str, id_: str, *, on: bool) -> str:
    """`text` with this entry enabled, or not."""
    node, said = _entry_of(name, text, id_), "true" if on else "false"
    value = node.items.get("enabled")
    if isinstance(value, Scalar):
        return text[: value.start] + said + text[value.end :]
    if node.flow:
        close = text.rindex("}", node.start, node.end + 1)
        return f"{text[:close].rstrip().rstrip(',')}, enabled: {said}{text[close:]}"
    lines = text.splitlines(keepends=True)
    last = _last_line(text, node)
    newline = "\r\n" if "\r\n" in text else "\n"
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


def _entry_of(name: str, text: str, id_: str) -> Map:
    listed = _list_of(name, text)
    for node in listed.items if listed is not None else ():
        said = node.items.get("id") if isinstance(node, Map) else None
        if isinstance(node, Map) and isinstance(said, Scalar) and said.value == id_:
            return node
    raise _refused(name, 0, f"there is no source with the id '{id_}'")


def _line_of_key(name: str, text: str) -> int:
    root = tree(name, text)
    if not isinstance(root, Map) or "sources" not in root.keys:
        raise _refused(name, 0, "there is no `sources:` in the file; add the line, then try again")
    return root.keys["sources"].line - 1


def _dash(text: str, node: Node) -> int:
    """The column, from 0, of the dash before an entry."""
    return text.splitlines()[node.line - 1].find("-")


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
