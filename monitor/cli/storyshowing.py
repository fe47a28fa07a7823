"""`monitor show story`: what is new in it, what each capital's outlets report, who tells it and why it is here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import chain
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.text import Text

from monitor.cli.common import Place
from monitor.cli.finding import reading
from monitor.cli.marking import console, indented
from monitor.cli.moments import Times, zone_of
from monitor.digest.words import code, kind_name, language_name, listed, number, one_line
from monitor.errors import ConfigError, MonitorError
from monitor.model.capitals import capital
from monitor.model.source import Source
from monitor.model.story import Reported
from monitor.pipeline.members import reported
from monitor.store import Store
from monitor.store.connection import Row
from monitor.stories import Coverage, Voice, coverage

ONLY_SHOWN = 8  # things that one side alone tells; the rest is counted, and stands in --json
LABEL = 14  # columns before what is said of a side
STAMP = 14


@click.command()
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object, with nothing left out.")
@click.pass_obj
def story(place: Place, reference: str, *, as_json: bool) -> None:
    """A story by its number: what is new in it, what each capital's outlets report, and its articles.

    An article that repeats another one's text stands under it, marked =, an edition in another language marked ~. What
    is marked ! was worth an alert.
    """
    with reading(place) as store:
        found = _read(store, reference, _sources(place))
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False))
        return
    _Drawn(found, Times(zone_of(place)), console()).all()


@dataclass(frozen=True, slots=True)
class _Story:
    """Everything that is kept of a story; `reports` stand beside their `rows`."""

    row: Row
    became: Row | None  # the merge by which the number that was asked for went into this one
    merged: Sequence[Row]
    news: Sequence[Row]
    rows: Sequence[Row]
    reports: Sequence[Reported]
    coverage: Coverage


def _read(store: Store, reference: str, sources: Mapping[str, Source]) -> _Story:
    found = store.stories.find(int(reference)) if reference.isdecimal() else None
    if found is None:
        raise MonitorError(f"there is no story {reference}; 'monitor show article' names the story of an article")
    row = found[0]
    merges, rows = store.merges, store.stories.members(row["id"])
    rows.sort(key=lambda each: (each["at"], each["id"]))
    reports = [reported(each, sources.get(each["feed"] or ""), store.facts.of(each["id"])) for each in rows]
    return _Story(
        row, merges.of(int(reference)), merges.into(row["id"]), store.stories.news(row["id"]), rows, reports,
        coverage(reports),
    )  # fmt: skip


def _sources(place: Place) -> Mapping[str, Source]:
    """What outlets are; while sources.yaml is being mended nothing is known of them, and the story is shown anyway."""
    from monitor.config import read_sources

    path = place.rules / "sources.yaml"
    try:
        return read_sources(str(path), path.read_bytes()).sources
    except (OSError, ConfigError):
        return {}


# -- as JSON


def _as_json(story: _Story) -> dict[str, object]:
    row, found = story.row, story.coverage
    return {
        "story": row["id"], "headline": row["headline"], "pair": found.pair, "opened": row["opened"],
        "last_news": row["last"],
        "became": dict(story.became) if story.became else None,
        "merged": [dict(each) for each in story.merged],
        "news": [dict(each) for each in story.news],
        "sides": [asdict(side) for side in found.sides],
        "independent": [asdict(voice) for voice in found.independent],
        "exile": [asdict(voice) for voice in found.exile],
        "others": [asdict(voice) for voice in found.others],
        "articles": [
            {
                "article": each.article, "title": each.title, "url": row["url"], "outlet": each.outlet,
                "feed": row["feed"], "side": each.side, "country": each.country, "kind": each.kind,
                "language": each.language, "dated": row["dated"], "first_seen": each.seen, "part": row["sub"],
                "copy_of": each.copy_of, "edition_of": each.edition_of, "why": row["reason"],
            }
            for each, row in zip(story.reports, story.rows, strict=True)
        ],
    }  # fmt: skip


# -- drawn


@dataclass(frozen=True, slots=True)
class _Drawn:
    story: _Story
    times: Times
    out: Console

    def all(self) -> None:
        """The story from its head to its last article."""
        self._head()
        self._news()
        self._capitals()
        self._articles()

    def _head(self) -> None:
        story, row, times = self.story, self.story.row, self.times
        if merge := story.became:
            why = f": {merge['reason']}" if merge["reason"] else ""
            click.echo(
                f"story {merge['story']} became story {row['id']}, {times.both(merge['at'])}, by {merge['who']}{why}"
            )
        click.echo(f"{row['id']}  {one_line(row['headline']) or '(no title)'}")
        pair = story.coverage.pair
        about = f"of {listed([capital(each) for each in pair])}, " if pair else ""
        self._line(f"{about}opened {times.both(row['opened'])}, last news {times.both(row['last'])}")
        copies = sum(each.copy_of is not None for each in story.reports)
        editions = sum(each.edition_of is not None for each in story.reports)
        languages = {code(each.language) for each in story.reports if each.language}
        parts = [
            number(len(story.rows), "article"), number(story.coverage.outlets, "outlet") + " with words of their own",
            number(len(languages), "language"), number(copies, "copy", "copies") if copies else "",
            number(editions, "edition") + " in other languages" if editions else "",
        ]  # fmt: skip
        self._line(", ".join(filter(None, parts)))
        for merge in story.merged:
            why = f": {one_line(merge['reason'])}" if merge["reason"] else ""
            self._line(f"story {merge['story']} went into it, {times.there(merge['at'])}, by {merge['who']}{why}")

    def _news(self) -> None:
        self._title(f"NEW, IN ORDER OF TIME ({self.times.zone or 'UTC'})")
        said = [each for each in self.story.news if each["kind"] != "merged"]  # the head says so
        first = next((each for each in said if each["kind"] == "opened"), None)
        for each in said:
            if each["kind"] == "opened" and each is not first:
                continue  # the first report of a story that went into this one
            mark = {2: "! ", 0: "· "}.get(each["weight"], "  ")
            sentence = Text(mark + one_line(each["what"]), "dim" if each["weight"] == 0 else "")
            self._labelled(self._stamp(each["at"]), sentence + Text(f"  {each['article']}", "dim"), STAMP)

    def _capitals(self) -> None:
        found = self.story.coverage
        self._title("BOTH CAPITALS" if found.sides else "WHO REPORTS IT")
        for side in found.sides:
            told = Text("; ".join(map(self._voice, side.voices)) or "no outlet reports it")
            if side.reprints:
                told += Text(f"; only in other outlets' words: {listed([one_line(name) for name in side.reprints])}")
            if side.first:
                told += Text(f"; first {self._stamp(side.first.at)}")
            self._labelled(capital(side.code).upper(), told, LABEL)
        for name, voices in (("INDEPENDENT", found.independent), ("EXILE", found.exile), ("OTHERS", found.others)):
            if voices or found.sides:
                self._labelled(name, Text("; ".join(map(self._voice, voices)) or "none"), LABEL)
        for side in found.sides:
            only = list(side.only[:ONLY_SHOWN])
            if len(side.only) > ONLY_SHOWN:
                only.append(f"and {len(side.only) - ONLY_SHOWN} more; --json has them all")
            for place, sentence in enumerate(only):
                name = f"ONLY {capital(side.code).upper()}" if place == 0 else ""
                self._labelled(name, Text(one_line(sentence)), LABEL)

    def _articles(self) -> None:
        story = self.story
        self._title("ARTICLES")
        rows = {row["id"]: row for row in story.rows}
        under: dict[int, list[Reported]] = {}
        for each in story.reports:
            original = each.copy_of if each.copy_of is not None else each.edition_of
            if original is not None and original in rows and original != each.article:
                under.setdefault(original, []).append(each)
        folded = {each.article for each in chain.from_iterable(under.values())}
        for each in story.reports:
            if each.article not in folded:
                self._article(each, rows[each.article])
                for other in _below(each.article, under):
                    self._folded(other, rows[other.article])

    def _article(self, report: Reported, row: Row) -> None:
        head = Text(_outlet(report), "bold") + Text(f" ({_badges(report)})")
        if row["sub"]:
            head += Text(f"  {row['sub']}", "cyan")
        self._labelled(f"{report.article:<7} {self._stamp(report.when)}", head, 8 + STAMP)
        indented(self.out, Text(one_line(report.title) or "(no title)"), 8)
        if row["reason"]:
            indented(self.out, Text(f"why here: {one_line(row['reason'])}", "dim"), 8)

    def _folded(self, report: Reported, row: Row) -> None:
        mark = "=" if report.copy_of is not None else "~"
        line = Text(f"{mark} {report.article} {_outlet(report)} ({_badges(report)}), {self._stamp(report.when)}")
        said = one_line(row["reason"]) if report.copy_of is not None else one_line(report.title)
        indented(self.out, line + Text(f": {said}", "dim"), 8)

    def _title(self, text: str) -> None:
        self.out.print()
        self.out.print(Text(text, "bold"))

    def _line(self, text: str) -> None:
        indented(self.out, Text(text), 0)

    def _labelled(self, name: str, text: Text, width: int) -> None:
        """A name in front, and everything said of it beside it, folded."""
        lines = text.wrap(self.out, self.out.width - width)
        for place, line in enumerate(lines):
            line.rstrip()
            self.out.print(Text(f"{name if place == 0 else '':<{width - 1}} ") + line)

    def _stamp(self, moment: int) -> str:
        zone = ZoneInfo(self.times.zone) if self.times.zone else UTC
        return datetime.fromtimestamp(moment, zone).strftime("%-d %b %H:%M")

    def _voice(self, voice: Voice) -> str:
        """`BelTA (state, ru en; 3 articles; reprinted by SB)`."""
        known = {side.code for side in self.story.coverage.sides if voice in side.voices}
        parts = [
            kind_name(voice.kind), "" if known or not voice.country else voice.country,
            " ".join(code(each) for each in voice.languages),
        ]  # fmt: skip
        said = [", ".join(filter(None, parts)), number(voice.articles, "article") if voice.articles > 1 else ""]
        if voice.reprints:
            said.append(f"reprinted by {listed([one_line(name) for name in voice.reprints])}")
        return f"{one_line(voice.outlet)} ({'; '.join(filter(None, said))})"


def _below(article: int, under: Mapping[int, Sequence[Reported]]) -> Iterator[Reported]:
    """Copies and editions of an article, with those of theirs, each once."""
    waiting, seen = list(under.get(article, ())), {article}
    while waiting:
        each = waiting.pop(0)
        if each.article not in seen:
            seen.add(each.article)
            yield each
            waiting = [*under.get(each.article, ()), *waiting]


def _outlet(report: Reported) -> str:
    return one_line(report.outlet) or "imported"


def _badges(report: Reported) -> str:
    """`BY side, state, Russian`."""
    place = f"{report.side} side" if report.side else report.country
    return ", ".join(filter(None, (place, kind_name(report.kind), language_name(report.language))))
