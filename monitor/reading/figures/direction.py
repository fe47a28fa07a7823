"""Between whom: the pair of a figure, and which way the goods or the money went. Never assumed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from monitor.model.mention import Mention
from monitor.reading.figures.line import Line, Metric, Side, side_of
from monitor.reading.ground import Ground

WORLD = "WORLD"
_FROM = re.compile(
    r"(?<!\w)(?:from|out of|из|со?|з|са|із|від|aus|von|depuis|de|z|ze)(?: the| der| dem| la| le| les)? (?:l')?\Z"
)
_TO = re.compile(r"(?<!\w)(?:to|into|for|в|во|на|у|у|до|nach|in|in die|vers|a|do)(?: the| la| le| les| der)? (?:l')?\Z")
_IN = re.compile(r"(?<!\w)(?:in|в|во|у|w|en|dans)(?: the| der| la| l'| l)? ?\Z")
_WITH = re.compile(r"(?<!\w)(?:with|с|со|з|са|із|mit|avec|z|ze)(?: the| der)? \Z")
_GOODS = re.compile(
    r" ?(?:goods|products|produce|товар\w*|продукци\w*|прадукцы\w*|mal\w*|mehsul\w*|urun\w*|waren|towar\w*|produits)"
)


@dataclass
class Between:
    """Who deals with whom so far: the pair in force, with the sentence that gave it."""

    ground: Ground
    pair: tuple[str, ...] = ()
    sentence: int = -9
    alone: tuple[str, int] = ("", -9)  # the one country that a sentence names, and its number

    @cached_property
    def _named(self) -> dict[int, tuple[list[str], list[str]]]:
        """By sentence: the countries named, and all that are named or acted for."""
        found: dict[int, tuple[list[str], list[str]]] = {}
        for mention in self.ground.scan.mentions:
            side = side_of(mention, self.ground)
            if not side or (side == "US" and self._is_dollar(mention)):
                continue
            countries, every = found.setdefault(mention.sentence, ([], []))
            if side not in every:
                every.append(side)
            if mention.name.startswith("country.") and side not in countries:
                countries.append(side)
        return found

    def _is_dollar(self, mention: Mention) -> bool:
        """US dollars, dollars américains."""
        text = self.ground.scan.title if mention.field == "title" else self.ground.scan.body
        near = text[max(0, mention.start - 8) : mention.start] + text[mention.end : mention.end + 5]
        return "dol" in near.lower() or "дол" in near.lower()

    @cached_property
    def main(self) -> tuple[str, ...]:
        """The pair that most sentences name alone together; the title counts three times."""
        counts: Counter[tuple[str, ...]] = Counter()
        for number, (_, codes) in self._named.items():
            if len(codes) == 2:
                counts[_pair(codes)] += 1 if number else 3
        if counts:
            return counts.most_common(1)[0][0]
        every = list(dict.fromkeys(code for _, codes in self._named.values() for code in codes))
        return _pair(every) if len(every) == 2 else ()

    def seen(self, number: int) -> None:
        """Remember the pair that a sentence names, if it names just two."""
        countries, every = self._named.get(number, ([], []))
        codes = countries or every
        if len(codes) == 2:
            self.pair, self.sentence = _pair(codes), number
        elif len(countries) == 1:
            self.alone = (countries[0], number)

    def of(self, line: Line, metric: Metric | None, start: int, end: int) -> tuple[str, ...]:
        """The pair of a figure whose words are `start` to `end`, () where it is not certain."""
        near = [side for side in line.sides if start <= side.start < end and side.part != "metonym"]
        whole = _codes(line.sides, "country")
        for codes in (_codes(near, "country"), _codes(near, "country", "org"), whole):
            if len(codes) == 2:
                return _pair(codes)
        one = _codes(near, "country") or (whole if len(whole) == 1 else [])
        if len(one) == 1:
            return self._with_one(line, one[0], near)
        if len(whole) > 2:
            return _nearest(line.sides, metric, (start + end) // 2)
        return self._unnamed(line, near)

    def _with_one(self, line: Line, code: str, near: list[Side]) -> tuple[str, ...]:
        """One country is named; the other one is who speaks, who was spoken of, or the world."""
        orgs = _codes(near, "org") or _codes(line.sides, "org")
        if len(orgs) == 1 and orgs[0] != code:
            return _pair([code, orgs[0]])
        named = any(
            _WITH.search(line.text[max(0, side.start - 16) : side.start]) for side in line.sides if side.code == code
        )
        if line.of("fig_foreign") and not named:
            return _pair([code, WORLD])
        if line.sentence.number - self.sentence <= 2 and code in self.pair:
            return self.pair
        if code in self.main:
            return self.main
        others = [other for other in _codes(line.sides) if other != code]
        if len(others) == 1:
            return _pair([code, others[0]])
        home = self.ground.outlet_side
        return _pair([code, home]) if home and home != code else ()

    def _unnamed(self, line: Line, near: list[Side]) -> tuple[str, ...]:
        """No country is named in the sentence."""
        orgs = _codes(near, "org")
        if len(orgs) == 1 and line.of("fig_foreign"):
            return _pair([orgs[0], WORLD])
        people = _codes(line.sides, "person", "place")
        if line.of("fig_two", "fig_our") and self.main:
            return self.main
        if len(people) == 2:
            return _pair(people)
        if self.pair and line.sentence.number - self.sentence <= 3:
            return self.pair
        return self.main or self._with_home(line.sentence.number)

    def _with_home(self, number: int) -> tuple[str, ...]:
        """The country of the sentences just before, with the outlet's own."""
        code, home = self.alone[0], self.ground.outlet_side
        return _pair([code, home]) if number - self.alone[1] <= 2 and home not in ("", code) else ()


