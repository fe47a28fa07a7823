"""A report as an entry of a feed: its original title, who tells it, the words that matched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from monitor.digest.words import kind_name, link, one_line, shown, title_of
from monitor.model.message import Report

_OURS = UUID("5b2f8f0e-6f3f-5d43-9b0b-0d9c6a2f4f51")  # of all ids made here


@dataclass(frozen=True, slots=True)
class Channel:
    """One file: `key` names it for ever ("rules/eaeu"), `updated` is UTC seconds."""

    key: str
    title: str
    updated: int

    @property
    def id(self) -> str:
        """The same wherever the file lies."""
        return f"urn:uuid:{uuid5(_OURS, self.key)}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article. `link` is "" where it has none that may be shown; `lines` are plain text."""

    id: str
    title: str
    link: str
    outlet: str
    language: str
    published: int
    updated: int
    lines: tuple[str, ...]
    rules: tuple[str, ...]


def entry(report: Report, changed_at: int = 0, changed: str = "") -> Entry:
    """The report as an entry. `changed`: what its last revision says otherwise, `changed_at`: since when.

    Its id hangs on the article alone, so that a changed title updates an entry and makes no second one.
    """
    place = f"{report.side} side" if report.side else f"based in {report.country}" if report.country else ""
    who = ", ".join(filter(None, (one_line(place), kind_name(report.kind), one_line(report.language))))
    words = ", ".join(f"“{shown(word, 80)}”" for word in report.why)
    when = f"dated {moment(report.dated)}, " if report.dated is not None else "undated, "
    lines = [
        f"{one_line(report.outlet)} ({who})",
        f"{when}first seen {moment(report.first_seen)}",
        f"also in: {', '.join(map(one_line, report.also_in))}" if report.also_in else "",
        f"changed {moment(changed_at)}: {shown(changed, 600)}" if changed else "",
        f"because of {', '.join(map(one_line, report.rules))}: {words}",
    ]
    return Entry(
        id=f"urn:uuid:{uuid5(_OURS, f'article/{report.article}/{report.first_seen}')}",
        title=title_of(report), link=link(report.url)[0], outlet=one_line(report.outlet), language=report.language,
        published=report.first_seen if report.dated is None else report.dated,
        updated=max(report.first_seen, changed_at if changed else 0),
        lines=tuple(filter(None, lines)), rules=tuple(map(one_line, report.rules)),
    )  # fmt: skip


def moment(seconds: int) -> str:
    """`2024-05-16 15:33 UTC`."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"


def rfc3339(seconds: int) -> str:
    """`2024-05-16T15:33:00Z`."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
