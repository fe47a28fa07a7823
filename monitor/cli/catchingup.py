"""`monitor digest catch-up`: one digest of the weeks somebody was away, that no ledger knows of."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import click

from monitor.cli.common import Place, say, when
from monitor.cli.common import since as since_when
from monitor.cli.drafting import choose, composing_at, loaded, moment_of
from monitor.cli.rendering import FORM, Form, print_as
from monitor.model.message import Digest, Subscription


@click.command("catch-up")
@click.argument("subscription", required=False)
@click.option("--since", "start", metavar="DATE", required=True, help="From this day on where the reader is, or 14d.")
@click.option("--until", "stop", metavar="DATE", help="Up to the end of this day; now if not said.")
@FORM
@click.option("--part", type=click.IntRange(min=1), default=1, help="Of one that would be sent in parts: this one.")
@click.pass_obj
def catch_up(place: Place, subscription: str | None, start: str, stop: str | None, form: Form, part: int) -> None:
    """One digest of everything SUBSCRIPTION was told in that time, or would have been; after leave, say.

    It is printed and sent to nobody; nothing counts as told by it, and the next digest is what it would have been.
    """
    setup = loaded(place, for_looking=True)
    chosen = choose(setup, subscription)
    with composing_at(place, setup, chosen, None) as composing:
        begin, end = _span(start, stop, chosen, composing.now)
        content = composing.spanning(chosen, begin, end)
    print_as(content, form, setup, chosen, part)
    _say(content)


def _span(start: str, stop: str | None, subscription: Subscription, now: int) -> tuple[int, int]:
    """UTC seconds; days are those of the reader's zone. Raises click.BadParameter where it is none."""
    begin = since_when(start, now) if start[-1:].isalpha() else moment_of(start, subscription)
    end = now if stop is None else min(now, _end_of(stop, subscription))
    if begin >= end:
        zone = subscription.zone
        raise click.BadParameter(f"nothing lies between {when(begin, zone)} and {when(end, zone)}")
    return begin, end


def _end_of(text: str, subscription: Subscription) -> int:
    """The end of that day, or the moment itself where a time of day is said."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return moment_of(text, subscription)
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZoneInfo(subscription.zone))
    return int(midnight.timestamp())


def _say(content: Digest) -> None:
    """What it covers, and that it had no effect."""
    reports = sum(len(story.reports) for story in content.stories)
    zone = content.zone
    told = f"{len(content.stories)} stories, {reports} reports"
    say(f"covers {when(content.start, zone)} to {when(content.end, zone)}: {told}, as they stand now")
    say("its feeds are those of now; nothing was sent, and nothing counts as told by it")
