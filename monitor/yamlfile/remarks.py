"""Where the remarks and blank lines of a file stand: before what, behind what, after what."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.yamlfile.nodes import List, Map, Node, Scalar

_REMARK = re.compile(r"(?:^|(?<=\s))#.*")


@dataclass(frozen=True, slots=True)
class Remarks:
    """By the offset of a key, a list's entry or a value: lines before it ("" is a blank one), on its line, after it.

    `end`: what stands behind everything. `inside`: offsets of lists and mappings in brackets that hold remarks.
    """

    before: dict[int, list[str]] = field(default_factory=dict)
    behind: dict[int, list[str]] = field(default_factory=dict)
    after: dict[int, list[str]] = field(default_factory=dict)
    end: list[str] = field(default_factory=list)
    inside: set[int] = field(default_factory=set)


def leaves(node: Node) -> Iterator[Scalar]:
    """Every key and value in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, List):
        for item in node.items:
            yield from leaves(item)
    else:
        for key, value in node.items.items():
            yield node.keys[key]
            yield from leaves(value)


def texts(source: str, root: Node) -> list[str]:
    """All remarks of a file, in order, those in block scalars apart."""
    return [
        found[0].rstrip() for line in _masked(source, root).split("\n") for found in [_REMARK.search(line)] if found
    ]


def remarks(source: str, root: Node) -> Remarks:
    """The remarks and blank lines of a file with LF line ends."""
    return _Attaching(source, root).found


def _end(leaf: Scalar, source: str) -> int:
    if leaf.style not in ("literal", "folded"):
        return leaf.end
    return leaf.start + len(source[leaf.start : leaf.end].rstrip())


def _masked(source: str, root: Node) -> str:
    """The source with a mark for every character of a key or value; the head of a block scalar keeps its remark."""
    out: list[str] = []
    at = 0
    for leaf in leaves(root):
        start, end = leaf.start, _end(leaf, source)
        if leaf.style in ("literal", "folded"):
            head = source[start:end].partition("\n")[0]
            start += len(head)
            out.append(source[at : leaf.start] + head.replace("|", "\1").replace(">", "\1"))
            at = start
            if end <= start:
                continue
            out.append("\n")
            start += 1
        else:
            out.append(source[at:start])
        out.append("\1" * (end - start))
        at = end
    return "".join([*out, source[at:]])


class _Attaching:
    """Goes through the lines and puts each remark where it belongs."""

    def __init__(self, source: str, root: Node) -> None:
        self.found = Remarks()
        self._source = source
        self._leaves = list(leaves(root))
        self._ends = [_end(leaf, source) for leaf in self._leaves]
        self._elements = sorted(_elements(root))
        self._flows = list(_flows(root))
        self._values = dict(_values(root))
        self._waiting: list[tuple[int, str]] = []  # offset and text of lines that stand alone
        offset = 0
        for line in _masked(source, root).split("\n"):
            self._line(line, offset)
            offset += len(line) + 1
        self._place_waiting(len(source))

    def _line(self, line: str, offset: int) -> None:
        remark = _REMARK.search(line)
        if remark:
            at = offset + remark.start()
            self.found.inside.update(start for start, end in self._flows if start < at < end)
        before = line[: remark.start()] if remark else line
        if before.strip(" \t-"):
            self._place_waiting(offset)
            if remark:
                self._behind(offset + remark.start(), remark[0].rstrip())
        elif remark:
            self._waiting.append((offset + remark.start(), remark[0].rstrip()))
        elif not line.strip():
            self._waiting.append((offset, ""))

    def _behind(self, offset: int, text: str) -> None:
        number = bisect_right(self._ends, offset) - 1
        if number >= 0 and "\n" not in self._source[self._ends[number] : offset]:
            self.found.behind.setdefault(self._leaves[number].start, []).append(text)
        else:
            self._waiting.append((offset, text))

    def _place_waiting(self, upto: int) -> None:
        """Lines that stand alone go before what comes next; those further to the right belong to what was before."""
        waiting, self._waiting = self._waiting, []
        number = bisect_right(self._elements, (upto - 1, 10**9))
        following = self._elements[number] if waiting and number < len(self._elements) else None
        previous = bisect_right(self._ends, waiting[0][0]) - 1 if waiting else -1
        if previous >= 0 and self._values.get(self._leaves[previous].start, -1) > waiting[0][0]:
            previous = -1  # a key whose value is still to come: the remark is on the value
        deeper = [
            place for place, (offset, text) in enumerate(waiting)
            if text and previous >= 0 and self._column(offset) > (following[1] if following else 1)
        ]  # fmt: skip
        split = deeper[-1] + 1 if deeper else 0
        if split:
            self.found.after.setdefault(self._leaves[previous].start, []).extend(text for _, text in waiting[:split])
        rest = [text for _, text in waiting[split:]]
        if following:
            self.found.before.setdefault(following[0], []).extend(rest)
        else:
            self.found.end.extend(rest)

    def _column(self, offset: int) -> int:
        return offset - self._source.rfind("\n", 0, offset)


def _elements(node: Node) -> Iterator[tuple[int, int]]:
    """Offset and column of every key and every entry of a list (of its dash)."""
    if isinstance(node, Map):
        for key, value in node.items.items():
            yield node.keys[key].start, node.keys[key].column
            yield from _elements(value)
    elif isinstance(node, List):
        for item in node.items:
            yield item.start, node.column
            yield from _elements(item)


def _values(node: Node) -> Iterator[tuple[int, int]]:
    """Where each key and its value begin."""
    if isinstance(node, Map):
        yield from ((node.keys[key].start, value.start) for key, value in node.items.items())
    if not isinstance(node, Scalar):
        for child in node.items.values() if isinstance(node, Map) else node.items:
            yield from _values(child)


def _flows(node: Node) -> Iterator[tuple[int, int]]:
    if isinstance(node, Scalar):
        return
    if node.flow:
        yield node.start, node.end
    for child in node.items.values() if isinstance(node, Map) else node.items:
        yield from _flows(child)
