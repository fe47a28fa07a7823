"""What other rules would change for an article."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.judge import judge
from monitor.model.article import Article
from monitor.model.judgement import PRIORITIES, Match
from monitor.proving.changes import affected, changes, judging, only, totals
from monitor.proving.words import surfaces, told
from monitor.setup import load_files
from tests.store.samples import evidence, match
from tests.world import RULES as SHIPPED
from tests.world import shipped

RULES = ["az-by", "eaeu", "trade"]
matches = st.lists(
    st.builds(match, st.sampled_from(RULES), st.sampled_from(PRIORITIES)), max_size=3, unique_by=lambda m: m.rule
)


def test_gained_lost_and_another_priority_with_the_words_that_decided() -> None:
    before = [match("az-by", "normal", "Баку"), match("eaeu", "high", "ЕАЭС")]
    after = [match("az-by", "high", "Минск"), match("trade", "normal", "oil")]
    found = changes(before, after, RULES)
    assert [(c.rule, c.kind, c.before, c.after, surfaces(c.evidence)) for c in found] == [
        ("az-by", "priority", "normal", "high", ("Минск",)),
        ("eaeu", "lost", "high", None, ("ЕАЭС",)),
        ("trade", "gained", None, "normal", ("oil",)),
    ]
    assert totals(found) == {("az-by", "priority"): 1, ("eaeu", "lost"): 1, ("trade", "gained"): 1}


def test_rules_that_nobody_asks_about_change_nothing() -> None:
    assert changes([match("eaeu")], [], {"az-by"}) == ()


@given(matches, matches)
def test_what_is_the_same_is_no_change_and_the_way_back_is_the_opposite(
    before: list[Match], after: list[Match]
) -> None:
    assert changes(before, before, RULES) == ()
    there, back = changes(before, after, RULES), changes(after, before, RULES)
    assert [(c.rule, c.before, c.after) for c in there] == [(c.rule, c.after, c.before) for c in back]
    opposite = {"gained": "lost", "lost": "gained", "priority": "priority"}
    assert [opposite[c.kind] for c in there] == [c.kind for c in back]


def test_the_rules_that_differ_between_two_setups() -> None:
    rules = shipped().rules
    assert affected(rules, rules) == frozenset()
    assert affected(rules[1:], rules) == affected(rules, rules[1:]) == {rules[0].id}


TEXTS = (
    "Лукашенко прибыл в Азербайджан", "Futbol: Azərbaycan millisi Belarus yığmasını məğlub etdi", "Rain in Kansas",
    "Аліеў у Мінску падпісаў пратакол", "Belarus and Azerbaijan discussed trade turnover in a protocol",
)  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "pair(azerbaijan, belarus)",
            'pair(azerbaijan, belarus) and not "прибыл*"',
        ),  # other quoted texts, the same names: one scan
        ("trade-turnover or", '"protocol*" or'),
        ("rules:", "names:\n  rain: {en: [rain]}\nrules:"),  # a name more: two scans
        ("pair(azerbaijan, belarus)", "azerbaijan"),
    ],
)
def test_both_sides_in_one_scan_are_what_each_is_alone(old: str, new: str) -> None:
    files = {path.relative_to(SHIPPED).as_posix(): path.read_bytes() for path in SHIPPED.rglob("*.yaml")}
    text = files["azerbaijan-belarus.yaml"].decode()
    assert old in text
    text = re.sub(r"\s+or \(event.*story\(.*", "", text)  # without a pair() nothing says whose sides are meant
    edited = load_files(files | {"azerbaijan-belarus.yaml": text.replace(old, new, 1).encode()}, strict=False)
    rules = {"azerbaijan-belarus", "eaeu"}
    both = judging(edited, shipped(), rules)
    for number, text in enumerate(TEXTS):
        article = Article(number, "", text, "Товарооборот вырос.", "")
        alone = [judge(article, only(side, rules)).matches for side in (shipped(), edited)]
        assert list(both(article)) == alone
    assert judging(edited, only(shipped(), ()), rules)(article) == ((), judge(article, only(edited, rules)).matches)


def test_words_once_each_and_counted_where_they_are_too_many() -> None:
    words = surfaces([evidence("Баку"), evidence("Мінск\nі вобласць"), evidence("Баку")])
    assert words == ("Баку", "Мінск і вобласць")
    assert told(words, 1) == "“Баку” and 1 more"
    assert told(words) == "“Баку”, “Мінск і вобласць”"
    assert told(()) == ""
