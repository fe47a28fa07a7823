"""`monitor group`: which articles of a file tell of one dealing, and which repeat one text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from monitor.cli.common import FIRST_DAY, Place, say
from monitor.errors import MonitorError
from monitor.model.article import Article
from monitor.model.limits import HOUR, Limits
from monitor.model.story import Assignment, Footprint, Material

SAID = 20  # lines told one by one of each kind of trouble; of a file of broken lines the rest is counted


@dataclass(frozen=True, slots=True)
class Line:
    """One article of the file; `dated` None where it has no date that can be true."""

    number: int  # of the line
    id: str | int
    title: str
    body: str
    language: str
    dated: int | None
    outlet: str
    notes: tuple[tuple[str, str], ...] = ()  # kind of trouble, sentence


@dataclass(slots=True)
class Troubles:
    """What was wrong with lines, told at once up to a number and counted beyond it."""

    file: Path
    counts: Counter[str] = field(default_factory=Counter)

    def tell(self, kind: str, line: int, sentence: str) -> None:
        """One sentence about one line."""
        self.counts[kind] += 1
        if self.counts[kind] <= SAID:
            say(f"{self.file}:{line}: {sentence}")

    def end(self) -> None:
        """How many lines of each kind were not told one by one."""
        for kind, count in self.counts.items():
            if count > SAID:
                say(f"{self.file}: {kind}: {count} lines in all, {count - SAID} of them not listed above")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--reason", is_flag=True, help="Also say why, and which part of a visit the article tells.")
@click.pass_obj
def group(place: Place, file: Path, *, reason: bool) -> int:
    """Say which articles of FILE ({id, title, text, language, date, outlet} a line) tell one story, which copy which.

    Prints {"id", "story", "copy_of"} a line, in the order of FILE: `story` is the id of the story's first article,
    `copy_of` the article whose text this one repeats, or null. Every article is read in full and grouped in order of
    date, as the running monitor does it; rules play no part. A line that cannot be used is said on stderr, and the
    exit code is then 1.
    """
    from monitor.cli.finding import rules_as_written
    from monitor.cli.ruling import json_line
    from monitor.digest.words import number

    troubles = Troubles(file)
    lines = _usable(file, troubles)
    if not lines:
        troubles.end()
        raise MonitorError(f"{file}: no article in it; a line holds an object with id, title, text")
    setup = rules_as_written(place)
    found = grouped(lines, setup.lexicon)
    for line in lines:
        row: dict[str, Any] = {"id": line.id, "story": found.story(line.number), "copy_of": found.copy_of(line.number)}
        if reason:
            row |= found.why(line.number)
        click.echo(json_line(row))
    troubles.end()
    refused = sum(troubles.counts[kind] for kind in ("broken lines", "doubled ids"))
    say(
        f"{number(len(lines), 'article')} in {number(len(found.stories), 'story', 'stories')}, "
        + number(len(found.copies), "copy", "copies")
        + (f"; {number(refused, 'line')} not used" if refused else "")
    )
    return 1 if refused else 0


# -- the file


def _usable(file: Path, troubles: Troubles) -> list[Line]:
    """Every line that holds an article, in the order of the file; what is wrong with others is told."""
    from monitor.clock import SystemClock

    now, limits = SystemClock().now(), Limits()
    first: dict[str, int] = {}
    lines = []
    with click.open_file(str(file), "rb") as raws:
        for number, raw in enumerate(raws, 1):
            if not raw.strip():
                continue
            try:
                line = _line(number, raw, now, limits)
            except ValueError as fault:
                troubles.tell("broken lines", number, f"{fault}; the line is left out")
                continue
            if (seen := first.setdefault(str(line.id), number)) != number:
                sentence = f"the id {line.id!r} stands in line {seen} already; this line is left out"
                troubles.tell("doubled ids", number, sentence)
                continue
            for kind, sentence in line.notes:
                troubles.tell(kind, number, sentence)
            lines.append(line)
    return lines


def _line(number: int, raw: bytes, now: int, limits: Limits) -> Line:
    """Raises ValueError with a sentence for what is no article."""
    from monitor.cli.ruling import BOM
    from monitor.extract.boilerplate import without_boilerplate
    from monitor.text.clean import clean
    from monitor.text.languages import language

    row = _row(raw.removeprefix(BOM) if number == 1 else raw)
    title = clean(_text(row, "title", limits.title_bytes))
    body = without_boilerplate(clean(_text(row, "text", limits.text_bytes)), title)[0]
    dated, trouble = _dated(row.get("date"), now, limits)
    notes = [("dates", f"{trouble}; it counts as dated like the article before it")] if trouble else []
    if not (title.strip() or body.strip()):
        notes.append(("empty articles", "neither title nor text; it is a story of its own"))
    tongue = _text(row, "language", 35).strip().lower().replace("_", "-").split("-")[0]
    if not tongue:
        tongue = language(f"{title} {body}")
        said = f"no language; read as {tongue!r}" if tongue else "no language, and the text does not tell it"
        notes.append(("languages", said))
    return Line(
        number, row["id"], title, body, tongue, dated, _text(row, "outlet", limits.title_bytes).strip(), tuple(notes)
    )


def _row(raw: bytes) -> Mapping[str, Any]:
    try:
        row = json.loads(raw.decode())
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8; save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not a JSON object: {error}") from error
    if not isinstance(row, dict) or isinstance(row.get("id"), bool) or not isinstance(row.get("id"), str | int):
        raise ValueError("an article is an object with an 'id' (a text or a number), a 'title' and a 'text'")  # noqa: TRY004 (one kind of fault)
    return row


def _text(row: Mapping[str, Any], key: str, most: int) -> str:
    """The text under a key, "" for none. Raises ValueError for anything else; what is longer than a feed's is cut."""
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"'{key}' must be a text, not {value!r:.40}")  # noqa: TRY004 (one kind of fault)
    return value if len(value) <= most else value.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")


