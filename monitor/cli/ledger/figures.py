"""`monitor show figures`: the trade of two countries by period, who says so, and where the sources differ."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import click
from rich.text import Text

from monitor.cli.common import Place, say, table
from monitor.cli.finding import present, reading, rules_as_written
from monitor.cli.ledger.sides import day_iso, day_of, end_of_day, from_day, pairs, report, shown
from monitor.cli.marking import console, indented
from monitor.cli.moments import zone_of
from monitor.lexicon import Lexicon
from monitor.model.fact import Figure
from monitor.model.kinds import FIGURE_FAMILIES, FIGURE_KINDS, FIGURES
from monitor.reading.ledger import Line, figures, told
from monitor.store import Store
from monitor.text.amounts import amount
from monitor.text.saying import day_said

AHEAD = frozenset({"goal", "forecast"})  # what nobody has counted yet is shown when asked for
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
MOST = 5  # conflicts of one figure that are written out


@click.command("figures")
@click.argument("a")
@click.argument("b")
@click.option("--since", metavar="PERIOD", default="", help="Periods from this year, month or day on.")
@click.option("--as-of", metavar="DAY", help="Only what had come out by the end of this day.")
@click.option(
    "--kind", metavar="KINDS", default="", help="level, growth, goal, all ...; alone: all but goal and forecast."
)
@click.option("--metric", metavar="METRICS", default="", help="turnover, exports, trade ...")
@click.option("--sources", is_flag=True, help="Every report of each figure, with its words.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def figures_(
    place: Place, a: str, b: str, since: str, as_of: str | None, kind: str, metric: str, *, sources: bool, as_json: bool
) -> None:
    """Figures of A and B (countries, unions or groups of them) by period, with who says so; conflicts are marked !!.

    Of all articles that match some rule. Only what had come out by then is compared: nobody can contradict the future.
    """
    since, lexicon = from_day(since), rules_as_written(place).lexicon
    asked, zone = pairs(lexicon, a, b), zone_of(place)
    kinds, metrics = _words(kind, FIGURE_KINDS, {"all": FIGURE_KINDS}), _words(metric, FIGURES, FIGURE_FAMILIES)
    with reading(place) as store:
        until = end_of_day(as_of, zone) if as_of else present(place, store)
        found = [line for sides in asked for line in _lines(store, sides, metrics, until)]
    wanted = kinds or frozenset(FIGURE_KINDS) - AHEAD
    lines = [line for line in found if line.figure.kind in wanted and _begins(line, zone) >= since]
    if as_json:
        for line in lines:
            click.echo(json.dumps(_row(line), ensure_ascii=False))
    else:
        _draw(lines, lexicon, zone, several=len(asked) > 1, sources=sources)
    left = sum(line.figure.kind in AHEAD for line in found) if not kinds else 0
    say(_closing(lines, left, a, b))


def _words(text: str, known: Sequence[str], families: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The words asked for, families unfolded. Raises click.BadParameter."""
    unfolded = {**{word: (word,) for word in known}, **families}
    found: set[str] = set()
    for word in filter(None, (part.strip().lower().replace("-", "_") for part in text.split(","))):
        if word not in unfolded:
            raise click.BadParameter(f"{word!r} is not known; there are {', '.join(unfolded)}")
        found.update(unfolded[word])
    return frozenset(found)


def _lines(store: Store, sides: Sequence[str], metrics: frozenset[str], until: int) -> list[Line]:
    lines = store.facts.figures(sides, metrics, as_of=until)
    return figures(map(report, lines), until)


def _begins(line: Line, zone: str) -> str:
    """When its period begins, a goal's deadline; for one without either, when it was first told."""
    figure = line.figure
    if quarter := _QUARTER.match(figure.period):
        return f"{quarter[1]}-{int(quarter[2]) * 3 - 2:02}"
    if figure.period[:1].isdigit():
        return figure.period.removesuffix("-YTD")
    return figure.deadline or day_iso(line.reports[0].at, zone)


