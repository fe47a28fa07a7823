"""`monitor sources import|export`: lists of feeds from and for feed readers (OPML)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import click

from monitor.cli.common import Place, say, write_whole
from monitor.cli.feeds.asking import sources_in
from monitor.errors import ConfigError, FeedError, MonitorError
from monitor.model.limits import Limits
from monitor.model.listing import Outline, Outlines
from monitor.model.source import OUTLET_KINDS, Source

_CODE = {
    "side": r"[A-Z]{2}",
    "country": r"[A-Z]{2}",
    "language": r"[a-z]{2,3}(-[A-Za-z0-9]+)*",
    "format": "newssitemap",
}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--disabled", is_flag=True, help="Write them with enabled: false, to be looked at first.")
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
@click.pass_obj
def import_(place: Place, file: Path, *, disabled: bool, dry_run: bool) -> int:
    """Add the feeds of an OPML FILE, as feed readers export it, to sources.yaml; remarks and order there stay.

    Feeds whose address is known already are left out, and said. Ids are made of the titles. A folder of the list
    becomes a remark above the entry.
    """
    from monitor.cli.feeds.editing import FILE, TAKEN_OVER, edited
    from monitor.config.sourcetext import added, entry
    from monitor.sources import opml

    known = sources_in(place).sources
    found = _read(file, opml.read)
    fields = list(_fields(found.feeds, known, enabled=not disabled))
    for sentence in found.left_out:
        say(f"left out: {sentence}")
    if fields:
        edited(place, lambda name, text: added(name, text, fields), dry_run=dry_run)
    for each in fields if dry_run else ():
        click.echo("\n".join(entry(each)))
    if not fields:
        say(f"nothing was added to {place.rules / FILE}")
        return 0
    did = "would be added to" if dry_run else "added to"
    say(
        f"{len(fields)} of {len(found.feeds)} feeds {did} {place.rules / FILE}" + ("" if dry_run else f"; {TAKEN_OVER}")
    )
    others = sum(each["kind"] == "other" for each in fields)
    if others and not dry_run:
        say(f"say what they are: {others} have kind: other, and `kind` and `side` stand in every line of a digest")
    return 0


def _read(file: Path, read: Callable[[bytes], Outlines]) -> Outlines:
    """The list, read in a worker: it may be anybody's."""
    from monitor.workers import answers

    try:
        with file.open("rb") as stream:
            data = stream.read(2 << 20)
    except OSError as fault:
        raise MonitorError(f"{file} cannot be read: {fault.strerror}") from fault
    (done,) = answers(Limits(), read, [(data,)])
    if done.error:
        raise FeedError(f"{file}: {done.error}")
    assert isinstance(done.value, Outlines)
    return done.value


def _fields(feeds: Iterable[Outline], known: Mapping[str, Source], *, enabled: bool) -> Iterable[dict[str, str]]:
    """The entries to be added; of each feed that is not, the reason is said."""
    from monitor.cli.feeds.showing import fields_of

    addresses = {_plain(source.url): source.id for source in known.values()}
    taken = set(known)
    for feed in feeds:
        name = feed.title or feed.url
        if fault := _fault(feed.url):
            say(f"left out: {name}: {fault}")
        elif (there := addresses.get(_plain(feed.url))) is not None:
            say(f"left out: {name}: its address is in sources.yaml already, as {there}")
        else:
            own = {key: value for key, value in feed.own if _usable(key, value)}
            language = own.pop("language", "")
            fields = fields_of(feed.url, feed.title, language, taken, enabled="true" if enabled else "false", **own)
            if feed.folders:
                fields = {"#": f"from the list: {'; '.join(feed.folders)}"[:200], **fields}
            taken.add(fields["id"])
            addresses[_plain(feed.url)] = fields["id"]
            yield fields


def _plain(url: str) -> str:
    return re.sub(r"^https?://", "", url).rstrip("/").lower()


def _fault(url: str) -> str:
    """Why an address cannot be asked, "" where it can."""
    try:
        parts = urlsplit(url)
        host, login = parts.hostname, parts.username or parts.password
        _ = parts.port
    except ValueError:
        return "its address cannot be read"
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\x00-\x1f]", url):
        return f"{url[:80]!r} is no address of the web"
    return "a login stands in its address; add it by hand with `headers` and a secret" if login else ""


def _usable(key: str, value: str) -> bool:
    """Whether what a list says of a feed may stand in sources.yaml: the list may be anybody's."""
    from zoneinfo import available_timezones

    if key == "kind":
        return value in OUTLET_KINDS
    return value in available_timezones() if key == "zone" else key in _CODE and bool(re.fullmatch(_CODE[key], value))


@click.command()
@click.option("--opml", "form", flag_value="opml", default="opml", help="For feed readers (the usual form).")
@click.option("--yaml", "form", flag_value="yaml", help="As entries of a sources.yaml.")
@click.option("--all", "everything", is_flag=True, help="Also those that sources.yaml keeps disabled.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of stdout.")
@click.pass_obj
def export(place: Place, *, form: str, everything: bool, output: Path | None) -> None:
    """Print the feeds of sources.yaml as OPML 2.0, or as YAML. No secret is in it: no headers, no proxies."""
    from monitor.clock import SystemClock
    from monitor.sources import opml

    sources = sources_in(place).sources.values()
    chosen = [source for source in sources if source.enabled or everything]
    secret = [source.id for source in chosen if "${" in source.url or urlsplit(source.url).password]
    chosen = [source for source in chosen if source.id not in secret]
    text = opml.write(chosen, SystemClock().now()) if form == "opml" else _yaml(chosen)
    if output:
        write_whole(output, text)
    else:
        click.echo(text, nl=False)
    say(f"{len(chosen)} feeds" + (f" in {output}" if output else ""))
    if secret:
        say(f"left out, since a secret stands in their address: {', '.join(secret)}")


def _yaml(sources: Iterable[Source]) -> str:
    from monitor.config.sourcetext import EMPTY, added

    entries = [
        {
            "id": source.id, "outlet": source.outlet, "url": source.url,
            "format": source.format if source.format != "feed" else "", "links": source.links, "kind": source.kind,
            "side": source.side or "", "country": source.country, "language": source.language, "zone": source.zone,
            "interval": f"{source.interval}s", "enabled": "true" if source.enabled else "false",
        }
        for source in sources
    ]  # fmt: skip
    try:
        return added("sources.yaml", EMPTY, entries)
    except ConfigError as fault:  # pragma: no cover - entries of a file that was read can be written
        raise MonitorError(f"the feeds cannot be written: {fault}") from fault
