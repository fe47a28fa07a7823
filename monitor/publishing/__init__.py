"""What matches, for readers of other tools: Atom and JSON Feed files, and calendars of what was announced.

entry.py      a report as an entry of a feed: original words, who tells it, why it is there
atom.py       entries -> RFC 4287
jsonfeed.py   entries -> JSON Feed 1.1
calendar.py   announced visits, meetings and signings -> RFC 5545
"""

from monitor.publishing.atom import atom
from monitor.publishing.entry import Channel, Entry, entry
from monitor.publishing.jsonfeed import json_feed

__all__ = ["Channel", "Entry", "atom", "entry", "json_feed"]
