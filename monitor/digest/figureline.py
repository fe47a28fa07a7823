"""Figures and quotes, each with what a reader must know of it before he repeats it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.digest.amount import amount, money
from monitor.digest.frame import Frame
from monitor.digest.known import reason
from monitor.digest.words import one_line
from monitor.model.digestfacts import ToldFigure, ToldQuote
from monitor.model.fact import Conflict, Figure, Known
from monitor.text.conflicts import time_of

_SPAN = re.compile(r"P(\d+)([YM])")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def figure(told: ToldFigure, frame: Frame) -> str:
    """`Trade turnover, Azerbaijan – Belarus, 2023: USD 48 mln. Speaker: none, outlet's own text.`.

    A goal and a forecast are called so before the amount. What does not add up, and what was read with doubt, is said.
    """
    return " ".join(_sentences(told.figure, frame))


def disputed(told: ToldFigure, frame: Frame) -> tuple[str, ...]:
    """What it contradicts: one sentence that names it once, then the others with outlets and periods.

    What does not add up within the report itself has a sentence of its own.
    """
    others = [conflict.other for conflict in told.disputed if conflict.other]
    rest = [_rest(conflict, frame) for conflict in told.disputed if conflict.other is None]
    if not others:
        return tuple(rest)
    named = "; ".join(_against(told.figure, known, frame) for known in others)
    one = {"one": _of_time(told.figure, frame), "outlet": _outlet(told.outlet, frame), "others": named}
    return (frame.say("figure.disputed", **one), *rest)


def quote(told: ToldQuote, frame: Frame) -> str:
    """`Aliyev: “original words” [in Russian]`."""
    said = told.quote
    speaker = frame.speaker(said.speaker, said.speaker_said)
    language = frame.language(told.language)
    mark = frame.say("quote.in_language", language=language) if language else ""
    words = frame.quoted(one_line(said.words))
    return frame.say("quote.said" if speaker else "quote.words", speaker=speaker, words=words, language=mark).rstrip()


def measure(fact: Figure, frame: Frame) -> str:
    """`exports (oil), Belarus to Azerbaijan`: what is measured, between whom."""
    metric = fact.metric.removesuffix(f"_{fact.sector}") if fact.sector else fact.metric
    label = frame.term("metric", metric)
    if fact.sector:
        label = frame.say("figure.label", metric=label, sector=frame.term("sector", fact.sector))
    return frame.say("words.listed").join(filter(None, (label, _between(fact, frame))))


def period(fact: Figure, frame: Frame) -> str:
    """`2023`, `Jan 2019 - Jul 2019`, `2018 so far`; as written where no date was read; "" where none is said."""
    if fact.period:
        return _period(fact.period, frame)
    words = one_line(fact.period_said)
    return frame.say("figure.period_as_written", words=frame.quoted(words)) if words else ""


def _sentences(fact: Figure, frame: Frame) -> Iterator[str]:
    sort = frame.say(f"figure_kind.{fact.kind}") if fact.kind else ""
    when = period(fact, frame) or frame.say("figure.period_not_said")
    if fact.kind == "goal" and fact.deadline:
        when = ""
    what = frame.say("words.listed").join(filter(None, (measure(fact, frame), when, sort)))
    said = amount(fact, frame)
    if fact.deadline:
        said = frame.say("figure.by_deadline", amount=said, day=frame.day(fact.deadline))
    yield frame.sentence(frame.say("figure.line", what=what, amount=said))
    yield from (frame.sentence(note) for note in _notes(fact, frame))
    if fact.confidence:
        yield frame.say("figure.low_confidence")
    yield _speaker(fact, frame)
    if fact.source_said:
        yield frame.say("figure.source_as_written", words=frame.quoted(one_line(fact.source_said)))


def _speaker(fact: Figure, frame: Frame) -> str:
    if fact.speaker:
        return frame.say("figure.speaker", name=frame.speaker(fact.speaker, fact.speaker_said))
    if fact.speaker_said:
        return frame.say("figure.speaker_as_written", words=frame.quoted(one_line(fact.speaker_said)))
    return frame.say("figure.no_speaker")


def _notes(fact: Figure, frame: Frame) -> list[str]:
    return [reason(note, frame) for note in one_line(fact.note).split("; ") if note]


def _between(fact: Figure, frame: Frame) -> str:
    if fact.direction:
        a, _, b = fact.direction.partition(">")
        return frame.say("figure.direction", a=_state(a, frame), b=_state(b, frame))
    if len(fact.pair) == 2:
        return frame.say("figure.pair", a=_state(fact.pair[0], frame), b=_state(fact.pair[1], frame))
    return ""


def _state(code: str, frame: Frame) -> str:
    return frame.say("figure.world") if code == "WORLD" else frame.name(code)


def _period(said: str, frame: Frame) -> str:
    if said.endswith("-YTD"):
        return frame.say("figure.so_far", year=said[:4])
    if found := _QUARTER.fullmatch(said):
        return frame.say("figure.quarter", n=found[2], year=found[1])
    if found := _SPAN.fullmatch(said):
        return frame.count("year" if found[2] == "Y" else "month", int(found[1]))
    if "/" in said:
        first, _, last = said.partition("/")
        return frame.say("figure.span", first=_period(first, frame), last=_period(last, frame))
    return frame.day(said)


# -- figures that do not agree


def _against(one: Figure, known: Known, frame: Frame) -> str:
    """`USD 885.5 mln for 2021 (AZERTAC), 18 times apart`."""
    two = known.figure
    slots = {"two": _of_time(two, frame), "other": _outlet(known.outlet, frame)}
    if (times := _apart(one, known)) >= 2:
        return frame.say("figure.against_apart", times=frame.count("apart", times), **slots)
    if one.reporter and two.reporter and one.reporter != two.reporter:
        offices = {"office": frame.name(one.reporter), "other_office": frame.name(two.reporter)}
        return frame.say("figure.against_offices", **slots, **offices)
    return frame.say("figure.against", **slots)


def _of_time(fact: Figure, frame: Frame) -> str:
    plain = _level(fact, frame)
    when = period(fact, frame)
    return frame.say("figure.amount_of", amount=plain, period=when) if when else plain


def _level(fact: Figure, frame: Frame) -> str:
    """The sum alone, without growth."""
    if fact.value is None and fact.low is None:
        return amount(fact, frame)
    if fact.value is not None:
        return frame.say(f"amount.{fact.op}", n=money(fact.value, fact.unit, frame))
    low, high = money(fact.low or 0.0, fact.unit, frame), money(fact.high or 0.0, fact.unit, frame)
    return frame.say(f"amount.{fact.op}", n=frame.say("amount.range", low=low, high=high))


def _apart(one: Figure, known: Known) -> int:
    """How many times the one is the other where they are of neighbouring years, 0 where of the same time."""
    when, then = time_of(one.period), time_of(known.figure.period)
    mine, theirs = _middle(one), _middle(known.figure)
    if when is None or then is None or (when.first, when.last) == (then.first, then.last) or not mine or not theirs:
        return 0
    return round(max(mine / theirs, theirs / mine))


def _middle(fact: Figure) -> float:
    return fact.value if fact.value is not None else ((fact.low or 0.0) + (fact.high or 0.0)) / 2


def _outlet(name: str, frame: Frame) -> str:
    return one_line(name) or frame.say("figure.unnamed_outlet")


def _rest(conflict: Conflict, frame: Frame) -> str:
    """More than are shown, as a number; any other sentence without a figure beside it stays as it is."""
    if found := re.fullmatch(r"and (\d+) more figures that do not agree with it", conflict.sentence):
        return frame.say("figure.disputed_more", figures=frame.count("more_figure", int(found[1])))
    return frame.say("figure.disputed_within", sentence=frame.quoted(one_line(conflict.sentence)))
