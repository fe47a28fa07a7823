"""`monitor doctor`: what is well, what is not, and what to do about it. It begins with the rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import click

from monitor.cli import wishes
from monitor.cli.common import Place, told_in, when
from monitor.cli.finding import present, reading
from monitor.errors import ConfigError
from monitor.model.limits import DAY, HOUR
from monitor.setup import Setup
from monitor.store import FILE as STORE
from monitor.store import Store
from monitor.store.lock import holder

NEVER_MATCHED = 30 * DAY
NEAR = 7 * DAY
LATE_ALARM = HOUR  # an alarm that waits so long did not reach anybody in time
NAMED = 10  # things of a kind that are named
Health = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, and what to do where it is not well."""

    check: str
    state: Health
    sentence: str
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """All that the checks look at; `running` is the number of the monitor's process, "" = none runs."""

    place: Place
    setup: Setup
    store: Store
    now: int
    running: str


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each check.")
@click.pass_obj
def doctor(place: Place, *, as_json: bool) -> int:
    """Say of the rules and of what they work on whether all is well, and if not, what to do.

    Exit code 3 where the rules under rules/ cannot be used, 1 where something else fails; warnings alone leave with 0.
    """
    found = list(_findings(place))
    for finding in found:
        if as_json:
            click.echo(json.dumps(asdict(finding), ensure_ascii=False))
        else:
            _show(finding)
    failed = {finding.check for finding in found if finding.state == "fail"}
    return 3 if "rules" in failed else 1 if failed else 0


def _show(finding: Finding) -> None:
    click.echo(f"{finding.state:<5}{finding.sentence}")
    if finding.cure:
        click.echo(f"     -> {finding.cure}")


def _findings(place: Place) -> Iterator[Finding]:
    rules, setup = _rules(place)
    yield rules
    running = holder(place.state)
    if not (place.state / STORE).exists():
        cure = "'monitor run' begins; 'monitor import' may bring an archive first"
        yield Finding("store", "warn", f"nothing has run on {place.state} yet", cure)
        return
    with reading(place) as store:
        yield from _edit(place, store, running, broken=setup is None)
        if setup is not None:
            case = Case(place, setup, store, present(place, store), running)
            for check in CHECKS:
                yield from check(case)


def _rules(place: Place) -> tuple[Finding, Setup | None]:
    """Whether the files can be used as they stand."""
    from monitor.setup import load

    try:
        setup = load(place.rules, place.cache, wait=False)
    except ConfigError as fault:
        shown = [str(problem) for problem in fault.problems[:NAMED]]
        left = len(fault.problems) - len(shown)
        lines = "\n       ".join([*shown, *([f"and {left} more"] if left else [])])
        sentence = f"the rules cannot be used, faults: {len(fault.problems)}\n       {lines}"
        return Finding("rules", "fail", sentence, "mend these places; 'monitor rules check' proves it"), None
    proved = "all examples pass" if setup.ready else "examples are run once all names are worked out"
    sentence = f"the rules can be used: {len(setup.rules)} rules, {len(setup.lexicon.names)} names, {proved}"
    return Finding("rules", "ok", sentence), setup


def _edit(place: Place, store: Store, running: str, *, broken: bool) -> Iterator[Finding]:
    """An edit that the running monitor could not take over."""
    trouble = store.runs.trouble("rules")
    if trouble is None:
        yield Finding("edit", "ok", "no edit was refused")
    elif broken and running:
        sentence = f"an edit is not in force since {when(trouble.since)}, the rules before it are: {trouble.sentence}"
        yield Finding("edit", "fail", sentence, "mend it; a running monitor takes it over within seconds")
    else:
        sentence = f"an edit was refused on {when(trouble.since)}; the files are {'broken' if broken else 'sound'} now"
        cure = f"if this stays, look into the log of process {running}" if running else "'monitor run' takes them over"
        yield Finding("edit", "warn", sentence, cure)
    if not running:
        yield Finding("running", "warn", f"no monitor runs on {place.state}", "'monitor run' starts it")


