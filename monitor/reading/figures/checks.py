"""Figures of one article held against each other: parts and totals, growth and levels, a flow and its opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from monitor.model.fact import Figure
from monitor.text.amounts import short

ROUNDING = 0.02
_WINDOW = 6  # figures after a total among which its parts are looked for
_FLOWS = ("exports", "imports", "trade_flow", "services", "turnover")
_TOTALS = ("turnover", "turnover_goods_services", "investment_stock")


def checked(found: list[Figure]) -> tuple[Figure, ...]:
    """The same figures, with directions that follow from sums, and with a note where a check fails."""
    result = list(found)
    for place, total in enumerate(result):
        if total.metric in _TOTALS and total.value and total.kind in ("level", "cumulative"):
            _check_parts(result, place)
    _check_pairs(result)
    for place, figure in enumerate(result):
        result[place] = _growth_checked(figure)
    return tuple(_without_repeats(result))


def contradictions(figure: Figure) -> list[str]:
    """What of its note says that figures of one article cannot all be right: "43.4 million and 4.9 million are ..."."""
    return [
        said
        for said in figure.note.split("; ")
        if figure.confidence == "low" and (", not " in said or ", yet " in said)
    ]


def _check_parts(found: list[Figure], place: int) -> None:
    """Parts that stand in the total's sentence or the next must add up to it."""
    total = found[place]
    near = [
        n
        for n in range(place + 1, min(place + 1 + _WINDOW, len(found)))
        if _is_part(total, found[n]) and found[n].sentence - total.sentence <= 1
    ]
    opposite = _opposite_parts(found, near)
    if not opposite:
        _carried_parts(found, place)
        return
    one, two = opposite
    first, second = found[one].value or 0.0, found[two].value or 0.0
    whole = total.value or 0.0
    if abs(first + second - whole) <= ROUNDING * whole:
        _give_opposite_way(found, one, two)
        return
    if total.op != "=" and (first + second) >= whole * (1 - ROUNDING) and total.op in (">", "~", "<~"):
        return
    note = f"{short(first)} and {short(second)} are {short(first + second)}, not {short(whole)} {total.unit}"
    for number in (place, one, two):
        found[number] = _low(found[number], note)


def _is_part(total: Figure, part: Figure) -> bool:
    return (
        part.value is not None
        and part.kind in ("level", "cumulative")
        and part.unit == total.unit
        and part.pair == total.pair
        and part.period in (total.period, "")
        and part.sector == total.sector
        and part.metric.startswith(_FLOWS)
        and part.value < (total.value or 0.0) * 1.5
    )


def _opposite_parts(found: Sequence[Figure], near: Sequence[int]) -> tuple[int, int] | None:
    """Exports and imports, goods and services, or two flows: the two parts of a total."""
    for one, two in combinations(near, 2):
        names = {found[one].metric.partition("_")[0], found[two].metric.partition("_")[0]}
        if names in (
            {"exports", "imports"},
            {"turnover", "services"},
            {"trade"},
            {"trade", "exports"},
            {"trade", "imports"},
        ):
            return one, two
        if names == {"exports"} and _are_opposite(found[one].direction, found[two].direction):
            return one, two
    return None


def _are_opposite(one: str, two: str) -> bool:
    return bool(one) and one.split(">") == two.split(">")[::-1]


def _carried_parts(found: list[Figure], place: int) -> None:
    """Amounts behind a total with no name of their own, which add up to it: its flows ("43.4 and 4.9 by direction")."""
    total = found[place]
    parts = [
        n for n in range(place + 1, min(place + 4, len(found)))
        if found[n].sentence == total.sentence and found[n].metric == total.metric and found[n].kind == total.kind
        and found[n].value and found[n].unit == total.unit
    ]  # fmt: skip
    whole = total.value or 0.0
    if len(parts) < 2 or abs(sum(found[n].value or 0.0 for n in parts) - whole) > ROUNDING * whole:
        return
    if total.metric.startswith("turnover"):
        for n in parts:
            found[n] = replace(found[n], metric="trade_flow")


def _give_opposite_way(found: list[Figure], one: int, two: int) -> None:
    """Of two flows that make up a total one goes each way, whatever a loose "went to" says."""
    for flow, known in ((one, two), (two, one)):
        first, second = found[flow], found[known]
        if first.metric != "trade_flow" or second.metric == "trade_flow" or not second.direction:
            continue
        other = ">".join(reversed(second.direction.split(">")))
        if first.direction == other:
            continue
        note = "" if not first.direction else f"the way is taken from the other part of the total ({second.direction})"
        found[flow] = replace(_low(first, note) if note else first, direction=other, reporter=other.partition(">")[0])


def _check_pairs(found: list[Figure]) -> None:
    """A total of one pair that is the sum of another pair's flows: a country's name is wrong somewhere."""
    flows = [figure for figure in found if figure.metric in ("exports", "imports") and figure.value and figure.pair]
    for place, total in enumerate(found):
        whole = total.value
        if total.metric != "turnover" or not whole or total.kind != "level" or not total.pair:
            continue
        for one, two in pairwise(flows):
            names = {one.metric, two.metric} == {"exports", "imports"} and one.pair == two.pair != total.pair
            if names and abs((one.value or 0.0) + (two.value or 0.0) - whole) <= 0.005 * whole:
                theirs, mine = "-".join(one.pair), "-".join(total.pair)
                note = f"exports and imports of {theirs} add up to it, yet it is given for {mine}"
                found[place] = _low(total, note)


def _growth_checked(figure: Figure) -> Figure:
    """A growth given beside both levels must fit them; of index and growth the one that fits is kept."""
    base, value = figure.base_value, figure.value
    if not base or not value or figure.kind not in ("level", "from_to"):
        return figure
    said = figure.factor or (1 + figure.growth / 100 if figure.growth is not None else None)
    said = said or (figure.index / 100 if figure.index is not None else None)
    loose = 0.5 if figure.factor else 0.0  # "more than three times" is 3.27
    if said is None or abs(value / base - said) <= max(0.06 * said, loose):
        return figure
    if figure.index is not None and abs(value / base - (1 + figure.index / 100)) <= 0.06 * said:
        return replace(figure, growth=figure.index, index=None, note="", confidence="")
    note = f"from {short(base)} to {short(value)} is {value / base:.2f} times, not {said:.2f} as said"
    return _low(figure, note)


def _without_repeats(found: list[Figure]) -> Iterator[Figure]:
    """Each figure once: what the headline or the lead says again word for word adds nothing."""
    seen: set[tuple[object, ...]] = set()
    for figure in found:
        key = (
            figure.metric, figure.kind, figure.value, figure.unit, figure.low, figure.high, figure.delta, figure.factor,
            figure.growth, figure.index, figure.pair, figure.period, figure.direction, figure.deadline,
            figure.base_value,
        )  # fmt: skip
        if key not in seen:
            yield figure
        seen.add(key)


def _low(figure: Figure, note: str) -> Figure:
    if note in figure.note:
        return figure
    return replace(figure, confidence="low", note="; ".join(filter(None, (figure.note, note))))
