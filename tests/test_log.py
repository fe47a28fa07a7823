"""What the program says of itself: levels, where lines go, and that a log which cannot be written harms nobody."""

from __future__ import annotations

import io
import sys

import pytest

from monitor import log
from monitor.cli import logs


def test_lines_go_where_they_were_sent_and_back_again(capsys: pytest.CaptureFixture[str]) -> None:
    log.to(None, "warning")
    log.info("unheard")
    with log.captured() as lines:
        log.info("heard", feed="belta")
    log.error("a title", text="Беларусь 'x'")
    log.to(None)
    assert lines == [{"level": "info", "event": "heard", "feed": "belta"}]
    assert capsys.readouterr().err == "error: a title text=\"Беларусь 'x'\"\n"


def test_an_exception_is_told_with_its_traceback() -> None:
    with log.captured() as lines:
        try:
            int("broken")
        except ValueError:
            log.exception("item failed")
    assert (lines[0]["level"], lines[0]["exception"].splitlines()[-1]) == (
        "error",
        "ValueError: invalid literal for int() with base 10: 'broken'",
    )


class Full(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


def test_a_log_that_cannot_be_written_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Full())
    log.error("the disk is full")


@pytest.mark.parametrize("coloured", [False, True])
def test_for_people_a_line_has_columns_and_a_traceback_below(*, coloured: bool) -> None:
    line = {"time": "T", "level": "warning", "event": "trouble", "b": "two words", "a": 3, "exception": "one\ntwo"}
    text = logs._shown(line, coloured=coloured)
    plain = "T [warning  ] trouble                        a=3 b='two words'\none\ntwo"
    if coloured:
        assert text.startswith("\x1b[2mT\x1b[0m [\x1b[33m\x1b[1mwarning  \x1b[0m] ")
        for colour in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[35m", "\x1b[36m"):
            text = text.replace(colour, "")
    assert text == plain
