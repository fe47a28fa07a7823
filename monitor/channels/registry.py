"""Every channel by the `kind` that digests.yaml names."""

from __future__ import annotations

from monitor.channels.channel import Channel
from monitor.channels.console import CONSOLE
from monitor.channels.email import EMAIL
from monitor.channels.file import FILE
from monitor.channels.webhook import WEBHOOK

CHANNELS: dict[str, Channel] = {
    "console": CONSOLE,
    "file": FILE,
    "email": EMAIL,
    "webhook": WEBHOOK,
}
