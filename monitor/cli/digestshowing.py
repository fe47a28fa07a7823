"""`monitor digest show`: which digests there were, and of one what stood in it, to whom it went, and how it arrived."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from monitor.cli.common import Place, say, table, told_in, when
from monitor.cli.finding import reading
from monitor.cli.frozen import FORMS, Form, Page, pages
from monitor.cli.moments import zone_of
from monitor.errors import MonitorError
from monitor.store import Store
from monitor.store.connection import Row

LISTED = 20  # digests
ROWS = 40  # attempts of one digest
WORDS = {
    "sent": "sent", "transient": "not now", "refusal": "not now", "permanent": "refused", "unknown": "no answer",
    "": "under way",
}  # fmt: skip
STATES = {"sent": "delivered", "due": "waiting", "dead": "given up"}


@click.command()
@click.argument("reference", required=False, metavar="[ID|SUBSCRIPTION]")
@click.option("--format", "form", type=click.Choice(FORMS), help="Only what was sent, in this form.")
@click.option("--channel", default="", metavar="NAME", help="As it was frozen for this channel.")
@click.option("--part", type=click.IntRange(min=1), help="Of one that was sent in parts: this one.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=LISTED, show_default=True, help="How many digests to list."
)
@click.option("--all", "every", is_flag=True, help="Every attempt, however many there are.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: of a list, one for each digest.")
@click.pass_obj
def show(
    place: Place, reference: str | None, form: Form | None, channel: str, part: int | None, limit: int, *,
    every: bool, as_json: bool,
) -> None:  # fmt: skip
    """What was sent, to whom, when, and by which attempt; without an ID the newest digests, alerts and alarms.

    ID is the number that the list gives. Addresses of recipients are shown, no secret ever is.
    """
    with reading(place) as store:
        digest = _found(store, reference)
        if digest is None:
            _list(store, reference or "", limit, zone_of(place), as_json=as_json)
        elif form:
            _print(_chosen(store, digest, form, channel, part), part)
        elif as_json:
            click.echo(json.dumps(as_row(store, digest), ensure_ascii=False))
        else:
            _show(store, digest, zone_of(place), channel, part, every=every)


def the_digest(store: Store, reference: str) -> Row:
    """The digest of this number. Raises MonitorError where there is none."""
    found = store.sendings.digest(int(reference)) if reference.isdecimal() and len(reference) < 19 else None
    if found is None:
        raise MonitorError(f"there is no digest {reference}; 'monitor digest show' lists them with their numbers")
    return found


def _found(store: Store, reference: str | None) -> Row | None:
    """The digest that is meant; None = a list is. Raises MonitorError for a name that is neither."""
    if reference is None or store.sendings.knows(reference):
        return None
    if reference.isdecimal():
        return the_digest(store, reference)
    known = ", ".join(store.sendings.subscriptions()) or "none yet"
    raise MonitorError(f"{reference!r} is neither the number of a digest nor a subscription; there are: {known}")


def _list(store: Store, subscription: str, limit: int, zone: str, *, as_json: bool) -> None:
    rows = store.sendings.newest(limit + 1, subscription)
    if not rows:
        whose = f"of a subscription {subscription!r} " if subscription else ""
        raise MonitorError(f"no digest {whose}was ever composed")
    shown = rows[:limit]
    if as_json:
        for row in shown:
            click.echo(json.dumps(head(row), ensure_ascii=False))
    else:
        table(
            ("id", f"composed ({zone or 'UTC'})", "subscription", "what", "stories", "delivered"),
            [
                (str(row["id"]), _short(row["composed"], zone), row["subscription"], told_in(row["period"]),
                 str(row["stories"]), delivered(row))
                for row in shown
            ],
        )  # fmt: skip
    if len(rows) > limit:
        say(f"older ones are left out; --limit {limit * 5} shows more")


def delivered(digest: Row) -> str:
    """Such as "2 of 3, 1 given up"."""
    parts = [f"{digest['sent']} of {digest['messages']}"]
    parts += [f"{digest[state]} {STATES[state]}" for state in ("due", "dead") if digest[state]]
    return ", ".join(parts)


def head(digest: Row) -> dict[str, Any]:
    """A digest in the list, as JSON has it."""
    return {
        "id": digest["id"], "subscription": digest["subscription"], "period": digest["period"],
        "kind": digest["kind"], "composed": iso(digest["composed"]), "from": iso(digest["start"]),
        "until": iso(digest["stop"]), "subject": digest["subject"], "stories": digest["stories"],
        "messages": digest["messages"], "sent": digest["sent"], "due": digest["due"], "dead": digest["dead"],
    }  # fmt: skip


def as_row(store: Store, digest: Row) -> dict[str, Any]:
    """Everything of one digest but the bytes of its bodies."""
    text = [page.text for page in pages(store.sendings.bodies(digest["id"]), "text")]
    return {**head(digest), "deliveries": deliveries(store, digest["id"]), "text": text}


def deliveries(store: Store, digest: int) -> list[dict[str, Any]]:
    """Its messages, each with every attempt; moments in ISO 8601, UTC."""
    tried: dict[int, list[dict[str, Any]]] = {}
    for attempt in store.sendings.attempts(digest):
        tried.setdefault(attempt["message"], []).append(
            {"started": iso(attempt["started"]), "ended": iso(attempt["ended"]),
             "outcome": attempt["outcome"] or "open", "detail": attempt["detail"]}
        )  # fmt: skip
    return [
        {"message": row["id"], "message_id": row["message_id"], "channel": row["channel"],
         "recipient": row["recipient"], "part": row["part"], "resend": row["resend"], "state": row["state"],
         "due": iso(row["due"]) if row["state"] == "due" else None, "problem": row["problem"],
         "attempts": tried.get(row["id"], [])}
        for row in store.sendings.messages(digest)
    ]  # fmt: skip


def iso(moment: int | None) -> str | None:
    """UTC, as in 2024-05-16T15:41:00Z."""
    return None if moment is None else datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _show(store: Store, digest: Row, zone: str, channel: str, part: int | None, *, every: bool) -> None:
    zone = zone or "UTC"
    stories = f"{digest['stories']} {'story' if digest['stories'] == 1 else 'stories'}"
    click.echo(f"{digest['id']}  {digest['subscription']}, {told_in(digest['period'])}")
    click.echo(f"subject   {digest['subject']}")
    click.echo(f"covers    {when(digest['start'], zone)} to {when(digest['stop'], zone)}")
    click.echo(f"composed  {when(digest['composed'], zone)}, {stories}")
    click.echo(f"messages  {delivered(digest)}\n")
    rows = _attempts(store, digest["id"], zone)
    shown = rows if every else rows[:ROWS]
    table(("message", "to", f"tried ({zone})", "result"), shown)
    if len(rows) > len(shown):
        say(f"{len(rows) - len(shown)} more attempts are left out; --all shows them")
    click.echo()
    _print(_chosen(store, digest, "text", channel, part), part, marked=True)


def _attempts(store: Store, digest: int, zone: str) -> list[tuple[str, str, str, str]]:
    """A line for each attempt, and for a message that was not tried; those not delivered come first."""
    tried: dict[int, list[Row]] = {}
    for attempt in store.sendings.attempts(digest):
        tried.setdefault(attempt["message"], []).append(attempt)
    found = []
    for message in sorted(store.sendings.messages(digest), key=lambda row: (row["state"] == "sent", row["id"])):
        own = tried.get(message["id"], [])
        lines = [(_short(attempt["started"], zone), _result(attempt)) for attempt in own] or [("not yet", "")]
        if message["state"] == "due":
            lines.append((_short(message["due"], zone), "will be tried then" if own else "is due then"))
        elif message["state"] == "dead":
            lines.append(("", f"given up; 'monitor resend m{message['id']}' sends it again"))
        found += [(f"m{message['id']}" if n == 0 else "", _to(message) if n == 0 else "", at, result)
                  for n, (at, result) in enumerate(lines)]  # fmt: skip
    return found


def _to(message: Row) -> str:
    part = f", part {message['part']}" if message["part"] > 1 else ""
    again = f", sent again ({message['resend']})" if message["resend"] else ""
    return f"{message['channel']} {message['recipient']}".strip() + part + again


def _result(attempt: Row) -> str:
    word = WORDS.get(attempt["outcome"], attempt["outcome"])
    return f"{word}: {attempt['detail']}" if attempt["detail"] else word


def _chosen(store: Store, digest: Row, form: Form, channel: str, part: int | None) -> list[Page]:
    """Raises MonitorError where it was not frozen so."""
    bodies = store.sendings.bodies(digest["id"])
    names = list(dict.fromkeys(name for name, _ in bodies))
    if channel and channel not in names:
        raise MonitorError(
            f"digest {digest['id']} was not frozen for a channel {channel!r}; it was for: {', '.join(names)}"
        )
    found = pages(bodies, form, channel)
    if not found:
        raise MonitorError(f"digest {digest['id']} was not sent as {form}; --format raw shows what was")
    if part and not any(page.part == part for page in found):
        raise MonitorError(f"there is no part {part}: it has {found[0].parts}")
    return [page for page in found if part in (None, page.part)]


def _print(found: Sequence[Page], part: int | None, *, marked: bool = False) -> None:
    """One page after the other; `marked` = each with a line that says what it is."""
    if not marked and len(found) > 1 and part is None:
        say(f"{len(found)} parts, one after the other; --part gives one alone")
    for page in found:
        if marked:
            of = f", part {page.part} of {page.parts}" if page.parts > 1 else ""
            click.echo(f"----- as sent over {page.channel}{of} -----")
        click.echo(page.text, nl=not page.text.endswith("\n"))


def _short(moment: int | None, zone: str) -> str:
    """Without the zone, which stands in the heading."""
    if moment is None:
        return "never"
    return datetime.fromtimestamp(moment, ZoneInfo(zone or "UTC")).strftime("%-d %b %Y %H:%M")


__all__ = ["as_row", "delivered", "deliveries", "head", "iso", "show", "the_digest"]
