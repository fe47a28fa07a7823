"""The rules/ of the month: the shipped rules over the press's outlets, and the edits that people make to them."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.soak.month.press import Outlet

SHIPPED = Path(__file__).parents[3] / "rules"
PAIR_RULE = "azerbaijan-belarus"
LEFT_OUT = "joint production"  # what the tightened rule does not want
LATER_RULE = """version: 1
rules:
  - id: kazakhstan-belarus
    title: Kazakhstan and Belarus
    when: |
      pair(kazakhstan, belarus)
    examples:
      match:
        - "Kazakhstan and Belarus discuss joint production of machinery"
      skip:
        - "City council repairs twelve streets"
"""


@dataclass
class Rules:
    """What stands in the folder; `write()` after each change of it."""

    folder: Path
    interval: str = "15m"
    feeds: dict[str, dict[str, Any]] = field(default_factory=dict)
    subscriptions: dict[str, dict[str, Any]] = field(default_factory=dict)

    def prepare(self) -> None:
        """The shipped files, without their sources and digests."""
        self.folder.mkdir(parents=True)
        for path in SHIPPED.iterdir():
            if path.is_dir() and not path.name.startswith("."):
                shutil.copytree(path, self.folder / path.name)
            elif path.suffix == ".yaml" and path.name not in ("sources.yaml", "digests.yaml", "service.yaml"):
                shutil.copy(path, self.folder)

    def write(self) -> None:
        """sources.yaml and digests.yaml as they should be; JSON is YAML."""
        sources = {"version": 1, "defaults": {"interval": self.interval}, "sources": list(self.feeds.values())}
        mail = {"kind": "email", "host": "127.0.0.1", "security": "none", "sender": "monitor@example.org"}
        hook = {"kind": "webhook", "url": "https://intake.example.org/digests", "secret": "${MONTH_SECRET}"}
        digests = {
            "version": 1, "channels": {"mail": mail, "hook": hook}, "operator": {"channel": "hook"},
            "subscriptions": list(self.subscriptions.values()),
        }  # fmt: skip
        for name, content in (("sources", sources), ("digests", digests)):
            (self.folder / f"{name}.yaml").write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")

    def add_feed(self, outlet: Outlet, url: str = "", name: str = "") -> None:
        """Or put another address under its name."""
        name = name or outlet.name
        self.feeds[name] = {
            "id": name, "outlet": outlet.name.upper(), "url": url or f"https://{outlet.host}/feed",
            "kind": outlet.kind, "language": outlet.language, "zone": outlet.zone.key, "page": outlet.page,
            **({"side": outlet.side, "country": outlet.side} if outlet.side else {}),
        }  # fmt: skip

    def subscribe(self, name: str, zone: str, at: str, mails: tuple[str, ...] = (), **more: object) -> None:
        """A subscription with a call to a program, and these mailboxes."""
        to = [{"channel": "mail", "recipient": mail} for mail in mails]
        self.subscriptions[name] = {
            "id": name, "title": "Azerbaijan and Belarus", "rules": [PAIR_RULE], "zone": zone,
            "at": [{"name": "daily", "at": at}], "to": [*to, {"channel": "hook"}], **more,
        }  # fmt: skip

    def break_(self) -> None:
        """An edit that cannot be used."""
        path = self.folder / f"{PAIR_RULE}.yaml"
        path.write_text(path.read_text("utf-8").replace("pair(azerbaijan,", "pair(azerbaijann,", 1), "utf-8")

    def mend(self) -> None:
        """What `break_` or `tighten` did is taken back."""
        shutil.copy(SHIPPED / f"{PAIR_RULE}.yaml", self.folder)

    def tighten(self) -> None:
        """The rule leaves out what it held for a moment ago."""
        path = self.folder / f"{PAIR_RULE}.yaml"
        text = path.read_text("utf-8")
        path.write_text(
            text.replace("pair(azerbaijan, belarus)\n", f'pair(azerbaijan, belarus) and not "{LEFT_OUT}"\n', 1), "utf-8"
        )

    def remark(self) -> None:
        """An edit that changes nothing."""
        path = self.folder / f"{PAIR_RULE}.yaml"
        path.write_text(path.read_text("utf-8") + "# looked through\n", "utf-8")

    def ask_later(self) -> None:
        """A new rule, and everybody wants it."""
        (self.folder / "kazakhstan-belarus.yaml").write_text(LATER_RULE, "utf-8")
        for each in self.subscriptions.values():
            each["rules"] = [PAIR_RULE, "kazakhstan-belarus"]
