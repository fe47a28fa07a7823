"""News and corrections in the frame's language, from the phrases they carry; what has none is shown as it is."""

from __future__ import annotations

from collections.abc import Callable

from monitor.digest.amount import amount
from monitor.digest.figureline import measure, period
from monitor.digest.frame import Frame
from monitor.digest.known import reason
from monitor.digest.words import one_line
from monitor.model.fact import Figure, Span
from monitor.model.phrase import LEFT_OUT, Phrase, figure_of
from monitor.model.revision import Difference
from monitor.model.story import News

_NOWHERE = Span("body", 0, 0)
_PARTS = {
    "arrival": "visit_working", "talks": "talks_one_on_one", "phone call": "phone_call",
    "commission": "intergovernmental_commission", "signing": "signing", "joint statement": "joint_statement",
}  # fmt: skip


def news(one: News, frame: Frame) -> str:
    """What is new, as a sentence; in English, and where it has no phrases, as it was found."""
    if frame.tag == "en" or not one.phrases:
        return one_line(one.sentence)
    return "; ".join(dict.fromkeys(_said(phrase, "news", frame) for phrase in one.phrases))


def changed(one: Difference, frame: Frame) -> str:
    """What is otherwise than it was told, as a sentence."""
    if frame.tag == "en" or one.phrase is None:
        return one_line(one.sentence)
    return _said(one.phrase, "changed", frame)


def _said(phrase: Phrase, table: str, frame: Frame) -> str:
    """The phrase with its slots; of one that is said with and without a day the one that fits."""
    raw = dict(phrase.slots)
    slots = {name: _shown(name, value, frame) for name, value in raw.items()}
    outlet = slots.get("outlet", "")
    slots |= {
        "outlet": outlet or frame.say("figure.unnamed_outlet"),
        "other": slots.get("other") or frame.say("figure.unnamed_outlet"),
        "by": f" ({outlet})" if outlet else "",
    }
    if "status" in raw or phrase.key in ("postponed", "cancelled"):
        kind = raw.get("thing", "").partition(">")[0]
        slots["status"] = frame.status(raw.get("status", phrase.key), kind)
    if "other_status" in raw:
        slots["other_status"] = frame.status(raw["other_status"], raw["thing"].partition(">")[0])
    what = (slots.get("thing", ""), slots.get("status", ""), slots.get("days", ""))
    slots["what"] = frame.say("words.listed").join(filter(None, what))
    key = f"{table}.{phrase.key}"
    for slot in ("days", "parts"):
        if slot in raw and frame.has(f"{key}_{slot}"):
            key = f"{key}_{slot}"
    return frame.say(key, **slots)


def _shown(name: str, value: str, frame: Frame) -> str:
    """A slot's value by what stands in such a slot; see `monitor.model.phrase.Phrase`."""
    say = _SLOTS.get(name.removeprefix("other_") if name != "other_figure" else name)
    return say(value, frame) if say else one_line(value)


def _thing(value: str, frame: Frame) -> str:
    kind, _, host = value.partition(">")
    label = frame.term("event", kind)
    return frame.say("line.thing_at", thing=label, place=frame.capital(host)) if host else label


def _days(value: str, frame: Frame) -> str:
    first, _, last = value.partition("/")
    return frame.stay(first, last)


def _figure(fact: Figure, frame: Frame) -> str:
    """`товарооборот, 2023 г.: 48 млн долл. США`; a goal and a forecast are called so."""
    sort = frame.say(f"figure_kind.{fact.kind}") if fact.kind in ("goal", "forecast") else ""
    what = frame.say("words.listed").join(filter(None, (measure(fact, frame), period(fact, frame), sort)))
    return frame.say("figure.line", what=what, amount=amount(fact, frame))


def _amount(fact: Figure, frame: Frame) -> str:
    when = period(fact, frame)
    said = amount(fact, frame)
    return frame.say("figure.amount_of", amount=said, period=when) if when else said


def _outlet(value: str, frame: Frame) -> str:
    return frame.say("figure.left_out_outlet") if value == LEFT_OUT else one_line(value)


_SLOTS: dict[str, Callable[[str, Frame], str]] = {
    "outlet": _outlet,
    "other": _outlet,
    "side": lambda value, frame: frame.capital(value),
    "thing": _thing,
    "parts": lambda value, frame: frame.listed([frame.term("event", _PARTS.get(one, one)) for one in value.split("|")]),
    "names": lambda value, frame: frame.listed([frame.name(one) for one in value.split("|")]),
    "days": _days,
    "period": lambda value, frame: period(Figure("", "", 0, _NOWHERE, period=value), frame),
    "figure": lambda value, frame: _figure(figure_of(value), frame),
    "other_figure": lambda value, frame: _amount(figure_of(value), frame),
    "priority": lambda value, frame: frame.say(f"changed.level_{value}"),
    "reason": reason,
    "words": lambda value, frame: frame.quoted(one_line(value)),
}
