"""Amounts in the frame's words: `over USD 120 mln`, `up 14 %`, `3.5 times`."""

from __future__ import annotations

from monitor.digest.frame import Frame
from monitor.digest.words import one_line
from monitor.model.fact import Figure

_SCALES = ((1e9, "bln"), (1e6, "mln"), (1e3, "thousand"))


def amount(figure: Figure, frame: Frame) -> str:
    """What it amounts to, in one line; words of the article where no number was read."""
    main = _main(figure, frame)
    if figure.delta is not None:
        main = main or _about(figure, _signed(figure.delta, money(abs(figure.delta), figure.unit, frame), frame), frame)
    changes = []
    if figure.factor is not None:
        changes.append(frame.count("apart", figure.factor))
    if figure.growth is not None:
        changes.append(_signed(figure.growth, _percent(abs(figure.growth), frame), frame))
    if figure.index is not None:
        changes.append(frame.say("amount.of_base", n=_number(figure.index, frame)))
    said = frame.say("words.listed").join(filter(None, (main, *changes)))
    if said:
        return said
    if figure.said_value:
        return frame.say("amount.as_written", words=frame.quoted(one_line(figure.said_value)))
    return frame.say("amount.none")


def money(value: float, unit: str, frame: Frame) -> str:
    """`USD 48 mln`, `46 %`; a number of things has no unit."""
    if unit == "%":
        return _percent(value, frame)
    size, scale = next(((size, word) for size, word in _SCALES if abs(value) >= size), (1.0, ""))
    key = ("scaled" if scale else "money") if unit else ("bare_scaled" if scale else "bare")
    words = {"scale": frame.say(f"amount.{scale}")} if scale else {}
    return frame.say(f"amount.{key}", n=_number(value / size, frame), unit=frame.term("currency", unit), **words)


def _main(figure: Figure, frame: Frame) -> str:
    if figure.low is not None and figure.high is not None:
        low, high = money(figure.low, figure.unit, frame), money(figure.high, figure.unit, frame)
        return _about(figure, frame.say("amount.range", low=low, high=high), frame)
    if figure.value is None:
        return ""
    said = _about(figure, money(figure.value, figure.unit, frame), frame)
    if figure.base_value is None:
        return said
    return frame.say("amount.from_to", base=money(figure.base_value, figure.unit, frame), n=said)


def _about(figure: Figure, said: str, frame: Frame) -> str:
    return frame.say(f"amount.{figure.op}", n=said)


def _signed(value: float, said: str, frame: Frame) -> str:
    return frame.say("amount.down" if value < 0 else "amount.up", n=said)


def _percent(value: float, frame: Frame) -> str:
    return frame.say("amount.percent", n=_number(value, frame))


def _number(value: float, frame: Frame) -> str:
    """At most five digits that matter."""
    return frame.number(float(f"{value:.5g}"))