def _draw(lines: list[Line], lexicon: Lexicon, zone: str, *, several: bool, sources: bool) -> None:
    rows = [
        (
            _when(line.figure),
            ("!! " if line.conflicts else "") + amount(line.figure),
            what(line.figure, several=several),
            _who(line, lexicon, zone),
            line.reports[0].ref,
        )
        for line in lines
    ]
    if rows:
        table(("period", "amount", "of what", "who says so", "line"), rows)
    out = console()
    for line in lines:
        if line.conflicts:
            out.print(Text(f"\n!! {line.reports[0].ref}  {_when(line.figure)}: {amount(line.figure)}", "bold"))
            said = _against(line)
            for sentence in said[:MOST]:
                indented(out, Text(sentence), 3)
            if len(said) > MOST:
                indented(out, Text(f"and {len(said) - MOST} more; --json has them all"), 3)
    if sources:
        _reports(lines, zone)


def _against(line: Line) -> list[str]:
    """A sentence for each other amount, however many say it."""
    outlets: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for conflict in line.conflicts:
        other = (
            f"{amount(conflict.other.figure)} {conflict.other.figure.period}" if conflict.other else conflict.sentence
        )
        first.setdefault(other, conflict.sentence)
        outlets.setdefault(other, []).append(conflict.other.outlet if conflict.other else "")
    more = {other: len(set(names)) - 1 for other, names in outlets.items()}
    return [sentence + (f" and {more[other]} more" if more[other] else "") for other, sentence in first.items()]


def _reports(lines: list[Line], zone: str) -> None:
    click.echo()
    rows = [
        (report.ref, day_of(report.at, zone), report.outlet, report.fact.said_value, report.fact.note)
        for line in lines
        for report in line.reports
    ]
    table(("line", "came out", "outlet", "as written", "note"), rows)


def _when(figure: Figure) -> str:
    if figure.deadline:
        return f"by {day_said(figure.deadline)}"
    return figure.period or (f"“{figure.period_said}”" if figure.period_said else "not said")


def what(figure: Figure, *, several: bool = False) -> str:
    """`turnover, goal`, `exports BY to AZ`."""
    words = [figure.metric.replace("_", " ") + (f", {figure.sector}" if figure.sector else "")]
    if figure.direction:
        words.append(figure.direction.replace(">", " to "))
    elif several:
        words.append("-".join(figure.pair))
    if figure.kind not in ("level", "from_to", "range"):
        words.append(figure.kind)
    if figure.background:
        words.append("history")
    if figure.confidence == "low":
        words.append("unsure")
    return ", ".join(words)


def _who(line: Line, lexicon: Lexicon, zone: str) -> str:
    """The first report: speaker or office, outlet, day; and how many more say the same."""
    first, figure = line.reports[0], line.figure
    speaker = shown(lexicon, figure.speaker) if figure.speaker else figure.speaker_said
    said = ", ".join(filter(None, (speaker, figure.source_said, f"{first.outlet} {day_of(first.at, zone)}")))
    others = {report.outlet for report in line.reports} - {first.outlet}
    return said + (f" and {len(others)} more outlet{'s' if len(others) > 1 else ''}" if others else "")


def _row(line: Line) -> dict[str, object]:
    figure = line.figure
    fields = (
        "metric", "sector", "kind", "value", "unit", "low", "high", "op", "factor", "growth", "index", "delta",
        "base_value", "base_period", "period", "period_said", "deadline", "pair", "direction", "reporter", "speaker",
        "source_said", "background", "confidence", "note",
    )  # fmt: skip
    row: dict[str, object] = {field: getattr(figure, field) for field in fields}
    row["reports"] = [
        {"line": r.ref, "article": r.article, "outlet": r.outlet, "at": r.at, "as_written": r.fact.said_value}
        for r in line.reports
    ]
    row["conflicts"] = [conflict.sentence for conflict in line.conflicts]
    return row


def _closing(lines: list[Line], left: int, a: str, b: str) -> str:
    if not lines and not left:
        return f"no figure of {a} and {b} in the articles that match a rule"
    parts = [f"{len(lines)} figures", f"{told(lines)} in conflict"]
    if left:
        parts.append(f"{left} goals and forecasts: --kind goal,forecast")
    return " · ".join(parts)
