"""Whether the rules are usable and in force, and find anything."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.cli import wishes
from monitor.cli.common import when
from monitor.cli.doctoring.case import LATELY, Case, Check, Finding, first, some
from monitor.errors import ConfigError
from monitor.model.limits import DAY
from monitor.setup import Setup

NEVER_MATCHED = 30 * DAY


def loaded(case: Case) -> tuple[Finding, Setup | None]:
    """Whether the files can be used as they stand."""
    from monitor.setup import load

    try:
        setup = load(case.place.rules, case.place.cache, wait=False)
    except ConfigError as fault:
        sentence = f"the rules cannot be used, faults: {len(fault.problems)}"
        cure = "mend these places; 'monitor rules check' proves it"
        return Finding("rules", "fail", sentence, cure, first([str(problem) for problem in fault.problems])), None
    proved = "all examples pass" if setup.ready else "examples are run once all names are worked out"
    sentence = f"the rules can be used: {len(setup.rules)} rules, {len(setup.lexicon.names)} names, {proved}"
    return Finding("rules", "ok", sentence), setup


def _edit(case: Case) -> Iterator[Finding]:
    """An edit that the running monitor could not take over."""
    trouble = case.opened.runs.trouble("rules")
    if trouble is None:
        yield Finding("edit", "ok", "no edit was refused")
    elif case.setup is None and case.running:
        sentence = f"an edit is not in force since {when(trouble.since)}, the rules before it are"
        cure = "mend it; a running monitor takes it over within seconds"
        yield Finding("edit", "fail", sentence, cure, first(trouble.sentence.splitlines()))
    else:
        files = "broken" if case.setup is None else "sound"
        sentence = f"an edit was refused on {when(trouble.since)}; the files are {files} now"
        again = f"if this stays, look into the log of process {case.running}"
        yield Finding("edit", "warn", sentence, again if case.running else "'monitor run' takes them over")


def _in_force(case: Case) -> Iterator[Finding]:
    runs = case.opened.runs.history(1)
    setup = case.ruled
    if not runs:
        yield Finding("in-force", "warn", "no rules have run yet", "'monitor run' takes these over")
    elif runs[0].version == setup.version:
        yield Finding("in-force", "ok", f"the rules in force are those of the files, since {when(runs[0].at)}")
    else:
        other = sum(runs[0].rules.get(rule.id) != rule.version for rule in setup.rules)
        other += len(set(runs[0].rules) - {rule.id for rule in setup.rules})
        sentence = f"the rules in force since {when(runs[0].at)} are not those of the files: {other} are others"
        cure = "a running monitor takes an edit over within seconds; SIGHUP makes it look at once"
        yield Finding("in-force", "warn", sentence, cure if case.running else "'monitor run' takes them over")


def _told(case: Case) -> Iterator[Finding]:
    told = {rule for subscription in case.ruled.subscriptions for rule in subscription.rules}
    if left := [rule.id for rule in case.ruled.rules if rule.id not in told]:
        sentence = f"in no subscription of digests.yaml, so nobody is told: {some(left)}"
        yield Finding("subscriptions", "warn", sentence, "add them under 'rules:' of a subscription, or remove them")
    else:
        yield Finding("subscriptions", "ok", "every rule is in a subscription")


def _wishes(case: Case) -> Iterator[Finding]:
    """Entries of digests.yaml that are hardly meant."""
    found = list(wishes.notes(case.ruled.subscriptions, case.now))
    for note in found:
        yield Finding("wishes", "warn", note, "edit digests.yaml")
    if not found:
        yield Finding("wishes", "ok", "no entry of digests.yaml is without effect")


def _alerting(case: Case) -> Iterator[Finding]:
    """Whether alerts that somebody asked for can come, and how many came."""
    wanting = [each for each in case.ruled.subscriptions if each.alerts]
    raised = {rule.id: {priority for priority, _ in rule.priorities} for rule in case.ruled.rules}
    for subscription in wanting:
        levels = {"urgent"} if subscription.alerts == "urgent" else {"urgent", "high"}
        if not any(raised.get(rule, set()) & levels for rule in subscription.rules):
            sentence = f"{subscription.id} asks for {subscription.alerts} alerts, and no rule of it ever is"
            cure = "say under 'priority:' of a rule what makes it so, or take 'alerts:' away"
            yield Finding("alerts", "warn", sentence, cure)
            continue
        sent = case.opened.alerts.count(subscription.id, case.now - LATELY)
        sentence = f"{subscription.id} is alerted of what is {subscription.alerts}: {sent} in {LATELY // DAY} days"
        yield Finding("alerts", "ok", sentence)
    if not wanting:
        yield Finding("alerts", "ok", "no subscription asks for alerts")


def _matching(case: Case) -> Iterator[Finding]:
    began = case.opened.runs.first_article()
    days = NEVER_MATCHED // DAY
    if began is None or case.now - began < NEVER_MATCHED:
        since = f"feeds are read since {when(began)}" if began is not None else "no feed was read yet"
        yield Finding("matches", "ok", f"{since}: too early to say which rules never match")
        return
    matched = case.opened.runs.matched_since(case.now - NEVER_MATCHED)
    if idle := [rule.id for rule in case.ruled.rules if rule.id not in matched]:
        cure = "'monitor rules near' shows what they just missed, 'monitor rules words NAME' what their names match"
        yield Finding("matches", "warn", f"matched nothing in {days} days: {some(idle)}", cure)
    else:
        yield Finding("matches", "ok", f"every rule matched something in {days} days")


def _names(case: Case) -> Iterator[Finding]:
    if case.ruled.ready:
        yield Finding("names", "ok", "all names are known in all their cases")
    else:
        sentence = "names in Russian and Ukrainian are not all worked out yet"
        yield Finding("names", "warn", sentence, "the monitor does it at its start; judging begins some seconds later")


def _missed(case: Case) -> Iterator[Finding]:
    missed = case.opened.runs.missed_since(case.now - LATELY)
    if missed:
        listed = some([f"{rule} {number}" for rule, number in missed])
        yield Finding("near", "ok", f"just missed in {LATELY // DAY} days: {listed}; 'monitor rules near' lists them")
    else:
        yield Finding("near", "ok", f"nothing just missed in {LATELY // DAY} days")


CHECKS = (
    Check(("edit",), _edit, ("store",)),
    Check(("in-force",), _in_force, ("store", "setup")),
    Check(("subscriptions",), _told, ("setup",)),
    Check(("wishes",), _wishes, ("setup",)),
    Check(("alerts",), _alerting, ("store", "setup")),
    Check(("matches",), _matching, ("store", "setup")),
    Check(("names",), _names, ("setup",)),
    Check(("near",), _missed, ("store", "setup")),
)
