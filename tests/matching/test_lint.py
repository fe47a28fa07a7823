"""Notes on rules that load and pass, and are hardly what was meant; and none on rules that are."""

from __future__ import annotations

import pytest

from monitor.matching.compile import Names, read_condition
from monitor.matching.lint import lint
from monitor.matching.part import Condition
from monitor.matching.rules import Rule
from monitor.matching.syntax import parse
from monitor.matching.typed import Place
from monitor.model.source import Source
from monitor.setup import load_files
from tests.matching.articles import NAMES, STATE, lexicon

FEEDS = (STATE, Source("n", "News", "https://n.example/", kind="exile", country="LT", language=""))


def condition(text: str, line: int = 6, raises: Condition | None = None) -> Condition:
    found, problems = read_condition(parse(Place("x.yaml", line, 5, text)), Names(lexicon()), raises)
    assert problems == []
    return found


def rule(when: str, name: str = "r", **priorities: str) -> Rule:
    main = condition(when)
    raised = tuple((level, condition(text, 9, main)) for level, text in priorities.items())
    return Rule(name, name, "1", None, None, "x.yaml", 4, main, raised)  # type: ignore[arg-type]  # levels as typed


def notes(*rules: Rule, feeds: tuple[Source, ...] = FEEDS) -> list[str]:
    return [str(note) for note in lint(rules, lexicon(), feeds)]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("eaeu and not eaeu", "x.yaml:6:5 the rule 'r' can never match: 'eaeu' is asked for and excluded; take one"),
        ("title(eaeu) and not eaeu", "x.yaml:6:11 the rule 'r' can never match: 'eaeu' is asked for and excluded"),
        ("sentence(eaeu and not eaeu)", "x.yaml:6:14 the rule 'r' can never match"),
        ("about(sport) and not sport", "'about(sport)' is asked for and excluded"),
        ("eaeu near/5 AM and not (armenia or sport)", "'AM' is asked for and excluded"),
        ("lead(armenia) and not south-caucasus", "'armenia' is asked for and excluded"),
        ("title(eaeu and sport) and not lead(sport)", "'sport' is asked for and excluded"),
        ("title(eaeu) and not sentence(eaeu)", "'eaeu' is asked for and excluded"),
        ("2 of (eaeu, sport, title(sport)) and not sport", "'sport' is asked for and excluded"),
        ("(eaeu or title(eaeu)) and not eaeu", "'eaeu' is asked for and excluded"),
        ("pair(AZ, BY) and eaeu and not pair(AZ, BY)", "'pair(AZ, BY)' is asked for and excluded"),
        (
            "eaeu and lang(az) and source(kind=state)",
            "x.yaml:6:14 no feed that is asked fits 'lang(az) and source(kind",
        ),
        ("eaeu and not lang(en) and not source(kind=exile)", "no feed that is asked fits 'not lang(en) and not source"),
        ("eaeu and source(country=AM)", "no feed that is asked fits 'source(country=AM)'"),
        ("eaeu or source(kind=other)", "no feed that is asked fits 'source(kind=other)'"),
        ("2 of (eaeu, sport, eaeu)", "x.yaml:6:24 'eaeu' stands twice in '2 of', and counts twice where it holds"),
        (
            r're("t-\d\d")',
            "x.yaml:6:5 the rule 'r' searches every article with re(), which is costly; join it by 'and'",
        ),
        (
            "event(visit) and eaeu",
            "x.yaml:6:5 'event(visit)' may be of anybody, in any paragraph; name its sides, as in",
        ),
        ("pair(AZ, BY) and pair(AZ, AM) and figure(turnover)", "name its sides, as in figure(turnover, azerbaijan"),
    ],
)
def test_a_rule_that_can_hardly_be_meant_has_a_note(when: str, said: str) -> None:
    found = notes(rule(when))
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    "when",
    [
        "eaeu and not sport",
        "sentence(eaeu and not sport) and sport",
        "title(eaeu) and not title(sport)",
        "lead(eaeu) and not title(eaeu)",
        "belarus and not (belarus near/3 sport)",
        "belarus and not sentence(belarus and sport)",
        "south-caucasus and not armenia",
        "sport and not about(sport)",
        "pair(AZ, BY) and not azerbaijan",  # somebody may act for it
        "2 of (eaeu, sport, belarus) and not sport",
        "eaeu or title(sport)",
        "eaeu and lang(az)",  # of the feed that leaves its language open
        "eaeu and (source(kind=state) or source(kind=exile))",
        "eaeu and not source(kind=state)",
        r'eaeu and re("t-\d\d")',
        "pair(AZ, BY) and event(visit)",
        "event(visit, azerbaijan, any)",
    ],
)
def test_a_rule_that_may_match_has_none(when: str) -> None:
    assert notes(rule(when)) == []


