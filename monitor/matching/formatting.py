"""A rule file in the house style: `when: |`, keys in their order, two spaces, a blank line between rules.

Nothing but the layout changes: what the file means and every remark in it are compared before and after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.errors import ConfigError, Problem
from monitor.matching.layout import laid, remarks_in
from monitor.matching.rulefile import RuleFile, read_rule_file, with_texts
from monitor.yamlfile import Key, List, Map, Node, Scalar, tree
from monitor.yamlfile.advice import CONDITIONS
from monitor.yamlfile.nodes import plain
from monitor.yamlfile.remarks import leaves, remarks, texts
from monitor.yamlfile.writing import quoted, written

WIDTH = 120
_TOP = ("version", "names", "rules")
_RULE = ("id", "title", "when", "priority", "remind_if_silent", "examples")
_EXAMPLE = ("title", "text", "source", "lang", "date", "priority")
_BITING = re.compile(r"(?P<head>\s*(?:- +)?(?:when|urgent|high|normal)):[ ]+(?P<value>[^\s|>#].*)")
_WHOLE = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*""")


def formatted(source: str, name: str = "the rule file") -> str:
    """The text of a rule file in the house style; its line ends stay, a byte order mark goes.

    A file that YAML cannot read because of a condition on the line of its key is cured. Raises ConfigError, with
    `name` for the file, if it has faults, or if a change of layout would change what it means or lose a remark.
    """
    crlf = "\r\n" in source
    text = source.removeprefix("\ufeff").replace("\r\n", "\n")
    text, root = _readable(text, name)
    before = read_rule_file(name, text.encode())
    if before.problems:
        raise ConfigError(*before.problems)
    root = with_texts(root, text)
    new = _Page(text, root).text()
    _prove(name, text, root, new, before)
    return new.replace("\n", "\r\n") if crlf else new


def _readable(text: str, name: str) -> tuple[str, Node]:
    """The text and its tree; where YAML cannot read it, with its one-line conditions moved under `|`."""
    try:
        return text, tree(name, text)
    except ConfigError as fault:
        cured = "".join(_cured(text))
        try:
            return cured, tree(name, cured)
        except ConfigError:
            raise fault from None


def _cured(text: str) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        found = _BITING.match(line)
        if found and not _WHOLE.fullmatch(found["value"]) and " #" not in found["value"]:
            indent = len(found["head"]) - len(found["head"].lstrip(" -")) + 2
            yield f"{found['head']}: |\n{' ' * indent}{found['value'].rstrip()}\n"
        else:
            yield line


def _prove(name: str, text: str, root: Node, new: str, before: RuleFile) -> None:
    """Raises ConfigError if anything but the layout is different."""
    try:
        after = tree(name, new)
        same = _meaning(read_rule_file(name, new.encode()), after) == _meaning(before, root)
        kept = sorted(_remarks(new, after)) == sorted(_remarks(text, root))
    except ConfigError:
        same = kept = False
    if not same or not kept:
        what = "change what it means" if not same else "lose a remark"
        cure = "it is left as it is; write conditions under 'when: |' and remarks on lines of their own"
        raise ConfigError(Problem(name, 0, 0, f"the house style would {what}", cure))


def _meaning(file: RuleFile, root: Node) -> list[object]:
    said: list[object] = [
        plain(root.items[key]) for key in ("version", "names") if isinstance(root, Map) and key in root.items
    ]
    drafts = [(d.text, d.title, [(e.model, e.matches) for e in d.examples]) for d in file.drafts]
    return [*said, *drafts, len(file.problems)]


def _remarks(text: str, root: Node) -> list[str]:
    """All remarks of a file, those in its conditions too."""
    blocks = [leaf for _, leaf in _conditions(root) if leaf.style in ("literal", "folded")]
    inside = [remark for leaf in blocks for remark in remarks_in(leaf.text)]
    return texts(text, root) + inside


