"""Bytes -> tree: the only importer of the YAML library. Events come one by one, so that no depth can hurt.

Only the library's events are used, never its types: what a scalar means is settled in nodes.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from monitor.errors import ConfigError, Problem
from monitor.model.limits import YAML_BYTES
from monitor.yamlfile.advice import MAX_FAULTS, Fault, begins_badly, capped, shortened, translated_fault
from monitor.yamlfile.lookalikes import INVISIBLE, invisible
from monitor.yamlfile.nodes import List, Map, Node, Scalar, Style

MAX_BYTES = YAML_BYTES
MAX_DEPTH = 20
MAX_VALUES = 150_000  # keys and values; a megabyte of rules as people write them has 80,000
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # without libyaml: the same events, thirty times slower
_STYLES: dict[str | None, Style] = {
    None: "plain",
    "": "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}
_REMARK = re.compile(r"[ \t]*#")
_BREAK = re.compile(r"\r?\n")
_REFUSED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\r(?!\n)")
# YAML 1.1 takes three of them for line ends, which no editor does, and refuses the fourth.
_STAND_INS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " ", "\ufeff": "\u200b"})
_ODD_BLANKS = "".join(INVISIBLE)


Event = Any  # the library's types let every mark be None, which those of a parsed event never are
Mark = Any  # index, line, column, all from 0


def decoded(name: str, data: bytes, most: int = MAX_BYTES) -> str:
    """The file as text without its byte order mark. Raises ConfigError if it is longer than `most` or not UTF-8."""
    if len(data) > most:
        cure = "make several files of it"
        raise ConfigError(Problem(name, 0, 0, f"the file is too long: at most {most:,} bytes are read", cure))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ConfigError(Problem(name, 1, 0, "the file is UTF-16", "save it as UTF-8"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "ignore").removeprefix("\ufeff")) + 1
        raise ConfigError(Problem(name, line, column, "the file is not UTF-8", _encoding_cure(data))) from None


def _encoding_cure(data: bytes) -> str:
    """Names Windows-1251 where the file reads as Russian or Belarusian in it."""
    text = data.decode("cp1251", "replace")
    cyrillic = sum("а" <= letter.lower() <= "я" for letter in text)
    foreign = sum(letter > "\x7f" for letter in text)
    likely = cyrillic > 5 and cyrillic * 10 > foreign * 8
    return "it looks like Windows-1251: save it as UTF-8" if likely else "save it as UTF-8"


def composed(name: str, source: str, loader: Any = LOADER) -> tuple[Node, tuple[Problem, ...]]:
    """The tree, and what YAML allows in it and we do not. Raises ConfigError for what YAML cannot read at all."""
    refused = _REFUSED.search(source)
    if refused:
        raise ConfigError(_refused(name, source, refused.start()))
    builder = _Builder(name, source)
    try:
        for event in _events(source, loader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise ConfigError(translated_fault(name, source, _fault(error))) from None
    if builder.root is None:
        but = " but for remarks" if source.strip() else ""
        raise ConfigError(Problem(name, 0, 0, f"the file is empty{but}", "its first key is 'version: 1'"))
    return builder.root, tuple(builder.problems)


def _events(source: str, loader: Any) -> Iterator[Event]:
    ready = source if source.isascii() else source.translate(_STAND_INS)
    return iter(yaml.parse(ready, Loader=loader))


def _fault(error: yaml.YAMLError) -> Fault:
    """The library's complaint with 0 for a place it does not tell."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened = getattr(error, "context_mark", None)
    context, problem = (str(getattr(error, part, None) or "") for part in ("context", "problem"))
    return Fault(
        context, problem or str(error), mark.index if mark else -1, mark.line if mark else 0,
        mark.column if mark else 0, (opened.line, opened.column) if opened else None,
    )  # fmt: skip


