"""The log: whatever is said in a service is one JSON object a line, clean, masked, with time, level and event."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.cli import entry, logs

ROOT = Path(__file__).parents[2]
EVERYTHING = """
import logging, sys, threading, warnings
from monitor.cli.common import Place, set_up_log
from monitor.net import open_secret
set_up_log(Place(None, None, sys.argv[1]), service=True)
from monitor import log
log.warning("feed trouble", problem="a title\\nwith \\x1b[31mcolour\\u2028 and \\ud800", count=3, feed="belta")
logging.getLogger("somebody").error("a library says %s", "no")
logging.getLogger("apscheduler").info("talk of daily work")
warnings.warn("an old call")
open_secret("${PLANTED}")
log.info("the key", key="it is planted-secret-1 indeed")
def broken():
    raise ValueError("planted-secret-1 was wrong")
thread = threading.Thread(target=broken, name="rules")
thread.start(); thread.join()
class Odd:
    def __del__(self): raise RuntimeError("while it is forgotten")
Odd()
log.info("long", text="x" * 50_000)
log.info("of another kind", value=object, none=None)
raise KeyError("at the end")
"""


def run(form: str, **environment: str) -> list[str]:
    """What all ways of saying something bring on stderr."""
    ran = subprocess.run(
        [sys.executable, "-W", "default", "-c", EVERYTHING, form], capture_output=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PLANTED": "planted-secret-1", "NO_COLOR": "1", **environment},
    )  # fmt: skip
    assert ran.stdout == b""
    assert b"planted-secret-1" not in ran.stderr
    text = ran.stderr.decode("utf-8")
    assert "\x1b" not in text
    assert "\u2028" not in text
    return text.splitlines()


def test_everything_a_service_says_is_one_object_a_line() -> None:
    lines = [json.loads(line) for line in run("json")]
    assert [list(line)[:3] for line in lines] == [["time", "level", "event"]] * len(lines)
    assert all(line["time"].endswith("Z") for line in lines)
    told = [(line["level"], line["event"]) for line in lines]
    assert told == [
        ("warning", "feed trouble"),
        ("error", "a library says no"),
        ("warning", "an old call"),
        ("info", "the key"),
        ("critical", "an exception that nobody caught"),
        ("critical", "an exception that nobody caught"),
        ("info", "long"),
        ("info", "of another kind"),
        ("critical", "an exception that nobody caught"),
    ]
    first = lines[0]
    assert (first["problem"], first["count"]) == ("a title with <U+001B>[31mcolour<U+2028> and <U+D800>", 3)
    assert lines[4]["thread"] == "rules"
    assert "ValueError" in lines[4]["exception"]
    assert lines[6]["text"].endswith("… (30000 characters more)")


def test_the_same_for_people_is_readable_and_as_clean() -> None:
    lines = run("text")
    assert "[warning  ] feed trouble" in lines[0]
    assert "a title with <U+001B>[31mcolour<U+2028> and <U+D800>" in lines[0]
    assert any("ValueError: ***" in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["run"], 3, "there is no such directory of rules"),
        (["run", "--listen", "nowhere"], 2, "'nowhere' is no address to listen at"),
        (["run", "--lisden", "x"], 2, "No such option"),
    ],
)
def test_the_error_a_service_ends_with_is_a_line_of_its_log(
    arguments: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--state", str(tmp_path / "state"), "--rules", str(tmp_path / "none"), "--log-format", "json"]
    assert entry([*where, *arguments]) == code
    *_, last = capsys.readouterr().err.splitlines()
    line = json.loads(last)
    assert said in line["event"]
    assert (line["level"], line["exit_code"]) == ("error", code)


def test_in_the_journal_each_line_has_its_priority(tmp_path: Path) -> None:
    with (tmp_path / "journal").open("w+") as stream:
        found = os.fstat(stream.fileno())
        assert logs.in_journal(stream, f"{found.st_dev}:{found.st_ino}")
        assert not logs.in_journal(stream, "8:1")
    assert logs._prefixed("x\nand more", "warning") == "<4>x\n<4>and more"


@pytest.fixture(autouse=True)
def _as_before() -> object:
    """What a service sets up for its whole process is undone."""
    hooks = sys.excepthook, sys.unraisablehook, logging.getLogger().handlers[:]
    import threading
    import warnings

    more = threading.excepthook, warnings.showwarning
    yield
    sys.excepthook, sys.unraisablehook, logging.getLogger().handlers = hooks
    threading.excepthook, warnings.showwarning = more
