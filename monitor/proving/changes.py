"""What other rules would change for an article: gained, lost, another priority."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from monitor.judge import Ledger, Ruleset, Trial, judge
from monitor.lexicon import Lexicon, build
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.model.judgement import Evidence, Match, Priority

Kind = Literal["gained", "lost", "priority"]
Matches = tuple[Match, ...]
_BEFORE = "before "  # in front of the id of a rule that runs, where rules of both sides are judged in one scan
KINDS: tuple[Kind, ...] = ("gained", "lost", "priority")


@dataclass(frozen=True, slots=True)
class Change:
    """One rule over one article. `evidence` decided: of a lost match what had made it, else what makes it now."""

    kind: Kind
    rule: str
    before: Priority | None
    after: Priority | None
    evidence: tuple[Evidence, ...]


def changes(before: Iterable[Match], after: Iterable[Match], rules: Collection[str]) -> tuple[Change, ...]:
    """What differs between two judgements of one article, for these rules alone, in the order of their ids."""
    old = {match.rule: match for match in before if match.rule in rules}
    new = {match.rule: match for match in after if match.rule in rules}
    found = []
    for rule in sorted({*old, *new}):
        was, now = old.get(rule), new.get(rule)
        if was is None and now is not None:
            found.append(Change("gained", rule, None, now.priority, now.evidence))
        elif was is not None and now is None:
            found.append(Change("lost", rule, was.priority, None, was.evidence))
        elif was is not None and now is not None and was.priority != now.priority:
            found.append(Change("priority", rule, was.priority, now.priority, now.evidence))
    return tuple(found)


def only(setup: Ruleset, rules: Collection[str]) -> Trial:
    """The same names with these rules alone, so that an article is not judged by rules nobody asks about."""
    return Trial(setup.version, setup.lexicon, tuple(rule for rule in setup.rules if rule.id in rules))


def judging(
    new: Ruleset, old: Ruleset, rules: Collection[str], ledger: Ledger | None = None
) -> Callable[[Article], tuple[Matches, Matches]]:
    """What judges an article by these rules of both sides: (matches before, matches after).

    In one scan where both have the same names, for then they differ in quoted texts at most; else in two.
    """
    after, before = only(new, rules), only(old, rules)
    if not before.rules:
        return lambda article: ((), judge(article, after, ledger).matches)
    if not after.rules:
        return lambda article: (judge(article, before, ledger).matches, ())
    if new.lexicon.version != old.lexicon.version:
        return lambda article: (judge(article, before, ledger).matches, judge(article, after, ledger).matches)
    renamed = (replace(rule, id=_BEFORE + rule.id) for rule in before.rules)
    both = Trial(new.version, _united(new.lexicon, old.lexicon), (*after.rules, *renamed))

    def judged(article: Article) -> tuple[Matches, Matches]:
        found = judge(article, both, ledger).matches
        return (
            tuple(replace(m, rule=m.rule.removeprefix(_BEFORE)) for m in found if m.rule.startswith(_BEFORE)),
            tuple(m for m in found if not m.rule.startswith(_BEFORE)),
        )

    return judged


def _united(new: Lexicon, old: Lexicon) -> Lexicon:
    """The names that both have, with the quoted texts of both."""
    return build(tuple(new.names.values()), dict.fromkeys((*new.quoted, *old.quoted)), new.spellings)


def affected(candidate: Iterable[Rule], running: Iterable[Rule]) -> frozenset[str]:
    """Ids of the rules that differ between two setups: another version, or in one of them only."""
    new = {rule.id: rule.version for rule in candidate}
    old = {rule.id: rule.version for rule in running}
    return frozenset(rule for rule in {*new, *old} if new.get(rule) != old.get(rule))


def totals(found: Iterable[Change]) -> Counter[tuple[str, Kind]]:
    """How many changes of each kind each rule has."""
    return Counter((change.rule, change.kind) for change in found)
