"""What a compiled condition speaks of and what it requires, read off its parts without running them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from monitor.matching import conditions as c
from monitor.matching import needs as n
from monitor.matching.factconditions import names_in
from monitor.matching.part import Part
from monitor.matching.syntax import All, Call, Count, Either, Name, Near, Node, Not, Phrase


def unbounded(node: Node) -> bool:
    """True if the node may hold although nothing is there: it only says what must not be."""
    if isinstance(node, Not):
        return True
    if isinstance(node, All):
        return all(map(unbounded, node.parts))
    if isinstance(node, Either):
        return any(map(unbounded, node.parts))
    if isinstance(node, Count):
        return sum(map(unbounded, node.parts)) >= node.least
    return False


def calls_in(node: Node) -> Iterator[Call]:
    """All calls in a tree."""
    if isinstance(node, Call):
        yield node
    if isinstance(node, Not):
        inner: tuple[Node, ...] = (node.inner,)
    elif isinstance(node, Near):
        inner = (node.left, node.right)
    else:
        inner = () if isinstance(node, Name | Phrase) else node.parts
    for part in inner:
        yield from calls_in(part)


def asked(part: Part, *, under_not: bool = False) -> frozenset[str]:
    """The names it asks for, with or without those under `not`."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if under_not or not isinstance(one.node, Not):
            found.update(one.ids)
            found.update(names_in(one.fact))
            waiting += one.parts
    return frozenset(found)


def needs(part: Part) -> frozenset[str] | None:
    """Names of which one must be mentioned for it to hold; None = it may hold without any known name."""
    node = part.node
    if part.ids:
        return frozenset(part.ids)
    if isinstance(node, Near):
        return min((frozenset(side.ids) for side in part.parts), key=len)
    if isinstance(node, Not) or not part.parts:
        return None
    inner = [needs(one) for one in part.parts]
    if isinstance(node, All):
        return min((names for names in inner if names is not None), key=len, default=None)
    if any(names is None for names in inner):
        return None
    return frozenset().union(*(names for names in inner if names is not None))


def required(part: Part) -> tuple[frozenset[str], ...]:
    """Sets of names of each of which one must be mentioned for it to hold; empty = it may hold without any."""
    parts = part.parts if isinstance(part.node, All) else (part,)
    return tuple(names for names in map(needs, parts) if names is not None)


def need(part: Part, iso: Callable[[str], str]) -> n.Need:
    """All that must be named for it to hold; what is not known here needs nothing. `iso`: the code of a country."""
    node = part.node
    if part.ids:
        return n.one_of(part.ids)
    if part.asked:
        return part.asked.need
    if part.sides:
        return n.all_of(_side(side, iso) for side in part.sides)
    if isinstance(node, Not):
        return n.NOTHING
    inner = (need(one, iso) for one in part.parts)
    if isinstance(node, Either | Count):
        return n.some_of(inner, node.least if isinstance(node, Count) else 1)
    return n.all_of(inner)


def _side(side: c.Sides, iso: Callable[[str], str]) -> n.Need:
    return n.NOTHING if side is None else n.one_of(n.side_key(iso(name)) for name in side)
