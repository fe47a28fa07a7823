"""Thirty days in the life of the service: the real river over the real store, a clock that jumps, a world that fails.

press.py     who publishes what and when, and the truth about each article
words.py     sentences that its articles are made of
papers.py    feed documents and pages, as bytes
web.py       sites that answer, move, hang and close
postman.py   where messages arrive
rules.py     the folder of rules, and what people do to it
calendar.py  what happens when
events.py    what each of it does
life.py      the process and its clock
verdict.py   what was published against what arrived
measures.py  memory and the store
run.py       all of it in order
"""

from tests.soak.month.run import SHOWS, soak

__all__ = ["SHOWS", "soak"]
