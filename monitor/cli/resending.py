"""`monitor resend`: frozen messages once more, on purpose: the same bytes under a new id."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import click

from monitor.cli.common import Place, is_demo, say, set_up_log, told_in, when
from monitor.cli.digestshowing import WORDS, the_digest
from monitor.cli.finding import reading
from monitor.clock import Doorbell, SystemClock
from monitor.errors import AlreadyRunning, MonitorError
from monitor.model.request import Resent
from monitor.store import Store, open_store
from monitor.store.connection import Row

PAUSE = 0.2  # seconds between looks at what the running monitor does
PATIENCE = 30  # seconds that are waited for its messages to go out
NAMED = 10  # recipients that are named
_MESSAGE = re.compile(r"m(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Asked:
    """The messages that are to go again, and to whom where that is somebody else ("" = to the same)."""

    digest: Row
    messages: tuple[Row, ...]
    to: str = ""


@click.command()
@click.argument("reference", metavar="DIGEST|MESSAGE")
@click.option(
    "--to", "to", metavar="RECIPIENT", default="", help="Only to this one; a new one of that channel gets it, too."
)
@click.option("--channel", default="", metavar="NAME", help="Only over this channel.")
@click.option("--dead", is_flag=True, help="Only what was given up.")
@click.option("--all", "every", is_flag=True, help="To all of its recipients, however many.")
@click.option("--dry-run", is_flag=True, help="Say what would go to whom, and send nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a message.")
@click.pass_obj
def resend(
    place: Place, reference: str, to: str, channel: str, *, dead: bool, every: bool, dry_run: bool, as_json: bool
) -> int:
    """Send what was sent, or given up, once more: the very same bytes, under a new id.

    DIGEST is a number of 'monitor digest show', MESSAGE one of its messages, such as m7. Whoever got it already gets it
    twice. With the monitor running it sends; else it is done here. Exit code 5 when it could not be delivered.
    """
    set_up_log(place, logging.WARNING)
    with reading(place) as store:
        asked = _asked(store, reference, to, channel, dead=dead, every=every)
    _announce(asked)
    if dry_run:
        say("nothing was sent")
        return 0
    states = _carried_out(place, asked)
    for row in states:
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            way = f"{row['channel']} {row['recipient']}".rstrip()
            click.echo(f"m{row['message']}  {way}: {row['sentence']}")
    return 0 if all(row["state"] != "dead" and not row["tried in vain"] for row in states) else 5


def _asked(store: Store, reference: str, to: str, channel: str, *, dead: bool, every: bool) -> Asked:
    """Raises MonitorError where there is nothing to send, or too many would get it unasked."""
    if found := _MESSAGE.fullmatch(reference):
        message = store.sendings.message(int(found[1]))
        if message is None:
            raise MonitorError(f"there is no message {reference}; 'monitor digest show ID' names those of a digest")
        other = to if to != message["recipient"] else ""
        return Asked(the_digest(store, str(message["digest"])), (message,), other)
    if not reference.isdecimal():
        raise click.BadParameter(f"{reference!r} is neither a digest (41) nor a message (m7) of 'monitor digest show'")
    digest = the_digest(store, reference)
    newest = _newest(store.sendings.messages(digest["id"]), channel)
    if channel and not newest:
        raise MonitorError(f"digest {reference} was not sent over a channel {channel!r}")
    chosen = [row for row in newest if to in ("", row["recipient"]) and (row["state"] == "dead" or not dead)]
    if to and not any(row["recipient"] == to for row in newest):
        return Asked(digest, _model(newest, to), to)
    if not chosen:
        raise MonitorError(
            f"nothing of digest {reference} {'to ' + to + ' ' if to else ''}was given up; nothing to send"
        )
    recipients = {(row["channel"], row["recipient"]) for row in chosen}
    if len(recipients) > 1 and not (dead or every):
        raise MonitorError(
            f"digest {reference} went to {len(recipients)} recipients; say --to RECIPIENT, --dead for those whom it "
            "did not reach, or --all"
        )
    return Asked(digest, tuple(chosen))


def _newest(messages: Sequence[Row], channel: str) -> list[Row]:
    """Of each recipient and part the last message: what was sent again before stands for what it repeats."""
    found: dict[tuple[str, str, int], Row] = {}
    for row in messages:
        if channel in ("", row["channel"]):
            found[row["channel"], row["recipient"], row["part"]] = row
    return list(found.values())


def _model(newest: Sequence[Row], to: str) -> tuple[Row, ...]:
    """Any recipient's messages, whose bytes a new one gets. Raises MonitorError where it is not clear over what."""
    channels = sorted({row["channel"] for row in newest})
    if len(channels) != 1:
        raise MonitorError(
            f"{to} was no recipient of it; say with --channel over which it is to go: {', '.join(channels)}"
        )
    ready = [row for row in newest if row["state"] != "due"]
    if not ready:
        raise MonitorError("nobody was sent it yet, so nothing can be sent again; it goes out by itself")
    return tuple(row for row in ready if row["recipient"] == ready[0]["recipient"])


