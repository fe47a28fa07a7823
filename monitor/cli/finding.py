"""Articles as a person names them: by number, address or title in the store, or in a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.common import FIRST_DAY, Place, is_demo, say, when
from monitor.errors import ExtractError, MonitorError
from monitor.model.article import Article
from monitor.store import Store, open_store

if TYPE_CHECKING:
    from monitor.setup import Setup
    from monitor.store.archive import Stored

CANDIDATES = 10


@contextmanager
def reading(place: Place) -> Iterator[Store]:
    """The store for reading alone, beside a river that may run."""
    store = open_store(place.state, read_only=True)
    try:
        yield store
    finally:
        store.close()


def present(place: Place, store: Store) -> int:
    """Now, in UTC seconds; for a demo the last moment of its invented time."""
    from monitor.clock import SystemClock

    resting = store.archive.newest() if is_demo(place) else None
    return resting or SystemClock().now()


def stored(store: Store, reference: str) -> Stored:
    """The one article that `reference` means. Raises MonitorError where it means none, or several: they are listed."""
    numbers = store.archive.find(reference)
    if not numbers:
        raise MonitorError(
            f"there is no article {reference!r}; it was never fetched, or its feed gave another address or title"
        )
    if len(numbers) > 1:
        shown = [line(found) for number in numbers[:CANDIDATES] if (found := store.archive.get(number))]
        left = len(numbers) - len(shown)
        more = f"\n  ... and {left} more" if left else ""
        listed = "\n  ".join(shown)
        raise MonitorError(
            f"{len(numbers)} articles answer to {reference!r}; name one by its number:\n  {listed}{more}"
        )
    found = store.archive.get(numbers[0])
    assert found is not None
    return found


def line(found: Stored, setup: Setup | None = None) -> str:
    """An article in one line: number, day, outlet (without a setup the feed's id), title."""
    return f"{found.number}  {day(found.moment)}, {outlet(found, setup)}: {found.title}"


def day(moment: int) -> str:
    """`16 May 2024`, in UTC."""
    return " ".join(when(moment).split()[:3])


def outlet(found: Stored, setup: Setup | None) -> str:
    """The outlet's name, or the feed's id where sources.yaml no longer knows it."""
    source = setup.sources.get(found.feed) if setup else None
    return source.outlet if source else found.feed or "imported"


def in_file(path: Path, language: str = "") -> list[Article]:
    """The articles of a text (first line = title), a saved page or JSON lines.

    A text may name its `Title:`, `Date:` and `Language:` in lines at its top. What cannot be read of JSON lines is said
    on stderr. Raises MonitorError where nothing can be read.
    """
    if path.suffix.lower() in (".jsonl", ".json"):
        return _lines(path)
    return in_bytes(path, path.read_bytes(), language)


def in_bytes(path: Path, data: bytes, language: str = "") -> list[Article]:
    """The same of a text or a saved page already read; `path` only names it."""
    kind = path.suffix.lower()
    if kind in (".html", ".htm") or data[:200].lstrip().lower().startswith((b"<!doctype", b"<html")):
        return [_page(path, data, language)]
    return [_text(path, data, language)]


def _text(path: Path, data: bytes, language: str) -> Article:
    from monitor.cli.offers import head_lines
    from monitor.clock import SystemClock
    from monitor.extract.plaintext import plain_text
    from monitor.model.limits import Limits
    from monitor.text.clean import clean
    from monitor.text.dates import DateReader
    from monitor.text.decode import decode

    text, notes = decode(data, "text/plain")
    head, rest = head_lines(clean(text))
    language = language or head.get("language", head.get("lang", "")).strip()
    dates = DateReader("UTC", language, SystemClock().now(), Limits())
    found = plain_text(rest, dates, head.get("title", ""))
    dated = found.dated
    if day := head.get("date", "").strip():
        dated, fault = dates.read(day + (FIRST_DAY.get(len(day), "") if day[:4].isdecimal() else ""))
        if dated is None:
            raise MonitorError(f"{path}: {fault}; write it like 2018-05-16, or leave it out")
    for note in (*notes, *found.notes):
        say(f"{path}: note: {note}")
    if not (found.title or found.body):
        raise MonitorError(f"{path}: the file is empty")
    return Article(str(path), "", found.title, found.body, language, dated, dated or 0)


def _lines(path: Path) -> list[Article]:
    from monitor.cli.ruling import articles

    found = []
    for article in articles(path):
        if isinstance(article, str):
            say(article)
        else:
            found.append(article)
    if not found:
        raise MonitorError(f"{path}: no article in it; a line holds an object with id, title, text")
    return found


def _page(path: Path, data: bytes, language: str) -> Article:
    from monitor.clock import SystemClock
    from monitor.extract import extract
    from monitor.model.limits import Limits

    now = SystemClock().now()
    try:
        text = extract(data, "", "text/html", "UTC", now, Limits())
    except ExtractError as fault:
        raise MonitorError(f"{path}: {fault}") from fault
    for note in text.notes:
        say(f"{path}: note: {note}")
    return Article(str(path), "", text.title, text.body, language or text.language, text.dated, text.dated or 0)


def chosen_rule(setup: Setup, name: str | None) -> str | None:
    """The id that was asked for. Raises click.BadParameter with a suggestion for an unknown one."""
    from monitor.yamlfile import closest

    known = [rule.id for rule in setup.rules]
    if name is None or name in known:
        return name
    hint = closest(name, known) or f"there are: {', '.join(known)}"
    raise click.BadParameter(f"no rule {name!r}; {hint}")


def rules_as_written(place: Place) -> Setup:
    """The rules as they stand in their files, also where examples fail: proving is for finding out why they do."""
    from monitor.setup import load

    setup = load(place.rules, place.cache, strict=False)
    if failing := sum(bool(proof.sentence) for proof in setup.proofs):
        examples = "example fails" if failing == 1 else "examples fail"
        say(f"note: {failing} {examples}, so these rules would not run; 'monitor rules test' lists them")
    return setup


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a rules folder by their path below it, as `monitor.setup.load` takes them."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.y*ml"))}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".") and "/." not in name}
