"""`monitor sources test`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

import click

from monitor.cli.common import Place, say
from monitor.cli.feeds.asking import Door, door, sources_in
from monitor.model.fetch import Reply
from monitor.model.listing import Listing
from monitor.model.source import FeedState, ParsedFeed, Source

_PAGE = "an HTML page"
Found = ParsedFeed | Listing | None


@click.command()
@click.argument("feed")
@click.option("--links", metavar="WHICH", help="For a web page: this selector or pattern instead of its own.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each entry.")
@click.pass_obj
def test(place: Place, feed: str, *, links: str | None, as_json: bool) -> int:
    """Fetch FEED (an id of sources.yaml or an address) once, and say in words what it is. Exit code 4 if it is bad.

    Says what is wrong and what to do; where an address holds no feed, it looks for those of the site. Of an address
    that is not in sources.yaml it prints the entry to paste there. Of a web page it shows the links it would take,
    those it leaves out and why, and what else would fit.
    """
    from monitor.cli.feeds.showing import show_feed, show_listing
    from monitor.clock import SystemClock

    setup = sources_in(place)
    source = source_of(setup.sources, feed)
    if links is not None:
        source = replace(source, format="webpage", links=" ".join(links.split()))
    with door(setup, SystemClock().now()) as way:
        reply, found, problem = tried(way, source)
        say(f"{reply.final_url}: {reply.status or 'no answer'}, {reply.wire_bytes:,} bytes in {reply.milliseconds} ms")
        if isinstance(found, ParsedFeed):
            show_feed(found, as_json=as_json)
            _pace(place, source, reply, found, way.now)
            _mend(source, reply, found, way.now)
            if source.id not in setup.sources and not as_json:
                _entry(source, reply, found, setup.sources)
            return 0
        if found is not None:
            show_listing(found, as_json=as_json)
            problem = problem or found.problem
        if problem:
            say(f"not usable: {problem}")
            _remedy(way, source, reply, problem, setup.sources, quiet=as_json)
    return 4 if problem else 0


def source_of(sources: Mapping[str, Source], feed: str) -> Source:
    """The source of this id or address. Raises click.BadParameter for what is neither."""
    if feed in sources:
        return sources[feed]
    if "://" not in feed:
        if "." not in feed or " " in feed:
            raise click.BadParameter(f"{feed!r} is neither an id in sources.yaml nor an address")
        feed = f"https://{feed}"
    return Source(id=feed, outlet="", url=readable(feed))


def readable(address: str) -> str:
    """The address as it was typed. Raises click.BadParameter where it cannot even be taken apart (`http://[`)."""
    try:
        urlsplit(address)
    except ValueError:
        raise click.BadParameter(f"{address!r} is not a correct address") from None
    return address


def tried(way: Door, source: Source) -> tuple[Reply, Found, str]:
    """The source's answer, read; for a page of links its listing; and what is wrong with it, "" = nothing."""
    from monitor.sources import listing, parse

    reply = way.feed(source)
    if reply.error:
        return reply, None, reply.error
    args = (source, reply.body, reply.content_type, reply.final_url, way.now, way.limits)
    done = way.work(listing if source.format == "webpage" else parse, *args)
    if _PAGE in done.error:  # no feed: perhaps a page whose links will do
        page = way.work(listing, *args)
        return reply, page.value, f"{done.error}; as a page of links it could be format: webpage"
    return reply, done.value, done.error


def _mend(source: Source, reply: Reply, feed: ParsedFeed, now: int) -> None:
    from monitor.cli.feeds.advice import of_feed

    for sentence in of_feed(source, reply, feed, now):
        say(f"to do: {sentence}")


def _pace(place: Place, source: Source, reply: Reply, feed: ParsedFeed, now: int) -> None:
    """How often it is asked, by all that is known of it; of a feed never polled, by what this answer shows."""
    from monitor import poll
    from monitor.cli.feeds.health import pace_of, states_of
    from monitor.model.limits import Limits

    known = states_of(place).get(source.id)
    if known is not None and known.last_ok is not None:
        say(f"asked {pace_of(known, source, now)}")
        return
    fresh = poll.arrived(FeedState(source.id, source.url, now), source, reply, feed, 0, now, Limits())
    say(f"would be asked {pace_of(fresh, source, now)}, until more is known of its habit")


def _remedy(way: Door, source: Source, reply: Reply, problem: str, known: Mapping[str, Source], *, quiet: bool) -> None:
    """What to do, and where the site's feeds are if that address has none."""
    from monitor.cli.feeds.advice import DISCOVERED, of_failure

    answer, advice = of_failure(reply, problem)
    if advice:
        say(f"to do: {advice}")
    if answer in DISCOVERED and source.format != "webpage" and not quiet:
        from monitor.cli.feeds.discovering import Search, show_found

        show_found(Search(way).found(source.url), known, source.url)


def _entry(source: Source, reply: Reply, feed: ParsedFeed, known: Mapping[str, Source]) -> None:
    from monitor.cli.feeds.showing import PASTE, fields_of, show_entry

    there = next((each.id for each in known.values() if each.url in (source.url, reply.moved_to)), "")
    if there:
        say(f"it is in sources.yaml as {there}; 'monitor sources test {there}' asks as the service does")
        return
    say(PASTE)
    show_entry(fields_of(reply.moved_to or source.url, feed.title, feed.language, known))
