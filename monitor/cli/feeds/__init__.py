"""`monitor sources ...`: which feeds there are and how they answer; finding, trying, adding and exchanging them.

health.py       list            trying.py    test       advice.py   what to do about an answer, in words
discovering.py  discover        parsing.py   parse      editing.py  add, remove, pause, resume
exchanging.py   import, export  showing.py   what a feed or page holds, and its entry for sources.yaml
asking.py       the way out: one request and one job of a worker at a time
"""

from __future__ import annotations

import click

from monitor.cli.late import LateGroup

COMMANDS = {
    "list": "monitor.cli.feeds.health:list_",
    "test": "monitor.cli.feeds.trying:test",
    "discover": "monitor.cli.feeds.discovering:discover",
    "add": "monitor.cli.feeds.editing:add",
    "remove": "monitor.cli.feeds.editing:remove",
    "pause": "monitor.cli.feeds.editing:pause",
    "resume": "monitor.cli.feeds.editing:resume",
    "import": "monitor.cli.feeds.exchanging:import_",
    "export": "monitor.cli.feeds.exchanging:export",
    "parse": "monitor.cli.feeds.parsing:parse",
}


@click.group(cls=LateGroup, late=COMMANDS)
def sources() -> None:
    """See which feeds there are, how they answer, and what is in them; find, add, remove and exchange them."""
