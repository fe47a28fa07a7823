"""Signs as the index of the window holds them: a number for each, so that a start parses no words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

# Kinds of signs that are counted over all languages together; a word is of its language.
NAMES, CONCEPTS, SKELETONS, NUMBERS, SIDES = "*", "~", "'", "#", "+"


class Keys(NamedTuple):
    """The hashed signs of an article: those it is found by, and those that are only counted, each sign once."""

    language: str
    posted: Sequence[int]
    counted: Sequence[int]


@lru_cache(maxsize=256)
def begun(kind: str) -> int:
    """What the hash of a sign of this kind or language goes on from."""
    return crc32(kind.encode())


def hashed(kind: str, sign: str) -> int:
    """In 32 bits. Two that fall together are taken for one: of 100,000 signs about one pair."""
    return crc32(sign.encode(), begun(kind))
