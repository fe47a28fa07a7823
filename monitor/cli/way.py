"""The way of a stored article to its readers, step by step; the first step that stops it is why nobody was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor import digest
from monitor.cli.common import told_in, when
from monitor.digest import periods
from monitor.judge import judge
from monitor.judge import why_not as reason_of
from monitor.model.judgement import beyond
from monitor.model.limits import DAY, HOUR, Limits
from monitor.model.message import Subscription
from monitor.setup import Setup
from monitor.store import Store
from monitor.store.archive import Stored
from monitor.store.connection import Row
from monitor.text.addresses import canonical_url

RULES_SHOWN = 20
LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, or did not; `done` a step taken, `stopped` the article went no further."""

    stage: str  # fetched, feed, copy, page, aside, waiting, rules, news, subscription, told
    sentence: str
    done: bool = False
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An article with everything that is kept of it. `rule`: the one that is asked about."""

    store: Store
    setup: Setup
    stored: Stored
    row: Row
    details: Mapping[str, list[Row]]
    reference: str
    rule: str | None
    now: int

    @property
    def rules(self) -> dict[str, Row]:
        """Matching rules as they were stored, only the one asked about where one is."""
        return {row["rule"]: row for row in self.details["rule_match"] if self.rule in (None, row["rule"])}


def way(case: Case) -> Iterator[Step]:
    """In the order of the river; ends where the article stopped for everybody."""
    yield from _fetched(case)
    yield from _page(case)
    for part in (_held, _judged, _news):
        steps = list(part(case))
        yield from steps
        if any(step.stopped for step in steps):
            yield from _told_rows(case)
            return
    yield from _subscriptions(case)


def _fetched(case: Case) -> Iterator[Step]:
    row = case.row
    for seen in case.details["sighting"]:
        yield Step("fetched", f"listed by {seen['feed']} since {when(seen['first_seen'])}", done=True)
    if row["imported"]:
        yield Step("fetched", f"imported from {row['imported']}", done=True)
    asked, own = canonical_url(case.reference), canonical_url(row["url"])
    if asked and asked != own:
        yield Step("copy", f"that address is known as this article's, whose own is {row['url']}", done=True)
    for member in case.details["story_article"]:
        if member["copy_of"]:
            yield Step("copy", f"it has the text of article {member['copy_of']}", done=True)


def _page(case: Case) -> Iterator[Step]:
    row = case.row
    if row["page"] == "failed" or (row["page"] == "wanted" and row["page_problem"]):
        again = "" if row["page"] == "failed" else f"; asked again {when(row['page_due'])}"
        yield Step("page", f"its page could not be read: {row['page_problem']}; the feed's own text stands in{again}")
    if not case.stored.body:
        yield Step("page", "of its text nothing is kept or was ever given; it is judged by its title")


def _held(case: Case) -> Iterator[Step]:
    row = case.row
    if row["set_aside"]:
        sentence = f"set aside: {row['set_aside']}; an edit of the rules, or 'judge --reapply', tries again"
        yield Step("aside", sentence, stopped=True)
    elif not row["judged_by"]:
        wants = row["page"] == "wanted" and not row["page_tries"] and row["page_patience"] > case.now
        until = f"for its page until {when(row['page_patience'])}" if wants else "to be judged"
        yield Step("waiting", f"it waits {until}", stopped=True)
    elif row["judge_due"]:
        yield Step("waiting", "it waits to be judged once more; what follows is what was thought of it before")


def _judged(case: Case) -> Iterator[Step]:
    if case.rules:
        for name, match in case.rules.items():
            words = dict.fromkeys(e["surface"] for e in case.details["evidence"] if e["rule"] == name)
            said = (", ".join(f"“{word}”" for word in words), beyond(match["left_out"]))
            quoted = " ".join(filter(None, said))
            yield Step("rules", f"matches {name} ({match['priority']}): {quoted}", done=True)
        return
    what = f"the rule {case.rule} does not hold" if case.rule else "it matches no rule"
    yield Step("rules", what, stopped=True)
    yield from _misses(case)


def _misses(case: Case) -> Iterator[Step]:
    """Each rule's first part that fails, under the rules as they stand in the files."""
    setup, article = case.setup, case.stored.article(case.setup.sources)
    judgement = judge(article, setup, case.store.facts)
    hold = [match.rule for match in judgement.matches if case.rule in (None, match.rule)]
    if hold:
        told = "an article not told yet is judged again within seconds of an edit, an older one by 'judge --reapply'"
        yield Step("rules", f"{', '.join(hold)} would match it as the files stand now; {told}")
    missed = {miss.rule: miss.reason for miss in judgement.misses}
    rest = [rule for rule in setup.rules if rule.id not in hold and case.rule in (None, rule.id)]
    rest.sort(key=lambda rule: rule.id not in missed)
    for rule in rest[:RULES_SHOWN]:
        why = missed.get(rule.id) or reason_of(article, rule, setup, case.store.facts)
        yield Step("rules", f"{'just missed ' if rule.id in missed else ''}{rule.id}: {why}")
    if len(rest) > RULES_SHOWN:
        yield Step("rules", f"and {len(rest) - RULES_SHOWN} rules more; --rule ID asks one")


