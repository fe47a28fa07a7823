"""Every fault there is, in one order: a fault's number is its address."""

from __future__ import annotations

from functools import cache

from tests.soak.hostile import bodies, connecting, documents, heads, listings, redirecting, remembering
from tests.soak.hostile.scene import Fault


@cache
def catalogue() -> tuple[Fault, ...]:
    """All rows; their names are unique."""
    rows = (
        *connecting.ROWS,
        *heads.ROWS,
        *bodies.ROWS,
        *redirecting.ROWS,
        *remembering.ROWS,
        *documents.ROWS,
        *listings.ROWS,
    )
    names = [row.name for row in rows]
    assert len(set(names)) == len(names), [name for name in names if names.count(name) > 1]
    return rows
