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
    lines = ["version: 1", f"defaults: {{interval: {INTERVAL}, kind: state, page: never}}", "sources:"]
    for number in range(feeds):  # one under another, as the guide wants long lists
        first, *others = (f"{key}: {value}" for key, value in _source(outlet(number), port).items())
        lines += [f"  - {first}", *(f"    {other}" for other in others)]
    (rules / "sources.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    (rules / "digests.yaml").write_text(json.dumps(DIGESTS, indent=1, ensure_ascii=False), "utf-8")  # JSON is YAML


def _source(feed: Outlet, port: int) -> dict[str, str]:
    side = {"side": _SIDES[feed.language]} if feed.language in _SIDES else {}
    found = {"id": feed.name, "outlet": feed.name, "url": f"http://{feed.host}:{port}/feed", "language": feed.language}
    return found | side