def _news(case: Case) -> Iterator[Step]:
    """What is never announced, and why."""
    row = case.row
    if not row["fresh"]:
        yield Step("news", f"not told as news: {_not_fresh(row)}", stopped=True)
    elif all(match["quiet"] for match in case.rules.values()) and not case.details["told"]:
        sentence = "not told as news: the rules found it only when 'judge --reapply' was asked for, which tells nobody"
        yield Step("news", sentence, stopped=True)


def _not_fresh(row: Row) -> str:
    if row["imported"]:
        return "it was imported, and an archive is announced to nobody"
    if row["dated"] is None:
        return "it has no date, and came with its feed's first document, or the first after a week of silence"
    age = row["first_seen"] - row["dated"]
    if age > LIMITS.fresh_for_max:
        days = LIMITS.fresh_for_max // DAY
        return f"it is dated {when(row['dated'])}, more than {days} days before it was first seen"
    hours = LIMITS.fresh_for // HOUR
    return (
        f"it is dated {when(row['dated'])}; of a feed's first document, or the first after a week of silence, only the "
        f"last {hours} hours are announced"
    )


def _told_rows(case: Case) -> Iterator[Step]:
    for told in case.details["told"]:
        sentence = f"told to {told['subscription']} in {told_in(told['period'])}, composed {when(told['composed'])}"
        yield Step("told", sentence, done=True)


def _subscriptions(case: Case) -> Iterator[Step]:
    told = {row["subscription"] for row in case.details["told"]}
    yield from _told_rows(case)
    asking = [each for each in case.setup.subscriptions if set(each.rules) & case.rules.keys() and each.id not in told]
    if not asking and not told:
        names = ", ".join(case.rules)
        yield Step("subscription", f"no subscription of digests.yaml asks for {names}", stopped=True)
    for subscription in asking:
        yield _untold(case, subscription, last=not told and subscription is asking[0])


def _untold(case: Case, subscription: Subscription, *, last: bool) -> Step:
    """Why this subscription was not told; `last` = nobody else was, so that this is where the article stopped."""
    name, row, store = subscription.id, case.row, case.store
    created = store.outbox.created(name)
    if created is None or row["first_seen"] < created:
        begun = "has not begun: no monitor has run with it yet" if created is None else f"began {when(created)}"
        sentence = f"{name} {begun}; what was seen before is not told to it"
        return Step("subscription", sentence, stopped=last)
    since = case.now - LIMITS.fresh_for_max
    reports = store.reports.untold(
        name, subscription.rules, case.setup.sources, subscription.without_kinds, since=since
    )
    report = next((each for each in reports if each.article == row["id"]), None)
    if report is None:
        if row["group_due"] or row["judge_due"]:
            return Step(
                "waiting", f"{name}: it waits to be judged or grouped, and then for the next digest", stopped=last
            )
        quiet = all(match["quiet"] for rule, match in case.rules.items() if rule in subscription.rules)
        why = "the rule found it only when 'judge --reapply' was asked for" if quiet else "its time has passed"
        return Step("news", f"{name} is not told of it: {why}", stopped=last)
    if not digest.suits(report, subscription):
        kind = report.kind in subscription.without_kinds
        why = f"outlets of the kind '{report.kind}'" if kind else f"articles in '{report.language}'"
        return Step("subscription", f"{name} leaves out {why}", stopped=last)
    coming = periods.next_moment(subscription, case.now)
    at = when(coming, subscription.zone) if coming is not None else "never: it has no hour"
    return Step("waiting", f"{name} is told in its next digest, {at}", stopped=last)
