"""Memory that was given back goes back to the system; where the C library knows no such thing, nothing happens."""

from __future__ import annotations

import ctypes

import pytest

from monitor.service import heap


class _Other:
    """A C library without glibc's ways."""


def test_memory_is_asked_back_once_and_the_limits_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, ...]] = []

    class Glibc:
        """Writes down what it is asked."""

        @staticmethod
        def mallopt(option: int, value: int) -> None:
            asked.append((option, value))

        @staticmethod
        def malloc_trim(pad: int) -> None:
            asked.append((pad,))

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: Glibc)
    heap.keep_little()
    assert asked == [(-8, 1), (-3, 128 * 1024), (-1, 512 * 1024), (0,)]


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[object] = []

    def other(name: object) -> _Other:
        loaded.append(name)
        return _Other()

    monkeypatch.setattr(ctypes, "CDLL", other)
    heap.keep_little()
    assert loaded == [None]
