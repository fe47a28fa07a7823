"""An alarm as whoever runs the monitor reads it: what happened, to which thing, what to do.

It is a digest without stories whose `notice` holds these lines, the first one what happened. Channels that lay out
their own message take `alarm_rows`.
"""

from __future__ import annotations

from textwrap import wrap

from monitor.digest.moments import Moments
from monitor.digest.words import shown
from monitor.model.message import Digest

COLUMNS, LINE_SHOWN, LINES_SHOWN = 78, 600, 12


def alarm_rows(digest: Digest) -> tuple[str, ...]:
    """The head with the moment and its zone, then each line of the notice on one line; what is cut is counted."""
    marks = ["DEMO (invented)"] if digest.demo else []
    when = Moments(digest.zone, digest.end).now(digest.composed or digest.end)
    told = [line for each in digest.notice[:LINES_SHOWN] if (line := shown(each, LINE_SHOWN))]
    more = len(digest.notice) - LINES_SHOWN
    return (" · ".join([*marks, "ALARM", digest.title, when]), *told, *([f"and {more} lines more"] if more > 0 else []))


def alarm_text(digest: Digest) -> str:
    """The alarm as text of 78 columns; ends in a line feed."""
    rows = [
        row
        for line in alarm_rows(digest)
        for row in wrap(line, COLUMNS, break_on_hyphens=False, subsequent_indent="  " * line.startswith("- "))
    ]
    return "\n".join(rows) + "\n"


def alarm_subject(digest: Digest) -> str:
    """`ALARM: a feed is gone: BelTA`."""
    mark = "[DEMO] " if digest.demo else ""
    return f"{mark}ALARM: {shown(digest.notice[0] if digest.notice else digest.title, 120)}"
