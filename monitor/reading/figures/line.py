"""One sentence prepared for reading figures: its text in one spelling, its cues, names, values, times and clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from monitor.model.fact import Span
from monitor.model.mention import Mention, Sentence
from monitor.reading.figures.amounts import MOST, Value, values
from monitor.reading.figures.periods import Mark, Period, periods
from monitor.reading.figures.plain import plain
from monitor.reading.ground import Ground

LONGEST = 3000  # of a sentence; tables without full stops are cut there
_FACTORS = {
    "fig_doubled": 2.0, "fig_tripled": 3.0, "fig_fourfold": 4.0, "fig_fivefold": 5.0, "fig_sixfold": 6.0,
    "fig_tenfold": 10.0,
}  # fmt: skip
_METRICS = {
    "fig_turnover": "turnover", "fig_goods_services": "turnover_goods_services", "fig_exports": "exports",
    "fig_imports": "imports", "fig_services": "services", "fig_goods": "goods", "fig_investment": "investment_stock",
    "fig_contracts": "contracts", "fig_balance": "balance", "fig_same": "", "fig_indicator": "", "fig_other": "other",
    "fig_brought": "imports", "fig_sent": "exports",
}  # fmt: skip
_MOVED = ("fig_brought", "fig_sent")  # words of trade where goods are spoken of, not people, aid or letters
_OF_A_SECTOR = ("turnover", "exports", "imports")
_TOPIC_NEAR = 40  # letters
_TOPIC = re.compile(  # in one spelling
    r"(?<!\w)(?:as for|as regards|as to|when it comes to|speaking of|что касается|что до|в сфере|в области|в отрасли"
    r"|што (?:тычыцца|датычыць)|у (?:галіне|сферы)|щодо|стосовно|у сфері|geldikde|sahesinde|geldiginde|gelince|alaninda"
    r"|jesli chodzi o)(?!\w)"
)
_SECTORS = {"fig_agrifood": "agrifood", "fig_nonoil": "nonoil", "fig_oil": "oil"}
_AND = {
    "ru": "и|а|но", "be": "і|а|але", "uk": "і|й|та|а", "az": "ve|ise", "tr": "ve|ise", "pl": "i|a|oraz", "de": "und",
    "fr": "et", "es": "y",
}  # fmt: skip
_BREAKS = {
    code: re.compile(rf"[;:()]|,(?!\d)| (?:{words}) ") for code, words in {**_AND, "": "and|while|but|whereas"}.items()
}
METRIC_CUES = frozenset(_METRICS)
NUMBER_CUES = frozenset({"fig_number", *_FACTORS})
_ORGS = {"org.eaeu": "EAEU", "org.cis": "CIS", "org.eu": "EU", "org.ots": "OTS", "org.sco": "SCO", "org.eec": "EAEU"}


def side_of(mention: Mention, ground: Ground) -> str:
    """The country or union that a name is or acts for, "" if none."""
    return _ORGS.get(mention.name) or ground.lexicon.side(mention.name)


class Side(NamedTuple):
    """A name that is or acts for a country or a union."""

    start: int
    end: int
    code: str
    kind: str  # country, person, org ...
    part: str  # name, adjective, metonym


class Metric(NamedTuple):
    """What is counted, as a cue says it; "" = what was spoken of before, "other" = no trade."""

    start: int
    end: int
    name: str
    sector: str = ""


@dataclass
class Line:
    """A sentence; all offsets are those of `text`."""

    ground: Ground
    sentence: Sentence
    numbered: bool = True  # whether it has a digit or a number in words

    @cached_property
    def original(self) -> str:
        """As written, at most LONGEST letters."""
        return self.ground.text_of(self.sentence)[:LONGEST]

    @cached_property
    def text(self) -> str:
        """In one spelling."""
        return plain(self.original)

    @cached_property
    def marks(self) -> list[Mark]:
        """Cues of figures."""
        start = self.sentence.start
        return [
            Mark(cue.name, cue.start - start, cue.end - start)
            for cue in self.ground.cues_in(self.sentence.number)
            if cue.name.startswith("fig_") and cue.end - start <= LONGEST
        ]

    def of(self, *names: str) -> list[Mark]:
        """Marks of these names."""
        return [mark for mark in self.marks if mark.name in names]

    @cached_property
    def values(self) -> list[Value]:
        """Amounts, percentages, factors."""
        if not self.numbered:
            return []
        factors = [(mark.start, mark.end, _FACTORS[mark.name]) for mark in self.marks if mark.name in _FACTORS]
        return values(self.text, self.original, self.ground.language, self.ground.outlet_side, factors)

    @property
    def is_cut(self) -> bool:
        """Whether the sentence is longer than what is read of it, or holds more values."""
        return self.sentence.end - self.sentence.start > LONGEST or len(self.values) >= MOST

    @cached_property
    def periods(self) -> list[Period]:
        """Times; digits that belong to an amount are none."""
        found = periods(self.text, self.original, self.marks, self.ground.language, self.ground.published)
        taken = [(value.start, value.end) for value in self.values]
        return [p for p in found if not any(start < p.end and p.start < end for start, end in taken)]

    @cached_property
    def sides(self) -> list[Side]:
        """Names of countries, of unions, and of who acts for a country."""
        found = []
        start = self.sentence.start
        for mention in self.ground.mentions_in(self.sentence.number):
            code = side_of(mention, self.ground)
            first = mention.start - start
            if code and not any(value.start <= first < value.end for value in self.values):
                kind = "org" if mention.name in _ORGS else mention.name.partition(".")[0]
                found.append(Side(mention.start - start, mention.end - start, code, kind, mention.part))
        return found

    @cached_property
    def persons(self) -> list[Mention]:
        """People named."""
        return [m for m in self.ground.mentions_in(self.sentence.number) if m.name.startswith("person.")]

    @cached_property
    def breaks(self) -> list[tuple[int, int]]:
        """Where a clause ends and the next begins."""
        pattern = _BREAKS.get(self.ground.language, _BREAKS[""])
        return [match.span() for match in pattern.finditer(self.text)]

    def next_break(self, at: int, until: int) -> int:
        """Start of the first clause end in [at, until), else until."""
        place = bisect_right(self.breaks, (at, -1))
        return self.breaks[place][0] if place < len(self.breaks) and self.breaks[place][0] < until else until

    @cached_property
    def metrics(self) -> list[Metric]:
        """What is counted, in order: neighbours of one thing put together, branches of trade added."""
        found: list[Metric] = []
        both = [(mark.start, mark.end) for mark in self.of("fig_goods_services")]
        for mark in self.marks:
            name = _METRICS.get(mark.name)
            if name is None or (name in ("goods", "services") and not self._counts(mark, name, both)):
                continue
            if mark.name in _MOVED and not self._moves_goods:
                continue
            found = _joined(found, Metric(mark.start, mark.end, name), self.text)
        return [self._with_sector(place, found) for place in range(len(found))]

    @cached_property
    def _moves_goods(self) -> bool:
        return bool(self.of("fig_wares")) and not self.of("fig_other")

    def _counts(self, mark: Mark, name: str, both: list[tuple[int, int]]) -> bool:
        """Whether goods or services are counted: right behind an amount, or services that stand alone."""
        if any(start <= mark.start < end for start, end in both):
            return False
        if any(0 <= mark.start - value.end <= 4 for value in self.values):
            return True
        near = self.text[max(0, mark.start - 20) : mark.start]
        return name == "services" and not re.search(r"export|import|экспорт|импорт|экспарт|імпарт|ixrac|idxal", near)

    def _with_sector(self, place: int, found: list[Metric]) -> Metric:
        """The branch named beside the metric: "farm exports", "exports of meat"."""
        metric = found[place]
        ends = [value.start for value in self.values if value.start >= metric.end][:1]
        ends += [other.start for other in found[place + 1 :]][:1]
        reach = min([*ends, self.next_break(metric.end, len(self.text)), len(self.text)])
        for mark in self.marks:
            if mark.name not in _SECTORS:
                continue
            gap = self.text[mark.end : metric.start] if mark.end <= metric.start else None
            if metric.end <= mark.start < reach or (gap is not None and len(gap) < 14 and not re.search(r"[,;:]", gap)):
                return metric._replace(sector=_SECTORS[mark.name])
        return metric._replace(sector=self._topic) if metric.name in _OF_A_SECTOR else metric

    @cached_property
    def _topic(self) -> str:
        """The branch that the sentence says first it speaks of: "As for farm produce, trade in it ..."."""
        first = next((mark for mark in self.marks if mark.name in _SECTORS), None)
        if first is None or first.start > _TOPIC_NEAR or any(value.start < first.start for value in self.values):
            return ""
        return _SECTORS[first.name] if _TOPIC.search(self.text[: first.end + _TOPIC_NEAR]) else ""

    def sector_at(self, start: int, end: int) -> str:
        """The branch named in a stretch, "" if none."""
        return next((_SECTORS[m.name] for m in self.marks if m.name in _SECTORS and start <= m.start < end), "")

    def has(self, names: tuple[str, ...], start: int, end: int) -> bool:
        """Whether one of these cues stands in a stretch."""
        return any(mark.name in names and start <= mark.start and mark.end <= end for mark in self.marks)

    def span(self, start: int, end: int) -> Span:
        """The place in the article."""
        base = self.sentence.start
        return Span(self.sentence.field, base + start, base + end)


def _joined(found: list[Metric], metric: Metric, text: str) -> list[Metric]:
    """Add one: "trade turnover" is one thing, "volume of exports" is exports, "trade in goods and services" its own."""
    if not found:
        return [metric]
    last = found[-1]
    gap = text[last.end : metric.start]
    if last.end > metric.start or (len(gap) <= 14 and not re.search(r"[\d,;:.()%$]", gap) and not _is_and(gap)):
        joint = _joint(last.name, metric.name)
        if joint is not None:
            return [*found[:-1], Metric(last.start, max(last.end, metric.end), joint)]
    return [*found, metric]


def _is_and(gap: str) -> bool:
    return gap.strip() in ("and", "и", "і", "та", "ve", "und", "et", "i", "oraz", "a", "а", "or", "или")


_JOINT = {
    frozenset({"turnover", "turnover_goods_services"}): "turnover_goods_services",
    frozenset({"exports", "turnover_goods_services"}): "exports",
    frozenset({"imports", "turnover_goods_services"}): "imports",
    frozenset({"turnover", "services"}): "services",
    frozenset({"turnover", "balance"}): "balance",
    frozenset({"exports", "contracts"}): "contracts",
    frozenset({"imports", "contracts"}): "contracts",
    frozenset({"turnover", "contracts"}): "contracts",
}


def _joint(one: str, other: str) -> str | None:
    """What two neighbouring words count together, None if each stands for itself."""
    if one == other or other in ("", "goods"):
        return one
    return other if one in ("", "goods") else _JOINT.get(frozenset({one, other}))
