"""Payloads kept as files: a JSON list of the messages each, a text of several lines as a list of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
            bodies = [by_lines(json.loads(payload.body)) for payload in CHANNELS[kind].render(sample(), config(kind))]
            found[f"{kind}-{day}.json"] = json.dumps(bodies, ensure_ascii=False, indent=1) + "\n"
    return found


def by_lines(value: Any) -> Any:
    """A text of several lines as a list of them, so that a difference is seen in its line."""
    if isinstance(value, str):
        return value.split("\n") if "\n" in value else value
    if isinstance(value, list):
        return [by_lines(each) for each in value]
    return {key: by_lines(each) for key, each in value.items()} if isinstance(value, dict) else value


if __name__ == "__main__":  # after a change meant to be seen: `python -m tests.channels.goldens`, then read the diff
    FOLDER.mkdir(exist_ok=True)
    for name, content in golden().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
