"""The cues of an article by sentence and name: asked for many times by each trigger, hence looked up, not searched."""

from __future__ import annotations

from collections.abc import Container

from monitor.reading.cues import Cue
from monitor.reading.ground import Ground

MOST = 30  # of one name in a sentence; one with more is a table


class Words:
    """Of each name the first 30 of a sentence."""

    def __init__(self, ground: Ground) -> None:
        self._by_sentence = ground.by_name

    def starts(self, sentence: int, names: Container[str]) -> list[int]:
        """Where the cues of a sentence begin whose names are among many, in no order that counts."""
        known = self._by_sentence.get(sentence, {})
        return [cue.start for name, cues in known.items() if name in names for cue in cues[:MOST]]

    def of(self, sentence: int, *names: str) -> list[Cue]:
        """Cues of a sentence that bear one of these names, name by name."""
        known = self._by_sentence.get(sentence, {})
        if len(names) == 1:
            found = known.get(names[0], [])
            return found if len(found) <= MOST else found[:MOST]
        return [cue for name in names if name in known for cue in known[name][:MOST]]
