"""Digests as files and on standard output."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest

from monitor.channels import CHANNELS, Place
from monitor.channels.file import send
from monitor.digest import html, text
from monitor.model.message import Letter, Outcome, Permanent, Sent, Transient
from tests.channels.letters import config, letters, sent
from tests.digest.samples import busy, empty

FILE, CONSOLE = config("file"), config("console")


def store(state: Path, *found: Letter) -> list[Outcome]:
    """The outcomes of one attempt each."""
    placed = CHANNELS["file"].placed
    assert placed
    deliver = placed(Place(state))

    async def all_of_them() -> list[Outcome]:
        return [await deliver(letter) for letter in found]

    return asyncio.run(all_of_them())


def names(folder: Path) -> list[str]:
    """Every file below, sorted."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_digest_becomes_three_files(tmp_path: Path) -> None:
    """Text, HTML and a message that a mail program opens."""
    assert {type(outcome) for outcome in store(tmp_path, *letters(FILE, "digests"))} == {Sent}
    stem = "2024-05-17-daily-daily-az-by"
    assert names(tmp_path) == [f"digests/{stem}.{ending}" for ending in ("eml", "html", "txt")]
    assert (tmp_path / f"digests/{stem}.txt").read_text() == text(busy())
    assert (tmp_path / f"digests/{stem}.html").read_text() == html(busy())
    message = message_from_bytes((tmp_path / f"digests/{stem}.eml").read_bytes())
    assert message["Message-ID"] == letters(FILE, "digests")[2].message_id
    assert message["Date"] == "Fri, 17 May 2024 03:30:00 +0000"
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_alerts_and_alarms_have_names_that_can_be_read(tmp_path: Path) -> None:
    """Each with its own moment or day; two alerts of the same second stay side by side."""
    samples = (
        ("alert/" + "a1" * 16, busy()),
        ("alert/" + "b2" * 16, empty()),
        ("alarm/2024-05-17/" + "c3" * 8, busy()),
    )
    found = [replace(letters(FILE, "digests", sample)[0], period=period) for period, sample in samples]
    assert {type(outcome) for outcome in store(tmp_path, *found)} == {Sent}
    first, second, third = names(tmp_path / "digests")
    assert first == "2024-05-17-033000Z-alert-daily-az-by-" + first[-20:]
    assert second == "2024-05-17-033000Z-alert-daily-az-by.txt"
    assert third == "2024-05-17-alarm-c3c3c3c3-daily-az-by.txt"


def test_the_same_letter_again_finds_its_file(tmp_path: Path) -> None:
    """A retry after a lost answer writes nothing twice."""
    store(tmp_path, *letters(FILE, "digests"))
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "digests").iterdir()}
    outcomes = store(tmp_path, *letters(FILE, "digests"))
    assert all(isinstance(outcome, Sent) and "already there" in outcome.detail for outcome in outcomes)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "digests").iterdir()} == before


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A digest of other content under the same name goes beside the first."""
    (first, *_), (other, *_) = letters(FILE, "digests"), letters(FILE, "digests", empty())
    assert {type(outcome) for outcome in store(tmp_path, first, replace(other, key="f" * 64), first)} == {Sent}
    assert {path.read_text() for path in (tmp_path / "digests").iterdir()} == {text(busy()), text(empty())}


@pytest.mark.parametrize(
    ("one", "two"),
    [("az-by", "az/by"), ("a b", "a-b"), ("x" * 300 + "1", "x" * 300 + "2"), ("Баку", "Минск"), ("..", "-")],
)
def test_two_subscriptions_of_one_folder_do_not_collide(one: str, two: str, tmp_path: Path) -> None:
    """Even if their ids look alike as file names."""
    samples = letters(FILE, "digests", busy(), one)[:1] + letters(FILE, "digests", empty(), two)[:1]
    assert [type(outcome) for outcome in store(tmp_path, *samples)] == [Sent, Sent]
    assert {path.read_text() for path in (tmp_path / "digests").iterdir()} == {text(busy()), text(empty())}


@pytest.mark.parametrize(
    "recipient", ["", " ", "..", "../outside", "a/../../outside", "/tmp", ".", "a\nb", "a\x00b", "link"]
)
def test_a_folder_outside_the_state_directory_is_refused(recipient: str, tmp_path: Path) -> None:
    """For good, and nothing is written anywhere."""
    state, outside = tmp_path / "state", tmp_path / "outside"
    state.mkdir()
    outside.mkdir()
    (state / "link").symlink_to(outside)
    assert {type(outcome) for outcome in store(state, *letters(FILE, recipient))} == {Permanent}
    assert names(tmp_path) == []


def test_a_folder_within_a_folder_is_made(tmp_path: Path) -> None:
    """A reader may sort digests."""
    store(tmp_path, *letters(FILE, "digests/Баку"))
    assert len(names(tmp_path / "digests" / "Баку")) == 3


def test_what_cannot_be_written_is_for_now(tmp_path: Path) -> None:
    """A disk may be freed, a folder's rights mended."""
    (tmp_path / "digests").write_text("a file where the folder should be")
    outcomes = store(tmp_path, *letters(FILE, "digests"))
    assert {type(outcome) for outcome in outcomes} == {Transient}


