"""The golden days are told as they were reviewed; `python -m tests.goldendays --write` keeps what is told now."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.goldendays.days import FOLDER, made

NAMES = ("visit-en", "visit-ru", "visit-az", "day-after", "empty")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each digest as the river makes it now."""
    return made(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_digest_is_told_as_it_was_reviewed(told: dict[str, str], name: str) -> None:
    kept = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    changes = difflib.unified_diff(kept.splitlines(), told[name].splitlines(), "reviewed", "now", lineterm="")
    assert "\n".join(changes) == ""


def test_there_is_a_file_for_each_digest_and_for_nothing_else(told: dict[str, str]) -> None:
    assert sorted(told) == sorted(NAMES) == sorted(path.stem for path in Path(FOLDER).glob("*.txt"))


def test_the_first_days_says_what_was_known_then(told: dict[str, str]) -> None:
    text = told["visit-en"]
    assert "REPORTED BY ONE SIDE (BAKU)" in text
    assert "USD 48 mln" in text
    assert text.count("DISPUTED:") == 1
    assert " ".join(text.split()).count(" times apart") == 3
    assert "President of Belarus, dated" not in text  # its page is first seen after the digest


def test_the_day_after_both_sides_report_and_a_correction_comes_first(told: dict[str, str]) -> None:
    text = told["day-after"]
    assert "REPORTED BY BOTH SIDES" in text
    assert "dated 16 May 18:00 Baku, first seen 17 May 15:18 Baku" in " ".join(text.split())
    assert text.index("CORRECTIONS") < text.index("NEW")
