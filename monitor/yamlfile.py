"""YAML with line numbers -> strict models; every fault is a sentence with file:line:column and a cure.

The only importer of the YAML library. It is used up to the tree of nodes; what a scalar means is decided here, by the
YAML 1.2 core rules (`NO` is Norway, `8:05` and `2026-05-01` stay text). Each scalar keeps the raw slice of the file it
came from, so that the rule grammar reads what the analyst typed and counts its columns in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from monitor.errors import ConfigError, Problem

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
BLOCK_FORM = "write it under 'when: |', on lines of its own"
Style = Literal["plain", "single", "double", "literal", "folded"]
_STYLES: dict[str | None, Style] = {
    None: "plain",
    "": "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}
_INVISIBLE = {"\u00a0": "no-break space", "\u202f": "narrow no-break space", "\u200b": "zero-width space"}
_INVISIBLE |= {"\u200c": "zero-width character", "\u200d": "zero-width character", "\ufeff": "zero-width character"}
_CONDITION_LINE = re.compile(r"\s*(?:- )?\s*(when|urgent|high|normal)\s*:\s*(?P<value>\S.*)")
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


class Strict(BaseModel):
    """The base of every model of a file under rules/: no unknown keys, no silent change of type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


M = TypeVar("M", bound=BaseModel)
M_co = TypeVar("M_co", bound=BaseModel, covariant=True)
Key = str | int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as typed: `text` is the raw slice (of a block scalar: all but its header line), `value` what YAML reads.

    `line` and `column` (from 1) are those of the first character of `text`; `cut` is true where a plain scalar is ended
    by ` #` on its line.
    """

    text: str
    value: str
    style: Style
    line: int
    column: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Map:
    line: int
    column: int
    items: dict[str, _Node]
    keys: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _List:
    line: int
    column: int
    items: tuple[_Node, ...]


_Node = Scalar | _Map | _List


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M_co]):
    """A file that follows its model: the value, and where each part of it stands in the file."""

    name: str
    value: M_co
    _root: _Node

    def at(self, *path: Key) -> tuple[int, int]:
        """Line and column of the node at `path`, or of the deepest one on the way that exists."""
        return _place(_descend(self._root, path)[0])

    def at_key(self, *path: Key) -> tuple[int, int]:
        """Line and column of the key that `path` ends with (a list's element: of the element)."""
        return _key_place(self._root, path)

    def raw(self, *path: Key) -> Scalar:
        """The scalar at `path` as it was typed; KeyError if there is none."""
        node, rest = _descend(self._root, path)
        if rest or not isinstance(node, Scalar):
            raise KeyError(path)
        return node

    def problem(self, sentence: str, *path: Key, suggestion: str = "") -> Problem:
        """A fault at the node at `path`."""
        return Problem(self.name, *self.at(*path), sentence, suggestion)


def closest(word: str, candidates: Iterable[str]) -> str:
    """`did you mean 'x'?` for the candidate most like `word`, "" if none is like it."""
    by_fold = {candidate.casefold(): candidate for candidate in candidates}
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f"did you mean '{by_fold[found[0]]}'?" if found else ""


def load(name: str, data: bytes, model: type[M]) -> Loaded[M]:
    """`data`, the bytes of the file called `name`, as `model`.

    Raises ConfigError with all problems found: UTF-8 only, at most 1 MB and 20 levels, no anchors, aliases, tags,
    repeated or unknown keys. A fault of YAML itself ends the reading, so it comes alone.
    """
    source = _decoded(name, data)
    tree = _Tree(name, source)
    root = tree.node(_composed(name, source))
    try:
        value = model.model_validate(_plain(root))
    except ValidationError as fault:
        raise ConfigError(*tree.problems, *_translated(name, root, model, fault.errors())) from None
    if tree.problems:
        raise ConfigError(*tree.problems)
    return Loaded(name, value, root)


def _decoded(name: str, data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise ConfigError(Problem(name, 0, 0, f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise ConfigError(Problem(name, line, 0, "the file is not UTF-8", "save it as UTF-8")) from None


def _composed(name: str, source: str) -> object:
    try:
        root = YAML(typ="rt").compose(source)
    except RecursionError:
        raise ConfigError(Problem(name, 0, 0, f"nested deeper than {MAX_DEPTH} levels")) from None
    except ReaderError as fault:
        before = source[: fault.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        sentence = f"the character U+{ord(source[fault.position]):04X} is not allowed in YAML"
        raise ConfigError(Problem(name, line, column, sentence, "delete it")) from None
    except YAMLError as fault:
        raise ConfigError(_yaml_problem(name, source, fault)) from None
    if root is None:
        raise ConfigError(Problem(name, 0, 0, "the file is empty"))
    return root


# -- from the library's nodes to ours ----------------------------------------------------------------------------------


class _Tree:
    """Turns composed nodes into ours and collects what YAML allows and we do not."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._source = source
        self._lines = source.splitlines()
        self._seen: set[int] = set()

    def node(self, node: object, depth: int = 1, key: tuple[int, int] | None = None) -> _Node:
        """Our node; `key` is the place of its key, used for a value that is not there."""
        assert isinstance(node, ScalarNode | SequenceNode | MappingNode)
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        empty = Scalar("", "", "plain", line, column)
        if id(node) in self._seen:  # an alias: its anchor has been refused already
            return empty
        self._seen.add(id(node))
        self._refuse_marks(node.start_mark.index, line, column)
        if depth > MAX_DEPTH:
            self._add(line, column, f"nested deeper than {MAX_DEPTH} levels")
            return empty
        if isinstance(node, MappingNode):
            return self._map(node, depth)
        if isinstance(node, SequenceNode):
            return _List(line, column, tuple(self.node(item, depth + 1) for item in node.value))
        return self._scalar(node, key)

    def _add(self, line: int, column: int, sentence: str, suggestion: str = "") -> None:
        self.problems.append(Problem(self.name, line, column, sentence, suggestion))

    def _refuse_marks(self, index: int, line: int, column: int) -> None:
        mark = self._source[index : index + 1]
        if mark not in ("&", "!"):
            return
        if _condition_value(self._lines, line) is not None:
            self._add(line, column, f"a condition on the line of its key may not begin with {mark}", BLOCK_FORM)
        else:
            what = "anchors and aliases (&name, *name)" if mark == "&" else "tags (!name)"
            self._add(line, column, f"{what} are not used in these files", "if it is text, put it in quotation marks")

    def _map(self, node: MappingNode, depth: int) -> _Map:
        found = _Map(node.start_mark.line + 1, node.start_mark.column + 1, {}, {})
        for key, value in node.value:
            place = key.start_mark.line + 1, key.start_mark.column + 1
            if not isinstance(key, ScalarNode):
                self._add(*place, "a key must be a single word or text")
                continue
            name = str(key.value)
            self._check_key(name, *place)
            if name in found.items:
                self._add(*place, f"the key '{name}' stands twice", f"it is already on line {found.keys[name][0]}")
                continue
            found.keys[name] = place
            found.items[name] = self.node(value, depth + 1, place)
        return found

    def _check_key(self, name: str, line: int, column: int) -> None:
        for offset, character in enumerate(name):
            if character in _INVISIBLE:
                sentence = f"the key '{name}' holds a {_INVISIBLE[character]}"
                self._add(line, column + offset, sentence, "type an ordinary space, or delete it")
                return

    def _scalar(self, node: ScalarNode, key: tuple[int, int] | None) -> Scalar:
        start, end = node.start_mark, node.end_mark
        style = _STYLES[node.style]
        text = self._source[start.index : end.index]
        if style in ("literal", "folded"):
            body = text.partition("\n")[2]
            return Scalar(body, str(node.value).replace("\a", ""), style, start.line + 2, 1)
        if not text and key is not None:
            return Scalar("", "", style, *key)
        after = self._source[end.index :].partition("\n")[0]
        cut = style == "plain" and bool(text) and after.lstrip(" \t").startswith("#")
        return Scalar(text, str(node.value), style, start.line + 1, start.column + 1, cut)


def _plain(node: _Node) -> object:
    """The tree as dicts, lists, texts, numbers, truth values and None."""
    if isinstance(node, _Map):
        return {key: _plain(value) for key, value in node.items.items()}
    if isinstance(node, _List):
        return [_plain(item) for item in node.items]
    return node.value if node.style != "plain" else _core(node.value)


def _core(text: str) -> object:
    """A plain scalar by the YAML 1.2 core schema."""
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if _INT.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _descend(root: _Node, path: Iterable[Key]) -> tuple[_Node, tuple[Key, ...]]:
    """The deepest node on the way, and what of the path was left."""
    node, rest = root, tuple(path)
    while rest:
        following = _child(node, rest[0])
        if following is None:
            break
        node, rest = following, rest[1:]
    return node, rest


def _child(node: _Node, step: Key) -> _Node | None:
    if isinstance(node, _Map) and isinstance(step, str):
        return node.items.get(step)
    if isinstance(node, _List) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def _place(node: _Node) -> tuple[int, int]:
    return node.line, node.column


def _key_place(root: _Node, path: tuple[Key, ...]) -> tuple[int, int]:
    if path:
        parent, rest = _descend(root, path[:-1])
        if not rest and isinstance(parent, _Map) and isinstance(path[-1], str) and path[-1] in parent.keys:
            return parent.keys[path[-1]]
    return _place(_descend(root, path)[0])


# -- YAML's own errors, in words an analyst can act on -----------------------------------------------------------------


def _condition_value(lines: list[str], line: int) -> str | None:
    """What stands behind `when:` and its like on that line, None if the line holds no condition."""
    found = _CONDITION_LINE.match(lines[line - 1]) if 0 < line <= len(lines) else None
    return found["value"] if found else None


def _yaml_problem(name: str, source: str, fault: YAMLError) -> Problem:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    if not isinstance(fault, MarkedYAMLError) or mark is None:
        return Problem(name, 0, 0, f"YAML cannot read this file: {fault}")
    lines = source.splitlines()
    opened = fault.context_mark.line + 1 if fault.context_mark and "quoted" in str(fault.context) else mark.line + 1
    value = _condition_value(lines, opened)
    if value is not None and not value.startswith(("|", ">")):
        place = (opened, lines[opened - 1].index(value) + 1)
        return Problem(name, *place, _condition_advice(value), BLOCK_FORM)
    sentence, suggestion = _advice(str(fault.problem or ""), lines, mark.line)
    return Problem(name, mark.line + 1, mark.column + 1, sentence, suggestion)


def _condition_advice(value: str) -> str:
    if value[0] in "\"'":
        return "a condition that begins with a quotation mark cannot stand on the line of its key"
    if value[0] in "{[*&!%@`->|?,":
        return f"a condition on the line of its key may not begin with {value[0]}"
    if ": " in value:
        return "a condition with a colon and a space cannot stand on the line of its key"
    return "YAML cannot read this condition on the line of its key"


def _advice(problem: str, lines: list[str], line: int) -> tuple[str, str]:
    """What YAML means by `problem`, and the cure."""
    typed = lines[line] if line < len(lines) else ""
    if "\t" in typed[: len(typed) - len(typed.lstrip())]:
        return "a tab stands in the indentation", "indent with spaces"
    quote = "if it is text, put it in quotation marks"
    for part, sentence, cure in (
        ("'\\t'", "a tab stands here", "use spaces"),
        (
            "mapping values are not allowed",
            "a colon and a space stand inside a text, or the indentation is wrong",
            quote,
        ),
        ("sequence entries are not allowed", "a '- ' stands where no list can begin", quote),
        ("undefined alias", "a text may not begin with *", quote),
        ("that cannot start any token", f"a text may not begin with {problem[17:18]}", quote),
        ("chomping or indentation", "after | or > the text begins on the next line", "move it down and indent it"),
        ("another document", "the file holds a second document ('---')", "write one file for each"),
        ("unexpected end of stream", "a quotation mark is opened and never closed", "close it"),
        ("unknown escape", "a backslash in a text with double quotation marks", "use single quotation marks, or \\\\"),
        ("<stream end>", "a bracket is opened and never closed", "close it"),
        ("expected ',' or", "a comma or a closing bracket is missing before this", quote),
        ("could not find expected ':'", "a key without its colon", "write 'key: value'"),
        ("expected <block end>", "this does not belong where it stands", "check the indentation and quotation marks"),
    ):
        if part in problem:
            return sentence, cure
    return f"YAML cannot read this: {problem}", ""


# -- the model's errors ------------------------------------------------------------------------------------------------


def _translated(name: str, root: _Node, model: type[BaseModel], errors: list[ErrorDetails]) -> Iterator[Problem]:
    """One problem for each fault; where a value may have several forms, only the form that was meant is spoken of."""
    found = [(_real_path(root, error), error) for error in errors]
    wrong_type: dict[tuple[Key, ...], list[str]] = {}
    for path, error in found:
        deeper = any(len(other) > len(path) and other[: len(path)] == path for other, _ in found)
        expected = _EXPECTED.get(error["type"])
        if expected and not deeper:
            wrong_type.setdefault(path, []).append(expected)
        elif not expected:
            yield _model_problem(name, root, model, path, error)
    for path, expected_forms in wrong_type.items():
        node, _ = _descend(root, path)
        wanted = " or ".join(dict.fromkeys(expected_forms))
        cure = "put it in quotation marks" if "a text" in wanted and isinstance(node, Scalar) and node.text else ""
        yield Problem(name, *_place(node), f"{_label(path)} must be {wanted}, not {_form(node)}", cure)


_EXPECTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "frozen_set_type": "a list",
    "set_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "none_required": "empty",
}


def _label(path: tuple[Key, ...]) -> str:
    if not path:
        return "the file"
    names = [step for step in path if isinstance(step, str)]
    return f"'{names[-1]}'" + (" (each entry)" if isinstance(path[-1], int) else "") if names else "each entry"


def _form(node: _Node) -> str:
    if isinstance(node, _Map):
        return "keys with values"
    if isinstance(node, _List):
        return "a list"
    value = _plain(node)
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"the truth value {node.value}"
    return f"the number {node.value}" if isinstance(value, int | float) else f"the text '{node.value[:40]}'"


def _real_path(root: _Node, error: ErrorDetails) -> tuple[Key, ...]:
    """The path without pydantic's marks for the branches of a union; a missing key stays at the end."""
    loc = error["loc"]
    path: list[Key] = []
    node = root
    for number, step in enumerate(loc):
        following, rest = _descend(node, (step,))
        if not rest:
            path.append(step)
            node = following
        elif number == len(loc) - 1 and error["type"] == "missing":
            path.append(step)
    return tuple(path)


def _model_problem(
    name: str, root: _Node, model: type[BaseModel], path: tuple[Key, ...], error: ErrorDetails
) -> Problem:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        listed = "known here: " + ", ".join(sorted(known))
        hint = closest(str(path[-1]), known) or listed
        return Problem(name, *_key_place(root, path), f"unknown key '{path[-1]}'", hint)
    if kind == "missing":
        return Problem(name, *_place(_descend(root, path)[0]), f"the key '{path[-1]}' is missing")
    node, _ = _descend(root, path)
    if kind in ("literal_error", "enum"):
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        typed = node.value if isinstance(node, Scalar) else ""
        listed = ", ".join(allowed) or str(context.get("expected", ""))
        sentence = f"{_label(path)} is '{typed}' but must be one of {listed}"
        return Problem(name, *_place(node), sentence, closest(typed, allowed))
    if kind == "value_error":
        return Problem(name, *_place(node), str(context.get("error", error["msg"])))
    return Problem(name, *_place(node), f"{_label(path)}: {error['msg'][:1].lower()}{error['msg'][1:]}")


def _fields_at(model: type[BaseModel], path: tuple[Key, ...]) -> set[str]:
    """The keys that the model knows at `path`, over all forms the value may have there."""
    forms: list[Any] = [model]
    for step in path:
        forms = [inner for form in forms for inner in _inside(form, step)]
    models = [form for form in _unfolded(forms) if isinstance(form, type) and issubclass(form, BaseModel)]
    return {field.alias or key for form in models for key, field in form.model_fields.items()}


def _unfolded(forms: Iterable[Any]) -> Iterator[Any]:
    for form in forms:
        origin = get_origin(form)
        if origin is Annotated:
            yield from _unfolded(get_args(form)[:1])
        elif origin in (Union, UnionType):
            yield from _unfolded(get_args(form))
        else:
            yield form


def _inside(form: Any, step: Key) -> Iterator[Any]:
    for single in _unfolded([form]):
        if isinstance(single, type) and issubclass(single, BaseModel):
            yield from (f.annotation for k, f in single.model_fields.items() if step in (f.alias or k, k))
        else:
            yield from get_args(single)[-1 if isinstance(step, str) else 0 :][:1]
