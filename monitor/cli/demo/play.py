"""The demo's course: an invented site, the real river under a stepped clock, three digests, and what to try next."""

from __future__ import annotations

import io
import shutil
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from monitor.cli.common import DEMO_MARK, Place, say, set_up_log
from monitor.cli.demo.content import EMPTY_DIGEST, START, UPDATE_DIGEST, VISIT_DIGEST
from monitor.cli.demo.site import Site, digests_yaml
from monitor.clock import Clock, RunningClock, SteppedClock
from monitor.errors import MonitorError
from monitor.model.limits import DAY
from monitor.pipeline import River
from monitor.service import Service, river, step_until
from monitor.setup import cache_in, load
from monitor.store import Store
from monitor.store.lock import FILE as LOCK
from monitor.store.lock import state_lock

SUBSCRIPTION = "demo"
OLD_RULES = "rules-before"
FOLDER = "demo"  # below the state directory; made afresh by each demo
STEP = "1h"  # how often each feed is asked while the fortnight passes
SPEED = 60  # with --hold a second is a minute: a feed is asked again within 15 seconds
SHOWN = (
    (VISIT_DIGEST, "THE DAY OF THE VISIT"),
    (EMPTY_DIGEST, "A DAY WITH NOTHING"),
    (UPDATE_DIGEST, "THE DAY AFTER: A STORY GOES ON, A TITLE HAS CHANGED"),
)
PORT = 8470  # with --hold, so that the commands stay the same from one demo to the next; else any free port


def play(place: Place, *, hold: bool) -> None:
    """Run the fortnight, print the three digests, say where they lie and what to try; with `hold` go on running."""
    clock = SteppedClock(START)
    clocks: list[Clock] = [clock]
    site = Site(lambda: clocks[-1].now(), port=PORT if hold else 0)  # noqa: PLW0108 (the last clock changes)
    try:
        site.start()
    except OSError as error:
        raise MonitorError(f"the demo's site cannot use port {PORT}: {error.strerror}; is it shown already?") from error
    try:
        home = _afresh(place)
        rules = _rules(place, home, site)
        _quiet()
        with river(load(rules, cache_in(home)), home, clock, demo=True) as flowing:
            _fortnight(flowing, clock)
            story = _show(flowing.bed.store)
        _closing(home, story, near_miss(site))
        if not hold:
            click.echo("\nBreak things: make demo HOLD=1.   Your own digest by mail: README, 'How to get mail'.")
        if hold:
            running = RunningClock(UPDATE_DIGEST, SPEED)
            clocks.append(running)
            _hold(site, rules, home, running)
    finally:
        site.close()


def _afresh(place: Place) -> Path:
    """An empty folder for this demo: what a demo left there is cleared, its edited rules are kept aside.

    Raises AlreadyRunning while another one is held there, MonitorError where somebody else's files stand.
    """
    home = place.state / FOLDER
    if home.exists() and not (home / DEMO_MARK).exists():
        raise MonitorError(f"{home} exists and was not made by the demo; move it away or use another --state")
    with state_lock(home):
        keep = {home / LOCK, home / OLD_RULES, home / DEMO_MARK}
        if (home / "rules").exists():
            shutil.rmtree(home / OLD_RULES, ignore_errors=True)
            (home / "rules").rename(home / OLD_RULES)
        for path in set(home.iterdir()) - keep:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        note = f"This folder belongs to 'monitor demo', which clears it. Edited rules go to {OLD_RULES}/.\n"
        (home / DEMO_MARK).write_text(note, encoding="utf-8")
    return home


def _rules(place: Place, home: Path, site: Site) -> Path:
    """The shipped rules, to be edited freely, over the invented feeds."""
    folder = home / "rules"
    shutil.copytree(place.rules, folder)
    (folder / "sources.yaml").write_text(site.sources_yaml(STEP), encoding="utf-8")
    (folder / "digests.yaml").write_text(digests_yaml(console=False), encoding="utf-8")
    return folder


def _quiet() -> None:
    """Digests first: the machinery's own words are kept for --hold."""
    from monitor import log

    log.to(None, "critical")


def _fortnight(flowing: River, clock: SteppedClock) -> None:
    """Every morning of the fortnight; progress only where a person watches."""
    first = VISIT_DIGEST - (VISIT_DIGEST - START) // DAY * DAY
    mornings = range(first, UPDATE_DIGEST + 1, DAY)
    shown = sys.stderr if sys.stderr.isatty() else io.StringIO()
    with click.progressbar(mornings, label="An invented fortnight passes", file=shown, show_eta=False) as days:
        for morning in days:
            step_until(flowing, clock, morning)


def _show(store: Store) -> int:
    """Print the three digests as they were frozen; returns the number of the visit's story."""
    digests = {row["stop"]: row for row in store.outbox.digests(SUBSCRIPTION, 100)}
    for moment, heading in SHOWN:
        click.echo(f"\n{'=' * 78}\n{heading}\n{'=' * 78}")
        click.echo(_text(store, digests[moment]["id"]))
    return store.outbox.stories(digests[VISIT_DIGEST]["id"])[0]


def _text(store: Store, digest: int) -> str:
    body = store.outbox.body(digest, "file")
    assert body is not None
    return body.body.decode()


def near_miss(site: Site) -> str:
    """The address of an article that names both countries and is about football: `show article` says why it is out."""
    return next(url for url, label in site.labels.items() if "football" in label.reason)


def _closing(home: Path, story: int, miss: str) -> None:
    """Where it all lies, and six commands to paste."""
    pages = sorted(home.rglob("*.html"))
    click.echo(f"{'=' * 78}\nEverything above is invented, and passed through the real program.")
    click.echo("The same digests as web pages and as mail:")
    for moment, _ in SHOWN:
        day = date_of(moment)
        click.echo("  " + " ".join(str(page) for page in pages if day in page.name))
    click.echo("\nTry:")
    for command in commands(home, story, miss):
        click.echo(f"  {command}")


def commands(home: Path, story: int, miss: str) -> list[str]:
    """Six commands to paste, for the state and rules of this demo; `miss` is the address of a near miss."""
    base = f".venv/bin/monitor --state {home} --rules {home / 'rules'}"
    return [
        f"{base} show story {story}",
        f"{base} show article {miss}",
        f"{base} show feed demo_niomanski_uzor",
        f"{base} digest preview --at 2024-05-20T12:00",
        f"{base} show pair azerbaijan belarus",
        f"{base} rules check",
    ]


def date_of(moment: int) -> str:
    """The local date of a digest's moment, as it stands in file names."""
    return datetime.fromtimestamp(moment, ZoneInfo("Asia/Baku")).date().isoformat()


def _hold(site: Site, rules: Path, home: Path, clock: RunningClock) -> None:
    """`monitor run` on the invented site until Ctrl-C; a second is a minute."""
    first = next(iter(site.urls))
    (rules / "sources.yaml").write_text(site.sources_yaml(), encoding="utf-8")
    (rules / "digests.yaml").write_text(digests_yaml(), encoding="utf-8")
    base = f".venv/bin/monitor --state {home} --rules {rules}"
    say(f"""
The site stays up at {site.home(first)} and the monitor runs on it.
One second is one minute. In another terminal:
- switch a feed off (and on again: .../on), and see what is known of it:
    curl -X POST {site.home(first)}feeds/{first}/off
    {base} show feed {first}
- mistype a rule, and watch here: the last good rules run on
    {rules}/azerbaijan-belarus.yaml
Ctrl-C ends it.
""")
    set_up_log(Place(home, rules, "text"))
    Service(rules, home, clock=clock, demo=True).run()
