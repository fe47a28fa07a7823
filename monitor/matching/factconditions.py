"""event(), figure() and quote() at work: each holds where ONE record of the article fits in all that is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from monitor.matching import conditions as c
from monitor.matching import facts as f
from monitor.matching import needs as n
from monitor.matching.factslots import Check, SideOf, event_checks, figure_checks, inside, quote_checks
from monitor.matching.syntax import Call, shown
from monitor.model import fact as read
from monitor.model.mention import Mention

R = TypeVar("R", read.Event, read.Figure, read.Quote)
SHOWN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Asked(Generic[R]):
    """What a call asks, ready to be asked of articles.

    `checks`: the kind first, then sides and slots. `shows`: what of a record is evidence. `nothing`: what is said where
    the article has no such record. `need`: what it must name for one.
    """

    records: Callable[[c.Facts], Sequence[R]]
    checks: tuple[Check[R], ...]
    shows: Callable[[R, c.Facts], c.Found]
    called: Callable[[R, c.Facts], str]
    nothing: str
    need: n.Need

    def test(self, view: c.View) -> c.Found | None:
        """What shows every record that fits."""
        facts = view.facts
        fitting = [record for record in self.records(facts) if all(check.fits(record, facts) for check in self.checks)]
        return tuple(mention for record in fitting for mention in self.shows(record, facts)) if fitting else None

    def nearly(self, view: c.View) -> c.Found | None:
        """Empty where a record fits in all but one thing, and that may fail in a near miss."""
        for record in self.records(view.facts):
            failed = self._failed(record, view.facts)
            if not failed or (len(failed) == 1 and failed[0].near(record, view.facts)):
                return ()
        return None

    def reason(self, facts: c.Facts) -> str:
        """Of the record that comes nearest, what does not fit; "" if one fits."""
        tried = [(self._failed(record, facts), record) for record in self.records(facts)]
        if not tried:
            return self.nothing
        failed, nearest = min(tried, key=lambda one: (any(check.kind for check in one[0]), len(one[0])))
        if any(check.kind for check in failed):
            return self.nothing
        return f"{self.called(nearest, facts)}: {failed[0].why(nearest, facts)}" if failed else ""

    def held(self, facts: c.Facts) -> str:
        """The records that fit, each with its words."""
        said: dict[str, None] = {}
        for record in self.records(facts):
            if not self._failed(record, facts):
                words = dict.fromkeys(f'"{" ".join(m.surface.split())}"' for m in self.shows(record, facts))
                said[f"{self.called(record, facts)}: {', '.join(list(words)[:SHOWN_WORDS])}"] = None
        return "; ".join(said)

    def _failed(self, record: R, facts: c.Facts) -> list[Check[R]]:
        return [check for check in self.checks if not check.fits(record, facts)]


AnyAsked = Asked[read.Event] | Asked[read.Figure] | Asked[read.Quote]


def asked(wanted: f.Event | f.Figure | f.Quote, node: Call, side: SideOf) -> AnyAsked:
    """What runs for a call that speaks of one article."""
    if isinstance(wanted, f.Event):
        return Asked(
            lambda facts: facts.events, event_checks(wanted, node, side), _event_shows, _event_called,
            _none("no event", wanted.kinds, node), _need(wanted.sides, side),
        )  # fmt: skip
    if isinstance(wanted, f.Figure):
        return Asked(
            lambda facts: facts.figures, figure_checks(wanted, node, side), _figure_shows, _figure_called,
            _none("no figure", wanted.kinds, node), _need(wanted.sides, side),
        )  # fmt: skip
    return Asked(
        lambda facts: facts.quotes, quote_checks(wanted, node, side), _quote_shows, _quote_called,
        f"no words of {shown(node.parts[0])} are quoted" if wanted.speaker else "nobody is quoted",
        n.one_of(wanted.about),
    )  # fmt: skip


def names_in(wanted: f.Fact | None) -> tuple[str, ...]:
    """The dotted ids and quoted texts that a call speaks of."""
    if isinstance(wanted, f.Event | f.Figure):
        place = wanted.place if isinstance(wanted, f.Event) else ()
        return (*(name for names in wanted.sides for name in names or ()), *place)
    return (*(wanted.speaker or ()), *wanted.about) if isinstance(wanted, f.Quote) else ()


def _none(what: str, kinds: frozenset[str], node: Call) -> str:
    return f"{what} of the kind in '{shown(node)}' is told" if kinds else f"{what} is told"


def _need(sides: Sequence[c.Sides], side: SideOf) -> n.Need:
    """One of the sides is named. The other may go without saying, in an outlet of that country."""
    named = [name for names in sides for name in names or ()]
    codes = [code for code in map(side, named) if code]
    return n.one_of((*named, *map(n.side_key, codes))) if named else n.NOTHING


# -- evidence


def _event_shows(event: read.Event, facts: c.Facts) -> c.Found:
    spans = (event.trigger, *event.spans)
    trigger = _mention(f"event:{event.kind}", event.trigger, event.sentence, facts)
    return (*trigger, *(mention for mention in facts.scan.mentions if inside(mention, spans)))


def _figure_shows(figure: read.Figure, facts: c.Facts) -> c.Found:
    """The amount, and whatever names its sides in that sentence."""
    amount = _mention(f"figure:{figure.metric}", figure.span, figure.sentence, facts)
    here = (mention for mention in facts.scan.mentions if mention.sentence == figure.sentence)
    return (*amount, *(m for m in here if inside(m, (figure.span,)) or facts.side(m.name) in figure.pair))


def _quote_shows(quote: read.Quote, facts: c.Facts) -> c.Found:
    spans = (*quote.spans, *(() if quote.said is None else (quote.said,)))
    words = (mention for span in quote.spans for mention in _mention("quote", span, quote.sentence, facts))
    return (*words, *(mention for mention in facts.scan.mentions if inside(mention, spans)))


def _mention(name: str, span: read.Span, sentence: int, facts: c.Facts) -> Iterable[Mention]:
    """A stretch of the text that is no name, as if it were one, so that it is shown like one."""
    text = (facts.scan.title if span.field == "title" else facts.scan.body)[span.start : span.end]
    return (Mention(name, span.field, span.start, span.end, text, text, sentence, word=0),) if text else ()


# -- what records are called


def _event_called(event: read.Event, facts: c.Facts) -> str:
    visit = f" ({event.visit})" if event.visit not in ("", event.kind) else ""
    return f"event {event.kind}{visit}{_between(event.sides, facts)}"


def _figure_called(figure: read.Figure, facts: c.Facts) -> str:
    return f"figure {figure.metric or figure.kind}{_between(figure.pair, facts)}"


def _quote_called(quote: read.Quote, facts: c.Facts) -> str:
    return f"quote of {facts.called(quote.speaker) if quote.speaker else 'somebody'}"


def _between(codes: Sequence[str], facts: c.Facts) -> str:
    names = [facts.called(code) for code in codes]
    return f" of {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f" of {names[0]}" if names else ""