def _refused(name: str, source: str, index: int) -> Problem:
    before = source[:index]
    line, column = before.count("\n") + 1, index - before.rfind("\n")
    if source[index] == "\r":
        return Problem(name, line, column, "a line ends as on an old Macintosh (CR alone)", "save it with LF or CR LF")
    return Problem(name, line, column, f"the character U+{ord(source[index]):04X} is not allowed in YAML", "delete it")


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet; `dropped`: what it holds is of no use (a key that is a list)."""

    mark: Mark
    flow: bool
    items: list[Node] | None = None
    values: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None
    awaits_value: bool = False

    @property
    def awaits_key(self) -> bool:
        """True for a mapping whose next event is a key."""
        return self.items is None and not self.awaits_value


# By name: methods bound to the builder that keeps them would let it, and its whole tree, stay until the next search for
# cycles, and there is none while rules are read.
_TAKERS: dict[type[yaml.Event], str] = {
    yaml.ScalarEvent: "_take_scalar",
    yaml.SequenceStartEvent: "_open",
    yaml.MappingStartEvent: "_open",
    yaml.SequenceEndEvent: "_close",
    yaml.MappingEndEvent: "_close",
    yaml.AliasEvent: "_take_alias",
    yaml.DocumentStartEvent: "_take_document",
}


class _Builder:
    """Turns events into nodes and collects what YAML allows and we do not."""

    def __init__(self, name: str, source: str) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._name = name
        self._source = source
        self._stack: list[_Open] = []
        self._values = 0

    def take(self, event: Event) -> None:
        """The next event. Raises ConfigError where nothing after it is worth reading."""
        taker = _TAKERS.get(type(event))
        if taker:
            getattr(self, taker)(event)
        if len(self.problems) > MAX_FAULTS:  # whoever made so many means something else
            raise ConfigError(*capped(self.problems, "more may follow further down"))

    def _take_scalar(self, event: Event) -> None:
        if event.anchor or event.tag:
            self._refuse_marks(event.start_mark)
        self._values += 1
        if self._values > MAX_VALUES:
            at = event.start_mark.line + 1, event.start_mark.column + 1
            sentence = f"the file holds more than {MAX_VALUES:,} keys and values"
            raise ConfigError(Problem(self._name, *at, sentence, "make several files of it"))
        self._place(self._scalar(event), event.start_mark)

    def _take_alias(self, event: Event) -> None:
        mark = event.start_mark
        self._refuse_marks(mark)
        self._place(Scalar("", "", "plain", mark.line + 1, mark.column + 1, start=mark.index, end=mark.index), mark)

    def _take_document(self, event: Event) -> None:
        if self.root is not None:
            at = event.start_mark.line + 1, event.start_mark.column + 1
            sentence = "the file holds a second document ('---')"
            raise ConfigError(Problem(self._name, *at, sentence, "write one file for each"))

    def _add(self, line: int, column: int, sentence: str, suggestion: str = "") -> None:
        self.problems.append(Problem(self._name, line, column, sentence, suggestion))

    def _refuse_marks(self, mark: Mark) -> None:
        """Anchors, aliases and tags."""
        self.problems.append(begins_badly(self._name, self._source, mark.index, mark.line + 1, mark.column + 1))

    def _open(self, event: Event) -> None:
        mark = event.start_mark
        if event.anchor or event.tag:
            self._refuse_marks(mark)
        if len(self._stack) >= MAX_DEPTH:
            sentence = f"nested deeper than {MAX_DEPTH} levels"
            raise ConfigError(Problem(self._name, mark.line + 1, mark.column + 1, sentence, "no file needs that"))
        items: list[Node] | None = [] if isinstance(event, yaml.SequenceStartEvent) else None
        self._stack.append(_Open(mark, event.flow_style is True, items))

    def _close(self, event: Event) -> None:
        end = event.end_mark.index
        done = self._stack.pop()
        line, column = done.mark.line + 1, done.mark.column + 1
        start = done.mark.index
        if done.items is not None:
            self._place(List(line, column, tuple(done.items), done.flow, start, end), done.mark)
        else:
            self._place(Map(line, column, done.values, done.keys, done.flow, start, end), done.mark)

    def _place(self, node: Node, mark: Mark) -> None:
        """Puts a finished node where it belongs."""
        if not self._stack:
            self.root = node
            return
        above = self._stack[-1]
        if above.items is not None:
            above.items.append(node)
        elif above.awaits_value:
            if above.key is not None:
                above.values[above.key.value] = node
            above.awaits_value = False
        else:
            above.key = self._key(above, node, mark)
            above.awaits_value = True

    def _key(self, above: _Open, node: Node, mark: Mark) -> Scalar | None:
        """The key, None if it cannot be one; its value is then read and dropped."""
        at = mark.line + 1, mark.column + 1
        if not isinstance(node, Scalar) or "\n" in node.value:
            self._add(*at, "a key must be a single word or text", "if it is text, put it in quotation marks")
            return None
        if node.value in above.keys:
            cure = f"it is already on line {above.keys[node.value].line}"
            self._add(*at, f"the key '{shortened(node.value)}' stands twice", cure)
            return None
        self._check_key(node)
        above.keys[node.value] = node
        return node

    def _check_key(self, key: Scalar) -> None:
        hidden = invisible(key.value)
        if hidden is None:
            return
        shown = "".join(letter for letter in key.value if letter not in INVISIBLE)
        where = f"before the key '{shown}'" if not hidden[0] else f"in the key '{shown}'"
        cure = "type an ordinary space, or delete it"
        self._add(key.line, key.column + hidden[0], f"a {hidden[1]} stands {where}", cure)

    def _scalar(self, event: Event) -> Scalar:
        start, end = event.start_mark, event.end_mark
        style = _STYLES[event.style]
        text = self._source[start.index : end.index]
        if style in ("literal", "folded"):
            header = _BREAK.search(text)
            body = text[header.end() :] if header else ""
            return Scalar(body, event.value, style, start.line + 2, 1, start=start.index, end=end.index)
        above = self._stack[-1] if self._stack else None
        if not text and above and above.awaits_value and above.key:  # a value that is not there stands at its key
            cut = _REMARK.match(self._source, end.index) is not None
            return Scalar("", "", style, above.key.line, above.key.column, cut, start.index, end.index)
        if style != "plain":
            return Scalar(text, event.value, style, start.line + 1, start.column + 1, start=start.index, end=end.index)
        cut = bool(text) and _REMARK.match(self._source, end.index) is not None
        value = event.value if above and above.awaits_key else event.value.strip(_ODD_BLANKS)
        return Scalar(text, value, style, start.line + 1, start.column + 1, cut, start.index, end.index)
