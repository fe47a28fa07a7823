"""The inflection table (tests/lexicon/table), scanned row by row with the lexicon as shipped."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from monitor.lexicon.classes import BUILT_IN
from monitor.text.fold import folded
from tests.lexicon.shipped import shipped
from tests.lexicon.table import Row, rows

ENTITIES = Path(__file__).parents[2] / ".." / "shared" / "domain" / "entities.md"
LANGUAGES = {"en", "ru", "be", "be_lacinka", "az", "az_cyr", "tr", "uk", "pl", "de", "fr", "kk", "ka", "hy"}


def _parameter(row: Row) -> Any:
    marks = [pytest.mark.xfail(reason=row.fails, strict=True)] if row.fails else []
    return pytest.param(row, id=str(row), marks=marks)


@pytest.mark.parametrize("row", list(map(_parameter, rows())))
def test_a_row_of_the_table(row: Row) -> None:
    """A form is found whole, as its name; a near-name is not found as that name anywhere in its text."""
    surfaces = [m.surface for m in shipped().scan("", row.text, row.hint).mentions if m.name == row.name]
    if row.found:
        assert row.found in surfaces
    else:
        assert surfaces == []


def test_the_table_has_rows_to_find_and_rows_to_leave_in_every_language() -> None:
    found = Counter(row.language for row in rows() if row.found)
    left = Counter(row.language for row in rows() if not row.found)
    assert set(found) == LANGUAGES
    assert set(left) == LANGUAGES
    assert sum(found.values()) + sum(left.values()) >= 1000


def test_no_row_stands_twice() -> None:
    twice = [row for row, count in Counter((row.language, row.text, row.name) for row in rows()).items() if count > 1]
    assert twice == []


def _domain() -> list[dict[str, Any]]:
    if not ENTITIES.exists():
        pytest.skip("no notes on names beside the checkout")
    (block,) = re.findall(r"```yaml\n(.*?)```", ENTITIES.read_text(encoding="utf-8"), re.DOTALL)
    entities: list[dict[str, Any]] = yaml.safe_load(block)["entities"]
    return entities


def _expression(typed: str) -> re.Pattern[str]:
    """A form of the notes over folded text."""
    words = []
    for word in typed.split():
        stem, mark, ending = word.partition("~")
        star = stem.endswith("*")
        words.append(
            re.escape(folded(stem.rstrip("*"))) + ("[^\\W\\d_]*" if star else BUILT_IN[ending] if mark else "")
        )
    return re.compile(rf"(?<!\w){' '.join(words)}(?!\w)")


def test_every_name_of_the_notes_has_a_row_that_must_be_found() -> None:
    """Each form of part A, strong or weak, is met by at least one row of its entity."""
    missing = []
    for entity in _domain():
        texts = [folded(row.text) for row in rows() if row.name == entity["id"] and row.found]
        for role in ("strong", "weak", "adjective", "metonym"):
            lists = entity.get(role, {})
            lists = lists if isinstance(lists, dict) else {"any": lists}
            missing += [
                f"{entity['id']} {role} {language}: {form}"
                for language, forms in lists.items()
                for form in forms
                if not any(_expression(form).search(text) for text in texts)
            ]
    assert missing == []


def test_every_not_entry_of_the_notes_has_a_row_that_must_not_be_found() -> None:
    missing = []
    for entity in _domain():
        texts = [folded(row.text) for row in rows() if row.name == entity["id"] and not row.found]
        missing += [
            f"{entity['id']}: {form}"
            for form in entity.get("not", ())
            if not any(_expression(form).search(text) for text in texts)
        ]
    assert missing == []
