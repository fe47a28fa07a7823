"""What `monitor judge` says of one article: does the rule hold and why, what happened, which figures, who acts."""

from __future__ import annotations

from typing import Any

from monitor.judge import Judged
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.model.fact import Dealing, ScorePart
from monitor.model.judgement import Match
from monitor.model.mention import Scan
from monitor.reading.events import event_type, news
from monitor.reading.figures import trade_figures
from monitor.reading.quotes import persons

WHY_WORDS = 8
WHY_PARTS = 3


def verdict(article: Article, judged: Judged, rule: Rule) -> dict[str, Any]:
    """One row. Of an article that the rule does not match, only `matched`, `rules`, `persons` and `why` say something.

    `event_type` is one of the ten coarse kinds, `event` the fine one, "" where no event of the rule's pair is told.
    """
    chosen = next((match for match in judged.judgement.matches if match.rule == rule.id), None)
    reading = judged.reading
    row: dict[str, Any] = {
        "id": article.id,
        "matched": chosen is not None,
        "rules": [match.rule for match in judged.judgement.matches],
        "event_type": None,
        "event": None,
        "trade_figures": None,
        "persons": list(persons(reading.ground)),
        "why": why(judged, rule, chosen),
    }
    if chosen is not None:
        sides = frozenset(rule.pair or ())
        told = news(reading.events, sides)
        row["event_type"] = event_type(reading.ground, reading.events, reading.figures, sides)
        row["event"] = told.kind if told else ""
        row["trade_figures"] = trade_figures(reading.figures, reading.ground.published)
    return row


def why(judged: Judged, rule: Rule, match: Match | None) -> str:
    """A sentence with the words that decided: of a pair what speaks most for dealings, else the words of the rule."""
    if match is None:
        missed = next((miss.reason for miss in judged.judgement.misses if miss.rule == rule.id), "")
        return missed or "the rule's names do not all occur"
    dealing = next((one for one in judged.dealings if rule.pair and set(one.sides) == set(rule.pair)), None)
    scan = judged.reading.ground.scan
    surfaces = dict.fromkeys(" ".join(evidence.surface.split()) for evidence in match.evidence)
    words = ", ".join(f"“{word}”" for word in list(surfaces)[:WHY_WORDS])
    return "; ".join(filter(None, (_spoken_for(dealing, scan) if dealing else "", words)))


def _spoken_for(dealing: Dealing, scan: Scan) -> str:
    parts = sorted((part for part in dealing.parts if part.points > 0), key=lambda part: -part.points)
    return ", ".join(f"{part.reason}{_cited(part, scan)}" for part in parts[:WHY_PARTS])


def _cited(part: ScorePart, scan: Scan) -> str:
    """The words of a part that its reason does not name already."""
    words = [
        " ".join((scan.title if field == "title" else scan.body)[start:end].split()) for field, start, end in part.spans
    ]
    new = [word for word in dict.fromkeys(words) if word.lower() not in part.reason.lower()]
    return f" (“{', '.join(new)}”)" if new else ""
