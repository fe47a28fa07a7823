"""service.yaml: what it may say, what it means, and each mistake in it with its place and a cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import Address, BackupPlan, Keep, ServiceSettings, address_of, read_service
from monitor.errors import ConfigError
from monitor.model.limits import DAY, MB
from monitor.model.source import SecretRef
from monitor.setup import load_files

SHIPPED = Path(__file__).parents[1] / "rules" / "service.yaml"
SMALL = {
    "sources.yaml": b"version: 1\nsources: []\n",
    "digests.yaml": b"version: 1\nsubscriptions: []\n",
}


def read(*lines: str) -> ServiceSettings:
    return read_service("service.yaml", "\n".join(["version: 1", *lines, ""]).encode())


def problems(*lines: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read(*lines)
    return [str(problem) for problem in caught.value.problems]


def test_the_file_may_be_missing_and_then_nothing_listens() -> None:
    settings = load_files(SMALL).service
    assert settings == ServiceSettings()
    assert settings.listen is None
    assert settings.backup == BackupPlan(2, 30, "UTC", 7, 4, "")


def test_the_shipped_file_changes_nothing_and_each_of_its_remarks_is_the_default_or_an_example() -> None:
    data = SHIPPED.read_bytes()
    assert read_service("service.yaml", data) == ServiceSettings()
    lines = data.decode().splitlines()
    keys = [line[2:] for line in lines if line.startswith("# ") and line[2:].partition(":")[0] in _keys()]
    settings = read(*keys)
    assert (settings.backup, settings.keep, settings.free_space) == (BackupPlan(), Keep(), 100 * MB)
    assert settings.listen == Address("127.0.0.1", 8321)
    assert isinstance(settings.heartbeat, SecretRef)


def _keys() -> set[str]:
    return {"listen", "listen_anywhere", "listen_names", "heartbeat", "backup", "keep", "free_space"}


def test_it_is_no_rule_file_and_is_part_of_the_setup() -> None:
    setup = load_files({**SMALL, "service.yaml": b"version: 1\nkeep: {seen: 2y}\nbackup: off\n"})
    assert setup.rules == ()
    assert setup.service.keep == Keep(90 * DAY, 730 * DAY, 90 * DAY)
    assert setup.service.backup is None


def test_a_fault_in_it_stands_beside_those_of_the_other_files() -> None:
    with pytest.raises(ConfigError) as caught:
        load_files({**SMALL, "service.yaml": b"version: 1\nheartbaet: x\n"})
    assert [str(problem) for problem in caught.value.problems] == [
        "rules/service.yaml:2:1 unknown key 'heartbaet'; did you mean 'heartbeat'?"
    ]


def test_backup_in_short() -> None:
    assert read('backup: "23:05"').backup == BackupPlan(23, 5)
    assert read("backup: off").backup is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('listen: "0.0.0.0:8321"', "2:9 '0.0.0.0:8321' can be reached from other machines; write 127.0.0.1, or"),
        ("listen: 8321", "2:9 'listen' must be a text, not the number 8321"),
        ('listen: "127.0.0.1"', "2:9 '127.0.0.1' is no address to listen at: it ends in a port"),
        ('listen: "desk.example.org:80"', "2:9 'desk.example.org:80' is no address to listen at: 'desk.example.org'"),
        ('listen: "::1:80"', "an IPv6 address, and no other, stands in brackets"),
        ('listen_names: ["a b"]', "2:16 'a b' is no name of a machine"),
        ("heartbeat: ftp://example.org/x", "2:12 'ftp://example.org/x' is no address that can be called"),
        ("backup: never", "2:9 'never' is no hour of the day; as in backup: \"02:30\", backup: off"),
        ("backup: {at: noon}", "2:14 'noon' is no hour of the day; as in \"02:30\""),
        ("backup: {zone: Asia/Bakuu}", "2:16 'Asia/Bakuu' is no time zone; did you mean 'Asia/Baku'?"),
        ("backup: {daily: 0}", "2:17 'daily' is 0 but must be at least 1"),
        ("keep: {unmatched_text: 3d}", "2:24 '3d' is no time that can be kept; at least 14d"),
        ("keep: {polls: forever}", "2:15 'forever' is no time that can be kept; at least 1d"),
        ("keep: {seen: 60d}", "2:14 'seen' is shorter than 'unmatched_text'"),
        ("free_space: 100", "2:13 'free_space' must be a text, not the number 100; as in 100 MB"),
        ("free_space: 1 kB", "2:13 '1 kB' is no size; 10 MB or more"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_a_cure(line: str, said: str) -> None:
    (problem,) = problems(line)
    assert said in problem


def test_an_address_is_read_back_as_it_is_written() -> None:
    for text in ("127.0.0.1:8321", "[::1]:80", "localhost:65535", "0.0.0.0:1"):
        assert str(address_of(text)) == text
    assert [address_of(text).loopback for text in ("[::1]:80", "localhost:1", "127.8.9.1:1", "0.0.0.0:1")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_what_is_looked_at_only_at_the_start() -> None:
    before = read()
    assert read("heartbeat: https://beat.example.org/x", "backup: off").listening == before.listening
    assert read('listen: "127.0.0.1:1"').listening != before.listening
