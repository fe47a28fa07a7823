"""How well the articles that a rule rightly matches are read: their kind of event and their figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

UNITS = {
    "": 1.0, "unit": 1.0, "thousand": 1e3, "million": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bln": 1e9, "bn": 1e9,
    "trillion": 1e12,
}  # fmt: skip
Amount = tuple[float, str]  # in whole units of a currency, so that 0.5 billion is 500 million


@dataclass(frozen=True, slots=True)
class Expected:
    """What a person read in an article; `events`: every coarse kind that is right, `figures`: None = not labelled."""

    events: tuple[str, ...] = ()
    figures: tuple[Amount, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of an article beside what should have been; the sentence of each fault."""

    event_right: bool | None = None  # None = not labelled
    right: int = 0
    wrong: int = 0
    missed: int = 0
    faults: tuple[str, ...] = ()


def expected(row: Mapping[str, Any]) -> Expected:
    """The labels `event_type_ok` or `event_type`, and `trade_figures`. Raises ValueError with a sentence."""
    kinds = row.get("event_type_ok") or ([row["event_type"]] if row.get("event_type") else [])
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise ValueError("'event_type_ok' must be a list of kinds")
    figures = row.get("trade_figures")
    if figures is not None and not isinstance(figures, list):
        raise ValueError("'trade_figures' must be a list")
    return Expected(tuple(kinds), None if figures is None else amounts(figures))


def amounts(figures: Sequence[Any]) -> tuple[Amount, ...]:
    """Each as a whole amount with its currency (USD where none stands). Raises ValueError for what is none."""
    found = []
    for figure in figures:
        try:
            scale = UNITS[str(figure.get("unit") or "").strip().lower()]
            found.append((round(float(figure["value"]) * scale, 2), str(figure.get("currency") or "USD").upper()))
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise ValueError(f"{figure!r} is no figure with 'value' and 'unit'") from error
    return tuple(found)


def compared(wanted: Expected, kind: str | None, figures: Sequence[Mapping[str, Any]]) -> Reading:
    """An article that rightly matches: its coarse kind, and its figures as `monitor judge` prints them."""
    faults = []
    right = None
    if wanted.events:
        right = kind in wanted.events
        faults += [] if right else [f"EVENT  {kind}, not {' or '.join(wanted.events)}"]
    if wanted.figures is None:
        return Reading(right, faults=tuple(faults))
    gold, mine = Counter(wanted.figures), Counter(amounts(figures))
    lost, extra = gold - mine, mine - gold
    if lost or extra:
        said = [f"{word} {_listed(some)}" for word, some in (("missing", lost), ("not labelled", extra)) if some]
        faults.append(f"FIGURES  {', '.join(said)}")
    return Reading(right, (gold & mine).total(), extra.total(), lost.total(), tuple(faults))


def _listed(found: Counter[Amount]) -> str:
    return "; ".join(f"{value:,.10g} {currency}" for value, currency in found.elements())
