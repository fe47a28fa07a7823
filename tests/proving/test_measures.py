"""Precision, recall and F1 with their intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.proving.measures import Counts, Share, counted, measured, wilson


# Values of the score interval as R's prop.test(x, n, correct=FALSE) gives them.
@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (33, 34, 0.8508, 0.9948),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (1, 1, 0.2065, 1.0),
        (15, 30, 0.3315, 0.6685),
    ],
)
def test_wilsons_interval(hits: int, of: int, low: float, high: float) -> None:
    found = wilson(hits, of)
    assert found.value == hits / of
    assert found.low == pytest.approx(low, abs=2e-4)
    assert found.high == pytest.approx(high, abs=2e-4)


def test_of_nothing_there_is_no_share() -> None:
    assert wilson(0, 0) == Share(None)
    assert measured(Counts(true_silences=5)).f1 == Share(None)


@given(st.integers(0, 300), st.integers(0, 300))
def test_an_interval_holds_its_share_and_stays_between_0_and_1(hits: int, rest: int) -> None:
    found = wilson(hits, hits + rest)
    if found.value is not None and found.low is not None and found.high is not None:
        assert 0 <= found.low <= found.value + 1e-12
        assert found.value - 1e-12 <= found.high <= 1


def test_counts_of_outcomes() -> None:
    outcomes = [(True, True)] * 3 + [(False, True)] * 2 + [(True, False)] + [(False, False)] * 4
    assert counted(outcomes) == Counts(3, 2, 1, 4)
    assert counted(outcomes).total == 10


def test_f1_with_a_bootstrap_that_is_the_same_each_time() -> None:
    found = measured(Counts(30, 5, 3, 50))
    assert found.f1.value == pytest.approx(60 / 68)
    assert found.f1 == measured(Counts(30, 5, 3, 50)).f1
    assert found.f1.low is not None
    assert found.f1.high is not None
    assert 0.75 < found.f1.low < 60 / 68 < found.f1.high < 0.97


@pytest.mark.parametrize("counts", [Counts(5, 0, 0, 5), Counts(0, 2, 1, 1)])
def test_a_bootstrap_that_never_varies_claims_no_interval(counts: Counts) -> None:
    found = measured(counts).f1
    assert (found.value in (0.0, 1.0), found.low, found.high) == (True, None, None)
