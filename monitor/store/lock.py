"""One river on one state directory: the lock is held by whoever runs it, and dies with the process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from monitor.errors import AlreadyRunning, StoreUnwritable

FILE = "lock"


@contextmanager
def state_lock(state: Path) -> Iterator[None]:
    """Hold the lock of this state directory, made where missing.

    Raises AlreadyRunning with the other's process number, StoreUnwritable where the directory cannot be used.
    """
    try:
        state.mkdir(parents=True, exist_ok=True)
        handle = (state / FILE).open("a+", encoding="ascii")
    except OSError as error:
        message = f"the state directory {state} cannot be written: {error.strerror}; choose another with --state"
        raise StoreUnwritable(message) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            holder = handle.read().strip() or "unknown"
            message = f"the monitor already runs on {state} (process {holder}); stop it first, or use another --state"
            raise AlreadyRunning(message) from None
        except OSError as error:  # a network file system without locks
            message = (
                f"the state directory {state} cannot be locked ({error.strerror}), so that nothing would keep a second "
                "monitor off it; put it on a local disk"
            )
            raise StoreUnwritable(message) from error
        with suppress(OSError):  # on a full disk: the number is for a person, the lock is the kernel's
            _sign(handle)
        yield


def _sign(handle: TextIO) -> None:
    """Leave our process number, past the buffer of `handle`, which would try again when it is closed."""
    os.ftruncate(handle.fileno(), 0)
    os.pwrite(handle.fileno(), f"{os.getpid()}\n".encode("ascii"), 0)


def holder(state: Path) -> str:
    """The number of the process that runs on this state directory, "" where none does."""
    try:
        handle = (state / FILE).open("r", encoding="ascii")
    except OSError:
        return ""
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return handle.read().strip() or "unknown"
    return ""
