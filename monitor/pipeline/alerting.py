"""COMPOSE between two digests: which alerts a reader is owed, when, and what goes into one message."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from monitor import digest, log
from monitor.digest import Waiting
from monitor.digest.alerts import Alert
from monitor.digest.quiet import asleep
from monitor.model.limits import DAY, MINUTE
from monitor.model.message import Counts, Digest, DigestStory, Health, Mute, Report, Subscription
from monitor.pipeline.bed import Bed, fence
from monitor.pipeline.facets import Facets
from monitor.pipeline.muting import mutes_of
from monitor.pipeline.naming import named

Stories = Callable[[Subscription, int, int | None], list[DigestStory]]  # untold since, of one story
Freeze = Callable[[Subscription, Digest, int | None], int | None]  # with the thread that it belongs to


Tried = Callable[[Subscription, Digest], object]  # raises where its messages cannot be made; keeps nothing
ALERT_AGAIN = 5 * MINUTE  # after a fault of one story's alert


class Alerting:
    """Looks only where a story has grown since, or where what waits has fallen due."""

    def __init__(
        self, bed: Bed, stories: Stories, freeze: Freeze, tried: Tried, claimed: Callable[[int], bool]
    ) -> None:
        self._bed = bed
        self._stories = stories
        self._freeze = freeze
        self._tried = tried
        self._claimed = claimed
        self._grown = True  # something was judged or grouped since alerts were last looked for
        self._waiting: dict[str, int] = {}  # subscription -> when its next alert falls due
        self._broke: Counter[tuple[str, int]] = Counter()  # subscription and story -> how often its alert broke
        self.problems: list[tuple[str, str]] = []  # subscription, and what could not be composed; not yet taken

    def look_again(self) -> None:
        """Something was judged, grouped or asked for, or the rules are others: there may be an alert in it."""
        self._grown = True

    def again(self, subscription: Subscription, moment: int) -> None:
        """It could not be composed; at that moment it is tried once more."""
        self._waiting[subscription.id] = moment

    def next_moment(self) -> int | None:
        """When the next alert falls due that waits: for more of its story, for others, for the morning. UTC seconds."""
        return min(self._waiting.values(), default=None)

    def to_look(self, now: int) -> list[Subscription]:
        """Who may have an alert: nobody while no story has grown and nothing that waits has fallen due."""
        grown, self._grown = self._grown, False
        wanting = [subscription for subscription in self._bed.setup.subscriptions if subscription.alerts]
        self._waiting = {each.id: self._waiting[each.id] for each in wanting if each.id in self._waiting}
        return [each for each in wanting if grown or self._waiting.get(each.id, now + 1) <= now]

    def send(self, subscription: Subscription, now: int) -> bool:
        """Send what alerts are due, and remember when the next one is. One that breaks holds back no other."""
        self._waiting.pop(subscription.id, None)
        worked = False
        for found in self.waiting(subscription):
            if found.moment > now:
                self._wait(subscription, found.moment)
                continue
            failures: list[str] = []
            with fence(failures):
                worked |= self._claimed(now) and self._send(subscription, found)
            if failures:
                self._blame(subscription, found.stories, failures[0])
        return worked

    def waiting(self, subscription: Subscription) -> tuple[Waiting, ...]:
        """Alerts that this subscription is to get of what is untold now, each with its moment; writes nothing."""
        store, limits, now = self._bed.store, self._bed.limits, self._bed.clock.now()
        threshold = subscription.alerts
        if threshold is None or store.outbox.created(subscription.id) is None:
            return ()
        night = asleep(subscription.quiet, subscription.zone, now - 2 * DAY, now)
        since, mutes = now - limits.alert_fresh - night, mutes_of(store, subscription, now)
        choosy = bool(subscription.languages or subscription.without_kinds)
        found: list[Alert] = []
        for number in store.alerts.stories(subscription.id, subscription.rules, threshold, since, choosy=choosy):
            if self._broke[subscription.id, number] >= limits.item_tries:
                continue  # it waits for the digest
            failures: list[str] = []
            with fence(failures):
                found += self._alerts(subscription, number, since, mutes)
            if failures:
                self._broken(subscription, number, failures[0])
        return digest.messages(found, subscription, limits)

    def _alerts(self, subscription: Subscription, number: int, since: int, mutes: Sequence[Mute]) -> list[Alert]:
        limits, now = self._bed.limits, self._bed.clock.now()
        sent = self._bed.store.alerts.sent(subscription.id, number)
        found = [
            digest.alert(self._marked(story), sent, subscription, now, limits)
            for untold in self._untold(subscription, since, number, mutes)
            if (story := digest.audible(untold, mutes, now))
        ]
        return [each for each in found if each]

    def _wait(self, subscription: Subscription, moment: int) -> None:
        self._waiting[subscription.id] = min(moment, self._waiting.get(subscription.id, moment))

    def _blame(self, subscription: Subscription, stories: Sequence[DigestStory], problem: str) -> None:
        """Of a message that broke, the stories that break alone as well; where none does, all of them."""
        guilty = []
        for story in stories if len(stories) > 1 else ():
            failures: list[str] = []
            with fence(failures):
                self._tried(subscription, self.draft(subscription, [story]))
            if failures:
                guilty.append(story.id)
        for number in guilty or [story.id for story in stories]:
            self._broken(subscription, number, problem)

    def _broken(self, subscription: Subscription, number: int, problem: str) -> None:
        """Once more in a while; after some tries it is left to the digest."""
        self._broke[subscription.id, number] += 1
        left = self._broke[subscription.id, number] >= self._bed.limits.item_tries
        self.problems.append((f"{subscription.id}: story {number}{', left to the digest' if left else ''}", problem))
        log.error(
            "alert not composed", subscription=subscription.id, story=number, left_to_digest=left, problem=problem
        )
        if not left:
            self._wait(subscription, self._bed.clock.now() + ALERT_AGAIN)

    def _untold(self, subscription: Subscription, since: int, number: int, mutes: Sequence[Mute]) -> list[DigestStory]:
        """The story with what is untold of it; with its events where some kinds of them are muted."""
        found = self._stories(subscription, since, number)
        if any(mute.kind == "event" for mute in mutes):
            return Facets(self._bed, subscription, self._bed.clock.now()).of(found)
        return found

    def _marked(self, story: DigestStory) -> DigestStory:
        """With the reports that tell of a congratulation alone known as such."""
        polite = self._bed.store.alerts.courtesies([report.article for report in story.reports])
        reports = (replace(report, courtesy=report.article in polite) for report in story.reports)
        return replace(story, reports=tuple(reports)) if polite else story

    def draft(self, subscription: Subscription, stories: Sequence[DigestStory]) -> Digest:
        """An alert's content as of now; writes nothing."""
        now = self._bed.clock.now()
        told = [replace(story, muted=0) for story in stories]  # what waited for the end of a mute is told whole
        reports = [report for story in told for report in story.reports]
        content = digest.compose(
            subscription, _period(reports), min(report.first_seen for report in reports), now, now,
            stories=Facets(self._bed, subscription, now).of(told), health=Health(0, 0), counts=Counts(0, 0),
            demo=self._bed.demo, kind="alert",
        )  # fmt: skip
        return named(content, self._bed.setup)

    def _send(self, subscription: Subscription, found: Waiting) -> bool:
        alone = found.stories[0].id if len(found.stories) == 1 else None
        thread = None if alone is None else self._bed.store.alerts.thread(subscription.id, alone)
        number = self._freeze(subscription, self.draft(subscription, found.stories), thread)
        if number is not None:
            log.info(
                "alert composed", subscription=subscription.id, stories=[story.id for story in found.stories],
                reports=sum(len(story.reports) for story in found.stories),
            )  # fmt: skip
        return number is not None


def _period(reports: Iterable[Report]) -> str:
    """An alert's period: the same items can never be told by a second one."""
    items = sorted((report.article, report.revision) for report in reports)
    return f"alert/{hashlib.sha256(repr(items).encode()).hexdigest()[:32]}"
