"""Edits of a rule file as text: remarks, order and line ends stay, and what comes out is read back as proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from monitor.errors import ConfigError, Problem
from monitor.matching.formatting import formatted
from monitor.matching.rulefile import RulesFile
from monitor.yamlfile import List, Map, Node, Scalar, load, tree
from monitor.yamlfile.nodes import plain
from monitor.yamlfile.writing import quoted, written

__all__ = ["add_example", "formatted"]

BOM = "\ufeff"
WORDLESS = ("source", "lang", "date", "priority")  # parts of an example that hold nothing to be found
Kind = Literal["match", "skip"]


def add_example(
    source: str, rule: str, kind: Kind, example: Mapping[str, str] | str, name: str = "the rule file"
) -> str:
    """The text of a rule file with one more example under `kind` of `rule`; the same text if it stands there already.

    `source` is the file as decoded, with its own line ends; `example` a text or its parts (text, title, source, lang,
    date, priority). Raises ConfigError, with `name` for the file, if the file is not sound, has no such rule, or says
    the opposite of the example, and for an example without words.
    """
    mark = BOM if source.startswith(BOM) else ""
    text = source.removeprefix(BOM)
    given = example if isinstance(example, str) else {key: value for key, value in example.items() if value}
    root = tree(name, text)
    found = _rule(name, root, rule)
    _refuse_empty(name, found, given)
    _refuse_contradiction(name, found, rule, kind, given)
    if given in _texts(found, kind):
        return source
    edited = _Edit(text, found).added(kind, given)
    wanted = plain(root)
    _expect(wanted, rule, kind, given)
    if plain(tree(name, edited)) != wanted:
        sentence = f"the example cannot be put into the rule '{rule}' without changing something else"
        raise ConfigError(Problem(name, found.line, found.column, sentence, f"add it by hand: {_flow(given)}"))
    load(name, edited.encode(), RulesFile)
    return mark + edited


def _rule(name: str, root: Node, rule: str) -> Map:
    rules = root.items.get("rules") if isinstance(root, Map) else None
    for node in rules.items if isinstance(rules, List) else ():
        if isinstance(node, Map) and getattr(node.items.get("id"), "value", None) == rule:
            return node
    raise ConfigError(Problem(name, 0, 0, f"there is no rule '{rule}' in this file"))


def _texts(rule: Map, kind: str) -> list[object]:
    examples = rule.items.get("examples")
    found = examples.items.get(kind) if isinstance(examples, Map) else None
    return [plain(item) for item in found.items] if isinstance(found, List) else []


def _refuse_empty(name: str, found: Map, given: Mapping[str, str] | str) -> None:
    words = [given] if isinstance(given, str) else [value for key, value in given.items() if key not in WORDLESS]
    if not "".join(words).strip():
        raise ConfigError(Problem(name, found.line, found.column, "an example without text or title proves nothing"))


def _refuse_contradiction(name: str, found: Map, rule: str, kind: Kind, given: object) -> None:
    other = "skip" if kind == "match" else "match"
    if given in _texts(found, other):
        sentence = f"this very text stands under '{other}' of the rule '{rule}'"
        raise ConfigError(Problem(name, found.line, found.column, sentence, "take it away there first"))


def _expect(wanted: object, rule: str, kind: Kind, given: object) -> None:
    """Puts the example where it must be found when the edited file is read."""
    assert isinstance(wanted, dict)
    entry = next(one for one in wanted["rules"] if one["id"] == rule)
    entry["examples"] = entry.get("examples") or {}
    entry["examples"][kind] = [*(entry["examples"].get(kind) or []), given]


def _flow(example: Mapping[str, str] | str) -> str:
    """The example for a place inside brackets."""
    if isinstance(example, str):
        return quoted(example)
    return "{" + ", ".join(f"{key}: {_value(key, value)}" for key, value in example.items()) + "}"


def _value(key: str, value: str) -> str:
    return quoted(value) if key in ("text", "title") else written(value)


class _Edit:
    """One edit of one rule."""

    def __init__(self, text: str, rule: Map) -> None:
        self._text = text
        self._rule = rule
        self._break = "\r\n" if "\r\n" in text else "\n"

    def added(self, kind: Kind, example: Mapping[str, str] | str) -> str:
        """The text with the example."""
        examples = self._rule.items.get("examples")
        if not isinstance(examples, Map):
            below = [f"{kind}:", *("  " + line for line in _entry(example))]
            return self._under(self._rule, "examples", below, "{" + f"{kind}: [{_flow(example)}]" + "}")
        listed = examples.items.get(kind)
        if not isinstance(listed, List):
            return self._under(examples, kind, _entry(example), f"[{_flow(example)}]")
        if listed.flow:
            return self._into_brackets(listed, _flow(example))
        last = listed.items[-1]
        lines = [f"- {_flow(example)}"] if isinstance(last, Map) and last.flow else _entry(example)
        return self._lines_after(_end(listed), listed.column - 1, lines)

    def _under(self, node: Map, key: str, below: list[str], flow: str) -> str:
        """`key` of a mapping gets its first value: in braces, on the line of a key without one, or as new lines."""
        value = node.items.get(key)
        if node.flow:
            if isinstance(value, Scalar):
                return self._replaced(value.start, value.end, f" {flow}".removeprefix(" " if value.text else ""))
            comma = ", " if node.items else ""
            at = _end(list(node.items.values())[-1]) if node.items else node.start + 1
            at = max(at, list(node.keys.values())[-1].end) if node.items else at
            return self._replaced(at, at, f"{comma}{key}: {flow}")
        if isinstance(value, Scalar) and value.text:  # null, ~
            return self._replaced(value.start, value.end, flow)
        indent = next(iter(node.keys.values())).column - 1
        if isinstance(value, Scalar):
            return self._lines_after(node.keys[key].end, indent + 2, below)
        return self._lines_after(_end(node), indent, [f"{key}:", *("  " + line for line in below)])

    def _into_brackets(self, listed: List, flow: str) -> str:
        if not listed.items:
            return self._replaced(listed.start + 1, listed.start + 1, flow)
        end = _end(listed.items[-1])
        start = listed.items[-1].start
        before = self._text[self._text.rfind("\n", 0, start) + 1 : start]
        if before.strip():
            return self._replaced(end, end, f", {flow}")
        line_end = self._line_end(end)
        behind = self._text[end:line_end]
        comma = "" if behind.lstrip().startswith(",") else ","
        return self._text[:end] + comma + behind + self._break + before + flow + self._text[line_end:]

    def _lines_after(self, offset: int, indent: int, lines: list[str]) -> str:
        """New lines below the one on which `offset` stands."""
        at = self._line_end(offset)
        return self._text[:at] + "".join(self._break + " " * indent + line for line in lines) + self._text[at:]

    def _line_end(self, offset: int) -> int:
        end = self._text.find("\n", offset)
        end = len(self._text) if end < 0 else end
        return end - 1 if self._text[end - 1 : end] == "\r" else end

    def _replaced(self, start: int, end: int, new: str) -> str:
        return self._text[:start] + new + self._text[end:]


def _entry(example: Mapping[str, str] | str) -> list[str]:
    """The example as an entry of a list, on lines of its own."""
    if isinstance(example, str):
        return [f"- {quoted(example)}"]
    pairs = [f"{key}: {_value(key, value)}" for key, value in example.items()]
    return [f"- {pairs[0]}", *("  " + pair for pair in pairs[1:])]


def _end(node: Node) -> int:
    """The offset behind the last thing typed in a node: a list by indentation ends with its last entry."""
    if isinstance(node, Scalar) and node.style in ("literal", "folded"):
        return node.end - (len(node.text) - len(node.text.rstrip()))
    if isinstance(node, Scalar) or node.flow:
        return node.end
    inner = list(node.items.values()) if isinstance(node, Map) else list(node.items)
    ends = [_end(child) for child in inner[-1:]]
    if isinstance(node, Map):
        ends += [key.end for key in list(node.keys.values())[-1:]]
    return max(ends, default=node.start)
