"""DELIVER: due messages go out, answers are recorded."""

from __future__ import annotations

import structlog

from monitor.channels.retry import next_try
from monitor.model.limits import MINUTE
from monitor.model.message import Letter, Outcome, Sent, Transient
from monitor.pipeline.bed import Bed

log = structlog.get_logger()


class Delivering:
    """Messages on their way; every attempt is written down before it begins."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self.answers: list[tuple[Letter, Outcome]] = []
        self._out: set[int] = set()  # messages being sent
        self._full: set[str] = set()  # channels without room at the last try

    def round(self) -> bool:
        """Due messages go out, their attempt written down first; answers are recorded, and the next try decided."""
        return self.record_answers() | self._send_due()

    def record_answers(self) -> bool:
        """The result of each attempt that was answered, in one commit; True if there was one."""
        answers, self.answers = self.answers, []
        self._full -= {letter.channel.name for letter, _ in answers}
        self._out -= {letter.message for letter, _ in answers}
        if answers:
            with self._bed.store.tx():
                for letter, outcome in answers:
                    self._answer(letter, outcome)
        return bool(answers)

    def _answer(self, letter: Letter, outcome: Outcome) -> None:
        now = self._bed.clock.now()
        tries, first = self._bed.store.outbox.tries(letter.message)
        again = next_try(outcome, letter.key, tries, first, now, self._bed.limits)
        self._bed.store.outbox.record(letter, outcome, again, now)
        if not isinstance(outcome, Sent):
            log.warning(
                "message not delivered", recipient=letter.recipient, channel=letter.channel.name,
                problem=outcome.detail, given_up=again is None,
            )  # fmt: skip

    def _send_due(self) -> bool:
        """True if something went out. A channel that had no room is not asked again before one of its answers came."""
        now, limits = self._bed.clock.now(), self._bed.limits
        room = limits.send_queue - self._bed.wires.post.in_flight
        if room <= 0:
            return False
        until = now + int(limits.send_deadline) + MINUTE
        channels, busy = self._bed.setup.channels, (self._full, self._out)
        with self._bed.store.tx():
            letters = self._bed.store.outbox.claim(self._bed.owner, now, until, room, channels, *busy)
        refused = [letter for letter in letters if not self._submit(letter)]
        if refused:
            with self._bed.store.tx():
                for letter in refused:
                    self._bed.store.outbox.not_begun(letter)
        return len(letters) > len(refused)

    def _submit(self, letter: Letter) -> bool:
        if letter.channel.name in self._full:
            return False
        if letter.channel.name not in self._bed.setup.channels:
            sentence = f"there is no channel '{letter.channel.name}' in digests.yaml any more"
            self.answers.append((letter, Transient(sentence)))  # a slip of the editor has three days to be mended
            return True
        taken = self._bed.wires.post.submit(letter)
        if taken:
            self._out.add(letter.message)
        else:
            self._full.add(letter.channel.name)
        return taken
