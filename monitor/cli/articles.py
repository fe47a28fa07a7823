"""`monitor show article`: what happened to one article, in the order of the river."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from shutil import get_terminal_size
from textwrap import wrap

import click

from monitor.cli import diffing
from monitor.cli.common import Place, told_in
from monitor.cli.finding import reading
from monitor.cli.moments import Times, zone_of
from monitor.cli.telling import facts_of
from monitor.errors import MonitorError
from monitor.model.judgement import beyond
from monitor.store import Store
from monitor.store.connection import Row
from monitor.text.addresses import canonical_url

MISSES_SHOWN = 10


@click.command()
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object: a list of lines for each step.")
@click.option(
    "--diff",
    is_flag=False,
    flag_value=diffing.WANTED,
    metavar="[A..B]",
    help="Two versions held against each other: what was last told and the newest, or those named, such as 1..3.",
)
@click.pass_obj
def article(place: Place, reference: str, *, as_json: bool, diff: str | None) -> None:
    """An article (number or address), step by step: where it came from, what was made of it, who was told."""
    with reading(place) as store:
        row = store.articles.find(reference, f"url:{canonical_url(reference)}")
        if row is None:
            raise MonitorError(
                f"there is no article {reference}; it was never fetched, or its feed gave another address"
            )
        if diff is not None:
            diffing.show(store, row, diff, Times(zone_of(place)), as_json=as_json)
            return
        way = _Way(store, row, Times(zone_of(place)))
        steps = {name: list(lines) for name, lines in way.steps()}
    if as_json:
        head = {"article": row["id"], "title": row["title"], "url": row["url"]}
        click.echo(
            json.dumps(head | {name.lower(): lines for name, lines in steps.items() if lines}, ensure_ascii=False)
        )
        return
    click.echo(f"{row['id']}  {row['title'] or '(no title)'}")
    click.echo(row["url"] or "(no address)")
    for name, lines in steps.items():
        if lines:
            click.echo(name)
            for line in lines:
                _draw(line)


def _draw(line: str) -> None:
    """A line, in a terminal broken between words; a file or another program gets it whole."""
    bare = line.lstrip()
    indent = " " * (len(line) - len(bare) + 2)
    width = get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
    click.echo(
        "\n".join(
            wrap(bare, width, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False,
                 break_on_hyphens=False)
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Way:
    """One article with everything that is kept of it."""

    store: Store
    row: Row
    times: Times

    def steps(self) -> Iterator[tuple[str, Iterator[str]]]:
        """Each step's name and its lines, in order."""
        details, round_it = self.store.articles.details(self.row["id"]), self.store.dossiers.of(self.row["id"])
        yield "SEEN", self._seen(details)
        yield "TEXT", self._texts(details)
        yield "CHANGED", self._changes(details)
        yield "JUDGED", self._judged(details, round_it)
        yield "COPIES", self._copies(round_it)
        yield "STORY", self._story(round_it)
        yield "TOLD", self._told(round_it)
        yield "IT SAYS", iter(facts_of(self.store, self.row["id"]))

    def _seen(self, details: Mapping[str, list[Row]]) -> Iterator[str]:
        row = self.row
        place = row["feed"] or row["imported"]
        yield f"first {self.times.both(row['first_seen'])} in {place}; dated {self.times.both(row['dated'])}"
        for seen in details["sighting"]:
            said = f", as “{seen['title']}”" if seen["title"] and seen["title"] != row["title"] else ""
            yield (
                f"listed by {seen['feed']} since {self.times.both(seen['first_seen'])}, last known "
                f"{self.times.there(seen['last_listed'])}{said}"
            )
        if not row["fresh"] and not row["imported"]:
            yield "not announced as news: too old when it was first seen, or undated in a feed's first document"

    def _texts(self, details: Mapping[str, list[Row]]) -> Iterator[str]:
        for text in details["text_version"]:
            used = " (judged on this)" if text["n"] == self.row["judged_version"] else ""
            size = f"{len(text['body']):,} characters"
            where = "as it was when withdrawn" if text["how"] == "gone" else f"from the {text['how']}"
            yield f"text {text['n']} {where}, {size}, {self.times.both(text['at'])}{used}"
            yield from (f"  {note}" for note in text["notes"].split("\n") if note)
        if dropped := self.row["dropped"]:
            yield f"{dropped:,} further versions are no longer kept"
        if self.row["page_problem"]:
            yield f"its page: {self.row['page_problem']}"

    def _changes(self, details: Mapping[str, list[Row]]) -> Iterator[str]:
        for each in details["revision"]:
            if each["what"]:
                yield f"revision {each['n']}, {self.times.both(each['at'])}: {each['what']}"

    def _judged(self, details: Mapping[str, list[Row]], round_it: Mapping[str, list[Row]]) -> Iterator[str]:
        if self.row["set_aside"]:
            yield f"set aside: {self.row['set_aside']}"
        if not self.row["judged_by"]:
            yield "not judged yet"
            return
        for used in round_it["ruleset"]:
            since = "since edited" if used["later"] else "still in force"
            yield f"by the rules in force from {self.times.both(used['first_used'])} on, {since}"
        for match in details["rule_match"]:
            words = dict.fromkeys(e["surface"] for e in details["evidence"] if e["rule"] == match["rule"])
            said = [", ".join(f"“{word}”" for word in words), beyond(match["left_out"])]
            quiet = "; found on demand, so nobody is told" if match["quiet"] else ""
            yield f"matches {match['rule']} ({match['priority']}{quiet}): {' '.join(filter(None, said))}"
            if match["raised"]:
                yield f"  {match['raised']}"
        misses = details["miss"]
        yield from (f"not {miss['rule']}: {miss['reason']}" for miss in misses[:MISSES_SHOWN])
        if len(misses) > MISSES_SHOWN:
            yield f"and just not {len(misses) - MISSES_SHOWN} rules more; 'monitor why-not' says all"
        if not details["rule_match"]:
            yield "matches no rule"

    def _copies(self, round_it: Mapping[str, list[Row]]) -> Iterator[str]:
        for name, words in (
            ("original", "has the text of"), ("copies", "its text was taken over by"),
            ("edition", "is another language's edition of"), ("editions", "has an edition in another language:"),
        ):  # fmt: skip
            for other in round_it[name]:
                outlet = other["outlet"] or other["feed"] or "imported"
                seen = self.times.there(other["first_seen"])
                yield f"{words} article {other['id']}, {outlet}, {seen}: {other['title']}"

    def _story(self, round_it: Mapping[str, list[Row]]) -> Iterator[str]:
        for story in round_it["story"]:
            part = f"; part of the visit: {story['sub']}" if story["sub"] else ""
            members = "1 article" if story["members"] == 1 else f"{story['members']} articles"
            yield f"in story {story['id']} ({members}): {story['headline']}"
            yield f"  because: {story['reason']}{part}"
        yield from (f"  brought {self.times.there(each['at'])}: {each['what']}" for each in round_it["brought"])

    def _told(self, round_it: Mapping[str, list[Row]]) -> Iterator[str]:
        for told in round_it["told"]:
            arrived = f"{told['sent']} of {told['messages']} messages delivered"
            yield (
                f"told to {told['subscription']} in {told_in(told['period'])}, composed "
                f"{self.times.there(told['composed'])} (revision {told['revision']}); {arrived}"
            )
        if not round_it["told"]:
            yield f"nobody yet; 'monitor why-not {self.row['id']}' says why"
