"""How the C library keeps what Python gave back to it."""

from __future__ import annotations

import ctypes

from monitor.model.limits import MB

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # mallopt(3)


def keep_little() -> None:
    """Give memory back to the system early, from now on, and what is free already at once. Without glibc, nothing.

    Left alone, glibc keeps a heap for each thread, and the first large body that is freed teaches it to keep others of
    its size: some 5 MB of a peak that nobody needs.
    """
    try:
        library = ctypes.CDLL(None)
        set_option, give_back = library.mallopt, library.malloc_trim
    except (AttributeError, OSError, TypeError):
        return
    set_option(_ARENA_MAX, 1)
    set_option(_MMAP_THRESHOLD, MB // 8)
    set_option(_TRIM_THRESHOLD, MB // 2)
    give_back(0)
