"""Figures as they leave the program: the form of labelled articles, with unit words and one of five kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from monitor.model.fact import Figure

_UNITS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
_QUALIFIERS = {"~": "about", ">": "over", "<~": "almost", "<": "under", "<=": "up to", ">=": "at least"}
_TRADE = ("turnover", "exports", "imports", "trade_flow", "services", "contracts", "balance")
_WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}
_HORIZON = re.compile(r"P(\d+)Y")


def printed(figure: Figure, published: date | None = None) -> dict[str, object]:
    """The figure's amount as value, unit, currency, period, countries, kind and, where said, qualifier.

    `value` counts in `unit` ("million"); of a range it is the lower end, of a difference the difference. `period` is
    null where none is stated, and the article's words ("next two years") where they name no date. `countries` is
    "AZ-BY", or "BY>AZ" where the direction is known. `kind`: goal (a forecast too), turnover, export, import, other.
    """
    amount = next((n for n in (figure.value, figure.low, figure.delta) if n is not None), None)
    return _row(figure, amount, _period(figure, published), _kind(figure))


def trade_figures(figures: Iterable[Figure], published: date | None = None) -> list[dict[str, object]]:
    """The amounts of money of trade among figures, printed, each once.

    No growth, share or difference, no investment. "From 100 to 146" gives both ends. An amount of the headline counts
    where the body has none near it.
    """
    rows: list[dict[str, object]] = []
    chosen = [figure for figure in figures if _is_trade(figure)]
    body = [figure for figure in chosen if figure.span.field == "body"]
    for figure in chosen:
        if figure.span.field == "title" and any(_alike(figure, other) for other in body):
            continue
        if figure.base_value is not None and figure.unit != "%":
            kind = _kind(figure) if figure.kind not in ("goal", "forecast") else _level_kind(figure)
            rows.append(
                _row(figure, figure.base_value, figure.base_period.removesuffix(" same period") or None, kind, "")
            )
        rows.append(printed(figure, published))
    return _once(rows)


def _is_trade(figure: Figure) -> bool:
    amount = figure.value if figure.value is not None else figure.low
    return (
        amount is not None
        and figure.unit not in ("", "%")
        and figure.kind not in ("growth", "index", "share", "delta")
        and figure.metric.startswith(_TRADE)
    )


def _alike(one: Figure, other: Figure) -> bool:
    if one.unit != other.unit:
        return False
    ends = [number for number in (other.value, other.low, other.high, other.base_value) if number]
    mine = one.value if one.value is not None else one.low
    return any(mine is not None and abs(mine - number) <= 0.02 * number for number in ends)


def _row(
    figure: Figure, amount: float | None, period: str | None, kind: str, qualifier: str | None = None
) -> dict[str, object]:
    value, unit = _scaled(amount)
    row: dict[str, object] = {
        "value": value,
        "unit": unit,
        "currency": figure.unit,
        "period": period,
        "countries": countries(figure),
        "kind": kind,
    }
    said = _QUALIFIERS.get(figure.op, "") if qualifier is None else qualifier
    if said:
        row["qualifier"] = said
    return row


def _scaled(amount: float | None) -> tuple[float | int | None, str]:
    if amount is None:
        return None, ""
    for size, word in _UNITS:
        if abs(amount) >= size:
            return _plain(amount / size), word
    return _plain(amount), ""


def _plain(number: float) -> float | int:
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def countries(figure: Figure) -> str | None:
    """Such as "BY>AZ" where the direction is known, else "AZ-BY", None where neither is."""
    between = (figure.direction if figure.metric != "contracts" else "") or "-".join(figure.pair)
    return between.replace("WORLD", "world") or None


def _kind(figure: Figure) -> str:
    return "goal" if figure.kind in ("goal", "forecast") else _level_kind(figure)


def _level_kind(figure: Figure) -> str:
    if figure.metric.startswith("turnover"):
        return "turnover"
    if figure.metric.startswith("exports") or (figure.metric == "trade_flow" and figure.direction):
        return "export"
    return "import" if figure.metric.startswith("imports") else "other"


def _period(figure: Figure, published: date | None) -> str | None:
    """A date where there is one, of a goal its deadline; else the words."""
    horizon = _HORIZON.fullmatch(figure.period)
    if horizon:
        number = int(horizon[1])
        way = "next" if figure.kind in ("goal", "forecast") else "last"
        return f"{way} {_WORDS.get(number, str(number))} years"
    if figure.kind == "goal" and figure.deadline:
        return figure.deadline.removesuffix("-12-31")
    if figure.period:
        return figure.period
    if figure.kind == "flow" and not figure.period_said and published:
        return f"{published:%Y-%m}"  # contracts just signed
    return figure.period_said or None


def _once(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Without a row that says again what another says: the same amount of the same countries and kind."""
    kept: list[dict[str, object]] = []
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        key = (row["value"], row["unit"], row["currency"], row["kind"], row["period"])
        if key not in seen:
            kept.append(row)
        seen.add(key)
    return kept
