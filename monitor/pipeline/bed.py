"""What every step of the river works with, and the fence round a single item."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from monitor import log
from monitor.clock import Clock, Doorbell
from monitor.errors import StoreError
from monitor.model.fetch import Reply, Request
from monitor.model.limits import Limits
from monitor.model.message import Letter, Outcome
from monitor.pipeline.lately import Lately
from monitor.setup import Setup
from monitor.store import Store
from monitor.workers import Done


class Net(Protocol):
    """Fetches elsewhere."""

    @property
    def in_flight(self) -> int:
        """Submitted and not yet taken."""

    def submit(self, request: Request) -> bool:
        """False = the queue is full and nothing was taken."""

    def submit_all(self, requests: Sequence[Request]) -> int:
        """As `submit` for many at once: so many of the first were taken, the rest was not."""

    def done(self) -> list[Reply]:
        """What has arrived; never waits."""


class Workers(Protocol):
    """Runs pure functions over hostile bytes elsewhere."""

    @property
    def in_flight(self) -> int:
        """Submitted and not yet taken."""

    def submit(self, token: Hashable, function: Callable[..., Any], *args: Any) -> bool:
        """False = the queue is full and nothing was taken."""

    def done(self) -> list[Done]:
        """What is finished; never waits."""


class Post(Protocol):
    """Sends elsewhere."""

    @property
    def in_flight(self) -> int:
        """Submitted and not yet taken."""

    def submit(self, letter: Letter) -> bool:
        """False = the queue is full and nothing was taken."""

    def done(self) -> list[tuple[Letter, Outcome]]:
        """What was answered; never waits."""


class Idle:
    """A wire that takes nothing and brings nothing: for looking at what the river would do, without a world."""

    in_flight = 0

    def submit(self, *_work: object) -> bool:
        """Never takes anything."""
        return False

    def submit_all(self, _requests: Sequence[object]) -> int:
        """Never takes any."""
        return 0

    def done(self) -> list[Any]:
        """Nothing, ever."""
        return []


@dataclass(frozen=True, slots=True)
class Wires:
    """The three things that wait for the world, and the bell they ring."""

    net: Net
    workers: Workers
    post: Post
    bell: Doorbell


@dataclass(slots=True)
class Bed:
    """The river's bed: the store, the world, and the setup, which is swapped only between two rounds."""

    store: Store
    setup: Setup
    wires: Wires
    clock: Clock
    owner: str
    limits: Limits
    demo: bool = False
    started: int = 0  # UTC seconds
    rules_trouble: str = ""  # a broken edit of rules/, while the last good setup runs
    lately: Lately = field(init=False)  # what was judged a moment ago

    def __post_init__(self) -> None:
        self.lately = Lately(self.limits)


@contextmanager
def fence(failures: list[str]) -> Iterator[None]:
    """The one place where any exception is caught: an item that breaks a step fails alone, and says so.

    A store that cannot be used is no item's fault and passes: the round ends, and is tried again whole.
    """
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        log.exception("item failed")
        failures.append(f"{type(error).__name__}: {error}")
