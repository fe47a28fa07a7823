"""What every command shares: how a person says since when."""

from __future__ import annotations

from datetime import UTC, datetime

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.cli.common import since

NOW = int(datetime(2024, 5, 20, 12, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("7d", "2024-05-13T12:00Z"), ("12h", "2024-05-20T00:00Z"), ("30m", "2024-05-20T11:30Z"),
        ("2W", "2024-05-06T12:00Z"), ("2024-05-16", "2024-05-16T00:00Z"), ("2018", "2018-01-01T00:00Z"),
        ("2024-05", "2024-05-01T00:00Z"), ("2024-05-16T19:30+04:00", "2024-05-16T15:30Z"),
    ],
)  # fmt: skip
def test_since_when(text: str, moment: str) -> None:
    assert since(text, NOW) == int(datetime.fromisoformat(moment).timestamp())


@pytest.mark.parametrize("text", ["", "d", "7 months", "-3d", "yesterday", "16.05.2024", "2024-13-01"])
def test_what_is_no_time_is_a_sentence_with_the_right_form(text: str) -> None:
    with pytest.raises(click.BadParameter, match="is no time; write 90d"):
        since(text, NOW)


@given(st.text(max_size=12))
def test_whatever_is_typed_gives_a_moment_or_a_sentence(text: str) -> None:
    try:
        assert isinstance(since(text, NOW), int)
    except click.BadParameter as fault:
        assert "is no time" in fault.message  # noqa: PT017 (either answer is right)
