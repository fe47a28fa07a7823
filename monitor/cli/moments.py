"""Moments as `monitor show` writes them: in UTC, and where the reader is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.cli.common import Place, when
from monitor.model.message import Subscription


@dataclass(frozen=True, slots=True)
class Times:
    """Moments as a person reads them; `zone` is the one that all readers of digests.yaml share, "" = none is."""

    zone: str

    def both(self, moment: int | None) -> str:
        """In UTC, and where the reader is: "16 May 2024 19:41 UTC (23:41 Asia/Baku)"."""
        text = when(moment)
        if moment is None or not self.zone:
            return text
        local = when(moment, self.zone)
        same_day = local.split()[:3] == text.split()[:3]
        return f"{text} ({local.split(' ', 3)[3] if same_day else local})"

    def there(self, moment: int | None) -> str:
        """In the reader's zone alone, for a table."""
        return when(moment, self.zone or "UTC")


def zone_of(place: Place) -> str:
    """The readers' zone, "" where they have several, UTC, or a file that cannot be read: showing goes on without."""
    from monitor.config import read_digests
    from monitor.errors import ConfigError

    path = place.rules / "digests.yaml"
    try:
        subscriptions = read_digests(str(path), path.read_bytes(), None).subscriptions
    except (OSError, ConfigError):
        return ""
    return shared_zone(subscriptions)


def shared_zone(subscriptions: Iterable[Subscription]) -> str:
    """The one zone of these readers, "" where they have several or UTC alone."""
    zones = {subscription.zone for subscription in subscriptions} - {"UTC"}
    return zones.pop() if len(zones) == 1 else ""
