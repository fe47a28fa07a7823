"""Figures that a story did not know: new ones, and those that contradict what was given before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor, isfinite, log10

from monitor.model.fact import Figure, Known
from monitor.model.story import News, NewsKind, Reported
from monitor.stories import wordsof as words
from monitor.stories.knows import Knows, of_pair
from monitor.text.conflicts import agree, comparable, conflicts, time_of
from monitor.text.same import amount_key

NEAR = 0.10  # an amount without a period that lies so near a known one speaks of the same
ALIKE = 0.03  # growth by so little more or less is the same growth
_DIGITS = 6  # of an amount that can matter
_ENOUGH = 3  # digits of an amount that was not rounded


def new_figures(article: Reported, knows: Knows) -> Iterator[News]:
    """One sentence for each amount whose time is known, those first that the article gives first."""
    known = list(knows.figures)
    for figure in of_pair(article, knows.pair):
        if not all(isfinite(each) for each in (figure.value, figure.low, figure.high) if each is not None):
            continue  # a number of hundreds of digits is nobody's trade
        if amount_key(figure) in knows.amounts or figure.metric == "share":
            continue
        others = _closest([each for each in known if _one_thing(figure, each.figure)], figure)
        if any(_same(figure, each.figure) for each in others):
            continue
        other = next((each for each in others if _differs(figure, each.figure)), None)
        strange = None if other else next(iter(conflicts(figure, knows.figures, article.when)), None)
        if other:
            yield _one("conflict", words.contradicts(figure, other, article))
        elif strange:
            yield _one("conflict", words.out_of_line(figure, strange, article))
        elif figure.period:
            yield _one("figure", words.figure(figure, article))
        known.append(Known(figure, article.article, article.outlet, article.when))


def _one(kind: NewsKind, told: words.Told) -> News:
    return News(kind, told.sentence, 1, (told.phrase,))


def known_among(figure: Figure, known: Sequence[Known]) -> bool:
    """Whether one of these gives the same figure, perhaps rounded."""
    return any(_same(figure, each.figure) for each in known if _one_thing(figure, each.figure))


def _closest(known: Sequence[Known], figure: Figure) -> list[Known]:
    """Those given to the most digits: of 420 and 421.6 million a 412.6 is held against the second."""
    exact = [each for each in known if _exact(each.figure)] if _exact(figure) else []
    most = max((_significant(each.figure.value or 0.0) for each in exact), default=0)
    if most < min(_ENOUGH, _significant(figure.value or 0.0)):
        return list(known)
    return [each for each in exact if _significant(each.figure.value or 0.0) == most]


def _exact(figure: Figure) -> bool:
    return figure.op == "=" and figure.value is not None


def _same(figure: Figure, other: Figure) -> bool:
    """Whether a known figure of the same thing says as much: the same amount, perhaps rounded."""
    if _change(figure) and _change(other):
        return abs(_change(figure) - _change(other)) <= ALIKE * max(_change(figure), _change(other))
    if not _is_amount(figure) or not _is_amount(other):
        return False
    if _exact(figure) and _exact(other):
        return _rounded_alike(figure.value or 0.0, other.value or 0.0)
    return agree(figure, other)


def _differs(figure: Figure, other: Figure) -> bool:
    """Whether both cannot be right: two amounts of one time, or near ones of which one bears no time."""
    if not comparable(figure, other) or figure.value is None or other.value is None:
        return False
    if time_of(figure.period) and time_of(figure.period) == time_of(other.period):
        return True
    return abs(figure.value - other.value) <= NEAR * max(abs(figure.value), abs(other.value))


def _one_thing(figure: Figure, other: Figure) -> bool:
    """The same metric, unit, way and time, as far as both say."""
    first, second = time_of(figure.period), time_of(other.period)
    return (
        (figure.metric, figure.sector, figure.unit if _is_amount(figure) else "")
        == (other.metric, other.sector, other.unit if _is_amount(other) else "")
        and (not figure.direction or not other.direction or figure.direction == other.direction)
        and (first is None or second is None or (first[:1] == second[:1] and (first == second or _open(first, second))))
    )


def _open(first: Sequence[object], second: Sequence[object]) -> bool:
    """A year so far is the months of it that another names."""
    return bool(first[2] or second[2])


def _is_amount(figure: Figure) -> bool:
    return figure.value is not None or figure.low is not None


def _change(figure: Figure) -> float:
    """How many times as much it says, 0 = it says no change alone."""
    if _is_amount(figure):
        return 0.0
    if figure.factor is not None:
        return figure.factor
    if figure.growth is not None:
        return 1 + figure.growth / 100
    return figure.index / 100 if figure.index is not None else 0.0


def _rounded_alike(one: float, other: float) -> bool:
    """421.6 and 421 and 420 million: the same to the last digit that both give, a last digit cut or rounded."""
    digits = min(_significant(one), _significant(other))
    step = 10.0 ** (floor(log10(max(abs(one), abs(other), 1e-9))) - digits + 1)
    return abs(one - other) < step


def _significant(value: float) -> int:
    return max(1, len(f"{value:.{_DIGITS}g}".partition("e")[0].replace(".", "").strip("-0")))
