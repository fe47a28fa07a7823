"""What was read of a stored article, a line for each fact, under the name by which the ledger knows it."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.model.fact import Dealing, Event, Figure, Promise, Quote
from monitor.store import Store
from monitor.text.amounts import amount

LONGEST = 60  # characters shown of what was said


def facts_of(store: Store, article: int) -> Iterator[str]:
    """`77v1  event visit_state, AZ BY, under way, 2024-05-16`."""
    facts = store.facts
    for dealing in facts.dealings(article=article):
        yield f"{dealing.ref}  {_dealing(dealing.fact)}"
    for event in facts.events(article=article):
        yield f"{event.ref}  {_event(event.fact)}"
    for figure in facts.figures(article=article):
        yield f"{figure.ref}  {_figure(figure.fact)}"
    for quote in facts.quotes(article):
        yield f"{quote.ref}  {_quote(quote.fact)}"
    for promise in facts.promises(article=article):
        yield f"{promise.ref}  {_promise(promise.fact)}"


def _dealing(fact: Dealing) -> str:
    told = "dealings of" if fact.holds else "no dealings of"
    reason = f": {fact.reason}" if fact.reason else ""
    return f"{told} {'-'.join(fact.sides)}, score {fact.score:g} of {fact.needed:g}{reason}"


def _event(fact: Event) -> str:
    kind = f"{fact.kind} ({fact.visit})" if fact.visit not in ("", fact.kind) else fact.kind
    said = [f"event {kind}", " ".join(fact.sides), fact.level.replace("_", " "), fact.status.replace("_", " ")]
    day = f"{fact.day} to {fact.until}" if fact.until else fact.day
    place = fact.place_said or fact.place.partition(".")[2]
    return ", ".join(filter(None, (*said, day, f"in {place}" if place else "", "background" * fact.background)))


def _figure(fact: Figure) -> str:
    period = fact.period or fact.period_said
    way = fact.direction or "-".join(fact.pair)
    said = [f"figure {fact.metric} ({fact.kind})", way, period, f"by {fact.deadline}" * bool(fact.deadline)]
    return f"{', '.join(filter(None, said))}: {_cut(fact.said_value or amount(fact))}{fact.note and f'; {fact.note}'}"


def _quote(fact: Quote) -> str:
    # The name first: "he" is known to be somebody, or the quote has no speaker.
    who = fact.speaker.partition(".")[2].replace("_", " ").title() or fact.speaker_said or "nobody certain"
    return f"quote, {_cut(who)}: “{_cut(fact.words)}”"


def _promise(fact: Promise) -> str:
    due = fact.due or fact.due_said
    return ", ".join(filter(None, (f"promise ({fact.kind})", " ".join(fact.sides), f"due {due}" * bool(due)))) + (
        f": “{_cut(fact.words)}”"
    )


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
