"""A figure as a person reads it: `over USD 120 mln`, `USD 400-500 mln`, `3.5 times`, `up 46 %`."""

from __future__ import annotations

from monitor.model.fact import Figure

_BEFORE = {"~": "about ", ">": "over ", "<": "under ", "<~": "almost ", "<=": "up to ", ">=": "at least "}
_SCALES = ((1e9, "bln"), (1e6, "mln"), (1e3, "thousand"))


def amount(figure: Figure) -> str:
    """What it amounts to, in one line."""
    before = _BEFORE.get(figure.op, "")
    if figure.low is not None and figure.high is not None:
        main = f"{before}{_money(figure.low, figure.unit)} to {_money(figure.high, figure.unit)}"
    elif figure.value is not None:
        start = f"from {_money(figure.base_value, figure.unit)} to " if figure.base_value is not None else ""
        main = start + before + _money(figure.value, figure.unit)
    else:
        main = ""
    if figure.delta is not None:
        main = main or before + _signed(figure.delta, _money(abs(figure.delta), figure.unit))
    changes = [f"{_number(figure.factor)} times"] if figure.factor is not None else []
    changes += [_signed(figure.growth, f"{_number(abs(figure.growth))} %")] if figure.growth is not None else []
    changes += [f"{_number(figure.index)} % of the base"] if figure.index is not None else []
    said = ", ".join(filter(None, (main, *changes)))
    return said or figure.said_value or "no amount given"


def _signed(value: float, text: str) -> str:
    return f"{'down' if value < 0 else 'up'} {text}"


def _money(value: float, unit: str) -> str:
    if unit == "%":
        return f"{_number(value)} %"
    scale, word = next(((scale, word) for scale, word in _SCALES if abs(value) >= scale), (1.0, ""))
    return " ".join(filter(None, (unit, _number(value / scale), word)))


def _number(value: float) -> str:
    """At most five digits that matter; 1,013.5."""
    return f"{float(f'{value:.5g}'):,.10g}"
