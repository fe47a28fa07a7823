"""COMPOSE: what is untold x subscriptions -> a digest, its frozen messages and the ledger, in one commit.

An alert is a digest of a single story, on the same path: due by what is new instead of by the hour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from monitor import digest, log
from monitor.channels import CHANNELS, message_id, message_key
from monitor.digest import Waiting, periods
from monitor.model.limits import DAY, MINUTE
from monitor.model.message import (
    ChannelConfig,
    Digest,
    DigestKind,
    DigestStory,
    Health,
    Letter,
    Report,
    Subscription,
    Told,
)
from monitor.model.reason import Reason, packed
from monitor.model.source import OutletKind
from monitor.pipeline import feedhealth
from monitor.pipeline.alerting import Alerting
from monitor.pipeline.aside import Aside
from monitor.pipeline.bed import Bed, fence
from monitor.pipeline.facets import Facets
from monitor.pipeline.forthcoming import Forthcoming
from monitor.pipeline.hearing import without_names
from monitor.pipeline.muting import mutes_of
from monitor.pipeline.naming import named
from monitor.pipeline.outcry import UNKEPT
from monitor.pipeline.slots import Slots
from monitor.pipeline.storage import Storage
from monitor.store.outbox import NewDigest, NewMessage

COMPOSE_PATIENCE = 10 * MINUTE  # how long a digest that is due waits for articles still being judged
COMPOSE_AGAIN = 5 * MINUTE  # after a fault of one subscription's digest; the others go on


class Composing:
    """Subscriptions whose hour has come, and stories with news for those that want to know at once."""

    def __init__(self, bed: Bed, storage: Storage | None = None) -> None:
        self._bed = bed
        self._storage = storage or Storage(bed, None)
        self._failed: dict[tuple[str, str], int] = {}  # subscription and kind -> when it could not be composed
        self._failures: list[tuple[str, DigestKind, str]] = []  # not yet taken
        self.slots = Slots()
        self._aside = Aside(bed, self._alone)
        self.alerting = Alerting(bed, self._fresh_stories, self.freeze, self._frozen, self._claimed)

    def round(self) -> bool:
        """What is due: the digest or alert, its frozen messages and the ledger, in one commit each."""
        now, worked = self._bed.clock.now(), False
        for subscription in self._bed.setup.subscriptions:
            if not self.slots.rests(subscription, now):
                worked |= self._fenced("daily", subscription, now)
        for subscription in self.alerting.to_look(now):
            worked |= self._fenced("alert", subscription, now)
        return worked

    def _fenced(self, kind: DigestKind, subscription: Subscription, now: int) -> bool:
        """A fault of one subscription's digest, or of its alert, stops nothing else."""
        if 0 <= now - self._failed.get((subscription.id, kind), 0) < COMPOSE_AGAIN:  # not what failed in the future
            return False
        failures: list[str] = []
        worked = False
        with fence(failures):
            worked = self._send_due(subscription, now) if kind == "daily" else self.alerting.send(subscription, now)
        if failures:
            self._failed[subscription.id, kind] = now
            self.alerting.again(subscription, now + COMPOSE_AGAIN)
            self._failures.append((subscription.id, kind, failures[0]))
            log.error("digest not composed", subscription=subscription.id, kind=kind, problem=failures[0])
            if kind == "daily":
                found = self._aside.broke(subscription, now)
                self._failures += [(f"{subscription.id}: story {n} is left out", kind, fault) for n, fault in found]
        elif kind == "daily" and worked:
            self._aside.worked(subscription)
        self._failures += [(name, "alert", problem) for name, problem in self.alerting.problems]
        self.alerting.problems.clear()
        return worked

    def _alone(self, subscription: Subscription, number: int) -> NewDigest:
        return self._frozen(subscription, self.draft(subscription, "tried", self.now, only=number))

    def take_failures(self) -> list[tuple[str, DigestKind, str]]:
        """What could not be composed since the last call: subscription, kind and what went wrong."""
        taken, self._failures = self._failures, []
        return taken

    @property
    def now(self) -> int:
        """The moment as of which it composes, UTC seconds."""
        return self._bed.clock.now()

    def look_again(self) -> None:
        """Something was judged, grouped or asked for, or the rules are others: there may be an alert in it."""
        self.alerting.look_again()

    def renewed(self) -> None:
        """The rules are others, or memory may say what the rows do not."""
        self.slots.renewed()
        self.look_again()

    def next_moment(self) -> int | None:
        """When the next alert falls due that waits, or what broke is tried again, UTC seconds."""
        now, alert = self._bed.clock.now(), self.alerting.next_moment()
        again = [at + COMPOSE_AGAIN for at in self._failed.values() if at <= now < at + COMPOSE_AGAIN]
        return min([*again, *([alert] if alert is not None else [])], default=None)

    def alerts(self, subscription: Subscription) -> tuple[Waiting, ...]:
        """Alerts that this subscription is to get of what is untold now, each with its moment; writes nothing."""
        return self.alerting.waiting(subscription)

    def alert_draft(self, subscription: Subscription, stories: Sequence[DigestStory]) -> Digest:
        """An alert's content as of now; writes nothing."""
        return self.alerting.draft(subscription, stories)

    def freeze(self, subscription: Subscription, content: Digest, thread: int | None) -> int | None:
        """The digest, its messages and the ledger in one commit; None if this period exists already."""
        with self._bed.store.tx():
            frozen = replace(self._frozen(subscription, content), thread=thread)
            return self._bed.store.outbox.freeze(frozen, self._bed.clock.now())

    def _send_due(self, subscription: Subscription, now: int) -> bool:
        outbox = self._bed.store.outbox
        created, sent = outbox.created(subscription.id), outbox.daily(subscription.id, now - periods.REMEMBERED)
        if created is None:
            return False
        restored = self._bed.store.restores.last()
        # What fell due before the store was put back from a backup may have been sent: the next slot has all of it.
        since = max(created, restored.at) if restored else created
        due = periods.due(subscription, now, since, sent, self._bed.limits)
        if due is None:
            self.slots.nothing_due(subscription, now)
        # Whatever the clock says now, a period that exists is never composed again.
        if not due or outbox.has_digest(subscription.id, due.period) or not self._ready(due.moment, now):
            return False
        return self.send_digest(subscription, due.period, min(due.moment, now)) is not None

    def _ready(self, moment: int, now: int) -> bool:
        """A digest waits a little for what is being judged, and after a pause for the first polls; then it goes."""
        store, started = self._bed.store, self._bed.started
        waiting = store.judgements.waiting(now) or store.stories.waiting() or store.feeds.unasked(started, now)
        patient = not waiting or now - max(moment, started) > COMPOSE_PATIENCE
        return patient and self._claimed(now)

    def _claimed(self, now: int) -> bool:
        bed = self._bed
        return bed.store.stories.claim_role("compose", bed.owner, now, now + bed.limits.claim)

    def send_digest(self, subscription: Subscription, period: str, stop: int) -> int | None:
        """Compose and freeze one digest; None if this period exists already."""
        now = self._bed.clock.now()
        with self._bed.store.tx():
            content = self.draft(subscription, period, stop)
            number = self._bed.store.outbox.freeze(self._frozen(subscription, content), now)
        if number is not None:
            log.info("digest composed", subscription=subscription.id, period=period, stories=len(content.stories))
        return number

    def draft(self, subscription: Subscription, period: str, stop: int, *, only: int | None = None) -> Digest:
        """A digest's content as of now, or of one story alone; writes nothing."""
        bed, store, now = self._bed, self._bed.store, self._bed.clock.now()
        last = store.outbox.last_digest(subscription.id)
        created = store.outbox.created(subscription.id)
        start = min(last[1] if last else created if created is not None else stop - DAY, stop)
        rules, hidden = subscription.rules, subscription.without_kinds
        since, mutes = min(start - DAY, now - bed.limits.fresh_for_max), mutes_of(store, subscription, now)
        facets, ahead = Facets(bed, subscription, stop), Forthcoming(bed, subscription, stop)
        content = digest.compose(
            subscription,
            period,
            start,
            stop,
            now,
            stories=[
                digest.with_mute(story, mutes, now) for story in facets.of(self._stories(subscription, since, only))
            ],
            health=self._health(subscription, start, now),
            counts=store.reports.counts(start, stop, rules),
            last_contact=store.reports.last_told(subscription.id, rules, bed.setup.sources, hidden),
            demo=bed.demo,
            alerted=facets.of(self._alerted(subscription)),
        )
        return named(replace(content, coming=ahead.coming(), promises=ahead.promises()), bed.setup)

    def spanning(self, subscription: Subscription, start: int, stop: int) -> Digest:
        """One digest of a longer span: all that was first seen in it and that this reader was told, or may be.

        Writes nothing, and asks the ledger only for BEFORE: what was told of a story before `start`. Articles are as
        they stand now, so what was corrected is told once; mutes do not shorten, figures are compared as of `stop`.
        """
        bed, store, now = self._bed, self._bed.store, self._bed.clock.now()
        rules, hidden = subscription.rules, subscription.without_kinds
        by_story: dict[int, list[Report]] = {}
        for report in store.reports.spanning(rules, bed.setup.sources, hidden, start, stop):
            if digest.suits(report, subscription):
                by_story.setdefault(report.story, []).append(report)
        stories = []
        for number, found in by_story.items():
            told = [report for report in self._before(subscription, number) if report.first_seen < start]
            brought = store.alerts.brought("", [report.article for report in found])
            brought = without_names(brought, self._unheard(subscription))
            stories.append(replace(self._story(number, found, told), brought=brought))
        facets, ahead = Facets(bed, subscription, stop), Forthcoming(bed, subscription, stop)
        content = digest.compose(
            subscription, f"catch-up/{start}-{stop}", start, stop, now, stories=facets.of(stories),
            health=self._health(subscription, start, now), counts=store.reports.counts(start, stop, rules),
            demo=bed.demo,
        )  # fmt: skip
        return named(replace(content, coming=ahead.coming(), promises=ahead.promises()), bed.setup)

    def _health(self, subscription: Subscription, start: int, now: int) -> Health:
        store, hidden = self._bed.store, self._hidden(subscription)
        found = replace(
            store.feeds.health(now, self._bed.limits.stale_feed, hidden),
            quiet=feedhealth.quiet(self._bed, now, hidden),
            gaps=feedhealth.gaps(self._bed, start, now, hidden),
            rules_trouble=self._bed.rules_trouble,
            undelivered=store.outbox.dead_since(start, subscription.id),
            set_aside=len(store.judgements.set_aside()) + len(self._aside.of(subscription)),
            restored=self._restored(subscription),
            kinds=self._kinds(subscription),
            paused=tuple((pause.start, pause.end) for pause in self._storage.pauses(start)),
        )
        return feedhealth.named(found, self._bed.limits.feeds_named)

    def _restored(self, subscription: Subscription) -> tuple[int, int] | None:
        """Until when the store knew of everything and when it was put back, where no digest said so yet."""
        restored = self._bed.store.restores.last()
        last = self._bed.store.outbox.last_digest(subscription.id)
        return (
            (restored.until, restored.at)
            if restored and restored.until and (last is None or last[1] < restored.at)
            else None
        )

    def _kinds(self, subscription: Subscription) -> tuple[tuple[OutletKind, int], ...]:
        """How many outlets of each kind are asked that this reader may hear of."""
        asked = {
            (source.kind, source.outlet)
            for source in self._bed.setup.sources.values()
            if source.enabled and source.kind not in subscription.without_kinds
        }
        return tuple(sorted(Counter(kind for kind, _ in asked).items()))

    def _hidden(self, subscription: Subscription) -> set[str]:
        """Feeds of kinds this reader leaves out: for some, holding a page that names them is a danger."""
        sources = self._bed.setup.sources.values()
        return {source.id for source in sources if source.kind in subscription.without_kinds}

    def _unheard(self, subscription: Subscription) -> set[str]:
        """Outlets that this reader must not find named: those of which no feed is of a kind that he reads."""
        if not subscription.without_kinds:  # it is asked for each story, and there may be many feeds
            return set()
        asked, hidden = self._bed.setup.sources, subscription.without_kinds
        sources = (*asked.values(), *self._bed.store.feeds.former(asked).values())
        heard = {source.outlet for source in sources if source.kind not in hidden}
        return {source.outlet for source in sources if source.kind in hidden} - heard

    def _stories(
        self, subscription: Subscription, since: int, only: int | None = None, *, out_since: int = 0
    ) -> list[DigestStory]:
        """What is untold and wanted, by story, with what was told of each before; `only` asks for one story.

        `out_since`: without what was first seen from then on and came out before.
        """
        wanted = (subscription.rules, self._bed.setup.sources, subscription.without_kinds)
        by_story: dict[int, list[Report]] = {}
        left_out = self._aside.of(subscription)
        for report in self._bed.store.reports.untold(subscription.id, *wanted, since=since, story=only):
            late = report.dated is not None and report.dated < out_since <= report.first_seen
            if digest.suits(report, subscription) and not late and report.story not in left_out:
                by_story.setdefault(report.story, []).append(report)
        return [self._told_anew(subscription, story, found) for story, found in by_story.items()]

    def _fresh_stories(self, subscription: Subscription, since: int, only: int | None = None) -> list[DigestStory]:
        """For alerts: what came out before the store was put back may have rung already; the digest has it."""
        restored = self._bed.store.restores.last()
        return self._stories(subscription, since, only, out_since=restored.at if restored else 0)

    def _told_anew(self, subscription: Subscription, number: int, found: list[Report]) -> DigestStory:
        """The story with what these reports bring it; an edition stands for an original that is not shown."""
        story = self._story(number, found, self._before(subscription, number))
        shown = {report.article for report in (*story.reports, *story.before)}
        heirs = {r.edition_of: r.article for r in reversed(found) if r.edition_of and r.edition_of not in shown}
        brought = self._bed.store.alerts.brought(subscription.id, [r.article for r in found], heirs)
        return replace(story, brought=without_names(brought, self._unheard(subscription)))

    def _before(self, subscription: Subscription, story: int) -> list[Report]:
        args = (subscription.rules, self._bed.setup.sources, subscription.without_kinds)
        told = self._bed.store.reports.before(subscription.id, story, *args)
        return [report for report in told if digest.suits(report, subscription)]

    def _alerted(self, subscription: Subscription) -> list[DigestStory]:
        """Stories that alerts have told of since the last daily digest; compose leaves out those with news."""
        found = []
        for number in self._bed.store.alerts.since_daily(subscription.id):
            told = [report for report in self._before(subscription, number) if report.alerted]
            if told:
                found.append(replace(self._story(number, told, []), reports=(), before=tuple(told)))
        return found

    def _story(self, story: int, found: list[Report], before: list[Report]) -> DigestStory:
        fresh = {report.article for report in found}
        rules = tuple(dict.fromkeys(rule for report in found for rule in report.rules))
        pair = next((rule.pair for rule in self._bed.setup.rules if rule.id in rules and rule.pair), None)
        told = tuple(report for report in before if report.article not in fresh)
        headline, _ = self._bed.store.reports.headline(story)
        if headline not in {report.title for report in (*told, *found)}:  # this reader never saw it, or it was edited
            headline = (told or found)[0].title
        shown = {report.article for report in (*told, *found)}
        own = [  # a reprint of what this reader is shown is no report of its side, as for story()
            report for report in (*told, *found) if report.copy_of not in shown or report.copy_of == report.article
        ]
        speaking = [side for report in own for side in report.sides]
        sides = tuple(dict.fromkeys(side for side in speaking if side in (pair or ())))
        priority = min((report.priority for report in found), key=("urgent", "high", "normal").index)
        return DigestStory(
            id=story, number=story, headline=headline, priority=priority, rules=rules, reports=tuple(found),
            before=told, sides=sides, pair=pair,
        )  # fmt: skip

    def letters(self, subscription: Subscription, content: Digest) -> list[Letter]:
        """The messages of a digest that no outbox keeps, ready to be sent; writes nothing."""
        frozen = self._frozen(subscription, content)
        return [
            Letter(
                message=UNKEPT, attempt=UNKEPT, key=each.key, message_id=each.message_id,
                channel=self._bed.setup.channels[each.channel], recipient=each.recipient,
                payload=frozen.bodies[each.channel][each.part - 1], period=frozen.period, subscription=subscription.id,
                composed=content.composed,
            )
            for each in frozen.messages
        ]  # fmt: skip

    def _frozen(self, subscription: Subscription, content: Digest) -> NewDigest:
        """Everything of a digest that is stored before the first attempt to send it."""
        channels = {delivery.channel for delivery in subscription.to}
        configs = {name: self._bed.setup.channels[name] for name in sorted(channels)}
        bodies = {name: CHANNELS[config.kind].render(content, config) for name, config in configs.items()}
        messages = []
        restored = self._bed.store.restores.last()
        # A period that was told before the store was put back has ids that mail servers have seen and would drop.
        keyed = f"{content.period} {restored.at}" if restored else content.period
        for delivery in subscription.to:
            for payload in bodies[delivery.channel]:
                key = message_key(
                    subscription.id,
                    keyed,
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
            Told(
                report.article,
                report.revision,
                story.id,
                self._bed.store.reports.headline(story.id)[1],
                packed(Reason(report.versions or tuple((rule, "") for rule in report.rules), report.why)),
            )
            for story in content.stories
            for report in story.reports
        ]
        return NewDigest(
            subscription=subscription.id, period=content.period, kind=content.kind, start=content.start,
            stop=content.end, subject=digest.subject(content), bodies=bodies, messages=messages, told=told,
            kinds={name: config.kind for name, config in configs.items()},
            lines=tuple(digest.numbered(content).values()),
        )  # fmt: skip


def _domain(config: ChannelConfig) -> str:
    """The right side of a Message-ID: the sender's domain where the channel has one."""
    sender = str(dict(config.options).get("sender", ""))
    return sender.rpartition("@")[2].strip(" >")
