"""`monitor sources add|remove|pause|resume`: edits of sources.yaml that keep its remarks, proved before they count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import click

from monitor.cli.common import Place, say, write_whole
from monitor.cli.feeds.asking import door, sources_in
from monitor.errors import ConfigError, MonitorError
from monitor.model.source import OUTLET_KINDS, ParsedFeed, Source

FILE = "sources.yaml"
TAKEN_OVER = "a running monitor takes it over within seconds"


def edited(place: Place, change: Callable[[str, str], str], *, dry_run: bool = False) -> str:
    """`change(name, text)` of sources.yaml, written if the rules can be used with it; returns the new text.

    Raises ConfigError with the faults that the edit would bring, MonitorError where the file cannot be read or
    written; then nothing has changed.
    """
    from monitor.model.limits import SOURCES_BYTES
    from monitor.yamlfile import decoded

    path = place.rules / FILE
    data = _bytes(path)
    text = decoded(str(path), data, SOURCES_BYTES)
    new = change(str(path), text)
    if new != text:
        _prove(place, path, data, new.encode("utf-8"))
        if not dry_run:
            if _bytes(path) != data:
                raise MonitorError(f"{path} was changed by somebody else meanwhile; nothing was written, try again")
            write_whole(path, new)
    return new


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b"version: 1\n\nsources:\n"
    except OSError as fault:
        raise MonitorError(f"{path} cannot be read: {fault.strerror}") from fault


def _prove(place: Place, path: Path, old: bytes, new: bytes) -> None:
    """Raises ConfigError for a fault that the rules did not have before; those they had are said."""
    from monitor.ahead.files import contents
    from monitor.config.sources import read_sources
    from monitor.setup import load_files

    files = contents(place.rules)
    try:
        load_files({**files, FILE: new}, str(place.rules), place.cache, strict=False)
    except ConfigError as after:
        read_sources(str(path), new)
        try:
            load_files({**files, FILE: old}, str(place.rules), place.cache, strict=False)
        except ConfigError as before:
            known = {problem.sentence for problem in before.problems}
            if all(problem.sentence in known for problem in after.problems):
                say("the rules have faults of their own, so a running monitor goes on with its last good ones:")
                say(str(before))
                return
        say("nothing was written: the rules could not be used after this edit")
        raise


@click.command()
@click.argument("address")
@click.option("--id", "id_", metavar="ID", help="Its name in rules and commands; else made of its title.")
@click.option("--outlet", metavar="NAME", help="The outlet's name as digests show it; else the feed's title.")
@click.option("--kind", type=click.Choice(OUTLET_KINDS), help="What the outlet is; stands in every line of a digest.")
@click.option("--side", metavar="CODE", help="The state it speaks from, as in BY; none for exile and foreign media.")
@click.option("--country", metavar="CODE", help="Where the outlet sits.")
@click.option("--language", metavar="CODE", help="What it writes in; else what the feed says.")
@click.option("--zone", metavar="ZONE", help="For dates without a zone, as in Europe/Minsk.")
@click.option("--interval", metavar="TIME", help="Between two polls, as in 15m.")
@click.option("--links", metavar="WHICH", help="For a web page without a feed: which of its links are news.")
@click.option("--unchecked", is_flag=True, help="Write it without asking the address first.")
@click.option("--dry-run", is_flag=True, help="Print the entry and write nothing.")
@click.pass_obj
def add(place: Place, /, address: str, *, id_: str | None, unchecked: bool, dry_run: bool, **said: str | None) -> int:
    """Add the feed at ADDRESS to sources.yaml, once it has been read. Exit code 4 where it is no feed.

    What is not said is taken from the feed and its host; the rest of the file stays as it is.
    """
    from monitor.cli.feeds.showing import fields_of
    from monitor.cli.feeds.trying import readable
    from monitor.config.sourcetext import added, entry

    sources = sources_in(place).sources
    url = readable(address if "://" in address else f"https://{address}")
    if known := next((source.id for source in sources.values() if _same(source.url, url)), ""):
        raise MonitorError(f"{url} is in sources.yaml already, as {known}; 'monitor sources resume {known}' enables it")
    more = {key: value for key, value in said.items() if value}
    title = language = ""
    if more.get("links"):
        more["format"] = "webpage"
    if not unchecked:
        found = _asked(
            place, Source(id_ or "new", "", url, format=more.get("format", "feed"), links=more.get("links", ""))
        )
        if found is None:
            return 4
        url, title, language = found
    more |= {"id": id_} if id_ else {}
    fields = fields_of(url, title, language, sources, **more)
    edited(place, lambda name, text: added(name, text, [fields]), dry_run=dry_run)
    for line in entry(fields):
        click.echo(line)
    say("nothing was written" if dry_run else f"added to {place.rules / FILE}; {TAKEN_OVER}")
    if fields["kind"] == "other" and not dry_run:
        say("say what it is: put `kind` and `side` right there, since they stand in every line of a digest")
    return 0


def _same(one: str, other: str) -> bool:
    """Whether two addresses are one to a person: http or https, a slash more or less."""
    plain = [urlsplit(url)._replace(scheme="").geturl().rstrip("/").lower() for url in (one, other)]
    return plain[0] == plain[1]


def _asked(place: Place, source: Source) -> tuple[str, str, str] | None:
    """The feed's lasting address, title and language; None, with sentences, where it is none."""
    from monitor.cli.feeds.advice import of_failure, of_feed
    from monitor.cli.feeds.trying import tried
    from monitor.clock import SystemClock

    with door(sources_in(place), SystemClock().now()) as way:
        reply, found, problem = tried(way, source)
        if isinstance(found, ParsedFeed):
            for sentence in of_feed(source, reply, found, way.now):
                if "moved for good" not in sentence:  # the entry has the new address
                    say(f"note: {sentence}")
            return reply.moved_to or source.url, found.title, found.language
        if found is not None and not problem and not found.problem:
            return source.url, "", ""
    problem = problem or (found.problem if found is not None else "")
    say(f"nothing was written: {problem}")
    say(f"to do: {of_failure(reply, problem)[1].replace('is shown below', 'may be another address')}")
    return None


@click.command()
@click.argument("feed")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.pass_obj
def remove(place: Place, feed: str, *, dry_run: bool) -> None:
    """Take FEED (an id) out of sources.yaml. What it brought stays; 'pause' keeps its entry."""
    from monitor.config.sourcetext import removed

    edited(place, lambda name, text: removed(name, text, feed), dry_run=dry_run)
    did = "would be taken out of" if dry_run else "was taken out of"
    say(f"{feed} {did} {place.rules / FILE}" + ("" if dry_run else f"; {TAKEN_OVER}. What it brought stays."))


@click.command()
@click.argument("feed")
@click.pass_obj
def pause(place: Place, feed: str) -> None:
    """Ask FEED (an id) no more until 'resume': enabled: false in sources.yaml."""
    _switch(place, feed, on=False)


@click.command()
@click.argument("feed")
@click.pass_obj
def resume(place: Place, feed: str) -> None:
    """Ask FEED (an id) again: enabled: true in sources.yaml."""
    _switch(place, feed, on=True)


def _switch(place: Place, feed: str, *, on: bool) -> None:
    from monitor.config.sourcetext import switched

    edited(place, lambda name, text: switched(name, text, feed, on=on))
    say(f"{feed} is {'asked again' if on else 'asked no more'}; {TAKEN_OVER}")
