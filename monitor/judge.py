"""One article and the rules -> a judgement: one scan of its names, then every rule that they may make true.

Used by the river, by `monitor judge`, and by the examples of each rule before it may run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from monitor import reading
from monitor.lexicon import Lexicon
from monitor.matching import explain as explaining
from monitor.matching.conditions import Found, Sides, by_name, in_reading_order
from monitor.matching.explain import Explained
from monitor.matching.expressions import Expression, TooSlow, search
from monitor.matching.facts import Story
from monitor.matching.index import Candidates, Every, Index
from monitor.matching.rules import Rule
from monitor.matching.storyconditions import holds, moment, said
from monitor.model.article import Article
from monitor.model.fact import Dealing, Event, Figure, Known, Quote, courtesy
from monitor.model.judgement import Evidence, Judgement, Match, Miss, Priority
from monitor.model.mention import Mention, Scan
from monitor.model.story import StoryFacts
from monitor.text.conflicts import conflicts

MAX_EVIDENCE = 200  # words shown for a match; an article of nothing but names would bring ten thousand
FEW = 3  # rules that are tried one after the other


class Ruleset(Protocol):
    """What judging needs of a setup."""

    @property
    def version(self) -> str:
        """A hash over all rules and the lexicon."""

    @property
    def lexicon(self) -> Lexicon:
        """The names, with the quoted texts of all rules."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, compiled."""

    @property
    def index(self) -> Candidates[Rule]:
        """The same rules by what they require."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Some rules outside a setup: one with its examples, a file that is to be tried on stored articles."""

    version: str
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    index: Candidates[Rule] = field(init=False)

    def __post_init__(self) -> None:
        few = len(self.rules) <= FEW
        object.__setattr__(self, "index", Every(self.rules) if few else Index(self.rules, self.lexicon.side))


class Ledger(Protocol):
    """What articles before this one gave, for figures that contradict each other."""

    def earlier(self, pair: Sequence[str], before: int, article: int | str) -> Sequence[Known]:
        """Figures of these two sides (ISO codes) that had come out by `before` (UTC seconds), other articles' ones."""


