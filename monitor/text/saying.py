"""Days in words."""

from __future__ import annotations

from datetime import UTC, datetime

_DAY = "%Y-%m-%d"


def day_said(day: str) -> str:
    """`2024-05-16` as `16 May 2024`, `2024-05` as `May 2024`; what is no day as it is."""
    for length, pattern in ((10, "%-d %b %Y"), (7, "%b %Y")):
        if len(day) == length:
            try:
                return datetime.strptime((day + "-01")[:10], _DAY).replace(tzinfo=UTC).strftime(pattern)
            except ValueError:
                return day
    return day


def days_said(first: str, last: str) -> str:
    """A stay in the words of a table: `15-17 May 2024`, `30 Apr - 2 May 2024`; one day as `day_said`."""
    if not last or last == first:
        return day_said(first)
    one, other = day_said(first).split(), day_said(last).split()
    if len(one) != len(other) or one[-1] != other[-1]:
        return f"{' '.join(one)} - {' '.join(other)}"
    if one[1:] == other[1:]:
        return f"{one[0]}-{' '.join(other)}"
    return f"{' '.join(one[:-1])} - {' '.join(other)}"
