"""`monitor resend`: the same bytes again, under a new id, only to whom it is meant for."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from threading import Thread

from monitor.clock import Doorbell, SystemClock
from monitor.pipeline import River, Wires
from monitor.pipeline.bed import Idle
from monitor.setup import Setup
from monitor.store import open_store
from monitor.store.lock import state_lock
from tests.cli.conftest import Monitor, Ran
from tests.store.samples import db


def messages(state: Path, digest: int) -> list[tuple[str, int, str, str]]:
    """Recipient, how often sent on purpose, state and id of each message of a digest."""
    with closing(open_store(state, read_only=True)) as store:
        found = store.sendings.messages(digest)
        return [(row["recipient"], row["resend"], row["state"], row["message_id"]) for row in found]


def test_a_digest_is_sent_again_here_where_nothing_runs(monitor: Monitor, state: Path) -> None:
    monitor("digest", "send")
    files = sorted((state / "digests").iterdir())
    ran = monitor("resend", "2")
    assert ran.code == 0, ran.err
    assert [line.partition(": ")[2] for line in ran.out.splitlines()] == ["sent"] * 3
    assert "3 messages over file to digests" in ran.err
    found = messages(state, 2)
    assert [each[1:3] for each in found] == [(0, "sent")] * 3 + [(1, "sent")] * 3
    assert len({each[3] for each in found}) == 6
    assert set(files) <= set((state / "digests").iterdir())
    shown = monitor("digest", "show", "2").out
    assert "sent again (1)" in shown


def test_what_cannot_be_delivered_says_why_and_leaves_with_five(monitor: Monitor, state: Path) -> None:
    """The digest of this state went over a channel that these rules do not have."""
    ran = monitor("resend", "m1", "--json")
    assert ran.code == 5
    row = json.loads(ran.out)
    assert (row["recipient"], row["resend"], row["state"]) == ("desk@example.org", 1, "due")
    assert "there is no channel 'mail' in digests.yaml any more" in row["sentence"]
    again = monitor("resend", "1")
    assert again.code == 5
    assert "m2: waiting for a try of its own already" in again.err
    assert again.out.startswith("m2  mail desk@example.org: not delivered, tried again ")
    assert len(messages(state, 1)) == 2


def test_what_still_waited_and_is_given_up_now_leaves_with_five(monitor: Monitor, state: Path) -> None:
    """Its last try falls into the command: nothing new is made, and what became of it is said all the same."""
    with closing(open_store(state)) as store, store.tx():
        db(store).run(
            """UPDATE message SET state = 'due', due = 1, tries = 9, first_try = 1, recipient = '', problem = '410'
               WHERE id = 1"""
        )
    ran = monitor("resend", "m1")
    assert ran.code == 5, ran.err
    assert "1 message over mail\n" in ran.err
    assert ran.out.startswith("m1  mail: given up: there is no channel 'mail'")


def test_a_new_recipient_gets_the_same_bytes(monitor: Monitor, state: Path) -> None:
    monitor("digest", "send")
    ran = monitor("resend", "2", "--to", "archive/2024")
    assert ran.code == 0, ran.err
    first, again = state / "digests", state / "archive" / "2024"
    text = [sorted(path.read_bytes() for path in folder.glob("*.txt")) for folder in (first, again)]
    assert text[0] == text[1] != []


def test_nothing_goes_out_unasked(monitor: Monitor, state: Path) -> None:
    before = messages(state, 1)
    for line, sentence in (
        (("7",), "there is no digest 7"),
        (("m7",), "there is no message m7"),
        (("1", "--dead"), "nothing of digest 1 was given up"),
        (("1", "--channel", "slack"), "was not sent over a channel 'slack'"),
    ):
        ran = monitor("resend", *line)
        assert (ran.code, ran.out) == (1, "")
        assert sentence in ran.err
    assert monitor("resend", "desk").code == 2
    ran = monitor("resend", "1", "--dry-run")
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "nothing was sent")
    assert messages(state, 1) == before


def test_several_recipients_are_never_sent_to_by_a_slip(monitor: Monitor, state: Path) -> None:
    monitor("resend", "m1", "--to", "other@example.org")
    ran = monitor("resend", "1")
    assert ran.code == 1
    assert "went to 2 recipients; say --to RECIPIENT" in ran.err


def test_beside_a_running_monitor_it_does_the_work(monitor: Monitor, state: Path, setup: Setup) -> None:
    ran: list[Ran] = []
    with state_lock(state), closing(open_store(state)) as store:
        river = River(store, setup, Wires(Idle(), Idle(), Idle(), Doorbell()), SystemClock(), owner="running")
        river.start()
        command = Thread(target=lambda: ran.append(monitor("resend", "m1")))
        command.start()
        while command.is_alive():
            river.serve_requests()
            river.delivering.round()
            command.join(0.05)
    assert "the monitor is running: it sends them" in ran[0].err
    assert "there is no channel 'mail' in digests.yaml any more" in ran[0].out
    assert ran[0].code == 5
