"""What was undertaken: plans, goals with a deadline, agreements to do something.

A promise's key is the same in every article and language that speaks of it, so that the last word on it can be found:
a plan by its points or years, a goal by what is to reach which amount, an undertaking by what is to be made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Literal

from monitor.model.fact import Figure, Promise, Quote, Span
from monitor.model.mention import Sentence
from monitor.reading.cues import Cue
from monitor.reading.ground import Ground
from monitor.reading.quotes.naming import Naming
from monitor.reading.quotes.speaking import spoken_by

_MOST = 100  # promises of one article
_NUMBER = re.compile(r"(?<!\d)(\d{1,3})\s*[-‐–]?\s*(?:\w{1,3}\s+)?\Z")
_YEARS = re.compile(r"(?<!\d)(20\d\d)\s*[-–—/]\s*(20\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_UNTIL = re.compile(
    r"(?:(?:by|until|till|before)(?P<end> the end of)?|(?:до|к|ко|да)(?P<fin> конц[ау]| канца)?"
    r"|bis(?: Ende)?|do(?: końca)?|d'ici)"
    r"\s+(?:the\s+)?(?:год[ау]?\s+)?(20\d\d)(?!\d)"
    r"|(20\d\d)(?:-?\w{2,4})?\s+(?:ilin sonuna\s+|ilə\s*|yılına\s*|yılı sonuna\s+)(?:qədər|dək|kadar)?",
    re.IGNORECASE,
)
_NEAR = 60  # characters between a plan and its years
_BOTH = 2
_BESIDE = 3  # characters between a number and what it counts


def promises(ground: Ground, figures: tuple[Figure, ...], quotes: tuple[Quote, ...] = ()) -> tuple[Promise, ...]:
    """The promises of an article in reading order, each key once, as he puts it of whom it is known that he spoke."""
    found = list(chain(_goals(ground, figures), _Promising(ground, quotes).promises()))
    found.sort(key=lambda promise: (promise.sentence, promise.span.start, promise.key))
    kept: dict[str, Promise] = {}
    for promise in found:
        known = kept.setdefault(promise.key, promise)
        told = promise if promise.speaker and not known.speaker else known
        due = known if known.due else promise
        kept[promise.key] = replace(told, due=due.due, due_said=due.due_said)
    return tuple(kept.values())[:_MOST]


def _goals(ground: Ground, figures: Iterable[Figure]) -> Iterator[Promise]:
    """Amounts that are to be reached, and those that are expected of a period still running."""
    for figure in figures:
        if figure.kind not in ("goal", "forecast") or figure.background or len(figure.pair) < _BOTH:
            continue
        pair = "-".join(figure.pair)
        amount = figure.value if figure.value is not None else figure.high
        measure = f"{amount:.0f}{figure.unit}" if amount is not None else f"x{figure.factor or figure.growth or 0:g}"
        if figure.kind == "goal":
            key = f"goal:{figure.metric}:{measure}:{figure.direction or pair}"
        else:
            key = f"forecast:{figure.metric}:{figure.deadline or figure.period or measure}:{figure.direction or pair}"
        sentence = ground.scan.sentences[figure.sentence]
        yield Promise(
            "goal", key, _words(ground, sentence), figure.sentence, _span(sentence), figure.pair,
            figure.deadline or figure.period, figure.period_said, figure.speaker,
        )  # fmt: skip


class _Promising:
    """Plans and undertakings of one article."""

    def __init__(self, ground: Ground, quotes: tuple[Quote, ...]) -> None:
        self._ground, self._quotes = ground, quotes
        self._pair: tuple[str, ...] | None = None
        self._naming: Naming | None = None

    def promises(self) -> Iterator[Promise]:
        cues = [cue for cue in self._ground.cues if cue.name.startswith("plan_")]
        if not cues:
            return
        planned = any(cue.name in ("plan_plan", "plan_map") for cue in cues)
        for cue in cues:
            if cue.sentence in self._ground.repeated:
                continue
            name = ""
            if cue.name == "plan_points" and planned:
                name = self._points(cue)
            elif cue.name in ("plan_map", "plan_plan"):
                name = self._years(cue)
            if name and (promise := self._promise("plan", name, cue)):
                yield promise
            if cue.name == "plan_agreed":
                yield from self._undertakings(cue)

    def _points(self, cue: Cue) -> str:
        """The number that stands before the points: "12-point"."""
        sentence = self._ground.scan.sentences[cue.sentence]
        before = self._text(cue)[max(sentence.start, cue.start - 12) : cue.start]
        number = _NUMBER.search(before)
        if number and int(number[1]) > 1:
            return f"{int(number[1])}-point"
        twelve = self._ground.cues_in(cue.sentence, "plan_twelve")
        return "12-point" if any(0 <= cue.start - word.end < _BESIDE for word in twelve) else ""

    def _years(self, cue: Cue) -> str:
        """Its years, "roadmap-2024-2025", "military-2021"; "" for a plan without, which could not be found again."""
        sentence = self._ground.scan.sentences[cue.sentence]
        text = self._text(cue)
        low, high = max(sentence.start, cue.start - _NEAR), min(sentence.end, cue.end + _NEAR)
        years = [m for m in _YEARS.finditer(text, low, high) if int(m[1]) < int(m[2])]
        if years:
            said = f"{years[0][1]}-{years[0][2]}"
        elif cue.name == "plan_map":
            return ""
        else:
            after = re.match(r"[^.;:!?]{0,25}?\b(?:for|на|für|na|pour)\s+(20\d\d)(?!\d)", text[cue.end : high])
            before = re.search(
                r"(20\d\d)(?:-?\w{2,4})?\s+(?:il|yıl\w*)\s+(?:üçün|için)[^.;]{0,40}\Z", text[low : cue.start]
            )
            year = after or before
            if year is None:
                return ""
            said = year[1]
        if cue.name == "plan_map":
            return f"roadmap-{said}"
        military = self._ground.cues_in(cue.sentence, "plan_military")
        return f"military-{said}" if military else said

    def _undertakings(self, cue: Cue) -> Iterator[Promise]:
        """What was agreed on, where the sentence names one of the things that are looked for."""
        things = [c for c in self._ground.cues_in(cue.sentence) if c.name.startswith("plan_o_")]
        for name in dict.fromkeys(thing.name for thing in things):
            promise = self._promise("undertaking", name.removeprefix("plan_o_"), cue)
            if promise:
                yield promise

    def _promise(self, kind: Literal["plan", "undertaking"], name: str, cue: Cue) -> Promise | None:
        sides = self._sides(cue.sentence)
        if len(sides) != _BOTH:
            return None
        sentence = self._ground.scan.sentences[cue.sentence]
        due, due_said = _due(self._text(cue)[sentence.start : sentence.end], plan=kind == "plan")
        return Promise(
            kind, f"{kind}:{name}:{'-'.join(sides)}", _words(self._ground, sentence), cue.sentence, _span(sentence),
            sides, due, due_said, self._speaker(cue),
        )  # fmt: skip

    def _text(self, cue: Cue) -> str:
        return self._ground.scan.title if cue.field == "title" else self._ground.scan.body

    def _sides(self, sentence: int) -> tuple[str, ...]:
        """The two countries of the sentence, else those that the article is about; () where it is not clear."""
        here = sorted({side for _, side in self._ground.sides_in(sentence)})
        if len(here) == _BOTH:
            return tuple(here)
        if self._pair is None:
            self._pair = self._main_pair()
        return self._pair if len(here) < _BOTH and set(here) <= set(self._pair) else ()

    def _main_pair(self) -> tuple[str, ...]:
        """The two countries named more often than every other."""
        side = self._ground.lexicon.side
        count = Counter(code for mention in self._ground.scan.mentions if (code := side(mention.name)))
        most = count.most_common(_BOTH + 1)
        if len(most) < _BOTH or (len(most) > _BOTH and most[_BOTH][1] >= most[1][1]):
            return ()
        return tuple(sorted(code for code, _ in most[:_BOTH]))

    def _speaker(self, cue: Cue) -> str:
        """Who says so: whose quote it stands in, or of whom the sentence tells that he said it."""
        for quote in self._quotes:
            if any(span.field == cue.field and span.start <= cue.start < span.end for span in quote.spans):
                return quote.speaker
        if cue.field == "title":
            return ""
        if self._naming is None:
            self._naming = Naming(self._ground, "body", self._ground.scan.body)
        sentence = self._ground.scan.sentences[cue.sentence]
        return spoken_by(self._naming, sentence.start, cue.start)


def _due(words: str, *, plan: bool) -> tuple[str, str]:
    """By when, and how that is said."""
    years = _YEARS.search(words) if plan else None
    if years and int(years[1]) < int(years[2]):
        return years[2], years[0]
    until = _UNTIL.search(words)
    if until:
        year = until[3] or until[4]
        ends = until["end"] or until["fin"] or "sonuna" in until[0]
        return (f"{year}-12-31" if ends else year), until[0].strip()
    one = _YEAR.findall(words)
    return (one[0], one[0]) if plan and len(one) == 1 else ("", "")


def _words(ground: Ground, sentence: Sentence) -> str:
    return " ".join(ground.text_of(sentence).split())


def _span(sentence: Sentence) -> Span:
    return Span(sentence.field, sentence.start, sentence.end)
