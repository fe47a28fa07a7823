"""What everything in a digest is called that it names by an id or a code: gathered once, before it is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from monitor.digest.naming import names_of
from monitor.model.fact import Event, Figure, Quote
from monitor.model.message import Digest
from monitor.setup import Setup


def named(content: Digest, setup: Setup) -> Digest:
    """The digest with its names, in its frame's language: by the table of neutral places first, then by the lexicon."""
    names = names_of(setup.lexicon, content.frame, _ids(content), _places(content), setup.toponyms)
    return replace(content, names=names)


def _ids(content: Digest) -> Iterator[str]:
    for story in (*content.stories, *content.alerted):
        yield from (*(story.pair or ()), *story.sides)
        for event in story.events:
            yield from _of_event(event.event)
        for figure in story.figures:
            yield from _of_figure(figure.figure)
            for conflict in figure.disputed:
                yield from _of_figure(conflict.other.figure) if conflict.other else ()
        for quote in story.quotes:
            yield from _of_quote(quote.quote)
    for thing in content.coming:
        yield from (*thing.sides, thing.host, thing.guest, thing.place)
    for promise in content.promises:
        yield from (*promise.sides, promise.speaker)


def _of_event(event: Event) -> Iterator[str]:
    yield from (*event.sides, *event.actors, *event.recipients, event.host, event.guest, event.place)


def _of_figure(figure: Figure) -> Iterator[str]:
    yield from (*figure.pair, *figure.direction.split(">"), figure.reporter, figure.speaker)


def _of_quote(quote: Quote) -> Iterator[str]:
    yield quote.speaker


def _places(content: Digest) -> Iterator[str]:
    for story in (*content.stories, *content.alerted):
        for event in story.events:
            yield event.event.place_said
    for thing in content.coming:
        yield thing.place_said
