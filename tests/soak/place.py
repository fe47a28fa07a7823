"""A rules/ and a state/ of our own for one run: the shipped rules over invented sources."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.soak.site import Feed, Site

HOME = Path(__file__).parents[2]
SHIPPED = HOME / "rules"


@dataclass(slots=True)
class Place:
    """Folders under `root`, and the service that runs on them."""

    root: Path
    limits: Mapping[str, object] = field(default_factory=dict)
    speed: float = 1.0
    given: Mapping[str, str] = field(default_factory=dict)  # variables of the service
    epoch: float = field(default_factory=time.time)

    @property
    def rules(self) -> Path:
        return self.root / "rules"

    @property
    def state(self) -> Path:
        return self.root / "state"

    @property
    def store(self) -> Path:
        return self.state / "monitor.db"

    @property
    def log(self) -> Path:
        return self.root / "log.jsonl"

    def now(self) -> int:
        """The service's time."""
        return int(self.epoch + (time.time() - self.epoch) * self.speed)

    def prepare(
        self,
        site: Site,
        digests: Mapping[str, Any],
        *,
        interval: int,
        pages: Sequence[Feed] = (),
        allow: Sequence[str] = (),
    ) -> None:
        """Write rules/; `pages` are the feeds whose articles' pages are fetched where they may matter.

        `allow`: where else than to the site the service may go.
        """
        self.rules.mkdir(parents=True)
        for path in SHIPPED.iterdir():
            if path.is_dir():
                shutil.copytree(path, self.rules / path.name)
            elif path.name not in ("sources.yaml", "digests.yaml"):
                shutil.copy(path, self.rules)
        sources = {
            "version": 1,
            "network": {"allow": [*(site.where(feed) for feed in site.feeds), *allow]},
            "defaults": {"interval": interval, "kind": "state"},
            "sources": [_source(site, feed, "auto" if feed in pages else "never") for feed in site.feeds],
        }
        for name, content in (("sources", sources), ("digests", digests)):  # JSON is YAML
            (self.rules / f"{name}.yaml").write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")
        self.warm()

    def warm(self) -> None:
        """Bytecode for what the service imports, so that its first start is one like any other."""
        command = [
            sys.executable,
            "-c",
            "import monitor.cli.common, monitor.service, monitor.extract.page, monitor.sources",
        ]
        subprocess.run(command, cwd=HOME, env=self.env(), check=True)

    def start(self) -> subprocess.Popen[bytes]:
        """The service as a process of its own; what it says is appended to `log`."""
        given = {
            "rules": str(self.rules), "state": str(self.state), "limits": dict(self.limits), "epoch": self.epoch,
            "speed": self.speed,
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.soak.runner", json.dumps(given)]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, cwd=HOME, stdout=log, stderr=log, env=self.env())

    def env(self) -> dict[str, str]:
        """Of the service's process."""
        return environment(self.given)

    def last_words(self, lines: int = 15) -> str:
        """The end of the log, for a run that went wrong."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:]) if self.log.exists() else ""


def environment(given: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """An installed service finds its bytecode; where the environment forbids it, a place of our own holds it."""
    env = {**os.environ, **given}
    if env.pop("PYTHONDONTWRITEBYTECODE", ""):
        env["PYTHONPYCACHEPREFIX"] = _bytecode().name
    return env


@cache
def _bytecode() -> tempfile.TemporaryDirectory[str]:
    """One for all runs of this process; gone with it."""
    folder = tempfile.TemporaryDirectory(prefix="soak-bytecode-")
    atexit.register(folder.cleanup)
    return folder


def _source(site: Site, feed: Feed, page: str) -> dict[str, str]:
    side = "BY" if feed.language == "ru" else "AZ"
    return {
        "id": feed.name, "outlet": feed.name.replace("_", " ").title(), "url": f"http://{site.where(feed)}/feed",
        "side": side, "country": side, "language": feed.language, "page": page,
    }  # fmt: skip