@dataclass(slots=True)
class _Facts:
    """One article's scan and what reading makes of it; each pair is read once, whatever the number of rules."""

    article: Article
    scan: Scan
    lexicon: Lexicon
    mentions: Mapping[str, Found]
    ledger: Ledger | None = None
    story: StoryFacts | None = None
    _read: reading.Reading | None = None
    _pairs: dict[tuple[str, str], reading.PairResult] = field(default_factory=dict)
    _topics: dict[str, Found] = field(default_factory=dict)
    _searched: dict[Expression, Found | TooSlow] = field(default_factory=dict)
    _earlier: dict[tuple[str, ...], Sequence[Known]] = field(default_factory=dict)

    def pair(self, a: Sides, b: Sides) -> Found | None:
        """The mentions behind every dealing between a country of `a` and another of `b`."""
        results = [self.pair_result(one, other) for one, other in self._couples(a, b)]
        held = [result.mentions for result in results if result.holds]
        return tuple(mention for mentions in held for mention in mentions) if held else None

    def pair_reason(self, a: Sides, b: Sides) -> str:
        """Why none of these couples deals with each other although both are named."""
        results = [self.pair_result(one, other) for one, other in self._couples(a, b)]
        return "" if any(result.holds for result in results) else next((r.reason for r in results if r.reason), "")

    def pair_result(self, a: str, b: str) -> reading.PairResult:
        """What reading says of two countries, whichever is named first."""
        key = (min(a, b), max(a, b))
        if key not in self._pairs:
            self._pairs[key] = self.read().pair(*key)
        return self._pairs[key]

    def read(self) -> reading.Reading:
        """What the article says, each part worked out when first asked for."""
        if self._read is None:
            self._read = reading.Reading(self.article, self.scan, self.lexicon)
        return self._read

    def dealings(self) -> tuple[Dealing, ...]:
        """Of every pair that a rule asked for and that is named."""
        return tuple(found.dealing for found in self._pairs.values() if found.dealing)

    def dealing(self, a: Sides, b: Sides) -> Dealing | None:
        """The one of these pairs that holds, else the one that comes nearest."""
        found = [result.dealing for couple in self._couples(a, b) if (result := self.pair_result(*couple)).dealing]
        return max(filter(None, found), key=lambda one: (one.holds, one.score - one.needed), default=None)

    @property
    def events(self) -> Sequence[Event]:
        """What happened."""
        return self.read().events

    @property
    def figures(self) -> Sequence[Figure]:
        """Amounts."""
        return self.read().figures

    @property
    def quotes(self) -> Sequence[Quote]:
        """Words as they were said."""
        return self.read().quotes

    @property
    def published(self) -> date | None:
        """The day that the article bears."""
        return self.read().ground.published

    def conflicts(self, figure: Figure) -> bool:
        """Whether a check within the article failed, or an earlier figure of the same pair says otherwise."""
        failed = figure.confidence == "low" and figure.note != ""
        if failed or self.ledger is None or not figure.pair:
            return failed
        dated, seen = self.article.dated, self.article.first_seen
        moment = dated if dated is not None and (dated <= seen or not seen) else seen
        if figure.pair not in self._earlier:
            self._earlier[figure.pair] = self.ledger.earlier(figure.pair, moment, self.article.id)
        return bool(conflicts(figure, self._earlier[figure.pair], moment))

    def side(self, name: str) -> str:
        """The country that a name is or acts for."""
        return self.lexicon.side(name)

    def called(self, name: str) -> str:
        """A name of the lexicon without its kind; a code that it does not know as it is."""
        known = name if "." in name else self.lexicon.resolve(name) or ""
        return known.partition(".")[2].replace("_", " ").title() or name

    def about(self, name: str) -> Found:
        """What shows that the article is about `name`."""
        if name not in self._topics:
            self._topics[name] = reading.about(self.scan, self.lexicon, name)
        return self._topics[name]

    def searched(self, wanted: Expression) -> Found:
        """Where the expression stands; each is run once, whatever the number of rules."""
        found = self._searched.get(wanted)
        if found is None:
            try:
                found = search(wanted, self.scan)
            except TooSlow as fault:
                found = fault
            self._searched[wanted] = found
        if isinstance(found, TooSlow):
            raise TooSlow(wanted.text)
        return found

    def _couples(self, a: Sides, b: Sides) -> list[tuple[str, str]]:
        """Those of whom both are named; None = every country that is, also by somebody who acts for it."""
        present, side = self.read().sides.present, self.lexicon.side
        known = map(self.lexicon.resolve, sorted(present))
        named = [name for name in known if name and name.startswith("country.")]
        ones, others = ([name for name in names or named if side(name) in present] for names in (a, b))
        return [(one, other) for one in ones for other in others if one != other]


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement with the reading behind it, for whoever wants to know more of the article than the rules asked."""

    judgement: Judgement
    reading: reading.Reading
    dealings: tuple[Dealing, ...]
    behind: _Facts

    def again(self, article: Article, setup: Ruleset, ledger: Ledger | None) -> _Facts | None:
        """What was read, for more questions; None where it was read of anything else, or by other names.

        What the ledger said is left out: it may say more by now.
        """
        facts = self.behind
        same = facts.lexicon is setup.lexicon and facts.article == article
        return replace(facts, ledger=ledger, story=None, _earlier={}) if same else None

    @property
    def with_facts(self) -> Judgement:
        """The judgement, of an article that some rule matches with everything read of it: for the store alone.

        An example of a rule, a score or a backtest asks what a rule makes of a text, and need not wait for the rest.
        """
        matches = self.judgement.matches
        return replace(self.judgement, facts=self.reading.facts(self.dealings)) if matches else self.judgement


def judge(article: Article, setup: Ruleset, ledger: Ledger | None = None) -> Judgement:
    """Which rules hold for the article, with the words that decided; which just missed it.

    Without a `ledger` a figure contradicts only what stands in the article itself. Facts are not in it: `judged`.
    """
    return judged(article, setup, ledger).judgement


def judged(article: Article, setup: Ruleset, ledger: Ledger | None = None) -> Judged:
    """The same with what was read; each part of it is worked out when asked for."""
    facts = _read(article, setup, ledger)
    matches: list[Match] = []
    misses: list[Miss] = []
    for rule in setup.index.candidates(facts.mentions):
        found = rule.when.decide(facts)
        if found is not None:
            matches.append(_match(rule, found, facts))
        elif missed := _near_miss(rule, facts):
            misses.append(missed)
    judgement = Judgement(setup.version, tuple(matches), tuple(misses), facts.scan.mentions)
    return Judged(judgement, facts.read(), facts.dealings(), facts)


def nothing_in(title: str, body: str, setup: Ruleset) -> bool:
    """True: no rule holds for this text or just misses it, whoever published it; False: `judge` must be asked.

    Decided without sentences, spellings and endings, by the names that may stand in it at most: so few rules need to be
    run on an article that the index of rules knows none for most of them.
    """
    names = setup.lexicon.at_most(title, body)
    return names is not None and setup.index.hopeless(names)


def match(article: Article, rule: Rule, setup: Ruleset, ledger: Ledger | None = None) -> Match | None:
    """What `judge` would say of this rule alone where it holds; None where it does not."""
    facts = _read(article, setup, ledger)
    found = rule.when.decide(facts)
    return None if found is None else _match(rule, found, facts)


def why_not(article: Article, rule: Rule, setup: Ruleset, ledger: Ledger | None = None) -> str:
    """The first part of the rule's condition that does not hold, in plain words; "" if it holds."""
    return explaining.reason(rule.when, _read(article, setup, ledger))