def _conditions(node: Node, path: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], Scalar]]:
    if isinstance(node, Map):
        for key, value in node.items.items():
            yield from _conditions(value, (*path, key))
    elif isinstance(node, List):
        for number, item in enumerate(node.items):
            yield from _conditions(item, (*path, number))
    elif _is_condition(path):
        yield path, node


def _is_condition(path: tuple[Key, ...]) -> bool:
    return path[:1] == ("rules",) and path[-1] in CONDITIONS and (len(path) == 3 or path[2] == "priority")


def _is_example_text(path: tuple[Key, ...]) -> bool:
    return path[2:3] == ("examples",) and (isinstance(path[-1], int) or path[-1] in ("text", "title"))


class _Page:
    """Writes the nodes down, line by line; each remark is taken from its place when its line is written."""

    def __init__(self, source: str, root: Node) -> None:
        self._root = root
        self._found = remarks(source, root)
        self._lines: list[str] = []

    def text(self) -> str:
        """The whole file."""
        assert isinstance(self._root, Map)
        self._before(min(key.start for key in self._root.keys.values()), 0)
        self._map(self._root, 0, "", ())
        for line in self._found.end:
            self._own(line, 0)
        while self._lines and not self._lines[-1]:
            self._lines.pop()
        return "\n".join(self._lines) + "\n"

    def _own(self, line: str, indent: int) -> None:
        """A remark or blank line; never two blank ones, none at the top or below a key that opens a block."""
        previous = self._lines[-1] if self._lines else ""
        if line or (previous and not previous.partition("  #")[0].endswith((":", "|"))):
            self._lines.append(" " * indent + line if line else "")

    def _before(self, offset: int, indent: int) -> None:
        for line in self._found.before.pop(offset, []):
            self._own(line, indent)

    def _put(self, line: str, indent: int, *written_here: Scalar) -> None:
        """A line, with the remarks that stood behind what is on it."""
        behind = [text for leaf in written_here for text in self._found.behind.pop(leaf.start, [])]
        for text in behind[:-1]:
            self._own(text, indent)
        self._lines.append(line + "".join(f"  {text}" for text in behind[-1:]))
        for leaf in written_here:
            for text in self._found.after.pop(leaf.start, []):
                self._own(text, indent)

    def _map(self, node: Map, indent: int, lead: str, path: tuple[Key, ...]) -> None:
        """`lead` is what stands before the first key instead of the indentation: the dash of a list."""
        for key in _ordered(node, path):
            self._before(node.keys[key].start, max(0, len(lead) - 2) if lead else indent)
            self._pair(node, key, indent, lead or " " * indent, path)
            lead = ""

    def _pair(self, node: Map, key: str, indent: int, lead: str, path: tuple[Key, ...]) -> None:
        typed, value = node.keys[key], node.items[key]
        head = f"{lead}{written(key)}:"
        inner = (*path, key)
        if isinstance(value, Scalar):
            self._scalar(value, head, indent, inner, typed)
            return
        line = self._one_line(value, inner, len(head) + 1)
        if line:
            self._put(f"{head} {line}", indent, typed, *leaves(value))
        elif isinstance(value, Map):
            self._put(head, indent, typed)
            self._map(value, indent + 2, "", inner)
        elif value.flow and not _always_block(inner) and value.start not in self._found.inside and _flat(value):
            self._wrapped(value, head, indent, typed)
        else:
            self._put(head, indent, typed)
            self._list(value, indent + 2, inner)

    def _list(self, node: List, indent: int, path: tuple[Key, ...]) -> None:
        for number, item in enumerate(node.items):
            inner = (*path, number)
            if number and path == ("rules",):
                self._own("", indent)
            self._before(item.start, indent)
            line = "" if isinstance(item, Scalar) else self._one_line(item, inner, indent + 2)
            if isinstance(item, Scalar):
                self._scalar(item, " " * indent + "-", indent, inner)
            elif line:
                self._put(f"{' ' * indent}- {line}", indent, *leaves(item))
            elif isinstance(item, Map):
                self._map(item, indent + 2, " " * indent + "- ", inner)
            else:
                self._put(" " * indent + "-", indent)
                self._list(item, indent + 2, inner)

    def _scalar(self, value: Scalar, head: str, indent: int, path: tuple[Key, ...], *keys: Scalar) -> None:
        """A value behind its key or dash."""
        if _is_condition(path):
            self._put(f"{head} |", indent, *keys)
            self._lines += [f"{' ' * (indent + 2)}{line}" for line in laid(value.text)]
            self._put_after(value, indent)
        elif value.style == "literal" and _can_be_literal(value.value):
            chomped = "|" if value.value.endswith("\n") else "|-"
            self._put(f"{head} {chomped}", indent, *keys)
            body = value.value.removesuffix("\n").split("\n")
            self._lines += [f"{' ' * (indent + 2)}{line}" if line else "" for line in body]
            self._put_after(value, indent)
        else:
            self._put(f"{head} {_shown(value, path)}".rstrip(), indent, *keys, value)

    def _put_after(self, value: Scalar, indent: int) -> None:
        for text in [*self._found.behind.pop(value.start, []), *self._found.after.pop(value.start, [])]:
            self._own(text, indent)

    def _one_line(self, node: Map | List, path: tuple[Key, ...], used: int) -> str:
        """The node in brackets, "" if it is to stand on lines of its own."""
        if not node.flow or _always_block(path) or node.start in self._found.inside:
            if node.items or not isinstance(node, Map | List):
                return ""
            return "{}" if isinstance(node, Map) else "[]"
        line = _flow(node, path)
        return line if used + len(line) <= WIDTH else ""

    def _wrapped(self, node: List, head: str, indent: int, key: Scalar) -> None:
        """A long list in brackets over several lines."""
        self._put(f"{head} [", indent, key)
        line = " " * (indent + 2)
        for item in node.items:
            assert isinstance(item, Scalar)
            piece = _shown(item, ()) + ","
            if line.strip() and len(line) + 1 + len(piece) > WIDTH:
                self._lines.append(line)
                line = " " * (indent + 2)
            line += (" " if line.strip() else "") + piece
        self._lines.append(line)
        self._put(" " * indent + "]", indent, *leaves(node))


