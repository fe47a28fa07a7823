"""What wakes the river where nothing else does."""

from __future__ import annotations

import threading

from monitor.clock import Doorbell
from monitor.service.ringing import Ringing


def test_it_rings_again_and_again_and_asks_for_a_look_at_the_rules() -> None:
    bell, look = Doorbell(), threading.Event()
    ringing = Ringing(bell, 0.001, look, 2)
    assert bell.wait(10)
    assert look.wait(10)
    look.clear()
    assert look.wait(10)
    ringing.close()
    bell.wait(0)
    assert not bell.wait(0.01)
    ringing.close()
