"""When two facts are one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.model.fact import Figure, Span
from monitor.text.same import says_no_more

ALONE = Figure(
    "turnover", "level", 1, Span("body", 0, 1), value=61e6, unit="USD", period="2024-01/2024-03", pair=("AZ", "BY")
)
FULL = replace(ALONE, kind="from_to", growth=12.0, period="2024-Q1")


@pytest.mark.parametrize(
    ("figure", "other", "expected"),
    [
        (ALONE, FULL, True),
        (FULL, ALONE, False),
        (replace(FULL, value=None, unit="%", kind="growth"), FULL, True),
        (replace(FULL, growth=13.0), FULL, False),
        (replace(ALONE, value=62e6), FULL, False),
        (replace(ALONE, period="2024"), FULL, False),
        (replace(ALONE, direction="BY>AZ"), FULL, False),
        (replace(ALONE, kind="goal"), FULL, False),
        (ALONE, replace(FULL, kind="forecast"), False),
        (ALONE, replace(FULL, confidence="low"), False),
        (replace(ALONE, confidence="low"), FULL, True),
    ],
)
def test_a_figure_that_says_no_more_than_another(figure: Figure, other: Figure, *, expected: bool) -> None:
    assert says_no_more(figure, other) is expected
