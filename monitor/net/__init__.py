"""The only door for HTTP: limits, address guard, per-host pace, robots, many at once."""

# ruff: noqa: E402  # what httpx must not find is hidden before anything imports it
import sys

# httpx brings a command of its own that draws with rich and pygments: a fifth of what a start imports before its first
# fetch, and never used here. httpx is ready to live without it, and this says that it is not there.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]


from monitor.net.agent import user_agent
from monitor.net.background import Background
from monitor.net.fetch import Fetcher
from monitor.net.opened import opened
from monitor.net.outgoing import Outside
from monitor.net.secrets import open_secret

__all__ = ["Background", "Fetcher", "Outside", "open_secret", "opened", "user_agent"]
