"""`monitor show pair`: what happened between two countries, with who reported it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click
from rich.text import Text

from monitor.cli.common import Place, say
from monitor.cli.finding import present, reading, rules_as_written
from monitor.cli.ledger.sides import day_of, end_of_day, from_day, pairs, report, shown
from monitor.cli.marking import console, indented
from monitor.cli.moments import zone_of
from monitor.lexicon import Lexicon
from monitor.model.fact import Event
from monitor.model.kinds import EVENT_FAMILIES, EVENTS, event_label
from monitor.reading.ledger import Entry, events
from monitor.store import Store
from monitor.text.same import is_news
from monitor.text.saying import days_said

OUTLETS_SHOWN = 3
WIDTH = 15


@click.command("pair")
@click.argument("a")
@click.argument("b")
@click.option("--since", metavar="DAY", default="", help="Events from this day, month or year on.")
@click.option("--as-of", metavar="DAY", help="Only what had come out by the end of this day.")
@click.option("--kind", metavar="KINDS", default="", help="Kinds or families, such as visit,phone-call.")
@click.option("--all", "every", is_flag=True, help="Also what articles only recall or mention on the way.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def pair(place: Place, a: str, b: str, since: str, as_of: str | None, kind: str, *, every: bool, as_json: bool) -> None:
    """Events between A and B (countries or groups of them) by day: what, who with whom, where, who reports it.

    Of all articles that match some rule. The name at a line's end is for `monitor cite`.
    """
    since, lexicon = from_day(since), rules_as_written(place).lexicon
    asked, kinds, zone = pairs(lexicon, a, b), _kinds(kind), zone_of(place)
    with reading(place) as store:
        until = end_of_day(as_of, zone) if as_of else present(place, store)
        found = [entry for sides in asked for entry in _entries(store, sides, kinds, until)]
    wanted = [entry for entry in found if entry.event.day >= since]
    entries = [entry for entry in wanted if every or any(is_news(report.fact) for report in entry.reports)]
    for entry in entries:
        if as_json:
            click.echo(json.dumps(_row(entry), ensure_ascii=False))
        else:
            _draw(entry, lexicon, zone)
    reports, left = sum(len(entry.reports) for entry in entries), len(wanted) - len(entries)
    aside = f"; {left} more are only recalled or mentioned on the way: --all" if left else ""
    told = f"{_counted(len(entries), 'event')} in {_counted(reports, 'report')}"
    say((told if entries else _nothing(a, b, bool(since or as_of or kind))) + aside)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _nothing(a: str, b: str, narrowed: bool) -> str:  # noqa: FBT001 (whether an option was given)
    wider = "; ask without --since, --as-of and --kind for more" if narrowed else ""
    return f"no event between {a} and {b} in the articles that match a rule{wider}"


def _kinds(text: str) -> frozenset[str]:
    """Kinds of events; a family stands for its members. Raises click.BadParameter."""
    known = {**{kind: (kind,) for kind in EVENTS}, **EVENT_FAMILIES}
    found: set[str] = set()
    for word in filter(None, (part.strip().lower().replace("-", "_") for part in text.split(","))):
        if word not in known:
            families = ", ".join(family.replace("_", "-") for family in EVENT_FAMILIES)
            raise click.BadParameter(f"{word!r} is no kind of event; families are {families}")
        found.update(known[word])
    return frozenset(found)


def _entries(store: Store, sides: Sequence[str], kinds: frozenset[str], until: int) -> list[Entry]:
    lines = store.facts.events(sides, as_of=until)
    wanted = (line for line in lines if not kinds or line.fact.kind in kinds or line.fact.visit in kinds)
    return events(map(report, wanted))


def _draw(entry: Entry, lexicon: Lexicon, zone: str) -> None:
    """What on the first line, who with whom on the second, who reports it on the third."""
    event, out = entry.event, console()
    day = days_said(event.day, event.until) or "no day given"
    what = [Text(event_label(event.visit or event.kind), "bold")]
    facts = (event.level.replace("_", " "), _place(event, lexicon), event.status.replace("_", " "))
    what += [Text(fact) for fact in facts if fact and fact != "done"]
    out.print(Text(f"{day:<{WIDTH - 1}} ") + Text(" · ").join(what))
    if event.day_from == "assumed":
        indented(out, Text("no day is said: that of the report", "dim"), WIDTH)
    if who := _who(event, lexicon):
        indented(out, Text(who), WIDTH)
    reports = [f"{report.outlet} {day_of(report.at, zone)}" for report in entry.reports]
    names = list(dict.fromkeys(reports))
    more = f" and {len(names) - OUTLETS_SHOWN} more" if len(names) > OUTLETS_SHOWN else ""
    indented(out, Text(", ".join(names[:OUTLETS_SHOWN]) + more + "  ", "dim") + Text(entry.reports[0].ref), WIDTH)


def _place(event: Event, lexicon: Lexicon) -> str:
    return shown(lexicon, event.place) if event.place else event.place_said


def _who(event: Event, lexicon: Lexicon) -> str:
    """`Aleksandr Lukashenko (BY, guest) with Ilham Aliyev (AZ, host)`."""

    def one(name: str) -> str:
        side = lexicon.side(name)
        roles = [side] if side and not name.startswith("country.") else []
        roles += [role for role, code in (("host", event.host), ("guest", event.guest)) if code and code == side]
        return shown(lexicon, name) + (f" ({', '.join(roles)})" if roles else "")

    actors, recipients = (" and ".join(map(one, names)) for names in (event.actors, event.recipients))
    return " with ".join(filter(None, (actors, recipients))) or ", ".join(event.sides)


def _row(entry: Entry) -> dict[str, object]:
    event = entry.event
    return {
        "day": event.day, "until": event.until, "day_from": event.day_from, "kind": event.kind, "visit": event.visit,
        "status": event.status, "level": event.level, "sides": event.sides, "actors": event.actors,
        "recipients": event.recipients, "host": event.host, "guest": event.guest,
        "place": event.place or event.place_said, "background": event.background,
        "reports": [
            {"line": r.ref, "article": r.article, "outlet": r.outlet, "at": r.at, "background": r.fact.background}
            for r in entry.reports
        ],
    }  # fmt: skip
