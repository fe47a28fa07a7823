"""Where two versions differ at all: facts count only there, so that a reading that wavers makes no news."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from monitor.model.fact import Span
from monitor.model.mention import FIELDS, Field
from monitor.model.revision import Version
from monitor.revising.noise import blanked, without_labels
from monitor.revising.wording import numbers, words
from monitor.text.diffing import Row, rows

Slice = tuple[Field, int, int]


@dataclass(frozen=True)
class Changes:
    """Both texts without what only stands round them, offsets kept, and the sentences in which they differ."""

    old: dict[Field, str]
    new: dict[Field, str]
    rows: tuple[tuple[Field, Row], ...]  # all but those that stayed

    @property
    def any(self) -> bool:
        """Whether they differ."""
        return bool(self.rows)

    @cached_property
    def edited(self) -> list[tuple[str, str]]:
        """Sentences that stand in both and are not the same, old and new."""
        found = []
        for where, row in self.rows:
            if row.old and row.new:
                found.append((self.old[where][slice(*row.old)], self.new[where][slice(*row.new)]))
        return found

    @cached_property
    def added(self) -> list[str]:
        """Sentences that only the new text has."""
        return [self.new[where][slice(*row.new)] for where, row in self.rows if row.new and not row.old]

    @cached_property
    def removed(self) -> list[str]:
        """Sentences that only the old text has."""
        return [self.old[where][slice(*row.old)] for where, row in self.rows if row.old and not row.new]

    @cached_property
    def old_words(self) -> str:
        """All words of the old text, folded, with a space at both ends."""
        return _all_words(self.old)

    @cached_property
    def new_words(self) -> str:
        """All words of the new text, folded, with a space at both ends."""
        return _all_words(self.new)

    @cached_property
    def old_numbers(self) -> frozenset[str]:
        """All numbers of the old text in one spelling."""
        return frozenset(found for text in self.old.values() for found, _, _ in numbers(text))

    @cached_property
    def new_numbers(self) -> frozenset[str]:
        """All numbers of the new text in one spelling."""
        return frozenset(found for text in self.new.values() for found, _, _ in numbers(text))

    def in_old(self, *spans: Span) -> bool:
        """Whether one of these places lies in a sentence of the old text that went or was edited."""
        return any(_meets(span, where, row.old) for span in spans for where, row in self.rows)

    def in_new(self, *spans: Span) -> bool:
        """Whether one of these places lies in a sentence of the new text that came or was edited."""
        return any(_meets(span, where, row.new) for span in spans for where, row in self.rows)


def changes(old: Version, new: Version) -> Changes:
    """The differences of title and body, by sentences; two are the same whose folded words are."""
    before, after = _fields(old), _fields(new)
    found: list[tuple[Field, Row]] = []
    for where in FIELDS:
        if where == "title" and words(without_labels(before[where])) == words(without_labels(after[where])):
            continue
        found += [(where, row) for row in rows(before[where], after[where], words) if row.kind != "same"]
    return Changes(before, after, tuple(_unmoved(found, before, after)))


def _unmoved(found: list[tuple[Field, Row]], old: dict[Field, str], new: dict[Field, str]) -> list[tuple[Field, Row]]:
    """Without sentences that stand elsewhere now, word for word, or that hold no word."""
    came = {words(new[where][slice(*row.new)]) for where, row in found if row.new}
    went = {words(old[where][slice(*row.old)]) for where, row in found if row.old}
    moved = (came & went) | {""}
    kept = []
    for where, row in found:
        before = row.old if row.old and words(old[where][slice(*row.old)]) not in moved else None
        after = row.new if row.new and words(new[where][slice(*row.new)]) not in moved else None
        if before or after:
            kept.append((where, Row(row.kind, before, after)))
    return kept


def _fields(version: Version) -> dict[Field, str]:
    return {"title": version.title, "body": blanked(version.body)}


def _all_words(texts: dict[Field, str]) -> str:
    return f" {' '.join(words(text) for text in texts.values())} "


def _meets(span: Span, where: Field, part: tuple[int, int] | None) -> bool:
    return part is not None and span.field == where and span.start < part[1] and part[0] < span.end
