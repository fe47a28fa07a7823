"""The yardstick: one process, one httpx.Client, feedparser on every answer, one feed after another.

The same protocol as in ours.py. It remembers nothing, judges nothing and is protected from nothing.
"""

from __future__ import annotations

import sys


def main(addresses: list[str]) -> None:
    """Fetch and parse every address at each "pass"."""
    import feedparser
    import httpx

    with httpx.Client(trust_env=False) as client:
        print("ready", flush=True)
        for line in sys.stdin:
            if line.strip() == "quit":
                break
            entries = sum(len(feedparser.parse(client.get(address).content).entries) for address in addresses)
            print(f"done {len(addresses)} {entries}", flush=True)


if __name__ == "__main__":
    main(sys.stdin.readline().split())
