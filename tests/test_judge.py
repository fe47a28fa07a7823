"""One article under the shipped rules: matches with their words, near misses with their reasons."""

from __future__ import annotations

import json
import time
from functools import cache
from pathlib import Path

import pytest

from monitor.judge import MAX_EVIDENCE, Trial, judge
from monitor.matching.compile import Names, compile_condition
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.model.judgement import Judgement
from monitor.setup import Setup, load

ROOT = Path(__file__).parents[1]
SHARED = ROOT / ".." / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled articles are not here")


@cache
def shipped() -> Setup:
    return load(ROOT / "rules")


def judged(title: str, body: str = "", language: str = "") -> Judgement:
    return judge(Article(1, "https://a.example/1", title, body, language), shipped())


def matched(judgement: Judgement) -> set[str]:
    return {match.rule for match in judgement.matches}


def test_evidence_points_into_the_original_text() -> None:
    title, body = (
        "Lukaşenko Bakıya gəlir",
        "“Belarus” və Azərbaycan  sənəd imzalayıb.\nТоварооборот Беларуси и Азербайджана вырос.",
    )
    judgement = judged(title, body, "az")
    evidence = [evidence for match in judgement.matches for evidence in match.evidence]
    assert matched(judgement) == {"azerbaijan-belarus", "trade-turnover"}
    assert all({"title": title, "body": body}[e.field][e.start : e.end] == e.surface for e in evidence)


def test_evidence_stands_in_reading_order_and_nothing_twice() -> None:
    judgement = judged(
        "Azerbaijan and Belarus sign", "Trade turnover of Belarus and Azerbaijan grew. Azerbaijan pays Belarus.", "en"
    )
    for match in judgement.matches:
        places = [(evidence.field != "title", evidence.start) for evidence in match.evidence]
        assert places == sorted(set(places))


def test_a_match_carries_the_rules_version_and_the_highest_priority() -> None:
    (match,) = (
        m
        for m in judged("Belarus and Azerbaijan to double trade turnover", "", "en").matches
        if m.rule == "azerbaijan-belarus"
    )
    (rule,) = (rule for rule in shipped().rules if rule.id == "azerbaijan-belarus")
    assert (match.rule_version, match.priority) == (rule.version, "high")


@pytest.mark.parametrize(
    ("title", "body", "reason"),
    [
        (
            "Leaders of Russia, Kazakhstan, Azerbaijan, Belarus and Tajikistan gather",
            "They posed for a picture.",
            "named only in a list of countries",
        ),
        (
            "Harvest begins in the south",
            "Rain fell on Tuesday. It was warm. Farmers in Azerbaijan are content. Prices stay. Belarus buys potatoes.",
            "never in one sentence",
        ),
        ("Football: Azerbaijan hold Belarus to a goalless draw", "The match ended without goals.", "about sport"),
    ],
)
def test_a_near_miss_says_why(title: str, body: str, reason: str) -> None:
    judgement = judged(title, body, "en")
    assert [(miss.rule, miss.reason) for miss in judgement.misses] == [("azerbaijan-belarus", reason)]


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Heydar Aliyev airport welcomes a flight from Minsk", "en"),
        ("Сопредседатели Минской группы ОБСЕ прибыли в Баку", "ru"),
        ("Гаспадарка купіла трактар у Гомелі", "be"),
        ("Azərbaycan Gürcüstana qaz satır", "az"),
    ],
)
def test_an_article_of_another_matter_does_not_match(title: str, language: str) -> None:
    assert "azerbaijan-belarus" not in matched(judged(title, "", language))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀", "«»„“", "a" * 5000, "\u0301", "İı" * 100, "Баку," * 2000])
def test_no_text_breaks_judging(text: str) -> None:
    assert judged(text, text).ruleset == shipped().version
    assert judged("", text).ruleset == shipped().version


@pytest.mark.parametrize(
    "text", ["Belarus Azerbaijan " * 10_000, "Belarus, Azerbaijan, Armenia and " * 6_000, "EAEU. " * 30_000]
)
def test_a_text_of_nothing_but_names_costs_seconds_at_most(text: str) -> None:
    """Work grows with the number of names, not with its square (here it would be minutes)."""
    shipped()
    start = time.process_time()
    judged("", text)
    assert time.process_time() - start < 10


def test_every_mention_of_the_scan_is_handed_on() -> None:
    assert {"country.azerbaijan", "org.eaeu"} <= {m.name for m in judged("ЕАЭС ждёт Азербайджан", "", "ru").mentions}


def seed(number: str) -> Judgement:
    (path,) = (SHARED / "seeds").glob(f"{number}_*.txt")
    title, _, body = path.read_text(encoding="utf-8").partition("\n")
    return judged(title, body, "en")


@needs_shared
@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_the_seeds_on_the_pair_match(number: str) -> None:
    assert "azerbaijan-belarus" in matched(seed(number))


@needs_shared
def test_the_seed_on_azerbaijan_and_russia_is_of_the_eaeu_only() -> None:
    found = matched(seed("004"))
    assert "eaeu" in found
    assert "azerbaijan-belarus" not in found


@needs_shared
def test_the_labelled_articles(capsys: pytest.CaptureFixture[str]) -> None:
    """The score of the pair rule, printed; its floor is a little under what is reached."""
    corpus = SHARED / "corpus"
    labels = {row["id"]: row for row in _rows(corpus / "labels.jsonl")}
    counts = {"tp": 0, "fp": 0, "fn": 0, "tn": 0}
    errors = []
    for row in _rows(corpus / "articles.jsonl"):
        found = "azerbaijan-belarus" in matched(judged(row["title"], row["text"], row["language"]))
        wanted = bool(labels[row["id"]]["bilateral_az_by"])
        kind = ("tp" if found else "fn") if wanted else ("fp" if found else "tn")
        counts[kind] += 1
        if found != wanted:
            errors.append(f"{kind} {row['id']} {row['language']} {row['title']}")
    score = 2 * counts["tp"] / (2 * counts["tp"] + counts["fp"] + counts["fn"])
    with capsys.disabled():
        print(f"\nazerbaijan-belarus: F1 {score:.3f} {counts}", *errors, sep="\n  ")
    assert score >= 0.94


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def test_of_very_much_evidence_the_beginning_is_kept_and_the_rest_is_counted() -> None:
    (match,) = (
        match
        for match in judged("News", "Trade turnover of Azerbaijan and Belarus grew. " * 100).matches
        if match.rule == "trade-turnover"
    )
    assert len(match.evidence) == MAX_EVIDENCE
    assert match.evidence[0].start < match.evidence[-1].start
    assert match.left_out == 100


@pytest.mark.parametrize("asked", ["pair(azerbaijan, any)", "pair(any, belarus)", "pair(azerbaijan, eaeu-states)"])
def test_any_country_may_be_named_by_who_acts_for_it(asked: str) -> None:
    when = compile_condition(asked, "a.yaml", 1, 1, Names(shipped().lexicon))
    rule = Rule("r", "r", "1", None, None, "a.yaml", 1, when)
    article = Article(1, "", "Ilham Aliyev held talks with Alexander Lukashenko", "", "en")
    assert judge(article, Trial("1", shipped().lexicon, (rule,))).matches
