"""A window that takes certain articles for the proof that all stories are one."""

from __future__ import annotations

import pytest

from monitor.model.story import Assignment, Footprint
from monitor.pipeline import grouping
from monitor.stories import Window

JOINS = "two matters of one day"


class Joining(Window):
    """As the window decides, but for an article whose headline ends in JOINS: it puts all it knows into one story."""

    def assign(self, article: Footprint) -> Assignment:
        if not article.headline.endswith(JOINS):
            return super().assign(article)
        stories = sorted(set(self._story.values()))
        return Assignment(article.article, stories[0], None, "tells of both", merges=tuple(stories[1:]))


def joining(monkeypatch: pytest.MonkeyPatch) -> None:
    """The river groups with it from now on."""
    monkeypatch.setattr(grouping, "Window", Joining)
