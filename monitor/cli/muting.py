"""`monitor mute`: what nobody wants to be alerted of until a day, and what is no more than a line of a digest."""

from __future__ import annotations

import getpass
import json
import logging
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from monitor.cli.common import Place, say, set_up_log, table, when
from monitor.cli.moments import zone_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.model.message import MuteKind, Subscription
    from monitor.pipeline.muting import Muted
    from monitor.store import Store

NUMBER = click.IntRange(min=1)
A_WEEK = timedelta(days=7)


@click.group()
def mute() -> None:
    """No alert of a thing until a day, and one line of it in each digest. Its articles are told like all others."""


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of every command that mutes."""
    for option in (
        click.option("--until", metavar="DATE", help="The last day of it where the reader is: 2026-12-31."),
        click.option("--subscription", metavar="ID", default="", help="For this one alone; else for all."),
        click.option("--because", metavar="TEXT", default="", help="Why, in your words; 'mute list' gives them."),
        click.option("--who", metavar="NAME", default="", help="Who says so; the name you are logged in with if none."),
        click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout."),
        click.pass_obj,
    ):
        command = option(command)
    return command


@mute.command()
@click.argument("number", type=NUMBER)
@_shared
def story(place: Place, number: int, **wish: Any) -> None:
    """Mute story NUMBER, as it stands in digests and alerts; for a week, if no --until is said."""
    wish["until"] = wish["until"] or _in_a_week(place)
    _mute(place, "story", str(number), **wish)


@mute.command()
@click.argument("id_", metavar="ID")
@_shared
def rule(place: Place, id_: str, **wish: Any) -> None:
    """Mute what the rule ID alone finds; a story that other rules find as well still rings."""
    _mute(place, "rule", id_, **wish)


@mute.command()
@click.argument("kind")
@_shared
def event(place: Place, kind: str, **wish: Any) -> None:
    """Mute stories in which all that is new is of KIND: a kind of event, or a family of kinds such as visit."""
    from monitor.config import event_kind

    found, hint = event_kind(kind)
    if not found:
        raise click.BadParameter(f"'{kind}' is no kind of event; {hint}")
    _mute(place, "event", found, **wish)


def _in_a_week(place: Place) -> str:
    from monitor.clock import SystemClock

    zone = ZoneInfo(zone_of(place) or "UTC")
    return (datetime.fromtimestamp(SystemClock().now(), zone).date() + A_WEEK).isoformat()


def _mute(
    place: Place, kind: MuteKind, what: str, *, until: str | None, subscription: str, because: str, who: str,
    as_json: bool,
) -> None:  # fmt: skip
    from monitor.cli.asking import Asking
    from monitor.pipeline.muting import mute_payload, muted_of

    if not until:
        raise click.UsageError("say until when: --until 2026-12-31; what is never wanted belongs in the rules")
    try:
        day = date.fromisoformat(until.strip())
    except ValueError:
        raise click.BadParameter(f"'{until}' is no day; write it like 2026-12-31") from None
    set_up_log(place, logging.WARNING)
    with Asking(place) as asking:
        payload = mute_payload(kind, what, day.isoformat(), subscription, who or _login(), because)
        done = muted_of(asking.wait(asking.put("mute", payload)).result)
    if as_json:
        click.echo(json.dumps(asdict(done), ensure_ascii=False))
    else:
        click.echo(f"mute {done.number}: {_named(done)} until {when(done.until, done.zone)}, {_for(done.subscription)}")
        for line in _meaning(done):
            say(line)
        say(f"'monitor mute end {done.number}' takes it back")


@mute.command()
@click.argument("number", type=NUMBER)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def end(place: Place, number: int, *, as_json: bool) -> None:
    """End mute NUMBER now: what comes in from here on may ring again. 'mute list' gives the numbers."""
    from monitor.cli.asking import Asking
    from monitor.pipeline.muting import muted_of, unmute_payload

    set_up_log(place, logging.WARNING)
    with Asking(place) as asking:
        done = muted_of(asking.wait(asking.put("unmute", unmute_payload(number))).result)
    if as_json:
        click.echo(json.dumps(asdict(done), ensure_ascii=False))
    else:
        click.echo(f"mute {number} is over: {_named(done)}, {_for(done.subscription)}")


@mute.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(place: Place, *, as_json: bool) -> None:
    """What is muted now, by command and in digests.yaml: until when, for whom, by whom and why."""
    from monitor.cli.finding import present, reading
    from monitor.setup import load

    setup = load(place.rules, place.cache, wait=False)
    with reading(place) as store:
        rows = _rows(store, setup.subscriptions, present(place, store))
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    if not rows:
        say("nothing is muted")
        return
    table(
        ("n", "what", "until", "for", "by"),
        [
            (str(row["number"] or "-"), f"{row['kind']} {row['what']}", when(row["until"], row["zone"]),
             row["subscription"] or "all", ", ".join(filter(None, (row["who"] or "digests.yaml", row["why"]))))
            for row in rows
        ],
    )  # fmt: skip


def _rows(store: Store, subscriptions: tuple[Subscription, ...], now: int) -> list[dict[str, Any]]:
    """Mutes in force, those said by command first; `number` None for one of digests.yaml."""
    zones = {each.id: each.zone for each in subscriptions}
    shared = set(zones.values()).pop() if len(set(zones.values())) == 1 else "UTC"
    said = [
        {"number": kept.number, "subscription": kept.subscription, "zone": zones.get(kept.subscription, shared),
         **asdict(kept.mute)}
        for kept in store.mutes.since(now)
    ]  # fmt: skip
    listed = [
        {"number": None, "subscription": each.id, "zone": each.zone, **asdict(mute)}
        for each in subscriptions
        for mute in each.mutes
        if mute.until > now
    ]
    return said + listed


def _named(done: Muted) -> str:
    return f"{done.kind} {done.what}" + (f" ({done.name})" if done.name else "")


def _meaning(done: Muted) -> list[str]:
    """What a mute silences: more than somebody may mean who wants only fewer messages."""
    told = "one line of it stays in each digest"
    if done.kind == "story":
        lines = [f"no alert of it comes, not an urgent one either, nor if the visit is called off; {told}"]
    else:
        lines = [f"no alert comes of this alone, not an urgent one either; {told}"]
    whom = "only this subscription is silenced" if done.subscription else (
        "it is silenced for all readers; '--subscription ID' mutes it for one"
    )  # fmt: skip
    return [*lines, whom]


def _for(subscription: str) -> str:
    return f"for {subscription}" if subscription else "for all subscriptions"


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"  # no name for this user on this machine