def test_without_feeds_nothing_is_said_of_them() -> None:
    assert notes(rule("eaeu and source(kind=other)"), feeds=()) == []


@pytest.mark.parametrize(
    ("when", "priorities", "said"),
    [
        (
            "eaeu and belarus",
            {"high": "belarus"},
            "x.yaml:9:5 this holds wherever the rule 'r' does, so every match of it",
        ),
        ("eaeu", {"high": "eaeu"}, "every match of it is high; ask for something more than `when` does"),
        ("eaeu", {"urgent": "belarus", "high": "belarus and sport"}, "the priority high is never given: where this"),
        (
            "eaeu and not sport",
            {"high": "title(sport)"},
            "x.yaml:9:5 this priority can never be reached: 'title(sport)'",
        ),
        ("eaeu", {"high": "sentence(belarus and not belarus)"}, "x.yaml:9:14 this priority can never be reached: 'bel"),
    ],
)
def test_a_priority_that_is_always_or_never_given(when: str, priorities: dict[str, str], said: str) -> None:
    found = notes(rule(when, **priorities))
    assert len(found) == 1
    assert said in found[0]


def test_two_rules_that_ask_for_the_same() -> None:
    (note,) = notes(rule("eaeu and AM", "one"), rule("eaeu  AND AM", "two"), rule("eaeu", "three"))
    assert note.startswith("x.yaml:6:5 the rule 'two' asks for the very same as 'one' (x.yaml:4); keep one of them")


def test_a_rule_without_anything_to_leave_alone() -> None:
    (note,) = lint([rule("eaeu", "a"), rule("sport", "b")], lexicon(), (), {"b": 1})
    assert str(note) == (
        "x.yaml:4 the rule 'a' has no example of what it must leave alone; add a near miss under examples: skip:"
    )


LOCAL = b"""version: 1
names:
  union: {en: [EAEU, Eurasian union]}
  sport: {en: [ice hockey]}
  unused: {en: [tram]}
  fine: {en: [bus]}
rules:
  - id: mine
    when: |
      union and sport and fine
    examples: {match: ["EAEU ice hockey bus"], skip: ["EAEU"]}
"""
SOURCES = b'version: 1\nsources:\n  - {id: x, outlet: X, url: "https://x.example/", kind: state, language: en}\n'
DIGESTS = (
    b"version: 1\nsubscriptions:\n  - {id: d, title: D, rules: [mine], to: [{channel: file}], zone: UTC, at: '07:30'}\n"
)


def test_names_of_a_file_that_nobody_uses_that_hide_others_or_are_there_already() -> None:
    names = NAMES.replace(
        "topic.sport: {en: [football]}",
        "topic.sport: {en: [football]}\n  person.a: {side: AM, en: [Someone]}\n  person.b: {side: BY, en: [Someone]}",
    )
    files = {"lexicon/n.yaml": names.encode(), "mine.yaml": LOCAL, "sources.yaml": SOURCES, "digests.yaml": DIGESTS}
    setup = load_files(files)
    assert [str(note) for note in lint(setup.rules, setup.lexicon)] == [
        "rules/lexicon/n.yaml:12:3 'Someone' is also a form of 'person.a' (rules/lexicon/n.yaml:11); take it from one of them",
        "rules/mine.yaml:3:3 'EAEU' is also a form of 'org.eaeu' (rules/lexicon/n.yaml:8); 'org.eaeu' will do in its place",
        "rules/mine.yaml:4:3 in this file 'sport' no longer means 'topic.sport' (rules/lexicon/n.yaml:10); choose another word, unless that is meant",
        "rules/mine.yaml:5:3 the name 'unused' is not used in this file; use it or take it out",
    ]