def _in_force(case: Case) -> Iterator[Finding]:
    runs = case.store.runs.history(1)
    if not runs:
        yield Finding("in-force", "warn", "no rules have run yet", "'monitor run' takes these over")
    elif runs[0].version == case.setup.version:
        yield Finding("in-force", "ok", f"the rules in force are those of the files, since {when(runs[0].at)}")
    else:
        other = sum(runs[0].rules.get(rule.id) != rule.version for rule in case.setup.rules)
        other += len(set(runs[0].rules) - {rule.id for rule in case.setup.rules})
        sentence = f"the rules in force since {when(runs[0].at)} are not those of the files: {other} are others"
        cure = "a running monitor takes an edit over within seconds; SIGHUP makes it look at once"
        yield Finding("in-force", "warn", sentence, cure if case.running else "'monitor run' takes them over")


def _told(case: Case) -> Iterator[Finding]:
    told = {rule for subscription in case.setup.subscriptions for rule in subscription.rules}
    if left := [rule.id for rule in case.setup.rules if rule.id not in told]:
        sentence = f"in no subscription of digests.yaml, so nobody is told: {_some(left)}"
        yield Finding("subscriptions", "warn", sentence, "add them under 'rules:' of a subscription, or remove them")
    else:
        yield Finding("subscriptions", "ok", "every rule is in a subscription")


def _wishes(case: Case) -> Iterator[Finding]:
    """Entries of digests.yaml that are hardly meant."""
    for note in wishes.notes(case.setup.subscriptions, case.now):
        yield Finding("wishes", "warn", note, "edit digests.yaml")


def _alerting(case: Case) -> Iterator[Finding]:
    """Whether alerts that somebody asked for can come, and how many came."""
    wanting = [each for each in case.setup.subscriptions if each.alerts]
    raised = {rule.id: {priority for priority, _ in rule.priorities} for rule in case.setup.rules}
    for subscription in wanting:
        levels = {"urgent"} if subscription.alerts == "urgent" else {"urgent", "high"}
        if not any(raised.get(rule, set()) & levels for rule in subscription.rules):
            sentence = f"{subscription.id} asks for {subscription.alerts} alerts, and no rule of it ever is"
            cure = "say under 'priority:' of a rule what makes it so, or take 'alerts:' away"
            yield Finding("alerts", "warn", sentence, cure)
            continue
        sent = case.store.alerts.count(subscription.id, case.now - NEAR)
        yield Finding(
            "alerts",
            "ok",
            f"{subscription.id} is alerted of what is {subscription.alerts}: {sent} in {NEAR // DAY} days",
        )
    if not wanting:
        yield Finding("alerts", "ok", "no subscription asks for alerts")


def _matching(case: Case) -> Iterator[Finding]:
    began = case.store.runs.first_article()
    days = NEVER_MATCHED // DAY
    if began is None or case.now - began < NEVER_MATCHED:
        since = f"feeds are read since {when(began)}" if began is not None else "no feed was read yet"
        yield Finding("matches", "ok", f"{since}: too early to say which rules never match")
        return
    matched = case.store.runs.matched_since(case.now - NEVER_MATCHED)
    if idle := [rule.id for rule in case.setup.rules if rule.id not in matched]:
        cure = "'monitor rules near' shows what they just missed, 'monitor rules words NAME' what their names match"
        yield Finding("matches", "warn", f"matched nothing in {days} days: {_some(idle)}", cure)
    else:
        yield Finding("matches", "ok", f"every rule matched something in {days} days")


def _names(case: Case) -> Iterator[Finding]:
    if case.setup.ready:
        yield Finding("names", "ok", "all names are known in all their cases")
    else:
        sentence = "names in Russian and Ukrainian are not all worked out yet"
        yield Finding("names", "warn", sentence, "the monitor does it at its start; judging begins some seconds later")


