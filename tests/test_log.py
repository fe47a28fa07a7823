"""What the program says of itself: levels, where lines go, and that a log which cannot be written harms nobody."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading

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


class _Broken:
    def __repr__(self) -> str:
        raise RuntimeError("no words")


@pytest.mark.parametrize("as_json", [True, False, None])
def test_what_cannot_be_put_into_words_is_named_and_breaks_nothing(
    capsys: pytest.CaptureFixture[str], *, as_json: bool | None
) -> None:
    """Also numbers that are none to JSON, names that every line has, and a library whose words do not fit together."""
    if as_json is not None:
        logs.set_up(as_json=as_json, level=logging.DEBUG)
    log.warning("odd", thing=_Broken(), ratio=float("nan"), count=10**5000, level=5)
    logs._Bridge().handle(logging.LogRecord("lib", logging.ERROR, "", 0, "%d feeds", ("many",), None))
    log.to(None)
    first, second = capsys.readouterr().err.splitlines()
    assert "_Broken that cannot be shown" in first
    assert "%d feeds" in second
    if as_json:
        line = json.loads(first, parse_constant=pytest.fail)
        assert (line["level"], line["ratio"]) == ("warning", "nan")


def test_a_line_said_in_the_midst_of_another_does_not_wait_for_it_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finalizer may break wherever memory is asked for, and what it broke of is said at once."""
    lines: list[str] = []

    class Interrupted(io.StringIO):
        def write(self, text: str) -> int:
            lines.append(text)
            if len(lines) == 1:
                log.write("inner")
            return len(text)

    monkeypatch.setattr(sys, "stderr", Interrupted())
    writing = threading.Thread(target=log.write, args=("outer",), daemon=True)
    writing.start()
    writing.join(20)
    assert not writing.is_alive()
    assert lines == ["outer\n", "inner\n"]


def test_a_program_without_stderr_says_nothing_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    logs.set_up(as_json=True, level=logging.DEBUG)
    log.warning("feed trouble", feed="belta")
    log.to(None)
