"""YAML with line numbers -> strict models; every fault is a sentence with file:line:column and a cure.

compose.py  bytes -> tree of nodes      nodes.py       the tree, and what a scalar means (`NO` is Norway)
advice.py   YAML's own errors           lookalikes.py  characters that are not what they look like
faults.py   the model's errors

Each scalar keeps the raw slice of the file it came from, so that the rule grammar reads what the analyst typed and
counts its columns in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from monitor.errors import ConfigError, Problem
from monitor.yamlfile.advice import BLOCK_FORM, MAX_FAULTS, capped
from monitor.yamlfile.compose import MAX_BYTES, MAX_DEPTH, composed, decoded
from monitor.yamlfile.faults import closest, translated
from monitor.yamlfile.nodes import Key, List, Map, Node, Scalar, descend, key_place, place, plain

__all__ = [
    "BLOCK_FORM",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_FAULTS",
    "Key",
    "List",
    "Loaded",
    "Map",
    "Node",
    "Scalar",
    "Strict",
    "capped",
    "closest",
    "decoded",
    "load",
    "translated",
    "tree",
]


MOST_ERRORS = 1000  # of a model that are looked at


class Strict(BaseModel):
    """The base of every model of a file under rules/: no unknown keys, no silent change of type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    # What to write where a value has the wrong form, by its place with `*` for an entry: "subscriptions.*.pairs.*".
    cures: ClassVar[Mapping[str, str]] = {}


M = TypeVar("M", bound=BaseModel)
M_co = TypeVar("M_co", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M_co]):
    """A file that follows its model: the value, and where each part of it stands in the file."""

    name: str
    value: M_co
    _root: Node

    def at(self, *path: Key) -> tuple[int, int]:
        """Line and column of the node at `path`, or of the deepest one on the way that exists."""
        return place(descend(self._root, path)[0])

    def at_key(self, *path: Key) -> tuple[int, int]:
        """Line and column of the key that `path` ends with (a list's element: of the element)."""
        return key_place(self._root, path)

    def node(self, *path: Key) -> Node:
        """The node at `path`, or the deepest one on the way that exists."""
        return descend(self._root, path)[0]

    def raw(self, *path: Key) -> Scalar:
        """The scalar at `path` as it was typed; KeyError if there is none."""
        node, rest = descend(self._root, path)
        if rest or not isinstance(node, Scalar):
            raise KeyError(path)
        return node

    def problem(self, sentence: str, *path: Key, suggestion: str = "") -> Problem:
        """A fault at the node at `path`."""
        return Problem(self.name, *self.at(*path), sentence, suggestion)


def load(name: str, data: bytes, model: type[M], meant: Callable[[Node, str], Node] | None = None) -> Loaded[M]:
    """`data`, the bytes of the file called `name`, as `model`; `meant` may settle what a tree means in such a file.

    Raises ConfigError with all problems found: UTF-8 only, at most 1 MB and 20 levels, no anchors, aliases, tags,
    repeated or unknown keys. A fault of YAML itself ends the reading, so it comes alone.
    """
    source = decoded(name, data)
    root, problems = composed(name, source)
    root = meant(root, source) if meant else root
    try:
        value = model.model_validate(plain(root))
    except ValidationError as fault:
        said = {(problem.line, problem.column) for problem in problems}
        errors = fault.errors(include_url=False, include_input=False)
        more = [p for p in translated(name, root, model, errors[:MOST_ERRORS]) if (p.line, p.column) not in said]
        rest = "more may follow further down" if len(errors) > MOST_ERRORS else ""
        raise ConfigError(*capped([*problems, *more], rest)) from None
    if problems:
        raise ConfigError(*problems)
    return Loaded(name, value, root)


def tree(name: str, source: str) -> Node:
    """The nodes of a file's text, whatever its model, with their offsets in it. Raises ConfigError as `load` does."""
    root, problems = composed(name, source)
    if problems:
        raise ConfigError(*problems)
    return root