def _dated(value: object, now: int, limits: Limits) -> tuple[int | None, str]:
    """UTC seconds and "", or None and what is wrong with the date."""
    if value is None or value == "":
        return None, "no date"
    text = str(value).strip()
    try:
        moment = datetime.fromisoformat(text + FIRST_DAY.get(len(text), ""))
        seconds = int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return None, f"'date' must look like 2024-05-16T09:30:00Z, not {text[:40]!r}"
    if not limits.earliest_date <= seconds <= now + limits.future_dates:
        return None, f"the date {text[:40]} cannot be true"
    return seconds, ""


# -- grouping


@dataclass(slots=True)
class Grouped:
    """Where every line ended up, by its number."""

    ids: Mapping[int, str | int]
    stories: dict[int, int] = field(default_factory=dict)  # open story -> line of its first article
    copies: dict[int, int] = field(default_factory=dict)
    _story: dict[int, int] = field(default_factory=dict)
    _into: dict[int, int] = field(default_factory=dict)
    _assigned: dict[int, Assignment] = field(default_factory=dict)

    def put(self, assignment: Assignment) -> int:
        """The article stands in this story, whose number is returned; merges are done."""
        article = assignment.article
        story = assignment.story if assignment.story is not None else article
        for other in assignment.merges:
            if first := self.stories.pop(other, None):
                self.stories[story] = min(self.stories.get(story, first), first)
                self._into[other] = story
        self.stories.setdefault(story, article)
        self._story[article], self._assigned[article] = story, assignment
        for copy in assignment.originals:
            self.copies[copy] = article
        if assignment.copy_of is not None:
            self.copies[article] = assignment.copy_of
        return story

    def story(self, line: int) -> str | int:
        """The id of its story's first article."""
        story = self._story[line]
        while story in self._into:
            story = self._into[story]
        return self.ids[self.stories[story]]

    def copy_of(self, line: int) -> str | int | None:
        """The id of the article whose text this one repeats."""
        original = self.copies.get(line)
        return None if original is None else self.ids[original]

    def why(self, line: int) -> dict[str, object]:
        """The reason with the ids of the file, and what else the assignment says."""
        found = self._assigned[line]
        edition = None if found.edition_of is None else self.ids[found.edition_of]
        words = (self._named(word) for word in found.reason.split(" "))
        return {"reason": " ".join(words), "sub": found.sub, "edition_of": edition}

    def _named(self, word: str) -> str:
        number = word.rstrip(",;:.")
        known = number.isdecimal() and len(number) < 10 and int(number) in self.ids
        return f"{self.ids[int(number)]}{word[len(number) :]}" if known else word


def grouped(lines: Iterable[Line], lexicon: Any) -> Grouped:
    """Every line in its story, in order of date; what has no date follows the line before it."""
    from monitor.cli.watching import watched
    from monitor.stories import Window

    limits = Limits()
    ordered = _in_order(list(lines))
    found = Grouped({line.number: line.id for line, _ in ordered})
    window, swept = Window(limits), 0
    for made in watched(_footprints(ordered, lexicon), len(ordered), "Reading and grouping articles"):
        if made.when - swept >= HOUR:
            swept = made.when
            window.forget(made.when - 2 * limits.story_window)
        assignment = window.assign(made)
        window.add(made, assignment, found.put(assignment))
    return found


def _in_order(lines: list[Line]) -> list[tuple[Line, int]]:
    """By date; the undated take the date of the line before them, the first ones that of the first that has one."""
    when = next((line.dated for line in lines if line.dated is not None), 0)
    placed = []
    for line in lines:
        when = line.dated if line.dated is not None else when
        placed.append((line, when))
    return sorted(placed, key=lambda each: (each[1], each[0].number))


def _footprints(ordered: list[tuple[Line, int]], lexicon: Any) -> Iterator[Footprint]:
    """What grouping compares of each article, read in full; a text that comes again is read once."""
    from monitor import stories
    from monitor.reading import Reading

    last: tuple[object, Footprint] | None = None
    for line, when in ordered:
        text = (line.title, line.body, line.language, line.outlet, when)
        if last is None or last[0] != text:
            scan = lexicon.scan(line.title, line.body, line.language)
            article = Article(line.number, "", line.title, line.body, line.language, when, when)
            facts = Reading(article, scan, lexicon).facts()
            material = Material(
                line.number, line.title, line.body, line.language, line.outlet, when, scan.mentions, facts
            )
            last = text, stories.footprint(material)
        yield replace(last[1], article=line.number)
