"""`reader` over the same feeds, as its documentation says: make_reader(path), update_feeds(workers=8), all feeds at
each pass; a process of its own.

It answers as ours.py does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.world import WARMING, outlet

WORKERS = 8


def main(database: str, feeds: int, port: int) -> None:
    """Passes over all feeds."""
    from reader import make_reader

    def addresses(*numbers: int) -> list[str]:
        return [f"http://{outlet(number).host}:{port}/feed" for number in range(*numbers)]

    with TemporaryDirectory(prefix="bench-warm-") as folder:  # what is imported when first needed is there
        reader = make_reader(str(Path(folder) / "reader.db"))
        for address in addresses(feeds, feeds + WARMING):
            reader.add_feed(address)
        reader.update_feeds(workers=WORKERS)
        reader.close()
    reader = make_reader(database)
    for address in addresses(feeds):
        reader.add_feed(address)
    print(json.dumps({}), flush=True)
    for _line in sys.stdin:
        reader.update_feeds(workers=WORKERS, scheduled=False)  # now, not in an hour
        print(json.dumps({}), flush=True)
    reader.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
