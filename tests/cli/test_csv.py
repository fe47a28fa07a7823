"""A text of strangers is no formula, whatever unseen stands before it."""

import csv

import pytest

from monitor.cli.ledger.rows import as_csv, columns


@pytest.mark.parametrize("title", ["=1+1", " =1+1", "\n=1+1", "\ufeff@SUM(A1)", "\u200e=1+1", "\u202e\xa0+1"])
def test_what_a_spreadsheet_would_reckon_is_text(title: str) -> None:
    row = {**dict.fromkeys(columns("events")), "title": title}
    (read,) = csv.DictReader(as_csv("events", [row]).removeprefix("\ufeff").splitlines(keepends=True))
    assert read["title"] == f"'{title}"