def asks_of_stories(rule: Rule) -> bool:
    """Whether a story() may change the priority of what the rule matches: only then need `raised` be asked."""
    return bool(_story_calls(rule))


def raised(
    article: Article, rule: Rule, setup: Ruleset, ledger: Ledger | None, facts: StoryFacts, lately: Judged | None = None
) -> tuple[Priority, str]:
    """The priority of a match of this rule as its story stands now, and why where only a story() brings it that high.

    "only Minsk's outlets report it, 14 hours after the first report"; "" where the article says enough by itself.
    `lately`: what `judged` gave for it a moment ago, if anything; its text is not read again then.
    """
    alone = (lately.again(article, setup, ledger) if lately else None) or _read(article, setup, ledger)
    told = replace(alone, story=facts)
    for level, condition in rule.priorities:
        if condition.decide(told) is not None:
            if condition.decide(alone) is not None:
                return _calm(level, alone), ""
            why = (said(fact, facts) for fact in condition.facts if isinstance(fact, Story))
            return _calm(level, alone), "; ".join(dict.fromkeys(filter(None, why)))
    return "normal", ""


def story_moments(rule: Rule, facts: StoryFacts) -> int | None:
    """The next moment (UTC seconds, after `facts.now`) at which `raised` may say otherwise with the same reports."""
    return min(filter(None, (moment(call, facts) for call in _story_calls(rule))), default=None)


def story_answers(rule: Rule, facts: StoryFacts) -> tuple[bool, ...]:
    """Which of the story() that the rule asks hold now: where all are as before, `raised` says what it said."""
    return tuple(holds(call, facts) for call in _story_calls(rule))


def _story_calls(rule: Rule) -> tuple[Story, ...]:
    return tuple(fact for _, condition in rule.priorities for fact in condition.facts if isinstance(fact, Story))


def explain(article: Article, rule: Rule, setup: Ruleset, ledger: Ledger | None = None) -> Explained:
    """The rule's condition as a tree of true and false parts, with the words that decided and what was missing."""
    return explaining.explain(rule.when, _read(article, setup, ledger))


def _read(article: Article, setup: Ruleset, ledger: Ledger | None = None) -> _Facts:
    scan = setup.lexicon.scan(article.title, article.body, article.language)
    return _Facts(article, scan, setup.lexicon, by_name(scan.mentions), ledger)


def _match(rule: Rule, found: Found, facts: _Facts) -> Match:
    priority: Priority = "normal"
    for level, condition in rule.priorities:
        raised = condition.decide(facts)
        if raised is not None:
            priority, found = _calm(level, facts), in_reading_order((*found, *raised))
            break
    kept = found[:MAX_EVIDENCE]
    slow = next(filter(None, (condition.trouble(facts) for _, condition in rule.priorities)), "")
    return Match(rule.id, rule.version, priority, tuple(_evidence(kept)), len(found) - len(kept), slow)


def _calm(level: Priority, facts: _Facts) -> Priority:
    """A congratulation or a condolence is never urgent, whatever the rule says: nobody is woken for a telegram."""
    return "high" if level == "urgent" and courtesy(facts.events) else level


def _evidence(mentions: Iterable[Mention]) -> Iterable[Evidence]:
    return (Evidence(m.field, m.start, m.end, m.surface, m.form, m.name) for m in mentions)


def _near_miss(rule: Rule, facts: _Facts) -> Miss | None:
    """A rule that does not hold and would with its scopes widened and without its `not` parts, or took too long."""
    if slow := rule.when.trouble(facts):
        return Miss(rule.id, slow, trouble=True)
    return Miss(rule.id, explaining.failure(rule.when, facts)) if rule.when.nearly(facts) else None
