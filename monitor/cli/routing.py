"""`monitor digest route`: who gets what, when and where; of one article, a text, or something thought of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.common import Place, say, table, when
from monitor.model.source import OUTLET_KINDS

if TYPE_CHECKING:
    from monitor.digest.routing import Item, Route
    from monitor.model.article import Article
    from monitor.model.message import Mute, Subscription
    from monitor.setup import Setup
    from monitor.store import Store

STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing to be routed, with the line that names it; `told`: subscription -> the digest that told of it."""

    head: str
    item: Item
    told: dict[str, str]


@click.command()
@click.option(
    "--test", "reference", metavar="WHAT", help="An article by number, address or title, a file, or - (stdin)."
)
@click.option("--event", "kinds", multiple=True, metavar="KIND", help="Without --test: news of this kind of event.")
@click.option("--priority", type=click.Choice(["urgent", "high", "normal"]), help="As if it were that important.")
@click.option("--rule", metavar="ID", help="As if this rule had found it; without --test else any rule.")
@click.option("--source", metavar="ID", help="As if this feed of sources.yaml had brought it.")
@click.option("--kind", type=click.Choice(OUTLET_KINDS), help="As if an outlet of this kind had brought it.")
@click.option("--lang", default="", metavar="CODE", help="As if it were in this language.")
@click.option("--at", metavar="TIME", help="As if it came then where the readers are: 2026-05-20T23:00.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each subscription and recipient.")
@click.pass_obj
def route(place: Place, /, *, reference: str | None, at: str | None, as_json: bool, **wish: Any) -> None:
    """Show who gets what: every subscription with its recipients and the hour of its next digest.

    With --test it is one article: which rules match, who is told of it, by alert or digest, when and where, and who is
    not and why. With --event, --priority or --rule it is something thought of. Nothing is sent or stored.
    """
    from monitor.cli.finding import present
    from monitor.clock import SystemClock
    from monitor.setup import load

    setup = load(place.rules, place.cache)
    store = _store(place)
    try:
        now = present(place, store) if store else SystemClock().now()
        if at:
            now = _moment(at, now, setup.subscriptions)
        if reference is None and not (wish["kinds"] or wish["priority"] or wish["rule"]):
            _listed(setup, now, as_json=as_json)
            return
        for asked in _asked(place, setup, store, reference, wish):
            _shown(asked, _routes(asked, setup, store, now), as_json=as_json)
    finally:
        if store:
            store.close()


def _store(place: Place) -> Store | None:
    from monitor.store import FILE, open_store

    return open_store(place.state, read_only=True) if (place.state / FILE).exists() else None


def _moment(text: str, now: int, subscriptions: Sequence[Subscription]) -> int:
    """By the readers' clock, or by UTC where they have several; it is said which moment was understood."""
    from monitor.cli.common import since
    from monitor.cli.moments import shared_zone

    zone = shared_zone(subscriptions)
    moment = since(text, now, zone or "UTC")
    utc = f" ({when(moment)})" if zone else ""
    say(f"taken as {when(moment, zone or 'UTC')}{utc}; a zone may stand behind the time, as in 2026-05-20T23:00+03:00")
    return moment


# -- what is asked about


def _asked(
    place: Place, setup: Setup, store: Store | None, reference: str | None, wish: dict[str, Any]
) -> Iterator[_Asked]:
    from monitor.cli.finding import chosen_rule

    chosen_rule(setup, wish["rule"])
    source = wish["source"]
    if source and source not in setup.sources:
        raise click.BadParameter(f"there is no feed '{source}' in sources.yaml")
    if reference is None:
        yield _Asked("news thought of", _thought(setup, wish), {})
        return
    if reference == STDIN or (not reference.isdecimal() and "://" not in reference and _is_file(reference)):
        for article in _given(reference, wish["lang"]):
            yield _Asked(f"{article.id}  {article.title}", _judged(article, setup, None, 0, wish), {})
        return
    if store is None:
        raise click.UsageError(f"nothing is stored in {place.state} yet; --test FILE or - takes a text")
    yield _of_store(setup, store, reference, wish)


def _is_file(reference: str) -> bool:
    try:
        return Path(reference).is_file()
    except OSError:  # too long for the name of a file
        return False


def _given(reference: str, language: str) -> list[Article]:
    from monitor.cli.finding import in_bytes, in_file

    if reference == STDIN:
        return in_bytes(Path("stdin"), _stdin(), language)
    return in_file(Path(reference), language)


def _stdin() -> bytes:
    with click.open_file(STDIN, "rb") as stream:
        return bytes(stream.read())


def _of_store(setup: Setup, store: Store, reference: str, wish: dict[str, Any]) -> _Asked:
    from monitor.cli.common import told_in
    from monitor.cli.finding import line, stored

    found = stored(store, reference)
    details = store.articles.details(found.number)
    story = next((row["story"] for row in details["story_article"]), 0)
    told = {row["subscription"]: told_in(row["period"]) for row in details["told"]}
    item = _judged(found.article(setup.sources), setup, store, story, wish)
    return _Asked(line(found, setup), item, told)


