"""What happened: kinds, sides, level, place, day, status; and which of it is the article's news."""

from monitor.reading.events.choosing import event_type, news
from monitor.reading.events.finding import events
from monitor.reading.events.table import KINDS, Code, coarse, plover

__all__ = ["KINDS", "Code", "coarse", "event_type", "events", "news", "plover"]
