"""Files of a person's archive -> articles to be imported, one at a time; for what cannot be read, a sentence.

Pages are read in killable workers, as the river reads those it fetches; text and JSON lines are read here.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import click

from monitor.cli.common import FIRST_DAY
from monitor.clock import Clock, Doorbell
from monitor.extract.boilerplate import without_boilerplate
from monitor.extract.plaintext import headline, plain_text
from monitor.extract.saved import saved_message, saved_page
from monitor.model.limits import Limits
from monitor.model.request import Offered, SavedPage
from monitor.model.source import Source
from monitor.text.clean import clean, cut
from monitor.text.dates import DateReader
from monitor.text.decode import decode
from monitor.workers import Done, Workers

TEXTS = frozenset((".txt", ".text", ".md"))
PAGES = {
    ".html": saved_page, ".htm": saved_page, ".xhtml": saved_page, ".shtml": saved_page,
    ".mhtml": saved_message, ".mht": saved_message,
}  # fmt: skip
LINES = frozenset((".jsonl", ".ndjson"))
KINDS = ".txt, .html, .mhtml, .jsonl"
STDIN = Path("-")

_HEAD_LINE = re.compile(r"(title|date|url|link|language|lang|author)\s*:\s*(.*)", re.IGNORECASE)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_AT_ONCE = 8  # pages in the workers' hands
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def head_lines(text: str) -> tuple[dict[str, str], str]:
    """`title`, `date`, `url`, `language`, `author` as lines at the top of a text name them, and what follows them."""
    rest = deque(text.strip().split("\n"))
    head: dict[str, str] = {}
    while rest and (said := _HEAD_LINE.fullmatch(rest[0].strip())):
        head.setdefault(said[1].lower(), said[2])
        rest.popleft()
    return head, "\n".join(rest)


@dataclass(frozen=True, slots=True)
class Bad:
    """A file, or a line of one, that was left out, and why."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line says of articles that do not say it themselves."""

    source: Source | None = None
    language: str = ""
    dated: int | None = None
    sources: Mapping[str, Source] | None = None

    @property
    def zone(self) -> str:
        """Of dates that name none."""
        return self.source.zone if self.source else "UTC"


