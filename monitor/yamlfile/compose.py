"""Bytes -> tree: the only importer of the YAML library, and its errors in words an analyst can act on."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scanner import RoundTripScanner

from monitor.errors import ConfigError, Problem
from monitor.yamlfile.nodes import List, Map, Node, Scalar, Style

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
BLOCK_FORM = "write it under 'when: |', on lines of its own"
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
_REMARK = re.compile(r"[ \t]*#")
_KEY_LINE = re.compile(r"\s*(?:- )?\s*[\w-]+\s*:(?:\s|$)")
_CONDITION_LINE = re.compile(r"\s*(?:- )?\s*(when|urgent|high|normal)\s*:\s*(?P<value>\S.*)")


class _TooDeep(Exception):
    """More brackets inside each other than a file of ours may have."""


class _ShallowScanner(RoundTripScanner):
    """Stops at the first bracket that is too deep: the library's time grows with the square of the open ones."""

    def fetch_flow_collection_start(self, *arguments: Any, **named: Any) -> None:
        if len(self.flow_context) >= MAX_DEPTH:
            raise _TooDeep
        super().fetch_flow_collection_start(*arguments, **named)


def decoded(name: str, data: bytes) -> str:
    """The file as text without its byte order mark. Raises ConfigError if it is too long or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise ConfigError(Problem(name, 0, 0, f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise ConfigError(Problem(name, line, 0, "the file is not UTF-8", "save it as UTF-8")) from None


def composed(name: str, source: str) -> object:
    """The library's tree. Raises ConfigError for whatever YAML cannot read, and for an empty file."""
    yaml = YAML(typ="rt")
    yaml.Scanner = _ShallowScanner
    try:
        root = yaml.compose(source)
    except (RecursionError, _TooDeep):
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


class Tree:
    """Turns composed nodes into ours and collects what YAML allows and we do not."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._source = source
        self._lines = source.splitlines()
        self._seen: set[int] = set()

    def node(self, node: object, depth: int = 1, key: tuple[int, int] | None = None) -> Node:
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
            return List(line, column, tuple(self.node(item, depth + 1) for item in node.value))
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

    def _map(self, node: MappingNode, depth: int) -> Map:
        found = Map(node.start_mark.line + 1, node.start_mark.column + 1, {}, {})
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
        cut = style == "plain" and bool(text) and _REMARK.match(self._source, end.index) is not None
        return Scalar(text, str(node.value), style, start.line + 1, start.column + 1, cut)


# -- YAML's own errors -------------------------------------------------------------------------------------------------


def _condition_value(lines: list[str], line: int) -> str | None:
    """What stands behind `when:` and its like on that line, None if the line holds no condition."""
    found = _CONDITION_LINE.match(lines[line - 1]) if 0 < line <= len(lines) else None
    return found["value"] if found else None


def _key_line(lines: list[str], line: int) -> int:
    """The line of the key to which a text on `line` belongs: that line itself, or one above it."""
    return next((at for at in range(min(line, len(lines)), 0, -1) if _KEY_LINE.match(lines[at - 1])), line)


def _yaml_problem(name: str, source: str, fault: YAMLError) -> Problem:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    if not isinstance(fault, MarkedYAMLError) or mark is None:
        return Problem(name, 0, 0, f"YAML cannot read this file: {fault}")
    lines = source.splitlines()
    typed = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in typed[: len(typed) - len(typed.lstrip())]:
        return Problem(
            name, mark.line + 1, typed.index("\t") + 1, "a tab stands in the indentation", "indent with spaces"
        )
    unclosed = fault.context_mark and re.search("quoted|flow", str(fault.context))
    opened = _key_line(lines, (fault.context_mark if unclosed else mark).line + 1)
    value = _condition_value(lines, opened)
    if value is not None and not value.startswith(("|", ">")):
        place = (opened, lines[opened - 1].index(value) + 1)
        return Problem(name, *place, _condition_advice(value), BLOCK_FORM)
    sentence, suggestion = _advice(str(fault.problem or ""))
    return Problem(name, mark.line + 1, mark.column + 1, sentence, suggestion)


def _condition_advice(value: str) -> str:
    if value[0] in "\"'":
        return "a condition that begins with a quotation mark cannot stand on the line of its key"
    if value[0] in "{[*&!%@`->|?,":
        return f"a condition on the line of its key may not begin with {value[0]}"
    if ": " in value:
        return "a condition with a colon and a space cannot stand on the line of its key"
    return "YAML cannot read this condition on the line of its key"


def _advice(problem: str) -> tuple[str, str]:
    """What YAML means by `problem`, and the cure."""
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
