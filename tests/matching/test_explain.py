"""What is said of a condition that holds, just misses or fails."""

from __future__ import annotations

import pytest

from monitor.matching.explain import Explained, explain, reason
from monitor.model.source import Source
from tests.matching.articles import condition, facts

EXILE = Source("y", "Exile", "https://y.example/", kind="exile", country="LT", language="be")
TURNOVER = facts(
    "EAEU meets in Minsk",
    "Trade turnover was discussed. Azerbaijan sent guests. Baku and Armenia said nothing. The tractors of Belarus work.",
    source=EXILE,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title(azerbaijan)", "'azerbaijan' is named only in the body"),
        ("title(eaeu and azerbaijan)", "'azerbaijan' is named only in the body"),
        ("lead(armenia)", "'armenia' is named only after the lead"),
        ("sentence(azerbaijan and eaeu)", "azerbaijan and eaeu are named, but never in one sentence"),
        ("sentence(azerbaijan and (eaeu or belarus))", "azerbaijan and (eaeu or belarus) are named, but never in one"),
        ("sentence(eaeu and belarus and azerbaijan)", "eaeu, belarus and azerbaijan are named, but never in one sen"),
        ("title(sentence(armenia))", "armenia is named, but not where 'sentence(armenia)' is asked for"),
        ("eaeu near/100 azerbaijan", "eaeu and azerbaijan are named, but never in one sentence"),
        ('"tractor*" near/1 belarus', '"tractor*" and belarus are named, but never within 1 word'),
        ("about(armenia)", "not about armenia"),
        ("eaeu and not armenia", "excluded by 'not armenia'"),
        ("belarus and not about(sport)", None),
        ("sentence(armenia and not azerbaijan)", "excluded by 'not azerbaijan'"),
        ("pair(azerbaijan, belarus)", "never in one sentence"),
        ("eaeu and title(azerbaijan)", "'azerbaijan' is named only in the body"),
        ("title(armenia) or title(azerbaijan and lukashenko)", "'armenia' is named only in the body"),
        ("2 of (title(armenia), eaeu, lukashenko)", "only 1 of the 2 parts asked for"),
        # these do not just miss: something is not there at all, or nothing could be widened
        ("title(lukashenko)", None),
        ("eaeu and lukashenko", None),
        ("pair(azerbaijan, KZ)", None),
        ("eaeu and source(kind=state)", None),
        ("title(azerbaijan) and lang(ru)", None),
        ("2 of (sport, lukashenko, eaeu)", None),
    ],
)
def test_a_near_miss_is_what_would_hold_with_scopes_widened_and_nots_dropped(text: str, said: str | None) -> None:
    missed = condition(text)
    if missed.decide(TURNOVER) is not None:
        assert said is None
        return
    assert missed.nearly(TURNOVER) is (said is not None)
    assert (said or "") in reason(missed, TURNOVER)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("eaeu and lukashenko", "'lukashenko' is not named"),
        ('eaeu and "so-called"', '"so-called" does not stand in the text'),
        ("sentence(eaeu and lukashenko)", "'lukashenko' is not named"),
        ("title(eaeu near/3 lukashenko)", "'lukashenko' is not named"),
        ("2 of (sport, lukashenko, eaeu)", "only 1 of the 2 parts asked for in '2 of (sport, lukashenko, eaeu)'"),
        ("2 of (sport, lukashenko)", "only none of the 2 parts"),
        ("pair(azerbaijan, KZ)", "not both countries are named"),
        ("lang(ru)", "its language is not asked for in 'lang(ru)'"),
        ("source(kind=state)", "its source is not the one asked for in 'source(kind=state)'"),
        ("about(sport)", "'sport' is not named"),
        ("eaeu", ""),
    ],
)
def test_the_first_part_that_fails_is_named(text: str, said: str) -> None:
    found = reason(condition(text), TURNOVER)
    assert found == said or (said and said in found)


def lines(tree: Explained, depth: int = 0) -> list[str]:
    mark = "+" if tree.holds else "-"
    here = f"{'  ' * depth}{mark} {tree.kind} {tree.text}" + (f" | {tree.note}" if tree.note else "")
    return [here, *(line for child in tree.children for line in lines(child, depth + 1))]


def test_every_part_is_shown_with_the_words_that_decided() -> None:
    tree = explain(condition("(sentence(azerbaijan and eaeu) or belarus) and not armenia"), TURNOVER)
    assert lines(tree) == [
        "- and (sentence(azerbaijan and eaeu) or belarus) and not armenia | excluded by 'not armenia'",
        "  + or sentence(azerbaijan and eaeu) or belarus",
        "    - call sentence(azerbaijan and eaeu) | azerbaijan and eaeu are named, but never in one sentence",
        "      - and azerbaijan and eaeu | 'azerbaijan' is named, but not in that sentence",
        "        - name azerbaijan | 'azerbaijan' is named, but not in that sentence",
        '        + name eaeu | = org.eaeu: "EAEU"',
        '    + name belarus | = country.belarus: "Minsk", "Belarus"',
        "  - not not armenia | excluded by 'not armenia'",
        '    + name armenia | = country.armenia: "Armenia"',
    ]


def test_the_evidence_of_the_tree_is_that_of_the_rule() -> None:
    held = condition('sentence("tractor*" and belarus) and title(eaeu)')
    assert explain(held, TURNOVER).evidence == held.decide(TURNOVER)


def test_a_scope_without_any_of_its_names_is_explained_too() -> None:
    assert lines(explain(condition("sentence(lukashenko and sport)"), TURNOVER))[0].endswith(
        "'lukashenko' is not named"
    )
