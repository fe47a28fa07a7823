"""COMPOSE: what is untold x subscriptions -> a digest, its frozen messages and the ledger, in one commit."""

from __future__ import annotations

from dataclasses import replace

import structlog

from monitor import digest
from monitor.channels import CHANNELS, message_id, message_key
from monitor.digest import periods
from monitor.model.limits import DAY, MINUTE
from monitor.model.message import ChannelConfig, Digest, DigestStory, Health, Report, Subscription, Told
from monitor.pipeline.bed import Bed, fence
from monitor.store.outbox import NewDigest, NewMessage

log = structlog.get_logger()

COMPOSE_PATIENCE = 10 * MINUTE  # how long a digest that is due waits for articles still being judged
COMPOSE_AGAIN = 5 * MINUTE  # after a fault of one subscription's digest; the others go on


class Composing:
    """Subscriptions whose hour has come."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._failed: dict[str, int] = {}  # subscription -> when its digest could not be composed

    def round(self) -> bool:
        """Subscriptions whose hour has come: the digest, its frozen messages and the ledger, in one commit."""
        now, worked = self._bed.clock.now(), False
        for subscription in self._bed.setup.subscriptions:
            if now - self._failed.get(subscription.id, 0) < COMPOSE_AGAIN:
                continue
            failures: list[str] = []
            with fence(failures):
                worked |= self._send_due(subscription, now)
            if failures:
                self._failed[subscription.id] = now
                log.error("digest not composed", subscription=subscription.id, problem=failures[0])
        return worked

    def _send_due(self, subscription: Subscription, now: int) -> bool:
        outbox = self._bed.store.outbox
        created, last = outbox.created(subscription.id), outbox.last_digest(subscription.id)
        if created is None:
            return False
        due = periods.due(subscription, now, created, last[0] if last else "", self._bed.limits)
        # A slot renamed and named back is due again by its hour, but was told.
        if not due or outbox.has_digest(subscription.id, due.period) or not self._ready(due.moment, now):
            return False
        return self.send_digest(subscription, due.period, min(due.moment, now)) is not None

    def _ready(self, moment: int, now: int) -> bool:
        """A digest waits a little for what is being judged, and after a pause for the first polls; then it goes."""
        store, started = self._bed.store, self._bed.started
        waiting = store.judgements.waiting(now) or store.stories.waiting() or store.feeds.unasked(started, now)
        patient = not waiting or now - max(moment, started) > COMPOSE_PATIENCE
        return patient and self._bed.store.stories.claim_role(
            "compose", self._bed.owner, now, now + self._bed.limits.claim
        )

    def send_digest(self, subscription: Subscription, period: str, stop: int) -> int | None:
        """Compose and freeze one digest; None if this period exists already."""
        now = self._bed.clock.now()
        with self._bed.store.tx():
            content = self.draft(subscription, period, stop)
            number = self._bed.store.outbox.freeze(self._frozen(subscription, content), now)
        if number is not None:
            log.info("digest composed", subscription=subscription.id, period=period, stories=len(content.stories))
        return number

    def draft(self, subscription: Subscription, period: str, stop: int) -> Digest:
        """A digest's content as of now; writes nothing."""
        bed, store, now = self._bed, self._bed.store, self._bed.clock.now()
        last = store.outbox.last_digest(subscription.id)
        created = store.outbox.created(subscription.id)
        start = min(last[1] if last else created if created is not None else stop - DAY, stop)
        rules, hidden = subscription.rules, subscription.without_kinds
        return digest.compose(
            subscription,
            period,
            start,
            stop,
            now,
            stories=self._stories(subscription, min(start - DAY, now - bed.limits.fresh_for_max)),
            health=self._health(subscription, start, now),
            counts=store.reports.counts(start, stop, rules),
            last_contact=store.reports.last_told(subscription.id, rules, bed.setup.sources, hidden),
            demo=bed.demo,
        )

    def _health(self, subscription: Subscription, start: int, now: int) -> Health:
        store = self._bed.store
        return replace(
            store.feeds.health(now, self._bed.limits.stale_feed, self._hidden(subscription)),
            rules_trouble=self._bed.rules_trouble,
            undelivered=store.outbox.dead_since(start),
            set_aside=len(store.judgements.set_aside()),
        )

    def _hidden(self, subscription: Subscription) -> set[str]:
        """Feeds of kinds this reader leaves out: for some, holding a page that names them is a danger."""
        sources = self._bed.setup.sources.values()
        return {source.id for source in sources if source.kind in subscription.without_kinds}

    def _stories(self, subscription: Subscription, since: int) -> list[DigestStory]:
        """What is untold and wanted, by story, with what was told of each before."""
        reports = self._bed.store.reports
        args = (subscription.rules, self._bed.setup.sources, subscription.without_kinds)
        by_story: dict[int, list[Report]] = {}
        for report in reports.untold(subscription.id, *args, since=since):
            if digest.suits(report, subscription):
                by_story.setdefault(report.story, []).append(report)
        return [
            self._story(story, found, [told for told in reports.before(subscription.id, story, *args)
                                       if digest.suits(told, subscription)])
            for story, found in by_story.items()
        ]  # fmt: skip

    def _story(self, story: int, found: list[Report], before: list[Report]) -> DigestStory:
        fresh = {report.article for report in found}
        rules = tuple(dict.fromkeys(rule for report in found for rule in report.rules))
        pair = next((rule.pair for rule in self._bed.setup.rules if rule.id in rules and rule.pair), None)
        told = tuple(report for report in before if report.article not in fresh)
        headline, _ = self._bed.store.reports.headline(story)
        if told or headline not in {report.title for report in found}:
            headline = found[0].title  # what is new of it; the first headline is old news by now, or was never told
        speaking = [side for report in (*told, *found) for side in report.sides]
        sides = tuple(dict.fromkeys(side for side in speaking if side in (pair or ())))
        priority = min((report.priority for report in found), key=("urgent", "high", "normal").index)
        return DigestStory(
            id=story, number=story, headline=headline, priority=priority, rules=rules, reports=tuple(found),
            before=told, sides=sides, pair=pair,
        )  # fmt: skip

    def _frozen(self, subscription: Subscription, content: Digest) -> NewDigest:
        """Everything of a digest that is stored before the first attempt to send it."""
        channels = {delivery.channel for delivery in subscription.to}
        configs = {name: self._bed.setup.channels[name] for name in sorted(channels)}
        bodies = {name: CHANNELS[config.kind].render(content, config) for name, config in configs.items()}
        messages = []
        for delivery in subscription.to:
            for payload in bodies[delivery.channel]:
                key = message_key(
                    subscription.id,
                    content.period,
                    delivery.channel,
                    delivery.recipient,
                    payload.part,
                    payload.parts,
                    0,
                )
                messages.append(
                    NewMessage(
                        key,
                        message_id(key, _domain(configs[delivery.channel])),
                        delivery.channel,
                        delivery.recipient,
                        payload.part,
                    )
                )
        told = [
            Told(report.article, report.revision, story.id, self._bed.store.reports.headline(story.id)[1])
            for story in content.stories
            for report in story.reports
        ]
        return NewDigest(
            subscription=subscription.id, period=content.period, kind="daily", start=content.start, stop=content.end,
            subject=digest.subject(content), bodies=bodies, messages=messages, told=told,
        )  # fmt: skip


def _domain(config: ChannelConfig) -> str:
    """The right side of a Message-ID: the sender's domain where the channel has one."""
    sender = str(dict(config.options).get("sender", ""))
    return sender.rpartition("@")[2].strip(" >")
