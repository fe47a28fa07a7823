"""An alarm that needs no write: what the outbox cannot keep is kept in memory, and told once a day and cause.

Its id is made of the state directory, the day and the cause, so that a mail server knows the repeat after a restart for
the same message. Only the operator is told, over the channel of `operator:`. One that writes itself (`file`) cannot
help here: it is tried all the same, as it may lie on another disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor import log
from monitor.channels.retry import next_try
from monitor.digest.causes import Cause
from monitor.model.message import Letter, Outcome, Sent
from monitor.pipeline.bed import Bed, fence

UNKEPT = 0  # the number of a message that stands in no outbox
Letters = Callable[[Sequence[Cause]], list[Letter]]


@dataclass(slots=True)
class _Waiting:
    letter: Letter
    first: int
    due: int
    tries: int = 0
    out: bool = False


class Outcry:
    """Letters in memory alone; `letters` makes those of an alarm."""

    def __init__(self, bed: Bed, letters: Letters) -> None:
        self._bed = bed
        self._letters = letters
        self._told: set[tuple[str, str]] = set()  # cause and day
        self._waiting: list[_Waiting] = []

    def cry(self, cause: Cause) -> None:
        """Tell the operator, unless he was told of it today."""
        if (cause.key, cause.day) in self._told:
            return
        self._told.add((cause.key, cause.day))
        if self._bed.setup.operator is None:
            log.error("nobody can be told: digests.yaml names no operator", problem=cause.line)
            return
        failures: list[str] = []
        now = self._bed.clock.now()
        with fence(failures):
            self._waiting += [_Waiting(letter, now, now) for letter in self._letters([cause])]
        if failures:
            log.error("alarm not raised", problem=failures[0])

    def send(self) -> bool:
        """Submit what is due; True if something went out."""
        now, worked = self._bed.clock.now(), False
        for each in self._waiting:
            if not each.out and each.due <= now and self._bed.wires.post.submit(each.letter):
                each.out, each.tries, worked = True, each.tries + 1, True
        return worked

    def answered(self, letter: Letter, outcome: Outcome) -> None:
        """Sent or refused is the end of it; else it is tried again like any message, as long as we live."""
        found = next((each for each in self._waiting if each.letter.key == letter.key), None)
        if found is None:
            return
        now = self._bed.clock.now()
        again = next_try(outcome, letter.key, found.tries, found.first, now, self._bed.limits)
        found.out, found.due = False, again or now
        if again is None:
            self._waiting.remove(found)
        if isinstance(outcome, Sent):
            log.warning("alarm sent without the outbox", recipient=letter.recipient, channel=letter.channel.name)
        else:
            log.error(
                "alarm not delivered", channel=letter.channel.name, problem=outcome.detail, given_up=again is None
            )

    def next_due(self) -> int | None:
        """When the next try is due, UTC seconds; None = nothing waits."""
        return min((each.due for each in self._waiting if not each.out), default=None)
