"""event(), figure(), quote() and story(): read in full, with everything unknown refused."""

from __future__ import annotations

import pytest

from monitor.errors import ConfigError
from monitor.matching.compile import Names, compile_parsed, compile_rule, read_condition
from monitor.matching.factcalls import duration
from monitor.matching.facts import Bounds, Event, Fact, Figure, Quote, Story
from monitor.matching.syntax import Parsed, parse
from monitor.matching.typed import Place
from monitor.model.kinds import EVENT_FAMILIES, EVENTS, FIGURES, LEVELS
from tests.matching.articles import lexicon

NAMES = Names(lexicon(), {"by-firms": "org.eaeu"})
AZ, BY, AM = ("country.azerbaijan",), ("country.belarus",), ("country.armenia",)
DAY = 86400
TWO = (frozenset({"AZ"}), frozenset({"BY"}))


def parsed(text: str, line: int = 6) -> Parsed:
    return parse(Place("x.yaml", line, 5, text))


def read(text: str, *, priority: bool = False) -> tuple[Fact, ...]:
    """What the condition asks of facts; it must be without fault."""
    raises = read_condition(parsed("pair(AZ, BY)"), NAMES)[0] if priority else None
    found, problems = read_condition(parsed(text), NAMES, raises)
    assert problems == []
    return found.facts