def _ordered(node: Map, path: tuple[Key, ...]) -> list[str]:
    order: tuple[str, ...] = ()
    if not path:
        order = _TOP
    elif path[0] == "rules" and len(path) == 2:
        order = _RULE
    elif path[-1] in ("priority", "examples"):
        order = ("urgent", "high", "normal", "match", "skip")
    elif path[2:3] == ("examples",):
        order = _EXAMPLE
    known = [key for key in order if key in node.items]
    return known + [key for key in node.items if key not in known]


def _always_block(path: tuple[Key, ...]) -> bool:
    """The file's own lists and mappings; names and single examples may stand in brackets."""
    if path[:1] == ("names",):
        return len(path) == 1
    return not (len(path) == 5 and path[2] == "examples")


def _flat(node: List) -> bool:
    return bool(node.items) and all(isinstance(item, Scalar) for item in node.items)


def _flow(node: Node, path: tuple[Key, ...]) -> str:
    if isinstance(node, Map):
        return (
            "{"
            + ", ".join(f"{written(key)}: {_flow(node.items[key], (*path, key))}" for key in _ordered(node, path))
            + "}"
        )
    if isinstance(node, List):
        return "[" + ", ".join(_flow(item, (*path, number)) for number, item in enumerate(node.items)) + "]"
    return _shown(node, path)


def _shown(value: Scalar, path: tuple[Key, ...]) -> str:
    if value.style == "plain" and not isinstance(plain(value), str):
        return value.value
    if path and _is_example_text(path):
        return quoted(value.value)
    if value.style == "plain" and value.text == value.value:
        return value.value
    return written(value.value)


def _can_be_literal(value: str) -> bool:
    return bool(value.strip()) and not value.startswith((" ", "\n", "\t")) and not value.endswith(("\n\n", " ", " \n"))