def _pair(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(codes))


def _codes(sides: Iterable[Side], *kinds: str) -> list[str]:
    """Codes in order, each once; of these kinds of names only, where some are given."""
    return list(dict.fromkeys(side.code for side in sides if not kinds or side.kind in kinds))


def _nearest(sides: list[Side], metric: Metric | None, at: int) -> tuple[str, ...]:
    """Of three and more countries the two nearest to what is counted."""
    place = metric.end if metric else at
    ranked = sorted((side for side in sides if side.kind == "country"), key=lambda side: abs(side.start - place))
    codes = list(dict.fromkeys(side.code for side in ranked))
    return _pair(codes[:2])


@dataclass(frozen=True, slots=True)
class Way:
    """`reporter` is whose export or import it is; `certain` is False where only the outlet or speaker tells."""

    direction: str = ""
    reporter: str = ""
    certain: bool = True


def way(line: Line, metric: str, at: Metric | None, reach: tuple[int, int], pair: tuple[str, ...], source: str) -> Way:
    """Which way, read from the names in `reach`, around the metric; `source` is whose statistics or words they are."""
    if len(pair) != 2 or metric.startswith(("turnover", "services", "balance", "share", "growth")):
        return Way()
    roles = _Roles(line, at, metric)
    for side in line.sides:
        if (
            reach[0] <= side.start < reach[1]
            and side.code in pair
            and side.kind in ("country", "org")
            and side.part != "metonym"
        ):
            roles.add(side)
    roles.add_there(reach)
    origin, goal = roles.origin, roles.goal
    reporter = roles.reporter
    if reporter and not origin and not goal:
        origin, goal = ("", reporter) if metric.startswith("imports") else (reporter, "")
    origin = origin or (_other(pair, goal) if goal else "")
    goal = goal or (_other(pair, origin) if origin else "")
    if origin and goal and origin != goal:
        mine = goal if metric.startswith("imports") else origin
        return Way(f"{origin}>{goal}", reporter or mine)
    if metric.startswith(("exports", "imports")) and source in pair:
        one, two = source, _other(pair, source)
        return Way(f"{two}>{one}" if metric.startswith("imports") else f"{one}>{two}", source, certain=False)
    return Way()


def _other(pair: tuple[str, ...], code: str) -> str:
    return next((other for other in pair if other != code), "") if code in pair else ""


class _Roles:
    """Who sends, who gets, and whose trade it is, by the words and endings at each name."""

    def __init__(self, line: Line, at: Metric | None, metric: str) -> None:
        self._line, self._metric = line, at
        self._imports, self._invested = metric.startswith("imports"), metric.startswith("investment")
        self.origin = self.goal = self.reporter = ""

    def add(self, side: Side) -> None:
        """Take in one name."""
        text = self._line.text
        before = text[max(0, side.start - 24) : side.start]
        word = text[side.start : side.end]
        after_metric = self._metric is not None and side.start >= self._metric.end
        if self._line.ground.language in ("az", "tr"):
            role = _by_ending(word)
        elif _FROM.search(before):
            role = "origin"
        elif _TO.search(before) or (self._invested and after_metric and _IN.search(before)):
            role = "goal"
        elif side.part == "adjective":
            role = "origin" if after_metric or _GOODS.match(text, side.end) else "reporter"
        elif after_metric and _WITH.search(before):
            role = "goal" if not self._imports else "origin"
        else:
            role = "reporter"
        if role == "reporter" and self.reporter not in ("", side.code):
            role = "origin" if self._imports else "goal"  # "Azerbaijan invested in the economy of Belarus"
        if not getattr(self, role) and (role == "reporter" or side.code not in (self.origin, self.goal)):
            setattr(self, role, side.code)

    def add_there(self, reach: tuple[int, int]) -> None:
        """Take in "there" and "from there" of the metric's own clause: the country named last before."""
        until = self._line.next_break(self._metric.end, reach[1]) if self._metric else reach[1]
        for mark in self._line.of("fig_there", "fig_from_there"):
            if not reach[0] <= mark.start < until:
                continue
            named = [s.code for s in self._line.sides if s.end <= mark.start and s.kind in ("country", "org")]
            role = "goal" if mark.name == "fig_there" else "origin"
            if named and not getattr(self, role) and named[-1] not in (self.origin, self.goal):
                setattr(self, role, named[-1])


def _by_ending(word: str) -> str:
    """Azerbaijani and Turkish cases: -dan from, -a to, -ın or none whose."""
    if word.endswith(("dan", "den", "tan", "ten")):
        return "origin"
    if word.endswith(("nin", "nun", "in", "un")) and not word.endswith(("berlin", "cin")):
        return "reporter"
    if word.endswith(("ya", "ye", "'a", "'e", "na", "ne")) or (word.endswith(("a", "e")) and len(word) > 5):
        return "goal" if not word.endswith(("rusiya", "turkiye", "ukrayna", "rusya")) else "reporter"
    return "reporter"