def _judged(article: Article, setup: Setup, store: Store | None, story: int, wish: dict[str, Any]) -> Item:
    from dataclasses import replace

    from monitor.digest.routing import Item
    from monitor.judge import judged
    from monitor.text.languages import language

    source = setup.sources[wish["source"]] if wish["source"] else article.source
    found = judged(replace(article, source=source), setup, store.facts if store else None)
    rules = {match.rule: wish["priority"] or match.priority for match in found.judgement.matches}
    if wish["rule"]:
        rules = {wish["rule"]: wish["priority"] or rules.get(wish["rule"], "normal")}
    events = [event.kind for event in found.reading.events if not (event.background or event.aside)]
    return Item(
        rules, tuple(dict.fromkeys([*_kinds(wish), *events])), wish["kind"] or (source.kind if source else None),
        wish["lang"] or article.language or language(f"{article.title} {article.body}", ""), story,
    )  # fmt: skip


def _thought(setup: Setup, wish: dict[str, Any]) -> Item:
    from monitor.digest.routing import Item

    source = setup.sources[wish["source"]] if wish["source"] else None
    rules = [wish["rule"]] if wish["rule"] else [rule.id for rule in setup.rules]
    language = wish["lang"] or (source.language if source else "")
    return Item(
        dict.fromkeys(rules, wish["priority"] or "normal"), _kinds(wish),
        wish["kind"] or (source.kind if source else None), language,
    )  # fmt: skip


def _kinds(wish: dict[str, Any]) -> tuple[str, ...]:
    from monitor.config import event_kind

    found = []
    for typed in wish["kinds"]:
        kind, hint = event_kind(typed)
        if not kind:
            raise click.BadParameter(f"'{typed}' is no kind of event; {hint}")
        found.append(kind)
    return tuple(found)


# -- what becomes of it


def _routes(asked: _Asked, setup: Setup, store: Store | None, now: int) -> list[tuple[Subscription, Route]]:
    from monitor.digest.routing import route as decided
    from monitor.model.limits import Limits

    limits = Limits()
    return [(each, decided(asked.item, each, _mutes(store, each, now), now, limits)) for each in setup.subscriptions]


def _mutes(store: Store | None, subscription: Subscription, now: int) -> Sequence[Mute]:
    from monitor.pipeline.muting import mutes_of

    return mutes_of(store, subscription, now) if store else subscription.mutes


def _shown(asked: _Asked, routes: list[tuple[Subscription, Route]], *, as_json: bool) -> None:
    rows = [
        {"subscription": each.id, "told": asked.told.get(each.id, ""), **asdict(found), "zone": each.zone,
         "channel": delivery.channel, "recipient": delivery.recipient}
        for each, found in routes
        for delivery in each.to
    ]  # fmt: skip
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    click.echo(asked.head)
    click.echo(f"matches {', '.join(f'{rule} ({level})' for rule, level in asked.item.rules.items()) or 'no rule'}")
    table(
        ("subscription", "told", "when", "to"),
        [(each.id, _way(asked, each, found), _when(found, each), _to(each)) for each, found in routes],
    )


def _way(asked: _Asked, subscription: Subscription, found: Route) -> str:
    if subscription.id in asked.told:
        return f"told already, in {asked.told[subscription.id]}"
    named = {"never": "not told", "muted": "muted"}.get(found.way, found.way)
    until = f" until {when(found.muted, subscription.zone)}" if found.muted else ""
    return f"{named}{until}: {found.why}"


def _when(found: Route, subscription: Subscription) -> str:
    return "-" if found.way == "never" or found.at is None else when(found.at, subscription.zone)


def _to(subscription: Subscription) -> str:
    return ", ".join(f"{each.channel} {each.recipient}".strip() for each in subscription.to)


def _listed(setup: Setup, now: int, *, as_json: bool) -> None:
    """Every subscription and recipient with its next digest."""
    from monitor.digest.periods import next_moment

    rows = [
        {"subscription": each.id, "channel": delivery.channel, "recipient": delivery.recipient,
         "next": next_moment(each, now), "zone": each.zone, "alerts": each.alerts, "rules": list(each.rules)}
        for each in setup.subscriptions
        for delivery in each.to
    ]  # fmt: skip
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    if not rows:
        say("there is no subscription in digests.yaml")
        return
    table(
        ("subscription", "channel", "recipient", "next digest", "alerts"),
        [
            (str(row["subscription"]), str(row["channel"]), str(row["recipient"]) or "-", _next(row),
             str(row["alerts"] or "no"))
            for row in rows
        ],
    )  # fmt: skip
    operator = setup.operator
    say(f"alarms: {operator.channel} {operator.recipient}" if operator else "alarms: nobody, there is no 'operator:'")


def _next(row: dict[str, Any]) -> str:
    return "never" if row["next"] is None else when(row["next"], row["zone"])
