"""Whether the monitor runs and gets on, and what waits for it."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.cli.common import is_demo, when
from monitor.cli.doctoring.case import Case, Check, Finding, ago, count, first
from monitor.model.limits import DAY, HOUR, MINUTE

QUIET = 2 * HOUR  # without any poll: a monitor that polls in between is none that somebody forgot
STUCK = 15 * MINUTE  # a due feed is asked within seconds, or its host is slow: never so long
FUTURE = 2 * MINUTE


def _running(case: Case) -> Iterator[Finding]:
    last = case.opened.feeds.last_try()
    if case.running:
        since = case.opened.checkup.started()
        sentence = f"the monitor runs as process {case.running}" + (f", since {when(since)}" if since else "")
        yield Finding("running", "ok", sentence, data={"process": case.running, "since": since})
    elif last is not None and 0 <= case.now - last < QUIET:
        sentence = f"no monitor runs at this moment; feeds were asked {ago(case.now - last)} ago"
        cure = "all is well if a timer runs 'monitor poll --once'; else 'monitor run' starts it"
        yield Finding("running", "warn", sentence, cure)
    else:
        cure = "'monitor run' starts it, or your supervisor: 'systemctl start bilateral-monitor'"
        yield Finding("running", "warn", f"no monitor runs on {case.place.state}", cure)


def _last_poll(case: Case) -> Iterator[Finding]:
    """The last feed that was asked, the last that answered, and whether feeds wait that nobody asks."""
    states = case.opened.feeds.all()
    if not states:
        yield Finding("last-poll", "warn", "no feed is enabled", "set 'enabled: true' for some in sources.yaml")
        return
    asked = max((state.last_try for state in states if state.last_try is not None), default=None)
    answered = max((state.last_ok for state in states if state.last_ok is not None), default=None)
    data = {"asked": asked, "answered": answered}
    heard = f"a feed was last asked {_when_ago(case, asked)}, and answered well {_when_ago(case, answered)}"
    unasked = case.opened.feeds.unasked(case.now - STUCK, case.now - STUCK) if case.running else 0
    begun = case.opened.checkup.started()
    young = begun is not None and case.now - begun < STUCK
    if unasked and not young and (asked is None or case.now - asked > STUCK):
        sentence = f"the monitor hangs: {count(unasked, 'feed')} are due and nobody asks; {heard}"
        cure = f"restart it ('systemctl restart bilateral-monitor'); the log of process {case.running} says more"
        yield Finding("last-poll", "fail", sentence, cure, data=data)
    elif answered is None or case.now - answered > DAY:
        cure = "the lines on feeds below say why" if case.running else "'monitor run' asks them again"
        yield Finding("last-poll", "warn", heard, cure, data=data)
    else:
        yield Finding("last-poll", "ok", heard, data=data)


def _when_ago(case: Case, moment: int | None) -> str:
    if moment is None:
        return "never"
    if moment <= case.now:
        return f"{ago(case.now - moment)} ago"
    return f"on {when(moment)}" + ("" if is_demo(case.place) else ", in the future")


def _heartbeat(case: Case) -> Iterator[Finding]:
    """The address outside that is called after each good cycle, so that a silence is noticed there."""
    trouble = case.opened.runs.trouble("heartbeat") if case.running else None
    if not case.service.heartbeat:
        cure = "an outside service that expects a call notices when this machine is off: 'heartbeat:' of service.yaml"
        yield Finding("heartbeat", "ok", f"no heartbeat is asked for; {cure}")
    elif trouble is not None:
        sentence = f"the heartbeat fails since {when(trouble.since)}: {trouble.sentence}"
        yield Finding("heartbeat", "warn", sentence, "check 'heartbeat:' of service.yaml and its secret")
    else:
        yield Finding("heartbeat", "ok", "the heartbeat has no trouble")


def _degraded(case: Case) -> Iterator[Finding]:
    """What the running monitor itself says is in its way."""
    disk = case.opened.runs.trouble("disk") if case.running else None
    if disk is not None:
        sentence = f"nothing new is taken in since {when(disk.since)}: {disk.sentence}"
        yield Finding("taking-in", "fail", sentence, "make room; the monitor goes on by itself within seconds")
    else:
        yield Finding("taking-in", "ok", "nothing keeps articles out")


def _network(case: Case) -> Iterator[Finding]:
    """Edits that wait for the next start: until then a command works where the service does not, or the other way."""
    pending = case.opened.runs.trouble("restart") if case.running else None
    if pending is None:
        yield Finding("restart", "ok", "no edit waits for a restart")
    else:
        sentence = f"the monitor does not work with the files as they are: {pending.sentence}"
        yield Finding("restart", "warn", sentence, "restart the monitor: 'systemctl restart bilateral-monitor'")


def _jumps(case: Case) -> Iterator[Finding]:
    """What happened, as the store has it, later than now: then the clock was ahead, or is behind."""
    ahead = case.opened.checkup.ahead(case.now + FUTURE)
    if ahead is None:
        yield Finding("clock-jump", "ok", "nothing in the store is dated in the future")
    elif is_demo(case.place):
        yield Finding("clock-jump", "ok", "a demo has a time of its own")
    else:
        sentence = (
            f"the store says that something happened on {when(ahead)}: the clock was ahead then, or is behind now"
        )
        cure = (
            "switch time synchronisation on (such as 'timedatectl set-ntp true'); nothing is lost, no feed waits for it"
        )
        yield Finding("clock-jump", "warn", sentence, cure, data={"ahead": ahead - case.now})


def _waiting(case: Case) -> Iterator[Finding]:
    """Work that waits, and what no work could be done on."""
    waiting = case.opened.judgements.waiting(case.now)
    cure = "" if case.running or not waiting else "'monitor run' or 'monitor poll --once' judges them"
    yield Finding("waiting", "warn" if cure else "ok", f"articles waiting to be judged: {waiting}", cure)
    asked = case.opened.requests.open()
    cure = "" if case.running or not asked else "'monitor run' carries them out"
    yield Finding("requests", "warn" if cure else "ok", f"requests of commands waiting: {asked}", cure)
    yield _aside(case)


def _aside(case: Case) -> Finding:
    aside = case.opened.judgements.set_aside()
    if not aside:
        return Finding("set-aside", "ok", "no article had to be set aside")
    lines = [f"{number} {title}: {why}" for number, title, why in aside]
    cure = "please report it; an edit of the rules, or 'monitor judge --reapply', tries again"
    return Finding("set-aside", "warn", f"articles that could not be worked on: {len(aside)}", cure, first(lines))


CHECKS = (
    Check(("running",), _running, ("store",)),
    Check(("last-poll",), _last_poll, ("store",)),
    Check(("taking-in",), _degraded, ("store",)),
    Check(("restart",), _network, ("store",)),
    Check(("heartbeat",), _heartbeat, ("store",)),
    Check(("waiting", "requests", "set-aside"), _waiting, ("store",)),
    Check(("clock-jump",), _jumps, ("store",)),
)
