"""What every command shares: how a person says since when."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.cli.common import say, since, table, write_whole

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


def test_what_a_server_said_cannot_colour_or_reorder_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    say("наши \x1b[2J\x9b1m\u202eновости\nBakı")
    table(("a", "b"), [("x", "\x1b]0;new title\x07тут\u2066")])
    ran = capsys.readouterr()
    assert ran.err == "наши [2J1mновости\nBakı\n"
    assert "]0;new titleтут\n" in ran.out.replace(" \n", "\n")


def test_a_file_is_written_past_a_link_that_somebody_laid(tmp_path: Path) -> None:
    other, path = tmp_path / "theirs", tmp_path / "feeds.opml"
    other.write_text("as it was", encoding="utf-8")
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    (tmp_path / ".feeds.opml.new").symlink_to(other)
    write_whole(path, "new")
    assert (path.read_text(encoding="utf-8"), path.is_symlink(), path.stat().st_mode & 0o777) == ("new", False, 0o640)
    assert other.read_text(encoding="utf-8") == "as it was"
