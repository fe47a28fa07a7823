"""What is new for one subscription, as a value and as something a person reads.

compose (stories x subscription -> Digest) -> page (Digest -> every line with its words) -> as_text, as_html, subject.
Text and HTML say the same because both only lay out the same `Page`. An alert is a digest of one story: `alerts.py`
decides whether there is one, `as_alert.py` keeps it within eight lines. An alarm, `as_alarm.py`, has no stories.
"""

from monitor.digest.alerts import Alert, Waiting, alert, messages
from monitor.digest.as_alarm import alarm_rows
from monitor.digest.as_html import html
from monitor.digest.as_text import text
from monitor.digest.compose import compose, reads, suits
from monitor.digest.muting import audible, covers, with_mute
from monitor.digest.page import numbered
from monitor.digest.parts import WHOLE, Part, parts
from monitor.digest.subject import subject

__all__ = [
    "WHOLE", "Alert", "Part", "Waiting", "alarm_rows", "alert", "audible", "compose", "covers", "html", "messages",
    "numbered", "parts", "reads", "subject", "suits", "text", "with_mute",
]  # fmt: skip
