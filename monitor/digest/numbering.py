"""Which lines of a story have a number, and in what order.

From 1 in reading order: corrections, new reports, quotes, updates, figures. A copy of another report's text is named
under it and has no number of its own. The order is a matter of the story alone, so that each format and channel of one
digest has the same numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from monitor.model.digestfacts import ToldFigure, ToldQuote
from monitor.model.message import Change, DigestStory, Report

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Numbers:
    """A story's numbered things, each with its number ("12.1"), and what is folded under whom."""

    reports: dict[Change, tuple[tuple[str, Report], ...]]
    quotes: tuple[tuple[str, ToldQuote], ...]
    figures: tuple[tuple[str, ToldFigure], ...]
    copies: dict[int, list[Report]]  # article -> new reports that repeat its text


def numbers(story: DigestStory) -> Numbers:
    """Every report, quote and figure of the story once: numbered, or folded under the text that it repeats."""
    copies = _copies(story)
    folded = {copy.article for found in copies.values() for copy in found}
    plain = [report for report in story.reports if report.change != "new" or report.article not in folded]
    count = itertools.count(1)

    def take(things: Iterable[_T]) -> tuple[tuple[str, _T], ...]:
        return tuple((f"{story.number}.{next(count)}", thing) for thing in things)

    corrections = take(report for report in plain if report.change == "correction")
    new = take(report for report in plain if report.change == "new")
    quotes = take(story.quotes)
    updates = take(report for report in plain if report.change == "update")
    reports: dict[Change, tuple[tuple[str, Report], ...]] = {"correction": corrections, "new": new, "update": updates}
    return Numbers(reports, quotes, take(story.figures), copies)


def _copies(story: DigestStory) -> dict[int, list[Report]]:
    """Article -> the new reports that repeat its text; where the original is not here, the first copy stands for it."""
    heads = {report.article: report.article for report in story.reports if report.change == "new"}
    copies: dict[int, list[Report]] = {}
    for report in story.reports:
        if report.change != "new" or report.copy_of is None or report.copy_of == report.article:
            continue
        head = heads.setdefault(report.copy_of, report.article)
        if head != report.article:
            copies.setdefault(head, []).append(report)
    return _flat(copies)


def _flat(copies: dict[int, list[Report]]) -> dict[int, list[Report]]:
    """Copies of copies under the first text of the chain; a ring of copies keeps its first report as the head."""
    parent = {copy.article: head for head, found in copies.items() for copy in found}
    flat: dict[int, list[Report]] = {}
    for head, found in copies.items():
        top, seen = head, {head}
        while top in parent and parent[top] not in seen:
            top = parent[top]
            seen.add(top)
        if top in parent:  # a ring: nobody was first, so nothing is folded
            continue
        flat.setdefault(top, []).extend(found)
    return flat
