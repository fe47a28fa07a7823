"""Notes on subscriptions that load and are yet hardly meant: for `rules check` and `doctor`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.cli.common import when
from monitor.model.message import Delivery, Subscription

HERE = ("console", "file")  # ways that end on this machine and depend on no server


def notes(subscriptions: Iterable[Subscription], now: int) -> Iterator[str]:
    """Mutes that are over or mean nothing of this subscription's, and wishes for alerts that it does not ask for."""
    for each in subscriptions:
        for mute in each.mutes:
            named = f"the mute of {mute.kind} {mute.what} of the subscription '{each.id}'"
            if mute.until <= now:
                yield f"{named} is over since {when(mute.until, each.zone)}; take it out of digests.yaml"
            elif mute.kind == "rule" and mute.what not in each.rules:
                yield f"{named} mutes nothing: that rule is not among its rules"
        if each.alerts is None and (each.quiet or each.window):
            key = "quiet" if each.quiet else "window"
            yield f"'{key}' of the subscription '{each.id}' changes nothing: it asks for no 'alerts'"


def shared_way(operator: Delivery | None, subscriptions: Iterable[Subscription]) -> Iterator[str]:
    """An operator who is told over a way that readers use, too: where it fails, its alarm fails with it."""
    users = [each.id for each in subscriptions if operator and operator.channel in {to.channel for to in each.to}]
    if operator and users and operator.channel not in HERE:
        yield (
            f"the operator is told over '{operator.channel}' alone, and so are readers ({', '.join(users)}): where it "
            "fails, the alarm that says so fails with it; another channel under 'operator:' would tell"
        )
