"""Which of an article's events is its news."""

from __future__ import annotations

from monitor.model.fact import Event, Figure
from monitor.reading.events.table import KINDS, coarse
from monitor.reading.ground import Ground

_PLACE = (30.0, 18.0, 10.0)  # points for standing in title, first and second sentence
_ASIDE = 15.0
_TALKS = ("talks", "talks_one_on_one", "talks_expanded")
_NEAR_TOP = 5  # sentences within which an article says what it reports
_GOES_ON = 3  # dealings further down that make a report all the same
_MOST_SIDES = 3  # with more, nobody says that two of them met
_TRADE = ("turnover", "exports", "imports", "trade", "balance")


def news(events: tuple[Event, ...], sides: frozenset[str]) -> Event | None:
    """Of the events between these sides the one that the article reports as its news; None if it reports none.

    The title weighs most, then the lead; in one sentence the kind that says more wins (a phone call before the
    congratulation in it, a named visit before the talks of its programme). History is never the news.
    """
    between = [e for e in events if sides <= set(e.sides) and not e.background and len(e.sides) <= _MOST_SIDES]
    if not any(e.sentence <= _NEAR_TOP for e in between) and sum(coarse(e) != "other" for e in between) < _GOES_ON:
        return None  # a feature that comes to speak of the joint commission on its second page
    found = max(between, key=_weight, default=None)
    if found is None or not (_is_bare_visit(found) or found.kind == "ambassador_leaving"):
        return found
    talks = [
        e
        for e in between
        if KINDS[e.kind].group in _TALKS and not e.aside and (e.status == "planned") == (found.status == "planned")
    ]
    return max(talks, key=_weight, default=found)  # what X flew to Baku for, or how an envoy took leave


def _is_bare_visit(event: Event) -> bool:
    return KINDS[event.kind].group == "visit" and not event.visit and event.status not in ("postponed", "cancelled")


def _weight(event: Event) -> tuple[float, int]:
    points = _PLACE[event.sentence] if event.sentence < len(_PLACE) else 6.0 / event.sentence
    weight = 3.0 if _is_bare_visit(event) else float(KINDS[event.kind].weight)
    return points + weight - (_ASIDE if event.aside else 0), -event.sentence


def event_type(ground: Ground, events: tuple[Event, ...], figures: tuple[Figure, ...], sides: frozenset[str]) -> str:
    """The coarse kind of the article: that of its news; "trade_figures" if a figure is the news, else "other".

    A figure is the news where the title speaks of trade, the text gives a figure of trade, and neither title nor lead
    tells of a dealing.
    """
    found = news(events, sides)
    if ground.cues_in(0, "evt_trade") and any(_of_trade(figure) for figure in figures) and not _is_told(found, ground):
        return "trade_figures"
    return coarse(found) if found else "other"


def _is_told(found: Event | None, ground: Ground) -> bool:
    """Whether title or lead tells of a dealing, and not of trade at which somebody only spoke "at a meeting"."""
    if found is None or found.sentence > ground.scan.lead_end or coarse(found) == "other":
        return False
    return not found.sentence or coarse(found) != "meeting" or not ground.cues_in(1, "evt_trade")


def _of_trade(figure: Figure) -> bool:
    return figure.metric.startswith(_TRADE) and not figure.background
