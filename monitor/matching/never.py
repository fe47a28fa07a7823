"""Parts of a condition that no article can make true: what is asked for is excluded, or counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from monitor.matching.part import Part
from monitor.matching.syntax import All, Call, Count, Either, Name, Near, Not, Phrase

Absent = Mapping[str, frozenset[str]]  # names that are not there: "" = in the article, else in each view of that scope
_NOWHERE: Absent = {}
_INSIDE = {"title": ("", "title", "lead", "sentence"), "lead": ("", "lead", "sentence"), "sentence": ("", "sentence")}


@dataclass(frozen=True, slots=True)
class Never:
    """A part that cannot hold, and so neither can the condition: where it stands in its text, and why."""

    at: int
    why: str


def never(parts: Iterable[Part]) -> Iterator[Never]:
    """What cannot hold in conditions that must all hold; nothing is said of one that can."""
    yield from _joined(tuple(parts), _NOWHERE)


def _never(part: Part, absent: Absent) -> Iterator[Never]:
    node = part.node
    if isinstance(node, Name | Phrase) or (isinstance(node, Call) and node.name == "about"):
        if part.ids and set(part.ids) <= absent.get("", frozenset()):
            yield Never(node.at, f"'{part.text}' is asked for and excluded")
    elif isinstance(node, Near):
        for side in part.parts:
            yield from _never(side, absent)
    elif isinstance(node, All):
        yield from _joined(part.parts, absent)
    elif isinstance(node, Either | Count):
        yield from _some(part, absent)
    elif part.scope and isinstance(node, Call):
        here = _union(absent.get(scope) for scope in _INSIDE[node.name])
        yield from _joined(part.parts, {**absent, "": here})


def _joined(parts: tuple[Part, ...], absent: Absent) -> Iterator[Never]:
    """Parts that must all hold, with what their `not` parts exclude."""
    excluded = dict(absent)
    texts: set[str] = set()
    for part in _flat(parts):
        if isinstance(part.node, Not):
            (inner,) = part.parts
            texts.add(inner.text)
            for scope, names in _excluded(inner):
                excluded[scope] = excluded.get(scope, frozenset()) | names
    for part in _flat(parts):
        if isinstance(part.node, Not):
            continue
        found = next(_never(part, excluded), None)
        if found is None and part.text in texts:
            found = Never(part.node.at, f"'{part.text}' is asked for and excluded")
        if found:
            yield found
            return


def _flat(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts with those of an inner `and` in its place."""
    for part in parts:
        if isinstance(part.node, All):
            yield from _flat(part.parts)
        else:
            yield part


def _excluded(part: Part) -> Iterator[tuple[str, frozenset[str]]]:
    """What is absent, and from where, if the part does not hold."""
    if isinstance(part.node, Name | Phrase):
        yield "", frozenset(part.ids)
    elif isinstance(part.node, Either):
        for inner in part.parts:
            yield from _excluded(inner)
    elif part.scope and isinstance(part.node, Call):
        for scope, names in _excluded(part.parts[0]):
            yield scope or part.node.name, names


def _some(part: Part, absent: Absent) -> Iterator[Never]:
    """Of parts of which some must hold, those that cannot: a fault only where too few are left."""
    node = part.node
    least = node.least if isinstance(node, Count) else 1
    found = {child.node.at: fault for child in part.parts if (fault := next(_never(child, absent), None))}
    if len(part.parts) - len(found) < least:
        yield next(iter(found.values()))


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str]:
    return frozenset().union(*filter(None, sets))
