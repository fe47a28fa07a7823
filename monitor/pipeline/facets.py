"""What the stories of one digest tell beyond their reports: events, figures and quotes, as this reader may hear them.

Only articles that the reader is shown, or was told before, speak here; a figure is held against the ledger as it stood
at the digest's end, again without outlets and languages that the reader leaves out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from monitor import stories
from monitor.model.digestfacts import ToldEvent, ToldFigure, ToldQuote
from monitor.model.fact import NO_FACTS, Conflict, Facts, Figure, Known, Quote
from monitor.model.kinds import VISITS
from monitor.model.message import DigestStory, Report, Subscription
from monitor.pipeline.bed import Bed
from monitor.pipeline.hearing import Heard
from monitor.reading.figures.checks import contradictions
from monitor.reading.happenings import Word, happenings
from monitor.text.conflicts import NEIGHBOURS, Compared, against, compared, thing, time_of
from monitor.text.fold import folded
from monitor.text.same import amount_key, says_no_more

Pair = tuple[str, str]
Ledger = dict[tuple[object, int], list[tuple[object, Compared]]]  # by thing and year, each with what it amounts to
_YEARS = NEIGHBOURS + 1
_KEPT = 2


class Facets:
    """Made anew for each digest, whose end is `end` (UTC seconds)."""

    def __init__(self, bed: Bed, subscription: Subscription, end: int) -> None:
        self._bed = bed
        self._heard = Heard(bed, subscription)
        self._end = end
        self._facts: dict[int, Facts] = {}
        self._known: dict[Pair, Ledger] = {}

    def of(self, found: Sequence[DigestStory]) -> list[DigestStory]:
        """The stories with their events, figures and quotes."""
        articles = {report.article for story in found for report in (*story.before, *story.reports)}
        self._facts = self._bed.store.facts.among(articles)
        return [self._story(story) for story in found]

    def _story(self, story: DigestStory) -> DigestStory:
        new = [report for report in story.reports if report.change != "correction"]
        old = [*story.before, *(report for report in story.reports if report.change == "correction")]
        pair = story.pair or next(filter(None, (stories.pair_of(self._of(each)) for each in (*old, *new))), None)
        if pair is None:
            return replace(story, quotes=self._quotes(new, old, None))
        words = [word for report in (*old, *new) for word in self._words(report, pair)]
        told = {report.article for report in old}
        events = happenings(words, told, datetime.fromtimestamp(self._end, UTC).date())
        figures, background = self._figures(new, old, pair)
        return replace(
            story,
            events=events, figures=figures, old_figures=background, quotes=self._quotes(new, old, pair),
            sides=_sides(story, events, new) if new else story.sides,
        )  # fmt: skip

    def _of(self, report: Report) -> Facts:
        return self._facts.get(report.article, NO_FACTS)

    def _words(self, report: Report, pair: Pair) -> Iterable[Word]:
        """What a report tells as news of these two; of three or more it tells something else."""
        for n, event in enumerate(self._of(report).events, 1):
            if set(event.sides) == set(pair) and not (event.background or event.aside):
                yield Word(event, f"{report.article}v{n}", report.article, report.outlet, _came_out(report))

    def _figures(self, new: Sequence[Report], old: Sequence[Report], pair: Pair) -> tuple[tuple[ToldFigure, ...], int]:
        """Each amount once, by the first outlet that gives all of it; and how many old ones are left out.

        What was told before is not told again, unless it is disputed: then it never stands without that.
        """
        before = {amount_key(figure) for report in old for figure in self._of(report).figures}
        found: dict[object, ToldFigure] = {}
        background: set[object] = set()
        for report in new:
            for n, figure in enumerate(self._of(report).figures, 1):
                key, ref = amount_key(figure), f"{report.article}f{n}"
                if set(figure.pair) != set(pair) or key in found:
                    continue
                if figure.background:
                    background.add(key)
                    continue
                disputed = self._disputed(figure, report.article, pair)
                if disputed or key not in before:
                    found[key] = ToldFigure(figure, report.article, report.outlet, disputed, ref)
        return tuple(_once(list(found.values()))), len(background - found.keys())

    def _disputed(self, figure: Figure, article: int, pair: Pair) -> tuple[Conflict, ...]:
        """What it contradicts within its own article, and in others as of the digest's end; each other amount once.

        What is out of line with a neighbouring year is held against one year more; alone that says nothing.
        """
        own = tuple(map(Conflict, contradictions(figure)))
        if pair not in self._known:
            self._known[pair] = self._earlier(pair)
        year, what = _year(figure), thing(figure)
        if not year or what is None:
            return own
        years = sorted(range(year - _YEARS, year + _YEARS + 1), key=lambda other: abs(other - year))
        others: dict[object, Compared] = {}
        for other in years:
            for key, each in self._known[pair].get((what, other), ()):
                if each.known.article != article:
                    others.setdefault(key, each)
        found = against(figure, others.values(), _YEARS)
        return own + (found if found and _apart(figure, found[0]) <= NEIGHBOURS else ())

    def _earlier(self, pair: Pair) -> Ledger:
        """The figures of these two that had come out by the digest's end, as far as the reader may hear of them.

        The exact ones first; of one amount two at most, for the article of one may be the very one that is compared.
        """
        lines, outlets = self._heard.of(self._bed.store.facts.figures(pair, as_of=self._end))
        known: Ledger = {}
        times: Counter[object] = Counter()
        for line in sorted(lines, key=lambda line: line.fact.op != "="):
            article, key = line.where.article, amount_key(line.fact)
            times[key] += 1
            if times[key] <= _KEPT:
                found = compared(Known(line.fact, article, outlets[article], line.where.at))
                if found:
                    known.setdefault((thing(line.fact), _year(line.fact)), []).append((key, found))
        return known

    def _quotes(self, new: Sequence[Report], old: Sequence[Report], pair: Pair | None) -> tuple[ToldQuote, ...]:
        """Words whose speaker is certain, each once; those of people who act for the two before all others."""
        said = {_said(quote) for report in old for quote in self._of(report).quotes}
        found: dict[str, ToldQuote] = {}
        for report in new:
            for n, quote in enumerate(self._of(report).quotes, 1):
                key, ref = _said(quote), f"{report.article}q{n}"
                if (quote.speaker or quote.speaker_said) and key and key not in said:
                    found.setdefault(key, ToldQuote(quote, report.article, report.outlet, report.language, ref))
        side = self._bed.setup.lexicon.side
        return tuple(sorted(found.values(), key=lambda told: side(told.quote.speaker) not in (pair or ())))


def _year(figure: Figure) -> int:
    """In which its period begins, 0 where that is not known."""
    when = time_of(figure.period)
    return when.first // 12 if when else 0


def _apart(figure: Figure, conflict: Conflict) -> int:
    """In years."""
    return abs(_year(figure) - _year(conflict.other.figure)) if conflict.other else 0


def _sides(story: DigestStory, events: Sequence[ToldEvent], new: Sequence[Report]) -> tuple[str, ...]:
    """Sides of the pair whose own reports tell what the new ones tell; a reprint is no report of its side.

    Who told only of another day of the visit tells nothing of this one: Minsk's report of the arrival makes the talks
    of the next day, which Baku's outlets tell alone, no matter that both sides report.
    """
    fresh = {report.article for report in new}
    touched = [told for told in events if fresh & set(told.articles)]
    parts = [told for told in touched if told.event.kind not in VISITS] or touched
    telling = {article for told in parts for article in told.articles} | fresh
    every = (*story.before, *story.reports)
    shown = {report.article for report in every}
    own = [report for report in every if report.copy_of not in shown or report.copy_of == report.article]
    own = [report for report in own if not touched or report.article in telling]
    speaking = [side for report in own for side in report.sides]
    return tuple(dict.fromkeys(side for side in speaking if side in (story.pair or ())))


def _once(found: Sequence[ToldFigure]) -> list[ToldFigure]:
    """Without those that say no more than another one does; of two that say the same the first stays."""
    kept: list[ToldFigure] = []
    by_time: dict[object, list[ToldFigure]] = {}
    for told in found:
        near = by_time.setdefault((told.figure.metric, time_of(told.figure.period)), [])
        if any(says_no_more(told.figure, other.figure) for other in near):
            continue
        near[:] = [other for other in near if not says_no_more(other.figure, told.figure)]
        near.append(told)
        kept.append(told)
    staying = {id(told) for near in by_time.values() for told in near}
    return [told for told in kept if id(told) in staying]


def _said(quote: Quote) -> str:
    return " ".join(folded(quote.words).split())


def _came_out(report: Report) -> int:
    """As the ledger has it: its date, or when it was first seen where it has none or one that lies later."""
    dated = report.dated
    return dated if dated is not None and dated <= report.first_seen else report.first_seen
