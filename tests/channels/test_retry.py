"""When a message that did not arrive is tried again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.channels.retry import next_try
from monitor.model.limits import DAY, HOUR, MINUTE, Limits
from monitor.model.message import Outcome, Permanent, Sent, Transient, Unknown

LIMITS = Limits()
NOW = 1_715_659_200


def wait(outcome: Outcome, tries: int = 1, *, key: str = "ключ", first: int = NOW) -> int | None:
    again = next_try(outcome, key, tries, first, NOW, LIMITS)
    return None if again is None else again - NOW


@pytest.mark.parametrize("outcome", [Sent("250 ok"), Permanent("550 няма такога")])
def test_what_is_settled_is_not_tried_again(outcome: Outcome) -> None:
    assert wait(outcome) is None


@pytest.mark.parametrize("outcome", [Transient("421 later"), Unknown("the connection broke after DATA")])
@pytest.mark.parametrize(
    ("tries", "step"), [(1, MINUTE), (2, 2 * MINUTE), (3, 5 * MINUTE), (4, 15 * MINUTE), (5, HOUR), (60, HOUR)]
)
def test_the_steps_and_at_most_a_tenth_more(outcome: Outcome, tries: int, step: int) -> None:
    again = wait(outcome, tries)
    assert again is not None
    assert step <= again <= step * 11 / 10


def test_after_three_days_it_is_given_up() -> None:
    assert wait(Transient("421"), 40, first=NOW - 3 * DAY + 1) is not None
    assert wait(Transient("421"), 40, first=NOW - 3 * DAY) is None
    assert wait(Unknown("lost"), 40, first=NOW - 3 * DAY) is None


def test_the_other_side_may_ask_for_more_but_not_for_less() -> None:
    assert wait(Transient("450 greylisted", after=HOUR)) == HOUR
    short = wait(Transient("450 greylisted", after=5))
    assert short is not None
    assert short >= MINUTE


def test_where_hope_is_small_few_tries_are_made() -> None:
    small = Transient("the certificate is not trusted", at_most=3)
    assert [wait(small, tries) is None for tries in (1, 2, 3, 4)] == [False, False, True, True]


def test_many_messages_do_not_come_back_at_once() -> None:
    assert len({wait(Transient("421"), 5, key=f"ключ-{n}") for n in range(50)}) > 30


def test_the_same_message_and_try_decide_alike() -> None:
    assert wait(Transient("421"), 5) == wait(Transient("421"), 5)


@given(tries=st.integers(1, 10_000), after=st.none() | st.integers(0, DAY), key=st.text(max_size=20))
def test_the_next_try_is_always_later(tries: int, after: int | None, key: str) -> None:
    again = wait(Transient("421", after=after), tries, key=key)
    assert again is not None
    assert MINUTE <= again <= max(DAY, 66 * MINUTE)


def test_steps_are_a_limit_a_test_can_shrink() -> None:
    quick = replace(LIMITS, retry_steps=(1,), retry_for=10)
    assert next_try(Transient("421"), "k", 9, NOW, NOW + 9, quick) == NOW + 10
    assert next_try(Transient("421"), "k", 9, NOW, NOW + 10, quick) is None
