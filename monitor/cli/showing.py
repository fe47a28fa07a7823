"""`monitor show` and `monitor version`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import click

from monitor import __version__
from monitor.cli.common import Place, table, told_in, when
from monitor.cli.finding import reading
from monitor.cli.late import LateGroup
from monitor.cli.telling import facts_of
from monitor.errors import MonitorError
from monitor.model.judgement import beyond
from monitor.store import Store
from monitor.store.connection import Row
from monitor.text.addresses import canonical_url

POLLS_SHOWN = 10


LATE = {
    "pair": "monitor.cli.ledger.pairs:pair",
    "figures": "monitor.cli.ledger.figures:figures_",
    "upcoming": "monitor.cli.coming:upcoming",
    "open": "monitor.cli.coming:open_",
}


@click.group(cls=LateGroup, late=LATE, invoke_without_command=True)
@click.pass_context
def show(ctx: click.Context) -> None:
    """Show what is stored: an article, a story, the events and figures of a pair; alone, the totals."""
    if ctx.invoked_subcommand is None:
        with reading(ctx.obj) as store:
            table(("table", "rows"), [(name, str(count)) for name, count in store.totals().items()])


@show.command()
@click.argument("reference")
@click.pass_obj
def article(place: Place, reference: str) -> None:
    """An article (number or address), step by step: where it came from, what was made of it, who was told."""
    with reading(place) as store:
        _article(store, reference, Times(zone_of(place)))


@show.command()
@click.argument("reference")
@click.pass_obj
def story(place: Place, reference: str) -> None:
    """A story's articles, and why each was put there."""
    with reading(place) as store:
        _story(store, reference, Times(zone_of(place)))


@show.command()
@click.argument("reference")
@click.pass_obj
def feed(place: Place, reference: str) -> None:
    """A feed's last answers."""
    with reading(place) as store:
        _feed(store, reference, Times(zone_of(place)))


@show.command()
@click.argument("reference")
@click.pass_obj
def digest(place: Place, reference: str) -> None:
    """The digests of a subscription, and whether they arrived."""
    with reading(place) as store:
        _digest(store, reference, Times(zone_of(place)))


@dataclass(frozen=True, slots=True)
class Times:
    """Moments as a person reads them; `zone` is the one that all readers of digests.yaml share, "" = none is."""

    zone: str

    def both(self, moment: int | None) -> str:
        """In UTC, and where the reader is: "16 May 2024 19:41 UTC (23:41 Asia/Baku)"."""
        text = when(moment)
        if moment is None or not self.zone:
            return text
        local = when(moment, self.zone)
        same_day = local.split()[:3] == text.split()[:3]
        return f"{text} ({local.split(' ', 3)[3] if same_day else local})"

    def there(self, moment: int | None) -> str:
        """In the reader's zone alone, for a table."""
        return when(moment, self.zone or "UTC")


def zone_of(place: Place) -> str:
    """The readers' zone, "" where they have several, UTC, or a file that cannot be read: showing goes on without."""
    from monitor.config import read_digests
    from monitor.errors import ConfigError

    path = place.rules / "digests.yaml"
    try:
        subscriptions = read_digests(str(path), path.read_bytes(), None).subscriptions
    except (OSError, ConfigError):
        return ""
    zones = {subscription.zone for subscription in subscriptions} - {"UTC"}
    return zones.pop() if len(zones) == 1 else ""


def _article(store: Store, reference: str, times: Times) -> None:
    row = store.articles.find(reference, f"url:{canonical_url(reference)}")
    if row is None:
        raise MonitorError(f"there is no article {reference}; it was never fetched, or its feed gave another address")
    details = store.articles.details(row["id"])
    click.echo(f"{row['id']}  {row['title']}")
    click.echo(row["url"])
    place = row["feed"] or row["imported"]
    click.echo(f"first seen {times.both(row['first_seen'])} in {place}; dated {times.both(row['dated'])}")
    for step in _steps(row, details, times):
        click.echo(f"  {step}")
    for line in facts_of(store, row["id"]):
        click.echo(f"  {line}")


