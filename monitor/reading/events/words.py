"""The cues of an article by sentence and name: asked for many times by each trigger, hence looked up, not searched."""

from __future__ import annotations

from monitor.reading.cues import Cue
from monitor.reading.ground import Ground

MOST = 30  # of one name in a sentence; one with more is a table


class Words:
    """Of each name the first 30 of a sentence."""

    def __init__(self, ground: Ground) -> None:
        self._by_name: dict[tuple[int, str], list[Cue]] = {}
        for cue in ground.cues:
            group = self._by_name.setdefault((cue.sentence, cue.name), [])
            if len(group) < MOST:
                group.append(cue)

    def of(self, sentence: int, *names: str) -> list[Cue]:
        """Cues of a sentence that bear one of these names, name by name."""
        found: list[Cue] = []
        for name in names:
            found += self._by_name.get((sentence, name), ())
        return found
