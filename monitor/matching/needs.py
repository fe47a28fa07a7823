"""What an article must name for a condition to hold, read off the condition without running it.

A key is the dotted id of a name ("country.belarus", "text:trade turnover") or a side ("side:BY": a country, its
adjective, its capital, or anybody who acts for it).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OneOf:
    """At least one of these keys is there."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """At least `least` of the parts hold."""

    parts: tuple[Need, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Nothing:
    """It may hold for an article that names nothing."""


Need = OneOf | AllOf | SomeOf | Nothing
NOTHING = Nothing()


def side_key(code: str) -> str:
    """The key of a side, by its ISO code."""
    return f"side:{code}"


def one_of(keys: Iterable[str]) -> Need:
    """One of these keys; no keys = never true, which is for others to refuse."""
    return OneOf(frozenset(keys))


def all_of(parts: Iterable[Need]) -> Need:
    """All parts, those left out that need nothing."""
    kept: list[Need] = []
    for part in parts:
        if isinstance(part, AllOf):
            kept += part.parts
        elif not isinstance(part, Nothing):
            kept.append(part)
    return NOTHING if not kept else kept[0] if len(kept) == 1 else AllOf(tuple(kept))


def some_of(parts: Iterable[Need], least: int = 1) -> Need:
    """So many of the parts; nothing is needed where those that need nothing are enough."""
    parts = tuple(parts)
    kept = tuple(part for part in parts if not isinstance(part, Nothing))
    least -= len(parts) - len(kept)
    if least <= 0:
        return NOTHING
    return all_of(kept) if least == len(kept) else SomeOf(kept, least)


def keys_of(need: Need) -> Iterable[str]:
    """Every key it speaks of, as often as it does."""
    if isinstance(need, OneOf):
        yield from need.keys
    elif isinstance(need, AllOf | SomeOf):
        for part in need.parts:
            yield from keys_of(part)
