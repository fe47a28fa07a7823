"""Who stands in a title: both of a pair, one of them beside a third country, or only a third."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.model.fact import Span
from monitor.reading.standing import Named
from monitor.reading.weighing import Both


def beside_another(titled: Sequence[Named], both: Both) -> tuple[Span, ...]:
    """The title puts one of the two beside a third country; () where it does not."""
    sides = {each.side for each in titled}
    others = {each.side for each in titled if not each.place} - both
    return _spans(titled) if len(sides & both) == 1 and others else ()


def of_a_third(titled: Sequence[Named], both: Both) -> tuple[Span, ...]:
    """A third country acts in the title, and neither of the two is named there."""
    acting = [each for each in titled if not each.place or each.side in both]
    return () if any(each.side in both for each in acting) else _spans(acting)


def thronged(titled: Sequence[Named], both: Both) -> tuple[Span, ...]:
    """The title names a third country that acts beside both: exports of a third to the two, a quarrel of three."""
    others = [each for each in titled if each.side not in both and not each.place]
    return _spans(others) if {each.side for each in titled} >= both else ()


def _spans(named: Iterable[Named]) -> tuple[Span, ...]:
    return tuple(Span(each.mention.field, each.mention.start, each.mention.end) for each in named)