def refusal(text: str, *, priority: bool = False) -> str:
    raises = read_condition(parsed("eaeu"), NAMES)[0] if priority else None
    with pytest.raises(ConfigError) as caught:
        compile_parsed(parsed(text), NAMES, raises)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("event(summons-protest)", Event(frozenset({"summons_protest"}))),
        ("event(summons_protest, RECALL-EXPEL)", Event(frozenset({"summons_protest", "recall_expel"}))),
        ("event(state_visit, azerbaijan, any)", Event(frozenset({"visit_state"}), (AZ, None))),
        ("event(phone_call, AZ, south-caucasus)", Event(frozenset({"phone_call"}), (AZ, (*AZ, *AM)))),
        ("event(lukashenko, by-firms)", Event(sides=(("person.alexander_lukashenko",), ("org.eaeu",)))),
        ("event(AZ, any, level=foreign-minister)", Event(sides=(AZ, None), levels=frozenset({"foreign_minister"}))),
        (
            "event(AZ, any, level<=deputy-minister)",
            Event(
                sides=(AZ, None), levels=frozenset({"deputy_minister", "ambassador", "governor", "agency", "company"})
            ),
        ),
        ("event(AZ, level>=prime_minister)", Event(sides=(AZ,), levels=frozenset({"president", "prime_minister"}))),
        (
            "event(AZ, level<=minister, level>=ambassador)",
            Event(sides=(AZ,), levels=frozenset({"minister", "deputy_minister", "ambassador"})),
        ),
        (
            "event(AZ, status=under way, within=30d, background=any)",
            Event(sides=(AZ,), statuses=frozenset({"under_way"}), within=30 * DAY, background=None),
        ),
        ("event(AZ, place=belarus)", Event(sides=(AZ,), place=BY)),
        ('event(AZ, place="so-called")', Event(sides=(AZ,), place=("text:so-called",))),
        ("figure(turnover, AZ, BY)", Figure(frozenset({"turnover"}), (AZ, BY))),
        ("figure(exports-agrifood, AZ, any)", Figure(frozenset({"exports_agrifood"}), (AZ, None))),
        (
            "figure(AZ, BY, kind=goal, value>=1 bln USD)",
            Figure(sides=(AZ, BY), kind="goal", value=Bounds(1e9), unit="USD"),
        ),
        (
            "figure(AZ, value>=1.5mln eur, value<=500 mln EUR)",
            Figure(sides=(AZ,), value=Bounds(1.5e6, 5e8), unit="EUR"),
        ),
        ("figure(AZ, value=10 %)", Figure(sides=(AZ,), value=Bounds(10, 10), unit="%")),
        ("figure(AZ, value<=700 BYN)", Figure(sides=(AZ,), value=Bounds(None, 700), unit="BYN")),
        (
            "figure(AZ, conflict=yes, period=2019-01/2019-07)",
            Figure(sides=(AZ,), conflict=True, period="2019-01/2019-07"),
        ),
        ("figure(AZ, period=2018-ytd)", Figure(sides=(AZ,), period="2018-YTD")),
        ("quote(lukashenko, azerbaijan)", Quote(("person.alexander_lukashenko",), AZ)),
        ('quote(any, "so-called")', Quote(None, ("text:so-called",))),
    ],
)
def test_a_fact_is_read_into_one_frozen_value(text: str, fact: Fact) -> None:
    assert read(text) == (fact,)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("story(sides=one, age>=12h)", Story(sides="one", age=Bounds(DAY // 2), between=TWO)),
        ("story(sides=all)", Story(sides="both", between=TWO)),
        ("story(sides=none)", Story(sides="neither", between=TWO)),
        ("story(languages=az, age<=2w)", Story(languages=frozenset({"az"}), age=Bounds(None, 14 * DAY))),
        ("story(outlets>=2, kinds=foreign_state)", Story(Bounds(2), frozenset({"foreign-state"}))),
    ],
)
def test_a_story_is_asked_under_priority(text: str, fact: Fact) -> None:
    assert read(text, priority=True) == (fact,)
    assert "story() stands only under priority" in refusal(text)


def test_the_kinds_are_those_of_the_taxonomy_and_each_belongs_to_a_coarse_one() -> None:
    coarse = list(EVENT_FAMILIES)[:10]
    assert len(EVENTS) == 34 + 1  # and the figures that are the news
    assert {kind for family in coarse for kind in EVENT_FAMILIES[family]} == set(EVENTS)
    assert sum(len(EVENT_FAMILIES[family]) for family in coarse) == len(EVENTS)
    assert {kind for kinds in EVENT_FAMILIES.values() for kind in kinds} <= set(EVENTS)
    assert read("event(visit, AZ)")[0] == Event(frozenset(EVENT_FAMILIES["visit"]), (AZ,))
    assert len(EVENT_FAMILIES["contact"]) == 15
    assert "exports_agrifood" in FIGURES
    assert list(LEVELS) == sorted(LEVELS, key=lambda level: -LEVELS[level])


def test_in_a_rule_with_one_pair_a_fact_means_that_pair() -> None:
    when, urgent = parsed("pair(AZ, BY) and event(signing)"), parsed("event(visit) or figure(turnover, AZ, AM)")
    main, problems = read_condition(when, NAMES)
    raised, more = read_condition(urgent, NAMES, main)
    assert problems == more == []
    assert [(fact.sides, fact.from_pair) for fact in (*main.facts, *raised.facts) if not isinstance(fact, Quote | Story)] == [
        ((AZ, BY), True),
        ((AZ, BY), True),
        ((AZ, AM), False),
    ]  # fmt: skip
    two, _ = read_condition(parsed("(pair(AZ, BY) or pair(AZ, AM)) and event(signing)"), NAMES)
    assert two.facts == (Event(frozenset(EVENT_FAMILIES["signing"])),)


def test_every_fault_in_a_rule_and_in_what_raises_it_is_said() -> None:
    with pytest.raises(ConfigError) as caught:
        compile_rule(parsed("pair(AZ, BY) and event(vist)"), [parsed("story(age>=12) or figure(exprts)", 9)], NAMES)
    assert [str(problem) for problem in caught.value.problems] == [
        "x.yaml:6:28 'vist' is neither a kind of event nor a name; did you mean 'visit'?",
        "x.yaml:9:11 '12' is no length of time; as in 90m, 12h, 30d or 2w",
        "x.yaml:9:30 'exprts' is neither a kind of figure nor a name; did you mean 'exports'?",
    ]


@pytest.mark.parametrize(
    ("when", "between"),
    [
        ("pair(AZ, any)", (frozenset({"AZ"}), None)),
        ("pair(BY, south-caucasus)", (frozenset({"BY"}), frozenset({"AZ", "AM"}))),
        ("event(phone_call, AZ, lukashenko)", TWO),
        ("lukashenko and figure(turnover, AZ, BY)", TWO),
    ],
)
def test_the_sides_of_a_story_are_those_that_the_rule_is_about(when: str, between: object) -> None:
    main, _ = read_condition(parsed(when), NAMES)
    found, problems = read_condition(parsed("story(sides=one)"), NAMES, main)
    assert problems == []
    assert [fact.between for fact in found.facts if isinstance(fact, Story)] == [between]


@pytest.mark.parametrize("when", ["eaeu", "pair(AZ, BY) or pair(AZ, AM)", "event(visit, AZ)", "event(AZ, eaeu)"])
def test_sides_that_nobody_can_know_are_refused(when: str) -> None:
    main, _ = read_condition(parsed(when), NAMES)
    with pytest.raises(
        ConfigError, match="nothing says which two sides are meant by 'sides='; ask for the two in 'when'"
    ):
        compile_parsed(parsed("story(sides=one)"), NAMES, main)
    assert compile_parsed(parsed("story(age>=12h)"), NAMES, main).facts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("event(stat_visit)", "x.yaml:6:11 'stat_visit' is neither a kind of event nor a name; did you mean 'state-visit'?"),
        ("event(visit, azerbaijn)", "x.yaml:6:18 'azerbaijn' is neither a kind of event nor a name; did you mean"),
        ("event(visit, qqqq)", "'qqqq' is neither a kind of event nor a name; kinds are state-visit, official-visit"),
        ("event(visit, sport)", "x.yaml:6:18 'sport' is no side of an event; sides are countries, groups of them"),
        ("figure(turnover, lukashenko)", "x.yaml:6:22 'lukashenko' is no country; figure() takes countries"),
        ("event()", "event() asks for nothing; name kinds, sides or slots"),
        ('event("visit")', "x.yaml:6:11 event() takes kinds and sides, not conditions; as in event(visit, azerb"),
        ("event(visit and AZ)", "event() takes kinds and sides, not conditions"),
        ("event(visit, levl=president)", "x.yaml:6:18 event() has no 'levl'; did you mean 'level'?"),
        ("event(visit, kind=goal)", "event() has no 'kind'"),
        ("event(visit, level=presidnt)", "x.yaml:6:18 'presidnt' is no level; did you mean 'president'?"),
        ("event(visit, level=boss)", "'boss' is no level; known are president, prime-minister, first-deputy-prime-min"),
        ("event(visit, level>=president, level<=ambassador)", "no level is both so high and so low"),
        ("event(visit, level=minister, level=president)", "x.yaml:6:34 'level' is asked twice"),
        ("event(visit, status>=done)", "x.yaml:6:18 'status' is asked with '=', not with '>='"),
        ("event(visit, status=donne)", "'donne' is no state of an event; did you mean 'done'?"),
        ("event(visit, within=30)", "x.yaml:6:18 '30' is no length of time; as in 90m, 12h, 30d or 2w"),
        ("event(visit, place=atlantys)", "'atlantys' is no name"),
        ("event(visit, background=maybe)", "'maybe' is no answer; known are no, yes, any"),
        ("figure(turnover, value>=1 bln)", "x.yaml:6:22 '1 bln' has no unit; as in value>=1 bln USD"),
        ("figure(turnover, value>=1 zln USD)", "'1 zln USD' is no amount; as in value>=1 bln USD"),
        ("figure(turnover, value>=1 bln USDD)", "'1 bln USDD' is no amount"),
        ("figure(turnover, value>=1 bln USD, value<=2 bln EUR)", "x.yaml:6:40 two units: USD and EUR"),
        ("figure(turnover, value>=2 USD, value<=1 USD)", "no 'value' is both so great and so small"),
        ("figure(turnover, kind=goals)", "'goals' is no kind of figure; did you mean 'goal'?"),
        ("figure(turnover, period=last-year)", "'last-year' is no period; as in 2024, 2024-05"),
        ("figure(turnover, period=2024-13)", "'2024-13' is no period"),
        ("figure(turnover, conflict=perhaps)", "'perhaps' is no answer; known are yes, no"),
        ("quote(lukashenko)", "quote() takes a speaker and what is spoken of; as in quote(lukashenko, karabakh)"),
        ("quote(sport, eaeu)", "'sport' is no side of an event"),
        ('quote("He", eaeu)', 'x.yaml:6:11 "He" is no speaker; a speaker is a name, or \'any\''),
        ("quote(lukashenko, eaeu, level=minister)", "quote() has no 'level'"),
        ("sentence(event(visit))", "event() speaks of the whole article; it cannot stand inside sentence()"),
        ("eaeu near/5 event(visit)", "near joins names and quoted texts"),
    ],
)  # fmt: skip
def test_what_a_fact_cannot_be_asked_is_said_with_its_place_and_a_cure(text: str, said: str) -> None:
    assert said in refusal(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "story(one)",
            "story() takes outlets, kinds, sides, languages, age, each with its value; as in story(sides=one",
        ),
        ("story(sides=on)", "'on' is no answer to whose outlets tell of it; did you mean 'one'?"),
        ("story(age=12h)", "'age' is asked with '>=' or '<=', not with '='"),
        ("story(age>=soon)", "'soon' is no length of time"),
        ("story(outlets>=two)", "'two' is no number; as in outlets>=2"),
        (f"story(outlets>={'9' * 5000})", "9' is no number; as in outlets>=2"),
        ("story(languages=azeri)", "'azeri' is no code of a language"),
        ("story(kinds=exil)", "'exil' is no kind of outlet; did you mean 'exile'?"),
    ],
)
def test_what_a_story_cannot_be_asked(text: str, said: str) -> None:
    assert said in refusal(text, priority=True)


def test_lengths_of_time() -> None:
    assert [duration(text) for text in ("60d", "2w", "12h", "90m")] == [60 * DAY, 14 * DAY, DAY // 2, 5400]
    assert [duration(text) for text in ("60", "0d", "d", "1y", "-3d", "60 days", "٣d")] == [None] * 7
