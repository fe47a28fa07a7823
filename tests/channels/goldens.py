"""Payloads kept as files, a JSON list of the messages each: a daily digest, an alert, a hostile day, one in Russian."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from monitor.channels import CHANNELS
from monitor.model.message import Digest
from tests.channels.letters import config
from tests.digest.facts import in_language
from tests.digest.samples import alert, busy, hostile

FOLDER = Path(__file__).parent / "golden"
KINDS = ("slack", "telegram", "discord", "matrix", "webhook")
DAYS: dict[str, Callable[[], Digest]] = {
    "alert": alert,
    "daily": busy,
    "daily-ru": lambda: in_language(busy(), "ru"),
    "hostile": hostile,
}


def golden() -> dict[str, str]:
    """File name -> the frozen bodies, as JSON that a person can read."""
    found = {}
    for kind in KINDS:
        for day, sample in DAYS.items():
            if kind == "webhook" and day != "daily":  # the others hold nothing that is not in the samples as they are
                continue
            bodies = [json.loads(payload.body) for payload in CHANNELS[kind].render(sample(), config(kind))]
            found[f"{kind}-{day}.json"] = json.dumps(bodies, ensure_ascii=False, indent=1) + "\n"
    return found


if __name__ == "__main__":  # after a change meant to be seen: `python -m tests.channels.goldens`, then read the diff
    FOLDER.mkdir(exist_ok=True)
    for name, content in golden().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
