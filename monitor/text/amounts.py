"""Amounts in words: in a list `over USD 120 mln`, `3.5 times`, `up 46 %`, in a sentence `over 500 million USD`."""

from __future__ import annotations

from monitor.model.fact import Figure

_BEFORE = {"~": "about ", ">": "over ", "<": "under ", "<~": "almost ", "<=": "up to ", ">=": "at least "}
_SCALES = ((1e9, "bln"), (1e6, "mln"), (1e3, "thousand"))
_LONG_SCALES = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


def short(value: float) -> str:
    """48000000 -> "48 million"."""
    for size, word in _LONG_SCALES:
        if abs(value) >= size:
            return f"{round(value / size, 3):g} {word}"
    return f"{value:g}"


def level(figure: Figure) -> str:
    """The value or range in words, for a sentence: over 500 million USD."""
    number = (
        short(figure.value) if figure.value is not None else f"{short(figure.low or 0)} to {short(figure.high or 0)}"
    )
    return f"{_BEFORE.get(figure.op, '')}{number} {figure.unit}"


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