def test_a_payload_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    """Not written under a guessed ending."""
    letter = letters(FILE, "digests")[0]
    strange = replace(letter, payload=replace(letter.payload, content_type="application/x-what"))
    assert [type(outcome) for outcome in store(tmp_path, strange)] == [Permanent]


def test_without_a_place_the_state_directory_is_the_usual_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """./state."""
    monkeypatch.chdir(tmp_path)
    assert isinstance(sent(send, letters(FILE, "digests")[0]), Sent)
    assert names(tmp_path) == ["state/digests/2024-05-17-daily-daily-az-by.txt"]


def test_the_console_shows_the_text_between_two_marks(capsys: pytest.CaptureFixture[str]) -> None:
    """In one piece."""
    (letter,) = letters(CONSOLE, "")
    assert isinstance(sent(CHANNELS["console"].send, letter), Sent)
    out = capsys.readouterr().out
    assert out == f"----- daily-az-by, 2024-05-17/daily -----\n\n{text(busy())}\n----- end -----\n"


def test_the_console_shows_no_code_of_an_alert(capsys: pytest.CaptureFixture[str]) -> None:
    (letter,) = letters(CONSOLE, "")
    assert isinstance(sent(CHANNELS["console"].send, replace(letter, period="alert/" + "a1" * 16)), Sent)
    assert capsys.readouterr().out.startswith("----- daily-az-by, alert -----\n")


def test_a_console_of_few_letters_still_shows_the_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """ASCII only: what cannot be shown becomes a question mark."""
    with (tmp_path / "out").open("w", encoding="ascii") as narrow:
        monkeypatch.setattr("sys.stdout", narrow)
        (letter,) = letters(CONSOLE, "")
        assert isinstance(sent(CHANNELS["console"].send, letter), Sent)
    assert "12.1 Presidents hold talks in Baku" in (tmp_path / "out").read_text(encoding="ascii")


def test_a_closed_console_is_for_now(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The outcome is a sentence, not a crash."""
    closed = (tmp_path / "out").open("w")
    closed.close()
    monkeypatch.setattr("sys.stdout", closed)
    (letter,) = letters(CONSOLE, "")
    assert isinstance(sent(CHANNELS["console"].send, letter), Transient)


def test_a_console_that_nobody_reads_holds_up_neither_the_files_nor_the_exit() -> None:
    """In a process of its own: its standard output is a full pipe."""
    program = """
import os, sys, tempfile
from pathlib import Path
sys.stdout = os.fdopen(os.pipe()[1], "w")
from dataclasses import replace
from monitor.channels import Post
from monitor.clock import Doorbell
from monitor.model.limits import Limits
from monitor.net import Background
from tests.channels.letters import config, letters
console, file = (letters(config(kind), "digests")[0] for kind in ("console", "file"))
page = replace(console, payload=replace(console.payload, body=b"x" * 200_000))
bell = Doorbell()
background = Background(bell.ring)
post = Post(background, replace(Limits(), send_deadline=0.5, send_at_once=16), Path(tempfile.mkdtemp()))
for n in range(16):
    post.submit(page)
while post.in_flight:
    bell.wait(1)
    post.done()
post.submit(file)
while not (ended := post.done()):
    bell.wait(1)
print(type(ended[0][1]).__name__, file=sys.stderr)
post.close()
background.close()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True)
    assert done.stderr.split() == ["Sent"]
