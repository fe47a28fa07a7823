"""All checks, in the order in which a person reads them."""

from __future__ import annotations

from monitor.cli.doctoring import backups, feeds, machine, rules, running, sending, storing, ways
from monitor.cli.doctoring.case import Check

GROUPS: tuple[tuple[str, tuple[Check, ...]], ...] = (
    ("The service", running.CHECKS),
    ("The store", (*storing.CHECKS, *backups.CHECKS)),
    ("Feeds", feeds.CHECKS),
    ("Sending", (*sending.CHECKS, *ways.CHECKS)),
    ("Rules", rules.CHECKS),
    ("This machine", machine.CHECKS),
)
FIRST = {"store": "The store", "rules": "Rules"}
"""What is found while the case is opened, and the group that it heads."""

NAMES = (*FIRST, *(name for _, checks in GROUPS for check in checks for name in check.names))
