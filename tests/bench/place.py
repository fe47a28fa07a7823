"""The shipped rules over the feeds of the bench's world."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.bench.world import Outlet, outlet
from tests.soak.place import SHIPPED
from tests.soak.polling import DIGESTS

INTERVAL = 300
_SIDES = {"az": "AZ", "ru": "BY", "be": "BY"}


def prepare(rules: Path, feeds: int, port: int) -> None:
    """Write rules/. No page is fetched: `reader` fetches none either."""
    rules.mkdir(parents=True)
    for path in SHIPPED.iterdir():
        if path.is_dir():
            shutil.copytree(path, rules / path.name)
        elif path.name not in ("sources.yaml", "digests.yaml"):
            shutil.copy(path, rules)
    sources = {
        "version": 1,
        "defaults": {"interval": INTERVAL, "kind": "state", "page": "never"},
        "sources": [_source(outlet(number), port) for number in range(feeds)],
    }
    for name, content in (("sources", sources), ("digests", DIGESTS)):  # JSON is YAML
        (rules / f"{name}.yaml").write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")


def _source(feed: Outlet, port: int) -> dict[str, str]:
    side = {"side": _SIDES[feed.language]} if feed.language in _SIDES else {}
    found = {"id": feed.name, "outlet": feed.name, "url": f"http://{feed.host}:{port}/feed", "language": feed.language}
    return found | side
