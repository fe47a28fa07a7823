"""`monitor digest preview` in every form, `digest show`, `digest catch-up`: looking changes nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from monitor.cli.rendering import forms
from tests.cli.conftest import TOLD, Monitor


def bytes_of(state: Path) -> dict[str, str]:
    """Every file of the state directory with a hash of its bytes."""
    files = [path for path in sorted(state.rglob("*")) if path.is_file()]
    return {str(path.relative_to(state)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("form", ["text", "eml"])
def test_looking_leaves_every_byte_of_the_state_as_it_was(form: str, monitor: Monitor, state: Path) -> None:
    before = bytes_of(state)
    for line in (("preview", "--format", form), ("preview", "--alerts"), ("show",), ("show", "1"), ("show", "desk")):
        assert monitor("digest", *line).code == 0
    assert bytes_of(state) == before


def test_a_preview_comes_in_every_form_there_is(monitor: Monitor) -> None:
    assert forms()[:3] == ("text", "html", "eml")
    for form in forms():
        ran = monitor("digest", "preview", "--format", form)
        assert ran.code == 0, ran.err
        assert ran.out
    assert "there are: text, html, eml" in " ".join(monitor("digest", "preview", "--format", "fax").err.split())


def test_a_part_that_is_not_there_is_said(monitor: Monitor) -> None:
    ran = monitor("digest", "preview", "--format", "eml", "--part", "2")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "there is no part 2: as eml this digest has 1 part\n"


def test_the_newest_digests_are_listed(monitor: Monitor) -> None:
    lines = monitor("digest", "show").out.splitlines()
    assert lines[0].split() == ["id", "composed", "(Asia/Baku)", "subscription", "what", "stories", "delivered"]
    assert lines[1].split("  ")[0] == "1"
    assert "14 May 2024 07:30" in lines[1]
    assert lines[1].rstrip().endswith("1 of 1")
    assert monitor("digest", "show", "desk").out.splitlines() == lines
    (row,) = monitor("digest", "show", "--json").out.splitlines()
    assert json.loads(row)["sent"] == 1
    assert json.loads(row)["composed"] == "2024-05-14T03:30:00Z"


def test_one_digest_is_shown_with_whom_it_went_to_and_what_was_answered(monitor: Monitor) -> None:
    ran = monitor("digest", "show", "1")
    assert ran.code == 0
    assert "desk, 2024-05-14/daily" in ran.out
    assert "composed  14 May 2024 07:30 Asia/Baku, 1 story" in ran.out
    assert "mail desk@example.org  14 May 2024 07:30  sent: 250 ok" in ran.out
    text = ran.out.partition("----- as sent over mail -----\n")[2]
    assert TOLD.title.split()[0] in text
    assert monitor("show", "digest", "1").out == ran.out


def test_text_page_and_mail_side_by_side_are_one_text(monitor: Monitor) -> None:
    """A file channel freezes all three, and the mail holds the other two once more."""
    monitor("digest", "send")
    ran = monitor("digest", "show", "2")
    assert ran.out.count("----- as sent over") == 1
    assert ran.out.count("monitor show story 1") == 1


def test_one_digest_as_it_was_frozen_is_data_alone(monitor: Monitor) -> None:
    html = monitor("digest", "show", "1", "--format", "html")
    assert html.out.startswith("<!")
    assert html.err == ""
    assert monitor("digest", "show", "1", "--format", "eml").out.startswith("Subject:")
    assert "not frozen for a channel 'slack'; it was for: mail" in monitor(
        "digest", "show", "1", "--format", "raw", "--channel", "slack"
    ).err  # fmt: skip
    row = json.loads(monitor("digest", "show", "1", "--json").out)
    (delivery,) = row["deliveries"]
    assert (delivery["recipient"], delivery["state"]) == ("desk@example.org", "sent")
    assert [(attempt["outcome"], attempt["detail"]) for attempt in delivery["attempts"]] == [("sent", "250 ok")]


@pytest.mark.parametrize("asked", ["7", "няма", "9" * 40])
def test_a_digest_that_never_was_is_a_sentence(asked: str, monitor: Monitor) -> None:
    ran = monitor("digest", "show", asked)
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1


def test_catching_up_tells_the_told_and_the_untold_once_more_and_changes_nothing(monitor: Monitor, state: Path) -> None:
    before = bytes_of(state)
    ran = monitor("digest", "catch-up", "--since", "2024-05-13", "--until", "2024-05-14")
    assert ran.code == 0, ran.err
    text = " ".join(ran.out.split())
    assert "Лукашенко прибыл в Азербайджан с визитом" in text
    assert "Лукашэнка правёў перамовы" in text
    assert "BEFORE" not in ran.out
    covers, effect = ran.err.splitlines()[-2:]
    assert covers.startswith("covers 13 May 2024 00:00 Asia/Baku to 15 May 2024 00:00 Asia/Baku: ")
    assert "2 reports" in covers
    assert effect.endswith("nothing was sent, and nothing counts as told by it")
    assert bytes_of(state) == before
    empty = monitor("digest", "catch-up", "desk", "--since", "2024-05-15")
    assert "0 reports" in empty.err


def test_a_span_that_holds_nothing_is_said(monitor: Monitor) -> None:
    for line, sentence in (
        (("--since", "2024-05-14", "--until", "2024-05-01"), "nothing lies between"),
        (("--since", "учора"), "is no time"),
        ((), "Missing option '--since'"),
    ):
        ran = monitor("digest", "catch-up", *line)
        assert (ran.code, ran.out) == (2, "")
        assert sentence in " ".join(ran.err.split())
