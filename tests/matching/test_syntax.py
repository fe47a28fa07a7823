"""The rule language's grammar: what a condition may look like, and what is said of one that may not."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark.exceptions import UnexpectedInput

from monitor.errors import ConfigError
from monitor.matching.descent import Tree, descended
from monitor.matching.syntax import Call, Phrase, _grammar, as_ours, parse, shown
from monitor.matching.typed import Place


def house(text: str) -> str:
    """The condition as the program reads it, in the house style."""
    return shown(parse(Place("x.yaml", 6, 5, text)).root)


def refusal(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse(Place("x.yaml", 6, 5, text))
    return str(caught.value)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("belarus", "belarus"),
        ("belarus AND eaeu Or_x", None),
        ("belarus AND NOT (eaeu Or KZ)", "belarus and not (eaeu or KZ)"),
        ("a and (b and c)", "a and (b and c)"),
        ("not not a", "a"),
        ("trade-turnover and country.belarus and az_oil", "trade-turnover and country.belarus and az_oil"),
        ("trade–turnover and trade—turnover", "trade-turnover and trade-turnover"),
        ("android or organisation or notary or of-note", "android or organisation or notary or of-note"),
        ("a NEAR/8 b", "a near/8 b"),
        ("(a or b) near/8 c", "(a or b) near/8 c"),
        ("2 of (a, b or c, d)", "2 of (a, b or c, d)"),
        ("title(a) and Lead(b) and sentence(a and not b)", "title(a) and lead(b) and sentence(a and not b)"),
        ("source(kind=foreign-state, country=AM)", "source(kind=foreign-state, country=AM)"),
        (
            "event(visit, azerbaijan, any, level<=deputy-minister, within=30d, value>=1 bln USD)",
            "event(visit, azerbaijan, any, level<=deputy-minister, within=30d, value>=1 bln USD)",
        ),
        ('re("a+  [(]")', 're("a+  [(]")'),
        ("figure(value>=10%, period=2019-01/2019-07)", "figure(value>=10 %, period=2019-01/2019-07)"),
        ('«ООО "Х"» and a', '«ООО "Х"» and a'),
        ('event(place="Minsk  Arena")', 'event(place="Minsk  Arena")'),
        ("a\u00a0and\u200bb", "a and b"),
        ("a # a remark and more\n  and b # another", "a and b"),
        ("a\r\n\tand b", "a and b"),
    ],
)
def test_a_condition_is_read(typed: str, read: str | None) -> None:
    if read is None:
        assert "'Or_x' follows without" in refusal(typed)
    else:
        assert house(typed) == read


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"trade turnover"', "trade turnover"),
        ("“trade turnover”", "trade turnover"),
        ("„торговый оборот“", "торговый оборот"),
        ("„торговый оборот”", "торговый оборот"),
        ("«товарооборот»", "товарооборот"),
        ("«ООО «Нафтан»»", "ООО «Нафтан»"),
        ("“the “quoted” word”", "the “quoted” word"),
        ('"голосовал* против"', "голосовал* против"),
        ('"No. #5 and (more"', "No. #5 and (more"),
        ('"over\n    two lines"', "over two lines"),
        ('"Heydər Əliyev adına"', "Heydər Əliyev adına"),
    ],
)
def test_quoted_text_is_literal_in_all_quotation_marks(typed: str, text: str) -> None:
    root = parse(Place("x.yaml", 1, 1, typed)).root
    assert isinstance(root, Phrase)
    assert root.text == text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "a and b or c",
            "x.yaml:6:13 'and' is mixed with 'or': this could mean '(a and b) or c' or 'a and (b or c)'; set brackets",
        ),
        (
            "a or not b and c",
            "'a or (not b and c)' or '(a or not b) and c'; set brackets",
        ),
        ("oil pipeline", "x.yaml:6:9 'pipeline' follows without 'and' or 'or'; put 'and', 'or' or near/8 between them"),
        ('a "b c"', 'x.yaml:6:7 "b c" follows without'),
        ("a and", "x.yaml:6:9 the condition ends where a name is missing"),
        ("a and and b", "x.yaml:6:11 'and' cannot stand here; expected a name, a quoted text, '('"),
        ("(a", "x.yaml:6:5 this bracket '(' is never closed; put its ')' where the part ends"),
        ("a and\n title((b) or\n  c", "x.yaml:7:7 this bracket '(' is never closed"),
        ("a)", "x.yaml:6:6 this ')' closes nothing; take it away, or put its '(' where the part begins"),
        ("a NOT b", "x.yaml:6:7 'NOT' follows without 'and' or 'or'; write 'and not'"),
        ("a,b", "x.yaml:6:6 ',' cannot stand here; join"),
        ("", "x.yaml:6:5 the condition is empty"),
        ("# only a remark", "the condition is empty"),
        (
            '"never closed',
            "x.yaml:6:5 the quotation mark \" is opened and never closed; close it; in a one-line condition ' #' ends",
        ),
        ("a and «б", "x.yaml:6:11 the quotation mark « is opened and never closed"),
        ("a and\n  б»", "x.yaml:7:4 the character » has no meaning here; this mark closes a text that was not opened"),
        ('"*"', "a quoted text without a letter or digit matches nothing"),
        ("'belarus'", 'the character \' has no meaning here; literal text stands in "double" quotation marks'),
        ("a & b", "x.yaml:6:7 the character & has no meaning here; write 'and'"),
        ("a | b", "write 'or'"),
        ("a -b", "write 'not' before what must be absent"),
        ("level: minister", "slots are written with '='"),
        ("level=minister", "'=' stands only inside a call, as in source(kind=state)"),
        ("a w/5 b", "x.yaml:6:7 'w/5' is not used here; write near/5: at most so many words apart, in one sentence"),
        ("a adj5 b", "write near/5"),
        ("a n/3 b", "write near/3"),
        ("a near b", "write near/8"),
        ("a w/s b", "write near/8"),
        ("a near/0 b", "'near/0' is not used here; write near/8"),
        (f"a near/{'9' * 5000} b", "9…' is not used here; write near/8"),
        (f"{'9' * 5000} of (a, b)", "9… of' needs a number from 1"),
        ("a near/5 b near/5 c", "'near/5' cannot stand here"),
        ("3 of (a, b)", "'3 of' needs a number from 1 to the number of its parts, here 2"),
        ("0 of (a, b)", "'0 of' needs a number"),
        (
            "a аnd b",
            "x.yaml:6:7 'аnd' has a Cyrillic а (its letter 1) that looks like the Latin a; did you mean 'and'?",
        ),
        ("(" * 51 + "a" + ")" * 51, "x.yaml:6:55 brackets are nested deeper than 50"),
        ("(" * 3000, "brackets are nested deeper than 50"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_the_right_form(typed: str, said: str) -> None:
    assert said in refusal(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a w/5 b", "x.yaml:6:7 'w/5' is not used here; write near/5: at most so many words apart"),
        ("a WITHIN/3 b", "write near/3"),
        ("a /s b", "write near/8"),
        ("a ADJ b", "write near/8"),
        ("a PRE/2 b", "write near/2"),
        ("a && b", "x.yaml:6:7 the character & has no meaning here; write 'and'"),
        ("a || b", "write 'or'"),
        ("!a", "x.yaml:6:5 the character ! has no meaning here; write 'not'"),
        ("a and -b", "write 'not' before what must be absent"),
        ("+a and b", "write 'and'"),
        ('"a b"~5', "x.yaml:6:10 the character ~ has no meaning here; write near/5 between the two"),
        ("intitle:a", "x.yaml:6:5 'intitle:' is not used here; write title(...)"),
        ("a and site: b", "x.yaml:6:11 'site:' is not used here; write source(outlet="),
        ("lang:az", "write lang(az)"),
        ("ti: a", "write title(...)"),
        ("/a+/", 'an expression stands in re("...")'),
        ("tractor*", "'*' stands for any ending inside quotation marks"),
        ("wom?n", "only '*' stands for letters"),
        ("a ANDNOT b", "'ANDNOT' follows without 'and' or 'or'; write 'not'"),
        ("a и b", "'и' follows without 'and' or 'or'; write 'and'"),
        ("a или b", "write 'or'"),
        ("a və b", "write 'and'"),
        ("a, b", "',' cannot stand here; join the parts by 'and' or 'or'"),
        ("a near/5 not b", "x.yaml:6:14 'not' cannot stand at a near; write not (a near/5 b)"),
        ("near/5 b", "near stands between two names or quoted texts"),
        ("figure(value>1 bln USD)", "values are compared with '=', '>=' or '<='"),
        ("figure(value>=$1 bln)", "write the currency behind the value: value>=1 bln USD"),
        (
            "figure(value>=1,5 bln USD)",
            "x.yaml:6:23 ',5' and 'bln' cannot stand here; a decimal is written with a point: 1.5",
        ),
        ("2 of a, b", "x.yaml:6:7 'of' cannot stand here; write 2 of (a, b, c), with a figure and brackets"),
        ("two of (a, b)", "write 2 of (a, b, c), with a figure"),
        ("pair(a b)", "x.yaml:6:12 'b' follows without a comma; as in pair(a, b)"),
        ("pair a, b", "x.yaml:6:10 'pair' stands without brackets; write pair(...)"),
        ("a AND/OR b", "'/OR' cannot stand here; write 'or', which takes in both"),
        ("a – b", "the character – has no meaning here; write 'not' before what must be absent"),
        ("a and 5", "x.yaml:6:11 the number 5 stands alone; write 2 of (a, b, c), or put a number"),
        ("a. b", "the character . has no meaning here; leave it out"),
        ("a 10%", "'10' follows without"),
    ],
)
def test_habits_of_other_systems_are_answered_with_the_right_form(typed: str, said: str) -> None:
    assert said in refusal(typed)


@pytest.mark.parametrize("typed", ["a AND b", "a Near/5 b", "NOT a and b", "TITLE(a)", "a AND NOT b", "a\nOR\nb"])
def test_habits_that_mean_the_same_are_taken(typed: str) -> None:
    assert house(typed) == house(typed).lower()


def test_places_count_over_lines_and_after_quoted_texts() -> None:
    assert refusal('"Баку"\n   and\n  oil gas').startswith("x.yaml:8:7 'gas' follows")


def test_thousands_of_nots_and_parts_need_no_depth() -> None:
    assert house("not " * 3000 + "a") == "a"
    assert house(" or ".join(["a"] * 3000)).count("or") == 2999


def test_a_call_keeps_its_parts_and_slots() -> None:
    root = parse(Place("x.yaml", 1, 1, 'source(outlet="News.By", kind=state)')).root
    assert isinstance(root, Call)
    assert [(slot.name, slot.compare, slot.value) for slot in root.slots] == [
        ("outlet", "=", "News.By"),
        ("kind", "=", "state"),
    ]


WORDS = st.sampled_from(
    [
        "a",
        "and",
        "OR",
        "not",
        "(",
        ")",
        ",",
        '"',
        "«",
        "»",
        "“",
        "”",
        "„",
        " #",
        "near/5",
        "w/5",
        "2 of",
        "pair",
        "=",
        "\n",
    ]
)


@given(st.lists(WORDS | st.text(max_size=3), max_size=12))
def test_no_text_raises_anything_but_a_config_error(words: list[str]) -> None:
    text = " ".join(words)
    try:
        again = house(house(text))
    except ConfigError as fault:
        assert all(problem.line >= 6 and problem.column >= 1 for problem in fault.problems)  # noqa: PT017  # both ways are right
    else:
        assert again == house(text)


WORDS = st.sampled_from([
    "a", "az-oil", "x.y", "and", "AND", "or", "not", "of", "of(", "2", "2 of (", "(", ")", ",", "=", ">=", "<=", "%", "<",
    '"\0\0"', '"', "near/8", "NEAR/0", "w/5", "adj3", "pre", "kind=state", "title(", "pair(a, b)", "1 bln", "2019-01/2019-07",
    "nearby", "or-x", "not.", "\n", "\t", "é", "ſ", "Kz", "ı", "_", "-", "'", "and/or", "within/5", "3x",
])  # fmt: skip


def by_lark(masked: str) -> Tree | None:
    try:
        return as_ours(_grammar().parse(masked).children[0])
    except UnexpectedInput:
        return None


@settings(max_examples=300)
@given(st.lists(st.tuples(WORDS, st.sampled_from((" ", " ", "", "  "))), max_size=12))
def test_the_descent_reads_what_the_grammar_reads(words: list[tuple[str, str]]) -> None:
    masked = "".join(map("".join, words))
    assert descended(masked) == by_lark(masked)


@given(st.recursive(
    st.sampled_from(["a", "KZ", '"\0"', "pair(a, b)", "near(x)", "source(kind=state, value>=1 bln %)", "re()"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from((" and ", " or ", " near/3 ", " AND not ")), inner).map("".join),
        inner.map("({})".format), inner.map("not {}".format), st.tuples(inner, inner).map(lambda two: f"2 of ({', '.join(two)})"),
        st.tuples(inner, inner).map(lambda two: f"title({', '.join(two)})"),
    ), max_leaves=8,
))  # fmt: skip
def test_the_descent_reads_sound_conditions_as_the_grammar_does(masked: str) -> None:
    assert descended(masked) == by_lark(masked)


def test_sound_conditions_are_read_without_lark() -> None:
    """It takes 3 MB that a service whose rules are sound need not have."""
    code = (
        "import sys; from monitor.matching.syntax import parse; from monitor.matching.typed import Place;"
        "parse(Place('', 1, 1, 'pair(AZ, BY) and \"oil\"')); sys.exit('lark' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
