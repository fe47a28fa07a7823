"""`monitor show` and `monitor version`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click

from monitor import __version__
from monitor.cli.common import Place, table, when
from monitor.errors import MonitorError
from monitor.identify import canonical_url
from monitor.store import Store, open_store
from monitor.store.connection import Row

POLLS_SHOWN = 10


@click.command()
@click.argument("what", type=click.Choice(["article", "story", "feed", "digest"]), required=False)
@click.argument("reference", required=False)
@click.pass_obj
def show(place: Place, what: str | None, reference: str | None) -> None:
    """Show an article (number or address), a story, a feed, the digests of a subscription; alone, the totals."""
    store = open_store(place.state, read_only=True)
    try:
        if what is None:
            table(("table", "rows"), [(name, str(count)) for name, count in store.totals().items()])
            return
        if not reference:
            raise click.UsageError(f"show {what} needs a number or a name")
        _SHOW[what](store, reference)
    finally:
        store.close()


def _article(store: Store, reference: str) -> None:
    row = store.articles.find(reference, f"url:{canonical_url(reference)}")
    if row is None:
        raise MonitorError(f"there is no article {reference}; it was never fetched, or its feed gave another address")
    details = store.articles.details(row["id"])
    click.echo(f"{row['id']}  {row['title']}")
    click.echo(row["url"])
    click.echo(f"first seen {when(row['first_seen'])} in {row['feed']}; dated {when(row['dated'])}")
    for step in _steps(row, details):
        click.echo(f"  {step}")


def _steps(row: Row, details: Mapping[str, list[Row]]) -> list[str]:
    """What happened to an article, in the order of the river."""
    steps = [f"listed by {s['feed']} since {when(s['first_seen'])}" for s in details["sighting"]]
    steps += [
        f"text {t['n']} from the {t['how']}, {len(t['body'])} characters, {when(t['at'])}"
        for t in details["text_version"]
    ]
    if row["page_problem"]:
        steps.append(f"its page: {row['page_problem']}")
    steps += [f"revision {r['n']}, {when(r['at'])}: {r['what']}" for r in details["revision"] if r["what"]]
    if row["set_aside"]:
        steps.append(f"set aside: {row['set_aside']}")
    for match in details["rule_match"]:
        words = dict.fromkeys(e["surface"] for e in details["evidence"] if e["rule"] == match["rule"])
        steps.append(f"matches {match['rule']} ({match['priority']}): " + ", ".join(f"“{word}”" for word in words))
    steps += [f"not {miss['rule']}: {miss['reason']}" for miss in details["miss"]]
    if not row["judged_by"]:
        steps.append("not judged yet")
    elif not details["rule_match"]:
        steps.append("matches no rule")
    steps += [f"in story {s['story']}: {s['reason']}" for s in details["story_article"]]
    steps += [f"told to {t['subscription']} in {t['period']} (revision {t['revision']})" for t in details["told"]]
    return steps


def _story(store: Store, reference: str) -> None:
    found = store.stories.find(int(reference)) if reference.isdecimal() else None
    if found is None:
        raise MonitorError(f"there is no story {reference}")
    story, articles = found
    click.echo(f"{story['id']}  {story['headline']}")
    click.echo(f"opened {when(story['opened'])}, last news {when(story['last'])}, {len(articles)} articles")
    rows = [
        (
            str(a["id"]),
            when(a["first_seen"]),
            a["feed"],
            a["title"],
            f"copy of {a['copy_of']}" if a["copy_of"] else a["reason"],
        )
        for a in articles
    ]
    table(("article", "first seen", "feed", "title", "why here"), rows)


def _feed(store: Store, reference: str) -> None:
    state = store.feeds.get(reference)
    if state is None:
        raise MonitorError(f"there is no feed {reference!r}; 'monitor sources list --all' names them")
    click.echo(f"{state.id}  {state.url}")
    click.echo(f"last good answer {when(state.last_ok)}, {state.items} items, next try {when(state.next_due)}")
    if state.problem:
        click.echo(f"trouble since {when(state.problem_since)}: {state.problem}")
    rows = [
        (when(o["at"]), o["kind"], str(o["status"] or "-"), str(o["items"]), str(o["new"]), o["sentence"])
        for o in store.feeds.outcomes(reference, POLLS_SHOWN)
    ]
    table(("polled", "result", "status", "items", "new", "note"), rows)


def _digest(store: Store, reference: str) -> None:
    rows = store.outbox.digests(reference, POLLS_SHOWN)
    if not rows:
        raise MonitorError(f"no digest of a subscription {reference!r} was ever composed")
    lines = []
    for digest in rows:
        messages = store.outbox.state_of(digest["id"])
        sent = sum(message["state"] == "sent" for message in messages)
        lines.append((digest["period"], when(digest["composed"]), f"{sent} of {len(messages)}", digest["subject"]))
    table(("period", "composed", "delivered", "subject"), lines)


_SHOW: dict[str, Callable[[Store, str], None]] = {
    "article": _article,
    "story": _story,
    "feed": _feed,
    "digest": _digest,
}


@click.command()
def version() -> None:
    """Print the program's version."""
    click.echo(f"monitor {__version__}")