def _waiting(case: Case) -> Iterator[Finding]:
    waiting = case.store.judgements.waiting(case.now)
    cure = "" if case.running or not waiting else "'monitor run' or 'monitor poll --once' judges them"
    yield Finding("waiting", "warn" if cure else "ok", f"articles waiting to be judged: {waiting}", cure)
    if asked := case.store.requests.open():
        cure = "" if case.running else "'monitor run' carries them out"
        yield Finding("requests", "warn" if cure else "ok", f"requests of commands waiting: {asked}", cure)
    if aside := case.store.judgements.set_aside():
        lines = "".join(f"\n       {number} {title}: {why}" for number, title, why in aside[:NAMED])
        more = f"\n       and {len(aside) - NAMED} more" if len(aside) > NAMED else ""
        cure = "please report it; an edit of the rules, or 'monitor judge --reapply', tries again"
        yield Finding("set-aside", "warn", f"articles that could not be worked on: {len(aside)}{lines}{more}", cure)


def _undelivered(case: Case) -> Iterator[Finding]:
    """Dead letters, and whether anybody is told of what goes wrong."""
    from monitor.digest.causes import whom

    if dead := case.store.alarms.dead(case.now - NEAR):
        lines = "".join(
            f"\n       {whom(each.recipient, each.channel)}, {told_in(each.period)} of {each.subscription}: "
            f"{each.problem}"
            for each in dead[-NAMED:]
        )
        more = f"\n       and {len(dead) - NAMED} before them" if len(dead) > NAMED else ""
        cure = "mend the channel or the recipient in digests.yaml; 'monitor resend' sends them again"
        yield Finding("undelivered", "warn", f"messages given up in {NEAR // DAY} days: {len(dead)}{lines}{more}", cure)
    else:
        yield Finding("undelivered", "ok", f"no message was given up in {NEAR // DAY} days")
    if case.setup.operator is None:
        cure = "add to digests.yaml, as in operator: {channel: mail, recipient: duty@example.org}"
        yield Finding("operator", "warn", "nobody is told of what goes wrong: there is no 'operator:'", cure)
    else:
        to = whom(case.setup.operator.recipient, case.setup.operator.channel)
        yield Finding("operator", "ok", f"alarms go to {to}")


def _struggling(case: Case) -> Iterator[Finding]:
    """Channels whose messages are tried again and again: what is not given up yet is no dead letter."""
    from monitor.cli.channelling import cure_of

    for each in case.store.sendings.struggling():
        waits = f"{each.waiting} {'waits' if each.waiting == 1 else 'wait'} since {when(each.since)}"
        tries = f"{each.failed} {'try' if each.failed == 1 else 'tries'} failed"
        sentence = f"{each.channel}: {waits}, {tries}, last: {each.problem}"
        cure = cure_of(each.problem) or f"'monitor channels test {each.channel}' tries it now"
        yield Finding("channel", "warn", sentence, cure)


def _last_alarm(case: Case) -> Iterator[Finding]:
    """Whether the operator got the last alarm: where its way is what fails, no alarm says so."""
    from monitor.digest.causes import whom

    last = case.store.sendings.last_alarm()
    if last is None:
        return
    composed, messages = last
    late = case.now - composed >= LATE_ALARM
    lost = [row for row in messages if row["state"] == "dead" or (row["state"] == "due" and late)]
    if lost:
        to = whom(lost[0]["recipient"], lost[0]["channel"])
        problem = f": {lost[0]['problem']}" if lost[0]["problem"] else ""
        sentence = f"the last alarm, of {when(composed)}, could not be delivered to {to}{problem}"
        cure = "give 'operator:' of digests.yaml a way that works; 'monitor digest show operator' lists all"
        yield Finding("alarm", "warn", sentence, cure)


def _missed(case: Case) -> Iterator[Finding]:
    missed = case.store.runs.missed_since(case.now - NEAR)
    if missed:
        listed = _some([f"{rule} {count}" for rule, count in missed])
        yield Finding("near", "ok", f"just missed in {NEAR // DAY} days: {listed}; 'monitor rules near' lists them")
    else:
        yield Finding("near", "ok", f"nothing just missed in {NEAR // DAY} days")


CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    _in_force, _told, _wishes, _alerting, _matching, _names, _waiting, _undelivered, _struggling,
    _last_alarm, _missed,
)  # fmt: skip


def _some(things: Sequence[str]) -> str:
    left = len(things) - NAMED
    return ", ".join(things[:NAMED]) + (f" and {left} more" if left > 0 else "")
