"""The tree of a YAML file: what was typed, where it stands, and what it means by the YAML 1.2 core rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "single", "double", "literal", "folded"]
Key = str | int
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as typed: `text` is the raw slice (of a block scalar: all but its header line), `value` what YAML reads.

    `line` and `column` (from 1) are those of the first character of `text`; `cut` is true where a plain scalar is ended
    by ` #` on its line. `start` and `end` are offsets in the source, of a block scalar with its header.
    """

    text: str
    value: str
    style: Style
    line: int
    column: int
    cut: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Map:
    """Keys with values; `keys` are the keys as typed. `flow`: in braces, from `start` to `end` in the source."""

    line: int
    column: int
    items: dict[str, Node]
    keys: dict[str, Scalar]
    flow: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class List:
    """Entries in order. `flow`: in brackets, from `start` to `end` in the source."""

    line: int
    column: int
    items: tuple[Node, ...]
    flow: bool = False
    start: int = 0
    end: int = 0


Node = Scalar | Map | List


def plain(node: Node) -> object:
    """The tree as dicts, lists, texts, numbers, truth values and None."""
    if isinstance(node, Map):
        return {key: plain(value) for key, value in node.items.items()}
    if isinstance(node, List):
        return [plain(item) for item in node.items]
    return node.value if node.style != "plain" else core(node.value)


def core(text: str) -> object:
    """What a plain scalar means by the YAML 1.2 core schema."""
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if _INT.fullmatch(text):
        return _whole(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _whole(text: str) -> object:
    if text[:2] in ("0o", "0x"):
        return int(text, 0)
    return int(text) if len(text) < 400 else text  # Python refuses to read a number of thousands of digits


def descend(root: Node, path: Iterable[Key]) -> tuple[Node, tuple[Key, ...]]:
    """The deepest node on the way, and what of the path was left."""
    node, rest = root, tuple(path)
    while rest:
        following = _child(node, rest[0])
        if following is None:
            break
        node, rest = following, rest[1:]
    return node, rest


def _child(node: Node, step: Key) -> Node | None:
    if isinstance(node, Map) and isinstance(step, str):
        return node.items.get(step)
    if isinstance(node, List) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def place(node: Node) -> tuple[int, int]:
    """Line and column."""
    return node.line, node.column


def key_place(root: Node, path: tuple[Key, ...]) -> tuple[int, int]:
    """Line and column of the key that `path` ends with; of the node where that is no key."""
    if path:
        parent, rest = descend(root, path[:-1])
        if not rest and isinstance(parent, Map) and isinstance(path[-1], str) and path[-1] in parent.keys:
            return place(parent.keys[path[-1]])
    return place(descend(root, path)[0])
