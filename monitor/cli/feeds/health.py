"""`monitor sources list`."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from monitor import poll
from monitor.cli.common import Place, say, table
from monitor.cli.feeds.asking import sources_in
from monitor.errors import StoreUnwritable
from monitor.model.limits import DAY, HOUR, MINUTE, Limits
from monitor.model.source import FeedState, Source

_INNER = (
    "id",
    "url",
    "etag",
    "last_modified",
    "body_hash",
    "polls_since_full",
    "listing_at",
    "skip_hours",
    "skip_days",
    "hours",
)
_SAID = {
    "": "not asked yet", "new": "ok", "items": "ok", "same": "ok", "empty": "EMPTY", "older": "OLD COPY",
    "page": "NO FEED", "unreadable": "NO FEED", "refused": "REFUSED", "missing": "MISSING", "gone": "GONE",
    "busy": "BUSY", "fault": "FAULT", "unreached": "UNREACHED", "guarded": "NOT TAKEN",
}  # fmt: skip
_REPAIRED = "repaired"
MEANING = (
    "the document is broken and was read by repair; an item may be lost by it, 'monitor sources test ID' says where"
)


@click.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that sources.yaml keeps disabled.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with all that is known of each.")
@click.pass_obj
def list_(place: Place, *, everything: bool, as_json: bool) -> None:
    """List the feeds of sources.yaml with what is known of their health.

    `state` says what the last answer was; `quiet for` how long it has said nothing new; `usually` how often it
    does; `asked every` how often we therefore ask, in busy and in quiet hours; `next` when it is asked again. Below the
    table stand the sentences of those that want a look.
    """
    from monitor.clock import SystemClock

    setup, now = sources_in(place), SystemClock().now()
    states = states_of(place)
    shown = [source for source in setup.sources.values() if source.enabled or everything]
    if as_json:
        for source in shown:
            click.echo(json.dumps(row_of(source, states.get(source.id), now), ensure_ascii=False))
        return
    headings = ("id", "outlet", "state", "items", "quiet for", "usually", "asked every", "next")
    rows = [_cells(source, states.get(source.id), now) for source in shown]
    table(headings, rows)
    for source in shown:
        for sentence in _sentences(states.get(source.id), now):
            click.echo(f"{source.id}: {sentence}")
    if any(row[2] == _REPAIRED for row in rows):
        say(f"{_REPAIRED}: {MEANING}")
    say(f"{len(shown)} of {len(setup.sources)} feeds shown" + ("" if everything else "; --all shows the disabled ones"))


def states_of(place: Place) -> dict[str, FeedState]:
    """What the store remembers, nothing where the monitor has never run."""
    from monitor.store import open_store

    try:
        store = open_store(place.state, read_only=True)
    except StoreUnwritable:
        return {}
    try:
        return {state.id: state for state in store.feeds.all()}
    finally:
        store.close()


def _cells(source: Source, state: FeedState | None, now: int) -> tuple[str, ...]:
    if not source.enabled:
        return source.id, source.outlet, "disabled", "", "", "", "", ""
    if state is None or state.last_try is None:
        return source.id, source.outlet, "not asked yet", "", "", "", "", ""
    well = _REPAIRED if state.read_by == "repair" and _SAID[state.answer] == "ok" else _SAID[state.answer]
    said = "SILENT" if poll.silence(state, now, Limits()) else well if state.answer else _before(state)
    usually = poll.rhythm_words(state.rhythm).replace("an item", "1").replace(" items", "") if state.rhythm else ""
    due = "never" if state.stopped else "now" if state.next_due <= now else f"in {span(state.next_due - now)}"
    heard = poll.heard(state)
    return (
        source.id, source.outlet, said + (f" x{state.errors}" if state.errors > 1 else ""), str(state.items),
        span(now - heard) if heard is not None and heard <= now else "", usually,
        "" if state.stopped else poll.pace_span(state, source, Limits()), due,
    )  # fmt: skip


def _before(state: FeedState) -> str:
    """Of a feed last asked by a version that kept no answers."""
    return "TROUBLE" if state.problem else "ok"


def _sentences(state: FeedState | None, now: int) -> list[str]:
    """What a person should know of a feed beside its cells."""
    if state is None:
        return []
    said = []
    if state.problem:
        lasts = now - state.problem_since if state.problem_since is not None else 0
        since = f", for {span(lasts)}" if lasts >= MINUTE else ""
        said.append(f"{state.problem}{since}")
    if silence := poll.silence(state, now, Limits()):
        said.append(silence)
    if state.missed_at is not None and now - state.missed_at < 7 * DAY:
        said.append(f"{state.missed} ({span(now - state.missed_at)} ago)")
    if state.moved_to:
        said.append(f"it says that it has moved for good to {state.moved_to}: put that into url")
    return said


def span(seconds: int) -> str:
    """`12 min`, `5 h`, `3 days`."""
    if seconds < 2 * HOUR:
        return f"{max(seconds, 0) // MINUTE} min"
    return f"{seconds // HOUR} h" if seconds < 2 * DAY else f"{seconds // DAY:,} days"


def pace_of(state: FeedState, source: Source, now: int) -> str:
    """How often it is asked, by day and by night where it is: `every 12 min by day, 50 by night`."""
    ahead = datetime.fromtimestamp(now, ZoneInfo(source.zone)).utcoffset()
    return poll.pace_words(state, source, int(ahead.total_seconds()) if ahead else 0, Limits())


def row_of(source: Source, state: FeedState | None, now: int) -> dict[str, object]:
    """All that is known of a feed: times are UTC seconds, spans seconds, null = not known."""
    row: dict[str, object] = {
        "id": source.id, "outlet": source.outlet, "url": source.url, "kind": source.kind, "side": source.side,
        "country": source.country, "language": source.language, "zone": source.zone, "interval": source.interval,
        "enabled": source.enabled,
    }  # fmt: skip
    known = state or FeedState(source.id, source.url, 0)
    row |= {name: value for name, value in asdict(known).items() if name not in _INNER}
    row["next_due"] = known.next_due if state else None
    row["asked_at"] = known.url
    row["silence"] = poll.silence(known, now, Limits())
    row["heard"] = poll.heard(known)
    row["asked"] = pace_of(known, source, now)
    return row
