"""Where `monitor run` listens: what was typed before what the file says, and nothing wider than was asked for."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.cli.common import Place
from monitor.cli.running import _address, _Beside, _is_off
from monitor.clock import SteppedClock
from monitor.config import Address, ServiceSettings
from monitor.errors import ConfigError
from monitor.service import Pulse
from monitor.setup import Setup, load_files

CLOCK = SteppedClock(1_715_700_000)


def setup(settings: ServiceSettings) -> Setup:
    files = {"sources.yaml": b"version: 1\nsources: []\n", "digests.yaml": b"version: 1\nsubscriptions: []\n"}
    return replace(load_files(files), service=settings)


def opened(path: Path, typed: str | None, settings: ServiceSettings, *, anywhere: bool = False) -> object:
    beside = _Beside(Place(path, path, "text"), _address(typed), off=_is_off(typed), anywhere=anywhere)
    return beside.open(setup(settings), Pulse(CLOCK.stopwatch, CLOCK.now()))


HERE = ServiceSettings(listen=Address("127.0.0.1", 1))
WIDE = Address("0.0.0.0", 8321)


@pytest.mark.parametrize(("typed", "settings"), [(None, ServiceSettings()), ("off", HERE), (" OFF", HERE)])
def test_it_listens_nowhere_unless_asked_to(typed: str | None, settings: ServiceSettings, tmp_path: Path) -> None:
    assert isinstance(opened(tmp_path, typed, settings), nullcontext)


def test_what_is_wider_than_this_machine_is_asked_for_twice(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"can be reached from other machines; listen at 127\.0\.0\.1, or say --listen"
    ):
        opened(tmp_path, str(WIDE), HERE)
    assert not isinstance(opened(tmp_path, str(WIDE), HERE, anywhere=True), nullcontext)
    assert not isinstance(opened(tmp_path, str(WIDE), replace(HERE, listen_anywhere=True)), nullcontext)
    assert not isinstance(opened(tmp_path, None, HERE), nullcontext)