def _steps(row: Row, details: Mapping[str, list[Row]], times: Times) -> list[str]:
    """What happened to an article, in the order of the river."""
    steps = [f"listed by {s['feed']} since {times.both(s['first_seen'])}" for s in details["sighting"]]
    for text in details["text_version"]:
        steps.append(
            f"text {text['n']} from the {text['how']}, {len(text['body'])} characters, {times.both(text['at'])}"
        )
        steps += [f"  {note}" for note in text["notes"].split("\n") if note]
    if row["page_problem"]:
        steps.append(f"its page: {row['page_problem']}")
    steps += [f"revision {r['n']}, {times.both(r['at'])}: {r['what']}" for r in details["revision"] if r["what"]]
    if row["set_aside"]:
        steps.append(f"set aside: {row['set_aside']}")
    for match in details["rule_match"]:
        words = dict.fromkeys(e["surface"] for e in details["evidence"] if e["rule"] == match["rule"])
        said = [", ".join(f"“{word}”" for word in words), beyond(match["left_out"])]
        steps.append(f"matches {match['rule']} ({match['priority']}): {' '.join(filter(None, said))}")
    steps += [f"not {miss['rule']}: {miss['reason']}" for miss in details["miss"]]
    if not row["judged_by"]:
        steps.append("not judged yet")
    elif not details["rule_match"]:
        steps.append("matches no rule")
    steps += [f"in story {s['story']}: {s['reason']}" for s in details["story_article"]]
    steps += [
        f"told to {t['subscription']} in {told_in(t['period'])} (revision {t['revision']})" for t in details["told"]
    ]
    return steps


def _story(store: Store, reference: str, times: Times) -> None:
    found = store.stories.find(int(reference)) if reference.isdecimal() else None
    if found is None:
        raise MonitorError(f"there is no story {reference}")
    story, articles = found
    if merge := store.merges.of(int(reference)):
        why = f": {merge['reason']}" if merge["reason"] else ""
        click.echo(
            f"story {merge['story']} became story {story['id']}, {times.both(merge['at'])}, by {merge['who']}{why}"
        )
    click.echo(f"{story['id']}  {story['headline']}")
    click.echo(f"opened {times.both(story['opened'])}, last news {times.both(story['last'])}, {len(articles)} articles")
    rows = [
        (
            str(a["id"]),
            times.there(a["first_seen"]),
            a["feed"],
            a["title"],
            f"copy of {a['copy_of']}" if a["copy_of"] else a["reason"],
        )
        for a in articles
    ]
    table(("article", "first seen", "feed", "title", "why here"), rows)


def _feed(store: Store, reference: str, times: Times) -> None:
    state = store.feeds.get(reference)
    if state is None:
        raise MonitorError(f"there is no feed {reference!r}; 'monitor sources list --all' names them")
    click.echo(f"{state.id}  {state.url}")
    click.echo(
        f"last good answer {times.both(state.last_ok)}, {state.items} items, next try {times.both(state.next_due)}"
    )
    if state.problem:
        click.echo(f"trouble since {times.both(state.problem_since)}: {state.problem}")
    rows = [
        (times.there(o["at"]), o["kind"], str(o["status"] or "-"), str(o["items"]), str(o["new"]), o["sentence"])
        for o in store.feeds.outcomes(reference, POLLS_SHOWN)
    ]
    table(("polled", "result", "status", "items", "new", "note"), rows)


def _digest(store: Store, reference: str, times: Times) -> None:
    rows = store.outbox.digests(reference, POLLS_SHOWN)
    if not rows:
        raise MonitorError(f"no digest of a subscription {reference!r} was ever composed")
    lines = []
    for digest in rows:
        messages = store.outbox.state_of(digest["id"])
        sent = sum(message["state"] == "sent" for message in messages)
        lines.append(
            (
                told_in(digest["period"]),
                times.there(digest["composed"]),
                f"{sent} of {len(messages)}",
                digest["subject"],
            )
        )
    table(("period", "composed", "delivered", "subject"), lines)


@click.command()
def version() -> None:
    """Print the program's version."""
    click.echo(f"monitor {__version__}")
