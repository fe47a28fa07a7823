"""DELIVER: due messages go out, answers are recorded."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

from monitor import log
from monitor.channels.retry import next_try
from monitor.model.limits import MINUTE
from monitor.model.message import Letter, Outcome, Sent, Transient
from monitor.pipeline.bed import Bed, fence


class Delivering:
    """Messages on their way; every attempt is written down before it begins."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self.answers: list[tuple[Letter, Outcome]] = []
        self._out: set[int] = set()  # messages being sent
        self._held: Counter[str] = Counter()  # how many of each channel
        self._full: set[str] = set()  # channels without room at the last try

    def round(self) -> bool:
        """Due messages go out, their attempt written down first; answers are recorded, and the next try decided."""
        return self.record_answers() | self._send_due()

    def record_answers(self) -> bool:
        """The result of each attempt that was answered, in one commit; True if there was one.

        Until that commit an answer stays in hand, and its message is taken for one on its way: it went out.
        """
        answers = self.answers
        if not answers:
            return False
        self._full -= {letter.channel.name for letter, _ in answers}
        with self._bed.store.tx():
            for letter, outcome in answers:
                failures: list[str] = []
                with fence(failures), self._bed.store.tx():
                    self._answer(letter, outcome)
                if failures:
                    log.error("answer not recorded", recipient=letter.recipient, problem=failures[0])
        self.answers = []
        for letter, _ in answers:
            if letter.message in self._out:
                self._out.remove(letter.message)
                self._held[letter.channel.name] -= 1
        return True

    @property
    def in_hand(self) -> list[int]:
        """Messages that are being sent, or whose answer is not recorded yet."""
        return [*self._out, *(letter.message for letter, _ in self.answers if letter.message not in self._out)]

    def _answer(self, letter: Letter, outcome: Outcome) -> None:
        now = self._bed.clock.now()
        tries, first = self._bed.store.outbox.tries(letter.message)
        again = next_try(self._borne(letter, outcome), letter.key, tries, first, now, self._bed.limits)
        self._bed.store.outbox.record(letter, outcome, again, now)
        if not isinstance(outcome, Sent):
            log.warning(
                "message not delivered", recipient=letter.recipient, channel=letter.channel.name,
                problem=outcome.detail, given_up=again is None,
            )  # fmt: skip

    def _borne(self, letter: Letter, outcome: Outcome) -> Outcome:
        """What is borne a few times is counted by itself: a server that was away all night may refuse once, too."""
        if not isinstance(outcome, Transient) or outcome.at_most is None:
            return outcome
        last = self._bed.store.outbox.refusals(letter.message) + 1 >= outcome.at_most
        return outcome if last else replace(outcome, at_most=None)

    def _send_due(self) -> bool:
        """True if something went out. Of each channel as much as it has room for, so that none waits for another."""
        claimed = self._claimed()
        refused = [letter for letter in claimed if not self._submit(letter)]
        if refused:
            with self._bed.store.tx():
                for letter in refused:
                    self._bed.store.outbox.not_begun(letter)
        return len(claimed) > len(refused)

    def _claimed(self) -> list[Letter]:
        """Letters in hand, each with an attempt on record. A claim outlives its attempt: nobody else sends it."""
        now, limits, outbox = self._bed.clock.now(), self._bed.limits, self._bed.store.outbox
        room = limits.send_queue - self._bed.wires.post.in_flight
        wanted = [name for name in outbox.waiting(now) if name not in self._full] if room > 0 else []
        if not wanted:
            return []
        until = now + math.ceil(limits.send_deadline) + MINUTE
        letters: list[Letter] = []
        with self._bed.store.tx():
            for name in wanted:
                free = min(room - len(letters), limits.send_share - self._held[name])
                if free > 0:
                    letters += outbox.claim(
                        self._bed.owner, now, until, free, self._bed.setup.channels, name, self._out
                    )
        return letters

    def _submit(self, letter: Letter) -> bool:
        if letter.channel.name in self._full:
            return False
        if letter.channel.name not in self._bed.setup.channels:
            sentence = f"there is no channel '{letter.channel.name}' in digests.yaml any more"
            self.answers.append((letter, Transient(sentence)))  # a slip of the editor has three days to be mended
            return True
        if letter.made_for not in ("", letter.channel.kind):  # another kind might take the bytes and show nothing
            self.answers.append((letter, Transient(_another_kind(letter))))
            return True
        taken = self._bed.wires.post.submit(letter)
        if taken:
            self._out.add(letter.message)
            self._held[letter.channel.name] += 1
        else:
            self._full.add(letter.channel.name)
        return taken


def _another_kind(letter: Letter) -> str:
    name, now, then = letter.channel.name, letter.channel.kind, letter.made_for
    return (
        f"the channel '{name}' of digests.yaml is of the kind {now} now, and this message was made for {then}; give "
        f"the new channel another name and '{name}' its old kind back until this has arrived"
    )
