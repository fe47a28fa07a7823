"""Amounts of the one version against amounts of the other: `turnover 2023: was 480 million USD, now 48 million USD`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.model.fact import Figure
from monitor.model.phrase import Phrase, figure_slot
from monitor.model.revision import Difference, Version
from monitor.revising.changes import Changes
from monitor.revising.wording import numbers, words
from monitor.text import amounts
from monitor.text.conflicts import time_of

_SUMS = ("level", "from_to", "range", "cumulative", "flow")
_ROUNDED = 0.01  # so near, and one is the other with fewer digits
_MORE, _LESS = (">", ">="), ("<", "<=", "<~")
_WHOLE = 6  # digits after the point that are looked at

Slot = tuple[object, ...]


def differences(old: Version, new: Version, changed: Changes) -> Iterator[Difference]:
    """What was changed, moved to another time, added or taken out; what is told as history counts only if changed."""
    before, after = _unmatched(old.facts.figures, new.facts.figures)
    before = [one for one in before if changed.in_old(one.span)]
    after = [one for one in after if changed.in_new(one.span)]
    yield from _changed(before, after, changed)
    yield from _other_time(before, after)
    for one in after:
        if not one.background and _is_new(one, changed.old_numbers, changed):
            phrase = Phrase.of("figure_new", figure=figure_slot(one))
            yield Difference("figure", f"now also {_label(one)}: {amount(one)}", "new", phrase=phrase)
    for one in before:
        if not one.background and _is_new(one, changed.new_numbers, changed):
            phrase = Phrase.of("figure_gone", figure=figure_slot(one))
            yield Difference("figure", f"no longer there: {_label(one)}, {amount(one)}", "old", phrase=phrase)


def amount(figure: Figure) -> str:
    """The amount in words: "over 48 million USD", "up 12 %", "3.5 times"."""
    summed = figure.value is not None and figure.unit != "%"
    return amounts.level(figure).rstrip() if summed or figure.low is not None else amounts.amount(figure)


def _unmatched(old: Sequence[Figure], new: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Those for which the other version has no equal."""
    return [one for one in old if not _held(one, new)], [one for one in new if not _held(one, old)]


def _held(one: Figure, others: Sequence[Figure]) -> bool:
    return any(_beside(one, other) and _equal(one, other) for other in others)


def _changed(before: list[Figure], after: list[Figure], changed: Changes) -> Iterator[Difference]:
    """The same thing with another amount; both are taken off the lists."""
    for exact in (True, False):
        for one in list(before):
            same = (n for n in after if (_slot(one) == _slot(n) if exact else _beside(one, n)))
            other = next(same, None)
            if other is None:
                continue
            before.remove(one)
            after.remove(other)
            if not (_stands(one, changed.new_words) and _stands(other, changed.old_words)):
                phrase = Phrase.of("figure_was", figure=figure_slot(other), other_figure=figure_slot(one))
                sentence = f"{_label(other)}: was {amount(one)}, now {amount(other)}"
                yield Difference("figure", sentence, phrase=phrase)


def _other_time(before: list[Figure], after: list[Figure]) -> Iterator[Difference]:
    """The same amount for another time; both are taken off the lists."""
    for one in list(before):
        for other in after:
            times = (one.deadline or one.period, other.deadline or other.period)
            if all(times) and _thing(one) == _thing(other) and _equal(one, other) and _time(one) != _time(other):
                before.remove(one)
                after.remove(other)
                phrase = Phrase.of("figure_time_was", figure=figure_slot(other), period=times[1], other_period=times[0])
                sentence = f"{_label(other, '')} of {amount(other)}: was {times[0]}, now {times[1]}"
                yield Difference("figure", sentence, phrase=phrase)
                break


def _is_new(one: Figure, known: frozenset[str], changed: Changes) -> bool:
    """Whether none of its numbers stands anywhere in the other version: what was read anew is no new figure."""
    said = {found for found, _, _ in numbers(_said(one, changed))}
    return bool(said) and not said & known


def _said(one: Figure, changed: Changes) -> str:
    """Its words: of the version in which they stand at that place."""
    if one.said_value:
        return one.said_value
    value = next((n for n in (one.value, one.low, one.growth, one.delta, one.factor) if n is not None), None)
    for texts in (changed.new, changed.old):
        written = texts[one.span.field][one.span.start : one.span.end]
        if value is not None and any(written):
            return written
    return ""


def _stands(one: Figure, text: str) -> bool:
    """Whether the amount stands in the folded words of a text as it is written here."""
    return bool(said := words(one.said_value)) and f" {said} " in text


def _thing(figure: Figure) -> Slot:
    kind = "sum" if figure.kind in _SUMS else figure.kind
    return figure.metric, figure.sector, kind, figure.pair, figure.direction


def _time(figure: Figure) -> object:
    said = figure.deadline if figure.kind == "goal" and figure.deadline else figure.period
    return time_of(said) or said or ""


def _slot(figure: Figure) -> Slot:
    return *_thing(figure), _time(figure)


def _beside(one: Figure, other: Figure) -> bool:
    """Whether both may be of one thing: where one does not say the time, it may be the other's."""
    return _thing(one) == _thing(other) and (not _time(one) or not _time(other) or _time(one) == _time(other))


def _equal(one: Figure, other: Figure) -> bool:
    if one.unit and other.unit and one.unit != other.unit:
        return False
    if (one.op in _MORE and other.op in _LESS) or (one.op in _LESS and other.op in _MORE):
        return False
    mine, theirs = _amounts(one), _amounts(other)
    return all(a is None or b is None or _near(a, b) for a, b in zip(mine, theirs, strict=True)) and any(
        a is not None and b is not None for a, b in zip(mine, theirs, strict=True)
    )


def _amounts(figure: Figure) -> tuple[float | None, ...]:
    low = figure.value if figure.value is not None else figure.low
    return low, figure.high, figure.delta, figure.growth, figure.factor, figure.index


def _near(one: float, other: float) -> bool:
    """Whether one is the other, or the other with fewer digits: 48.3 and 48 million."""
    if one == other:
        return True
    if not one or not other or abs(one - other) > _ROUNDED * max(abs(one), abs(other)):
        return False
    return any(_to_digits(one, digits) == _to_digits(other, digits) for digits in range(_WHOLE, 1, -1)) and (
        _digits(one) != _digits(other)
    )


def _to_digits(number: float, digits: int) -> float:
    return float(f"{number:.{digits}g}")


def _digits(number: float) -> int:
    """How many digits matter in it."""
    return len(f"{number:.10g}".replace(".", "").replace("-", "").strip("0").partition("e")[0])


def _label(figure: Figure, time: str | None = None) -> str:
    """`turnover 2023`, `exports BY>AZ 2024-01/2024-05`, `turnover (goal) by 2030`."""
    metric = " ".join(filter(None, (figure.metric.replace("_", " "), figure.sector.replace("_", " "))))
    kind = f"({figure.kind})" if figure.kind not in (*_SUMS, "growth", "share") else ""
    when = figure.period or figure.period_said
    when = f"by {figure.deadline}" if figure.kind == "goal" and figure.deadline else when
    growth = "growth of" if figure.kind == "growth" and "growth" not in metric else ""
    return " ".join(filter(None, (growth, metric, kind, figure.direction, when if time is None else time)))