class Reader:
    """Reads files one after the other; `left_out` counts those of other kinds found in folders, by ending."""

    def __init__(self, wishes: Wishes, clock: Clock, limits: Limits) -> None:
        self._wishes, self._clock, self._limits = wishes, clock, limits
        self._dates = DateReader(wishes.zone, wishes.language, clock.now(), limits)
        self._submitted = 0
        self.left_out: Counter[str] = Counter()

    def offers(self, files: Iterable[Path]) -> Iterator[Offered | Bad]:
        """Every article of these files; folders are gone through, `-` is JSON lines from stdin."""
        bell = Doorbell()
        workers = Workers(self._limits, bell.ring)
        waiting: dict[int, Path] = {}
        try:
            for path in self._files(files):
                if isinstance(path, Bad):
                    yield path
                elif path.suffix.lower() in PAGES:
                    yield from self._begin(path, workers, waiting, bell)
                else:
                    yield from self._here(path)
            while waiting:
                yield from self._ended(workers, waiting, bell)
        finally:
            workers.close()

    # -- which files

    def _files(self, paths: Iterable[Path]) -> Iterator[Path | Bad]:
        known = (*TEXTS, *PAGES, *LINES)
        for path in paths:
            if path == STDIN or (path.is_file() and path.suffix.lower() in known):
                yield path
            elif path.is_dir():
                yield from self._folder(path, known)
            elif path.exists():
                yield Bad(str(path), f"'{path.suffix or 'no ending'}' is none of the kinds that are read: {KINDS}")
            else:
                yield Bad(str(path), "there is no such file")

    def _folder(self, folder: Path, known: Iterable[str]) -> Iterator[Path | Bad]:
        faults: list[OSError] = []
        for place, folders, names in os.walk(folder, onerror=faults.append):
            pages = {Path(name).stem for name in names if Path(name).suffix.lower() in PAGES}
            # "page_files" beside page.html holds the pictures and frames of that page.
            folders[:] = sorted(name for name in folders if name[0] != "." and name.rpartition("_")[0] not in pages)
            for name in sorted(names):
                if Path(name).suffix.lower() in known and name[0] != ".":
                    yield Path(place, name)
                else:
                    self.left_out[Path(name).suffix.lower() or "no ending"] += 1
        yield from (Bad(str(fault.filename), f"cannot be read: {fault.strerror}") for fault in faults)

    # -- pages, in workers

    def _begin(self, path: Path, workers: Workers, waiting: dict[int, Path], bell: Doorbell) -> Iterator[Offered | Bad]:
        body = self._bytes(path)
        if isinstance(body, Bad):
            yield body
            return
        now = self._clock.now()
        while len(waiting) >= _AT_ONCE:
            yield from self._ended(workers, waiting, bell)
        self._submitted += 1
        workers.submit(self._submitted, PAGES[path.suffix.lower()], body, self._wishes.zone, now, self._limits)
        waiting[self._submitted] = path

    def _ended(self, workers: Workers, waiting: dict[int, Path], bell: Doorbell) -> Iterator[Offered | Bad]:
        """What is finished, in the order of its end; waits for the first."""
        while not (ended := workers.done()):
            self._clock.wait(bell, 1.0)
        for done in ended:
            yield self._page(waiting.pop(int(str(done.token))), done)

    def _page(self, path: Path, done: Done) -> Offered | Bad:
        if done.error:
            return Bad(str(path), done.error)
        page: SavedPage = done.value
        offer = Offered(
            str(path), page.title, page.body, page.url, page.dated, page.language, page.author, notes=page.notes
        )
        return self._finished(offer, path.name)

    # -- text and lines, here

    def _here(self, path: Path) -> Iterator[Offered | Bad]:
        if path.suffix.lower() in TEXTS:
            body = self._bytes(path)
            yield body if isinstance(body, Bad) else self._text(path, body)
            return
        try:
            with click.open_file(str(path), "rb") as lines:
                yield from self._lines("stdin" if path == STDIN else str(path), lines)
        except OSError as fault:
            yield Bad(str(path), f"cannot be read: {fault.strerror}")

    def _bytes(self, path: Path) -> bytes | Bad:
        most = self._limits.body_bytes
        try:
            with path.open("rb") as file:
                body = file.read(most + 1)
        except OSError as fault:
            return Bad(str(path), f"cannot be read: {fault.strerror}")
        return body if len(body) <= most else Bad(str(path), f"larger than {most >> 20} MB; divide it")

    def _text(self, path: Path, body: bytes) -> Offered | Bad:
        """Head lines `Title:`, `Date:`, `URL:`, `Language:`, `Author:` first, as many as there are; then the text."""
        text, notes = decode(body)
        head, rest = head_lines(clean(text))
        found = plain_text(rest, self._dates, head.get("title", ""))
        offer = Offered(
            str(path), found.title, found.body, head.get("url", head.get("link", "")), found.dated,
            head.get("language", head.get("lang", "")), head.get("author", ""), notes=(*notes, *found.notes),
        )  # fmt: skip
        return self._dated(offer, head.get("date"), path.name)

    def _lines(self, name: str, lines: IO[bytes]) -> Iterator[Offered | Bad]:
        most, number = self._limits.body_bytes, 0
        while line := lines.readline(most + 1):
            number += 1
            place = f"{name}:{number}"
            if len(line) > most:
                yield Bad(place, f"a line of more than {most >> 20} MB")
                while line and not line.endswith(b"\n"):
                    line = lines.readline(most)
            elif line.strip():
                yield self._line(place, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)

    def _line(self, place: str, line: bytes) -> Offered | Bad:
        try:
            row = json.loads(line.decode())
        except UnicodeDecodeError:
            return Bad(place, "not UTF-8; save the file as UTF-8")
        except (ValueError, RecursionError) as fault:
            return Bad(place, f"not a JSON object: {fault}")
        if not isinstance(row, dict):
            return Bad(place, "not a JSON object; each line is an object with 'title', 'text', 'date', 'url'")
        odd = [key for key, value in row.items() if key in _KEYS and not isinstance(value, str | int | float | None)]
        if odd:
            return Bad(place, f"'{odd[0]}' must be a text")
        source = _said(row, "source")
        known = self._wishes.sources or {}
        body, taken = without_boilerplate(clean(_said(row, "text", "body", "content")), _said(row, "title"))
        offer = Offered(
            place, _said(row, "title"), body, _said(row, "url", "link"), None, _said(row, "language", "lang"),
            _said(row, "author"), source if source in known else "", taken,
        )  # fmt: skip
        return self._dated(offer, _said(row, "date", "published"), "")

    # -- what all have in common

    def _dated(self, offer: Offered, date: str | None, name: str) -> Offered | Bad:
        if not date:
            return self._finished(offer, name)
        day = date.strip() + FIRST_DAY.get(len(date.strip()), "") if date.strip()[:4].isdecimal() else date
        dated, fault = self._dates.read(day)
        if dated is None:
            return Bad(offer.place, f"{fault}; write it like 2018-05-16, or leave it out")
        return self._finished(replace(offer, dated=dated), name)

    def _finished(self, offer: Offered, name: str) -> Offered | Bad:
        title, body = clean(offer.title).strip(), clean(offer.body).strip()
        if not title:
            title, body = headline(body)
        if not (title or body):
            return Bad(offer.place, "there is neither a title nor a text in it")
        title, _ = cut(" ".join(title.split()), self._limits.title_bytes)
        kept, left_off = cut(body, self._limits.text_bytes)
        said = f"text cut from {len(body.encode()):,} to {self._limits.text_bytes:,} bytes"
        tongue = offer.language.strip().lower().replace("_", "-").partition("-")[0]
        return replace(
            offer, title=title, body=kept, url=clean(offer.url).strip(),
            dated=offer.dated if offer.dated is not None else self._from_name(name) or self._wishes.dated,
            language=tongue if _LANGUAGE.fullmatch(tongue) else self._wishes.language,
            source=offer.source or (self._wishes.source.id if self._wishes.source else ""),
            notes=(*offer.notes, said) if left_off else offer.notes,
        )  # fmt: skip

    def _from_name(self, name: str) -> int | None:
        found = _IN_NAME.search(name)
        return self._dates.read(f"{found[1]}-{found[3]}-{found[4]}")[0] if found else None


_KEYS = ("title", "text", "body", "content", "url", "link", "language", "lang", "author", "date", "published", "source")


def _said(row: Mapping[str, Any], *keys: str) -> str:
    return next((str(row[key]) for key in keys if row.get(key) not in (None, "")), "")
