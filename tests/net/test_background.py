"""One thread, one loop: results come back to any thread, the bell rings, the end is clean."""

from __future__ import annotations

import asyncio
import threading

import pytest

from monitor.clock import Doorbell
from monitor.net import Background


async def where_am_i() -> str:
    return threading.current_thread().name


async def fail() -> None:
    raise ValueError("нет")


def test_results_come_back_and_the_bell_rings() -> None:
    bell = Doorbell()
    background = Background(bell.ring)
    assert background.run(where_am_i()).result(5) == "background"
    assert bell.wait(5)
    with pytest.raises(ValueError, match="нет"):
        background.run(fail()).result(5)
    assert bell.wait(5)
    background.close()


def test_close_cancels_what_runs_and_lets_it_clean_up() -> None:
    cleaned: list[str] = []
    started = threading.Event()

    async def wait() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.append("done")

    background = Background(lambda: None)
    future = background.run(wait())
    assert started.wait(5)
    background.close()
    background.close()
    assert future.cancelled()
    assert cleaned == ["done"]


def test_after_close_nothing_is_started() -> None:
    background = Background(lambda: None)
    background.close()
    assert background.run(where_am_i()).cancelled()
