"""re("..."): what it finds, what is refused before it runs, and what happens when one takes too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigError
from monitor.judge import Trial, explain, judge
from monitor.matching.expressions import EVIDENCE, BadExpression, expression
from monitor.matching.part import Condition
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.model.judgement import Priority
from tests.matching.articles import Facts, condition, facts, lexicon

TANKS = facts("Belarus shows its T-72", "Танки Т-72 и Polonez-M.\nEAEU has no tank. The t72 is old.")
# passes the probes, and takes far too long on an endless "ababab"
SLOW = r"a.*b.*[cd]e"


def found(text: str, of: Facts = TANKS) -> list[tuple[str, int, str]] | None:
    held = condition(text).decide(of)
    return None if held is None else [(mention.field, mention.sentence, mention.surface) for mention in held]


def test_an_expression_is_sought_in_title_and_body_as_they_are_written() -> None:
    assert found(r're("[tт]-?72")') == [("title", 0, "T-72"), ("body", 1, "Т-72"), ("body", 3, "t72")]
    assert found(r're("polonez-\w")') == [("body", 1, "Polonez-M")]
    assert found('re("Ə")') is None


def test_capitals_count_where_an_expression_has_one() -> None:
    assert found(r're("T-?72")') == [("title", 0, "T-72")]
    assert found(r're("\bEaeu")') is None
    assert found(r're("\Beu")') == [("body", 2, "EU")]


def test_an_expression_goes_with_everything_else() -> None:
    assert found(r'eaeu and not re("bmp-\d")') == [("body", 2, "EAEU")]
    assert found(r'2 of (re("t-72"), belarus, armenia)') == [("title", 0, "Belarus"), ("title", 0, "T-72")]


def test_spans_point_into_the_original_and_their_number_is_limited() -> None:
    many = facts("", "ab " * 500)
    held = condition(r're("a\w")').decide(many)
    assert held is not None
    assert len(held) == EVIDENCE
    assert {many.scan.body[mention.start : mention.end] for mention in held} == {"ab"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('re("a(b")', "x.yaml:6:11 the expression cannot be read: missing )"),
        ('eaeu and re("[a")', "the expression cannot be read: unterminated character set"),
        ('re("a*")', "x.yaml:6:9 the expression matches the empty text, so it would hold everywhere; ask for at least"),
        (r're("\b")', "the expression matches the empty text"),
        ('re("(a+)+$")', "x.yaml:6:13 the expression repeats without end what repeats without end already; repeat the"),
        (r're("(\w+\s?)*x")', "the expression repeats without end"),
        ('re("(a|aa)+[bc]")', "the expression takes too long on a harmless text; make it plainer"),
        ('re("(?:a{1000}){1000}")', "the expression repeats something more than 1000 times"),
        ('re("' + "ab" * 300 + '")', "the expression is longer than 500 characters"),
        ("re(belarus)", "x.yaml:6:8 re() takes one expression in quotation marks"),
        ('re("a" and "b")', "re() takes one expression in quotation marks"),
        ('re("ab", "cd")', "re() takes one expression in quotation marks"),
        ("re()", "re() takes one expression in quotation marks"),
        ('about(re("ab"))', "about() takes one name"),
    ],
)
def test_an_expression_that_is_wrong_or_explodes_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        condition(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text", [r"\d+ (mln|million)", r"(?:\w+ ){1,5}oil", r"T-?72\b", r"[Пп]олон[еэ]з", r"Minsk.{1,40}Baku"]
)
def test_what_people_write_passes(text: str) -> None:
    assert expression(text).text == text


@given(st.text(alphabet="ab(|)[]*+?{}1,\\w^$.", max_size=14))
def test_any_text_is_taken_or_refused(text: str) -> None:
    try:
        expression(text)
    except BadExpression as fault:
        assert 0 <= fault.at <= len(text)  # noqa: PT017  # both ways are right


def test_an_expression_that_takes_too_long_is_said_and_harms_no_other_rule() -> None:
    slow = condition(f'eaeu and re("{SLOW}")')
    other = condition("eaeu")
    rules = tuple(
        Rule(name, name, "1", None, None, "x.yaml", 1, when)
        for name, when in (("slow", slow), ("also", condition(f'eaeu and not re("{SLOW}")')), ("other", other))
    )
    article = Article(1, "", "EAEU", "ab" * 50_000, "en")
    judgement = judge(article, trial := Trial("1", lexicon(), rules))
    assert [match.rule for match in judgement.matches] == ["other"]
    assert [(miss.rule, miss.trouble) for miss in judgement.misses] == [("slow", True), ("also", True)]
    assert "took more than 0.05 s on this article, so the rule does not count for it" in judgement.misses[0].reason
    assert "took more than" in explain(article, rules[0], trial).note


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (f'eaeu or re("{SLOW}")', True),
        (f're("{SLOW}") or eaeu', True),
        (f'1 of (re("{SLOW}"), eaeu, belarus)', True),
        (f're("{SLOW}") and belarus', False),
        (f'not (eaeu and not re("{SLOW}") and belarus) and eaeu', True),
    ],
)
def test_an_expression_that_takes_too_long_leaves_alone_what_does_not_hang_on_it(text: str, *, holds: bool) -> None:
    """Nothing is lost for it, and nothing is said of it either."""
    rule = Rule("slow", "slow", "1", None, None, "x.yaml", 1, condition(text))
    judgement = judge(Article(1, "", "EAEU", "ab" * 50_000, "en"), Trial("1", lexicon(), (rule,)))
    assert bool(judgement.matches) is holds
    assert not any(miss.trouble for miss in judgement.misses)


def test_a_priority_that_could_not_be_decided_is_said_with_the_match() -> None:
    raised: tuple[tuple[Priority, Condition], ...] = (
        ("urgent", condition(f're("{SLOW}")')),
        ("high", condition("eaeu")),
    )
    rule = Rule("slow", "slow", "1", None, None, "x.yaml", 1, condition("eaeu"), raised)
    (match,) = judge(Article(1, "", "EAEU", "ab" * 50_000, "en"), Trial("1", lexicon(), (rule,))).matches
    assert match.priority == "high"
    assert "took more than 0.05 s" in match.trouble
    (match,) = judge(Article(1, "", "EAEU", "", "en"), Trial("1", lexicon(), (rule,))).matches
    assert match.trouble == ""
