"""The index leaves out no rule that holds: the same matches, in the same order, as from running every rule."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.judge import Trial, judge
from monitor.lexicon import Lexicon, NameDef, build
from monitor.lexicon.forms import form
from monitor.matching.compile import Names, compile_condition
from monitor.matching.index import Index
from monitor.matching.needs import NOTHING, Need, all_of, one_of, some_of
from monitor.matching.rules import Rule
from monitor.model.article import Article

WORDS = ("oil", "gas", "wheat", "opera", "summit")
NAMES = (
    *(NameDef(f"topic.{word}", "topic", strong=(("name", form(word)),)) for word in WORDS),
    NameDef("person.anna", "person", side="BY", strong=(("name", form("Anna")),)),
    NameDef("pair.az_by", "pair", strong=(("name", form("Azerbaijani-Belarusian")),)),
    NameDef("group.both", "group", members=("AZ", "BY")),
)
TEXTS = (
    "oil", "gas", "wheat", "opera", "summit", "Anna", "Azerbaijan", "Belarus", "Kazakhstan", "Azerbaijani-Belarusian",
    "grew", "and", ".", ". The", ", ", "\n",
)  # fmt: skip


def lexicon() -> Lexicon:
    return build(NAMES, ["grew", "oil and gas"])


LEXICON = lexicon()


def trial(conditions: list[str]) -> Trial:
    names = Names(LEXICON)
    whens = [compile_condition(condition, "a.yaml", 1, 1, names) for condition in conditions]
    made = Trial("v", LEXICON, tuple(Rule(f"r{n}", "", "v", None, None, "", 1, when) for n, when in enumerate(whens)))
    object.__setattr__(made, "index", Index(made.rules, LEXICON.side, few=0))
    return made


class _Everything(Index[Rule]):
    def candidates(self, names: object) -> list[Rule]:
        return list(self.rules)


class _Plain:
    """The same rules, every one of them run."""

    def __init__(self, other: Trial) -> None:
        self.version, self.lexicon, self.rules = other.version, other.lexicon, other.rules
        self.index = _Everything(other.rules, other.lexicon.side)


PAIRS = ("pair(AZ, BY)", "pair(AZ, any)", "pair(any, BY)", "pair(both, KZ)", "pair(both, both)")
LEAVES = st.sampled_from(
    (*WORDS, "anna", "belarus", "azerbaijan", '"grew"', '"oil and gas"', "both", *PAIRS, "lang(en)")
)


def joined(parts: list[str], how: str) -> str:
    if how == "2 of":
        return f"2 of ({', '.join(parts)})"
    return "(" + f" {how} ".join(parts) + ")"


def conditions() -> st.SearchStrategy[str]:
    scoped = st.tuples(st.sampled_from(("title", "lead", "sentence", "about")), st.sampled_from(WORDS))
    near = st.tuples(st.sampled_from(WORDS), st.sampled_from((*WORDS, '"grew"')))
    leaf = st.one_of(
        LEAVES, scoped.map(lambda pair: f"{pair[0]}({pair[1]})"), near.map(lambda pair: f"{pair[0]} near/3 {pair[1]}")
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.tuples(st.lists(inner, min_size=2, max_size=4), st.sampled_from(("and", "or", "2 of"))).map(
                lambda pair: joined(*pair)
            ),
            st.tuples(inner, inner).map(lambda pair: f"({pair[0]} and not {pair[1]})"),
        ),
        max_leaves=8,
    )


@given(st.lists(conditions(), min_size=1, max_size=6), st.lists(st.sampled_from(TEXTS), max_size=25), st.integers(0, 6))
def test_the_same_judgement_as_from_running_every_rule(asked: list[str], words: list[str], titled: int) -> None:
    rules = trial(asked)
    article = Article(1, "", " ".join(words[:titled]), " ".join(words[titled:]), "en")
    ours, theirs = judge(article, rules), judge(article, _Plain(rules))
    assert (ours.matches, ours.misses) == (theirs.matches, theirs.misses)


def test_many_rules_over_many_texts_give_what_every_rule_gives() -> None:
    """Shapes that analysts write, so that most rules hold somewhere; the property above seldom draws those."""
    dice = random.Random(7)
    shapes = ("{a} and {b}", "({a} or {b}) and not {c}", "sentence({a} and {b})", "2 of ({a}, {b}, {c})", "{a}")
    pool = (*WORDS, "anna", "belarus", '"grew"', "pair(AZ, BY)")
    asked = [
        shape.format(a=a, b=b, c=c)
        for shape in shapes
        for a, b, c in (dice.sample(pool if "sentence" not in shape else pool[:-1], 3) for _ in range(20))
    ]
    rules, held = trial(asked), set()
    for _ in range(100):
        article = Article(1, "", "", " ".join(dice.choices(TEXTS, k=12)), "en")
        matches = judge(article, rules).matches
        assert matches == judge(article, _Plain(rules)).matches
        held |= {match.rule for match in matches}
    assert len(held) > 50


class _Filed:
    def __init__(self, need: Need) -> None:
        self.need = need


def candidates(need: Need, *names: str, others: tuple[Need, ...] = ()) -> bool:
    rules = [_Filed(need), *map(_Filed, others)]
    return rules[0] in Index(rules, LEXICON.side, few=0).candidates(names)


A, B, C = (one_of([f"topic.{name}"]) for name in "abc")


@pytest.mark.parametrize(
    ("need", "names", "found"),
    [
        (NOTHING, (), True),
        (all_of([A, B]), ("topic.a",), False),
        (all_of([A, B]), ("topic.b", "topic.a"), True),
        (all_of([A, NOTHING]), ("topic.a",), True),
        (all_of([A, NOTHING]), (), False),
        (some_of([A, NOTHING]), (), True),
        (some_of([A, B, C], 2), ("topic.a", "topic.c"), True),
        (some_of([A, B, C], 2), (), False),
        (some_of([A, B, C], 3), ("topic.a", "topic.b"), False),
        (some_of([A, B, NOTHING], 2), ("topic.b",), True),
        (some_of([A, B, NOTHING], 2), (), False),
        (one_of(["side:BY"]), ("country.belarus",), True),
        (one_of(["side:BY"]), ("person.anna",), True),
        (all_of([one_of(["side:BY"]), one_of(["side:AZ"])]), ("pair.az_by",), True),
        (one_of(["side:BY"]), ("country.azerbaijan",), False),
    ],
)
def test_candidates_are_the_rules_whose_names_are_there(need: Need, names: tuple[str, ...], *, found: bool) -> None:
    assert candidates(need, *names) is found


def test_a_rule_waits_under_its_rare_name_not_under_the_country() -> None:
    """An article that names the country alone must not meet every rule about the country."""
    needs = [all_of([one_of(["country.belarus"]), one_of([f"text:phrase {n}"])]) for n in range(1000)]
    index = Index(list(map(_Filed, needs)), LEXICON.side)
    assert [key for key in index._filed if key.startswith("country.")] == []
    assert index.candidates(["country.belarus"]) == []


def test_a_name_that_all_rules_share_is_common_whatever_its_kind() -> None:
    needs = [all_of([one_of(["text:trade turnover"]), one_of([f"topic.t{n}"])]) for n in range(1000)]
    index = Index(list(map(_Filed, needs)), LEXICON.side)
    assert "text:trade turnover" not in index._filed


def test_candidates_keep_the_order_of_the_rules() -> None:
    rules = [_Filed(need) for need in (B, NOTHING, A, all_of([A, B]), B)]
    assert Index(rules, LEXICON.side).candidates(["topic.b", "topic.a"]) == rules
