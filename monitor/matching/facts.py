"""What a rule may ask of the facts in an article: the asked values. What they are called: monitor/model/kinds.py."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.matching.conditions import Sides


@dataclass(frozen=True, slots=True)
class Bounds:
    """From `least` to `most`, both included; None = open."""

    least: float | None = None
    most: float | None = None

    def hold(self, value: float) -> bool:
        """Whether the value lies within."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class Event:
    """What an event() asks of ONE event.

    `kinds`: any of these, empty = any kind. `sides`: each must take part, by one of its names; None = any country;
    empty = not bound to anybody. `from_pair`: they are those of the rule's one pair(), because none were typed.
    `levels` and `statuses`: any of these, empty = whichever. `within`: seconds from the article's date. `place`: names
    of which one is where it takes place. `background`: False = no background, True = background only, None = either.
    """

    kinds: frozenset[str] = frozenset()
    sides: tuple[Sides, ...] = ()
    from_pair: bool = False
    levels: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    within: int | None = None
    place: tuple[str, ...] = ()
    background: bool | None = False


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure() asks of ONE figure; `kinds`, `sides`, `from_pair` and `background` as in Event.

    `kind`: how it is meant ("goal"). `period`: as in ISO 8601 ("2024", "2019-01/2019-07"). `value`: in whole units of
    `unit`, a currency or "%". `conflict`: whether it contradicts an earlier one, None = either.
    """

    kinds: frozenset[str] = frozenset()
    sides: tuple[Sides, ...] = ()
    from_pair: bool = False
    kind: str = ""
    period: str = ""
    value: Bounds = Bounds()
    unit: str = ""
    conflict: bool | None = None
    background: bool | None = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What a quote() asks: somebody of `speaker` (None = anybody) speaks of one of `about`."""

    speaker: tuple[str, ...] | None
    about: tuple[str, ...]


Two = tuple[frozenset[str] | None, frozenset[str] | None]  # ISO codes of two sides, None = any country


@dataclass(frozen=True, slots=True)
class Story:
    """What a story() asks of all reports on one event together.

    `outlets`: how many tell of it. `kinds` of outlets and `languages`: only these do. `sides`: whose outlets do, "one",
    "both" or "neither" of `between`, the two that the rule is about. `age`: seconds since the first report was seen.
    """

    outlets: Bounds = Bounds()
    kinds: frozenset[str] = frozenset()
    sides: str = ""
    languages: frozenset[str] = frozenset()
    age: Bounds = Bounds()
    between: Two | None = None


Fact = Event | Figure | Quote | Story
