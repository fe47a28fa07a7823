"""The sentences in which a story says what is new, from facts alone: in English, and as phrases in no language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from monitor.model.capitals import capital
from monitor.model.fact import Conflict, Event, Figure, Known, Promise, Quote
from monitor.model.kinds import event_label
from monitor.model.phrase import Phrase, figure_slot
from monitor.model.story import Reported
from monitor.stories.knows import Held, day_text
from monitor.text.amounts import amount, level
from monitor.text.same import SURE
from monitor.text.saying import day_said, days_said

LONGEST = 140  # characters of somebody's words
SHOWN = 3  # parts of one kind of news; the rest is counted


class Told(NamedTuple):
    """One sentence in English, and what stands in it."""

    sentence: str
    phrase: Phrase


def joined(sentences: Sequence[str], article: Reported) -> str:
    """`a; b; c; and 2 more (BelTA)`: the outlet and how they begin are said once."""
    unique = list(dict.fromkeys(sentences))
    if len(unique) == 1:
        return unique[0]
    end = _by(article) if all(sentence.endswith(_by(article)) for sentence in unique) else ""
    start = unique[0].partition(": ")[0] + ": "
    alike = all(sentence.startswith(start) for sentence in unique)
    plain = [sentence.removesuffix(end) if end else sentence for sentence in unique]
    plain = [plain[0], *(sentence.removeprefix(start) if alike else sentence for sentence in plain[1:])]
    more = [f"and {len(unique) - SHOWN} more"] if len(unique) > SHOWN else []
    return f"{'; '.join([*plain[:SHOWN], *more])}{end}"


def opened(article: Reported) -> Told:
    """`first report: BelTA`."""
    return Told(f"first report: {_outlet(article)}", Phrase.of("opened", outlet=article.outlet))


def other_side(article: Reported, confirmed: Sequence[str]) -> Told:
    """`first report from Baku's side: Azertac, which confirms the talks`."""
    which = f", which confirms the {_listed([_THING.get(part, part) for part in confirmed])}" if confirmed else ""
    return Told(
        f"first report from {capital(article.side or '')}'s side: {_outlet(article)}{which}",
        Phrase.of("other_side", side=article.side or "", outlet=article.outlet, parts="|".join(confirmed)),
    )


def confirms(article: Reported, confirmed: Sequence[str]) -> Told:
    """`Baku's side confirms the talks: Azertac`."""
    what = _listed([_THING.get(part, part) for part in confirmed])
    return Told(
        f"{capital(article.side or '')}'s side confirms the {what}: {_outlet(article)}",
        Phrase.of("confirms", side=article.side or "", outlet=article.outlet, parts="|".join(confirmed)),
    )


def independent(article: Reported) -> Told:
    """`first independent report: Turan`."""
    exile = article.kind == "exile"
    return Told(
        f"first {'report from exile media' if exile else 'independent report'}: {_outlet(article)}",
        Phrase.of("exile" if exile else "independent", outlet=article.outlet),
    )


def visit_planned(now: Held, article: Reported) -> Told:
    """`official visit to Minsk planned for 19 Nov 2018 (BelTA)`."""
    return Told(f"{_thing(now)} planned{_for(now)}{_by(article)}", _of_held("visit_planned", now, article))


def begun(now: Held, article: Reported) -> Told:
    """`official visit to Minsk, planned before, has begun (BelTA)`; or took place, by its days."""
    today = day_text(article.when)
    going = now.status == "under_way" or any(day <= today < until for day, until in now.days)
    return Told(
        f"{_thing(now)}, planned before, {'has begun' if going else 'took place'}{_by(article)}",
        _of_held("begun" if going else "took_place", now, article, days=False),
    )


def held(now: Held, event: Event, article: Reported) -> Told:
    """`one-on-one talks of Ilham Aliyev and Alexander Lukashenko on 16 May 2024 took place as planned (BelTA)`."""
    people = [_called(name) for name in dict.fromkeys((*event.actors, *event.recipients)) if _is_person(name)]
    who = people if len(people) > 1 else [capital(side) for side in event.sides]
    rank = f" ({event.level.replace('_', ' ')}s)" if event.level and who is not people else ""
    on = f" on {day_said(event.day)}" if event.day_from in SURE else ""
    named = [name for name in dict.fromkeys((*event.actors, *event.recipients)) if _is_person(name)]
    names = "|".join(named if len(named) > 1 else event.sides)
    day = event.day if event.day_from in SURE else ""
    return Told(
        f"{_thing(now)} of {_listed(who)}{rank}{on} took place as planned{_by(article)}",
        Phrase.of("held", thing=_thing_slot(now), names=names, days=day, outlet=article.outlet),
    )


def called_off(now: Held, article: Reported) -> Told:
    """`official visit to Minsk of 5 Nov 2025 postponed (Report)`."""
    of = f" of {days_said(*now.days[-1])}" if now.days else ""
    return Told(f"{_thing(now)}{of} {now.status}{_by(article)}", _of_held(now.status, now, article))


def held_after_all(held: Held, now: Held, article: Reported) -> Told:
    """Contradicts what was told before."""
    return Told(
        f"{_thing(now)} took place{_by(article)}; {held.outlet or 'an earlier report'} had it {held.status}",
        Phrase.of(f"after_{held.status}", thing=_thing_slot(now), outlet=article.outlet, other=held.outlet),
    )


def moved(held: Held, now: Held, article: Reported) -> Told:
    """`official visit to Minsk moved from 12 to 20 May 2024 (BelTA)`."""
    return Told(
        f"{_thing(now)} moved from {_from_to(held.days[-1], now.days[-1])}{_by(article)}",
        _of_held("moved", now, article, before=held),
    )


def other_day(held: Held, now: Held, article: Reported) -> Told:
    """`official visit to Minsk planned for 20 May 2024 (Trend); BelTA had 12 May 2024`."""
    before = f"{held.outlet or 'an earlier report'} had {days_said(*held.days[-1])}"
    return Told(
        f"{_thing(now)} planned{_for(now)}{_by(article)}; {before}",
        _of_held("other_day", now, article, before=held),
    )


def day_named(now: Held, article: Reported) -> Told:
    """`day named for the official visit to Minsk: 20 May 2024 (Trend)`."""
    return Told(
        f"day named for the {_thing(now)}: {days_said(*now.days[-1])}{_by(article)}",
        _of_held("day_named", now, article),
    )


def signed(now: Held, article: Reported) -> Told:
    """`documents signed (BelTA)`."""
    what = {"joint statement": "joint statement made"}.get(now.part, "documents signed")
    key = "statement" if now.part == "joint statement" else "signed"
    return Told(f"{what}{_by(article)}", Phrase.of(key, outlet=article.outlet))


def part(now: Held, article: Reported, *, of_visit: bool) -> Told:
    """`new part of the visit: one-on-one talks (BelTA)`."""
    what = _thing(now) if now.part == "arrival" else event_label(now.label)
    thing = _thing_slot(now) if now.part == "arrival" else now.label
    return Told(
        f"{'new part of the visit' if of_visit else 'also reported'}: {what}{_by(article)}",
        Phrase.of("part" if of_visit else "also", thing=thing, outlet=article.outlet),
    )


def figure(new: Figure, article: Reported) -> Told:
    """`turnover 2023: 48 million USD (BelTA)`."""
    return Told(
        f"{_measure(new)}: {_amount(new)}{_by(article)}",
        Phrase.of("figure", figure=figure_slot(new), outlet=article.outlet),
    )


def contradicts(new: Figure, known: Known, article: Reported) -> Told:
    """`turnover 2023: 48 million USD (Trend); BelTA had 480 million USD`."""
    timed = new if new.period else replace(new, period=known.figure.period)
    slots = {"figure": figure_slot(timed), "other_figure": figure_slot(known.figure), "outlet": article.outlet}
    if article.outlet and known.outlet == article.outlet:
        return Told(
            f"{_measure(timed)}: {_amount(new)}, corrected from {level(known.figure)}{_by(article)}",
            Phrase.of("corrected", **slots),
        )
    who = known.outlet or "an earlier report"
    offices = new.reporter, known.figure.reporter
    differ = f" (statistics of {offices[0]} and {offices[1]})" if all(offices) and offices[0] != offices[1] else ""
    return Told(
        f"{_measure(timed)}: {_amount(new)}{_by(article)}; {who} had {_amount(known.figure)}{differ}",
        Phrase.of("contradicts", **slots, other=known.outlet),
    )


def out_of_line(new: Figure, conflict: Conflict, article: Reported) -> Told:
    """With a year beside it."""
    known = conflict.other
    other = {"other_figure": figure_slot(known.figure), "other": known.outlet} if known else {}
    phrase = Phrase.of("contradicts" if known else "figure", figure=figure_slot(new), outlet=article.outlet, **other)
    return Told(f"{_measure(new)}: {conflict.sentence}{_by(article)}", phrase)


def promise(new: Promise, article: Reported) -> Told:
    """`new plan, due 2026: “…” (BelTA)`."""
    slots = {"words": _cut(new.words), "days": new.due, "outlet": article.outlet}
    return Told(f"new {promise_told(new, article.outlet)}", Phrase.of(f"new_{new.kind}", **slots))


def quote(new: Quote, article: Reported) -> Told:
    """`Ilham Aliyev: “…” (Azertac)`."""
    phrase = Phrase.of("quote", names=new.speaker, words=_cut(new.words), outlet=article.outlet)
    return Told(quote_told(new, article.outlet), phrase)


# -- what somebody tells, as a line of a list


def told(held: Held) -> str:
    """`state visit to Baku, 12 May 2024, cancelled`; what took place needs no word for it."""
    status = {"done": "", "under_way": "under way"}.get(held.status, held.status)
    return ", ".join(filter(None, (_thing(held), days_said(*held.days[-1]) if held.days else "", status)))


def figure_told(known: Known) -> str:
    """`turnover 2023: 48 million USD (BelTA)`."""
    return f"{_measure(known.figure)}: {_amount(known.figure)}{_bracket(known.outlet)}"


def promise_told(new: Promise, outlet: str) -> str:
    """`plan, due 2026: “…” (BelTA)`."""
    due = f", due {day_said(new.due)}" if new.due else ""
    return f"{new.kind}{due}: “{_cut(new.words)}”{_bracket(outlet)}"


def quote_told(new: Quote, outlet: str) -> str:
    """`Ilham Aliyev: “…” (Azertac)`."""
    return f"{_called(new.speaker)}: “{_cut(new.words)}”{_bracket(outlet)}"


# -- parts of sentences

_THING = {"arrival": "visit", "signing": "signing"}


def _thing_slot(held: Held) -> str:
    return f"{held.label}>{held.host}" if held.host and held.part == "arrival" else held.label


def _of_held(key: str, now: Held, article: Reported, before: Held | None = None, *, days: bool = True) -> Phrase:
    """What became of a thing, with its newest days and those that were known before."""
    newest = _stay(now) if days else ""
    slots = {"days": newest, "outlet": article.outlet, "other_days": _stay(before) if before else ""}
    return Phrase.of(key, thing=_thing_slot(now), **slots, other=before.outlet if before else "")


def _stay(held: Held) -> str:
    return "/".join(filter(None, held.days[-1])) if held.days else ""


def _is_person(name: str) -> bool:
    return name.startswith("person.")


def _called(name: str) -> str:
    """`person.ilham_aliyev` as "Ilham Aliyev"."""
    return name.partition(".")[2].replace("_", " ").title()


def _thing(held: Held) -> str:
    to = f" to {capital(held.host)}" if held.host and held.part == "arrival" else ""
    return f"{event_label(held.label)}{to}"


def _for(held: Held) -> str:
    return f" for {days_said(*held.days[-1])}" if held.days else ""


def _from_to(old: tuple[str, str], new: tuple[str, str]) -> str:
    """`12 to 20 May 2024`: month and year are said once where they are the same."""
    before, after = days_said(*old).split(" "), days_said(*new).split(" ")
    while len(before) > 1 and len(after) > 1 and before[-1] == after[-1]:
        before.pop()
        after.pop()
    whole = days_said(*new)
    return f"{' '.join(before)} to {whole}"


def _measure(new: Figure) -> str:
    way = " to ".join(map(capital, new.direction.split(">"))) if new.direction else ""
    return " ".join(filter(None, (new.metric.replace("_", " "), new.sector, way, _period(new))))


def _period(new: Figure) -> str:
    """`2023`, `Jan 2019 - Jul 2019`, `2018 so far`."""
    period = new.period
    if period.endswith("-YTD"):
        return f"{period[:4]} so far"
    if "/" in period:
        return days_said(*period.split("/", 1))
    return day_said(period)


def _amount(new: Figure) -> str:
    """`48 million USD, up 14 %`."""
    value = level(new) if new.value is not None or new.low is not None else ""
    plain = replace(new, value=None, low=None, high=None, base_value=None, delta=None, said_value="")
    change = amount(plain) if any(each is not None for each in (new.factor, new.growth, new.index)) else ""
    times = " as much" if new.factor is not None and new.growth is None else ""
    return ", ".join(filter(None, (value, change and change + times))) or amount(new)


def _outlet(article: Reported) -> str:
    return article.outlet or "an outlet without a name"


def _by(article: Reported) -> str:
    return _bracket(article.outlet)


def _bracket(outlet: str) -> str:
    return f" ({outlet})" if outlet else ""


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:')} …"
