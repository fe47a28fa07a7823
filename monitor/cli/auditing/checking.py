"""Whether a pack holds together, without any store: hashes, words that must stand in texts, totals, deliveries."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from monitor.cli.auditing.opening import Pack
from monitor.cli.auditing.packing import FORMAT, body_name
from monitor.digest.words import one_line
from monitor.errors import MonitorError

MOST_PROBLEMS = 200  # that are told one by one
# Each is looked for in a text: without a bound a hostile pack would keep the check busy for days.
MOST_LINES = 20_000
MOST_PLACES = 500  # words, rules or spans of one article or line
MOST_CHARS = 20_000  # of a line
_CUT = re.compile(r"(?: \[\.\.\. [\d,]+ characters more\]|…)$")
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]{3,2000})[”“»\"]")
T = TypeVar("T")


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class _Listed(_Model):
    bytes: int
    sha256: str


class _Manifest(_Model):
    format: str
    totals: dict[str, int]
    files: dict[str, _Listed]


class _Span(_Model):
    field: str
    start: int
    end: int


class _Line(_Model):
    number: str
    article: int
    text: str = Field(max_length=MOST_CHARS)
    shows: str
    spans: list[_Span] = Field(default=[], max_length=MOST_PLACES)
    text_version: int = 0


class _Rule(_Model):
    rule: str
    version: str
    file: str


class _Told(_Model):
    article: int
    text_version: int
    words: list[str] = Field(max_length=MOST_PLACES)
    rules: list[_Rule] = Field(max_length=MOST_PLACES)


class _Digest(_Model):
    id: int
    subscription: str
    period: str
    messages: int
    sent: int
    due: int
    dead: int
    lines: list[_Line] = Field(max_length=MOST_LINES)
    told: list[_Told] = Field(max_length=MOST_LINES)


class _Article(_Model):
    article: int
    title: str
    sha256: str
    file: str
    text_version: int


class _Attempt(_Model):
    outcome: str


class _Delivery(_Model):
    message: int
    channel: str
    part: int
    state: str
    attempts: list[_Attempt]


@dataclass(slots=True)
class Verdict:
    """`problems`: what does not hold, a sentence each; `notes`: what could not be looked at; `counts`: what was."""

    manifest: str = ""  # SHA-256 of manifest.json
    digest: str = ""
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, what: str, number: int = 1) -> None:
        """One thing more was looked at."""
        self.counts[what] = self.counts.get(what, 0) + number


def checked(pack: Pack) -> Verdict:
    """Everything that can be known from the pack alone. Raises MonitorError where it is no pack of ours."""
    verdict = Verdict()
    data = pack.read("manifest.json")
    verdict.manifest = hashlib.sha256(data).hexdigest()
    manifest = _read(_Manifest, data, "manifest.json")
    if manifest.format != FORMAT:
        raise MonitorError(f"its format is {manifest.format[:60]!r}, and this program knows {FORMAT!r}")
    verdict.problems += _files(pack, manifest, verdict)
    digest = _read(_Digest, pack.read("digest.json"), "digest.json")
    verdict.digest = f"digest {digest.id} ({one_line(digest.subscription)}, {one_line(digest.period)})"
    deliveries = _read(list[_Delivery], pack.read("deliveries.json"), "deliveries.json")
    verdict.problems += _articles(pack, digest, verdict)
    verdict.problems += _rules(pack, digest, verdict)
    verdict.problems += _deliveries(pack, digest, deliveries, verdict)
    verdict.problems += _totals(pack, manifest, digest, deliveries)
    return verdict


def _read(kind: type[T], data: bytes, path: str) -> T:
    """Raises MonitorError where the file is not what it should be."""
    try:
        return TypeAdapter(kind).validate_json(data)
    except ValidationError as fault:
        first = fault.errors()[0]
        at = ".".join(map(str, first["loc"]))
        raise MonitorError(f"{path} is not what a pack has there: {at or 'the file'}: {first['msg'][:200]}") from fault


def _files(pack: Pack, manifest: _Manifest, verdict: Verdict) -> Iterator[str]:
    """Every file is there, none is there besides, and each has the bytes that the manifest says."""
    there = set(pack.paths) - {"manifest.json"}
    yield from (
        f"{path} is in the pack, and the manifest does not know it" for path in sorted(there - set(manifest.files))
    )
    for path, listed in sorted(manifest.files.items()):
        if path not in there:
            yield f"{path} is missing"
            continue
        verdict.count("files")
        try:
            data = pack.read(path)
        except MonitorError as fault:
            yield str(fault)
            continue
        if len(data) != listed.bytes or hashlib.sha256(data).hexdigest() != listed.sha256:
            yield f"{path} is not what the manifest says: another size or SHA-256"


def _articles(pack: Pack, digest: _Digest, verdict: Verdict) -> Iterator[str]:
    """Of each article its text, the lines that show it and the words for which it was told; one text at a time."""
    told = {row.article: row for row in digest.told}
    lines: dict[int, list[_Line]] = {}
    for line in digest.lines:
        lines.setdefault(line.article, []).append(line)
    for number in sorted({*told, *lines}):
        try:
            article = _read(_Article, pack.read(f"articles/{number}.json"), f"articles/{number}.json")
            data = pack.read(f"articles/{number}.txt")
            text = data.decode("utf-8")
        except (MonitorError, UnicodeDecodeError) as fault:
            yield f"article {number}: {fault}"
            continue
        verdict.count("articles")
        if hashlib.sha256(data).hexdigest() != article.sha256:
            yield f"article {number}: its text has another SHA-256 than articles/{number}.json says"
        if not text.startswith(f"{article.title}\n"):
            yield f"article {number}: its text does not begin with its title"
        flat = one_line(text)
        yield from _words(told.get(number), article, flat, verdict)
        for line in lines.get(number, []):
            yield from _shown(line, article, text, flat, pack, verdict)


def _words(told: _Told | None, article: _Article, flat: str, verdict: Verdict) -> Iterator[str]:
    """The words for which it was told stand in it, in the version that was told."""
    if told is None:
        return
    if told.text_version != article.text_version:
        yield f"article {article.article}: version {told.text_version} was told, version {article.text_version} is here"
    if not told.words:
        verdict.notes.append(f"article {article.article}: no words are kept for which it was told")
    for words in told.words:
        verdict.count("words of WHY")
        if one_line(words) not in flat:
            yield f'article {article.article}: "{one_line(words)[:80]}" of WHY does not stand in its text'


def _changed(line: _Line, pack: Pack, text: str) -> Iterator[str]:
    """What was told before is there and is another text."""
    try:
        if pack.read(f"articles/{line.article}.before.txt") == text.encode():
            yield f"line {line.number} tells of a change, and article {line.article} is as it was told before"
    except MonitorError as fault:
        yield f"line {line.number} tells of a change: {fault}"


def _shown(line: _Line, article: _Article, text: str, flat: str, pack: Pack, verdict: Verdict) -> Iterator[str]:
    """What the line shows stands in the article."""
    verdict.count("lines")
    if line.shows == "change":
        yield from _changed(line, pack, text)
        return
    if line.shows == "article":
        words = _CUT.sub("", one_line(line.text)).strip()
        found = _QUOTED.findall(words) if words.startswith("(") else [words]  # an article without a title
        if not all(_CUT.sub("", each).strip() in flat for each in found):
            yield f'line {line.number}: "{words[:80]}" does not stand in article {article.article}'
        return
    if not line.spans:
        verdict.notes.append(f"line {line.number}: what it shows was read anew since; where it stood is not kept")
        return
    if line.text_version != article.text_version:
        verdict.notes.append(f"line {line.number}: what it shows was read anew since, of another version of the text")
        return
    fields = {"title": article.title, "body": text[len(article.title) + 1 :]}
    for span in line.spans:
        place = fields.get(span.field, "")
        if not (0 <= span.start < span.end <= len(place)) or not place[span.start : span.end].strip():
            yield f"line {line.number}: the place in article {article.article} that it was read of does not exist"
    for words in _QUOTED.findall(line.text):
        if len(words.split()) > 1 and _CUT.sub("", one_line(words)) not in flat:
            yield f'line {line.number}: the quoted "{one_line(words)[:80]}" does not stand in article {article.article}'


def _rules(pack: Pack, digest: _Digest, verdict: Verdict) -> Iterator[str]:
    """Each rule that found something is there in its version, or it is said that it is not."""
    wanted = {(rule.rule, rule.version, rule.file) for told in digest.told for rule in told.rules}
    for rule, version, path in sorted(wanted):
        if path in pack.paths:
            verdict.count("rules")
        elif version:
            yield f"the rule '{one_line(rule)}' in the version {version[:12]} is missing: {path[:100]}"
        else:
            verdict.notes.append(f"which version of the rule '{one_line(rule)}' found its articles was not kept")


def _deliveries(pack: Pack, digest: _Digest, deliveries: list[_Delivery], verdict: Verdict) -> Iterator[str]:
    """Each message has the bytes that it carried, and each that was sent an answer that says so."""
    bodies = {path.rpartition(".")[0] for path in pack.paths}
    for message in deliveries:
        verdict.count("messages")
        if body_name(message.channel, message.part) not in bodies:
            name = one_line(message.channel)[:60]
            yield f"message m{message.message}: its bytes are missing (part {message.part} for {name})"
        answered = any(attempt.outcome == "sent" for attempt in message.attempts)
        if (message.state == "sent") != answered:
            yield f"message m{message.message}: its state is '{message.state}', and its attempts say otherwise"
    for state, number in (("sent", digest.sent), ("due", digest.due), ("dead", digest.dead)):
        found = sum(message.state == state for message in deliveries)
        if found != number:
            yield f"the digest counts {number} messages that are {state}, and there are {found}"


def _totals(pack: Pack, manifest: _Manifest, digest: _Digest, deliveries: list[_Delivery]) -> Iterator[str]:
    """What the manifest counts is what there is."""
    counted = {
        "articles": sum(path.startswith("articles/") and path.endswith(".json") for path in pack.paths),
        "lines": len(digest.lines), "told": len(digest.told), "messages": len(deliveries),
        "attempts": sum(len(message.attempts) for message in deliveries),
        "bodies": sum(path.startswith("bodies/") for path in pack.paths),
    }  # fmt: skip
    for what, number in counted.items():
        if manifest.totals.get(what) != number:
            yield f"the manifest counts {manifest.totals.get(what)} {what}, and there are {number}"


def first(problems: Iterable[str]) -> list[str]:
    """The problems to be told, and how many more there are."""
    found = list(problems)
    more = len(found) - MOST_PROBLEMS
    return [*found[:MOST_PROBLEMS], *([f"and {more:,} more"] if more > 0 else [])]