def _announce(asked: Asked) -> None:
    """Which digest goes to whom again."""
    digest = asked.digest
    say(f"digest {digest['id']} ({digest['subscription']}, {told_in(digest['period'])}): {digest['subject']}")
    whom = [asked.to] if asked.to else list(dict.fromkeys(row["recipient"] for row in asked.messages))
    more = f" and {len(whom) - NAMED} more" if len(whom) > NAMED else ""
    count = len(asked.messages)
    channels = ", ".join(dict.fromkeys(row["channel"] for row in asked.messages))
    to = f" to {', '.join(named)}{more}" if (named := [each for each in whom[:NAMED] if each]) else ""
    say(f"{count} {'message' if count == 1 else 'messages'} over {channels}{to}")


def _carried_out(place: Place, asked: Asked) -> list[dict[str, object]]:
    """Sent here, or by the running monitor; what became of each message."""
    from monitor.cli.drafting import loaded
    from monitor.pipeline.resending import resend, resend_payload, resent_of
    from monitor.service import river
    from monitor.store.lock import holder

    payload = resend_payload([row["id"] for row in asked.messages], asked.to)
    if holder(place.state):
        return _beside(place, payload)
    try:
        with river(loaded(place), place.state, SystemClock(), demo=is_demo(place)) as flowing:
            store, now = flowing.bed.store, flowing.bed.clock.now()
            with store.tx():
                resent = resent_of(resend(store, payload, now))
            _say_waiting(resent)
            flowing.deliver_due()
            return _states(store, (*resent.waiting, *resent.made))
    except AlreadyRunning:
        return _beside(place, payload)


def _beside(place: Place, payload: str) -> list[dict[str, object]]:
    """The running monitor does it; its answers are waited for a little."""
    from monitor.pipeline.resending import resent_of

    clock, bell = SystemClock(), Doorbell()
    with closing(open_store(place.state, beside=True)) as store:
        say("the monitor is running: it sends them")
        request = store.requests.put("resend", payload, clock.now())
        began = clock.stopwatch()
        while (state := store.requests.look(request)) is not None and not state.finished:
            if clock.stopwatch() - began > PATIENCE:
                raise MonitorError(f"the monitor has not taken request {request} up yet; it will, and then sends them")
            clock.wait(bell, PAUSE)
        if state is None or state.state == "failed":
            raise MonitorError(state.result if state else f"request {request} is not known any more")
        resent = resent_of(state.result)
        _say_waiting(resent)
        while clock.stopwatch() - began < PATIENCE and _under_way(store, resent):
            clock.wait(bell, PAUSE)
        return _states(store, (*resent.waiting, *resent.made))


def _say_waiting(resent: Resent) -> None:
    if resent.waiting:
        named = ", ".join(f"m{number}" for number in resent.waiting[:NAMED])
        more = f" and {len(resent.waiting) - NAMED} more" if len(resent.waiting) > NAMED else ""
        say(f"{named}{more}: waiting for a try of its own already, so nothing is added")


def _under_way(store: Store, resent: Resent) -> bool:
    """Some message has not been tried yet, or is being sent."""
    numbers = (*resent.waiting, *resent.made)
    rows = [row for number in numbers if (row := store.sendings.message(number)) is not None]
    return any(row["state"] == "due" and (row["owner"] is not None or not row["tries"]) for row in rows)


def _states(store: Store, numbers: Sequence[int]) -> list[dict[str, object]]:
    """Each of these messages, new or waiting before, with what became of it, as a sentence."""
    found: list[dict[str, object]] = []
    for number in numbers:
        row = store.sendings.message(number)
        assert row is not None
        found.append({
            "message": number, "message_id": row["message_id"], "channel": row["channel"],
            "recipient": row["recipient"], "part": row["part"], "resend": row["resend"], "state": row["state"],
            "tried in vain": row["state"] == "due" and bool(row["problem"]), "sentence": _sentence(row),
        })  # fmt: skip
    return found


def _sentence(row: Row) -> str:
    if row["state"] == "sent":
        return WORDS["sent"]
    if row["state"] == "dead":
        return f"given up: {row['problem']}"
    if row["problem"]:
        return f"not delivered, tried again {when(row['due'])}: {row['problem']}"
    return f"on its way; 'monitor digest show {row['digest']}' says what becomes of it"
