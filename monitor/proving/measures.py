"""How well a rule does on labelled articles: precision, recall and F1, each with its interval of 95 %."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from random import Random

Z = 1.959964  # 95 % of a normal distribution lie within so many standard deviations
SEED = 20240516  # the same articles give the same interval each time
SAMPLES = 2000
DRAWS = 4_000_000  # over all samples; more labelled articles get fewer samples, whose intervals are narrow anyway


@dataclass(frozen=True, slots=True)
class Share:
    """A share between 0 and 1 with its interval; `value` is None where there is nothing to take a share of.

    `low` and `high` are None where nothing can be said of them: no article, or a bootstrap that never varies.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Articles by what is true of them and what the rule said."""

    true_matches: int = 0
    false_matches: int = 0
    missed: int = 0
    true_silences: int = 0

    @property
    def total(self) -> int:
        """All articles."""
        return self.true_matches + self.false_matches + self.missed + self.true_silences


@dataclass(frozen=True, slots=True)
class Measures:
    """What the counts amount to."""

    counts: Counts
    precision: Share
    recall: Share
    f1: Share


def counted(outcomes: Iterable[tuple[bool, bool]]) -> Counts:
    """Counts of pairs (should match, does match)."""
    found = {(True, True): 0, (False, True): 0, (True, False): 0, (False, False): 0}
    for outcome in outcomes:
        found[outcome] += 1
    return Counts(*found.values())


def measured(counts: Counts) -> Measures:
    """Precision and recall with Wilson's interval, F1 with a percentile interval of a bootstrap over the articles."""
    hits = counts.true_matches
    return Measures(
        counts,
        wilson(hits, hits + counts.false_matches),
        wilson(hits, hits + counts.missed),
        _bootstrapped(counts),
    )


def wilson(hits: int, of: int) -> Share:
    """Wilson's score interval, which stays within 0 and 1 and holds for small numbers (E. B. Wilson, 1927)."""
    if not of:
        return Share(None)
    share = hits / of
    middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    reach = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
    return Share(share, max(0.0, middle - reach), min(1.0, middle + reach))


def f1(hits: int, false: int, missed: int) -> float | None:
    """The harmonic mean of precision and recall; None where nothing should match and nothing does."""
    whole = 2 * hits + false + missed
    return 2 * hits / whole if whole else None


def _bootstrapped(counts: Counts) -> Share:
    value = f1(counts.true_matches, counts.false_matches, counts.missed)
    if value is None:
        return Share(None)
    weights = (counts.true_matches, counts.false_matches, counts.missed, counts.true_silences)
    chance = Random(SEED)  # noqa: S311 (a sample, no secret)
    drawn: list[float] = []
    for _ in range(max(200, min(SAMPLES, DRAWS // counts.total))):
        sample = chance.choices(range(4), weights, k=counts.total)
        again = f1(sample.count(0), sample.count(1), sample.count(2))
        if again is not None:
            drawn.append(again)
    drawn.sort()
    last = len(drawn) - 1
    if drawn[0] == drawn[last]:
        return Share(value)  # all right or all wrong: drawing from it again knows nothing of what was not seen
    return Share(value, drawn[round(0.025 * last)], drawn[round(0.975 * last)])
