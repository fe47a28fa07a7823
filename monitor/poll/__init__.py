"""Pure decisions of polling: what to ask of a feed, what its answer means, when to ask again, which items are news.

asking.py   the request of a due feed       answers.py  its state after an answer, and what was missed
waiting.py  when it is asked again          habit.py    its rhythm, and when its silence is against it
pace.py     how long it may wait            hours.py    when it publishes: what is to be expected of it
news.py     which items are news
"""

from __future__ import annotations

from monitor.poll.answers import answer_of, arrived, body_hash, failed, missed, same, unchanged
from monitor.poll.asking import own_headers, request
from monitor.poll.habit import heard, rhythm_words, silence
from monitor.poll.news import (
    Known,
    New,
    adopted_as_news,
    arrivals,
    cautious,
    only_summary,
    relisting_due,
    withheld,
)
from monitor.poll.pace import pace_span, pace_words
from monitor.poll.waiting import hold

__all__ = [
    "Known",
    "New",
    "adopted_as_news",
    "answer_of",
    "arrivals",
    "arrived",
    "body_hash",
    "cautious",
    "failed",
    "heard",
    "hold",
    "missed",
    "only_summary",
    "own_headers",
    "pace_span",
    "pace_words",
    "relisting_due",
    "request",
    "rhythm_words",
    "same",
    "silence",
    "unchanged",
    "withheld",
]
