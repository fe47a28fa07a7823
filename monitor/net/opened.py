"""A fetcher for what sources.yaml says of the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from monitor.model.limits import Limits
from monitor.model.source import Network
from monitor.net.agent import user_agent
from monitor.net.background import Background
from monitor.net.fetch import Fetcher


@contextmanager
def opened(
    network: Network, limits: Limits, ring: Callable[[], None], *, fast: bool | None = None
) -> Iterator[tuple[Background, Fetcher]]:
    """A fetcher and the thread it works in; `ring` is called when an answer has come. Both are closed at the end.

    `fast` chooses the transport, as of a Fetcher.
    """
    with ExitStack() as stack:
        background = Background(ring)
        stack.callback(background.close)
        name = network.user_agent or user_agent(network.contact)
        proxy = str(network.proxy)
        fetcher = Fetcher(
            background, limits, name, allowed=network.allow, proxy=proxy, ca_file=network.ca_file, fast=fast
        )
        stack.callback(fetcher.close)
        yield background, fetcher
