"""Whether what is composed arrives, and whether somebody is told where it does not."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.cli.common import told_in, when
from monitor.cli.doctoring.case import LATELY, Case, Check, Finding, ago, count, first
from monitor.model.limits import DAY, HOUR, MINUTE
from monitor.model.message import OPERATOR, Subscription
from monitor.store.checkup import Unsent

LATE_ALARM = HOUR  # an alarm that waits so long did not reach anybody in time
GRACE = 15 * MINUTE  # a digest or a message may be under way so long
RESEND = "'monitor resend' sends them again"


def _digests(case: Case) -> Iterator[Finding]:
    """The last digest of each subscription, against its hours."""
    for subscription in case.readers.subscriptions:
        yield _digest(case, subscription)
    if not case.readers.subscriptions:
        yield Finding("digest", "warn", "nobody is told anything: there is no subscription", "add one to digests.yaml")


def _digest(case: Case, subscription: Subscription) -> Finding:
    from monitor.digest.periods import REMEMBERED, due, next_moment

    outbox, name, zone = case.opened.outbox, subscription.id, subscription.zone
    created = outbox.created(name)
    data = {"subscription": name}
    if created is None:
        cure = "a running monitor takes it over within seconds" if case.running else "'monitor run' takes it over"
        return Finding("digest", "warn", f"{name}: no monitor has run with this subscription yet", cure, data=data)
    coming = next_moment(subscription, case.now)
    then = f"; the next is due {when(coming, zone)}" if coming else ""
    last = case.opened.checkup.newest_digest(name)
    heard = f"the last digest is {last['period']}, of {when(last['composed'], zone)}" if last else "no digest yet"
    late = due(subscription, case.now, created, outbox.daily(name, case.now - REMEMBERED), case.limits)
    if late is None or case.now - late.moment < GRACE:
        return Finding("digest", "ok", f"{name}: {heard}{then}", data=data)
    sentence = f"{name}: its digest of {when(late.moment, zone)} has not been composed; {heard}"
    if not case.running:
        return Finding("digest", "warn", sentence, "'monitor run' makes up for it, within three days", data=data)
    cure = "look at what fails above and into the service's log; 'monitor digest preview' shows what it would say"
    return Finding("digest", "fail", sentence, cure, data=data)


def _unsent(case: Case) -> Iterator[Finding]:
    """What waits longest, and what waits for people whom digests.yaml does not name any more."""
    waiting = case.opened.checkup.unsent()
    oldest = waiting[0] if waiting else None
    if oldest is None or case.now - oldest.composed < GRACE:
        under_way = f"; under way: {len(waiting)}" if waiting else ""
        yield Finding("unsent", "ok", f"no message waits{' long' if waiting else ''}{under_way}")
    else:
        age = ago(case.now - oldest.composed)
        why = f": {oldest.problem}" if oldest.problem else ""
        sentence = f"messages wait to be sent, for up to {age}: {len(waiting)}; {_whose(oldest)}{why}"
        cure = f"'monitor channels test {oldest.channel}' tries the channel now"
        cure = cure if case.running else "'monitor run' sends them; none runs now"
        yield Finding("unsent", "warn", sentence, cure, data={"waiting": len(waiting), "since": oldest.composed})
    yield from _removed(case, waiting)


def _removed(case: Case, waiting: list[Unsent]) -> Iterator[Finding]:
    if case.digests is None:
        return
    wanted = {
        (each.id, to.channel, to.recipient) for each in case.digests.subscriptions for to in each.to
    }  # what a subscription says now
    if operator := case.digests.operator:
        wanted.add((OPERATOR, operator.channel, operator.recipient))
    left = [each for each in waiting if (each.subscription, each.channel, each.recipient) not in wanted]
    if left:
        sentence = f"messages wait for recipients whom digests.yaml does not name any more: {len(left)}"
        cure = (
            "what was frozen before goes out for up to three days; to hold it back give the channel another name, "
            "as docs/operators.md says under 'Chats'"
        )
        yield Finding("removed", "warn", sentence, cure, first([_whose(each) for each in left]))
    else:
        yield Finding("removed", "ok", "nothing waits for a recipient who was taken out of digests.yaml")


def _whose(each: Unsent) -> str:
    from monitor.digest.causes import whom

    return f"{whom(each.recipient, each.channel)}, {told_in(each.period)} of {each.subscription}"


def _undelivered(case: Case) -> Iterator[Finding]:
    """Dead letters."""
    from monitor.digest.causes import whom

    days = LATELY // DAY
    dead = case.opened.alarms.dead(case.now - LATELY)
    if not dead:
        yield Finding("undelivered", "ok", f"no message was given up in {days} days")
        return
    lines = [
        f"{whom(each.recipient, each.channel)}, {told_in(each.period)} of {each.subscription}: {each.problem}"
        for each in reversed(dead)
    ]
    cure = f"mend the channel or the recipient in digests.yaml; {RESEND}"
    yield Finding("undelivered", "warn", f"messages given up in {days} days: {len(dead)}", cure, first(lines))


def _operator(case: Case) -> Iterator[Finding]:
    """Whether anybody is told of what goes wrong."""
    from monitor.digest.causes import whom

    if case.readers.operator is None:
        cure = "add to digests.yaml, as in operator: {channel: mail, recipient: duty@example.org}"
        yield Finding("operator", "warn", "nobody is told of what goes wrong: there is no 'operator:'", cure)
    else:
        to = whom(case.readers.operator.recipient, case.readers.operator.channel)
        yield Finding("operator", "ok", f"alarms go to {to}")


def _struggling(case: Case) -> Iterator[Finding]:
    """Channels whose messages are tried again and again: what is not given up yet is no dead letter."""
    from monitor.cli.channelling import cure_of

    found = case.opened.sendings.struggling()
    for each in found:
        waits = f"{each.waiting} {'waits' if each.waiting == 1 else 'wait'} since {when(each.since)}"
        tries = count(each.failed, "try", "tries")
        sentence = f"{each.channel}: {waits}, {tries} failed, last: {each.problem}"
        cure = cure_of(each.problem) or f"'monitor channels test {each.channel}' tries it now"
        yield Finding("channel", "warn", sentence, cure, data={"channel": each.channel})
    if not found:
        yield Finding("channel", "ok", "no channel has tries that failed behind it and messages that wait")


def _last_alarm(case: Case) -> Iterator[Finding]:
    """Whether the operator got the last alarm: where its way is what fails, no alarm says so."""
    from monitor.digest.causes import whom

    last = case.opened.sendings.last_alarm()
    if last is None:
        yield Finding("alarm", "ok", "no alarm was ever raised")
        return
    composed, messages = last
    late = case.now - composed >= LATE_ALARM
    lost = [row for row in messages if row["state"] == "dead" or (row["state"] == "due" and late)]
    if not lost:
        yield Finding("alarm", "ok", f"the last alarm is of {when(composed)}")
        return
    to = whom(lost[0]["recipient"], lost[0]["channel"])
    problem = f": {lost[0]['problem']}" if lost[0]["problem"] else ""
    sentence = f"the last alarm, of {when(composed)}, could not be delivered to {to}{problem}"
    cure = "give 'operator:' of digests.yaml a way that works; 'monitor digest show operator' lists all"
    yield Finding("alarm", "warn", sentence, cure)


CHECKS = (
    Check(("digest",), _digests, ("store", "digests")),
    Check(("unsent", "removed"), _unsent, ("store",)),
    Check(("undelivered",), _undelivered, ("store",)),
    Check(("operator",), _operator, ("digests",)),
    Check(("channel",), _struggling, ("store",)),
    Check(("alarm",), _last_alarm, ("store",)),
)
