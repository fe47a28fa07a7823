"""The seen half: edits made by program over labelled articles, and siblings from our own templates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.corpus.copies.edits import EDITS, SITE, boilerplate, half, mixed

HERE = Path(__file__).parent
CORPUS = HERE.parent
SEED = 7
EACH = 5  # edits of an article
FILLERS = 22  # articles of each language that stand in no row: each takes the half of another one in, once
FIRST = datetime(2025, 3, 1, 6, 0, tzinfo=UTC)


def seen() -> list[dict[str, Any]]:
    """All rows in order of time: articles, each followed by its edits, and siblings. `edit` says what a row is."""
    return [
        {**row, "date": (FIRST + timedelta(seconds=20 * number)).isoformat()}
        for number, row in enumerate([*_edited(), *siblings()])
    ]


def articles() -> list[dict[str, Any]]:
    """The labelled articles that are no copies."""
    rows = []
    for file in ("seen.jsonl", "further.jsonl", "stories/seen.jsonl"):
        for line in (CORPUS / file).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not row.get("copy_of"):
                rows.append({**row, "id": f"{file.partition('/')[0]}-{row['id']}"})
    return rows


def _edited() -> Iterator[dict[str, Any]]:
    draw, found = Random(SEED), articles()
    languages = {row["language"] for row in found}
    fillers = {each: [row for row in found if row["language"] == each][::2][:FILLERS] for each in languages}
    kept = [row for row in found if row not in fillers[row["language"]]]
    for number, row in enumerate(kept):
        yield {**_plain(row), "copy_of": None, "edit": ""}
        for step in range(EACH):
            edit = EDITS[(number * EACH + step) % len(EDITS)]
            rest = fillers[row["language"]]
            if edit is half and not rest:
                continue
            title, text = edit(row, rest.pop() if edit is half else row, draw)
            yield {
                **_plain(row), "id": f"{row['id']}-{edit.__name__}", "outlet": SITE[row["language"]][0] if edit in (boilerplate, mixed) else f"Site {step}", "title": title,
                "text": text, "copy_of": row["id"], "edit": edit.__name__,
            }  # fmt: skip


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("id", "outlet", "language", "title", "text")}


def siblings() -> Iterator[dict[str, Any]]:
    """Every issue of every template."""
    for part in (HERE / "templates.txt").read_text(encoding="utf-8").split("\n== ")[1:]:
        head, title, slots, text, *issues = part.strip().split("\n")
        kind, language = head.split()
        names = [name.strip() for name in slots.partition(":")[2].split("|")]
        for number, issue in enumerate(issues):
            values = dict(zip(names, (value.strip() for value in issue[2:].split("|")), strict=True))
            yield {
                "id": f"{kind}-{language}-{number}", "outlet": f"Outlet {number}", "language": language,
                "title": title.partition(": ")[2].format(**values),
                "text": text.partition(":")[2].strip().format(**values),
                "copy_of": None, "edit": f"sibling:{kind}-{language}",
            }  # fmt: skip
