"""Every channel by the `kind` that digests.yaml names."""

from __future__ import annotations

from monitor.channels.apprise import APPRISE
from monitor.channels.channel import Channel
from monitor.channels.console import CONSOLE
from monitor.channels.discord import DISCORD
from monitor.channels.email import EMAIL
from monitor.channels.file import FILE
from monitor.channels.matrix import MATRIX
from monitor.channels.slack import SLACK
from monitor.channels.telegram import TELEGRAM
from monitor.channels.webhook import WEBHOOK

CHANNELS: dict[str, Channel] = {
    "console": CONSOLE,
    "file": FILE,
    "email": EMAIL,
    "slack": SLACK,
    "telegram": TELEGRAM,
    "discord": DISCORD,
    "matrix": MATRIX,
    "webhook": WEBHOOK,
    "apprise": APPRISE,
}
