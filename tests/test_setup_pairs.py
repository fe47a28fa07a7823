"""`pairs:` of a subscription: which rules are bound to them, and what is said where none is."""

from __future__ import annotations

import pytest

from tests.test_setup import DIGESTS, faults, rule, setup

OTHERS = {
    "group": 'pair(belarus, neighbours)\n    examples: {match: ["Belarus and Poland sign a contract"], skip: []}',
    "mixed": 'pair(AZ, BY) or pair(AZ, PL)\n    examples: {match: ["Belarus and Azerbaijan sign"], skip: []}',
    "without": 'pair(BY, PL) and not pair(BY, AZ)\n    examples: {match: ["Belarus and Poland sign"], skip: []}',
    "named": 'eaeu\n    examples: {match: ["EAEU meets"], skip: []}',
}
MORE = "version: 1\nrules:\n" + "".join(f"  - id: {name}\n    when: |\n      {text}\n" for name, text in OTHERS.items())


def chosen(pairs: str, rules: str = "") -> tuple[str, ...]:
    """The rules of a subscription that asks for `pairs`, over the rules of OTHERS and `pair`, azerbaijan - belarus."""
    (subscription,) = setup(digests=asking(pairs, rules), extra__more=MORE).subscriptions
    return subscription.rules


def asking(pairs: str, rules: str = "") -> str:
    return DIGESTS.replace("rules: [pair]", f"pairs: {pairs}" + (f", rules: {rules}" if rules else ""))


@pytest.mark.parametrize(
    "typed", ["[azerbaijan, belarus]", "[BY, AZ]", "[Belarus, AZ]", "[country.belarus, Azerbaijan]"]
)
def test_a_pair_is_named_as_a_rule_names_it(typed: str) -> None:
    assert chosen(f"[{typed}]") == ("pair",)


def test_a_rule_belongs_to_a_pair_only_with_all_of_its_pairs() -> None:
    assert chosen("[[AZ, BY], [AZ, PL]]") == ("mixed", "pair")


def test_what_stands_under_not_binds_no_rule() -> None:
    assert chosen("[[BY, PL]]") == ("without",)


def test_a_group_brings_the_rules_of_its_members_and_its_own() -> None:
    assert chosen("[[neighbours, BY]]") == ("group", "without")


def test_any_is_every_country() -> None:
    assert chosen("[[BY, any]]") == ("group", "without", "pair")


def test_rules_named_stand_first_and_none_twice() -> None:
    assert chosen("[[AZ, BY]]", "[named, pair]") == ("named", "pair")


def test_an_event_between_two_countries_binds_a_rule_without_a_pair() -> None:
    calls = rule("event(phone_call, azerbaijan, belarus)", match='"Aliyev and Lukashenko spoke by phone"')
    found = setup(
        digests=asking("[[AZ, BY]]"), extra__calls=calls.replace('"Aliyev and Lukashenko spoke by phone"',
                                                                 '"The president of Azerbaijan spoke by phone with the president of Belarus"'),
    )  # fmt: skip
    assert found.subscriptions[0].rules == ("other", "pair")


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (
            "[[AZ, PL]]",
            "rules/digests.yaml:3:38 no rule is bound to AZ and PL; 'monitor rules new --pair AZ PL' writes",
        ),
        ("[[AZ, beloruss]]", "rules/digests.yaml:3:42 'beloruss' is no country; did you mean 'belarus'?"),
        ("[[AZ, eaeu]]", "'eaeu' is no country; a pair is made of countries and groups of countries"),
        ("[[AZ, azerbaijan]]", "'AZ' and 'azerbaijan' are no pair; name two countries"),
        ("[[any, any]]", "'any' and 'any' are no pair"),
    ],
)
def test_a_pair_that_means_nothing_is_said_with_its_place(pairs: str, said: str) -> None:
    assert said in "\n".join(faults(digests=asking(pairs), extra__more=MORE))


def test_a_broken_rule_is_told_without_a_second_fault_of_the_pair() -> None:
    found = faults(digests=asking("[[AZ, BY]]"), rule=rule("pair(azerbaijan, belarusz)"))
    assert len(found) == 1
    assert "belarusz" in found[0]
