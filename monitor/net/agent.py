"""What the monitor calls itself."""

from __future__ import annotations

from monitor import __version__


def user_agent(contact: str) -> str:
    """An honest name; with a way to reach whoever runs it, where the configuration gives one."""
    return f"BilateralMonitor/{__version__}" + (f" (+{contact})" if contact else "")
