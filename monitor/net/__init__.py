"""The only door for HTTP: limits, address guard, per-host pace, robots, many at once."""

from monitor.net.background import Background
from monitor.net.fetch import Fetcher
from monitor.net.outgoing import Outside
from monitor.net.secrets import open_secret

__all__ = ["Background", "Fetcher", "Outside", "open_secret"]
